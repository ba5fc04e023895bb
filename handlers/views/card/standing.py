"""Who stands where: every partner grouped by what it answers, objections first, and the others in small print."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from decisions.alliance.alliance import Partner
from decisions.alliance.voice import instead_of_lead, present
from decisions.proposal.outcome import consents, objects, waits_for
from decisions.proposal.proposal import Kind, Question
from decisions.proposal.statements import who_gave_opinions
from handlers.views.answers.sealed import sealed_lines
from handlers.views.answers.suggestion import suggestion_beside
from handlers.views.blocks.answers.on_record import in_a_line, in_one_line, on_record, small_lines
from handlers.views.blocks.answers.parts import counted_back, part_lines
from handlers.views.blocks.answers.statements import statement_lines
from handlers.views.blocks.kit import Block, Element
from handlers.views.blocks.proposal.proposal_view import ProposalView, all_who_decide, waited
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import escape, join_words, near_day, shorten


@dataclass(frozen=True)
class Room:
    """How much a card shows: characters of what the partners said and of their names, and how many of each kind.

    Without `words` it is told in brief; without `names` it is counted. What is joined stands in one paragraph.
    """

    reasons: int
    words: int
    objections: int
    others: int
    names: int
    is_joined: bool = False


def standing(view: ProposalView, room: Room) -> Iterator[Block]:
    yield from _objections(view, room)
    lines = [*(_lines if room.words else _briefly)(view, room)] or ["No partner decides now."]
    yield from small_lines([" · ".join(lines)] if room.is_joined else lines)


def _briefly(view: ProposalView, room: Room) -> Iterator[str]:
    """Say how many consent and whom it waits for; everything else is one press away."""
    partners = view.deciders
    agree, taken = consents(view.proposal, partners), [each for each in partners if each.id in view.questions]
    concerned = sum(bool(view.standing[partner.id].concern) for partner in agree)
    if agree:
        with_concern = f", {concerned} with a concern" if concerned else ""
        yield f"✅ {len(agree)} of {len(partners)} consent{with_concern}"
    yield from sealed_lines(view)
    if silent := _unheard(view):
        yield f"◻️ Waits for {_named_or_counted(silent, room)} ({waited(view)})"
    if taken:
        yield f"⏳ {_named_or_counted(taken, room)} took time"
    yield from part_lines(view, 0) if room.names else counted_back(view)
    if views := len(who_gave_opinions(view.proposal)):
        yield f"💬 {views} gave their views"
    if room.names:
        yield from _covers(view)
        told = [partner for partner in partners if partner.id in view.unconfirmed]
        yield from _named("📝 Consent reported, not yet confirmed: ", told, room)
    yield "More: History (⋯)"


def _named_or_counted(partners: list[Partner], room: Room) -> str:
    return _joined([escape(partner.name) for partner in partners], room.names) if room.names else str(len(partners))


def _objections(view: ProposalView, room: Room) -> Iterator[Block]:
    """Show each once: the reason, what would help, and who said it."""
    for partner in objects(view.proposal, view.deciders)[: room.objections]:
        said = view.standing[partner.id]
        yield rich_text.block(
            rich_text.section(
                *rich_text.of_words("✋ "),
                *rich_text.of_words(partner.name, "bold"),
                *rich_text.of_words(" · "),
                _person(view, said.by),
                *rich_text.of_words(f": {in_one_line(said.reason, room.reasons)} "),
                *rich_text.of_words("Would be acceptable: ", "bold"),
                *rich_text.of_words(in_one_line(said.acceptable_if, room.reasons) or "not said yet."),
            )
        )
        yield from suggestion_beside(view, said)


def _lines(view: ProposalView, room: Room) -> Iterator[str]:
    agree = consents(view.proposal, view.deciders)
    without_concern = [partner for partner in agree if not view.standing[partner.id].concern]
    yield from sealed_lines(view)
    yield from _consents(view, without_concern, room)
    yield from on_record(view, room.others, room.words)
    yield from part_lines(view, room.words)
    yield from [*statement_lines(view, room.words)][: room.others]
    yield from _asked_again(view, room)
    if silent := " · ".join([*_waited_for(view, room), *_time(view, room)]):
        yield silent
    yield from _covers(view)
    told = [partner for partner in view.deciders if partner.id in view.unconfirmed]
    yield from _named("📝 Consent reported, not yet confirmed: ", told, room)
    if _is_cut(view, room):
        yield "More: History (⋯)"


def _consents(view: ProposalView, agree: list[Partner], room: Room) -> Iterator[str]:
    """Name them; where nobody is waited for, the others are named already."""
    if len(agree) > 2 and not waits_for(view.proposal, view.deciders):
        yield f"✅ The other {len(agree)} consent"
    else:
        yield from _named("✅ ", agree, room, " consents" if len(agree) == 1 else " consent")


def _asked_again(view: ProposalView, room: Room) -> Iterator[str]:
    consented: dict[int, list[Partner]] = {}
    for partner in _unheard(view):
        if (said := view.earlier.get(partner.id)) and said.kind is Kind.CONSENT:
            consented.setdefault(said.revision, []).append(partner)
    for revision, partners in consented.items():
        yield from _named(f"↻ Consented to revision {revision}, asked again: ", partners, room)
    for partner in _unheard(view):
        if (said := view.earlier.get(partner.id)) and said.kind is Kind.OBJECTION:
            reason = in_a_line(said.reason, room.words)
            yield f"↻ *{escape(partner.name)}* objected to revision {said.revision}: {reason}"


def _waited_for(view: ProposalView, room: Room) -> Iterator[str]:
    """Name who has said nothing."""
    silent = [partner for partner in _unheard(view) if partner.id not in view.earlier]
    if not silent:
        return
    since = f" ({waited(view)})"
    if len(silent) == len(view.deciders) > 1:
        yield f"◻️ Waits for {all_who_decide(view)}{since}"
    else:
        yield from _named("◻️ Waits for ", silent, room, since)


def _covers(view: ProposalView) -> Iterator[str]:
    """Say who answers while a lead is away."""
    for partner in _unheard(view):
        name, deputy = escape(partner.name), instead_of_lead(partner, view.away)
        if not present(partner, view.away):
            yield f"Everybody who speaks for {name} is away."
        elif deputy:
            yield f"{view.person(partner.lead)} is away: {view.person(deputy)} answers for {name}."


def _time(view: ProposalView, room: Room) -> Iterator[str]:
    """Tell who needs time, and what they ask."""
    taken = [view.questions[each.id] for each in view.deciders if each.id in view.questions]
    if silent := [_until(view, asked) for asked in taken if not asked.words and not asked.subject_to]:
        yield f"⏳ Needs time: {_joined(silent, room.names)}"
    if waiting := [_subject_to(view, asked) for asked in taken if asked.subject_to]:
        yield f"⏳ Consents only with the word of its own: {_joined(waiting, room.names)}"
    for asked in [asked for asked in taken if asked.words][: room.others]:
        answers = f"answers by {_day(view, asked.answer_by)}"
        yield f"❓ *{view.partner_name(asked.partner_id)}*, {answers}: {in_a_line(asked.words, room.words)}"


def _subject_to(view: ProposalView, asked: Question) -> str:
    """It is no consent yet, and is waited for (rules 1 and 2)."""
    return (
        f"{view.partner_name(asked.partner_id)} (subject to {escape(asked.subject_to)}, {_day(view, asked.answer_by)})"
    )


def _until(view: ProposalView, asked: Question) -> str:
    return f"{view.partner_name(asked.partner_id)} (until {_day(view, asked.answer_by)})"


def _day(view: ProposalView, wanted: date | None) -> str:
    return near_day(wanted, view.now, view.zone) if wanted else "day not known yet"


def _unheard(view: ProposalView) -> list[Partner]:
    """List whom it waits for without a word about when they answer."""
    silent = waits_for(view.proposal, view.deciders)
    return [partner for partner in silent if partner.id not in view.questions]


def _named(start: str, partners: Sequence[Partner], room: Room, end: str = "") -> Iterator[str]:
    if partners:
        yield f"{start}{_joined([escape(partner.name) for partner in partners], room.names)}{end}"


def _joined(words: list[str], longest: int) -> str:
    shown = [each for place, each in enumerate(words) if len(", ".join(words[: place + 1])) <= longest] or words[:1]
    more = len(words) - len(shown)
    return join_words([*shown, f"{more} more"] if more else shown)


def _person(view: ProposalView, slack_user_id: str) -> Element:
    """Name a person; Slack itself fills in a name that we don't know."""
    name = view.names.get(slack_user_id)
    return {"type": "text", "text": shorten(name, 80)} if name else {"type": "user", "user_id": slack_user_id}


def _is_cut(view: ProposalView, room: Room) -> bool:
    partners = view.deciders
    said = [said for each in partners if (said := view.standing.get(each.id))]
    asked = [asked.words for asked in view.questions.values() if asked.words]
    kept = [each.concern for each in said if each.concern]
    reasons = [words for each in said for words in (each.reason, each.acceptable_if) if words]
    is_long = any(len(in_one_line(words, room.reasons)) < len(words.strip()) for words in reasons)
    told = [each.words for each in (*view.stepped_back.values(), *view.let_take_part.values())]
    others = (*asked, *kept, *told)
    is_long = is_long or any(len(in_one_line(words, room.words)) < len(words.strip()) for words in others)
    against = sum(each.kind is Kind.OBJECTION for each in said)
    has_many = against > room.objections or max(len(asked), len(kept)) > room.others
    return is_long or has_many or len(", ".join(each.name for each in partners)) > room.names
