"""A database in which a proposal is put, sealed, and what people do with it and can see of it."""

import io
import json
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.publishing import exports
from bot.publishing.chapters import Span
from decisions.proposal.proposal import Proposal
from decisions.words.refusal import Refusal
from handlers.clock.clock import look_after_alliances
from handlers.courier.messages import written_to
from handlers.gathering.home import home_contents
from handlers.gathering.proposal_view import view_of
from handlers.incoming.payloads import Act
from handlers.listeners.answers import interests, questions, reports, responses, sealing
from handlers.listeners.desk import decision_log, front_desk, overviews
from handlers.listeners.people import partners, speakers
from handlers.listeners.texts import proposals, reading
from handlers.views.card.proposal_card import card
from handlers.views.desk.home import home
from storage.engine.columns import metadata
from storage.engine.database import Database
from storage.outbox.attempts import OutboxMessage
from storage.personal import personal_data
from storage.record.proposals import proposals as kept
from storage.tables import lanes, messages
from tests.cast import CHANNEL, KARA, MONDAY, typed

# Ada and Abe speak for Ash, and so on; who is named last joins when a partner says so.
NAMES = ("Ash", "Birch", "Cedar", "Dogwood")
PEOPLE = {name: (f"U0{name[0]}1", f"U0{name[0]}2") for name in NAMES}
SPEAKERS = [person for two in PEOPLE.values() for person in two]
MARK = "quince"
_IDS = count(1)
Step = tuple[Any, ...]


class Table:
    """A database in which No. 1 was put to the partners, sealed, and what people do with it."""

    def __init__(self, path: Path) -> None:
        self.database = Database(f"sqlite:///{path}")
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

    def does(self, step: Step, answer: str) -> str:
        """Take a step; return why it was refused, "" where it was not."""
        try:
            getattr(self, f"_{step[0]}")(*step[1:], answer)
        except Refusal as refused:
            return refused.words
        return ""

    def _answers(self, person: str, answer: str) -> None:
        words = f"{MARK} {next(_IDS)}"
        if answer == "object":
            act = self.act(person, None, {"reason": words, "acceptable_if": words})
            responses.object_to(act, self.database)
        else:
            act = self.act(person, None, {"concern": words if answer == "concern" else ""})
            responses.consent_after_all(act, self.database)
        self.sealed[self._of(person)] = (answer, "" if answer == "consent" else words, person)

    def _brings_a_text(self, person: str, _answer: str) -> None:
        words = {"reason": MARK, "suggestion.1": typed(f"{MARK} is the other text")}
        responses.object_to(self.act(person, None, words), self.database)

    def _presses(self, person: str, _answer: str) -> None:
        """Consent, as on the card: whoever would open all is asked once more, and then leaves it."""
        if self._is_last(person):
            responses.consent(self.act(person, {"decides": False}), self.database)

    def _takes_back(self, person: str, _answer: str) -> None:
        sealing.take_back(self.act(person), self.database)
        self.sealed.pop(self._of(person))

    def _takes_time(self, person: str, _answer: str) -> None:
        words = {"question": "Who pays?", "answer_by": "2027-01-01"}
        questions.take_time(self.act(person, None, words), self.database)

    def _worries(self, person: str, _answer: str) -> None:
        sealing.tell_worry(self.act(person, None, {"worry": "The noise"}), self.database)

    def _steps_back(self, person: str, _answer: str) -> None:
        words = {"matter": "1", "nature": "role", "words": "We run it"}
        # What it had answered counts no more from then on, also where this opens all.
        before = self.sealed.pop(self._of(person), None)
        try:
            interests.declare(self.act(person, None, words), self.database)
        except Refusal:
            if before:
                self.sealed[self._of(person)] = before
            raise

    def _takes_part(self, person: str, _answer: str) -> None:
        interests.take_part(self.act(person, None, {"words": "We do not run it now"}), self.database)

    def _hands_over(self, person: str, _answer: str) -> None:
        one, other = PEOPLE[self._of(person)]
        words = {"people": other if person == one else one, "deputies": []}
        partner = {"partner": NAMES.index(self._of(person)) + 1}
        speakers.say_who_speaks(self.act(person, partner, words), self.database)

    def _leaves(self, name: str, _answer: str) -> None:
        """All agree that a partner leaves; where the others have answered, that opens all."""
        before = len(self.open_ones())
        words = {"partner": str(NAMES.index(name) + 1), "text": typed("It leaves"), "benefit": "Good"}
        partners.propose_leaving(self.act(KARA, None, words), self.database)
        here = self.sealed.pop(name, None)
        newest = self.open_ones()[-1]
        for person in SPEAKERS:
            try:
                responses.consent_after_all(self.act(person, {"proposal": newest}), self.database)
            except Refusal:
                continue
        if len(self.open_ones()) > before and here:
            self.sealed[name] = here

    def _closes(self, _answer: str) -> None:
        words = {"text": typed("It has done its work"), "benefit": "Good"}
        partners.propose_closing(self.act(KARA, None, words), self.database)
        newest = self.open_ones()[-1]
        for person in SPEAKERS:
            try:
                responses.consent_after_all(self.act(person, {"proposal": newest}), self.database)
            except Refusal:
                continue

    def _reports(self, name: str, _answer: str) -> None:
        words = {"partner": str(NAMES.index(name) + 1), "note": "By phone"}
        reports.report_consent(self.act(KARA, None, words), self.database)

    def _reminds(self, _answer: str) -> None:
        proposals.remind(self.act(KARA), self.database)

    def _waits(self, days: int, _answer: str) -> None:
        self.now += timedelta(days=days)
        look_after_alliances(self.database, self.now)

    def _opens(self, person: str, _answer: str) -> None:
        sealing.open_answers(self.act(person), self.database)

    def _opens_late(self, person: str, answer: str) -> None:
        self._waits(12, answer)
        self._opens(person, answer)

    def _amends(self, person: str, _answer: str) -> None:
        words = {"title": "Beds", "text": typed("Twelve beds."), "benefit": "Warmth.", "decide_by": "2026-12-18"}
        proposals.amend(self.act(person, None, words), self.database)

    def _withdraws(self, person: str, _answer: str) -> None:
        proposals.withdraw(self.act(person, None, {"reason": "Not now"}), self.database)

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

    # What can be seen.

    def stored(self, _onlooker: str) -> str:
        """All that the database keeps, but for the one table in which sealed words are."""
        with self.database.snapshot() as connection:
            rows = {
                name: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name}")]  # noqa: S608 (our own name)
                for name in (*metadata.tables, "proposal_words")
                if name != "sealed_words"
            }
        return repr(rows)

    def said(self, onlooker: str) -> str:
        """Everything that the courier says, as it writes it now: the card, all messages, a Home."""
        with self.database.snapshot() as connection:
            query = select(messages, lanes.c.slack_user_id).join(lanes, lanes.c.id == messages.c.lane_id)
            unsaid = [row for row in connection.execute(query) if row.kind not in ("desk", "living_log")]
            shown = [json.dumps(card(view_of(connection, 1, 1, self.now)).blocks)]
            shown += [json.dumps(home(home_contents(connection, 1, each, self.now))) for each in (onlooker, KARA)]
        for row in unsaid:
            message = OutboxMessage(row.id, row.key, row.kind, row.about, None)
            said = written_to(self.database, 1, message, row.slack_user_id or KARA, self.now)
            shown.append(json.dumps([said.text, said.blocks]))
        return "\n".join(shown)

    def opened_windows(self, person: str) -> str:
        """Everything that somebody can open."""
        looks: dict[str, Callable[[Act, Database], Any]] = {
            "read": reading.read,
            "object": responses.ask_for_objection,
            "time": questions.ask_for_time,
            "history": proposals.history,
            "amend": proposals.ask_to_amend,
            "withdraw": proposals.ask_to_withdraw,
            "report": reports.ask_whose_consent,
            "interests": interests.show_parts,
            "open": sealing.ask_to_open,
            "concern": sealing.ask_for_concern,
            "worry": sealing.ask_what_worries,
            "sealed": sealing.show_sealed,
            "status": overviews.show_status,
            "digest": overviews.preview_digest,
            "waits": front_desk.show_what_waits,
            "search": decision_log.search_for,
        }
        shown = []
        for name, look in looks.items():
            try:
                # The beginning of a word finds it.
                shown.append(json.dumps([name, look(self.act(person, None, {"words": MARK[:4]}), self.database)]))
            except Refusal as refused:
                shown.append(refused.words)
        # Another text than the one that stands is asked about anew, with what is there to be shown.
        for value in ({"revision": 2}, {"text": "older"}):
            try:
                shown.append(json.dumps(responses.consent(self.act(person, value), self.database)))
            except Refusal as refused:
                shown.append(refused.words)
        return "\n".join(shown)

    def published(self, onlooker: str) -> str:
        out = io.StringIO()
        with self.database.snapshot() as connection:
            for form in exports.FORMS:
                exports.write(connection, [1], form, Span(), self.now.date(), out)
            out.write(repr(personal_data.kept(connection, onlooker)))
        return out.getvalue()
