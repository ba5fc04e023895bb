"""What became of an objection? Its end is on record: settled, or kept as a concern (rule 4)."""

from dataclasses import dataclass, replace
from typing import TypeVar

from decisions.answers import objection_refusal
from decisions.proposal.proposal import Kind, Proposal, Response, Settlement
from decisions.words import refusal
from decisions.words.worded import worded

Answer = TypeVar("Answer", bound=Response)


@dataclass(frozen=True)
class Course:
    """One objection, and the consent with which the partner lifted it or its next one that took its place, if any."""

    objection: Response
    lifted_by: Response | None = None
    renewed_by: Response | None = None

    @property
    def is_open(self) -> bool:
        return self.lifted_by is None and self.renewed_by is None


def courses(proposal: Proposal) -> list[Course]:
    """Follow every objection through what its partner said afterwards, to whichever text."""
    found: list[Course] = []
    newest: dict[int, int] = {}
    for said in proposal.responses:
        place = newest.get(said.partner_id)
        if said.kind is Kind.OBJECTION:
            if place is not None and found[place].is_open:
                found[place] = replace(found[place], renewed_by=said)
            newest[said.partner_id] = len(found)
            found.append(Course(said))
        elif place is not None:
            found[place] = _after(found[place], said)
    return found


def unsettled(proposal: Proposal, partner_id: int) -> Response | None:
    """Find the objection of a partner that it has not ended itself, also when the text has changed since."""
    theirs = [course for course in courses(proposal) if course.objection.partner_id == partner_id]
    return theirs[-1].objection if theirs and theirs[-1].is_open else None


def lifted(proposal: Proposal) -> list[Course]:
    return [course for course in courses(proposal) if course.lifted_by]


def with_its_end(given: Answer, by: Settlement, words: str, *, is_another_text: bool) -> Answer:
    """Add to a consent how it ends the partner's own objection. A concern is kept only where nothing settled it.

    `is_another_text` tells that it is not the text to which the partner objected.
    """
    words = worded("settled", words)
    if by is Settlement.TEXT and not is_another_text:
        raise objection_refusal.text_is_the_same()
    if by is Settlement.WORDS and not words:
        raise refusal.missing("settled", "in a few words how it was settled")
    if by is Settlement.CONCERN and not given.concern:
        raise refusal.missing("concern", "the concern that you keep")
    return replace(
        given,
        concern=given.concern if by is Settlement.CONCERN else "",
        settled_by=by,
        settled=words if by is Settlement.WORDS else "",
    )


def _after(course: Course, said: Response) -> Course:
    """An undone consent ends nothing any more."""
    if said.kind is Kind.CONSENT and course.is_open:
        return replace(course, lifted_by=said)
    is_undone = said.kind is Kind.UNDO and course.lifted_by and course.lifted_by.revision == said.revision
    return replace(course, lifted_by=None) if is_undone else course
