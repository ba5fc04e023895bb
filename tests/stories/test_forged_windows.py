"""What if a window or a button comes from somebody else than the one for whom it was made, or with other contents?"""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from decisions.alliance.membership import RepresentativesChange
from handlers.recording.carried_out.partners import log_change
from sandbox.workspace import Json
from storage.alliance import alliances, memberships
from storage.personal import people
from storage.record.proposals import proposals
from tests.cast import ANN, BEN, CHANNEL, DEV, KARA, OUTSIDER
from tests.databases import only_sqlite
from tests.stories.hostile.bot import Bot, a_bot
from tests.stories.hostile.played import card_of
from tests.stories.test_four_weeks import a_world


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    with a_bot(tmp_path_factory.mktemp("forged"), is_played_only=True) as made:
        yield made


def _press(bot: Bot, action_id: str, person: str, **value: Any) -> Json:
    payload = next(it for it in bot.payloads if (it.get("actions") or [{}])[0].get("action_id") == action_id)
    payload = copy.deepcopy(payload)
    payload["user"] = {**payload["user"], "id": person}
    payload["trigger_id"] = f"trigger {person} {value}"
    payload["actions"][0]["value"] = json.dumps(value)
    return payload


def test_a_user_of_another_workspace_with_another_id_is_nobody(bot: Bot) -> None:
    before = bot.rows("SELECT count(*) AS n FROM responses")[0].n
    stranger = _press(bot, "proposal.consent", f"{BEN}X", proposal=1, revision=2)
    stranger["user"]["name"], stranger["user"]["team_id"] = "ben.okoro", "T0BEN"

    bot.takes(stranger)

    assert bot.rows("SELECT count(*) AS n FROM responses")[0].n == before


def _window(bot: Bot, view_id: str) -> Json:
    """An objection of Dev's to the text that stands, never sent before."""
    sent = next(it for it in bot.payloads if (it.get("view") or {}).get("callback_id") == "window.objection")
    sent = copy.deepcopy(sent)
    sent["view"]["id"] = view_id
    with bot.database.snapshot() as connection:
        current = proposals.load(connection, _carried(sent)["proposal"]).current
    seen = {**_carried(sent), "revision": current.number, "text": current.mark}
    sent["view"]["private_metadata"] = json.dumps(seen)
    return sent


def test_a_window_that_nobody_changed_counts(bot: Bot) -> None:
    before = _said(bot)

    bot.takes(_window(bot, "V as it was"))

    assert _said(bot) == [*before, (3, DEV)]


def _said(bot: Bot) -> list[tuple[int, str]]:
    return [(row.partner_id, row.by) for row in bot.rows('SELECT partner_id, "by" FROM responses ORDER BY id')]


@pytest.mark.parametrize("somebody_else", [OUTSIDER, KARA, ANN])
def test_a_window_that_somebody_else_sends_counts_for_nobody(bot: Bot, somebody_else: str) -> None:
    before, sent = _said(bot), _window(bot, f"V {somebody_else}")

    _, answer = bot.takes({**sent, "user": {**sent["user"], "id": somebody_else}})

    assert _said(bot) == before
    assert "This window was opened for somebody else" in answer


def test_an_account_of_another_workspace_with_the_same_id_counts_for_nobody(bot: Bot) -> None:
    with bot.database.transaction() as connection:
        people.keep(connection, DEV, bot.world.now(), "Dev Patel", "", "T0DEV", is_gone=False)
    before, sent = _said(bot), _window(bot, "V double")

    _, answer = bot.takes({**sent, "user": {**sent["user"], "team_id": "T0OTHER"}})

    assert _said(bot) == before
    assert "Accord knows this Slack account in another workspace" in answer
    _, answer = bot.takes({**sent, "user": {**sent["user"], "team_id": "T0DEV"}})
    assert "another workspace" not in answer


def _carried(sent: Json) -> Json:
    carried: Json = json.loads(sent["view"]["private_metadata"])
    return carried


TAMPERED: list[Json] = [
    {"proposal": 999},
    {"proposal": -1},
    {"proposal": "1"},
    {"proposal": None},
    {"revision": 0},
    {"revision": 99},
    {"revision": "2"},
    {"text": "another text"},
]


def test_a_window_whose_contents_were_changed_is_refused(bot: Bot) -> None:
    before = _said(bot)

    for tampered in TAMPERED:
        sent = _window(bot, f"V {tampered}")
        sent["view"]["private_metadata"] = json.dumps({**_carried(sent), **tampered})
        status, answer = bot.takes(sent)

        assert (status, json.loads(answer)["response_action"]) == (200, "update"), tampered
        assert _said(bot) == before, tampered


@only_sqlite
def test_who_speaks_no_more_is_told_so_in_the_open_window(tmp_path: Path, database_url: str) -> None:
    with a_world(tmp_path, database_url) as world:
        kara, dev = world.sandbox.person(KARA), world.sandbox.person(DEV)
        kara.runs("/propose", CHANNEL)
        kara.fills({"Title": "Beds", "What we propose": "Ten.", "Why this is best for people": "Warmth."})
        kara.submits()
        card = card_of(world.sandbox, "Beds")
        dev.clicks("Object", card)
        dev.fills({"Reason": "Too dear"})
        assert world.running
        with world.running.database.transaction() as connection:
            alliance = alliances.load(connection, 1, for_writing=True)
            partner = alliance.partner_of(DEV)
            assert partner
            others = RepresentativesChange(partner.id, partner.name, ("U0NEW",))
            memberships.apply_change(connection, alliance.id, others, world.now())
            log_change(connection, alliance, others, world.now(), number=None)

        dev.submits()

        assert dev.window
        assert "Only representatives of the partners answer" in str(dev.window.body)
        assert "Too dear" in str(dev.window.body)
