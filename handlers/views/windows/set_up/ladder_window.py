"""The windows in which somebody proposes what is done when a decision is held, and says what came of a step."""

from datetime import date

from slack_sdk.models.blocks import DatePickerElement, Option, PlainTextInputElement, RadioButtonsElement
from slack_sdk.models.blocks import StaticSelectElement as Select

from decisions.alliance.alliance import Alliance
from decisions.alliance.ladder import CameOfIt, Step, StepProposed
from decisions.asking.climb import DEFAULT, LONGEST_STEP, MOST_DAYS, MOST_STEPS, days_field, step_field
from handlers.views.blocks import ids
from handlers.views.blocks.kit import Block, View, field, long_words, modal, paragraph, small
from handlers.views.blocks.proposal.ladder import NO_STEP_DECIDES, working_days
from handlers.views.blocks.proposal.proposal_view import ProposalView, name
from handlers.views.blocks.proposal.steps import numbered
from handlers.views.blocks.words.text import escape
from handlers.views.windows.people.partner_windows import window_of_change

HINT = "In your own words: why these steps, and from when."
WORDS = {CameOfIt.DONE: "It was done", CameOfIt.NOT_POSSIBLE: "It was not possible"}


def ladder_window(alliance: Alliance) -> View:
    """Begin with the alliance's own steps, or with some that help others."""
    return window_of_change(
        ids.LADDER_WINDOW, "When we are stuck", alliance, [*_intro(alliance), *_steps(alliance)], HINT
    )


def _intro(alliance: Alliance) -> list[Block]:
    words = (
        f"Steps for a decision that an objection holds. Accord proposes each in its time to those concerned, and you "
        f"record what came of it. {NO_STEP_DECIDES}"
    )
    begin = (
        "These are your steps now. Empty all of them to have none." if alliance.ladder else "Change these as you like."
    )
    return [small(words), small(begin)]


def _steps(alliance: Alliance) -> list[Block]:
    steps = alliance.ladder or DEFAULT
    tries = next((step for step in steps if step.tries), None)
    others = [step for step in steps if not step.tries]
    filled: list[Step | None] = [*others, *[None] * (MOST_STEPS - 1 - len(others)), tries]
    return [block for place, step in enumerate(filled) for block in _step(place, step)]


def _step(place: int, step: Step | None) -> list[Block]:
    is_last = place == MOST_STEPS - 1
    what = PlainTextInputElement(
        action_id=ids.INPUT, max_length=LONGEST_STEP, initial_value=step.what if step else None
    )
    options = {count: Option(text=working_days(count), value=str(count)) for count in range(1, MOST_DAYS + 1)}
    days = Select(action_id=ids.INPUT, options=[*options.values()], initial_option=options[step.after if step else 5])
    tries = "Whoever raised it is offered to write into the text until when it is tried." if is_last else None
    label = "Last: try it for a time" if is_last else f"Step {place + 1}"
    after = "Proposed when it has been held for" if place == 0 else "Proposed this long after the step before"
    return [
        field(step_field(place), label, what, hint=tries, optional=True),
        field(days_field(place), after, days, optional=True),
    ]


def step_window(view: ProposalView, this: StepProposed) -> View:
    """Ask what came of a step."""
    choices = [Option(text=words, value=how.value) for how, words in WORDS.items()]
    return modal(
        ids.STEP_WINDOW,
        "What came of it",
        [
            paragraph(f"*{name(view)}*\n{numbered(view, this)}: {escape(this.what)}"),
            field("came_of_it", "This step", RadioButtonsElement(action_id=ids.INPUT, options=choices)),
            field("note", "What came of it", long_words(), hint="Everybody in the channel sees it, and it is kept."),
            field("held_on", "When", _day(view.today), optional=True),
            small(f"{NO_STEP_DECIDES} An objection is lifted by the partner that raised it, with *Consent*."),
        ],
        submit="Record",
        close="Cancel",
        keeps={**view.value(), "place": this.place},
    )


def _day(today: date) -> DatePickerElement:
    return DatePickerElement(action_id=ids.INPUT, initial_date=today.isoformat())
