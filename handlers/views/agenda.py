"""What lies before the alliance: decided lately, held, open, to be reviewed? The digest and /accord status show it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from decisions.outcome import consents, objects, waits_for
from decisions.proposal import Status
from decisions.review import review_due_on
from handlers.views.appointment import Appointed, recorded_words
from handlers.views.blocks.desk_row import THE_DESK
from handlers.views.blocks.kit import Block, Said, View, header, message_size, modal, paragraph, small
from handlers.views.blocks.proposal_view import Picture, everyone
from handlers.views.blocks.text import age, day, escape, join_words, link, say_day, shorten
from handlers.views.review import review_buttons

# How many of each list a message shows; the first that fits is taken.
ROOMS = (12, 8, 5, 3, 1)
LONGEST_TITLE = 100
# Sixteen characters of a hash: nobody makes another log that ends with the same ones.
LENGTH_OF_SEAL = 16
LONGEST_WISH = 140
# Room for everything below the other limits, of which a digest in the channel has the tightest.
LARGEST_DIGEST = 12_000
# Slack takes 50; one is the row of buttons below.
MOST_BLOCKS = 49


@dataclass(frozen=True)
class Agenda:
    """Everything at one moment. `open` has the open and the held proposals, oldest first; `ended` what ended since.

    `recorded` is what was recorded for a partner and not every other one has seen. `log_length` and `log_head` are the
    decision log's number of entries and its newest hash.
    """

    now: datetime
    zone: str
    since: datetime
    ended: Sequence[Picture]
    open: Sequence[Picture]
    reviews: Sequence[Picture]
    log_length: int
    log_head: str
    recorded: Sequence[Appointed] = ()

    @property
    def held(self) -> list[Picture]:
        return [picture for picture in self.open if picture.status is Status.HELD]

    @property
    def unanswered(self) -> list[Picture]:
        return [picture for picture in self.open if picture.status is Status.OPEN]


def digest(agenda: Agenda) -> Said:
    """The weekly message: an agenda for the next meeting. A quiet week gets one line."""
    if not (agenda.ended or agenda.open or agenda.reviews or agenda.recorded):
        words = f"A quiet week: nothing was decided since {day(agenda.since, agenda.zone)}, and nothing waits."
        return Said(words, [paragraph(words), small(_seal(agenda))])
    blocks: list[Block] = []
    for most in ROOMS:
        title = header(f"Where we stand on {day(agenda.now, agenda.zone)}")
        blocks = [title, *_lists(agenda, most), small(RULE), small(_seal(agenda))]
        if message_size(blocks) <= LARGEST_DIGEST and len(blocks) <= MOST_BLOCKS:
            break
    return Said(_in_a_line(agenda), blocks)


RULE = "Nothing closes on a date. A proposal is decided when every partner consents; silence is not consent."


def _seal(agenda: Agenda) -> str:
    """Every partner's own copy of the channel witnesses how the log stood (`accord log verify --anchor`)."""
    entries = f"{agenda.log_length} {'entry' if agenda.log_length == 1 else 'entries'}"
    return f"The decision log has {entries} now, sealed with `{agenda.log_head[:LENGTH_OF_SEAL]}`."


def status_window(agenda: Agenda) -> View:
    """/accord status: what waits, for whom and since when."""
    nothing = [] if agenda.open else [paragraph("Nothing waits for an answer now.")]
    return modal(
        "window.status", "Where we stand", [*nothing, *_waiting(agenda, 30), *_reviews(agenda, 10), small(RULE)]
    )


def preview_window(agenda: Agenda, callback_id: str, keeps: dict[str, int], *, may_post: bool) -> View:
    """/accord digest: what the channel would read now; a manager can post it."""
    said = digest(agenda)
    return modal(
        callback_id,
        "The digest",
        [small("This is what the digest would say now." if may_post else "This is what it says now."), *said.blocks],
        submit="Post it now" if may_post else None,
        close="Cancel" if may_post else "Close",
        keeps=keeps,
    )


def _lists(agenda: Agenda, most: int) -> Iterator[Block]:
    if agenda.ended:
        yield paragraph(f"*Ended since {day(agenda.since, agenda.zone)}*")
        yield from _some([_ended(picture) for picture in agenda.ended], most)
    yield from recorded_words(agenda.recorded[:most])
    if len(agenda.recorded) > most:
        yield small(f"And {len(agenda.recorded) - most} more, when these are seen.")
    yield from _waiting(agenda, most)
    yield from _reviews(agenda, most)


def _waiting(agenda: Agenda, most: int) -> Iterator[Block]:
    for title, pictures in (("✋ *Held by an objection*", agenda.held), ("◻️ *Open*", agenda.unanswered)):
        if pictures:
            yield paragraph(f"{title} (oldest first)")
            yield from _some(["\n".join(_open(picture)) for picture in pictures], most)


def _reviews(agenda: Agenda, most: int) -> Iterator[Block]:
    if agenda.reviews:
        yield paragraph("🔎 *To look at again*")
    for picture in agenda.reviews[:most]:
        yield paragraph(_review(picture))
        yield review_buttons(picture)
    if len(agenda.reviews) > most:
        yield _more(len(agenda.reviews) - most)


def _some(items: Sequence[str], most: int) -> Iterator[Block]:
    for item in items[:most]:
        yield paragraph(shorten(item, 2900))
    if len(items) > most:
        yield _more(len(items) - most)


def _more(count: int) -> Block:
    return small(f"And {count} more: press *What waits for us* or *Search* at {THE_DESK}.")


def _ended(picture: Picture) -> str:
    if picture.proposal.withdrawal:
        return f"↩️ {_linked(picture)} · withdrawn on {day(picture.proposal.withdrawal.at, picture.zone)}"
    agreed = picture.proposal.agreement
    if agreed is None:
        raise ValueError(f"No. {picture.proposal.number} has not ended")
    who = everyone(len(picture.alliance.partners))
    return f"✅ {_linked(picture)} · agreed on {day(agreed.at, picture.zone)} by {who}"


def _open(picture: Picture) -> Iterator[str]:
    proposal, partners = picture.proposal, picture.alliance.partners
    yield f"{_linked(picture)}{_lateness(picture)}"
    agree = len(consents(proposal, partners))
    yield f"{'▰' * agree}{'▱' * (len(partners) - agree)} {agree} of {len(partners)} consent"
    for partner in objects(proposal, partners):
        said = picture.standing[partner.id]
        wish = escape(shorten(" ".join(said.acceptable_if.split()), LONGEST_WISH)) or "not said yet"
        yield f"✋ {escape(partner.name)} objects ({_since(said.at, picture)}). What would make it acceptable: {wish}"
    if silent := waits_for(proposal, partners):
        names = [escape(partner.name) for partner in silent]
        yield f"◻️ Waits for {join_words(names)} ({_since(proposal.current.at, picture)})"


def _review(picture: Picture) -> str:
    review_on, owner = review_due_on(picture.proposal), picture.proposal.current.owner
    when = f"review on {say_day(review_on)}" if review_on else "no date"
    return f"{_linked(picture)} · {when}{f' · owner: {picture.person(owner)}' if owner else ''}"


def _lateness(picture: Picture) -> str:
    decide_by = picture.proposal.current.decide_by
    if decide_by is None:
        return ""
    if picture.is_overdue():
        return f" · ⏰ overdue: {age(decide_by, picture.now, picture.zone)}"
    return f" · decide by {say_day(decide_by)}"


def _since(moment: datetime, picture: Picture) -> str:
    waited = age(moment, picture.now, picture.zone)
    return "since today" if waited == "today" else f"for {waited}"


def _linked(picture: Picture) -> str:
    title = shorten(picture.proposal.current.title, LONGEST_TITLE)
    return link(picture.card_url, f"No. {picture.proposal.number} · {title}")


def _in_a_line(agenda: Agenda) -> str:
    counts = {
        "agreed": len([picture for picture in agenda.ended if picture.proposal.agreement]),
        "held": len(agenda.held),
        "open": len(agenda.unanswered),
        "to review": len(agenda.reviews),
        "to be seen": len(agenda.recorded),
    }
    said = [f"{count} {what}" for what, count in counts.items() if count]
    return f"Where we stand on {day(agenda.now, agenda.zone)}: {join_words(said) or 'one proposal was withdrawn'}"
