"""An alliance is founded in Slack, without a file: Accord is invited, a draft grows, and all of them consent."""

import json

import pytest

from sandbox import Channel, Message
from sandbox.traffic import Delivery
from tests import outside
from tests.cast import ANN, CAT, DEV, FAY, KARA, NAMES, OUTSIDER
from tests.stories.stage import OTHER_CHANNEL, Stage, alliance_toml, picture

HALL = "C0HALL"
HARBOUR: tuple[str, str, list[str]] = ("Harbour Shelter", "Ann Lee", ["Ben Okoro"])
CLYDE: tuple[str, str, list[str]] = ("Clyde Outreach", "Dev Shah", [])


@pytest.fixture
def hall(quiet_stage: Stage) -> Stage:
    """A channel with people of several workspaces, to which Accord comes; there is no file."""
    (quiet_stage.folder / "alliance.toml").unlink()
    there = set(NAMES) - {OUTSIDER}
    quiet_stage.sandbox.workspace.add_channel(Channel(HALL, "hall", there, is_ext_shared=True))
    quiet_stage.start_bot()
    quiet_stage.sandbox.invites_bot(HALL)
    return quiet_stage


def said(stage: Stage) -> list[Message]:
    return [it for it in stage.person(KARA).sees(HALL) if not it.only_for and not it.thread_ts]


def desk(stage: Stage, words: str) -> Message:
    """Wait until the desk says this."""
    return stage.until(lambda: next((it for it in said(stage) if words in picture(it)), None))


def sets_up(stage: Stage, by: str = KARA) -> None:
    person = stage.person(by)
    person.clicks("Set up an alliance here", desk(stage, "Set up an alliance here"))
    person.fills({"The alliance's name": "Glasgow Together"})
    person.submits()
    assert person.window is None, person.window.errors


def adds(stage: Stage, name: str, lead: str, deputies: list[str], by: str = KARA) -> None:
    person = stage.person(by)
    person.clicks("Add a partner", desk(stage, "Add a partner"))
    for label in ("Who leads", "Deputies"):
        assert "Accord" not in person.offered(label)
        assert "Olly Trent" not in person.offered(label)
    person.fills({"The organisation's name": name, "Who leads": lead, "Deputies": deputies})
    person.submits()
    assert person.window is None, person.window.errors
    desk(stage, name)


def puts(stage: Stage, words: str = "Put it to the partners") -> Message:
    stage.person(KARA).clicks(words, desk(stage, words))
    title = "# We found this alliance"
    return stage.until(lambda: next((it for it in said(stage) if picture(it).startswith(title)), None))


def arrivals(stage: Stage) -> list[Delivery]:
    """List what Accord was told, and has taken in, of people and apps that joined a channel."""
    told = [it for it in stage.sandbox.traffic.deliveries if it.kind == "events_api" and it.is_acked]
    return [it for it in told if it.payload["event"]["type"] == "member_joined_channel"]


def kinds(stage: Stage) -> list[str]:
    return [kind for (kind,) in stage.rows("SELECT kind FROM log_entries ORDER BY sequence")]


def test_an_alliance_is_founded_at_the_moment_when_all_have_consented(hall: Stage) -> None:
    sets_up(hall)
    adds(hall, *HARBOUR)
    adds(hall, *CLYDE)

    card = puts(hall)

    assert "Kara Munro" in picture(card)
    assert hall.person(KARA).clicks("Add a partner", desk(hall, "No. 1 asks every partner")).is_acked
    hall.person(KARA).closes()
    hall.person(KARA).runs("/propose", HALL)
    assert "This alliance is not founded yet" in hall.person(KARA).sees(HALL)[-1].text
    hall.consents(card, ANN)
    assert "alliance_founded" not in kinds(hall)
    hall.consents(card, DEV)
    desk(hall, "Nothing waits for an answer now")
    assert kinds(hall) == [
        "founding_put",
        "proposal_raised",
        "consent_given",
        "consent_given",
        "decision_agreed",
        "alliance_founded",
    ]
    assert len([it for it in said(hall) if it.text.startswith("Accord's desk")]) == 1
    hall.person(ANN).clicks("Raise a proposal", desk(hall, "Raise a proposal"))
    assert "The partners of Glasgow Together are asked" in hall.window(ANN)
    assert hall.accord("log", "verify").stdout == "Glasgow Together: all 6 entries hold\n"
    exported = hall.accord("log", "export", "--format", "json").stdout
    assert outside.verdict(exported) == (True, f"6 entries hold\n{outside.follows(1)}")


def test_a_draft_that_is_changed_asks_everybody_again(hall: Stage) -> None:
    sets_up(hall)
    adds(hall, *HARBOUR)
    adds(hall, *CLYDE)
    card = puts(hall)
    hall.consents(card, ANN)
    hall.objects(card, DEV, "Northside belongs to us", "Ask Northside too")
    hall.person(ANN).chooses("Amend", card)
    assert "Only the person who raised No. 1" in hall.window(ANN)
    hall.person(ANN).closes()
    hall.person(KARA).chooses("Amend", card)
    assert "its text comes from the draft" in hall.window(KARA)
    hall.person(KARA).closes()

    adds(hall, "Northside Homes", "Fay Burns", [])
    puts(hall, "Put it to the partners again")

    hall.until(lambda: "Northside Homes: " in picture(card))
    hall.consents(card, ANN)
    hall.consents(card, FAY)
    assert "alliance_founded" not in kinds(hall)
    hall.consents(card, DEV)
    hall.until(lambda: kinds(hall)[-1] == "alliance_founded")
    assert hall.accord("log", "verify").stdout == "Glasgow Together: all 11 entries hold\n"


def test_whoever_objects_to_the_founding_is_led_to_the_draft_and_everybody_is_called_by_name(hall: Stage) -> None:
    sets_up(hall)
    adds(hall, *HARBOUR)
    adds(hall, *CLYDE)
    adds(hall, "City Council", "Cat Reid", [])
    card = puts(hall)
    dev, cat = hall.person(DEV), hall.person(CAT)

    dev.clicks("Object", card)

    assert "A text to which you could consent" not in hall.window(DEV)
    assert "the draft at Accord's desk is changed and put again" in hall.window(DEV)
    dev.fills({"Reason": "Ben has left Harbour"})
    dev.submits()
    told = hall.until(lambda: next((it for it in hall.direct_messages(KARA) if "objects to" in it.text), None))
    assert "Change the draft at Accord's desk" in picture(told)
    assert "[Amend]" not in picture(told)
    cat.opens_home()
    assert "Harbour Shelter: @Ann Lee" in str(hall.until(lambda: cat.home).body)

    kara = hall.person(KARA)
    kara.chooses("Change", desk(hall, "Harbour Shelter"))
    assert "Gus Wren" in kara.offered("Deputies")
    kara.fills({"Deputies": ["Gus Wren"]})
    kara.submits()
    puts(hall, "Put it to the partners again")
    hall.until(lambda: "revision 2" in picture(card))
    dev.clicks("Consent", card)

    # In the whole text below, Slack itself names them.
    changed, _, whole = hall.window(DEV).partition("The text that stands now")
    assert "@Ben Okoro" in changed
    assert "@Gus Wren" in changed
    assert "@U0" not in changed
    assert "@U0GUS" in whole


def test_only_whoever_set_it_up_changes_the_draft_and_nobody_from_outside_is_named(hall: Stage) -> None:
    sets_up(hall)
    adds(hall, *HARBOUR)
    shown = desk(hall, "Harbour Shelter")

    hall.person(CAT).clicks("Add a partner", shown)
    assert "Somebody else is setting up this alliance" in hall.window(CAT)
    hall.person(CAT).closes()
    hall.person(KARA).chooses("Change", shown)
    person = hall.person(KARA)
    person.offered("Who leads")
    person.fills({"Who leads": "Cat Reid", "Deputies": []})
    hall.sandbox.leaves(CAT, HALL)
    person.submits()
    assert "is not in the alliance's channel" in str(person.window and person.window.errors)
    person.fills({"Who leads": "Ann Lee"})
    person.submits()
    hall.until(lambda: "then Ben Okoro" not in picture(shown))
    person.chooses("Remove", shown)
    hall.until(lambda: "Harbour Shelter" not in picture(shown))
    assert "The draft still needs at least two partners" in picture(shown)


def test_accord_says_it_once_and_not_where_an_alliance_is(quiet_stage: Stage) -> None:
    quiet_stage.start_bot()
    quiet_stage.until(quiet_stage.desks)
    quiet_stage.sandbox.workspace.add_channel(Channel(HALL, "hall", set(NAMES), is_ext_shared=True))

    quiet_stage.sandbox.invites_bot(HALL)
    desk(quiet_stage, "Set up an alliance here")
    for channel in (HALL, "C0ALLIANCE"):
        quiet_stage.sandbox.removes_bot(channel)
        quiet_stage.sandbox.invites_bot(channel)
    quiet_stage.until(lambda: len(arrivals(quiet_stage)) == 3)

    assert quiet_stage.rows("SELECT count(*) FROM messages WHERE kind = 'desk'") == [(2,)]
    assert len(said(quiet_stage)) == 1
    assert len(quiet_stage.desks()) == 1


def test_whoever_has_no_alliance_yet_is_told_how_one_begins(hall: Stage) -> None:
    hall.person(CAT).runs("/propose", OTHER_CHANNEL)

    said_to_cat = picture(hall.person(CAT).ephemerals(OTHER_CHANNEL)[-1])
    assert "type /invite @Accord in the channel that its partners share" in said_to_cat


def test_a_file_founds_without_running(quiet_stage: Stage) -> None:
    founded = quiet_stage.accord("found", "--file", "alliance.toml")
    again = quiet_stage.accord("found", "--file", "alliance.toml", "--json")
    quiet_stage.write_alliance(alliance_toml({"Harbour Shelter": (ANN,), "Clyde Outreach": (DEV, FAY)}))
    other = quiet_stage.accord("found", "--file", "alliance.toml")

    name = "Glasgow Alliance to End Homelessness"
    assert founded.stdout == f"{name} is founded, in C0ALLIANCE.\n"
    assert json.loads(again.stdout) == {"alliance": name, "channel": "C0ALLIANCE", "founded": False}
    assert other.returncode == 2
    assert other.stderr.startswith(f"accord: {name} is there already, and the file changes no partner\n")
    assert "  Clyde Outreach is represented by U0DEV, the file says U0DEV, U0FAY\n" in other.stderr


def test_a_bot_without_a_file_goes_on_with_what_is_founded(quiet_stage: Stage) -> None:
    quiet_stage.accord("found", "--file", "alliance.toml")

    quiet_stage.start_bot(ALLIANCE_FILE="-")

    assert "Glasgow Alliance to End Homelessness" in picture(quiet_stage.desk())
    assert "No alliance is founded here yet" not in quiet_stage.log()
