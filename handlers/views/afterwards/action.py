"""What a person sees and says of what is to be done after a decision."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from slack_sdk.models.blocks import DatePickerElement, PlainTextInputElement, UserSelectElement

from decisions.afterwards.follow_up import LONGEST_ACTION, End, end_of, is_overdue, to_do
from decisions.alliance.alliance import local_day
from decisions.said.action import Action, ActionDone
from handlers.views.afterwards.offered import offered
from handlers.views.blocks import ids
from handlers.views.blocks.kit import (
    Block,
    Element,
    View,
    actions,
    beside,
    button,
    field,
    header,
    long_words,
    menu,
    modal,
    paragraph,
    small,
)
from handlers.views.blocks.pages import page_at, pages, turn
from handlers.views.blocks.proposal.brief import titled
from handlers.views.blocks.proposal.proposal_view import ProposalView, name
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import age, day, escape, link, say_day, shorten

# More of the overdue ones is no line.
MOST_NAMED, LONGEST_NAMED = 2, 60
# Of what one person has to do.
MOST_YOURS = 8


def menu_words(view: ProposalView) -> str:
    """Say what the card's menu offers, "" for nothing."""
    if view.proposal.actions:
        return "Actions…"
    return "Add an action…" if _may_be_added(view) else ""


def _may_be_added(view: ProposalView) -> bool:
    return view.is_in_force and not view.alliance.is_closed


def menu_of_outcome(view: ProposalView) -> Element:
    """A button would make it higher than a few lines."""
    acts = {"Add an action…": ids.ACTIONS, **offered(view)}
    return menu(ids.MENU, {words: {**view.value(), "act": act} for words, act in acts.items()})


def how_many(view: ProposalView) -> Iterator[str]:
    """Count in a few words what is to be done after a decision, and what was done."""
    left = to_do(view.proposal)
    if left and not view.alliance.is_closed:
        yield f"{len(left)} to be done, the next by {say_day(left[0].due_on)}"
    if done := len(view.proposal.actions_done):
        yield f"{done} done"


def action_window(view: ProposalView) -> View:
    what = PlainTextInputElement(action_id=ids.INPUT, max_length=LONGEST_ACTION)
    return modal(
        ids.ACTION_WINDOW,
        "Add an action",
        [
            paragraph(f"*{name(view)}*"),
            small("What somebody does so that it comes about. The decision stays as it is."),
            field("what", "What", what, hint="Everybody in the channel sees it."),
            field(
                "owner",
                "Who",
                UserSelectElement(action_id=ids.INPUT),
                hint="Anybody in the channel. They are told now, before that day, and once when it is overdue.",
            ),
            field("due_on", "By when", DatePickerElement(action_id=ids.INPUT)),
        ],
        submit="Add",
        close="Cancel",
        keeps=view.value(),
    )


def done_window(view: ProposalView, this: Action) -> View:
    note = field("note", "What came of it", long_words(), hint="Everybody in the channel sees it, and it is kept.")
    return _end_window(view, this, ids.ACTION_DONE_WINDOW, "Done", note)


def taken_back_window(view: ProposalView, this: Action) -> View:
    reason = field("reason", "Why nobody needs to do it", long_words(), hint="Everybody in the channel sees it.")
    return _end_window(view, this, ids.ACTION_TAKEN_BACK_WINDOW, "Take back", reason)


def _end_window(view: ProposalView, this: Action, callback_id: str, act: str, words: Block) -> View:
    return modal(
        callback_id,
        act,
        [paragraph(f"*{name(view)}*"), paragraph(_line(view, this)), words],
        submit=act,
        close="Cancel",
        keeps={**view.value(), "action": this.place},
    )


def actions_window(view: ProposalView, page: object = 0) -> View:
    """Show all actions of a decision: what is to be done, the next first, and what came of the others."""
    divided = pages(_entries(view))
    shown = page_at(page, divided)
    number = view.proposal.number
    blocks = [paragraph(f"*{link(view.card_url, f'No. {number} · {view.proposal.current.title}')}*")]
    blocks += [*divided[shown], *turn(ids.ACTIONS_PAGE, view.value(), shown, len(divided))]
    if _may_be_added(view):
        blocks.append(actions(button("Add an action…", ids.ADD_ACTION, view.value())))
    return modal("window.actions", f"Actions of No. {number}", blocks)


def _entries(view: ProposalView) -> Iterator[list[Block]]:
    for this in to_do(view.proposal):
        buttons = [] if view.alliance.is_closed else [end_buttons(view, this)]
        yield [paragraph(f"◻️ {_line(view, this)}"), *buttons]
    for this in view.proposal.actions:
        if end := end_of(view.proposal, this):
            yield ended_action(view, this, end)


def added_action(view: ProposalView, this: Action) -> list[Block]:
    """Tell in the history what was to be done."""
    return [paragraph(f"◻️ *To be done*: {_line(view, this)} · added by {view.person(this.by)}")]


def ended_action(view: ProposalView, this: Action, end: End) -> list[Block]:
    """Tell what came of it, in the words of whoever said so."""
    words = f"{'☑️ *Done*' if isinstance(end, ActionDone) else '↩️ *Taken back*'}: {escape(this.what)}"
    return [paragraph(f"{words} · {view.person(end.by)}, {day(end.at, view.zone)}"), quoted(end)]


def quoted(end: End) -> Block:
    return rich_text.block(rich_text.quote(end.note if isinstance(end, ActionDone) else end.reason))


def yours_to_do(these: Sequence[tuple[ProposalView, Action]]) -> Iterator[Block]:
    """Show somebody what they have to do, the next first, each with the way to say that it is done."""
    if these:
        yield header("Yours to do")
    for view, this in these[:MOST_YOURS]:
        late = f" (⏰ overdue: {age(this.due_on, view.now, view.zone)})" if _is_overdue(view, this) else ""
        words = f"{escape(this.what)}\nBy {say_day(this.due_on)}{late}, for {titled(view)}"
        done = button("Done…", f"{ids.ACTION_DONE}.{this.place}", {**view.value(), "action": this.place})
        yield beside(words, done)
    if len(these) > MOST_YOURS:
        yield small(f"And {len(these) - MOST_YOURS} more.")


def end_buttons(view: ProposalView, this: Action) -> Block:
    """Their ids carry its place: a window has many of them."""
    value = {**view.value(), "action": this.place}
    return actions(
        button("Done…", f"{ids.ACTION_DONE}.{this.place}", value),
        button("Take back…", f"{ids.TAKE_ACTION_BACK}.{this.place}", value),
    )


def who_and_when(view: ProposalView, this: Action) -> str:
    return f"{view.person(this.owner)}, by {say_day(this.due_on)}"


def digest_line(views: Sequence[ProposalView], since: datetime) -> str:
    """Tell in one line what was done since then, what is overdue and what is to come, "" for nothing."""
    done = sum(each.at > since for view in views for each in view.proposal.actions_done)
    left = [(view, this) for view in views for this in to_do(view.proposal)]
    late = [(view, this) for view, this in left if _is_overdue(view, this)]
    told = [f"☑️ {done} done"] if done else []
    if late:
        named = [_named(view, this) for view, this in late[:MOST_NAMED]]
        more = [f"and {len(late) - MOST_NAMED} more"] if len(late) > MOST_NAMED else []
        told.append(f"⏰ {len(late)} overdue ({'; '.join([*named, *more])})")
    if to_come := len(left) - len(late):
        told.append(f"◻️ {to_come} to come")
    return f"*Actions:* {' · '.join(told)}" if told else ""


def _named(view: ProposalView, this: Action) -> str:
    number = link(view.card_url, f"No. {view.proposal.number}")
    return f"{number}: {escape(shorten(this.what, LONGEST_NAMED))}, {view.person(this.owner)}"


def _line(view: ProposalView, this: Action) -> str:
    is_late = _is_overdue(view, this) and not end_of(view.proposal, this)
    late = f" (⏰ overdue: {age(this.due_on, view.now, view.zone)})" if is_late else ""
    return f"{escape(this.what)}\n{who_and_when(view, this)}{late}"


def _is_overdue(view: ProposalView, this: Action) -> bool:
    return is_overdue(this, local_day(view.now, view.alliance))
