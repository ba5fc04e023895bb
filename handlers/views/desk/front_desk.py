"""What stands at Accord's desk in the channel, and what opens there: it works for people of every workspace."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from decisions.alliance.alliance import Alliance
from decisions.bundle.bundle import FEWEST, can_be_bundled
from decisions.proposal.proposal import Status
from handlers.views.afterwards.action import yours_to_do
from handlers.views.blocks import ids
from handlers.views.blocks.closed import closed_words, reading_doors
from handlers.views.blocks.desk_row import desk_row
from handlers.views.blocks.kit import Block, Message, View, actions, button, header, modal, paragraph, small
from handlers.views.blocks.proposal.brief import brief_to_read, show_all, titled
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.blocks.proposal.steps import is_proposed_to, step_buttons, step_line, try_buttons
from handlers.views.blocks.words.text import escape
from handlers.views.desk.home import Home, absence, not_named, reviews, waiting_on_you

# What would be longer than two screens of a telephone is behind Show all.
MOST_LISTED = 8


@dataclass(frozen=True)
class Desk:
    """How an alliance stands: `held` are some of the `open` proposals, `decided` all decisions there are.
    `delegated` says what managers may decide alone, in mrkdwn."""

    alliance: Alliance
    open: int
    held: int
    decided: int
    delegated: str = ""


def desk(seen: Desk) -> Message:
    """The one message in the channel from which everything can be done."""
    if seen.alliance.is_closed:
        return _closed(seen)
    stands = _stands(seen)
    return Message(
        f"Accord's desk: {stands}",
        [
            paragraph(f"*Accord's desk* · {escape(seen.alliance.name)}\n{stands}"),
            *([small(seen.delegated)] if seen.delegated else []),
            desk_row(seen.alliance.id),
            small("Everybody here can press these, from any workspace. What opens is for your eyes only."),
        ],
    )


def _closed(seen: Desk) -> Message:
    words = closed_words(seen.alliance)
    return Message(
        f"Accord's desk: {words}",
        [
            paragraph(f"*Accord's desk* · ✅ {seen.decided} decided\n{words}"),
            actions(*reading_doors(seen.alliance)),
            small("A new alliance begins in a channel of its own: invite Accord there."),
        ],
    )


def waits_window(seen: Home) -> View:
    """Tell what waits for this person's partner, what they raised, and a manager all that is open."""
    is_named = seen.alliance.may_raise(seen.person)
    blocks = list(_what_waits(seen)) if is_named else [*yours_to_do(seen.to_do), paragraph(not_named(seen))]
    if seen.alliance.is_closed:
        blocks = [paragraph(closed_words(seen.alliance)), actions(*reading_doors(seen.alliance))]
    return modal("window.waits", "What waits for us", blocks)


def _stands(seen: Desk) -> str:
    decided = f" · ✅ {seen.decided} decided" if seen.decided else ""
    if not seen.open:
        return f"Nothing waits for an answer now{decided}"
    count = "1 proposal is" if seen.open == 1 else f"{seen.open} proposals are"
    held = f" · ✋ {seen.held} held by an objection" if seen.held else ""
    return f"◻️ {count} open{held}{decided}"


def _what_waits(seen: Home) -> Iterator[Block]:
    partner, asked = seen.partner, {each.view.proposal.id for each in seen.asked}
    if partner:
        yield from waiting_on_you(seen, partner)
    yield from yours_to_do(seen.to_do)
    yield from _steps(seen)
    others = [shown for shown in seen.open if shown.proposal.id not in asked]
    if seen.is_manager:
        yield from _listed("All that is open", sorted(others, key=_urgency), seen.alliance.id)
    else:
        raised = [shown for shown in others if shown.proposal.author == seen.person]
        yield from _listed("What you raised", raised, seen.alliance.id)
    yield from reviews(seen)
    if partner:
        yield from absence(seen, partner)
    value = {"alliance": seen.alliance.id}
    bundling = [button("Bundle…", ids.MAKE_BUNDLE, value)] if _may_bundle(seen) else []
    yield actions(button("Where we stand", ids.HOME_STATUS, value), *bundling)


def _may_bundle(seen: Home) -> bool:
    return seen.is_manager and sum(can_be_bundled(shown.proposal) for shown in seen.open) >= FEWEST


def _steps(seen: Home) -> Iterator[Block]:
    """List the steps that are proposed to this person, for what is held."""
    these = [shown for shown in seen.open if is_proposed_to(shown, seen.person)]
    if these:
        yield header("What could help with what is held")
    for shown in these[:MOST_LISTED]:
        yield paragraph("\n".join([titled(shown), *step_line(shown)]))
        yield actions(*step_buttons(shown), *try_buttons(shown))


def _urgency(shown: ProposalView) -> tuple[bool, bool]:
    """Overdue ones come first, then those that are held; each of them oldest first."""
    return (not shown.is_overdue(), shown.status is not Status.HELD)


def _listed(title: str, these: Sequence[ProposalView], alliance_id: int) -> Iterator[Block]:
    if these:
        yield header(title)
    for shown in these[:MOST_LISTED]:
        yield brief_to_read(shown)
    yield from show_all(len(these) - MOST_LISTED, alliance_id)
