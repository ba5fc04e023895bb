"""What lies before the alliance (decided lately, held, open, to be reviewed), for the digest and /accord status."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from decisions.afterwards.follow_up import to_do
from decisions.afterwards.review import is_looked_at_for_its_end, review_due_on
from decisions.alliance.matter import DelegatedDecision
from decisions.proposal.proposal import Status
from handlers.views.afterwards.action import digest_line
from handlers.views.afterwards.review import review_buttons
from handlers.views.blocks import ids
from handlers.views.blocks.kit import (
    Block,
    Message,
    View,
    beside,
    button,
    header,
    message_size,
    modal,
    paragraph,
    small,
)
from handlers.views.blocks.pages import page_at, turn
from handlers.views.blocks.proposal.brief import brief, brief_to_read, show_all, titled
from handlers.views.blocks.proposal.matters import delegated_line
from handlers.views.blocks.proposal.proposal_view import ProposalView, agreed_word, all_who_decide, trial_words
from handlers.views.blocks.words.text import day, escape, join_words, say_day, shorten
from handlers.views.people.appointment import Appointed, recorded_words

# How many of each list a message shows, so that it takes two screens of a telephone; the first that fits is taken.
ROOMS = (6, 4, 3, 1)
MOST_ENDED, MOST_REVIEWS = 3, 1
# As many matters on a page of the window.
MOST_ON_PAGE = 10
# Sixteen characters of a hash: nobody makes another log that ends with the same ones.
LENGTH_OF_SEAL = 16
# Room for everything below the other limits, of which a digest in the channel has the tightest.
LARGEST_DIGEST = 12_000
# Slack takes 50; one is the row of buttons below.
MOST_BLOCKS = 49


@dataclass(frozen=True)
class Overview:
    """Everything at one moment. `open` has the open and the held proposals, oldest first; `ended` what ended since.

    `recorded` is what was recorded for a partner and not every other one has seen. `followed_up` are decisions of which
    something is to be done, or was since. `interests` are the partners that declared one a year ago. `delegated` says
    what is left of what managers may decide alone, `made` is what they decided since, and `names` are what people are
    called. `log_length` and `log_head` are the decision log's number of entries and its newest hash.
    """

    now: datetime
    zone: str
    since: datetime
    ended: Sequence[ProposalView]
    open: Sequence[ProposalView]
    reviews: Sequence[ProposalView]
    log_length: int
    log_head: str
    recorded: Sequence[Appointed] = ()
    followed_up: Sequence[ProposalView] = ()
    alliance_id: int = 0
    interests: Sequence[str] = ()
    delegated: str = ""
    made: Sequence[DelegatedDecision] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def actions(self) -> str:
        return digest_line(self.followed_up, self.since)

    @property
    def held(self) -> list[ProposalView]:
        return [view for view in self.open if view.status is Status.HELD]

    @property
    def unanswered(self) -> list[ProposalView]:
        return [view for view in self.open if view.status is Status.OPEN]


def digest(overview: Overview) -> Message:
    """The weekly message: an agenda for the next meeting. A quiet week gets one line."""
    if not (
        overview.ended
        or overview.made
        or overview.open
        or overview.reviews
        or overview.recorded
        or overview.actions
        or overview.interests
    ):
        words = f"A quiet week: nothing was decided since {day(overview.since, overview.zone)}, and nothing waits."
        return Message(words, [paragraph(words), *_delegated(overview), small(_seal(overview))])
    blocks: list[Block] = []
    for most in ROOMS:
        title = header(f"Where we stand on {day(overview.now, overview.zone)}")
        blocks = [title, *_lists(overview, most), small(RULE), small(_seal(overview))]
        if message_size(blocks) <= LARGEST_DIGEST and len(blocks) <= MOST_BLOCKS:
            break
    return Message(_in_a_line(overview), blocks)


RULE = "Nothing closes on a date. A proposal is decided when every partner consents; silence is not consent."


def _seal(overview: Overview) -> str:
    """Every partner's own copy of the channel witnesses how the log stood (`accord log verify --anchor`)."""
    entries = f"{overview.log_length} {'entry' if overview.log_length == 1 else 'entries'}"
    return f"The decision log has {entries} now, sealed with `{overview.log_head[:LENGTH_OF_SEAL]}`."


def status_window(overview: Overview, page: object = 0, below: Sequence[Block] = ()) -> View:
    """Show what waits, for whom and since when, and what is to be looked at again: everything, in pages.

    `below` leads elsewhere.
    """
    actions = [[*_actions(overview)]] if overview.actions else []
    entries = [*_matters(overview, brief_to_read), *_reviews(overview), *actions]
    entries = entries or [[paragraph("Nothing waits for an answer now.")]]
    divided = [entries[start : start + MOST_ON_PAGE] for start in range(0, len(entries), MOST_ON_PAGE)]
    shown = page_at(page, divided)
    blocks = [block for entry in divided[shown] for block in entry]
    turns = turn(ids.STATUS_PAGE, {"alliance": overview.alliance_id}, shown, len(divided))
    return modal("window.status", "Where we stand", [*blocks, *turns, *below, small(RULE)])


def preview_window(overview: Overview, callback_id: str, keeps: dict[str, int], *, may_post: bool) -> View:
    """/accord digest: what the channel would read now; a manager can post it."""
    said = digest(overview)
    return modal(
        callback_id,
        "The digest",
        [small("This is what the digest would say now." if may_post else "This is what it says now."), *said.blocks],
        submit="Post it now" if may_post else None,
        close="Cancel" if may_post else "Close",
        keeps=keeps,
    )


def _lists(overview: Overview, most: int) -> Iterator[Block]:
    yield from _ended_since(overview, min(most, MOST_ENDED))
    yield from recorded_words(overview.recorded[: min(most, MOST_REVIEWS)])
    if len(overview.recorded) > min(most, MOST_REVIEWS):
        yield small(f"And {len(overview.recorded) - min(most, MOST_REVIEWS)} more, when these are seen.")
    yield from _some(_matters(overview, _in_two_lines), most)
    yield from _some(_reviews(overview), min(most, MOST_REVIEWS))
    if overview.interests:
        whose = join_words([escape(name) for name in overview.interests])
        yield small(f"🔎 Standing interests to look at again, a year after they were declared: {whose} (Partners).")
    shown = min(most, len(overview.open)) + min(most, MOST_REVIEWS, len(overview.reviews))
    yield from show_all(len(overview.open) + len(overview.reviews) - shown, overview.alliance_id)
    yield from _delegated(overview)
    yield from _actions(overview)


def _ended_since(overview: Overview, most: int) -> Iterator[Block]:
    if overview.ended or overview.made:
        yield paragraph(f"*Ended since {day(overview.since, overview.zone)}*")
    for view in overview.ended[:most]:
        yield paragraph(shorten(_ended(view), 2900))
    if len(overview.ended) > most:
        everything = {"alliance": overview.alliance_id, "words": "", "page": 0}
        all_decisions = button("All decisions", f"{ids.DECISIONS_PAGE}.first", everything)
        yield beside(f"And {len(overview.ended) - most} more.", all_decisions)
    for decided in overview.made[:most]:
        yield paragraph(shorten(delegated_line(decided, overview.names), 2900))
    if len(overview.made) > most:
        yield small(f"And {len(overview.made) - most} more that an operations manager decided: *Search* finds them.")


def _in_two_lines(view: ProposalView) -> Block:
    return paragraph(brief(view))


def _matters(overview: Overview, show: Callable[[ProposalView], Block]) -> list[list[Block]]:
    """Show each in two lines, what is held before the rest, each of them oldest first."""
    entries = []
    for title, views in (("✋ *Held by an objection*", overview.held), ("◻️ *Open*", overview.unanswered)):
        heading = [paragraph(f"{title} (oldest first)")]
        for view in views:
            entries.append([*heading, show(view)])
            heading = []
    return entries


def _reviews(overview: Overview) -> list[list[Block]]:
    heading = paragraph("🔎 *To look at again*")
    return [
        [*([] if place else [heading]), paragraph(_review(view)), review_buttons(view)]
        for place, view in enumerate(overview.reviews)
    ]


def _actions(overview: Overview) -> Iterator[Block]:
    if overview.actions:
        yield paragraph(overview.actions)


def _delegated(overview: Overview) -> Iterator[Block]:
    if overview.delegated:
        yield small(overview.delegated)


def _some(entries: Sequence[list[Block]], most: int) -> Iterator[Block]:
    for entry in entries[:most]:
        yield from entry


def _ended(view: ProposalView) -> str:
    if view.proposal.withdrawal:
        return f"↩️ {titled(view)} · withdrawn on {day(view.proposal.withdrawal.at, view.zone)}"
    agreed = view.proposal.agreement
    if agreed is None:
        raise ValueError(f"No. {view.proposal.number} has not ended")
    who = all_who_decide(view)
    if view.has_ended:
        return f"⌛ {titled(view)} · {trial_words(view)}"
    in_force_on = view.proposal.current.in_force_on
    counts = f", in force from {say_day(in_force_on)}" if in_force_on else ""
    tried = f", {words}" if (words := trial_words(view)) else ""
    return f"✅ {titled(view)} · {agreed_word(view).lower()} on {day(agreed.at, view.zone)} by {who}{counts}{tried}"


def _review(view: ProposalView) -> str:
    review_on, owner = review_due_on(view.proposal), view.proposal.current.owner
    when = f"review on {say_day(review_on)}" if review_on else "no date"
    if is_looked_at_for_its_end(view.proposal, view.today):
        when = f"⌛ {trial_words(view)}: all renew it, or it ends"
    return f"{titled(view)} · {when}{f' · owner: {view.person(owner)}' if owner else ''}"


def _in_a_line(overview: Overview) -> str:
    counts = {
        "agreed": len([view for view in overview.ended if view.proposal.agreement and not view.has_ended]),
        "not renewed": len([view for view in overview.ended if view.has_ended]),
        "decided by managers": sum(not each.taken_back for each in overview.made),
        "held": len(overview.held),
        "open": len(overview.unanswered),
        "to review": len(overview.reviews),
        "to be seen": len(overview.recorded),
        "to be done": sum(len(to_do(view.proposal)) for view in overview.followed_up),
        "done": sum(each.at > overview.since for view in overview.followed_up for each in view.proposal.actions_done),
        "interests to look at": len(overview.interests),
    }
    said = [f"{count} {what}" for what, count in counts.items() if count]
    return f"Where we stand on {day(overview.now, overview.zone)}: {join_words(said) or 'one proposal was withdrawn'}"
