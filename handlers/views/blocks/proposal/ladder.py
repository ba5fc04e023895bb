"""Tells the steps that an alliance takes when a decision is held."""

from collections.abc import Sequence

from decisions.alliance.ladder import Step
from handlers.views.blocks.words.text import escape

NO_STEP_DECIDES = "No step decides anything, and none changes an answer."


def ladder_words(steps: Sequence[Step]) -> str:
    """Say all of it, in mrkdwn, as it goes on after "When agreed:"."""
    if not steps:
        return "there are no steps any more that Accord proposes when a decision is held."
    lines = [f"{place}. {escape(step.what)} ({after(step)})" for place, step in enumerate(steps, 1)]
    return "\n".join([f"when a decision is held, Accord proposes these steps. {NO_STEP_DECIDES}", *lines])


def after(step: Step) -> str:
    return f"after {working_days(step.after)}"


def working_days(count: int) -> str:
    return "1 working day" if count == 1 else f"{count} working days"
