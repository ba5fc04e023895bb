"""A meeting: its agenda, who is there, answers in the room, and minutes that follow from the log alone."""

import json

from decisions.log.log_entry import LogEntry
from decisions.replay.meeting_minutes import meetings_in
from handlers.views.meeting.meeting_minutes import Minuted, minutes
from sandbox import Message
from tests.cast import ANN, BEN, CAT, CHANNEL, DEV, KARA, LEADS, NAMES
from tests.reading import read_message
from tests.stories.stage import Stage, picture


def presses(stage: Stage, person: str, *buttons: str) -> None:
    """Press one after the other in the window that each of them leaves open."""
    for words in buttons:
        window = stage.person(person).window
        assert window
        stage.person(person).clicks(words, window)


def submits(stage: Stage, person: str) -> str:
    """Send the open window, and read what takes its place."""
    stage.person(person).submits()
    return stage.window(person)


def takes_the_urgent_form(stage: Stage) -> None:
    kara = stage.person(KARA)
    kara.clicks("Partners", stage.desk())
    presses(stage, KARA, "Settings", "Forms for proposals…")
    assert kara.window
    urgent = [block for block in kara.window.body["blocks"] if "Urgent" in json.dumps(block)]
    use = urgent[0]["accessory"]
    kara.uses(kara.window, urgent[0]["block_id"], use["action_id"])
    kara.submits()
    assert kara.window is None, kara.window.errors


def decides_in_a_hurry(stage: Stage) -> Message:
    ann = stage.person(ANN)
    ann.clicks("Raise a proposal", stage.desk())
    assert ann.window
    ann.fills({"Title": "Blankets now", "What we propose": "Buy 50.", "Why this is best for people": "Frost."})
    ann.chooses("Urgent", ann.window)
    ann.fills({"Why it can't wait": "Frost tonight.", "Risk": "None."})
    ann.submits()
    assert ann.window is None, ann.window.errors
    card = stage.until(lambda: next((it for it in stage.cards() if "Blankets now" in picture(it)), None))
    stage.consents(card, *LEADS)
    stage.card_says(card, "Agreed on")
    return card


def said(stage: Stage, start: str) -> list[Message]:
    return [it for it in stage.person(KARA).sees(CHANNEL) if it.text.startswith(start)]


def opens_the_meeting(stage: Stage) -> Message:
    stage.person(KARA).clicks("What waits for us", stage.desk())
    presses(stage, KARA, "Where we stand", "Open a meeting…")
    stage.person(KARA).fills({"Place, or other words": "Town Hall"})
    assert "Nobody has said yet who is here." in submits(stage, KARA)
    return stage.until(lambda: said(stage, "🗓️ Meeting 1"))[0]


def logged(exported: str) -> list[LogEntry]:
    """Read the entries of an export, as somebody could who has nothing else."""
    return [
        LogEntry(
            entry["alliance"],
            entry["sequence"],
            entry["at"],
            entry["kind"],
            {name: field["value"] for name, field in entry["fields"].items()},
            {},
            entry["previous_hash"],
            entry["hash"],
        )
        for alliance in json.loads(exported)["alliances"]
        for entry in alliance["entries"]
    ]


def sets_days_for_corrections(stage: Stage) -> None:
    kara = stage.person(KARA)
    kara.clicks("Partners", stage.desk())
    presses(stage, KARA, "Settings", "Change…")
    kara.fills({"Working days to correct a record": "99"})
    kara.submits()
    assert kara.window
    assert "from 1 to 60" in kara.window.errors["Working days to correct a record"]
    kara.fills({"Working days to correct a record": "10"})
    kara.submits()
    assert kara.window is None, kara.window.errors


def corrects(stage: Stage, card: Message) -> None:
    ann = stage.person(ANN)
    ann.chooses("Correct the record…", card)
    ann.fills({"What the record should say": "We spoke of sixty."})
    ann.submits()
    assert ann.window is None, ann.window.errors
    stage.card_says(card, "✏️ 1 correction stands beside the record")
    stage.until(lambda: "> We spoke of sixty." in picture(ann.thread(card)[-1]))


def test_a_meeting_is_held_and_its_minutes_are_those_that_the_log_tells(stage: Stage) -> None:
    takes_the_urgent_form(stage)
    sets_days_for_corrections(stage)
    corrects(stage, decides_in_a_hurry(stage))
    beds = stage.raises(typed={"Title": "Ten winter beds"})
    stage.consents(beds, CAT)

    agenda = picture(opens_the_meeting(stage))
    assert "On the agenda: 1 to ratify and 1 open.\n*To ratify*\n" in agenda
    assert "No. 2 · Ten winter beds" in agenda.partition("*Open*")[2]
    kara, ben = stage.person(KARA), stage.person(BEN)
    presses(stage, KARA, "Who is here…")
    for label in ("Here", "Apologies"):
        kara.offered(label)
    kara.fills({"Here": [NAMES[CAT], NAMES[BEN]], "Apologies": [NAMES[DEV]], "Others who are here": "Olu, tenants"})
    assert "Here: Cat Reid, Ben Okoro and Olu, tenants. Apologies: Dev Shah." in submits(stage, KARA)

    # Somebody answers in the room, and the manager reports what another one says.
    ben.clicks("Meeting 1", said(stage, "🗓️ Meeting 1")[0])
    assert ben.window
    assert "[Close the meeting…]" not in stage.window(BEN)
    stage.objects(beds, BEN, reason="No night nurse")
    kara.chooses("Report a consent", beds)
    kara.fills({"Partner": "Clyde Outreach", "Who said so, when and how": "Dev, by phone in the meeting"})
    kara.submits()
    kara.clicks("Meeting 1", said(stage, "🗓️ Meeting 1")[0])
    assert "📝 To confirm: Clyde Outreach" in stage.window(KARA)

    presses(stage, KARA, "Close the meeting…")
    kara.fills(
        {
            "Urgent decisions of which those present took note, and which they ratify": ["No. 1 · Blankets now"],
            "Note": "Next time at Clyde.",
        }
    )
    assert "Its minutes are posted in the channel." in submits(stage, KARA)
    (posted,) = stage.until(lambda: said(stage, "📝 Minutes of meeting 1"))
    words = picture(posted)
    assert "• Glasgow City Council: Cat Reid\n• Harbour Shelter: Ben Okoro\n• Also there: Olu, tenants" in words
    assert "Those present took note of this decision and ratified it." in words
    assert (
        "• Objection to No. 2 · Harbour Shelter: “No night nurse”; What would make it acceptable: “Two nurses”" in words
    )
    assert "To confirm: the consent of Clyde Outreach was reported (“Dev, by phone in the meeting”)." in words
    assert "• Next time at Clyde." in words

    exported = stage.accord("log", "export", "--format", "json").stdout
    (rebuilt,) = meetings_in(logged(exported))
    assert read_message(vars(minutes(Minuted(rebuilt, lambda person: NAMES.get(person, "")), {}))) == words
    assert stage.accord("log", "verify").returncode == 0
    for form in ("md", "html"):
        assert "Next time at Clyde." in stage.accord("log", "export", "--format", form).stdout

    # It is over: nothing is added to it, and what was ratified is no more to be.
    kara.clicks("Meeting 1", said(stage, "🗓️ Meeting 1")[0])
    assert "Meeting 1 is closed." in stage.window(KARA)
    kara.clicks("What waits for us", stage.desk())
    presses(stage, KARA, "Where we stand", "Open a meeting…")
    assert "On the agenda: 1 held by an objection." in stage.window(KARA)
