"""What is said when somebody is away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.views.blocks import ids
from handlers.views.blocks.inputs import day_input, field
from handlers.views.blocks.kit import Message, View, modal, paragraph, plain, small
from handlers.views.blocks.words.text import escape, join_words, possessive, say_day

About = Mapping[str, Any]


@dataclass(frozen=True)
class Cover:
    """Who speaks for a partner while one of its representatives is away: names, ready to be shown.

    `until` is None for somebody who is back.
    """

    partner: str
    who: str
    until: date | None
    present: Sequence[str]


def away_window(alliance_id: int, partner: str, until: date | None) -> View:
    return modal(
        ids.AWAY_WINDOW,
        "I'm away",
        [
            small(
                f"Until then nobody reminds you: the others who speak for {escape(partner)} are told and asked. "
                "You can still answer whenever you like."
            ),
            field("until", "Last day away", day_input(until)),
        ],
        submit="Tell them",
        close="Cancel",
        keeps={"alliance": alliance_id},
    )


def back_window(partner: str) -> View:
    return modal("window.back", "Welcome back", [paragraph(f"You are asked for {escape(partner)} again.")])


def away_receipt(cover: Cover, about: About) -> Message:  # noqa: ARG001 (every message is made from both)
    if cover.until is None:
        return plain(f"Welcome back: you are asked for {cover.partner} again.")
    if not cover.present:
        return plain(
            f"Noted: you are away until {say_day(cover.until)}. Nobody else speaks for {cover.partner} just now, "
            "so the operations managers are told too. You can still answer whenever you like."
        )
    return plain(
        f"Noted: you are away until {say_day(cover.until)}. Until then {join_words(list(cover.present))} "
        f"{'is' if len(cover.present) == 1 else 'are'} asked for {cover.partner}."
    )


def away_notice(cover: Cover, about: About) -> Message:  # noqa: ARG001 (likewise)
    """Tell a deputy that the answers are theirs to give."""
    if cover.until is None:
        return plain(f"{cover.who} is back and is asked for {cover.partner} again.")
    return plain(
        f"{cover.who} is away until {say_day(cover.until)}. Until then you are asked for {possessive(cover.partner)} "
        "answers. Thank you!"
    )


def unreachable_notice(partner: str, about: About) -> Message:  # noqa: ARG001 (likewise)
    """Tell a manager that nobody can be asked for a partner. It is waited for all the same (rule 7)."""
    return plain(
        f"Everybody who speaks for {escape(partner)} is away, or their Slack account is closed. It is still "
        "waited for: nothing is decided without it. You may know another way to reach them: any of them can "
        "say under *Partners* who else speaks for it. If none of them can, ask the organisation for its word: "
        "whoever runs Accord records it with `accord partner speaks`."
    )
