"""Refuses what was typed unless it is an id of Slack's."""

import re

from bot.command_line import NotDone


def refuse_unless_channel(words: str) -> None:
    _refuse_unless(words, "CG", "a channel's id, such as C0123456789")


def refuse_unless_person(words: str) -> None:
    _refuse_unless(words, "UW", "a Slack member id, such as U0123456789")


def _refuse_unless(words: str, letters: str, what: str) -> None:
    if not re.fullmatch(rf"[{letters}][A-Z0-9]{{2,}}", words):
        raise NotDone(f"{words!r} is not {what}")
