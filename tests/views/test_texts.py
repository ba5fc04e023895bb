"""Do Accord's texts stay together, plain and kind? docs/texts.md has them all."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import handlers.views as views
from handlers.courier.messages import KINDS
from handlers.views.afterwards import action, correction, review
from handlers.views.answers import question, report, sealed
from handlers.views.desk import front_desk, overview
from handlers.views.meeting import meeting
from handlers.views.people import absence
from handlers.views.set_up import taking_back
from handlers.views.windows import refusal_window
from handlers.views.windows.answers import answer_windows, bundle_windows, interest_windows, suggestion_windows
from handlers.views.windows.desk import alliances_window, decisions_window, help_window, meeting_windows
from handlers.views.windows.people import partner_windows
from handlers.views.windows.set_up import (
    delegation_window,
    founding_windows,
    ladder_window,
    managing_window,
    matter_windows,
    settings_window,
)
from handlers.views.windows.texts import form_windows, history_window, paper_fields, proposal_window, reading_window
from tests.views.every_text import DOCUMENT, everything
from tests.views.message_texts import samples
from tests.views.window_texts import windows

WITH_WINDOWS = (
    absence,
    action,
    overview,
    alliances_window,
    answer_windows,
    bundle_windows,
    correction,
    decisions_window,
    delegation_window,
    form_windows,
    founding_windows,
    front_desk,
    help_window,
    history_window,
    interest_windows,
    matter_windows,
    ladder_window,
    meeting,
    meeting_windows,
    managing_window,
    paper_fields,
    partner_windows,
    proposal_window,
    question,
    reading_window,
    refusal_window,
    report,
    review,
    sealed,
    settings_window,
    suggestion_windows,
    taking_back,
)
# Words of voting, of blame and of computers; design.md and style.md have ours.
NOT_OURS = (
    "vote|ballot|poll|approve|reject|fail|failed|error|invalid|illegal|abort|must|expired|laggard|"
    "user|users|org|team|please note|unfortunately|successfully|simply|utilise|color|organization"
)
# A sentence longer than this is two.
MOST_WORDS = 32


def test_the_document_has_what_the_code_says() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == everything(), "run `make texts`, and read what changed"


def test_no_message_and_no_window_is_missing() -> None:
    assert samples().keys() == KINDS.keys()
    assert {name.split(",")[0] for name in windows()} == set(window_functions())


def window_functions() -> Iterator[str]:
    for module in WITH_WINDOWS:
        for name, made in inspect.getmembers(module, inspect.isfunction):
            if name.endswith("_window") and made.__module__ == module.__name__ and not name.startswith("_"):
                yield name


def test_every_file_with_a_window_is_looked_at() -> None:
    files = {path.stem for path in _folder(views) if "_window(" in re.sub(r"(?m)^(?!def ).*$", "", path.read_text())}

    assert files == {module.__name__.split(".")[-1] for module in WITH_WINDOWS}


def _folder(package: ModuleType) -> Iterator[Path]:
    yield from Path(package.__path__[0]).rglob("*.py")


def sentences() -> list[str]:
    """Find what reads as a sentence: it ends with a stop, and is no made-up quotation."""
    lines = [line for line in everything().splitlines() if not line.startswith((">", "#", "=="))]
    plain = [re.sub(r"<[^|>]*\|([^>]*)>|[*_`()]", r"\1", line) for line in lines]
    found = [each.strip() for line in plain for each in re.split(r"(?<=[.?!])\s+(?=[A-Z])", line)]
    return [each for each in found if each.endswith((".", "?", "!")) and " " in each]


def test_the_words_are_ours() -> None:
    found = re.findall(rf"\b(?:{NOT_OURS})\b", everything(), re.IGNORECASE)

    assert found == []


def test_sentences_are_short() -> None:
    too_long = [each for each in sentences() if len(each.split()) > MOST_WORDS]

    assert too_long == []
