"""What came of decisions in the minutes of a period, and of the steps while something was held."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.publishing.minutes.contents import Minutes, MinutesItem
from bot.publishing.steps import Taken, steps_taken
from decisions.afterwards.follow_up import End, action_at, end_of
from decisions.said.action import Action, ActionDone
from decisions.words.refusal import say_day


@dataclass(frozen=True)
class Deed:
    """An action that has ended, in the words of whoever said so."""

    item: MinutesItem
    action: Action
    end: End

    @property
    def heading(self) -> str:
        return f"{self.item.words(self.action.what)} ({self.item.person(self.action.owner)})"

    @property
    def line(self) -> str:
        how = "Done" if isinstance(self.end, ActionDone) else "Taken back"
        return f"{how} on {self.item.day(self.end.at)}, says {self.item.person(self.end.by)}."

    @property
    def words(self) -> str:
        return self.item.words(self.end.note if isinstance(self.end, ActionDone) else self.end.reason)


def deed_of(item: MinutesItem, action: Action | None) -> Deed | None:
    """Tell what came of an action, None while it is to be done."""
    end = end_of(item.proposal, action) if action else None
    return Deed(item, action, end) if action and end else None


def deeds_of(minutes: Minutes) -> list[Deed]:
    """List those that ended in the period."""
    ends = (each.fields for each in minutes.entries if each.kind in ("action_done", "action_taken_back"))
    items = ((minutes.by_number[fields["number"]], fields["action"]) for fields in ends)
    deeds = (deed_of(item, action_at(item.proposal, place)) for item, place in items)
    return [deed for deed in deeds if deed]


def steps_of(item: MinutesItem) -> list[Taken]:
    """List what was proposed while it was held."""
    zone = ZoneInfo(item.alliance.timezone)
    return list(steps_taken(item.proposal, lambda moment: moment.astimezone(zone).date()))


def step_line(step: Taken) -> str:
    """Describe one, and what came of it, before the words of whoever said so."""
    proposed = [f"proposed on {say_day(step.proposed_on)}"] if step.proposed_on else []
    came = f"{step.came_of_it} ({say_day(step.held_on)}):" if step.held_on else "nobody has said what came of it"
    return " · ".join([f"Step {step.step}", step.what, *proposed, came])
