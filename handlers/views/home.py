"""What does the Home tab show? What waits for this person first, then what is held and why, then what was decided."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from decisions.alliance import Alliance, Partner
from decisions.outcome import waits_for
from decisions.proposal import Revision
from decisions.review import review_due_on
from handlers.views.blocks import ids
from handlers.views.blocks.diff import MARKS, changes
from handlers.views.blocks.kit import Block, Element, View, actions, beside, button, header, paragraph, small
from handlers.views.blocks.proposal_view import Picture, status_line
from handlers.views.blocks.text import age, escape, join_words, person, possessive, say_day, shorten
from handlers.views.messages.reminder import linked, matter, objections
from handlers.views.review import review_buttons
from handlers.views.windows.help_window import HELP

# How many of each list are shown; Slack takes 100 blocks.
MOST_ASKED, MOST_HELD, MOST_OPEN, MOST_REVIEWS = 6, 5, 8, 5
LONGEST_CHANGE = 600


@dataclass(frozen=True)
class Asked:
    """A proposal that waits for a partner, with the text that this partner answered last, if it answered one."""

    picture: Picture
    seen: Revision | None


@dataclass(frozen=True)
class Home:
    """Everything that one person's Home shows.

    `held` are some of `open`, `reviews` decisions to look at again; `away_until` is None for who is there.
    `at_once` tells that the person wants to be asked about new texts at any hour.
    """

    alliance: Alliance
    person: str
    now: datetime
    names: Mapping[str, str]
    asked: Sequence[Asked]
    open: Sequence[Picture]
    held: Sequence[Picture]
    reviews: Sequence[Picture]
    decided: Sequence[Picture]
    away_until: date | None
    at_once: bool = False

    @property
    def partner(self) -> Partner | None:
        return self.alliance.partner_of(self.person)

    @property
    def is_manager(self) -> bool:
        return self.alliance.is_manager(self.person)


def home(seen: Home) -> View:
    return {"type": "home", "blocks": list(_insider(seen) if seen.alliance.may_raise(seen.person) else _outsider(seen))}


def _insider(seen: Home) -> Iterator[Block]:
    yield actions(*_doors(seen))
    if seen.partner:
        yield from waiting_on_you(seen, seen.partner)
    if seen.is_manager:
        yield from _whom_we_wait_for(seen)
    yield from _held(seen)
    if seen.partner and not seen.is_manager:
        yield from _waiting_for_others(seen)
    yield from reviews(seen)
    yield from _decided(seen)
    if seen.partner:
        yield from absence(seen, seen.partner)
        yield hours(seen)


def _outsider(seen: Home) -> Iterator[Block]:
    yield header("What Accord is")
    yield from (paragraph(words) for words in HELP)
    yield small(not_named(seen))


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
    for asked in seen.asked[:MOST_ASKED]:
        yield from _asked(asked, partner)
    yield from _more(len(seen.asked) - MOST_ASKED)


def _asked(asked: Asked, partner: Partner) -> Iterator[Block]:
    shown = asked.picture
    yield matter(shown, f"*{linked(shown)}*\n{status_line(shown)}")
    told, question = shown.unconfirmed.get(partner.id), shown.questions.get(partner.id)
    if told:
        yield small(f"📝 {shown.person(told.by)} reports that you consent. It counts when you consent yourself.")
    if question:
        yield small(f"❓ You told the others that you will answer by {say_day(question.answer_by)}.")
    if asked.seen and asked.seen.number != shown.proposal.current.number:
        yield small(f"*What changed since your answer* ({MARKS})")
        yield from changes(asked.seen, shown.proposal.current, shown.names, shown.value(), LONGEST_CHANGE)


def _whom_we_wait_for(seen: Home) -> Iterator[Block]:
    yield header("Whom we wait for")
    silent = [shown for shown in seen.open if waits_for(shown.proposal, seen.alliance.partners)]
    if not silent:
        yield paragraph("Nobody: every partner has answered.")
        return
    lines = [line for partner in seen.alliance.partners if (line := _awaited(partner, silent))]
    yield paragraph(shorten("\n".join(lines), 2900))
    for shown in silent[:MOST_OPEN]:
        remind = button("Remind", f"{ids.HOME_REMIND}.{shown.proposal.number}", shown.value())
        yield beside(f"{linked(shown)}\n{status_line(shown)}", remind)
    yield from _more(len(silent) - MOST_OPEN)


def _awaited(partner: Partner, silent: Sequence[Picture]) -> str:
    matters = [shown for shown in silent if partner in waits_for(shown.proposal, [partner])]
    numbers = [f"No. {shown.proposal.number} ({_promise(shown, partner) or _since(shown)})" for shown in matters]
    return f"◻️ *{escape(partner.name)}*: {join_words(numbers)}" if numbers else ""


def _promise(shown: Picture, partner: Partner) -> str:
    asked = shown.questions.get(partner.id)
    return f"answers by {say_day(asked.answer_by)}" if asked else ""


def _held(seen: Home) -> Iterator[Block]:
    if not seen.held:
        return
    yield header("Held, and why")
    for shown in seen.held[:MOST_HELD]:
        yield paragraph(shorten("\n".join([linked(shown), *objections(shown)]), 2900))
    yield from _more(len(seen.held) - MOST_HELD)


def _waiting_for_others(seen: Home) -> Iterator[Block]:
    asked = {each.picture.proposal.id for each in seen.asked}
    others = [shown for shown in seen.open if shown.proposal.id not in asked and shown not in seen.held]
    if not others:
        return
    yield header("Waiting for others")
    for shown in others[:MOST_OPEN]:
        names = [escape(partner.name) for partner in waits_for(shown.proposal, shown.alliance.partners)]
        yield paragraph(shorten(f"{linked(shown)}\nWaits for {join_words(names)} ({_since(shown)})", 2900))
    yield from _more(len(others) - MOST_OPEN)


def reviews(seen: Home) -> Iterator[Block]:
    if not seen.reviews:
        return
    yield header("To look at again")
    for shown in seen.reviews[:MOST_REVIEWS]:
        review_on, owner = review_due_on(shown.proposal), shown.proposal.current.owner
        when = f"Review on {say_day(review_on)}" if review_on else ""
        yield paragraph(f"{linked(shown)}\n{when}{f', owner: {shown.person(owner)}' if owner else ''}")
        yield review_buttons(shown)
    yield from _more(len(seen.reviews) - MOST_REVIEWS)


def _decided(seen: Home) -> Iterator[Block]:
    yield header("Decided lately")
    if not seen.decided:
        yield paragraph("Nothing is decided yet. The first decision will stand here.")
        return
    for shown in seen.decided:
        show = button("Show", f"{ids.SHOW_DECISION}.{shown.proposal.number}", shown.value())
        yield beside(f"✅ {linked(shown)}\n{status_line(shown)}", show)
    everything = {"alliance": seen.alliance.id, "words": "", "page": 0}
    yield actions(button("All decisions", f"{ids.DECISIONS_PAGE}.first", everything))


def absence(seen: Home, partner: Partner) -> Iterator[Block]:
    value = {"alliance": seen.alliance.id}
    yield {"type": "divider"}
    if seen.away_until is None:
        words = f"You speak for *{escape(partner.name)}*. If you are away for some days, the others are asked instead."
        yield beside(words, button("I'm away…", ids.AWAY, value))
        return
    yield paragraph(f"You are away until {say_day(seen.away_until)}.")
    yield actions(button("I'm back", ids.BACK, value), button("Another day…", ids.AWAY, value))


def hours(seen: Home) -> Block:
    """Let somebody choose when they are asked about a new text."""
    value = {"alliance": seen.alliance.id, "at_once": not seen.at_once}
    if seen.at_once:
        return beside(
            "You are asked about new proposals at any hour.", button("Only in working hours", ids.AT_ONCE, value)
        )
    return beside("You are asked about new proposals in working hours.", button("Ask me at once", ids.AT_ONCE, value))


def _since(shown: Picture) -> str:
    waited = age(shown.proposal.current.at, shown.now, shown.zone)
    return "since today" if waited == "today" else waited


def _more(count: int) -> Iterator[Block]:
    if count > 0:
        yield small(f"And {count} more: press *Where we stand*.")
