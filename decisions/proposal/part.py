"""Who decides a proposal, and who has stepped back from it?

Unanimity is of the partners who decide: of all that have not stepped back themselves (decisions/answers/interest.py).
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from decisions.alliance.alliance import Alliance, Partner
from decisions.alliance.matter import DeciderChange
from decisions.alliance.membership import AllianceCloses
from decisions.proposal.proposal import Interest, Part, Proposal, Revision
from decisions.proposal.statements import who_gave_opinions

# So many must remain who decide when a partner steps back.
FEWEST = 2


def stepped_back(proposal: Proposal) -> dict[int, Interest]:
    """Find the partners that have stepped back and take no part again, with what they declared, by partner id."""
    back: dict[int, Interest] = {}
    for said in proposal.interests:
        if said.kind is Part.STEPS_BACK:
            back[said.whose] = said
        elif said.kind is not Part.LET:
            back.pop(said.whose, None)
    return back


def last_stepped_back(proposal: Proposal) -> dict[int, Interest]:
    """Find where each partner stepped back last, by partner id. What it had answered until then counts no more."""
    return {said.whose: said for said in proposal.interests if said.kind is Part.STEPS_BACK}


def is_said_since(said_id: int, back: Interest | None) -> bool:
    """Whether a partner said it after it stepped back last, if it ever did. What is not stored yet is said last."""
    return back is None or said_id == 0 or said_id > back.id


def let_take_part(proposal: Proposal) -> dict[int, Interest]:
    """Find the partners that have an interest and that all others let take part, with what they declared."""
    declared = last_stepped_back(proposal)
    newest = {said.whose: said.kind for said in proposal.interests if said.kind is not Part.LET}
    return {whose: declared[whose] for whose, kind in newest.items() if kind is Part.LET_BY_ALL}


def who_let(proposal: Proposal, whose: int) -> list[int]:
    """List the partners that let one take part since it stepped back last."""
    declared = last_stepped_back(proposal).get(whose)
    lets = [said for said in proposal.interests if said.kind is Part.LET and said.whose == whose]
    return [said.partner_id for said in lets if declared and said.id > declared.id]


def whose_matter(proposal: Proposal, alliance: Alliance) -> Partner | None:
    """Find the partner whose own matter it is by law, which decides it alone; None where all decide.

    What all were asked about once stays decided by all: each text must have been that partner's own, by a class that
    was so already when the first was put. What changes who decides, or takes the place of an earlier decision, is
    decided by all, too.
    """
    if proposal.change or not alliance.is_founded or not alliance.matters.classes:
        return None
    since = proposal.revisions[0].at
    owners = {_reserved_to(text, alliance, since) for text in proposal.revisions}
    return next((partner for partner in alliance.partners if owners == {partner.name}), None)


def _reserved_to(text: Revision, alliance: Alliance, since: datetime) -> str | None:
    of = alliance.matters.named(text.matter)
    is_own = of and of.is_reserved and of.since <= since and not text.supersedes
    return of.partner if of and is_own else None


def deciding(proposal: Proposal, alliance: Alliance) -> tuple[Partner, ...]:
    """List the current partners that decide it."""
    if owner := whose_matter(proposal, alliance):
        return (owner,)
    back = stepped_back(proposal)
    return tuple(partner for partner in alliance.partners if partner.id not in back)


def can_decide(proposal: Proposal, alliance: Alliance) -> bool:
    """Where somebody stepped back, at least two must remain; an alliance without partners decides nothing."""
    they = deciding(proposal, alliance)
    return bool(they) and (
        whose_matter(proposal, alliance) is not None or len(they) >= FEWEST or len(they) == len(alliance.partners)
    )


def decided_by(proposal: Proposal, alliance: Alliance) -> dict[str, Any]:
    """Say who decides it now, as the fact of its agreement keeps it."""
    owner = whose_matter(proposal, alliance)
    ids = tuple(partner.id for partner in deciding(proposal, alliance))
    return {"partners": ids, "reserved_to": owner.id if owner else None}


def is_told(fields: Mapping[str, Any], proposal: Proposal, alliance: Alliance) -> bool:
    """Whether an entry of the log names those who decide it now, and says so where one partner does."""
    owner = whose_matter(proposal, alliance)
    names = sorted(partner.name for partner in deciding(proposal, alliance))
    return (sorted(fields["partners"]), fields.get("reserved_to", "")) == (names, owner.name if owner else "")


def views_of(proposal: Proposal, alliance: Alliance) -> list[str]:
    """Name the partners that gave their views of what one of them decides alone, in the order of the first ones."""
    return [*dict.fromkeys(alliance.partners_ever[whose].name for whose in who_gave_opinions(proposal))]


def is_told_of_views(fields: Mapping[str, Any], proposal: Proposal, alliance: Alliance) -> bool:
    """Whether an entry of the log names those whose views the one partner had heard, and nobody where all decide."""
    is_alone = whose_matter(proposal, alliance) is not None
    told: list[str] = fields.get("views_of", [])
    return told == (views_of(proposal, alliance) if is_alone else [])


def doubts_about_answering(proposal: Proposal, alliance: Alliance, partner: Partner) -> Iterator[str]:
    """Say why a partner can't have answered, which does not decide it."""
    owner = whose_matter(proposal, alliance)
    if partner.id in stepped_back(proposal):
        yield f"answers No. {proposal.number}, from which {partner.name} had stepped back"
    if owner and owner != partner:
        yield f"answers No. {proposal.number} for {partner.name}, and {owner.name} decides it alone"


def needs_all(proposal: Proposal, alliance: Alliance) -> bool:
    """Nobody steps back where an alliance begins or ends, or who decides is set: whoever did would be bound, or left,
    without a word."""
    return not alliance.is_founded or isinstance(proposal.change, AllianceCloses | DeciderChange)


def what_is_wrong(proposal: Proposal, alliance: Alliance, said: Interest) -> str:
    """Say why this can't be said of a partner's part now, "" where it can."""
    back, number = stepped_back(proposal), proposal.number
    whose = alliance.partners_ever[said.whose].name
    if said.kind is Part.STEPS_BACK:
        return _wrong_in_stepping_back(proposal, alliance, said.whose)
    if said.whose not in back:
        return f"is about {whose}, which has not stepped back from No. {number}"
    if said.kind is Part.LET and said.partner_id in back:
        return f"is by a partner that has stepped back from No. {number} itself"
    if said.kind is Part.LET and said.partner_id in who_let(proposal, said.whose):
        return f"lets {whose} take part once more"
    if said.kind is Part.LET_BY_ALL and not is_let_by_all(proposal, alliance, said.whose):
        return f"says that all let {whose} take part, and they did not"
    return ""


def _wrong_in_stepping_back(proposal: Proposal, alliance: Alliance, whose: int) -> str:
    number = proposal.number
    if whose in stepped_back(proposal):
        return f"steps back from No. {number} once more"
    if needs_all(proposal, alliance):
        return f"steps back from No. {number}, which only all together decide"
    if whose_matter(proposal, alliance):
        return f"steps back from No. {number}, which one partner decides alone"
    if len(deciding(proposal, alliance)) <= FEWEST:
        return f"leaves fewer than two who decide No. {number}"
    return ""


def is_let_by_all(proposal: Proposal, alliance: Alliance, whose: int) -> bool:
    """All who decide have let a partner take part that stepped back. Whoever has an interest too is not asked."""
    if whose not in stepped_back(proposal):
        return False
    they, let = deciding(proposal, alliance), who_let(proposal, whose)
    return bool(they) and all(partner.id in let for partner in they)
