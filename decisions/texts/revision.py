"""What may be raised, amended and withdrawn, and by whom?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from decisions.alliance import going_on_refusal, matter_refusal, rights_refusal
from decisions.alliance.alliance import Alliance, local_day
from decisions.alliance.going_on import refuse_if_closed
from decisions.alliance.pounds import pounds, readable
from decisions.answers import answer_refusal
from decisions.answers.response import refuse_if_final
from decisions.proposal import proposal_refusal
from decisions.proposal.facts import with_fact
from decisions.proposal.notice import refuse_unless_notice_fits
from decisions.proposal.part import whose_matter
from decisions.proposal.proposal import Proposal, Revision, Withdrawal
from decisions.proposal.sealed import refuse_unless_sealing_fits
from decisions.said.paper import Paper, refuse_unless_papers_fit
from decisions.texts import change_refusal, text_refusal
from decisions.texts.proposal_form import Filled
from decisions.texts.topics import refuse_unless_topics_fit
from decisions.texts.trial import refuse_unless_trial_fits
from decisions.words import refusal
from decisions.words.at_once import at_once
from decisions.words.spelling import written, written_in_line
from decisions.words.worded import LONGEST_WORDS, worded

LONGEST_TITLE = 150
LONGEST_TEXT = 12000


@dataclass(frozen=True)
class Draft:
    """What a person typed in the modal."""

    title: str
    text: str
    rich_text: Mapping[str, Any]
    benefit: str
    decide_by: date | None = None
    supersedes: int | None = None
    review_on: date | None = None
    owner: str = ""
    topics: tuple[str, ...] = ()
    in_force_on: date | None = None
    template: str = ""
    form: tuple[Filled, ...] = ()
    papers: tuple[Paper, ...] = ()
    tried_until: date | None = None
    earliest_on: date | None = None
    matter: str = ""
    sum: str = ""
    sealed: bool = False


@dataclass(frozen=True)
class Superseded:
    """What is known of the number a draft wants to supersede."""

    is_agreed: bool
    by: int | None = None
    is_change: bool = False


def refuse_unless_may_raise(alliance: Alliance, by: str) -> None:
    refuse_if_closed(alliance)
    refuse_unless_takes_part(alliance, by)


def refuse_unless_takes_part(alliance: Alliance, by: str) -> None:
    if not alliance.is_founded:
        raise going_on_refusal.not_founded_yet()
    if not alliance.may_raise(by):
        raise rights_refusal.may_not_raise(alliance)


def first_revision(
    alliance: Alliance,
    draft: Draft,
    superseded: Superseded | None,
    *,
    by: str,
    at: datetime,
    has_change: bool = False,
) -> Revision:
    """Put a draft to the partners. Representatives and operations managers may (rule 8).

    What changes the alliance itself is asked openly, also where every first round is sealed, and so is what one partner
    decides alone: nobody else answers it. Whoever asks for a sealed round of that is told.
    """
    refuse_unless_may_raise(alliance, by)
    is_sealed = alliance.seals_first_rounds and not _whose_own(draft.matter, alliance)
    draft = replace(draft, sealed=not has_change and (draft.sealed or is_sealed))
    return _checked(_written(1, draft, by, at), draft, alliance, superseded)


def amendment(
    proposal: Proposal,
    alliance: Alliance,
    draft: Draft,
    superseded: Superseded | None,
    *,
    by: str,
    revision: int,
    at: datetime,
    also: Collection[str] = (),
) -> Revision:
    """Change the text. It asks everybody again (rule 5). `also` are those who may beside the author and managers."""
    if by in also:
        refuse_if_final(proposal, alliance)
    else:
        refuse_unless_may_amend(proposal, alliance, by)
    if revision != proposal.current.number:
        raise answer_refusal.outdated_text(proposal.number)
    amended = _written(revision + 1, draft, by, at)
    if amended.text_sha256 == replace(proposal.current, sealed=False).text_sha256:
        raise refusal.nothing_changed("text")
    suggested = {each.text_sha256: each.id for each in proposal.suggestions if each.revision == revision}
    amended = replace(amended, suggestion=suggested.get(amended.text_sha256))
    return _checked(amended, draft, alliance, superseded, proposal)


def withdrawal(proposal: Proposal, alliance: Alliance, *, by: str, reason: str, at: datetime) -> Withdrawal:
    refuse_unless_may_steer(proposal, alliance, by, "withdraw")
    reason = worded("reason", reason)
    if not reason:
        raise refusal.missing("reason", "why it is withdrawn; everybody will see it")
    return Withdrawal(by, at, reason)


def refuse_unless_may_amend(proposal: Proposal, alliance: Alliance, by: str) -> None:
    """The text that founds an alliance follows its draft (founding.py)."""
    refuse_unless_may_steer(proposal, alliance, by, "amend")
    if not alliance.is_founded:
        raise text_refusal.text_follows_the_draft(proposal.number)


def refuse_unless_may_steer(proposal: Proposal, alliance: Alliance, by: str, act: str) -> None:
    """The author and operations managers amend, withdraw and remind (rule 8), while it is open (rule 6)."""
    refuse_unless_may_steer_at_all(proposal, alliance, by, act)
    refuse_if_final(proposal, alliance)


def refuse_unless_may_steer_at_all(proposal: Proposal, alliance: Alliance, by: str, act: str) -> None:
    """The same for what changes nothing about the proposal, so that its end does not matter."""
    if by != proposal.author and not alliance.is_manager(by):
        raise rights_refusal.may_not_steer(proposal.number, act, proposal.author, alliance)


def _written(number: int, draft: Draft, by: str, at: datetime) -> Revision:
    """Take what was typed as it will stand."""
    return Revision(
        number=number,
        title=written_in_line(draft.title),
        text=written(draft.text),
        rich_text=draft.rich_text,
        benefit=written(draft.benefit),
        decide_by=draft.decide_by,
        review_on=draft.review_on,
        in_force_on=draft.in_force_on,
        tried_until=draft.tried_until,
        earliest_on=draft.earliest_on,
        matter=draft.matter,
        sum=readable(draft.sum),
        sealed=draft.sealed and number == 1,
        supersedes=draft.supersedes,
        owner=draft.owner,
        topics=draft.topics,
        papers=draft.papers,
        template=draft.template,
        filled=tuple((each.name, words) for each in draft.form if (words := written(each.words))),
        by=by,
        at=at,
    )


def _checked(
    written: Revision,
    draft: Draft,
    alliance: Alliance,
    superseded: Superseded | None,
    amended: Proposal | None = None,
) -> Revision:
    """Decline at once whatever can't stay as it is."""
    before = amended.current if amended else None
    today = local_day(written.at, alliance)
    at_once(
        lambda: _fits("title", written.title, LONGEST_TITLE, "a title, so that people can tell it from the others"),
        lambda: _fits("text", written.text, LONGEST_TEXT, "what you propose"),
        lambda: _fits("benefit", written.benefit, LONGEST_WORDS, "why this is best for people"),
        *(partial(_is_filled_in, each) for each in draft.form),
        lambda: pounds("sum", draft.sum),
        lambda: _has_class(written, amended, alliance),
        lambda: _is_still_to_come("decide_by", written, before, today),
        lambda: _is_still_to_come("earliest_on", written, before, today),
        lambda: refuse_unless_notice_fits(written),
        lambda: refuse_unless_sealing_fits(written, _whose_own(written.matter, alliance)),
        lambda: _is_still_to_come("tried_until", written, before, today),
        lambda: refuse_unless_trial_fits(written, amended),
        lambda: _is_still_to_come("review_on", written, before, today),
        lambda: refuse_unless_topics_fit(written.topics),
        lambda: refuse_unless_papers_fit(written.papers),
        lambda: _may_be_superseded(written.supersedes, superseded),
    )
    return written


def _fits(field: str, words: str, limit: int, what: str) -> None:
    if not words:
        raise refusal.missing(field, what)
    if len(words) > limit:
        raise refusal.too_long(field, limit, len(words))


def _is_filled_in(filled: Filled) -> None:
    words = worded(filled.field, filled.words)
    if filled.is_required and not words:
        raise refusal.missing(filled.field, "this too: the form asks for it")


def _has_class(written: Revision, amended: Proposal | None, alliance: Alliance) -> None:
    """A class that stood already may be gone meanwhile. What all were asked about becomes nobody's own matter."""
    is_new = amended is None or amended.current.matter != written.matter
    if written.matter and is_new and alliance.matters.named(written.matter) is None:
        raise matter_refusal.no_such_matter()
    is_reserved = bool(_whose_own(written.matter, alliance))
    if is_reserved and written.supersedes:
        raise matter_refusal.replaces_by_all()
    if written.matter and amended and amended.change:
        raise matter_refusal.changes_by_all()
    if is_reserved and is_new and amended and not whose_matter(with_fact(amended, written), alliance):
        raise matter_refusal.was_put_to_all(amended.number, written.matter)


def _whose_own(matter: str, alliance: Alliance) -> str:
    """Name the partner to which a class is reserved by law, "" for none."""
    of = alliance.matters.named(matter)
    return of.partner if of and of.is_reserved else ""


def _is_still_to_come(field: str, written: Revision, before: Revision | None, today: date) -> None:
    """A day that stood already may have passed meanwhile."""
    wanted = getattr(written, field)
    is_new = before is None or getattr(before, field) != wanted
    if wanted and is_new and wanted < today:
        raise refusal.date_in_the_past(field)


def _may_be_superseded(number: int | None, superseded: Superseded | None) -> None:
    if number is None:
        return
    if superseded is None or not superseded.is_agreed:
        raise proposal_refusal.not_a_decision("supersedes", number)
    if superseded.by is not None:
        raise proposal_refusal.superseded_already("supersedes", number, superseded.by)
    if superseded.is_change:
        # It was carried out, and goes on whatever another text says.
        raise change_refusal.proposed_in_its_window("supersedes", number)
