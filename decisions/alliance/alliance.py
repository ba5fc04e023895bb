"""Who decides together, and who may speak for whom?"""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from decisions.alliance.ladder import Step
from decisions.alliance.matter import Matters


@dataclass(frozen=True)
class Partner:
    """An organisation with one voice. The first representative leads, the others are deputies.

    `joined_at` is None where that does not matter. `stand_ins` are the last of the representatives: they speak for it
    before `ends_at` only (decisions/people/stand_in.py).
    """

    id: int
    name: str
    representatives: tuple[str, ...]
    joined_at: datetime | None = field(default=None, compare=False)
    stand_ins: tuple[str, ...] = ()
    ends_at: datetime | None = None

    @property
    def lead(self) -> str:
        return self.representatives[0]

    @property
    def lasting(self) -> tuple[str, ...]:
        """Who speaks for it without an end."""
        return tuple(person for person in self.representatives if person not in self.stand_ins)


@dataclass(frozen=True)
class Alliance:
    """The partners who decide now (rule 7) and the operations managers who help them.

    `channel` is the id of the shared Slack channel, `timezone` an IANA name. People are Slack user ids.
    `former` are the partners who left. Before it `is_founded`, the partners are those who are asked to found it.
    `closed_at` is when its partners closed it for good (closing.py), None while they decide. `ladder` are the steps
    that they agreed for when a decision is held (climb.py). `seals_first_rounds` tells that whatever is raised is
    answered sealed first (sealed.py). `matters` says what not all of them decide.
    """

    id: int
    name: str
    channel: str
    timezone: str
    operations_managers: tuple[str, ...]
    partners: tuple[Partner, ...]
    former: tuple[Partner, ...] = ()
    is_founded: bool = True
    closed_at: datetime | None = None
    matters: Matters = field(default_factory=Matters)
    ladder: tuple[Step, ...] = ()
    seals_first_rounds: bool = False

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def representatives(self) -> tuple[str, ...]:
        """Everybody who may answer, partner by partner."""
        return tuple(person for partner in self.partners for person in partner.representatives)

    @property
    def people(self) -> set[str]:
        """Everybody who speaks for a partner or manages."""
        return {*self.operations_managers, *self.representatives}

    @property
    def partners_ever(self) -> dict[int, Partner]:
        """All partners by id, to show past decisions."""
        return {partner.id: partner for partner in (*self.former, *self.partners)}

    def partner(self, partner_id: int | None) -> Partner | None:
        return next((partner for partner in self.partners if partner.id == partner_id), None)

    def partner_of(self, person: str) -> Partner | None:
        """Find the one partner this person speaks for (rule 3)."""
        return next((partner for partner in self.partners if person in partner.representatives), None)

    def is_manager(self, person: str) -> bool:
        return person in self.operations_managers

    def may_raise(self, person: str) -> bool:
        """Representatives and operations managers raise (rule 8)."""
        return self.is_manager(person) or self.partner_of(person) is not None


def local_day(moment: datetime, alliance: Alliance) -> date:
    return moment.astimezone(ZoneInfo(alliance.timezone)).date()


@dataclass(frozen=True)
class Settings:
    """What is said of an alliance besides its partners, in alliance.toml or in Slack.

    `first_round` says how every proposal is answered first: "open", or "sealed", which only Slack can say.
    """

    name: str
    timezone: str
    digest_day: str
    digest_time: str
    operations_managers: tuple[str, ...]
    country: str = ""
    region: str = ""
    # In how many working days partners may correct the record of a decision; 0 asks nobody.
    correction_days: int = 0
    first_round: str = "open"
