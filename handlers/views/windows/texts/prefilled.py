"""What stands in the window of a proposal before the person types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as field_default
from datetime import date
from typing import Any

from decisions.alliance.matter import Matters
from decisions.proposal.proposal import Revision
from decisions.texts.proposal_form import ProposalForm
from decisions.texts.revision import Draft
from handlers.views.windows.texts.paper_fields import NO_PAPERS, PaperChoice

NO_MATTERS = Matters()

# What most proposals do without: on a telephone the window would be long with it.
SELDOM = ("earliest_on", "in_force_on", "tried_until", "review_on", "owner", "topics", "supersedes", "sealed")


@dataclass(frozen=True)
class Prefilled:
    """What stands in the window before the person types. `supersedes` is a decision's number and title.

    `renews` is the number of the decision with whose words and papers it began.
    `has_more` tells that the person asked for the rarely used fields; one that has something in it shows them all.
    """

    title: str = ""
    rich_text: Mapping[str, Any] | None = None
    benefit: str = ""
    decide_by: date | None = None
    supersedes: tuple[int, str] | None = None
    review_on: date | None = None
    owner: str = ""
    topics: tuple[str, ...] = ()
    in_force_on: date | None = None
    forms: Sequence[ProposalForm] = ()
    form: ProposalForm | None = None
    filled: Mapping[str, str] = field_default(default_factory=dict)
    papers: PaperChoice = NO_PAPERS
    tried_until: date | None = None
    earliest_on: date | None = None
    matter: str = ""
    sum: str = ""
    matters: Matters = NO_MATTERS
    renews: int | None = None
    sealed: bool = False
    has_more: bool = False

    @property
    def shows_seldom(self) -> bool:
        return self.has_more or any(getattr(self, name) for name in SELDOM)


def prefilled_with(
    revision: Revision,
    supersedes_title: str,
    instead: Mapping[str, Any] | None = None,
    forms: Sequence[ProposalForm] = (),
    papers: PaperChoice = NO_PAPERS,
    matters: Matters = NO_MATTERS,
) -> Prefilled:
    """Begin with what stands, or with another text `instead`."""
    earlier = (revision.supersedes, supersedes_title) if revision.supersedes else None
    return Prefilled(
        revision.title,
        instead or revision.rich_text,
        revision.benefit,
        revision.decide_by,
        earlier,
        revision.review_on,
        revision.owner,
        revision.topics,
        revision.in_force_on,
        forms,
        next((each for each in forms if each.name == revision.template), None),
        dict(revision.filled),
        papers,
        revision.tried_until,
        revision.earliest_on,
        revision.matter,
        f"{revision.sum:,}" if revision.sum else "",
        matters,
    )


def prefilled_as_typed(
    written: Draft,
    supersedes_title: str | None,
    forms: Sequence[ProposalForm],
    papers: PaperChoice = NO_PAPERS,
    matters: Matters = NO_MATTERS,
    *,
    has_more: bool = False,
) -> Prefilled:
    """Go on with what was typed already."""
    return Prefilled(
        written.title,
        # Slack refuses a window in which a text without words stands already.
        written.rich_text if written.text else None,
        written.benefit,
        written.decide_by,
        (written.supersedes, supersedes_title) if written.supersedes and supersedes_title else None,
        written.review_on,
        written.owner,
        written.topics,
        written.in_force_on,
        forms,
        next((each for each in forms if each.name == written.template), None),
        {each.name: each.words for each in written.form},
        papers,
        written.tried_until,
        written.earliest_on,
        written.matter,
        written.sum,
        matters,
        sealed=written.sealed,
        has_more=has_more,
    )
