"""What goes on in an alliance in half a year: small stories, each about one thing that Accord does for it."""

from collections.abc import Callable, Iterator, Mapping

from decisions import appointment
from decisions.template import OFFERED
from sandbox import Message
from storage.alliance import alliances
from storage.record import appointments
from tests.cast import ANN, BEN, CAT, DEV, ELA, FAY, GUS, HAL, IVY, JON, KARA, NAMES, OUTSIDER
from tests.sampling import examples
from tests.stories.half_year import MEG, NED, HalfYear
from tests.stories.stage import picture
from tests.stories.test_bundles import bundles
from tests.stories.test_bundles import presses as presses_of_bundle
from tests.stories.test_forms import takes_a_form
from tests.stories.test_interests import declares
from tests.stories.test_interests import presses as presses_of_interests
from tests.stories.test_meetings import corrects, said, sets_days_for_corrections, takes_the_urgent_form
from tests.stories.test_partners import proposes
from tests.stories.test_reports import reports
from tests.stories.test_suggestions import suggests, would_consent

Story = Callable[[HalfYear], Iterator[int]]
REASONS, BUDGET, ALTERNATIVES = (field.name for field in OFFERED[0].fields[:3])
SEALED = {"Sealed first round": ["Answer first, then see what the others say"]}
STANDING = "Standing, for the register of interests"
WHOSE = ("Settings", "Whose matter is it…")
WHY = {"What we propose": "So that it goes faster.", "Why this is best for people": "A warm room."}
RENEWED = "Renew or change…"


def begin(life: HalfYear) -> None:
    """A manager sets up what the alliance uses from its first day on."""
    takes_a_form(life)
    takes_the_urgent_form(life)
    sets_days_for_corrections(life)


def usual(life: HalfYear) -> Iterator[int]:
    """Somebody puts something; people answer at their time, and it ends in one of the usual ways."""
    chance = life.chance
    card = life.puts(chance.choice(["Beds", "Tea", "A rota", "Keys"]), chance.choice([KARA, ANN, HAL]))
    early = chance.sample([BEN, CAT, DEV, ELA, FAY], 3)
    life.consents(card, *early)
    yield chance.randrange(1, 4)
    how = chance.choice(["agreed", "held", "amended", "withdrawn", "undone", "asked"])
    if how == "held":
        life.objects(card, HAL, "Too dear")
    elif how == "amended":
        life.amends(card, "Fewer, from next year.")
    elif how == "undone":
        life.consents(card, GUS)
        life.person(GUS).clicks("Undo", life.whispered(GUS, card, "[Undo]"))
    elif how == "asked":
        life.person(GUS).clicks("I need time", card)
        life.sends(GUS, **{"We will answer by": life.in_days(9), "Our question": "Who pays?"})
    yield chance.randrange(2, 9)
    if how == "withdrawn":
        life.withdraws(card, "Not any more.")
    else:
        life.all_agree(card)


def spending(life: HalfYear) -> Iterator[int]:
    """A text in a form with papers, of which one changes."""
    kara = life.person(KARA)
    plan, rota = (kara.uploads(name, name.encode() * 9, "text/plain") for name in ("Plan.txt", "Rota.txt"))
    words = {REASONS: "It is cold.", BUDGET: "£12,000", ALTERNATIVES: "Hotels: dearer."}
    card = life.puts("A van", form="Spending", Papers=[plan, rota], **words)
    life.card_says(card, "📎 2 papers")
    life.consents(card, ANN, GUS)
    yield 2
    kara.chooses("Amend", card)
    life.sends(KARA, **{BUDGET: "£15,000", "Papers": [kara.uploads("Plan.txt", b"Later", "text/plain")]})
    life.card_says(card, "revision 2 of")
    yield 3
    life.all_agree(card)
    yield 1
    corrects(life, card)


def urgent(life: HalfYear) -> Iterator[int]:
    """It can't wait for a meeting, which ratifies it later."""
    card = life.puts("Blankets now", ANN, form="Urgent", **{"Why it can't wait": "Frost tonight.", "Risk": "None."})
    life.all_agree(card)
    yield 1


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


def stepping_back(life: HalfYear) -> Iterator[int]:
    """Harbour steps back, is let take part, steps back again and takes part; of another matter Clyde stays away."""
    card, other = life.puts("A hostel"), life.puts("A bridge")
    declares(life, ANN, life.name_of(card))
    life.card_says(card, "*Harbour Shelter* stepped back")
    declares(life, DEV, life.name_of(other))
    life.card_says(other, "*Clyde Outreach* stepped back")
    yield 2
    for lead in [lead for lead in life.leads() if lead != ANN]:
        presses_of_interests(life, lead, card, "Let Harbour Shelter take part")
        life.person(lead).closes()
    life.card_says(card, "the others let it take part")
    yield 2
    declares(life, ANN, life.name_of(card), "We are paid for it.")
    life.card_says(card, "stepped back: We are paid for it")
    presses_of_interests(life, ANN, card, "Take part again…")
    life.sends(ANN, **{"Why it decides after all": "The council pays nothing."})
    life.card_says(card, "0 of ")
    yield 1
    life.all_agree(card)
    life.all_agree(other)
    life.card_says(other, "who decide")


def standing_interests(life: HalfYear) -> Iterator[int]:
    for person in (ANN, DEV):
        declares(life, person, STANDING)
    yield 40
    life.opens(ANN, "Interests…", "Still so")
    life.opens(DEV, "Interests…", "It has ended")


def suggestion(life: HalfYear) -> Iterator[int]:
    """An objection brings its cure; somebody consents to it beforehand, and thinks again."""
    card = life.puts("Night nurses")
    entry = suggests(life, card, consents=True)
    would_consent(life, entry, ANN, DEV)
    yield 1
    receipt = life.private_words(ANN, "Recorded: Harbour Shelter would consent to the text")
    life.person(ANN).clicks("Take it back", receipt)
    life.private_words(ANN, "consent to the suggested text is taken back.")
    yield 1
    life.person(KARA).clicks("Take this text", entry)
    life.card_says(card, "revision 2 of ")
    yield 1
    life.all_agree(card)


def by_phone(life: HalfYear) -> Iterator[int]:
    """A manager reports a consent that is not so, and one that is."""
    card = life.puts("A phone line")
    reports(life, card)
    life.person(ANN).clicks("No, not so", life.private_words(ANN, "Is that so?"))
    life.private_words(ANN, "is not given yet")
    reports(life, card, "Northside Homes", "Fay, on the phone")
    life.person(FAY).clicks("Yes, we consent", life.private_words(FAY, "Is that so?"))
    yield 2
    life.all_agree(card)


def sealed(life: HalfYear) -> Iterator[int]:
    """They speak first and then see; one takes its answer back; it opens when all have answered, or after the day."""
    first, late = (life.puts(title, **SEALED, **{"Decide by": life.in_days(5)}) for title in ("Wages", "Rents"))
    for card in (first, late):
        life.consents(card, GUS)
        life.card_says(card, "🔒 Kelvin Advice has answered")
    life.person(GUS).clicks("Take it back", life.whispered(GUS, first, "[Take it back]"))
    life.card_says(first, "0 of ")
    yield 1
    life.objects(first, HAL, "Too low")
    life.consents(first, *(lead for lead in life.leads() if lead != HAL))
    life.card_says(first, "Too low")
    yield 7
    life.person(GUS).clicks("Open the answers…", late)
    life.person(GUS).submits()
    life.card_says(late, "1 of ")
    life.all_agree(first)
    life.all_agree(late)


def trial(life: HalfYear) -> Iterator[int]:
    """One is tried and renewed, another ends by itself."""
    tried, other = (life.puts(title, **{"Try it until": life.in_days(20)}) for title in ("Sunday opening", "Late tea"))
    for card in (tried, other):
        life.all_agree(card)
    yield 30
    for card in (tried, other):
        life.card_says(card, "it was not renewed")
    seen = len(life.cards())
    life.person(KARA).chooses(RENEWED, tried)
    life.sends(KARA)
    newer = life.until(lambda: len(life.cards()) > seen and life.cards()[-1])
    life.all_agree(newer)
    life.card_says(tried, "*Superseded by No. ")


def notice(life: HalfYear) -> Iterator[int]:
    """It is not to be decided before a day, and counts from another on."""
    days = {"Not to be decided before": life.in_days(9), "In force from": life.in_days(30)}
    card = life.puts("Rules of the house", **days)
    life.consents(card, *life.leads()[:-1])
    yield 10
    life.all_agree(card)


def follow_up(life: HalfYear) -> Iterator[int]:
    """From decided to done, and looked at again."""
    card = life.puts("East wing", Owner=ANN, **{"Review on": life.in_days(14)})
    life.all_agree(card)
    life.person(ANN).chooses("Add an action…", card)
    life.sends(ANN, What="Ask three sites", Who=OUTSIDER, **{"By when": life.in_days(9)})
    life.card_says(card, "1 to be done")
    life.person(ANN).chooses("Actions…", card)
    life.presses(ANN, "Add an action…")
    life.sends(ANN, What="Paint the door", Who=GUS, **{"By when": life.in_days(9)})
    asked = life.private_words(OUTSIDER, "asks you to do this for ")
    life.person(OUTSIDER).clicks("Done…", asked)
    life.sends(OUTSIDER, **{"What came of it": "The east wing has room."})
    yield 12
    life.person(KARA).chooses("Actions…", card)
    life.presses(KARA, "Take back…")
    life.sends(KARA, **{"Why nobody needs to do it": "It is painted."})
    yield 5
    life.person(ANN).chooses("Reviewed: keep…", card)
    life.sends(ANN, **{"What we saw": "All beds were full.", "Look at it again on": life.in_days(60)})
    life.card_says(card, "review on")


def bundle(life: HalfYear) -> Iterator[int]:
    """Small matters in one press; one partner takes one out, which is decided by itself."""
    cards = [life.puts(title) for title in ("Order paper", "Renew the licence", "Sweep the yard")]
    life.person(KARA).clicks("What waits for us", life.desk())
    life.presses(KARA, "Bundle…")
    life.sends(KARA, **{"Small matters": [life.name_of(card) for card in cards]})
    together = life.until(lambda: bundles(life))[-1]
    yield 1
    life.person(DEV).clicks("Take out", together)
    life.until(lambda: "taken out by Dev Shah" in picture(together))
    yield 1
    for lead in life.leads():
        presses_of_bundle(life, together, lead)
        if life.person(lead).window:
            life.person(lead).submits()
    for card in cards[1:]:
        life.card_says(card, "Agreed on")
    life.all_agree(cards[0])


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
    notice = life.private_words(KARA, "Step 1 of 4: Whoever objects and whoever raised it talk")
    life.person(KARA).clicks("What came of it…", notice)
    life.sends(KARA, **{"This step": "It was done", "What came of it": "We found a driver."})
    life.card_says(card, "🪜 Step 1 of 4 was done")
    life.all_agree(card)


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


# What has its place in it: a new ability of Accord adds its story here.
ALL: Mapping[str, Story] = {
    **{f"usual {number}": usual for number in range(examples(3, 18))},
    **{
        story.__name__: story
        for story in (
            spending,
            urgent,
            stepping_back,
            standing_interests,
            suggestion,
            by_phone,
            sealed,
            trial,
            notice,
            follow_up,
            bundle,
            ladder,
            matters,
            coming_and_going,
            speakers,
            settings,
        )
    },
    "every meeting": every_meeting,
}
