"""A press that binds a partner is made only where the whole text can be read, or opened by one press (rule 5)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pytest

from handlers.courier.messages import KINDS
from handlers.views.blocks import ids
from handlers.views.home import home
from handlers.views.messages.reminder import Waiting, reminder
from tests.paper import SAFEGUARDS
from tests.reading import read
from tests.views.home_texts import homes
from tests.views.message_texts import samples
from tests.views.papered import papered
from tests.views.window_texts import windows

Block = Mapping[str, Any]
SAMPLES = samples()
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
