"""What alliance.toml says, and whether it is sound."""

import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator
from pydantic.dataclasses import dataclass

from bot.setup.toml_file import ONLY_THESE_KEYS, BadFile, Name, read_as
from decisions.set_up.digest import DAYS, USUAL_DAY, USUAL_TIME
from decisions.set_up.settings import is_time, is_zone
from decisions.words.spelling import alike, written_in_line
from decisions.words.working_days import known_regions

LONGEST_NAME = 80
# Whoever copied alliance.example.toml and filled in nothing would found an alliance of strangers.
OF_THE_EXAMPLE = "C0123456789"

# As people read it: without blanks at its ends, line breaks, and letters that nobody sees.
TidyName = Annotated[Name, AfterValidator(written_in_line)]


@dataclass(frozen=True, config=ONLY_THESE_KEYS)
class Digest:
    day: str = USUAL_DAY
    time: str = USUAL_TIME


@dataclass(frozen=True, config=ONLY_THESE_KEYS)
class Holidays:
    country: str = ""
    region: str = ""


@dataclass(frozen=True, config=ONLY_THESE_KEYS)
class PartnerEntry:
    name: TidyName
    representatives: tuple[Name, ...]


@dataclass(frozen=True, config=ONLY_THESE_KEYS)
class AllianceFile:
    name: TidyName
    channel: str
    timezone: str
    operations_managers: tuple[Name, ...]
    partners: tuple[PartnerEntry, ...]
    digest: Digest = Digest()
    holidays: Holidays = Holidays()


def read(path: Path) -> AllianceFile:
    """Read and check the file. Raises BadFile with file, key and reason."""
    alliance = read_as(AllianceFile, path, "copy alliance.example.toml and fill it in")
    problem = _first_problem(alliance)
    if problem:
        raise BadFile(f"{path}: {problem}")
    return alliance


def _first_problem(alliance: AllianceFile) -> str | None:
    return _problem_of_settings(alliance) or _problem_of_partners(alliance)


def _problem_of_settings(alliance: AllianceFile) -> str | None:
    if not alliance.name:
        return "name: is empty"
    if not re.fullmatch(r"[CG][A-Z0-9]{2,}", alliance.channel):
        return f"channel: {alliance.channel!r} is not a channel's id, such as C0123456789"
    if alliance.channel == OF_THE_EXAMPLE:
        return f"channel: {alliance.channel} is the example's; put the id of your own channel there"
    if not is_zone(alliance.timezone):
        return f"timezone: {alliance.timezone!r} is not a time zone's name, such as Europe/London"
    if not alliance.operations_managers:
        return "operations_managers: is empty; name at least one person"
    if alliance.digest.day.lower() not in DAYS:
        return f"digest.day: {alliance.digest.day!r} is not a day of the week, such as monday"
    if not is_time(alliance.digest.time):
        return f"digest.time: {alliance.digest.time!r} is not a time of day, such as 09:00"
    return _problem_of_holidays(alliance.holidays) or _bad_person("operations_managers", alliance.operations_managers)


def _problem_of_holidays(kept: Holidays) -> str | None:
    if not kept.country and not kept.region:
        return None
    regions = known_regions(kept.country)
    if kept.country and regions is None:
        return f"holidays.country: {kept.country!r} is not a country's code, such as GB"
    if kept.region and kept.region not in (regions or ()):
        there = ", ".join(regions or ()) or "none"
        return f"holidays.region: {kept.region!r} is not a region of {kept.country!r} (it has {there})"
    return None


def _problem_of_partners(alliance: AllianceFile) -> str | None:
    if len(alliance.partners) < 2:
        return "partners: an alliance needs at least two of them"
    names: set[str] = set()
    speaks_for: dict[str, str] = {}
    for partner in alliance.partners:
        if alike(partner.name) in names:
            return f"partners: {partner.name} is named twice"
        names.add(alike(partner.name))
        if problem := _problem_of_partner(partner, speaks_for):
            return problem
    return None


def _problem_of_partner(partner: PartnerEntry, speaks_for: dict[str, str]) -> str | None:
    if not partner.name or len(partner.name) > LONGEST_NAME:
        return f"partners: the name {partner.name!r} is empty or longer than {LONGEST_NAME} characters"
    key = f"partners, {partner.name}, representatives"
    if not partner.representatives:
        return f"{key}: is empty; name at least one person who speaks for it"
    for person in partner.representatives:
        if person in speaks_for:
            return f"{key}: {person} is named for {speaks_for[person]} already; a person speaks for one partner"
        speaks_for[person] = partner.name
    return _bad_person(key, partner.representatives)


def _bad_person(key: str, people: tuple[str, ...]) -> str | None:
    for person in people:
        if not re.fullmatch(r"[UW][A-Z0-9]+", person):
            return f"{key}: {person!r} is not a Slack member ID, such as U0123456789"
    return None
