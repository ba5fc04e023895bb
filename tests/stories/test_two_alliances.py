"""Two alliances share a bot and a database: is each a room of its own, for its people and for the operator?"""

import json
from typing import Any

import pytest

from sandbox import Channel, Message, User
from sandbox.workspace import Json
from tests.cast import ANN, CHANNEL, KARA
from tests.databases import only_sqlite
from tests.stories.stage import Stage, alliance_toml, picture

pytestmark = only_sqlite

LEITH, MORAG = "C0LEITH", "U0MORAG"
HERE, THERE = "Glasgow Alliance to End Homelessness", "Leith Together"


@pytest.fixture
def two(quiet_stage: Stage) -> Stage:
    """Leith has a channel of its own, in which nobody of Glasgow is but Kara, who manages both."""
    stage, kept = quiet_stage, quiet_stage.sandbox.workspace
    kept.add_user(User(MORAG, "morag", "Morag Leith", team_id=kept.team_id))
    kept.add_channel(Channel(LEITH, "leith", {MORAG, KARA, kept.bot_user}))
    there = alliance_toml({"Leith Shelter": (MORAG,), "Leith Advice": ("U0ISLA",)}, name=THERE, channel=LEITH)
    (stage.folder / "leith.toml").write_text(there, encoding="utf-8")
    for file in ("alliance.toml", "leith.toml"):
        assert stage.accord("found", "--file", file).returncode == 0
    stage.start_bot(ALLIANCE_FILE="-")
    return stage


def raises_in_leith(stage: Stage) -> Message:
    morag = stage.person(MORAG)
    morag.runs("/propose", LEITH)
    typed = {"Title": "Boats", "What we propose": "Four boats.", "Why this is best for people": "The sea."}
    morag.fills(typed)
    morag.submits()
    return stage.until(lambda: [it for it in morag.sees(LEITH) if "Four boats." in picture(it)])[0]


def tampered(stage: Stage, card: Message, by: str, **value: Any) -> Json:
    """Press the first button of a card, with another value than it has."""
    changed = Message(card.channel, card.ts, card.user, card.text, json.loads(json.dumps(card.blocks)))
    button = next(block for block in changed.blocks if block["type"] == "actions")["elements"][0]
    button["value"] = json.dumps({**json.loads(button["value"]), **value})
    person = stage.person(by)
    card.blocks, kept = changed.blocks, card.blocks
    try:
        assert person.clicks("Consent", card).is_acked
    finally:
        card.blocks = kept
    return person.window.body if person.window else {}


def test_who_presses_with_the_values_of_another_alliance_changes_and_sees_nothing(two: Stage) -> None:
    ours, theirs = two.raises(), raises_in_leith(two)
    before = two.rows("SELECT log_length, log_head FROM alliances ORDER BY id")

    shown = [tampered(two, ours, ANN, proposal=2), tampered(two, theirs, MORAG, proposal=1)]

    assert two.rows("SELECT log_length, log_head FROM alliances ORDER BY id") == before
    assert all("Only people who are in the alliance's channel can read or do this" in str(each) for each in shown)
    assert not [words for words in ("boats", "Leith") if words in str(shown[0])]
    assert not [words for words in ("beds", "Glasgow") if words in str(shown[1])]


def test_the_operator_names_the_alliance_and_gets_only_that_one(two: Stage) -> None:
    two.raises()
    raises_in_leith(two)

    unnamed = two.accord("log", "export", "--format", "json")
    leith = [two.accord("log", "export", "--format", "json", "--alliance", name).stdout for name in (THERE, LEITH, "2")]
    unposted, digest = two.accord("digest"), two.accord("digest", "--alliance", THERE)
    verified = two.accord("log", "verify")
    listed = two.accord("alliances").stdout

    assert unnamed.returncode == unposted.returncode == 2
    assert unnamed.stdout == ""
    assert unnamed.stderr == (
        f"accord: --alliance: name one of those in this database: 1 {HERE} ({CHANNEL}), 2 {THERE} ({LEITH})\n"
    )
    assert [each["name"] for each in json.loads(leith[0])["alliances"]] == [THERE]
    assert leith[0] == leith[1] == leith[2]
    assert "Four boats." in leith[0]
    assert "beds" not in leith[0]
    assert digest.stdout == f"The digest of {THERE} is in its channel.\n"
    assert two.rows("SELECT alliance_id FROM lanes l JOIN messages m ON m.lane_id = l.id WHERE kind = 'digest'") == [
        (2,)
    ]
    assert [line.split(":")[0] for line in verified.stdout.splitlines()] == [HERE, THERE]
    assert listed == f"1\t{HERE}\t{CHANNEL}\n2\t{THERE}\t{LEITH}\n"


def test_what_concerns_a_person_of_several_is_done_for_one_only_where_it_can_be(two: Stage) -> None:
    two.raises()
    raises_in_leith(two)

    here, there = (json.loads(two.accord("person", "show", KARA, "--json", "--alliance", name).stdout) for name in "12")
    moved = two.accord("person", "moved", KARA, "U0KARANEW", "--alliance", THERE)
    nobody = two.accord("person", "show", MORAG, "--alliance", HERE)
    other = two.accord("channel", "moved", CHANNEL, "C0NEW", "--alliance", "2")

    assert (here["manages"], there["manages"]) == ([HERE], [THERE])
    assert [act["kind"] for act in here["acts"]] == ["proposal_raised"]
    assert there["acts"] == []
    assert moved.stderr.startswith(f"accord: --alliance: {KARA} is of {HERE}, too. Nothing was changed; without")
    assert nobody.stderr.startswith(f"accord: nothing is stored about '{MORAG}'")
    assert other.stderr == f"accord: --alliance: {CHANNEL} is not of {THERE}. Nothing was changed\n"
    assert two.rows("SELECT count(*) FROM operations_managers WHERE slack_user_id = ?", KARA) == [(2,)]
