"""What may be said of an alliance besides its partners, and who changes it once it is founded?

A partner's name is a setting too: it says what the partner is called, and never who is one (rule 7).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from decisions.afterwards import correction_refusal
from decisions.afterwards.correction import MOST_DAYS
from decisions.alliance import membership_refusal
from decisions.alliance.alliance import Alliance, Partner, Settings
from decisions.alliance.membership import LONGEST_NAME, Change, PartnerJoins
from decisions.log.log_entry import canonical, sha256
from decisions.proposal.sealed import FIRST_ROUNDS
from decisions.set_up import settings_refusal
from decisions.set_up.digest import DAYS
from decisions.words import refusal
from decisions.words.at_once import at_once
from decisions.words.refusal import Refusal
from decisions.words.spelling import alike, written_in_line
from decisions.words.working_days import known_regions


@dataclass(frozen=True)
class NewSettings:
    """What somebody changed: the settings `before` and `after`, and partners with their new names."""

    before: Settings
    after: Settings
    renamed: tuple[tuple[Partner, str], ...] = ()

    @property
    def changed(self) -> dict[str, tuple[Any, Any]]:
        """Each setting that is another one now, as it was and as it is."""
        was, becomes = vars(self.before), vars(self.after)
        return {name: (was[name], becomes[name]) for name in becomes if was[name] != becomes[name]}


def refuse_unless_may_change(alliance: Alliance, by: str) -> None:
    """Operations managers change the settings (rule 8)."""
    if not alliance.is_manager(by):
        raise settings_refusal.managers_change_settings(alliance)


def new_settings(
    alliance: Alliance,
    before: Settings,
    wanted: Settings,
    names: Mapping[int, str],
    pending: Iterable[tuple[int, Change]],
    *,
    by: str,
    seen: str,
) -> NewSettings:
    """Change settings, and what partners are called: `names` by partner id.

    `pending` are the changes of partners in open proposals. `seen` is the mark of the settings that the person saw.
    """
    refuse_unless_may_change(alliance, by)
    if seen != mark(alliance, before):
        raise settings_refusal.changed_meanwhile()
    pending = list(pending)
    checks = [naming(alliance, partner, names, pending) for partner in alliance.partners if partner.id in names]
    at_once(lambda: sound(wanted), *checks)
    renamed = tuple((partner, name) for partner, name in (check() for check in checks) if partner.name != name)
    changed = NewSettings(before, sound(wanted), renamed)
    if not changed.changed and not changed.renamed:
        raise settings_refusal.same_settings("name")
    return changed


def mark(alliance: Alliance, settings: Settings) -> str:
    """Tell these settings from others, in a few letters."""
    names = {str(partner.id): partner.name for partner in alliance.partners}
    return sha256(canonical({**vars(settings), "partners": names}))[:10]


def name_field(partner: Partner) -> str:
    """Name the field in which a partner's name is typed."""
    return f"partner.{partner.id}"


def sound(wanted: Settings) -> Settings:
    """Take settings as they will stand. Raises a Refusal for what can't be."""
    wanted = replace(
        wanted,
        name=written_in_line(wanted.name),
        timezone=_zone_meant(wanted.timezone.strip()),
        digest_time=_time_meant(wanted.digest_time.strip()),
        operations_managers=tuple(dict.fromkeys(wanted.operations_managers)),
        country=wanted.country.strip().upper(),
        region=wanted.region.strip().upper(),
        first_round=wanted.first_round if wanted.first_round in FIRST_ROUNDS else "open",
    )
    _refuse_unless_sound(wanted)
    return wanted


def is_zone(name: str) -> bool:
    """Whether it names a time zone, such as Europe/London."""
    try:
        ZoneInfo(name)
    # What is no zone may be the path of something else.
    except (LookupError, ValueError, OSError):
        return False
    return bool(name)


def is_time(words: str) -> bool:
    """Whether it is a time of day, such as 09:00."""
    return re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", words) is not None


def _zone_meant(words: str) -> str:
    """Telephones write capitals of their own, and people a blank: "Europe/london", "America/New York"."""
    name = words.replace(" ", "_")
    if is_zone(name):
        return name
    return next((each for each in available_timezones() if each.casefold() == name.casefold()), words)


def _time_meant(words: str) -> str:
    """Whoever writes 9:00 or 9.00 means 09:00."""
    words = words.replace(".", ":")
    return f"0{words}" if words[1:2] == ":" else words


def _refuse_unless_sound(wanted: Settings) -> None:
    """Whatever is wrong is said at once, each at its field."""
    checks = [
        (bool(wanted.name), refusal.missing("name", "the alliance's name")),
        (len(wanted.name) <= LONGEST_NAME, refusal.too_long("name", LONGEST_NAME, len(wanted.name))),
        (is_zone(wanted.timezone), settings_refusal.not_a_zone("timezone")),
        (bool(wanted.operations_managers), refusal.missing("operations_managers", "who manages, at least one person")),
        (wanted.digest_day in DAYS, refusal.missing("digest_day", "a day of the week")),
        (is_time(wanted.digest_time), settings_refusal.not_a_time("digest_time")),
        (
            0 <= wanted.correction_days <= MOST_DAYS,
            correction_refusal.not_so_many_days("correction_days", MOST_DAYS),
        ),
    ]
    of_fields = (partial(_refuse_unless, why, holds=holds) for holds, why in checks)
    at_once(*of_fields, lambda: _refuse_unless_holidays_are_known(wanted))


def _refuse_unless(why: Refusal, *, holds: bool) -> None:
    if not holds:
        raise why


def _refuse_unless_holidays_are_known(wanted: Settings) -> None:
    regions = known_regions(wanted.country)
    if wanted.country and regions is None:
        raise settings_refusal.not_a_country("country")
    if wanted.region and wanted.region not in (regions or ()):
        raise settings_refusal.not_a_region("region", regions or ())


def naming(
    alliance: Alliance, partner: Partner, names: Mapping[int, str], pending: list[tuple[int, Change]]
) -> Callable[[], tuple[Partner, str]]:
    """Return the check of what a partner is to be called; others have names now, and may get new ones."""
    others = [each for each in alliance.partners if each != partner]
    taken = [*(each.name for each in others), *(names[each.id] for each in others if each.id in names)]

    def check() -> tuple[Partner, str]:
        return partner, _called(partner, names[partner.id], taken, pending)

    return check


def _called(partner: Partner, name: str, taken: Iterable[str], pending: list[tuple[int, Change]]) -> str:
    """No two partners are called alike, and none as one that asks to join."""
    field, name = name_field(partner), written_in_line(name)
    if name == partner.name:
        return name
    if not name:
        raise refusal.missing(field, "the organisation's name")
    if len(name) > LONGEST_NAME:
        raise refusal.too_long(field, LONGEST_NAME, len(name))
    if alike(name) in map(alike, taken):
        raise membership_refusal.partner_exists(field, name)
    for number, change in pending:
        if isinstance(change, PartnerJoins) and alike(change.name) == alike(name):
            raise membership_refusal.change_pending(field, number)
    return name
