"""With which sentences does Accord decline something?"""

import inspect
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import decisions
from decisions.alliance import rights_refusal
from decisions.answers import answer_refusal
from decisions.asking.reading import MayNotRead
from decisions.bundle.bundle_refusal import BundleChanged, BundleDecides
from decisions.words.refusal import AsksAgain, Refusal
from handlers.views.windows.refusal_window import (
    NOT_STORED,
    NOT_UNDERSTOOD,
    WINDOW_CAME_LATE,
    WINDOW_REFUSED,
    no_such_word,
    words,
)
from tests.cast import ALLIANCE, ANN, HARBOUR, NAMES

# Every module of rules that says why not.
PAGES = [
    import_module(found.name)
    for found in walk_packages(decisions.__path__, "decisions.")
    if found.name.endswith("refusal")
]
_VALUES: Mapping[str, Any] = {
    "alliance": ALLIANCE,
    "number": 12,
    "by": 14,
    "act": "amend",
    "other": "Clyde Outreach",
    "author": ANN,
    "owner": ANN,
    "partner": "Harbour Shelter",
    "partners": ["Harbour Shelter", "Clyde Outreach"],
    "alliance_names": ["the Glasgow Alliance"],
    "name": "Harbour Shelter",
    "on": date(2026, 11, 3),
    "field": "field",
    "what": "what you propose",
    "limit": 3000,
    "length": 3210,
    "does_consent": True,
    "most": 8,
    "longest": 40,
    "person": ANN,
    "decides": False,
    "may_decide": True,
    "decide_by": date(2026, 11, 20),
    "revision": 2,
    "people": [ANN],
    "missing": ["a name and operations managers", "at least two partners"],
    "regions": ["ENG", "SCT"],
    "count": 11,
    "matter": "Small repairs",
    "until": date(2027, 6, 30),
    "left": "£3,000",
    "lead": ANN,
    "whose": "Glasgow City Council",
    "over": "£50,000",
    "called": "D1",
    "who": "our board",
    "one": "£5,000",
    "in_all": "£20,000",
    "fewest": 2,
    "size": "26 MB",
    "largest": "25 MB",
}


def refusals() -> Mapping[str, Refusal]:
    """Return everything with which Accord declines something, by the name of its function."""
    made = {"not_stored": NOT_STORED, "window_came_late": WINDOW_CAME_LATE, "not_understood": NOT_UNDERSTOOD}
    made["window_refused"] = WINDOW_REFUSED
    for name, make in (each for page in PAGES for each in inspect.getmembers(page, inspect.isfunction)):
        # A mutation run puts its changed copies beside each function.
        is_ours = make.__module__ in [page.__name__ for page in PAGES] and "mutmut" not in name
        if is_ours and make.__annotations__["return"] in (Refusal, AsksAgain):
            values = {each: _VALUES[each] for each in inspect.signature(make).parameters}
            if name in ("represents_already", "says_itself", "stands_in_only"):
                values["partner"] = HARBOUR
            made[name] = make(**values)
    made["may_not_read"] = MayNotRead("C0ALLIANCE")
    made["BundleChanged"] = BundleChanged([14, 12, 13])
    made["BundleDecides"] = BundleDecides({5: 12, 6: 13}, "Harbour Shelter")
    made["BundleDecides, one of them"] = BundleDecides({5: 12}, "Harbour Shelter")
    made["no_such_word"] = no_such_word("foo", ["help", "status"])
    made["wrong_channel, an outsider's"] = rights_refusal.wrong_channel([])
    made["answered_already, objecting"] = answer_refusal.answered_already(12, "Harbour Shelter", does_consent=False)
    return made


def declined() -> Iterator[str]:
    for each in refusals().values():
        said = words(each, NAMES).replace("\n", " ")
        yield f"- {said}\n"
