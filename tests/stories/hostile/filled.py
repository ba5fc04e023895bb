"""What is typed and chosen in a window that nobody sends in the story that is played: by name, whatever asks for it."""

from typing import Any

from handlers.views.blocks import ids
from sandbox.workspace import Json
from tests.cast import ANN, BEN, DEV, KARA, typed

# The story is played on this day.
TODAY, LATER = "2027-03-15", "2027-05-03"
_WORDS = (
    *(
        "title",
        "benefit",
        "reason",
        "acceptable_if",
        "concern",
        "settled",
        "words",
        "note",
        "question",
        "others",
        "what",
    ),
    *("why", "who", "worry", "place", "name", "topics", "authority", "name.0", "asks.0", "step.0"),
)
_NUMBERS = {"sum": "400", "each": "500", "in_all": "800", "over": "50,000", "correction_days": "9", "after.0": "1"}
_DAYS = {
    **dict.fromkeys(("answer_by", "decide_by", "due_on", "review_on", "until"), LATER),
    "held_on": TODAY,
}
_CHOSEN = {
    "came_of_it": "done",
    "decider": "manager",
    "nature": "role",
    "partner": "2",
    "settled_by": "words",
    "digest_day": "monday",
    "digest_time": "09:00",
    "first_round": "open",
    "timezone": "Europe/London",
}
_PEOPLE = {"operations_managers": [KARA], "present": [ANN, DEV], "apologies": [BEN], "deputies": [BEN], "stand_ins": []}
# What is asked by the same name elsewhere, and is something else there.
_HERE: dict[str, Json] = {
    ids.INTEREST_WINDOW: {"matter": {"selected_option": {"value": "9"}}},
    ids.DELEGATED_WINDOW: {"matter": {"selected_option": {"value": "Repairs"}}},
}


def inputs(window: str) -> Json:
    """Fill in every input that any window has, as Slack sends it."""
    filled: dict[str, Any] = {name: {"value": f"{name} words"} for name in _WORDS}
    filled |= {name: {"value": number} for name, number in _NUMBERS.items()}
    filled |= {name: {"selected_date": day} for name, day in _DAYS.items()}
    filled |= {name: {"selected_option": {"value": chosen}} for name, chosen in _CHOSEN.items()}
    filled |= {name: {"selected_users": people} for name, people in _PEOPLE.items()}
    filled |= {name: {"selected_user": ANN} for name in ("people", "owner")}
    filled |= {
        "text": {"rich_text_value": typed("So it is.")},
        "suggestion.1": {"rich_text_value": typed("Rather so.")},
    }
    return {name: {"typed": element} for name, element in {**filled, **_HERE.get(window, {})}.items()}
