"""A decision is held: which step of the alliance's ladder is due, who is concerned, and who says what came of it?

A climb begins with the objection from which on it is held, and ends when nobody objects any more, when the text is
another one, or with the proposal. If somebody objects again it begins at the first step. Nothing here is looked at when
it is asked what was answered, or whether it is agreed (outcome.py).
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from decisions.alliance import ladder_refusal
from decisions.alliance.alliance import Alliance, local_day
from decisions.alliance.ladder import CameOfIt, LadderChanges, Step, StepProposed, StepRecorded
from decisions.alliance.membership import Change
from decisions.proposal import proposal_refusal
from decisions.proposal.outcome import objects, status
from decisions.proposal.proposal import Interest, Kind, Proposal, Response, Revision, Status
from decisions.texts.revision import refuse_unless_may_raise
from decisions.words import refusal
from decisions.words.at_once import at_once
from decisions.words.spelling import written_in_line
from decisions.words.worded import worded
from decisions.words.working_days import is_working_day, working_days_after

MOST_STEPS, LONGEST_STEP, MOST_DAYS = 5, 200, 60
A_TRY = timedelta(days=91)
# So often is a step proposed again of which nobody says what came of it.
AGAIN = 2
TRY_IT = "We try it for a time."
DEFAULT = (
    Step("Objector and author talk.", 5),
    Step("The leads of all partners meet.", 5),
    Step("A mediator whom all accept helps.", 10),
    Step("An expert whom all accept gives an opinion.", 10),
    Step(TRY_IT, 5, tries=True),
)


def ladder(
    alliance: Alliance, pending: Iterable[tuple[int, Change]], steps: Sequence[tuple[str, int | None]], by: str
) -> LadderChanges:
    """Propose other steps, the last of which is to try it: all partners decide about them.

    `steps` are what was typed, field by field: words, and after how many working days. A field without words is none.
    `pending` are the changes in open proposals, with their numbers.
    """
    refuse_unless_may_raise(alliance, by)
    for number, change in pending:
        if isinstance(change, LadderChanges):
            raise ladder_refusal.ladder_pending(number)
    typed = [(place, written_in_line(what), after) for place, (what, after) in enumerate(steps)]
    there = [(place, what, after) for place, what, after in typed if what]
    wanted: list[Step] = []
    for place, what, after in there:
        in_days = partial(_in_days, place, after)
        at_once(partial(_fits, place, what), in_days)
        wanted.append(Step(what, in_days(), tries=place == len(steps) - 1))
    if not wanted and not alliance.ladder:
        raise ladder_refusal.no_step(step_field(0))
    if tuple(wanted) == alliance.ladder:
        raise ladder_refusal.same_ladder(step_field(0))
    return LadderChanges(tuple(wanted))


def step_field(place: int) -> str:
    return f"step.{place}"


def days_field(place: int) -> str:
    return f"after.{place}"


def _fits(place: int, what: str) -> None:
    if len(what) > LONGEST_STEP:
        raise refusal.too_long(step_field(place), LONGEST_STEP, len(what))


def _in_days(place: int, after: int | None) -> int:
    if after is None or not 1 <= after <= MOST_DAYS:
        raise ladder_refusal.no_days(days_field(place), MOST_DAYS)
    return after


@dataclass(frozen=True)
class Climb:
    """Since when a proposal is held, which steps there are, which were proposed since then, and what came of them."""

    since: datetime
    steps: tuple[Step, ...]
    proposed: tuple[StepProposed, ...]
    recorded: Mapping[int, StepRecorded]

    @property
    def newest(self) -> StepProposed | None:
        return self.proposed[-1] if self.proposed else None

    @property
    def pending(self) -> StepProposed | None:
        """The step of which nobody has said yet what came of it."""
        return self.newest if self.newest and self.newest.place not in self.recorded else None

    @property
    def pending_step(self) -> Step | None:
        """The pending one as the ladder has it; None where it has it no more."""
        return dict(enumerate(self.steps, 1)).get(self.pending.step) if self.pending else None

    @property
    def next(self) -> Step | None:
        """The step after those that were done, None while one is pending and after the last."""
        return None if self.pending or self.done >= len(self.steps) else self.steps[self.done]

    @property
    def done(self) -> int:
        """How many steps of the ladder were proposed, the pending one too."""
        return self.newest.step if self.newest else 0

    @property
    def rests_since(self) -> datetime:
        """Since when the next step's time runs."""
        return self.recorded[self.newest.place].at if self.newest and not self.pending else self.since


def held_since(proposal: Proposal, alliance: Alliance) -> datetime | None:
    """Tell since when somebody objects to the text that stands, at every moment; None: nobody does.

    A consent that was taken back lifted nothing.
    """
    if status(proposal, alliance) is not Status.HELD:
        return None
    since: datetime | None = None
    so_far = replace(proposal, responses=(), interests=())
    everything: list[Response | Interest] = [*_not_undone(proposal), *proposal.interests]
    # Their ids are in one order; what is not stored yet is said last.
    for said in sorted(everything, key=lambda each: (not each.id, each.id)):
        if isinstance(said, Response):
            so_far = replace(so_far, responses=(*so_far.responses, said))
        else:
            so_far = replace(so_far, interests=(*so_far.interests, said))
        since = (since or said.at) if objects(so_far, alliance.partners) else None
    return since


def _not_undone(proposal: Proposal) -> list[Response]:
    """List the answers to the text that stands without the consents that were taken back, as if they never were."""
    kept: list[Response] = []
    for said in proposal.responses:
        if said.revision != proposal.current.number:
            continue
        if said.kind is not Kind.UNDO:
            kept.append(said)
            continue
        # What it said before consenting stands again, as in outcome.py.
        while theirs := [each for each in kept if each.partner_id == said.partner_id]:
            if theirs[-1].kind is Kind.OBJECTION:
                break
            kept.remove(theirs[-1])
    return kept


def climb(proposal: Proposal, alliance: Alliance) -> Climb | None:
    """Tell how far it has come, None where nothing is held or the alliance has no steps."""
    since = held_since(proposal, alliance)
    if since is None:
        return None
    of_this = [each for each in proposal.steps_proposed if each.revision == proposal.current.number]
    proposed = tuple(each for each in of_this if each.at >= since)
    steps = steps_for(proposal, alliance)
    if not steps and not proposed:
        return None
    return Climb(since, steps, proposed, {each.place: each for each in proposal.steps_recorded})


def steps_for(proposal: Proposal, alliance: Alliance) -> tuple[Step, ...]:
    """List the steps for it: who decides, and how, does not change for a time (trial.py)."""
    return tuple(step for step in alliance.ladder if not (step.tries and proposal.change))


def due_step(proposal: Proposal, alliance: Alliance, *, at: datetime, holidays: Container[date]) -> StepProposed | None:
    """Propose the next step when its time is over, on a working day."""
    found, today = climb(proposal, alliance), local_day(at, alliance)
    if found is None or found.next is None or not is_working_day(today, holidays):
        return None
    if working_days_after(local_day(found.rests_since, alliance), today, holidays) < found.next.after:
        return None
    return StepProposed(len(proposal.steps_proposed) + 1, found.done + 1, proposal.current.number, at, found.next.what)


def times_proposed(found: Climb, proposed_on: date, today: date, holidays: Container[date]) -> int:
    """Count how often the pending step is proposed by this day: again after its time, but not endlessly."""
    step = found.pending_step
    return 1 + (min(working_days_after(proposed_on, today, holidays) // step.after, AGAIN) if step else 0)


def is_to_try(found: Climb) -> bool:
    """Whether the pending step is to try it for a time."""
    return found.pending_step is not None and found.pending_step.tries


def first_try(text: Revision, today: date) -> date:
    """Offer a last day to try it: a quarter of a year after it can begin."""
    return max(filter(None, (today, text.earliest_on, text.decide_by, text.in_force_on))) + A_TRY


def concerned(proposal: Proposal, alliance: Alliance) -> list[str]:
    """List to whom a step is proposed: who raised it, the managers, and who speaks for those who object."""
    against = [person for partner in objects(proposal, alliance.partners) for person in partner.representatives]
    return list(dict.fromkeys([proposal.author, *alliance.operations_managers, *against]))


def refuse_unless_may_record(proposal: Proposal, alliance: Alliance, place: int, by: str) -> StepProposed:
    """Whoever may raise says what came of it, and the author; once, while it is held."""
    this = next((each for each in proposal.steps_proposed if each.place == place), None)
    if this is None:
        raise proposal_refusal.unknown_proposal()
    if not _may_record(proposal, alliance, by):
        raise ladder_refusal.may_not_record(proposal.number, proposal.author, alliance)
    end = next((each for each in proposal.steps_recorded if each.place == place), None)
    if end:
        raise ladder_refusal.recorded_already(proposal.number, local_day(end.at, alliance))
    found = climb(proposal, alliance)
    if found is None or found.pending != this:
        raise ladder_refusal.not_held_any_more(proposal.number)
    return this


def record(
    proposal: Proposal,
    alliance: Alliance,
    place: int,
    *,
    by: str,
    at: datetime,
    came_of_it: str,
    note: str,
    held_on: date | None,
) -> StepRecorded:
    """Say what came of a step: it was done, or was not possible. The next step's time runs from then on."""
    refuse_unless_may_record(proposal, alliance, place, by)
    today = local_day(at, alliance)
    at_once(lambda: _chosen(came_of_it), lambda: _explained(note), lambda: _has_been(held_on, today))
    return StepRecorded(place, by, at, _chosen(came_of_it), _explained(note), held_on or today)


def doubts_about(fact: StepProposed | StepRecorded, proposal: Proposal, alliance: Alliance) -> Iterator[str]:
    """Say why what the log tells of a step can't be."""
    found = climb(proposal, alliance)
    if isinstance(fact, StepProposed):
        yield from _doubts_about_proposing(fact, found, proposal, alliance)
        return
    if found is None or found.pending is None or found.pending.place != fact.place:
        yield f"tells what came of a step for No. {proposal.number} that nobody was to take"
    if not _may_record(proposal, alliance, fact.by):
        yield f"is by {fact.by}, who may not say what came of a step for No. {proposal.number}"


def _doubts_about_proposing(
    fact: StepProposed, found: Climb | None, proposal: Proposal, alliance: Alliance
) -> Iterator[str]:
    number = proposal.number
    if found is None:
        yield f"proposes a step for No. {number}, which nothing holds or for which there are no steps"
    elif found.next is None or (fact.step, fact.place) != (found.done + 1, len(proposal.steps_proposed) + 1):
        yield f"proposes a step for No. {number} out of turn"
    elif fact.what != found.next.what:
        yield f"proposes a step for No. {number} that the alliance's ladder does not have"
    # There are no more working days than days.
    elif (local_day(fact.at, alliance) - local_day(found.rests_since, alliance)).days < found.next.after:
        yield f"proposes a step for No. {number} before its time"
    if fact.revision != proposal.current.number:
        yield f"proposes a step about a text of No. {number} that was not the current one"


def _may_record(proposal: Proposal, alliance: Alliance, by: str) -> bool:
    return alliance.may_raise(by) or by == proposal.author


def _chosen(came_of_it: str) -> CameOfIt:
    try:
        return CameOfIt(came_of_it)
    except ValueError:
        raise ladder_refusal.choose_what_came_of_it() from None


def _explained(note: str) -> str:
    note = worded("note", note)
    if not note:
        raise refusal.missing("note", "what came of it")
    return note


def _has_been(held_on: date | None, today: date) -> None:
    if held_on and held_on > today:
        raise ladder_refusal.not_yet()
