"""Does one alliance that uses all of Accord for half a year have a record that is whole, true, and easy to read?

The story is generated: its seed says who does what and on which day (`make campaign` plays some more). The bot runs in
this process by a clock that goes forward; Slack is the sandbox, over real sockets.
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from decisions.log.log_entry import LogEntry
from decisions.log.log_kinds import LOG_KINDS
from decisions.replay.meeting_minutes import meetings_in
from decisions.words.refusal import say_day
from handlers.courier.calls import pace
from handlers.views.meeting.meeting_minutes import Minuted, minutes
from tests import outside
from tests.cast import CHANNEL, KARA, NAMES
from tests.databases import give_tables
from tests.reading import read_message
from tests.sampling import IS_CAMPAIGN, sampled
from tests.stories.half_year import DAYS, HalfYear
from tests.stories.half_year_affairs import begin
from tests.stories.half_year_stories import ALL
from tests.stories.stage import picture
from tests.stories.test_four_weeks import HERE
from tests.stories.test_meetings import logged

pytestmark = [sampled, pytest.mark.timeout(900)]

SEEDS = range(1, 7) if IS_CAMPAIGN else range(1, 2)
# What an alliance that was founded by a file and goes on, with its manager, in its channel, does not come to.
ELSEWHERE = {
    "founding_put",
    "alliance_closed",
    "managers_named",
    "channel_moved",
    "person_moved",
    "person_pseudonymised",
}


@pytest.fixture(autouse=True)
def nobody_waits_a_second_for_each_message(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the clock that goes faster: in half a year a channel has time for all that is said there."""
    monkeypatch.setattr(pace, "PER_SECOND", 1000.0)


@contextmanager
def half_a_year(folder: Path, seed: int) -> Iterator[HalfYear]:
    url = f"sqlite:///{folder}/accord.db"
    give_tables(url)
    lived = HalfYear(folder, url, seed)
    try:
        lived.start()
        begin(lived)
        lived.spend(ALL)
        yield lived
    finally:
        lived.stop()
        lived.close()


# One test: to live through it takes much longer than all that is looked at afterwards.
@pytest.mark.parametrize("seed", SEEDS)
def test_the_record_of_half_a_year_with_all_of_it_is_whole_true_and_said_once(tmp_path: Path, seed: int) -> None:
    with half_a_year(tmp_path, seed) as year:
        every_kind_of_entry_that_it_can_come_to_has_occurred(year)
        nothing_is_said_twice_and_every_card_is_true(year)
        there_is_a_digest_on_each_monday(year)
        written(year)
        log = logged((tmp_path / "log.json").read_text(encoding="utf-8"))
        somebody_without_our_code_checks_log_and_papers(tmp_path, log)
        minutes_made_from_the_log_alone_are_those_that_were_posted(year, log)
        a_clerk_finds_in_the_register_what_a_written_record_has_to_contain(tmp_path, log)


def written(year: HalfYear) -> None:
    """Have the command line write all of it."""
    here = {"ACCORD_PAPERS": str(year.papers)}
    for command in (
        ("log", "verify"),
        ("log", "export", "--format", "json", "--out", "log.json", "--papers", "papers-of-log"),
        ("register", "build", "--out", "register"),
    ):
        answer = year.accord(*command, **here)
        assert answer.returncode == 0, answer.stdout + answer.stderr


def every_kind_of_entry_that_it_can_come_to_has_occurred(year: HalfYear) -> None:
    assert year.kinds() == set(LOG_KINDS) - ELSEWHERE


def nothing_is_said_twice_and_every_card_is_true(year: HalfYear) -> None:
    assert year.said_twice() == {}
    # Whatever became due with the last day is being shown.
    with suppress(TimeoutError):
        year.until(lambda: not year.untrue_cards())
    assert year.untrue_cards() == []


def there_is_a_digest_on_each_monday(year: HalfYear) -> None:
    assert year.digests() == year.mondays()
    assert len(year.mondays()) == DAYS // 7 - 1


def somebody_without_our_code_checks_log_and_papers(out: Path, log: list[LogEntry]) -> None:
    (out / "check.py").write_text(outside.script(), encoding="utf-8")
    command = [sys.executable, "-W", "ignore", "check.py", "log.json", "papers-of-log"]

    said = subprocess.run(command, cwd=out, capture_output=True, text=True, check=False)  # noqa: S603 (our own script)

    assert said.returncode == 0, said.stderr
    agreed = [entry for entry in log if entry.kind == "decision_agreed"]
    by_all = sum("reserved_to" not in entry.fields for entry in agreed)
    assert said.stdout.startswith(f"{len(log)} entries hold\n{outside.follows(by_all)}")
    assert "1 decision follows from the consent of the one partner whose own matter it is by law" in said.stdout
    assert "3 papers are as the log names them" in said.stdout


def minutes_made_from_the_log_alone_are_those_that_were_posted(year: HalfYear, log: list[LogEntry]) -> None:
    rebuilt = [minutes(Minuted(told, lambda person: NAMES.get(person, "")), {}) for told in meetings_in(log)]
    posted = [picture(it) for it in year.person(KARA).sees(CHANNEL) if it.text.startswith("📝 Minutes of meeting")]

    assert [read_message(vars(each)) for each in rebuilt] == posted
    assert len(posted) == 6


def a_clerk_finds_in_the_register_what_a_written_record_has_to_contain(out: Path, log: list[LogEntry]) -> None:
    """The Openness of Local Government Bodies Regulations 2014, 7(3) and 8, of each decision, sought as the log tells.

    The date; the decision and the reasons for it; alternative options considered and rejected, where they were written
    down; who declared an interest; the background papers.
    """
    texts: dict[int, dict[str, Any]] = {}
    there = out / "register" / "api" / "decisions"
    for entry in log:
        if entry.kind in ("proposal_raised", "proposal_amended"):
            texts[entry.fields["number"]] = dict(entry.fields)
        if entry.kind == "decision_agreed":
            number, text = entry.fields["number"], texts[entry.fields["number"]]
            kept = json.loads((there / f"{number}.json").read_text(encoding="utf-8"))
            page = unescape((out / "register" / "decisions" / f"{number}.html").read_text(encoding="utf-8"))
            day = datetime.fromisoformat(entry.at).astimezone(HERE).date()
            assert (kept["agreed_on"], kept["text"]["text"]) == (day.isoformat(), text["text"])
            sought = [say_day(day), text["benefit"], *(words for pair in text.get("filled", ()) for words in pair)]
            sought += [*entry.fields.get("stepped_back", ()), *(paper["name"] for paper in text.get("papers", ()))]
            assert not [words for words in sought if words not in page], number
            names = {paper["sha256"] for paper in text.get("papers", ())}
            files = {hashlib.sha256((there / each["file"]).read_bytes()).hexdigest() for each in kept["papers"]}
            assert files == names
