"""On what is half a year played? The bot in this process, by a clock that goes from one working morning to the next.

What goes on there is many small stories beside each other. Each is a generator: it does something by what people press
and type, and yields how many days pass until it goes on.
"""

import heapq
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bot.setup.settings import Settings
from decisions.proposal.outcome import consents
from handlers.clock import clock
from handlers.gathering.proposal_view import view_of
from handlers.recording.afterwards.steps import propose_due_steps
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.card.proposal_card import card as card_of
from sandbox import Message, User
from tests.cast import CHANNEL, KARA
from tests.reading import read_message
from tests.sampling import IS_CAMPAIGN
from tests.stories.stage import SELDOM, Stage, alliance_toml, picture
from tests.stories.test_four_weeks import HERE, FourWeeks

# A Monday after the holidays, in a year that is over, so that every command reads all of it as what has been.
FIRST, DAYS = date(2025, 1, 6), 182
# They come later: one stands in, one is named on an organisation's word.
MEG, NED = "U0MEG", "U0NED"


class HalfYear(FourWeeks, Stage):
    def __init__(self, folder: Path, database_url: str, seed: int) -> None:
        Stage.__init__(self, folder, database_url)
        self.file, self.papers, self.chance = folder / "alliance.toml", folder / "papers", Random(seed)  # noqa: S311 (it is to be repeatable)
        self.papers.mkdir(mode=0o700)
        self.write_alliance(alliance_toml() + '\n[holidays]\ncountry = "GB"\nregion = "SCT"\n')
        there = self.sandbox
        there.grants("files:read")
        for person, name in ((MEG, "Meg Hay"), (NED, "Ned Orr")):
            there.workspace.add_user(User(person, name.lower().replace(" ", "."), name, team_id=f"T0{person[2:]}"))
            there.workspace.channels[CHANNEL].members.add(person)
        self.settings = Settings(
            database_url,
            self.file,
            there.api_url,
            there.bot_token,
            there.app_token,
            papers_folder=self.papers,
            papers=True,
        )
        self.running = None
        # The first digest is that of the Monday after.
        self.set_clock(datetime.combine(FIRST, time(10), HERE))

    @property
    def today(self) -> date:
        return self.now().astimezone(HERE).date()

    def in_days(self, days: int) -> str:
        return (self.today + timedelta(days=days)).isoformat()

    def spend(self, stories: Mapping[str, Callable[["HalfYear"], Iterator[int]]]) -> None:
        """Begin each story on some day of the first two thirds, and go on until all have ended and half a year is over.

        A story that is called `every …` begins in each month. In a campaign every working day is looked at, else the
        Mondays and those on which something happens.
        """
        waiting: list[tuple[date, int, str, Iterator[int]]] = []
        for name, story in stories.items():
            months = range(0, DAYS - 30, 28) if name.startswith("every") else [self.chance.randrange(DAYS * 2 // 3)]
            for after in months:
                begins = FIRST + timedelta(days=after + 1 + self.chance.randrange(3))
                heapq.heappush(waiting, (begins, len(waiting), name, story(self)))
        for day in (FIRST + timedelta(days=days) for days in range(1, DAYS)):
            is_looked_at = IS_CAMPAIGN or day.weekday() == 0 or (waiting and waiting[0][0] <= day)
            if day.weekday() > 4 or not is_looked_at:
                continue
            self.morning(day)
            while waiting and waiting[0][0] <= day:
                _, place, name, begun = heapq.heappop(waiting)
                self._go_on(waiting, place, name, begun)
        assert not waiting, [name for *_, name, _ in waiting]

    def _go_on(self, waiting: list[Any], place: int, name: str, story: Iterator[int]) -> None:
        try:
            days = next(story, None)
        except BaseException as error:
            error.add_note(f"in the story {name!r}, on {self.today}")
            raise
        assert self.running
        self.settle(self.running)
        with self.sandbox.workspace.changing():
            self.sandbox.workspace.windows.clear()
        if days is not None:
            heapq.heappush(waiting, (self.today + timedelta(days=days), place, name, story))

    def morning(self, day: date) -> None:
        """Go on to nine o'clock of this day; what is due is looked at twice, as by two processes."""
        assert self.running
        self.set_clock(max(datetime.combine(day, time(9, 0, 10), HERE), self.now() + timedelta(hours=1)))
        propose_due_steps(self.running.database, self.now())
        for _ in range(2):
            clock.look_after_alliances(self.running.database, self.now())
        self.settle(self.running)

    # What people do, beside what they do on every stage.

    def puts(self, title: str, by: str = KARA, **typed: Any) -> Message:
        """Raise a proposal at the desk, with whatever is typed, by the labels of the fields."""
        seen, somebody = len(self.cards()), self.person(by)
        somebody.clicks("Raise a proposal", self.desk())
        self._types(by, title, typed)
        somebody.submits()
        if typed.get("Papers"):
            self.reads(by, "Fetching the papers")
            somebody.closes()
        assert somebody.window is None, somebody.window.errors
        return self.until(lambda: len(self.cards()) > seen and self.cards()[-1])

    def _types(self, by: str, title: str, typed: dict[str, Any]) -> None:
        somebody, form = self.person(by), typed.pop("form", "")
        if form:
            assert somebody.window
            somebody.chooses(form, somebody.window)
        if SELDOM.intersection(typed):
            assert somebody.window
            somebody.clicks("More…", somebody.window)
        words = {
            "Title": title,
            "What we propose": f"{title}, from next month.",
            "Why this is best for people": "Warmth.",
        }
        somebody.fills({**words, **typed})

    def presses(self, person: str, *buttons: str) -> str:
        """Press one after the other in the window that each of them leaves open; return what is read then."""
        for words in buttons:
            window = self.person(person).window
            assert window, f"{person} has no window with {words}"
            self.person(person).clicks(words, window)
        return self.window(person)

    def sends(self, person: str, **typed: Any) -> None:
        """Fill in the open window and send it."""
        self.person(person).fills(typed)
        self.person(person).submits()
        window = self.person(person).window
        assert window is None or not window.errors, window.errors

    def reads(self, person: str, words: str) -> None:
        self.until(lambda: words in self.window(person))

    def opens(self, person: str, *buttons: str) -> str:
        """Open what is behind the desk's *Partners*."""
        self.person(person).clicks("Partners", self.desk())
        return self.presses(person, *buttons)

    def all_agree(self, card: Message) -> None:
        """Whoever decides and has not consented yet does so."""
        view = self.view(card)
        agreed = {each.id for each in consents(view.proposal, view.alliance.partners)} | view.stepped_back.keys()
        self.consents(card, *(it.representatives[0] for it in view.alliance.partners if it.id not in agreed))
        self.card_says(card, "Agreed on")

    def cards(self) -> list[Message]:
        """Digests and agendas have a heading, too."""
        return [it for it in super().cards() if _key(it).startswith("card:")]

    def leads(self) -> list[str]:
        query = "SELECT r.slack_user_id FROM representatives r JOIN partners p ON p.id = r.partner_id "
        return [
            it
            for (it,) in self.rows(
                f"{query}WHERE p.left_at IS NULL AND r.until IS NULL AND r.position = 0 ORDER BY p.id"
            )
        ]

    def name_of(self, card: Message) -> str:
        proposal = self.view(card).proposal
        return f"No. {proposal.number} · {proposal.current.title}"

    def says_in_channel(self, words: str) -> Message:
        return self.until(lambda: [it for it in self.channel() if words in picture(it)])[-1]

    def whispered(self, person: str, card: Message, words: str) -> Message:
        """Wait for what only this person sees, about this proposal, with these words."""
        who, name = self.person(person), card.text.partition(" ·")[0]
        both = (f"{name} ·", words)
        return self.until(lambda: [it for it in who.ephemerals(CHANNEL) if all(w in picture(it) for w in both)])[-1]

    # What is looked at in the end.

    def view(self, card: Message) -> ProposalView:
        assert self.running
        with self.running.database.snapshot() as connection:
            return view_of(connection, 1, int(_key(card).partition(":")[2]), self.now())

    def untrue_cards(self) -> list[str]:
        """List the cards that say something else than the database does."""
        untrue = []
        for card in self.cards():
            shown, wanted = self._named(picture(card)), self._named(read_message(card_of(self.view(card))))
            if shown != wanted:
                untrue.append(f"{shown}\nshould be\n{wanted}")
        return untrue

    def _named(self, words: str) -> str:
        """Call everybody by one name: Accord learns in its own time what those are called whom it only mentioned."""
        for user in self.sandbox.workspace.users.values():
            for called in (f"<@{user.id}>", user.name):
                words = words.replace(called, user.real_name)
        return words

    def said_twice(self) -> dict[str, int]:
        kept = self.sandbox.workspace
        said = [it for it in kept.messages if it.user == kept.bot_user and not it.is_deleted and it.metadata]
        keys = Counter((it.channel, _key(it)) for it in said)
        return {f"{channel} {key}": count for (channel, key), count in keys.items() if count > 1}

    def mondays(self) -> list[str]:
        days = (FIRST + timedelta(days=days) for days in range(7, DAYS, 7))
        return [f"{day:%a %-d %b} 09" for day in days]

    def kinds(self) -> set[str]:
        return {kind for (kind,) in self.rows("SELECT DISTINCT kind FROM log_entries")}


def _key(message: Message) -> str:
    return str(message.metadata["event_payload"]["key"]) if message.metadata else ""
