"""A database in which a proposal is put, sealed, and what people do with it and can see of it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.setup.alliance_file import AllianceFile, PartnerEntry
from bot.setup.founding import found_or_compare
from decisions.proposal.proposal import Proposal
from decisions.words.refusal import Refusal
from handlers.clock.clock import look_after_alliances
from handlers.gathering.proposal_view import view_of
from handlers.incoming.payloads import Act
from handlers.incoming.refusals import was_counted
from handlers.listeners.answers import interests, questions, reports, responses, sealing
from handlers.listeners.people import partners, speakers
from handlers.listeners.texts import proposals, raising, reminders
from storage.engine.database import Database
from storage.outbox.outbox import SaidAlready
from storage.record.proposals import proposals as kept
from tests.cast import CHANNEL, KARA, MONDAY, typed
from tests.databases import with_tables
from tests.handlers.mortal import Mortal

# Ada and Abe speak for Ash, and so on; who is named last joins when a partner says so.
NAMES = ("Ash", "Birch", "Cedar", "Dogwood")
PEOPLE = {name: (f"U0{name[0]}1", f"U0{name[0]}2") for name in NAMES}
SPEAKERS = [person for two in PEOPLE.values() for person in two]
MARK = "quince"
Step = tuple[Any, ...]
Listener = Callable[[Act, Database], Any]


class Table(Mortal):
    """A database in which No. 1 was put to the partners, sealed, and what people do with it."""

    # Before which statement of what is delivered next the process is killed; 0 for none.
    _dies_before = 0
    was_killed = False

    def begin(self, first: Path) -> None:
        """Have all be as it was at first."""
        self.begin_anew(first)
        self.now, self._deliveries = MONDAY + timedelta(hours=1), 0
        # What each partner sealed last, by name, and who did.
        self.sealed: dict[str, tuple[str, str, str]] = {}

    def act(self, person: str, value: dict[str, Any] | None = None, typed_words: dict[str, Any] | None = None) -> Act:
        self.now += timedelta(minutes=1)
        self._deliveries += 1
        about = {"alliance": 1, "proposal": 1, "revision": 1, "decides": True, **(value or {})}
        return Act(person, self.now, f"press:{self._deliveries}", person, about, typed_words or {}, CHANNEL)

    @property
    def proposal(self) -> Proposal:
        with self.database.snapshot() as connection:
            return kept.load(connection, 1)

    def does(self, step: Step, answer: str, dies_before: int = 0) -> str:
        """Take a step; return why it was refused, "" where it was not.

        With `dies_before` the process is killed before it comes to that statement of what is delivered first.
        """
        self._dies_before = dies_before
        try:
            getattr(self, f"_{step[0]}")(*step[1:], answer)
        except Refusal as refused:
            return refused.words
        finally:
            self._dies_before = 0
        return ""

    def _deliver(self, listener: Listener, act: Act) -> None:
        """Slack delivers it; whatever it is not told of, because the process was killed, it delivers again."""
        statement, self._dies_before = self._dies_before, 0
        self.was_killed = statement > 0 and self.is_killed_before(statement, lambda: listener(act, self.database))
        if self.was_killed or not statement:
            listener(act, self.database)
            return
        # Killed when all was done, and before Slack was told so.
        try:
            listener(act, self.database)
        except SaidAlready:
            pass
        except Refusal:
            assert was_counted(act, self.database)

    def _answers(self, person: str, answer: str) -> None:
        words = f"{MARK} {self._deliveries}"
        if answer == "object":
            act = self.act(person, None, {"reason": words, "acceptable_if": words})
            self._deliver(responses.object_to, act)
        else:
            act = self.act(person, None, {"concern": words if answer == "concern" else ""})
            self._deliver(responses.consent_after_all, act)
        self.sealed[self._of(person)] = (answer, "" if answer == "consent" else words, person)

    def _brings_a_text(self, person: str, _answer: str) -> None:
        words = {"reason": MARK, "suggestion.1": typed(f"{MARK} is the other text")}
        self._deliver(responses.object_to, self.act(person, None, words))

    def _presses(self, person: str, _answer: str) -> None:
        """Consent, as on the card: whoever would open all is asked once more, and then leaves it."""
        if self._is_last(person):
            self._deliver(responses.consent, self.act(person, {"decides": False}))

    def _takes_back(self, person: str, _answer: str) -> None:
        self._deliver(sealing.take_back, self.act(person))
        self.sealed.pop(self._of(person))

    def _takes_time(self, person: str, _answer: str) -> None:
        words = {"question": "Who pays?", "answer_by": "2027-01-01"}
        self._deliver(questions.take_time, self.act(person, None, words))

    def _worries(self, person: str, _answer: str) -> None:
        self._deliver(sealing.tell_worry, self.act(person, None, {"worry": "The noise"}))

    def _steps_back(self, person: str, _answer: str) -> None:
        words = {"matter": "1", "nature": "role", "words": "We run it"}
        # What it had answered counts no more from then on, also where this opens all.
        before = self.sealed.pop(self._of(person), None)
        try:
            self._deliver(interests.declare, self.act(person, None, words))
        except Refusal:
            if before:
                self.sealed[self._of(person)] = before
            raise

    def _takes_part(self, person: str, _answer: str) -> None:
        self._deliver(interests.take_part, self.act(person, None, {"words": "We do not run it now"}))

    def _hands_over(self, person: str, _answer: str) -> None:
        one, other = PEOPLE[self._of(person)]
        words = {"people": other if person == one else one, "deputies": []}
        partner = {"partner": NAMES.index(self._of(person)) + 1}
        self._deliver(speakers.say_who_speaks, self.act(person, partner, words))

    def _leaves(self, name: str, _answer: str) -> None:
        """All agree that a partner leaves; where the others have answered, that opens all."""
        before = len(self.open_ones())
        words = {"partner": str(NAMES.index(name) + 1), "text": typed("It leaves"), "benefit": "Good"}
        self._deliver(partners.propose_leaving, self.act(KARA, None, words))
        here = self.sealed.pop(name, None)
        newest = self.open_ones()[-1]
        for person in SPEAKERS:
            try:
                self._deliver(responses.consent_after_all, self.act(person, {"proposal": newest}))
            except Refusal:
                continue
        if len(self.open_ones()) > before and here:
            self.sealed[name] = here

    def _closes(self, _answer: str) -> None:
        words = {"text": typed("It has done its work"), "benefit": "Good"}
        self._deliver(partners.propose_closing, self.act(KARA, None, words))
        newest = self.open_ones()[-1]
        for person in SPEAKERS:
            try:
                self._deliver(responses.consent_after_all, self.act(person, {"proposal": newest}))
            except Refusal:
                continue

    def _reports(self, name: str, _answer: str) -> None:
        words = {"partner": str(NAMES.index(name) + 1), "note": "By phone"}
        self._deliver(reports.report_consent, self.act(KARA, None, words))

    def _reminds(self, _answer: str) -> None:
        self._deliver(reminders.remind, self.act(KARA))

    def _waits(self, days: int, _answer: str) -> None:
        self.now += timedelta(days=days)
        look_after_alliances(self.database, self.now)

    def _opens(self, person: str, _answer: str) -> None:
        self._deliver(sealing.open_answers, self.act(person))

    def _opens_late(self, person: str, answer: str) -> None:
        self._waits(12, answer)
        self._opens(person, answer)

    def _amends(self, person: str, _answer: str) -> None:
        words = {"title": "Beds", "text": typed("Twelve beds."), "benefit": "Warmth.", "decide_by": "2026-12-18"}
        self._deliver(proposals.amend, self.act(person, None, words))

    def _withdraws(self, person: str, _answer: str) -> None:
        self._deliver(proposals.withdraw, self.act(person, None, {"reason": "Not now"}))

    def open_ones(self) -> list[int]:
        with self.database.snapshot() as connection:
            return kept.open_ids(connection, 1)

    def _of(self, person: str) -> str:
        return next(name for name, two in PEOPLE.items() if person in two)

    def _is_last(self, person: str) -> bool:
        with self.database.snapshot() as connection:
            names = view_of(connection, 1, 1, self.now).partner_names
        answered = {names[each.partner_id] for each in self.proposal.sealed_answers}
        return {*NAMES} - answered <= {self._of(person)}


def put_sealed(path: Path) -> None:
    """Put No. 1 to four partners, sealed, to be decided within two weeks."""
    database = with_tables(f"sqlite:///{path}")
    entries = tuple(PartnerEntry(name, two) for name, two in PEOPLE.items())
    found_or_compare(database, AllianceFile("Alliance", CHANNEL, "Europe/London", (KARA,), entries), MONDAY)
    words = {"title": "Beds", "text": typed("Ten beds."), "benefit": "Warmth.", "decide_by": "2026-11-13"}
    act = Act(KARA, MONDAY, "raise", KARA, {"alliance": 1}, {**words, "sealed": ["yes"]}, CHANNEL)
    raising.raise_proposal(act, database)
    database.close()
