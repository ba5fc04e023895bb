"""What the register tells of whose matter something is: the classes, and what a manager decided; never who."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from bot.publishing.mentions import mentions_named
from bot.publishing.redactions.redactor import Redactor
from decisions.alliance.alliance import Alliance
from decisions.alliance.delegation import sum_left
from decisions.alliance.matter import Decider

FILE = "delegated.json"


@dataclass(frozen=True)
class Class:
    """A class of matters; `left` and `in_all` are sums in pounds, 0 for what is reserved to a `partner`."""

    name: str
    number: int
    partner: str
    each: int
    in_all: int
    left: int
    until: date | None


@dataclass(frozen=True)
class Alone:
    """What a manager decided, `under` the decision that delegates it."""

    called: str
    matter: str
    under: int
    on: date
    what: str
    why: str
    sum: int
    taken_back_on: date | None = None
    taken_back_because: str = ""


@dataclass(frozen=True)
class WhoseMatter:
    classes: tuple[Class, ...]
    alone: tuple[Alone, ...]

    def __bool__(self) -> bool:
        """Where nothing of it is used, there is no such page."""
        return bool(self.classes or self.alone)


def whose_matter(alliance: Alliance, redactor: Redactor, voices: Mapping[str, str]) -> WhoseMatter:
    """`voices` are partners' names by the Slack user ids of who speaks or spoke for them."""
    zone, matters = ZoneInfo(alliance.timezone), alliance.matters

    def words(written: str) -> str:
        return redactor.words(mentions_named(written, lambda person: voices.get(person, "")))

    classes = (
        Class(
            words(of.name),
            of.number,
            redactor.words(of.partner),
            of.each,
            of.in_all,
            sum_left(matters, of) if of.decider is Decider.MANAGER else 0,
            of.until if of.decider is Decider.MANAGER else None,
        )
        for of in matters.classes
    )
    alone = (
        Alone(
            it.called,
            words(it.matter),
            it.under,
            it.at.astimezone(zone).date(),
            words(it.what),
            words(it.why),
            it.sum,
            it.taken_back.at.astimezone(zone).date() if it.taken_back else None,
            words(it.taken_back.reason) if it.taken_back else "",
        )
        for it in reversed(matters.made)
    )
    return WhoseMatter(tuple(classes), tuple(alone))


def as_json(told: WhoseMatter) -> dict[str, Any]:
    classes = [{**vars(each), "partner": each.partner or None} for each in told.classes]
    return {"classes": classes, "decided_alone": [*map(_alone, told.alone)]}


def _alone(this: Alone) -> dict[str, Any]:
    return {
        name: value for name, value in vars(this).items() if this.taken_back_on or not name.startswith("taken_back")
    }
