"""Does anything tell a sealed answer before all answers open? Each was typed in words like no others."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sandbox.traffic import Call, Delivery
from tests.chaos.kept import entries
from tests.chaos.ledger import Ledger
from tests.chaos.world import World


def openings(world: World, ledger: Ledger) -> Iterator[str]:
    """What was typed there is served to nobody else before the log has it, and never where the log never has it."""
    opened = _opened(world, ledger)
    whose = _whose_windows(world)
    for moment, served, person in _served(world, whose):
        for words, typed_by in ledger.sealed.items():
            if words in served and person != typed_by and not (words in opened and opened[words] <= moment):
                yield f"{words!r} was served at {moment}, and opened at {opened.get(words)}: {served[:2000]}"
    never = [words for words in ledger.sealed if words not in opened]
    for what, written in _written(world):
        yield from (f"{words!r} was never opened and stands in {what}" for words in never if words in written)


def _opened(world: World, ledger: Ledger) -> dict[str, float]:
    """Find since when the log has each. What was opened may come again, as when an objection is kept as a concern."""
    found: dict[str, float] = {}
    for kind, at, fields in entries(world):
        words = str(fields.get("reason") or fields.get("concern") or "")
        if kind in ("objection_raised", "consent_given") and words in ledger.sealed:
            found.setdefault(words, datetime.fromisoformat(at).timestamp())
    return found


def _served(world: World, whose: dict[str, str]) -> Iterator[tuple[float, str, str]]:
    """Yield when the bot sent what, and to whom, "" for everybody. A window is for one person's eyes."""
    offset = world.sandbox.workspace.clock_offset
    for each in world.sandbox.traffic.everything:
        if isinstance(each, Call):
            yield each.at + offset, _text(each.arguments), _of_window(each, whose)
        elif each.ack:
            yield each.at + each.seconds + offset, _text(each.ack), _person(each)


def _written(world: World) -> Iterator[tuple[str, str]]:
    kept = world.sandbox.workspace
    yield "Slack", _text([[it.text, it.blocks] for it in kept.messages if it.user == kept.bot_user])
    yield "a Home tab", _text([home.body for home in kept.homes.values()])
    yield "a canvas", _text(kept.canvases)
    yield "what the bot wrote for its operator", world.log()
    yield "the export", (world.folder / "log.json").read_text(encoding="utf-8")


def _whose_windows(world: World) -> dict[str, str]:
    """Find out who pressed what opened a window, by trigger, and whose each window is, by its id."""
    whose: dict[str, str] = {}
    for each in world.sandbox.traffic.deliveries:
        view = each.payload.get("view") or {}
        named = (each.payload.get("trigger_id"), view.get("id"), view.get("root_view_id"))
        whose |= {str(name): _person(each) for name in named if name}
    return whose


def _of_window(call: Call, whose: dict[str, str]) -> str:
    asked = call.arguments
    return (
        whose.get(str(asked.get("trigger_id") or asked.get("view_id")), "") if call.method.startswith("views.") else ""
    )


def _person(delivery: Delivery) -> str:
    return str((delivery.payload.get("user") or {}).get("id") or delivery.payload.get("user_id") or "")


def _text(served: Any) -> str:
    return json.dumps(served, ensure_ascii=False, default=str)
