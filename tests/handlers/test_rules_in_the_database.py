"""Do the rules still hold when the real listeners record into a real database, in any order of events?

The listeners are called as Slack's deliveries call them; what they left in the tables is checked with plain SQL.
"""

import json
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.setup.alliance_file import AllianceFile, PartnerEntry
from bot.setup.founding import found_or_compare
from decisions.words.refusal import Refusal
from handlers.incoming.payloads import Act
from handlers.listeners.answers import interests, questions, reports, responses
from handlers.listeners.people import partners
from handlers.listeners.texts import proposals, raising, suggestions
from storage.record import decision_log
from storage.record.checks import comparison
from tests.cast import CHANNEL, KARA, MONDAY, typed
from tests.databases import with_tables
from tests.handlers.plain_tables import PlainTables
from tests.sampling import examples, sampled

PEOPLE = [f"U{partner}{place}" for partner in "ABCDEF" for place in "12"]
FOUNDERS = tuple(PartnerEntry(f"Partner {letter}", (f"U{letter}1", f"U{letter}2")) for letter in "ABC")


class ARealAlliance(PlainTables, RuleBasedStateMachine):
    """Three founding partners; up to three more may join."""

    @initialize()
    def found(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.database = with_tables(f"sqlite:///{self.folder}/accord.db")
        file = AllianceFile("Alliance", CHANNEL, "Europe/London", (KARA,), FOUNDERS)
        found_or_compare(self.database, file, MONDAY)
        self.now, self.deliveries, self.joining = MONDAY, 0, list("DEF")

    def teardown(self) -> None:
        if hasattr(self, "database"):
            with self.database.snapshot() as connection:
                assert list(comparison.differences(connection, 1)) == [], "the tables say what follows from the log"
            self.database.close()
            shutil.rmtree(self.folder)

    def act(self, person: str, value: dict[str, Any], words: dict[str, Any] | None = None) -> Act:
        self.now += timedelta(minutes=1)
        self.deliveries += 1
        return Act(person, self.now, f"click:{self.deliveries}", person.lower(), value, words or {}, CHANNEL)

    def some_open(self, data: st.DataObject) -> dict[str, Any]:
        row = data.draw(st.sampled_from(self.open_ones()))
        return {"proposal": row.id, "revision": row.revision, "decides": True}

    @rule(person=st.sampled_from([*PEOPLE, KARA]))
    def raise_one(self, person: str) -> None:
        words = {"title": "Title", "text": typed("Text"), "benefit": "Good"}
        try_it(lambda: raising.raise_proposal(self.act(person, {"alliance": 1}, words), self.database))

    @precondition(lambda self: self.joining)
    @rule()
    def propose_joining(self) -> None:
        letter = self.joining.pop()
        words = {"name": f"Partner {letter}", "people": f"U{letter}1", "deputies": [f"U{letter}2"]}
        words |= {"text": typed("It joins"), "benefit": "Good"}  # type: ignore[dict-item]  # rich text among words
        try_it(lambda: partners.propose_joining(self.act(KARA, {"alliance": 1}, words), self.database))

    @rule(data=st.data())
    def propose_leaving(self, data: st.DataObject) -> None:
        now_here = [row.id for row in self.rows("SELECT id FROM partners WHERE left_at IS NULL ORDER BY id")]
        words = {"partner": str(data.draw(st.sampled_from(now_here))), "text": typed("It leaves"), "benefit": "Good"}
        try_it(lambda: partners.propose_leaving(self.act(KARA, {"alliance": 1}, words), self.database))

    @precondition(lambda self: self.open_ones())
    @rule(data=st.data(), concern=st.sampled_from(["", "Noise"]))
    def everybody_consents(self, data: st.DataObject, concern: str) -> None:
        """Often enough, a proposal gets so far that it is agreed."""
        value = self.some_open(data)
        for person in data.draw(st.permutations(PEOPLE[::2])):
            act = self.act(person, value, {"concern": concern, "settled_by": "words", "settled": "A nurse comes"})
            try_it(lambda act=act: responses.consent_after_all(act, self.database))

    @precondition(lambda self: self.open_ones())
    @rule(data=st.data())
    def all_but_one_consent_and_that_one_leaves(self, data: st.DataObject) -> None:
        """What waited for one partner alone is agreed at the moment at which it leaves."""
        here = self.rows(
            "SELECT p.id, r.slack_user_id AS lead FROM partners p JOIN representatives r ON r.partner_id = p.id "
            "WHERE p.left_at IS NULL AND r.position = 0 ORDER BY p.id"
        )
        waiting, silent = self.some_open(data), data.draw(st.sampled_from(here))
        for partner in here:
            if partner != silent:
                act = self.act(partner.lead, waiting)
                try_it(lambda act=act: responses.consent_after_all(act, self.database))
        words = {"partner": str(silent.id), "text": typed("It leaves"), "benefit": "Good"}
        try_it(lambda: partners.propose_leaving(self.act(KARA, {"alliance": 1}, words), self.database))
        newest = self.open_ones()[-1:]
        for partner in here if newest else []:
            value = {"proposal": newest[0].id, "revision": newest[0].revision, "decides": True}
            act = self.act(partner.lead, value)
            try_it(lambda act=act: responses.consent_after_all(act, self.database))

    @precondition(lambda self: self.open_ones())
    @rule(data=st.data(), person=st.sampled_from(PEOPLE), ends=st.sampled_from(["", "text", "words", "concern"]))
    def consent(self, data: st.DataObject, person: str, ends: str) -> None:
        act = self.act(person, self.some_open(data), {"settled_by": ends, "settled": "So", "concern": "Noise"})
        try_it(lambda: responses.consent_after_all(act, self.database))

    @precondition(lambda self: self.open_ones())
    @rule(data=st.data(), person=st.sampled_from(PEOPLE))
    def object(self, data: st.DataObject, person: str) -> None:
        act = self.act(person, self.some_open(data), {"reason": "Too dear"})
        try_it(lambda: responses.object_to(act, self.database))

    @precondition(lambda self: self.open_ones())
    @rule(data=st.data(), consents=st.booleans(), count=st.integers(0, 6), taker=st.sampled_from([KARA, KARA, "UA1"]))
    def a_cure_is_suggested_consented_to_and_taken(
        self, *, data: st.DataObject, consents: bool, count: int, taker: str
    ) -> None:
        value, objector, *others = self.some_open(data), *data.draw(st.permutations(PEOPLE[::2]))
        words: dict[str, Any] = {"reason": "No nurse", "own_consent": ["yes"] if consents else None}
        words[f"suggestion.{value['revision']}"] = typed(f"Cure {self.deliveries}")
        try_it(lambda: responses.object_to(self.act(objector, value, words), self.database))
        for newest in self.rows("SELECT id, proposal_id, revision FROM suggestions ORDER BY id DESC LIMIT 1"):
            value = {"proposal": newest.proposal_id, "revision": newest.revision, "suggestion": newest.id}
        for person in others[:count]:
            act = self.act(person, value, {"settled_by": "text"})
            try_it(lambda act=act: suggestions.consent_beforehand(act, self.database))
        try_it(lambda: suggestions.take(self.act(taker, {**value, "decides": True}), self.database))

    @precondition(lambda self: self.rows("SELECT 1 FROM suggestions"))
    @rule(data=st.data(), person=st.sampled_from(PEOPLE))
    def think_again(self, data: st.DataObject, person: str) -> None:
        row = data.draw(st.sampled_from(self.rows("SELECT * FROM suggestions ORDER BY id DESC LIMIT 4")))
        value = {"proposal": row.proposal_id, "revision": row.revision, "suggestion": row.id}
        try_it(lambda: suggestions.take_back(self.act(person, value), self.database))

    @precondition(lambda self: self.rows("SELECT 1 FROM responses"))
    @rule(data=st.data(), person=st.sampled_from(PEOPLE))
    def undo(self, data: st.DataObject, person: str) -> None:
        row = data.draw(st.sampled_from(self.rows("SELECT id, proposal_id FROM responses ORDER BY id DESC LIMIT 5")))
        act = self.act(person, {"proposal": row.proposal_id, "response": row.id})
        try_it(lambda: responses.undo(act, self.database))

    @precondition(lambda self: self.open_ones())
    @rule(data=st.data())
    def amend(self, data: st.DataObject) -> None:
        value = self.some_open(data)
        words = {"title": "Title", "text": typed(f"Text {self.deliveries}"), "benefit": "Good"}
        try_it(lambda: proposals.amend(self.act(KARA, value, words), self.database))

    @precondition(lambda self: self.open_ones())
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        act = self.act(KARA, self.some_open(data), {"reason": "Not now"})
        try_it(lambda: proposals.withdraw(act, self.database))

    @precondition(lambda self: self.open_ones())
    @rule(data=st.data(), person=st.sampled_from(PEOPLE))
    def take_time(self, data: st.DataObject, person: str) -> None:
        words = {"question": "Why?", "answer_by": "2027-01-01"}
        act = self.act(person, self.some_open(data), words)
        try_it(lambda: questions.take_time(act, self.database))

    @precondition(lambda self: self.open_ones())
    @rule(data=st.data(), who=st.sampled_from([KARA, *PEOPLE]))
    def report_every_consent(self, data: st.DataObject, who: str) -> None:
        """Reports never agree anything, whoever makes them and however many there are."""
        value = self.some_open(data)
        for row in self.rows("SELECT id FROM partners WHERE left_at IS NULL ORDER BY id"):
            act = self.act(who, value, {"partner": str(row.id), "note": "By phone"})
            try_it(lambda act=act: reports.report_consent(act, self.database))

    @precondition(lambda self: self.rows("SELECT 1 FROM reports"))
    @rule(data=st.data(), person=st.sampled_from(PEOPLE))
    def refuse_report(self, data: st.DataObject, person: str) -> None:
        row = data.draw(st.sampled_from(self.rows("SELECT id, proposal_id FROM reports ORDER BY id DESC LIMIT 5")))
        act = self.act(person, {"proposal": row.proposal_id, "report": row.id})
        try_it(lambda: reports.refuse_report(act, self.database))

    @precondition(lambda self: self.open_ones())
    @rule(data=st.data(), person=st.sampled_from(PEOPLE), partner=st.integers(1, 6), what=st.sampled_from("ddlt"))
    def have_an_interest(self, data: st.DataObject, person: str, partner: int, what: str) -> None:
        """Declare it, let somebody take part who did, or take part again."""
        value = {**self.some_open(data), "alliance": 1, "whose": partner}
        words = {"matter": str(value["proposal"]), "nature": "role", "words": "We run it"}
        listener = {"d": interests.declare, "l": interests.let_take_part, "t": interests.take_part}[what]
        try_it(lambda: listener(self.act(person, value, words), self.database))

    @precondition(lambda self: self.open_ones())
    @rule(data=st.data())
    def all_let_whoever_stepped_back(self, data: st.DataObject) -> None:
        value = self.some_open(data)
        for whose in self.back(value["proposal"], "9999-12-31"):
            for person in PEOPLE[::2]:
                act = self.act(person, {**value, "whose": whose})
                try_it(lambda act=act: interests.let_take_part(act, self.database))

    @invariant()
    def agreed_only_by_all_who_were_partners_then(self) -> None:
        for row in self.rows("SELECT proposal_id, revision, at, partners FROM agreements"):
            last = self.rows(f"SELECT max(number) AS n FROM revisions WHERE proposal_id = {row.proposal_id}")  # noqa: S608 (likewise)
            assert row.revision == last[0].n
            then = self.rows(
                f"SELECT id FROM partners WHERE joined_at < '{row.at}' AND (left_at IS NULL OR left_at >= '{row.at}')"  # noqa: S608 (likewise)
            )
            standing = self.standing(row.proposal_id, row.revision, row.at)
            decided = {int(number) for number in row.partners.strip("[]").split(",")}
            assert decided <= {partner.id for partner in then}
            assert all(standing.get(partner) == "consent" for partner in decided)
            assert not decided & self.back(row.proposal_id, row.at).keys()
            assert len(decided) > 1

    @invariant()
    def agreed_at_the_moment_when_it_holds(self) -> None:
        here = {row.id for row in self.rows("SELECT id FROM partners WHERE left_at IS NULL")}
        for row in self.open_ones():
            standing = self.standing(row.id, row.revision, "9999-12-31")
            they = here - self.back(row.id, "9999-12-31").keys()
            consenting = {partner for partner in they if standing.get(partner) == "consent"}
            assert len(they) < 2 or consenting != they

    @invariant()
    def every_consent_names_the_text_that_the_log_put_under_its_number(self) -> None:
        put = {}
        for row in self.rows("SELECT fields FROM log_entries WHERE kind IN ('proposal_raised', 'proposal_amended')"):
            fields = json.loads(row.fields)
            put[fields["number"], fields["revision"]] = fields["text_sha256"]
        for row in self.rows(
            "SELECT p.number, r.revision, r.text_sha256 AS named FROM responses r "
            "JOIN proposals p ON p.id = r.proposal_id WHERE r.kind = 'consent'"
        ):
            assert put[row.number, row.revision] == row.named

    @invariant()
    def a_report_that_is_not_so_was_refused_by_its_own_partner(self) -> None:
        for row in self.rows("SELECT f.by, r.partner_id FROM report_refusals f JOIN reports r ON r.id = f.report_id"):
            spoke = self.rows(
                f"SELECT 1 FROM representatives WHERE partner_id = {row.partner_id} AND slack_user_id = '{row.by}'"  # noqa: S608 (likewise)
            )
            assert spoke

    @invariant()
    def numbers_have_no_gaps_the_chain_holds_and_outcomes_are_said_once(self) -> None:
        numbers = [row.number for row in self.rows("SELECT number FROM proposals ORDER BY id")]
        assert numbers == list(range(1, len(numbers) + 1))
        said = self.rows("SELECT count(*) AS n, count(DISTINCT key) AS k FROM messages WHERE kind = 'outcome'")[0]
        assert said.n == said.k == self.rows("SELECT count(*) AS n FROM agreements")[0].n
        with self.database.snapshot() as connection:
            assert decision_log.first_broken_entry(connection, 1) is None


def try_it(act: Any) -> None:
    """Whether a rule refuses or a window asks again does not matter here: only what was recorded does."""
    try:
        act()
    except Refusal:
        return


ARealAlliance.TestCase.settings = settings(max_examples=examples(10, 250), stateful_step_count=30, deadline=None)
TestEveryOrderOfEvents = sampled(ARealAlliance.TestCase)
