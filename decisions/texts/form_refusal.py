"""Why can't a form be made or filled in so? The sentences are for the person who tried."""

from decisions.alliance.alliance import Alliance
from decisions.words.refusal import Refusal


def managers_make_forms(alliance: Alliance) -> Refusal:
    return Refusal(
        "Nothing was changed. Operations managers make the forms for proposals; they can do it for you.",
        people=alliance.operations_managers,
    )


def too_many_forms(field: str, most: int) -> Refusal:
    return Refusal(f"There are {most} forms, and no more fit. Remove one that nobody fills in any more.", field=field)


def form_exists(field: str, name: str) -> Refusal:
    return Refusal(f"There is a form {name} already.", field=field)


def field_exists(field: str, name: str) -> Refusal:
    return Refusal(f"There is a field {name} above already.", field=field)


def same_form(field: str) -> Refusal:
    return Refusal("Nothing is different yet. Change something, or close this window.", field=field)


def form_is_gone() -> Refusal:
    return Refusal("Nothing was changed. This form is not there any more, or is another one by now.")


def form_changed(name: str) -> Refusal:
    return Refusal(
        f"Nothing was recorded yet. The form {name} was changed while you were writing. "
        "What you typed stands below: please copy it, and open the window again."
    )
