"""Who decides a class of matters, in a sentence: as the card says it before it is agreed, and the windows later."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from decisions.alliance.alliance import Alliance
from decisions.alliance.delegation import delegated, sum_left
from decisions.alliance.matter import Decider, DeciderChange, DelegatedDecision, MatterClass, Matters
from decisions.alliance.pounds import say_pounds
from decisions.proposal.proposal import Question, Revision
from handlers.views.blocks.words.text import escape, join_words, person, say_day

# This many are listed in a window.
MOST_SHOWN = 20


def who_decides(change: DeciderChange, partner: str, *, has_left: bool) -> str:
    """Say what a decision sets, all of it, in mrkdwn; `partner` is what the partner is called now."""
    matter = f"*{escape(change.matter)}*"
    if change.decider == Decider.ALL:
        return f"all partners decide {matter} again, as everything else."
    if has_left:
        return f"{matter} is nobody's own matter: {escape(partner)}, to which it was to be reserved, has left."
    if change.decider == Decider.PARTNER:
        return (
            f"{matter}: reserved to {escape(partner)} by law, which decides alone. The others are told, and asked for "
            "their views."
        )
    until = say_day(date.fromisoformat(change.until))
    return (
        f"{matter}: delegated to the operations managers, up to {say_pounds(change.each)} for one decision and "
        f"{say_pounds(change.in_all)} in all, until {until}. Each decision is recorded, and everybody is told."
    )


def class_line(of: MatterClass, matters: Matters, today: date) -> str:
    """Say how a class stands, in mrkdwn."""
    if of.is_reserved:
        return (
            f"*{escape(of.name)}* · {escape(of.partner)} decides it alone, whose matter it is by law (No. {of.number})"
        )
    left = f"{_left(matters, of)} is left"
    until = f"until {say_day(of.until)}" if today <= of.until else f"it ended on {say_day(of.until)}"
    each = f"at most {say_pounds(of.each)} for one decision"
    return f"*{escape(of.name)}* · an operations manager decides it: {left}, {each}, {until} (No. {of.number})"


def _left(matters: Matters, of: MatterClass) -> str:
    return f"{say_pounds(sum_left(matters, of))} of {say_pounds(of.in_all)}"


def delegated_line(decided: DelegatedDecision, names: Mapping[str, str]) -> str:
    """Say in a line what a manager decided alone, in mrkdwn."""
    what = f"☑️ {decided.called} · {escape(decided.what)} · {say_pounds(decided.sum)}"
    back = f"; taken back by {person(names, decided.taken_back.by)}" if decided.taken_back else ""
    return f"{what} · decided by {person(names, decided.by)} (No. {decided.under}){back}"


def left_of(matters: Matters, under: int, stood: Iterable[DelegatedDecision]) -> str:
    """Say after a sum what was left while these `stood`, "" where another decision set the class anew."""
    of = next((each for each in matters.classes if each.number == under), None)
    if of is None:
        return ""
    spent = sum(each.sum for each in stood if each.under == under)
    return f" ({say_pounds(of.in_all - spent)} of {say_pounds(of.in_all)} is left)"


def left_words(matters: Matters, today: date) -> str:
    """Say what is left of each sum that is delegated, "" where none is, in mrkdwn."""
    told = [
        f"{escape(of.name)}: {_left(matters, of)} left until {say_day(of.until)}" for of in delegated(matters, today)
    ]
    return f"Delegated · {' · '.join(told)}" if told else ""


def limit_words(matters: Matters, partner: str) -> str:
    """Say after a partner's name what its own limit is, "" for none."""
    limit = matters.limit_of(partner)
    return f" · over {say_pounds(limit.over)} only with the word of {escape(limit.who)}" if limit else ""


def matter_facts(text: Revision) -> Iterator[str]:
    """Say what class of matters a text is of, and what it costs, where it says so."""
    if text.matter:
        yield f"matter: {escape(text.matter)}"
    if text.sum:
        yield f"sum: {say_pounds(text.sum)}"


def passed_words(alliance: Alliance, text: Revision) -> str:
    """Say whose own limits a sum is over, "" for nobody's, in mrkdwn."""
    passed = [alliance.matters.limit_passed(partner.name, text.sum) for partner in alliance.partners]
    told = [f"{escape(it.partner)} ({say_pounds(it.over)}: {escape(it.who)})" for it in passed if it]
    return f"💷 Over the own limit of {join_words(told)}" if told else ""


def answers_by(asked: Question) -> str:
    """Say what a partner that takes time does until its day."""
    if asked.answer_by is None:
        return f"subject to {asked.subject_to}, which meets on a day not known yet"
    by = say_day(asked.answer_by)
    return f"subject to {asked.subject_to}, which meets by {by}" if asked.subject_to else f"answers by {by}"
