"""The Home tab: what waits for this person first, then what is held and why, then what was decided."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from decisions.afterwards.review import is_looked_at_for_its_end, review_due_on
from decisions.alliance.alliance import Alliance, Partner
from decisions.proposal.outcome import waits_for
from decisions.proposal.proposal import Revision
from decisions.said.action import Action
from handlers.views.afterwards.action import yours_to_do
from handlers.views.afterwards.review import review_buttons
from handlers.views.blocks import ids
from handlers.views.blocks.closed import closed_words, reading_doors
from handlers.views.blocks.kit import (
    LONGEST_OPTION,
    Block,
    Element,
    View,
    actions,
    beside,
    button,
    header,
    one_of,
    paragraph,
    small,
)
from handlers.views.blocks.proposal.brief import brief, brief_to_read, show_all, titled, urgent_first
from handlers.views.blocks.proposal.diff import MARKS, changes
from handlers.views.blocks.proposal.matters import answers_by
from handlers.views.blocks.proposal.proposal_view import ProposalView, agreed_word, trial_words, where_it_stands
from handlers.views.blocks.words.text import day, escape, join_words, person, possessive, say_day, sentence, shorten
from handlers.views.messages.reminder import linked, matter, objections
from handlers.views.windows.desk.help_window import HELP

# How many of each list are shown, so that all of it takes two screens of a telephone; some of what waits in full.
MOST_ASKED, MOST_IN_FULL, MOST_HELD, MOST_OPEN, MOST_REVIEWS = 3, 1, 1, 3, 1
MOST_AWAITED = 6
# Slack takes this many options in a list.
MOST_ALLIANCES = 100
# Where there are several, nobody learns of one in which they have no part.
NOT_NAMED = "You are not named as somebody who speaks for a partner. If you should be, ask in your alliance's channel."
LONGEST_CHANGE = 600


@dataclass(frozen=True)
class Asked:
    """A proposal that waits for a partner, with the text that this partner answered last, if it answered one."""

    view: ProposalView
    seen: Revision | None


@dataclass(frozen=True)
class Home:
    """Everything that one person's Home shows.

    `held` are some of `open`, `reviews` decisions to look at again; `away_until` is None for who is there.
    `at_once` tells that the person wants to be asked about new texts at any hour. `theirs` are the alliances (id, name)
    in which they take part; an outsider is told of this one only if it `is_the_only_one` here. `to_do` is what the
    person has to do after decisions, the next first.
    """

    alliance: Alliance
    person: str
    now: datetime
    names: Mapping[str, str]
    asked: Sequence[Asked]
    open: Sequence[ProposalView]
    held: Sequence[ProposalView]
    reviews: Sequence[ProposalView]
    decided: Sequence[ProposalView]
    away_until: date | None
    at_once: bool = False
    theirs: Sequence[tuple[int, str]] = ()
    is_the_only_one: bool = True
    to_do: Sequence[tuple[ProposalView, Action]] = ()

    @property
    def partner(self) -> Partner | None:
        return self.alliance.partner_of(self.person)

    @property
    def is_manager(self) -> bool:
        return self.alliance.is_manager(self.person)


def home(seen: Home) -> View:
    return {"type": "home", "blocks": list(_insider(seen) if seen.alliance.may_raise(seen.person) else _outsider(seen))}


def _insider(seen: Home) -> Iterator[Block]:
    if len(seen.theirs) > 1:
        yield which_alliance(seen)
    if seen.alliance.is_closed:
        yield actions(*reading_doors(seen.alliance))
        yield paragraph(closed_words(seen.alliance))
        yield from _decided(seen)
        return
    yield actions(*_doors(seen))
    if seen.partner:
        yield from waiting_on_you(seen, seen.partner)
    yield from yours_to_do(seen.to_do)
    if seen.is_manager:
        yield from _whom_we_wait_for(seen)
    else:
        yield from _held(seen)
        yield from _waiting_for_others(seen)
    yield from reviews(seen)
    yield from _decided(seen)
    if seen.partner:
        yield from absence(seen, seen.partner)


def _outsider(seen: Home) -> Iterator[Block]:
    """Whoever has no voice may have something to do all the same."""
    if not seen.alliance.is_closed:
        yield from yours_to_do(seen.to_do)
    yield header("What Accord is")
    yield from (paragraph(words) for words in HELP)
    yield small(not_named(seen) if seen.is_the_only_one else NOT_NAMED)


def which_alliance(seen: Home) -> Block:
    """Say which of their alliances all of this is about, with a list from which they choose another."""
    this = (seen.alliance.id, seen.alliance.name)
    others = [each for each in seen.theirs if each != this][: MOST_ALLIANCES - 1]
    words = f"*{escape(seen.alliance.name)}*\nYou take part in {len(seen.theirs)} alliances; this is one of them."
    offered = {each: (shorten(name, LONGEST_OPTION), {"alliance": each}) for each, name in (this, *others)}
    return beside(words, one_of(ids.HOME_ALLIANCE, [offered[each] for each in sorted(offered)], offered[this[0]]))


def not_named(seen: Home) -> str:
    managers = join_words([person(seen.names, each) for each in seen.alliance.operations_managers])
    whom = f" Ask {managers} if you should be." if managers else ""
    return f"You are not named as somebody who speaks for a partner of {escape(seen.alliance.name)}.{whom}"


def _doors(seen: Home) -> list[Element]:
    value = {"alliance": seen.alliance.id}
    doors = {
        ids.HOME_RAISE: "Raise a proposal",
        ids.HOME_STATUS: "Where we stand",
        ids.HOME_SEARCH: "Search",
        **({ids.HOME_DIGEST: "The digest", ids.HOME_SETTINGS: "Settings"} if seen.is_manager else {}),
        ids.HOME_PARTNERS: "Partners",
        ids.HOME_HELP: "How it works",
    }
    return [button(words, action_id, value) for action_id, words in doors.items()]


def waiting_on_you(seen: Home, partner: Partner) -> Iterator[Block]:
    yield header("Waiting on you")
    if not seen.asked:
        yield paragraph(f"Nothing waits for {possessive(escape(partner.name))} answer. Thank you!")
    for asked in seen.asked[:MOST_IN_FULL]:
        yield from _asked(asked, partner)
    for asked in seen.asked[MOST_IN_FULL:MOST_ASKED]:
        yield brief_to_read(asked.view, "Read and answer")
    yield from show_all(len(seen.asked) - MOST_ASKED, seen.alliance.id)


def _asked(asked: Asked, partner: Partner) -> Iterator[Block]:
    shown = asked.view
    yield matter(shown, f"*{linked(shown)}*\n{where_it_stands(shown)}", partner.id)
    told, question = shown.unconfirmed.get(partner.id), shown.questions.get(partner.id)
    if told:
        yield small(f"📝 {shown.person(told.by)} reports that you consent. It counts when you consent yourself.")
    if question and question.subject_to:
        yield small(f"⏳ You told the others: {escape(answers_by(question))}. It is no consent yet.")
    elif question and question.answer_by:
        yield small(f"❓ You told the others that you will answer by {say_day(question.answer_by)}.")
    if asked.seen and asked.seen.number != shown.proposal.current.number:
        yield small(f"*What changed since your answer* ({MARKS})")
        yield from changes(asked.seen, shown.proposal.current, shown.names, shown.value(), LONGEST_CHANGE)


def _whom_we_wait_for(seen: Home) -> Iterator[Block]:
    """Show a manager every open matter once: what the person is asked about stands above."""
    asked = {each.view.proposal.id for each in seen.asked}
    others = urgent_first(shown for shown in seen.open if shown.proposal.id not in asked)
    yield header("Whom we wait for")
    if not any(waits_for(shown.proposal, shown.deciders) for shown in seen.open):
        yield paragraph("Nobody: every partner has answered.")
    for shown in others[:MOST_AWAITED]:
        if waits_for(shown.proposal, shown.deciders):
            yield beside(brief(shown), button("Remind", f"{ids.HOME_REMIND}.{shown.proposal.number}", shown.value()))
        else:
            yield paragraph(brief(shown))
    yield from show_all(len(others) - MOST_AWAITED, seen.alliance.id)


def _held(seen: Home) -> Iterator[Block]:
    if not seen.held:
        return
    yield header("Held, and why")
    for shown in seen.held[:MOST_HELD]:
        yield paragraph(shorten("\n".join([titled(shown), *objections(shown, most=1)]), 2900))
    yield from show_all(len(seen.held) - MOST_HELD, seen.alliance.id)


def _waiting_for_others(seen: Home) -> Iterator[Block]:
    asked = {each.view.proposal.id for each in seen.asked}
    others = [shown for shown in seen.open if shown.proposal.id not in asked and shown not in seen.held]
    if not others:
        return
    yield header("Waiting for others")
    for shown in others[:MOST_OPEN]:
        yield paragraph(brief(shown))
    yield from show_all(len(others) - MOST_OPEN, seen.alliance.id)


def reviews(seen: Home) -> Iterator[Block]:
    if not seen.reviews:
        return
    yield header("To look at again")
    for shown in seen.reviews[:MOST_REVIEWS]:
        review_on, owner = review_due_on(shown.proposal), shown.proposal.current.owner
        when = f"Review on {say_day(review_on)}" if review_on else ""
        if is_looked_at_for_its_end(shown.proposal, shown.today):
            when = sentence(trial_words(shown))
        yield paragraph(f"{linked(shown)}\n{when}{f', owner: {shown.person(owner)}' if owner else ''}")
        yield review_buttons(shown)
    yield from show_all(len(seen.reviews) - MOST_REVIEWS, seen.alliance.id)


def _decided(seen: Home) -> Iterator[Block]:
    yield header("Decided lately")
    if not seen.decided:
        yield paragraph("Nothing is decided yet. The first decision will stand here.")
        return
    for shown in seen.decided:
        show = button("Show", f"{ids.SHOW_DECISION}.{shown.proposal.number}", shown.value())
        made = shown.proposal.agreement
        agreed = f"\n{agreed_word(shown)} on {day(made.at, shown.zone)}" if made else ""
        ended = f"; {trial_words(shown)}" if shown.has_ended else ""
        yield beside(f"{'⌛' if shown.has_ended else '✅'} {titled(shown)}{agreed}{ended}", show)
    everything = {"alliance": seen.alliance.id, "words": "", "page": 0}
    yield actions(button("All decisions", f"{ids.DECISIONS_PAGE}.first", everything))


def absence(seen: Home, partner: Partner) -> Iterator[Block]:
    """Let somebody say that they are away, and when they are asked about a new text."""
    value = {"alliance": seen.alliance.id}
    yield {"type": "divider"}
    if seen.away_until:
        yield paragraph(f"You are away until {say_day(seen.away_until)}.")
        yield actions(button("I'm back", ids.BACK, value), button("Another day…", ids.AWAY, value))
        return
    when, other = ("at any hour", "Only in working hours") if seen.at_once else ("in working hours", "Ask me at once")
    yield paragraph(f"You speak for *{escape(partner.name)}*. You are asked about new proposals {when}.")
    hours = button(other, ids.AT_ONCE, {**value, "at_once": not seen.at_once})
    yield actions(button("I'm away…", ids.AWAY, value), hours)
