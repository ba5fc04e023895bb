"""What people begin beside the story that is played, so that what comes in can touch a little of everything."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

from decisions.set_up.settings import mark
from handlers.gathering.proposal_view import view_of
from handlers.incoming.payloads import Act
from handlers.listeners.afterwards import actions
from handlers.listeners.answers import bundles, interests, reports, responses
from handlers.listeners.desk import meetings
from handlers.listeners.people import partners
from handlers.listeners.set_up import matters, settings
from handlers.listeners.texts import forms, raising
from handlers.recording.afterwards.steps import propose_due_steps
from handlers.views.blocks.kit import packed
from storage.alliance import alliances
from storage.engine.database import Database
from storage.record.proposals import proposals
from tests.cast import ANN, CAT, CHANNEL, DEV, GUS, HAL, KARA, LEADS, typed

WORDS = {"text": typed("So it is."), "benefit": "Warmth."}


class Affairs:
    def __init__(self, database: Database, now: Any) -> None:
        self.database, self.now, self._acts = database, now, count(1)

    def does(self, what: Callable[[Act, Database], Any], person: str, value: Any = None, words: Any = None) -> None:
        carried = {"alliance": 1, **(value or {})}
        act = Act(person, self.now, f"affair:{next(self._acts)}", person, carried, words or {}, CHANNEL)
        what(act, self.database)

    def raises(self, title: str, **words: Any) -> dict[str, Any]:
        self.does(raising.raise_proposal, KARA, None, {**WORDS, "title": title, **words})
        return self.newest()

    def newest(self) -> dict[str, Any]:
        """What the controls of the newest proposal carry."""
        with self.database.snapshot() as connection:
            return view_of(connection, 1, proposals.open_ids(connection, 1)[-1], self.now).value()

    def all_consent(self) -> dict[str, Any]:
        newest = self.newest()
        for person in LEADS:
            self.does(responses.consent_after_all, person, {**newest, "decides": True})
        return newest

    def begin(self) -> None:
        later = (self.now + timedelta(days=30)).date().isoformat()
        self._sets_up()
        self.raises("Decided with records")
        decided = self.all_consent()
        self.does(actions.add, KARA, decided, {"what": "Buy beds", "owner": DEV, "due_on": later})
        self.raises("Van", sealed=["yes"], decide_by=later)
        van = self.newest()
        self.does(responses.object_to, ANN, van, {"reason": "Too old"})
        self.does(responses.consent_after_all, CAT, {**van, "decides": True})
        self.raises("Nurse")
        nurse = self.newest()
        words = {"matter": str(nurse["proposal"]), "nature": "role", "words": "We run it"}
        self.does(interests.declare, HAL, {"decides": True}, words)
        self.does(interests.let_take_part, GUS, {**nurse, "whose": 7})
        self.does(reports.report_consent, KARA, nurse, {"partner": "5", "note": "By phone"})
        cure = {"reason": "No nurse", f"suggestion.{nurse['revision']}": typed("Two nurses.")}
        self.does(responses.object_to, ANN, nurse, cure)
        self.now += timedelta(days=2)
        propose_due_steps(self.database, self.now)
        tea, cups = self.raises("Tea"), self.raises("Cups")
        self.does(bundles.make, KARA, None, {"bundled.0": [packed(tea), packed(cups)]})
        self.does(meetings.open_one, KARA, None, {"held_on": self.now.date().isoformat(), "place": "Town Hall"})

    def _sets_up(self) -> None:
        with self.database.snapshot() as connection:
            here, said = alliances.load(connection, 1), alliances.settings(connection, 1)
        wanted = {**vars(said), "operations_managers": [KARA], "correction_days": "10"}
        self.does(settings.change, KARA, {"seen": mark(here, said)}, wanted)
        self.does(forms.make, KARA, None, {"name": "Spending", "name.0": "Budget", "required.0": ["required"]})
        standing = {"matter": "standing", "nature": "money", "words": "Paid by the fund"}
        self.does(interests.declare, GUS, None, standing)
        self.does(partners.propose_ladder, CAT, None, {**WORDS, "step.0": "We talk", "after.0": "1"})
        self.all_consent()
        sets = {"name": "Repairs", "decider": "manager", "each": "500", "in_all": "800", "until": "2027-12-31"}
        self.does(matters.propose_setting, KARA, None, {**WORDS, **sets})
        self.all_consent()
        reserved = {"name": "Planning", "decider": "partner", "partner": "1"}
        self.does(matters.propose_setting, KARA, None, {**WORDS, **reserved})
        self.all_consent()
        plan = self.raises("Plan", matter="=Planning")
        self.does(matters.give_opinion, GUS, plan, {"words": "The ground is wet."})
