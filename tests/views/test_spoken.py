"""Does somebody who hears only a message's text hear its substance?"""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from handlers.courier.messages import KINDS
from handlers.views.blocks.kit import Message
from handlers.views.blocks.words.spoken import spoken
from handlers.views.blocks.words.text import escape
from handlers.views.card.proposal_card import card
from handlers.views.messages.thread import amendment
from tests.cast import ANN, DEV, PARTNERS, proposal, revision
from tests.paper import PAPER, RICH_PAPER, WHY
from tests.reading import read
from tests.views.message_texts import samples
from tests.views.papered import papered
from tests.views.views import consent, objection, view_of
from tests.views.window_texts import windows

# Slack takes this many characters when a message is updated.
MOST = 4000
SAMPLES = samples()


def words_shown(blocks: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return all words but those of buttons and of the meter, and the signs with which the pictures mark them."""
    shown = "\n".join(line for line in read(blocks).split("\n") if not line.startswith("["))
    for sign in "*~>#()_▰▱":
        shown = shown.replace(sign, " ")
    return [word for word in shown.split() if "|" not in word and not word.startswith(("<", "---"))]


@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize("change", [lambda gathered: gathered, papered], ids=["short", "long"])
def test_all_that_is_shown_is_said_as_far_as_there_is_room(kind: str, change: Any) -> None:
    gathered, about = SAMPLES[kind]
    said: Message = KINDS[kind].write(change(gathered), about)

    assert 0 < len(said.text) <= MOST
    if not said.text.endswith("…"):
        heard = said.text
        for sign in "*~>#()_":
            heard = heard.replace(sign, " ")
        missing = [word for word in words_shown(said.blocks) if escape(word) not in heard and word not in heard]
        assert missing == []


def test_a_card_says_title_status_text_and_who_stands_where() -> None:
    written = revision(text=PAPER, rich_text=RICH_PAPER, benefit=WHY)
    answers = (consent(2, ANN), objection(3, DEV, "Too few nurses", "Two nurses"))

    said = card(view_of(proposal(revisions=(written,), responses=answers))).text

    assert said.startswith(
        "No. 12 · Ten winter beds\n✋ Held by 1 objection (3 days) · 1 of 8 partners consent · decide by"
    )
    assert "\nHarbour Shelter opens ten more emergency beds in the east wing" in said
    assert "\nWhy Nobody should have to choose between a doorway and a night bus." in said
    assert "✅ Harbour Shelter consents\n" in said
    assert "✋ Clyde Outreach · Dev Shah: Too few nurses Would be acceptable: Two nurses" in said
    assert all(name in said for name in PARTNERS)


def test_what_was_struck_through_is_said_so() -> None:
    told = proposal(revisions=(revision(), revision(2, "Open twelve more emergency beds at the harbour from May.")))

    said = amendment(view_of(told), {"revision": 2}).text

    assert "Open (struck through: ten) twelve more emergency beds" in said


def test_the_cut_leaves_no_broken_sign() -> None:
    said = spoken("No. 12", [{"type": "section", "text": {"text": "a &amp; " * 900}}])

    assert said.endswith(("&amp; …", "a …"))
    assert len(said) <= MOST


def test_what_a_person_wrote_pings_nobody_there() -> None:
    written = revision(title="<!channel> beds", text="<!here>", benefit="<@U0ANN>")

    said = card(view_of(proposal(revisions=(written,)))).text

    assert "<" not in said


def test_slack_folds_no_section() -> None:
    seen = [KINDS[kind].write(gathered, about).blocks for kind, (gathered, about) in SAMPLES.items()]
    seen += [view["blocks"] for view in windows().values()]

    sections = [block for blocks in seen for block in blocks if block["type"] == "section"]

    assert sections
    assert [block for block in sections if block.get("expand") is not True] == []
