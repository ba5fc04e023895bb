"""What is decided in half a year, and how? Small stories, each about one thing that Accord does for an alliance."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from decisions.texts.proposal_form import OFFERED
from tests.cast import ANN, BEN, CAT, DEV, ELA, FAY, GUS, HAL, KARA, OUTSIDER
from tests.sampling import examples
from tests.stories.half_year import HalfYear
from tests.stories.half_year_affairs import (
    coming_and_going,
    every_meeting,
    ladder,
    matters,
    settings,
    speakers,
    standing_interests,
)
from tests.stories.stage import picture
from tests.stories.test_bundles import bundles
from tests.stories.test_bundles import presses as presses_of_bundle
from tests.stories.test_interests import declares
from tests.stories.test_interests import presses as presses_of_interests
from tests.stories.test_meetings import corrects
from tests.stories.test_reports import reports
from tests.stories.test_suggestions import suggests, would_consent

Story = Callable[[HalfYear], Iterator[int]]
REASONS, BUDGET, ALTERNATIVES = (field.name for field in OFFERED[0].fields[:3])
SEALED: Mapping[str, Any] = {"Sealed first round": ["Answer first, then see what the others say"]}
WAYS = ("agreed", "held", "amended", "withdrawn", "undone", "asked")
RENEWED = "Renew or change…"


def usual(life: HalfYear, how: str) -> Iterator[int]:
    """Somebody puts something; people answer at their time, and it goes one of the usual ways."""
    chance = life.chance
    card = life.puts(chance.choice(["Beds", "Tea", "A rota", "Keys"]), chance.choice([KARA, ANN, HAL]))
    early = chance.sample([BEN, CAT, DEV, ELA, FAY], 3)
    life.consents(card, *early)
    yield chance.randrange(1, 4)
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
    life.card_says(card, "stepped back (a role or task): We are paid for it")
    presses_of_interests(life, ANN, card, "Take part again…")
    life.sends(ANN, **{"Why it decides after all": "The council pays nothing."})
    life.card_says(card, "0 of ")
    yield 1
    life.all_agree(card)
    life.all_agree(other)
    life.card_says(other, "who decide")


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
    first, late = (life.puts(title, **{**SEALED, "Decide by": life.in_days(5)}) for title in ("Wages", "Rents"))
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


# What has its place in it: a new ability of Accord adds its story here.
ALL: Mapping[str, Story] = {
    **{f"{how} {number}": partial(usual, how=how) for how in WAYS for number in range(examples(1, 3))},
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
