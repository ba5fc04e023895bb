"""How does an alliance look after itself in half a year? Small stories of meetings, settings, and who decides what."""

from collections.abc import Iterator, Mapping

from decisions.people import appointment
from sandbox import Message
from storage.alliance import alliances
from storage.record.changes import appointments
from tests.cast import ANN, BEN, CAT, DEV, GUS, HAL, IVY, JON, KARA, NAMES, OUTSIDER
from tests.stories.half_year import MEG, NED, HalfYear
from tests.stories.test_forms import takes_a_form
from tests.stories.test_interests import declares
from tests.stories.test_meetings import said, sets_days_for_corrections, takes_the_urgent_form
from tests.stories.test_partners import proposes

STANDING = "Standing, for the register of interests"
WHOSE = ("Settings", "Whose matter is it…")
WHY = {"What we propose": "So that it goes faster.", "Why this is best for people": "A warm room."}


def begin(life: HalfYear) -> None:
    """A manager sets up what the alliance uses from its first day on."""
    takes_a_form(life)
    takes_the_urgent_form(life)
    sets_days_for_corrections(life)


def every_meeting(life: HalfYear) -> Iterator[int]:
    """Each month they meet."""
    life.person(KARA).clicks("What waits for us", life.desk())
    life.presses(KARA, "Where we stand", "Open a meeting…")
    life.sends(KARA, **{"Place, or other words": "Town Hall"})
    life.presses(KARA, "Who is here…")
    for label in ("Here", "Apologies"):
        life.person(KARA).offered(label)
    life.sends(KARA, **{"Here": [NAMES[CAT], NAMES[BEN]], "Apologies": [NAMES[DEV]], "Others who are here": "Olu"})
    card = life.puts("Tea for the meeting")
    life.consents(card, CAT, BEN)
    announced = life.until(lambda: said(life, "🗓️ Meeting"))[-1]
    life.person(KARA).clicks(announced.text.removeprefix("🗓️ ").partition(" ·")[0], announced)
    life.presses(KARA, "Close the meeting…")
    window = life.person(KARA).window
    assert window
    rows = [it for it in window.body["blocks"] if it.get("block_id") == "ratified"]
    ticked = {it["label"]["text"]: [each["text"]["text"] for each in it["element"]["options"]] for it in rows}
    life.sends(KARA, Note="Next time at Clyde.", **ticked)
    yield 3
    life.all_agree(card)


def standing_interests(life: HalfYear) -> Iterator[int]:
    for person in (ANN, DEV):
        declares(life, person, STANDING)
    yield 40
    life.opens(ANN, "Interests…", "Still so")
    life.opens(DEV, "Interests…", "It has ended")


def ladder(life: HalfYear) -> Iterator[int]:
    """All agree on steps for when they are stuck, and take one."""
    seen = len(life.cards())
    life.opens(ANN, "When we are stuck…")
    life.sends(ANN, **{"Step 4": "", "What we propose": "So we go on.", "Why this is best for people": "Nobody waits."})
    life.all_agree(life.until(lambda: len(life.cards()) > seen and life.cards()[-1]))
    card = life.puts("A second van")
    life.objects(card, DEV)
    yield 12
    life.card_says(card, "🪜 Step 1 of 4 since ")
    notice = life.private_words(KARA, "Step 1 of 4: Objector and author talk")
    life.person(KARA).clicks("What came of it…", notice)
    life.sends(KARA, **{"This step": "It was done", "What came of it": "We found a driver."})
    life.card_says(card, "🪜 Step 1 of 4 was done")
    life.all_agree(card)


def matters(life: HalfYear) -> Iterator[int]:
    """All agree who decides what; a manager spends what is delegated, and the council decides its own by law."""
    limits = {"Up to, for one decision": "5,000", "Up to, in all": "8,000", "Delegated until": life.in_days(90)}
    who = {"Class of matters": "Small repairs", "Who decides": "An operations manager, up to a sum"}
    _classed(life, {**who, **limits})
    own = {"Class of matters": "Planning", "Who decides": "One partner, by law"}
    _classed(life, {**own, "Whose matter it is by law": "Glasgow City Council"})
    yield 3
    life.opens(KARA, *WHOSE, "Decide what is delegated…")
    life.sends(KARA, Sum="4,500", **{"What is decided": "A boiler", "Why": "It broke."})
    life.says_in_channel("Decided by Kara Munro, to whom it is delegated: A boiler")
    life.opens(KARA, *WHOSE, "Decide what is delegated…")
    life.sends(KARA, Sum="500", **{"What is decided": "A tap", "Why": "It drips."})
    life.opens(KARA, *WHOSE, "Take back…")
    life.sends(KARA, **{"Why it is taken back": "A washer was enough."})
    life.says_in_channel("Taken back by Kara Munro: ")
    life.opens(CAT, "Who speaks for a partner…", "Our own limit…")
    life.sends(CAT, Over="50,000", **{"Whose word it needs": "our committee"})
    planning = {"Whose matter it is": "Planning (Glasgow City Council decides)", "Sum": "60,000"}
    card = life.puts("The ground", **planning)
    life.person(ANN).clicks("Our view…", card)
    life.sends(ANN, **{"What we think of it": "The ground is wet."})
    life.card_says(card, "The ground is wet.")
    life.person(CAT).clicks("Consent", card)
    life.presses(CAT, "Subject to our committee…")
    life.sends(CAT, **{"We will answer by": life.in_days(20)})
    yield 8
    life.person(CAT).clicks("Consent", card)
    life.person(CAT).submits()
    life.card_says(card, "by Glasgow City Council, whose matter it is; views of Harbour Shelter")


def _classed(life: HalfYear, typed: Mapping[str, str]) -> None:
    seen = len(life.cards())
    life.opens(KARA, *WHOSE, "Propose who decides…")
    life.sends(KARA, **WHY, **typed)
    life.all_agree(life.until(lambda: len(life.cards()) > seen and life.cards()[-1]))


def coming_and_going(life: HalfYear) -> Iterator[int]:
    """One organisation joins, and later another leaves."""
    joins = _proposed(life, "A partner joins…", {"The organisation's name": "Eastside Trust", "Who leads": OUTSIDER})
    yield 3
    life.all_agree(joins)
    yield 20
    leaves = _proposed(life, "A partner leaves…", {"Partner": "Gorbals Health Link"})
    yield 3
    life.all_agree(leaves)
    assert IVY not in life.leads()


def _proposed(life: HalfYear, choice: str, typed: Mapping[str, str]) -> Message:
    seen = len(life.cards())
    proposes(life, choice, dict(typed))
    return life.until(lambda: len(life.cards()) > seen and life.cards()[-1])


def speakers(life: HalfYear) -> Iterator[int]:
    """Somebody stands in for a while; another partner's word is recorded by whoever runs Accord, and seen."""
    life.opens(CAT, "Who speaks for a partner…")
    life.sends(CAT, **{"Deputies": [JON], "Standing in": [MEG], "Only until": life.in_days(3)})
    life.says_in_channel("stands in until ")
    yield 6
    life.says_in_channel("stood in is over.")
    assert life.running
    with life.running.database.transaction() as connection:
        here = alliances.load(connection, 1, for_writing=True)
        kelvin = next(it for it in here.partners if it.name == "Kelvin Advice")
        word = appointment.recorded_word(here, [], kelvin, [GUS, NED], authority="A letter", at=life.now())
        appointments.add(connection, here, kelvin, word, "word")
    yield 1
    life.person(HAL).clicks("Seen", life.says_in_channel("on this: A letter"))
    life.private_words(HAL, "has seen who speaks for Kelvin Advice.")


def settings(life: HalfYear) -> Iterator[int]:
    """A partner is called otherwise; a form is made and not needed."""
    life.opens(KARA, "Settings", "Change…")
    life.sends(KARA, **{"Name of Lived Experience Group": "Lived Experience Glasgow"})
    life.opens(KARA, "Settings", "Forms for proposals…", "A new form…")
    life.sends(KARA, **{"Name of the form": "Odds", "Field 1": "Ends"})
    life.says_in_channel("made the form *Odds*")
    yield 10
    life.opens(KARA, "Settings", "Forms for proposals…")
    window = life.person(KARA).window
    assert window
    (row,) = [it for it in window.body["blocks"] if "*Odds*" in str(it)]
    remove = next(it for it in row["accessory"]["options"] if it["text"]["text"] == "Remove")
    life.person(KARA).uses(window, row["block_id"], row["accessory"]["action_id"], {"value": remove["value"]})
