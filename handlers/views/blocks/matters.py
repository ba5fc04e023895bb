"""Who decides a class of matters, in a sentence? As the card says it before it is agreed, and the windows later."""

from datetime import date

from decisions.matter import Decider, MatterClass, Matters, MatterSet
from decisions.pounds import say_pounds
from handlers.views.blocks.text import escape, say_day


def who_decides(change: MatterSet, partner: str) -> str:
    """Say what a decision sets, all of it, in mrkdwn; `partner` is what the partner is called now."""
    matter = f"*{escape(change.matter)}*"
    if change.decider == Decider.ALL:
        return f"all partners decide {matter} again, as everything else."
    if change.decider == Decider.PARTNER:
        return (
            f"{matter} is reserved to {escape(partner)} by law: it decides alone. The others are told, and asked for "
            "their views."
        )
    until = say_day(date.fromisoformat(change.until))
    return (
        f"{matter} is delegated to the operations managers: up to {say_pounds(change.each)} for one decision and "
        f"{say_pounds(change.in_all)} in all, until {until}. Each decision is recorded, and everybody is told."
    )


def class_line(of: MatterClass, matters: Matters, today: date) -> str:
    """Say how a class stands, in mrkdwn."""
    if of.decider is Decider.PARTNER:
        return (
            f"*{escape(of.name)}* · {escape(of.partner)} decides it alone, whose matter it is by law (No. {of.number})"
        )
    left = f"{say_pounds(matters.left(of))} of {say_pounds(of.in_all)} is left"
    until = f"until {say_day(of.until)}" if today <= of.until else f"it ended on {say_day(of.until)}"
    each = f"at most {say_pounds(of.each)} for one decision"
    return f"*{escape(of.name)}* · an operations manager decides it: {left}, {each}, {until} (No. {of.number})"


def left_words(matters: Matters, today: date) -> str:
    """Say what is left of each sum that is delegated, "" where none is, in mrkdwn."""
    delegated = matters.delegated(today)
    told = (
        f"{escape(of.name)}: {say_pounds(matters.left(of))} of {say_pounds(of.in_all)} left until {say_day(of.until)}"
        for of in delegated
    )
    return f"Delegated · {' · '.join(told)}" if delegated else ""


def limit_words(matters: Matters, partner: str) -> str:
    """Say after a partner's name what its own limit is, "" for none."""
    limit = matters.limit_of(partner)
    return f" · over {say_pounds(limit.over)} only with the word of {escape(limit.who)}" if limit else ""
