"""Has each kind of message a name that somebody who does not know Accord understands?"""

from bot.publishing.foi.kinds import kind_in_words
from handlers.courier.messages import KINDS

# Whoever runs Accord is told of these.
TECHNICAL = ("card_frozen", "card_frozen_notice", "card_lost_notice", "app_trouble_notice", "channel_trouble_notice")


def test_every_kind_of_message_has_a_plain_name() -> None:
    named = {kind: kind_in_words(kind) for kind in KINDS}

    assert not [kind for kind, words in named.items() if "_" in words]
    unknown = {kind for kind, words in named.items() if words == "technical note"}
    assert unknown <= {
        *TECHNICAL,
        "not_borne_out_notice",
        "stuck_digest_notice",
        "stuck_notice",
        "stuck_private_notice",
    }
