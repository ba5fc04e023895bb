"""Does everybody hear the right things, once, over four weeks with holidays, a clock change, restarts and a day away?

The whole bot runs in this process, by a clock that goes forward hour by hour; the sandbox's clock goes with it.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from bot.app import Accord, create_app, prepare_database
from bot.demo.manifest import read_manifest
from bot.setup.alliance_file import read
from bot.setup.settings import Settings
from handlers.clock import clock
from sandbox import Message, Sandbox
from storage.outbox import claims
from tests.cast import ANN, BEN, CHANNEL, DEV, KARA, LEADS
from tests.stories.stage import alliance_toml, workspace

HERE = ZoneInfo("Europe/London")
HOUR = timedelta(hours=1)
PATIENCE_SECONDS = 60
# Good Friday is 26 March and Easter Monday 29 March; summer time begins on the Sunday between.
START = datetime(2027, 3, 15, 10, tzinfo=HERE)


class FourWeeks:
    def __init__(self, folder: Path, database_url: str) -> None:
        self.sandbox = Sandbox.start(workspace(), scopes=read_manifest().scopes)
        self.file = file = folder / "alliance.toml"
        file.write_text(alliance_toml() + '\n[holidays]\ncountry = "GB"\nregion = "ENG"\n', encoding="utf-8")
        self.settings = Settings(
            database_url,
            file,
            self.sandbox.api_url,
            self.sandbox.bot_token,
            self.sandbox.app_token,
        )
        self.running: Accord | None = None
        self.set_clock(START)

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.sandbox.workspace.now(), UTC)

    def set_clock(self, moment: datetime) -> None:
        self.sandbox.workspace.clock_offset = moment.timestamp() - time.time()

    def start(self) -> None:
        self.running = create_app(self.settings, read(self.file), prepare_database(self.settings), self.now)
        self.running.start()
        self.sandbox.wait_for_app()
        clock.look_after_alliances(self.running.database, self.now())
        self.settle(self.running)

    def stop(self) -> None:
        if self.running:
            self.running.stop()
        self.running = None

    def live(self, until: datetime) -> None:
        """Go on by the hour; when the bot is there, it is looked what is due, and twice where something is.

        As by two processes: the second one sees what the first one put down.
        """
        moment = datetime.fromtimestamp(round(self.now().timestamp() / 3600) * 3600, UTC)
        while moment < until:
            moment += HOUR
            # A little after the hour: cards get older at five seconds past midnight. And no less than an hour, which is
            # when the courier looks at its lanes again: nobody has to wait for the rest of it.
            self.set_clock(max(moment + timedelta(seconds=10), self.now() + HOUR))
            if self.running:
                before = self.put_down(self.running)
                clock.look_after_alliances(self.running.database, self.now())
                if self.put_down(self.running) != before:
                    clock.look_after_alliances(self.running.database, self.now())
                self.settle(self.running)

    def put_down(self, accord: Accord) -> tuple[int, ...]:
        """Count what is to be said, or was, and what is on record."""
        counts = text("SELECT (SELECT count(*) FROM messages), (SELECT count(*) FROM log_entries)")
        with accord.database.snapshot() as connection:
            return tuple(connection.execute(counts).one())

    def settle(self, accord: Accord) -> None:
        """Nobody waits for what is to be done in some seconds: the clock goes on to it."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            accord.courier.wake()
            with accord.database.snapshot() as connection:
                if claims.is_idle(connection, self.now() + timedelta(minutes=1)):
                    return
                waits = claims.is_idle(connection, self.now())
            if waits:
                self.set_clock(self.now() + timedelta(seconds=1))
            time.sleep(0.01)
        raise TimeoutError("the bot does not keep up")

    def sees_card(self) -> Message:
        cards = [it for it in self.sandbox.person(KARA).sees(CHANNEL) if it.blocks and it.blocks[0]["type"] == "header"]
        return cards[0]

    def told(self, person: str, words: str) -> list[str]:
        """List when a person was told something in a direct message, by the clock in London."""
        return [when(it) for it in self.sandbox.person(person).direct_messages() if words in it.text]

    def digests(self) -> list[str]:
        start = ("Where we stand on", "A quiet week")
        return [when(it) for it in self.sandbox.person(KARA).sees(CHANNEL) if it.text.startswith(start)]


def when(message: Message) -> str:
    return f"{datetime.fromtimestamp(float(message.ts), HERE):%a %-d %b %H}"


@contextmanager
def a_world(folder: Path, database_url: str) -> Iterator[FourWeeks]:
    """Start the bot and its sandbox, and end both."""
    lived = FourWeeks(folder, database_url)
    try:
        lived.start()
        yield lived
    finally:
        lived.stop()
        lived.sandbox.stop()


@pytest.fixture
def weeks(tmp_path: Path, database_url: str) -> Iterator[FourWeeks]:
    with a_world(tmp_path, database_url) as lived:
        yield lived


@pytest.mark.timeout(300)
def test_every_digest_and_reminder_comes_once_and_to_the_right_people(weeks: FourWeeks) -> None:
    kara, ann, dev = (weeks.sandbox.person(person) for person in (KARA, ANN, DEV))
    kara.runs("/propose", CHANNEL)
    kara.fills({"Title": "Beds", "What we propose": "Ten.", "Why this is best for people": "Warmth."})
    kara.fills({"Decide by": "2027-03-24"})
    kara.submits()
    weeks.live(START + HOUR)
    card = weeks.sees_card()
    for lead in LEADS:
        if lead not in (ANN, DEV):
            weeks.sandbox.person(lead).clicks("Consent", card)
    dev.clicks("I need time", card)
    dev.fills({"We will answer by": "2027-03-22"})
    dev.submits()

    weeks.live(datetime(2027, 3, 17, 9, tzinfo=HERE))
    weeks.stop()
    weeks.start()
    weeks.live(datetime(2027, 3, 31, 12, tzinfo=HERE))
    dev.clicks("Consent", card)
    ann.clicks("I'm away", ann.direct_messages()[-1])
    ann.fills({"Last day away": "2027-04-07"})
    ann.submits()
    weeks.live(datetime(2027, 4, 1, 9, tzinfo=HERE))
    weeks.stop()
    weeks.start()
    weeks.live(datetime(2027, 4, 4, 22, tzinfo=HERE))
    # A day of downtime, over Monday's digest and everybody's working hours.
    weeks.stop()
    weeks.live(datetime(2027, 4, 5, 22, tzinfo=HERE))
    weeks.start()
    weeks.live(datetime(2027, 4, 12, 10, tzinfo=HERE))

    before = ["Tue 16 Mar 09", "Thu 18 Mar 09", "Mon 22 Mar 09", "Wed 24 Mar 09", "Thu 25 Mar 09"]
    # Nothing on Good Friday, the weekend and Easter Monday; then daily, for the matter is overdue.
    after = ["Tue 30 Mar 09", "Wed 31 Mar 09"]
    away = ["Thu 1 Apr 09", "Fri 2 Apr 09", "Tue 6 Apr 09", "Wed 7 Apr 09"]
    back = ["Thu 8 Apr 09", "Fri 9 Apr 09", "Mon 12 Apr 09"]
    waits = "waits for Harbour Shelter's answer"
    assert weeks.told(ANN, waits) == [*before, *after, *back]
    assert weeks.told(BEN, waits) == [*before[1:], *after, *away, *back]
    # The newest reminder says what was answered, as the first question does.
    assert weeks.told(DEV, "waits for Clyde Outreach's answer") == [*before[2:], after[0]]
    assert weeks.told(DEV, "✅ Clyde Outreach consents to ") == ["Mon 15 Mar 11", after[1]]
    # Who asks is called by the name that Slack told of, once that is learnt.
    assert weeks.told(ANN, "asks what Harbour Shelter answers") == ["Mon 15 Mar 11"]
    assert weeks.told(KARA, "past the decide-by date") == [before[-1], *after, *away, *back]
    assert weeks.digests() == ["Mon 22 Mar 09", "Mon 29 Mar 09", "Mon 5 Apr 22", "Mon 12 Apr 09"]
    for person in LEADS:
        if person not in (ANN, DEV):
            assert weeks.told(person, "waits for") == []
