"""What a person can do on the page: each act is asked for by name, with what it needs."""

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.person import Person
from sandbox.screen import NotPossible
from sandbox.traffic import Delivery
from sandbox.workspace import Json, Message, SlackError, View

Asked = Mapping[str, Any]
# Slack's own command.
INVITE = "/invite"


def carry_out(person: Person, asked: Asked) -> Json:
    """Do what a page asks for, as this person, and return what it needs to know.

    Raises NotPossible, in words for the person, when Slack's app would not let them.
    """
    act = _ACTS.get(str(asked.get("act")))
    if act is None:
        raise NotPossible(f"this page can't do {asked.get('act')!r}")
    try:
        return act(person, asked) or {}
    except SlackError as refused:
        raise NotPossible(f"Slack would not show what the app answered ({refused.error})") from refused


def _press(person: Person, asked: Asked) -> None:
    place = _place(person, asked)
    if place is person.window:
        person.types(asked.get("typed") or {})
    _acknowledged(person.uses(place, asked["block"], asked["action"], asked.get("choice")), "")


def _look_up(person: Person, asked: Asked) -> Json:
    view = _window(person)
    block = next(block for block in view.body["blocks"] if block.get("block_id") == asked["block"])
    return {"options": person.looks_up(block, str(asked.get("words", "")))}


def _submit(person: Person, asked: Asked) -> None:
    _window(person)
    person.types(asked.get("typed") or {})
    _acknowledged(person.submits(), "What you typed is still here; please try again.")


def _close(person: Person, _asked: Asked) -> None:
    if person.window:
        person.closes()


def _write(person: Person, asked: Asked) -> None:
    thread = person.finds(asked["channel"], asked["thread"]) if asked.get("thread") else None
    person.writes(str(asked["text"]), asked["channel"], thread, person.uploaded(asked.get("files") or ()))


def _run(person: Person, asked: Asked) -> None:
    line = str(asked["line"]).strip()
    if line.split(" ")[0] == INVITE:
        person.invites_app(asked["channel"])
        return
    _acknowledged(person.runs(line, asked["channel"]), f"{line.split(' ')[0]} did nothing; please try again.")


def _use_shortcut(person: Person, asked: Asked) -> None:
    _acknowledged(person.uses_shortcut(asked["callback"]), "Please try again.")


def _use_message_shortcut(person: Person, asked: Asked) -> None:
    message = person.finds(asked["channel"], asked["ts"])
    _acknowledged(person.uses_message_shortcut(asked["callback"], message), "Please try again.")


def _open_home(person: Person, _asked: Asked) -> None:
    person.opens_home()


def _read(person: Person, asked: Asked) -> None:
    person.has_read(asked["channel"], str(asked["ts"]))


def _react(person: Person, asked: Asked) -> None:
    person.reacts(str(asked["emoji"]), person.finds(asked["channel"], asked["ts"]))


_ACTS: Mapping[str, Callable[[Person, Asked], Json | None]] = {
    "press": _press,
    "look_up": _look_up,
    "submit": _submit,
    "close": _close,
    "write": _write,
    "run": _run,
    "shortcut": _use_shortcut,
    "message_shortcut": _use_message_shortcut,
    "open_home": _open_home,
    "read": _read,
    "react": _react,
}


def _acknowledged(delivery: Delivery, comfort: str) -> None:
    """Slack shows a failure sign when the app does not acknowledge in time."""
    if not delivery.is_acked:
        raise NotPossible(f"The app did not answer ({delivery.error}). {comfort}".strip())


def _place(person: Person, asked: Asked) -> Message | View:
    if "view" not in asked:
        return person.finds(asked["channel"], asked["ts"])
    for view in (person.window, person.home):
        if view and view.id == asked["view"]:
            return view
    raise NotPossible("this window is not open any more")


def _window(person: Person) -> View:
    if person.window is None:
        raise NotPossible("this window is not open any more")
    return person.window
