"""What is said in the channel of settings and forms that somebody changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from decisions.proposal.log_labels import LABELS
from handlers.views.blocks.kit import Message, paragraph, small
from handlers.views.blocks.words.text import escape, join_words, person, shorten

About = Mapping[str, Any]


@dataclass(frozen=True)
class Changed:
    """What the people whom a change mentions are called."""

    names: Mapping[str, str]


def settings_changed(told: Changed, about: About) -> Message:
    """Tell everybody who changed what, from what to what."""
    by = person(told.names, about["by"])
    lines = [
        f"*{LABELS[name].words}:* {_words(told, name, before)} → {_words(told, name, after)}"
        for name, (before, after) in about["changed"].items()
    ]
    lines += [f"*{escape(before)}* is called *{escape(after)}* now" for before, after in about["renamed"]]
    text = f"{by} changed the settings."
    # Every change fits, except those of very many names at once.
    told_in = shorten("\n".join(lines), 2900)
    return Message(
        f"{text} {'; '.join(lines)}"[:2900],
        [paragraph(f"⚙️ {text}\n{told_in}"), small("Operations managers can change this at Accord's desk: *Partners*.")],
    )


def form_made(told: Changed, about: About) -> Message:
    """Tell everybody of a form that was made, changed or removed."""
    text = f"{person(told.names, about['by'])} {about['done']} the form *{escape(about['name'])}* for proposals."
    if about["done"] == "removed":
        return Message(text, [paragraph(f"📄 {text}"), small("What is written in it stays as it is.")])
    fields = small(shorten(f"It asks for: {join_words([escape(name) for name in about['fields']])}.", 2000))
    return Message(text, [paragraph(f"📄 {text}"), fields])


def _words(told: Changed, name: str, value: str | int | list[str]) -> str:
    if isinstance(value, list):
        return join_words([person(told.names, each) for each in value]) or "nobody"
    words = str(value or "")
    return escape(words.capitalize() if name == "digest_day" else words) or "nothing"
