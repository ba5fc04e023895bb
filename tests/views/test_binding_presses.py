"""A press that binds a partner is made only where the whole text can be read, or opened by one press (rule 5)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from decisions.alliance.matter import Matters
from decisions.answers import answer_refusal
from decisions.said.paper import Paper
from handlers.courier.messages import KINDS
from handlers.views.blocks import ids
from handlers.views.desk.home import home
from handlers.views.messages.reminder import Waiting, reminder
from handlers.views.windows.answers.answer_windows import consent_window, objection_window
from handlers.views.windows.texts.reading_window import Reading, reading_window
from tests.cast import ALLIANCE, HARBOUR, proposal, revision
from tests.paper import SAFEGUARDS
from tests.reading import read, read_window
from tests.views.home_texts import homes
from tests.views.matter_texts import CLASSES, LIMIT, UNTIL
from tests.views.message_texts import samples
from tests.views.papered import papered
from tests.views.views import view_of
from tests.views.window_texts import windows

Block = Mapping[str, Any]
SAMPLES = samples()
BUDGET = Paper("Budget.pdf", 12_000, "application/pdf", "b" * 64)
# Windows whose main button binds a partner.
BINDING = (ids.CONSENT_WINDOW, ids.OBJECTION_WINDOW, ids.BUNDLE_CONSENT_WINDOW)
CONSENTS = {ids.CONSENT, ids.CONSENT_TO_ALL}


def buttons(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        elements = [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else [])]
        yield from (each["action_id"] for each in elements if "action_id" in each)


def can_be_read(blocks: Sequence[Block]) -> bool:
    is_shown = all(safeguard in read(blocks) for safeguard in SAFEGUARDS)
    return is_shown or ids.READ in buttons(blocks)


@pytest.mark.parametrize("kind", SAMPLES)
def test_no_message_asks_for_a_consent_without_the_text(kind: str) -> None:
    gathered, about = SAMPLES[kind]
    blocks = KINDS[kind].write(papered(gathered), about).blocks

    binds = not CONSENTS.isdisjoint(buttons(blocks))

    assert not binds or can_be_read(blocks)
    assert binds or kind not in ("card", "amended_notice", "report_request", "bundle", "bundle_asked")


def test_no_window_asks_for_an_answer_without_the_text() -> None:
    asked = []
    for name, view in windows(papered).items():
        if view.get("callback_id") in BINDING or not CONSENTS.isdisjoint(buttons(view["blocks"])):
            asked.append(name.split(",")[0])
            assert can_be_read(view["blocks"]), name

    of_one = {"reading_window", "consent_window", "objection_window"}
    assert of_one | {"bundle_consent_window", "bundle_changed_window"} <= set(asked)


@pytest.mark.parametrize("length", [1, 4_000])
def test_who_consents_or_objects_sees_papers_days_class_and_sum_once(length: int) -> None:
    limited = replace(ALLIANCE, matters=Matters(CLASSES, limits=(LIMIT,)))
    days: dict[str, Any] = {"earliest_on": UNTIL, "in_force_on": UNTIL, "tried_until": UNTIL}
    text = revision(text="Ten beds. " * length, papers=(BUDGET,), matter="Small repairs", sum=60_000, **days)
    view = view_of(proposal(revisions=(text,)), limited)

    decides = consent_window(view, answer_refusal.decides_now(12, HARBOUR.name), None)
    for window in (decides, objection_window(view), reading_window(Reading(view, HARBOUR, None), 9)):
        shown = read_window(window)
        for words in ("📎", "matter: Small repairs", "sum: £60,000", "(💷 Over the own limit of Harbour Shelter"):
            assert words in shown
        for words in ("not to be decided before", "in force from", "tried until"):
            assert shown.count(f"{words} 30 June 2027") == 1


def test_reminders_and_home_have_no_consent_but_the_way_to_the_text() -> None:
    waits, _ = SAMPLES["reminder"]
    several = Waiting(waits.partner, [*waits.proposals, *waits.proposals])

    reminded = reminder(papered(several), {}).blocks

    for blocks in (reminded, *(home(papered(seen))["blocks"] for seen in homes().values())):
        assert CONSENTS.isdisjoint(buttons(blocks))
    assert read(reminded).count("[Read and answer]") == 2


def test_what_is_shown_beside_that_way_is_two_lines_of_the_text_and_why_somebody_objects() -> None:
    held = SAMPLES["card"][0]

    shown = read(reminder(papered(Waiting("Harbour Shelter", [held])), {}).blocks)

    assert "Harbour Shelter opens ten more emergency beds in the east wing, from 1 December 2026 at 6 pm to" in shown
    assert "✋ *Harbour Shelter*: Two nurses are too few.\nWhat would make it acceptable: A third" in shown
    assert "What each of us does" not in shown
