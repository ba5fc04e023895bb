"""To whom is a bundle put, and does what they read stay true?"""

import json
from collections.abc import Mapping
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import text

from decisions.words.refusal import Refusal
from handlers.clock import clock
from handlers.gathering.bundles import bundle_now
from handlers.incoming.payloads import Act
from handlers.incoming.refusals import was_counted
from handlers.listeners.answers import bundles, responses
from handlers.views.blocks import ids
from handlers.views.blocks.kit import packed
from sandbox import Message
from storage.record.proposals import proposals
from storage.record.proposals.bundles import newest
from tests.cast import ANN, CHANNEL, DEV, HAL, IVY, KARA, LEADS
from tests.handlers.desk import Desk
from tests.reading import read_message

_ACTS = count(1)
CONSENT_IN_NO_LOG = (
    "INSERT INTO responses (id, proposal_id, revision, partner_id, kind, by, at, concern, reason, acceptable_if, "
    "settled, text_sha256) "
    "SELECT max(id) + 1000, :proposal, 1, (SELECT id FROM partners WHERE name = 'Tollcross Housing First'), 'consent', "
    "'U0HAL', max(at), '', '', '', '', "
    "(SELECT max(text_sha256) FROM responses WHERE proposal_id = :proposal) FROM responses"
)


def act(desk: Desk, person: str, value: Mapping[str, Any], typed: Mapping[str, Any] | None = None) -> Act:
    return Act(person, desk.now, f"act:{next(_ACTS)}", person, value, typed or {})


def value(desk: Desk) -> dict[str, Any]:
    """What the bundle's button carries now."""
    with desk.database.snapshot() as connection:
        return bundle_now(connection, 1, newest(connection, 1), desk.now).value()


def bundled(desk: Desk) -> Act:
    """A second matter is raised, and both are bundled."""
    desk.raises()
    marks = desk.rows("SELECT p.id, r.number FROM proposals p JOIN revisions r ON r.proposal_id = p.id")
    chosen = [packed({"proposal": each, "revision": revision, "text": mark(desk, each)}) for each, revision in marks]
    made = act(desk, KARA, {"alliance": 1}, {"bundled.0": chosen})
    bundles.make(made, desk.database)
    return made


def mark(desk: Desk, proposal_id: int) -> str:
    with desk.database.snapshot() as connection:
        return proposals.load(connection, proposal_id).current.mark


def ticks(desk: Desk) -> None:
    """Look at the clock twice, as two processes would, and have everything said."""
    for _ in range(2):
        clock.look_after_alliances(desk.database, desk.now)
    desk.works_off(steps=2)


def told(desk: Desk, person: str) -> list[str]:
    return [read(each) for each in desk.sandbox.person(person).direct_messages() if "🧺" in read(each)]


def read(message: Message) -> str:
    return read_message({"text": message.text, "blocks": message.blocks})


def reminders(desk: Desk) -> list[tuple[str, list[int]]]:
    """List whom a reminder went to, and of which proposals."""
    query = "SELECT l.slack_user_id, m.about FROM messages m JOIN lanes l ON l.id = m.lane_id WHERE m.kind = 'reminder'"
    return [(person, json.loads(about)["proposals"]) for person, about in desk.rows(f"{query} ORDER BY m.id")]


def kinds(desk: Desk) -> set[str]:
    query = "SELECT DISTINCT kind FROM messages WHERE kind IN ('asked', 'bundle_asked', 'reminder')"
    return {kind for (kind,) in desk.rows(query)}


def test_each_lead_is_asked_once_about_all_of_it(desk: Desk) -> None:
    bundled(desk)

    ticks(desk)

    asked = "SELECT l.slack_user_id FROM messages m JOIN lanes l ON l.id = m.lane_id WHERE m.kind = 'bundle_asked'"
    assert [person for (person,) in desk.rows(f"{asked} ORDER BY m.id")] == LEADS
    assert kinds(desk) == {"bundle_asked"}
    (words,) = told(desk, DEV)
    assert "2 small matters wait for Clyde Outreach's answer, in one press" in words
    assert words.count("Ten beds.") == 2


def test_a_reminder_leaves_out_what_was_sent_in_a_bundle_lately(desk: Desk) -> None:
    desk.raises()
    desk.raises()
    ticks(desk)
    desk.now += timedelta(days=2)
    marks = [packed({"proposal": each, "revision": 1, "text": mark(desk, each)}) for each in (2, 3)]
    bundles.make(act(desk, KARA, {"alliance": 1}, {"bundled.0": marks}), desk.database)

    ticks(desk)

    assert kinds(desk) == {"asked", "bundle_asked", "reminder"}
    assert reminders(desk) == [(lead, [1]) for lead in LEADS]
    desk.now += timedelta(days=2)
    ticks(desk)
    assert [about for person, about in reminders(desk) if person == ANN] == [[1], [1, 2, 3]]


def test_what_they_read_shows_what_became_of_it(desk: Desk) -> None:
    bundled(desk)
    ticks(desk)

    bundles.consent_to_all(act(desk, ANN, value(desk)), desk.database)
    bundles.take_out(act(desk, DEV, {"proposal": 2, "bundle": 1}), desk.database)
    desk.works_off(steps=2)

    annes = [read(each) for each in desk.sandbox.person(ANN).direct_messages()]
    assert any("Thank you: nothing of this bundle waits for your answer now." in words for words in annes)
    (words,) = told(desk, LEADS[-1])
    assert "1 small matter waits for" in words
    assert "taken out by" in words
    assert desk.standing_twice() == []


def test_a_press_that_slack_delivers_twice_counts_once(desk: Desk) -> None:
    made = bundled(desk)
    pressed = act(desk, ANN, value(desk))

    assert bundles.consent_to_all(pressed, desk.database) is None
    assert desk.rows("SELECT count(*) FROM responses") == [(2,)]
    for again, listener in ((pressed, bundles.consent_to_all), (made, bundles.make)):
        with pytest.raises(Refusal):
            listener(again, desk.database)
        assert was_counted(again, desk.database)


@pytest.mark.parametrize(
    ("forged", "outcomes"),
    [((1, 2), []), ((2,), ["✅ 1 small matter is agreed"]), ((), ["✅ 2 small matters are agreed"])],
)
def test_what_the_log_does_not_bear_out_is_not_told_as_agreed(
    desk: Desk, forged: tuple[int, ...], outcomes: list[str]
) -> None:
    bundled(desk)
    for person in (lead for lead in LEADS if lead not in (HAL, IVY)):
        bundles.consent_to_all(act(desk, person, value(desk)), desk.database)
    for each in (1, 2):
        if each in forged:
            forge(desk, each)
        else:
            responses.consent(act(desk, HAL, {"proposal": each, "revision": 1}), desk.database)

    last = act(desk, IVY, {**value(desk), "decides": [1, 2]})
    bundles.consent_after_all(last, desk.database)
    desk.works_off(steps=2)

    assert desk.rows("SELECT count(*) FROM agreements") == [(2 - len(forged),)]
    told = [each.text.partition(":")[0] for each in desk.shown() if each.channel == CHANNEL and "small" in each.text]
    assert [words for words in told if words.startswith("✅")] == outcomes


def forge(desk: Desk, proposal_id: int) -> None:
    """Add a consent of HAL's that stands in no entry of the log."""
    with desk.database.transaction() as connection:
        connection.execute(text(CONSENT_IN_NO_LOG), {"proposal": proposal_id})


def test_a_bundle_whose_message_was_deleted_is_posted_anew_and_one_that_is_over_is_left(desk: Desk) -> None:
    bundled(desk)
    desk.works_off(steps=1)
    (first,) = [each for each in desk.shown() if "🧺" in read(each) and each.channel.startswith("C")]
    first.is_deleted = True

    bundles.take_out(act(desk, DEV, {"proposal": 2, "bundle": 1}), desk.database)
    desk.works_off(steps=2)

    (anew,) = [each for each in desk.shown() if "🧺" in read(each) and each.channel.startswith("C")]
    assert ids.CONSENT_TO_ALL in str(anew.blocks)
    bundles.take_out(act(desk, DEV, {"proposal": 1, "bundle": 1}), desk.database)
    desk.works_off(steps=2)
    assert "Nothing stands in this bundle any more." in read(anew)
    assert desk.rows("SELECT has_home FROM lanes WHERE slack_user_id = '=1'") == [(0,)]
