"""What is changed at random in a payload: anything that Slack writes, and what our own buttons and windows carry."""

import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from hypothesis import strategies as st

from sandbox.workspace import Json
from tests.cast import ANN, CAT, CHANNEL, DEV, GUS, HAL, KARA, OUTSIDER
from tests.stories.hostile.doors import CARRIED_IN, Door

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        [ANN, DEV, KARA, OUTSIDER, CHANNEL, "", "0", "-1", "9" * 400, "2026-02-31", "x" * 20_000, "\ud800", "'; --"]
    ),
    st.sampled_from([[], {}, [None], {"id": None}, [[]], {"value": {}}]),
)
# What values can name.
NAMES = (
    *("proposal", "revision", "alliance", "response", "report", "suggestion", "page", "words", "act", "text", "since"),
    *(
        "action",
        "bundle",
        "entry",
        "form",
        "founder",
        "kept",
        "meeting",
        "partner",
        "place",
        "shown",
        "template",
        "whose",
    ),
    *("decides", "for", "renews", "seen", "template"),
)
PEOPLE = (KARA, ANN, CAT, DEV, GUS, HAL, OUTSIDER)


@st.composite
def hostile(draw: st.DrawFn, by_door: Mapping[Door, Sequence[Json]], known: Sequence[tuple[str, int]]) -> Json:
    """Take what comes to any door, and change up to three things in it. `known` is what values can name truly."""
    payload = copy.deepcopy(draw(st.sampled_from(by_door[draw(st.sampled_from([*by_door]))])))
    for _ in range(draw(st.integers(1, 3))):
        payload = draw(st.sampled_from(_WAYS))(draw, payload, known)
    return _delivered_anew(payload, draw(st.uuids()).hex) if draw(st.integers(0, 3)) else payload


def _delivered_anew(payload: Json, this: str) -> Json:
    """Have it be no act that was delivered before."""
    if isinstance(payload.get("trigger_id"), str):
        payload["trigger_id"] = this
    if isinstance(payload.get("view"), dict) and "id" in payload["view"]:
        payload["view"]["id"] = this
    if "event_id" in payload:
        payload["event_id"] = this
    return payload


def _names_another(draw: st.DrawFn, payload: Json, known: Sequence[tuple[str, int]]) -> Json:
    return repacked(payload, **dict([draw(st.sampled_from(known))]))


def _carries_nonsense(draw: st.DrawFn, payload: Json, _known: Sequence[tuple[str, int]]) -> Json:
    return repacked(payload, **{draw(st.sampled_from(NAMES)): draw(VALUES)})


def _is_of_another(draw: st.DrawFn, payload: Json, _known: Sequence[tuple[str, int]]) -> Json:
    return by(payload, draw(st.sampled_from(PEOPLE)))


def _is_another(draw: st.DrawFn, payload: Json, _known: Sequence[tuple[str, int]]) -> Json:
    places = [path for path in _places(payload) if path]
    if not places:
        return payload
    path, is_removed = draw(st.sampled_from(places)), draw(st.booleans())
    return _changed(payload, path, draw(VALUES), is_removed=is_removed)


# A third of what is changed is anything that Slack writes; the others come further.
_WAYS = (
    *(_names_another, _names_another, _names_another, _is_of_another, _is_of_another, _carries_nonsense),
    *(_is_another, _is_another, _is_another),
)


def _places(part: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for name, value in inner:
        yield from _places(value, (*path, name))


def _changed(payload: Json, path: tuple[Any, ...], value: Any, *, is_removed: bool) -> Json:
    payload = copy.deepcopy(payload)
    *before, last = path
    part: Any = payload
    for name in before:
        part = part[name]
    if is_removed:
        del part[last]
    else:
        part[last] = value
    return payload


def repacked(payload: Json, **named: Any) -> Json:
    """Change what our own button or window carries; it comes back as text."""
    changed = copy.deepcopy(payload)
    for *before, last in CARRIED_IN:
        # An earlier change may have taken it away.
        with suppress(AttributeError, IndexError, KeyError, TypeError, ValueError):
            holder: Any = changed
            for step in before:
                holder = holder[step]
            holder[last] = json.dumps({**json.loads(holder[last]), **named})
    return changed


def by(payload: Json, person: str) -> Json:
    """Have another person do it."""
    changed = copy.deepcopy(payload)
    if isinstance(changed.get("user"), dict):
        changed["user"]["id"] = person
    elif "user_id" in changed:
        changed["user_id"] = person
    return changed
