"""What is an alliance that is still to be founded, who may change it, and when can it be put to its partners?

It is put to them as a proposal, and founded at the moment when all of them consent to it (outcome.py): nothing else
founds it. Until then nothing else can be raised (revision.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from decisions.alliance import membership
from decisions.alliance.alliance import Alliance, Partner, Settings
from decisions.alliance.membership import PartnerJoins
from decisions.log.log_entry import sha256
from decisions.proposal.proposal import Proposal, Revision
from decisions.set_up import founding_refusal
from decisions.set_up.digest import USUAL_DAY, USUAL_TIME
from decisions.set_up.settings import sound
from decisions.texts import revision
from decisions.texts.revision import Draft

# A message in Slack shows no more of them.
MOST_FOUNDERS = 30
NOTHING_SET = Settings("", "UTC", USUAL_DAY, USUAL_TIME, ())


@dataclass(frozen=True)
class Founding:
    """An alliance as it would be. `by` is who set it up, "" while nobody has."""

    by: str = ""
    settings: Settings = NOTHING_SET
    partners: tuple[PartnerJoins, ...] = ()

    def partner(self, named: str) -> PartnerJoins:
        """Find a partner by its mark. Raises a Refusal when the draft names it no more."""
        found = next((each for each in self.partners if mark(each.name) == named), None)
        if found is None:
            raise founding_refusal.not_a_founder()
        return found


def mark(name: str) -> str:
    """Tell the partner of this name from the others, in a few letters: a button carries no more."""
    return sha256(name)[:10]


def would_be(founding: Founding, alliance: Alliance) -> Alliance:
    """The alliance as it would be once it is founded so."""
    named = founding.settings
    return replace(
        alliance,
        name=named.name,
        timezone=named.timezone,
        operations_managers=named.operations_managers,
        partners=tuple(Partner(place, it.name, it.representatives) for place, it in enumerate(founding.partners, 1)),
        is_founded=True,
    )


def refuse_while_drafted(alliance: Alliance) -> None:
    """Before it is put to anybody there is nothing to tell of it but its draft."""
    if not alliance.is_founded and not alliance.partners:
        raise founding_refusal.is_drafted()


def refuse_unless_may_change(founding: Founding, alliance: Alliance, by: str) -> None:
    """Whoever set it up changes the draft, and the operations managers that it names. Anybody may begin one.

    Once it was put to partners, so do their leads: it goes on when nobody is left who set it up.
    """
    set_it_up = [founding.by, *founding.settings.operations_managers]
    if founding.by and by not in (*set_it_up, *leads(alliance)):
        raise founding_refusal.sets_it_up(dict.fromkeys(set_it_up))


def leads(alliance: Alliance) -> list[str]:
    return [partner.lead for partner in alliance.partners if partner.representatives]


def set_up(founding: Founding, alliance: Alliance, wanted: Settings, *, by: str) -> Founding:
    """Say everything but who the partners are."""
    refuse_unless_may_change(founding, alliance, by)
    return replace(founding, by=founding.by or by, settings=sound(wanted))


def with_partner(
    founding: Founding, alliance: Alliance, named: str | None, name: str, people: Sequence[str], *, by: str
) -> Founding:
    """Name a partner and who speaks for it, the first leads; in the place of the one `named`, if one is."""
    refuse_unless_may_change(founding, alliance, by)
    before = founding.partner(named) if named is not None else None
    others = tuple(each for each in founding.partners if each != before)
    if len(others) >= MOST_FOUNDERS:
        raise founding_refusal.too_many_founders("name", MOST_FOUNDERS)
    new = membership.joining(would_be(replace(founding, partners=others), alliance), (), name, people)
    if before is None:
        return replace(founding, partners=(*others, new))
    return replace(founding, partners=tuple(new if each == before else each for each in founding.partners))


def without_partner(founding: Founding, alliance: Alliance, named: str, *, by: str) -> Founding:
    refuse_unless_may_change(founding, alliance, by)
    gone = founding.partner(named)
    return replace(founding, partners=tuple(each for each in founding.partners if each != gone))


def lacks(founding: Founding) -> list[str]:
    """Tell what has to be said before it can be put to the partners."""
    settled = bool(founding.settings.name and founding.settings.operations_managers)
    needs = {"a name and operations managers": settled, "at least two partners": len(founding.partners) >= 2}
    return [what for what, is_there in needs.items() if not is_there]


def put(
    founding: Founding, alliance: Alliance, asked: Proposal | None, draft: Draft, *, by: str, at: datetime
) -> Revision:
    """Put it to the partners; `draft` says it in words. Where they were `asked` already, they are asked again.

    Whoever puts it is named in it (rule 8).
    """
    refuse_unless_may_change(founding, alliance, by)
    if missing := lacks(founding):
        raise founding_refusal.founding_lacks(missing)
    there = would_be(founding, alliance)
    if asked is None:
        return revision.first_revision(there, draft, None, by=by, at=at)
    return revision.amendment(asked, there, draft, None, by=by, revision=asked.current.number, at=at, also=leads(there))
