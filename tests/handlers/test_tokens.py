"""Are tokens renewed once, before they run out, and does an install rest when Slack takes its token no more?"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from slack_bolt import BoltContext
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy import NullPool, create_engine, func, select

from bot.lines.installing import ByInstall
from bot.setup.tokens import settle
from handlers.courier.calls.slack import NotNow
from handlers.courier.calls.tokens import NoToken
from handlers.courier.calls.workspaces import Workspaces
from handlers.incoming.entrances import INSTALL
from handlers.metrics import Metrics
from sandbox import Channel
from storage.alliance import alliances
from storage.alliance.installed import install_of
from storage.installs import store
from storage.record.changes import dormancy
from tests.databases import on_both_databases, only_postgresql, waiting_for_locks
from tests.handlers.installed import HOME, OTHER, Installed
from tests.handlers.renewing import GATE
from tests.storage.conftest import SETTINGS
from tests.warm import WarmProcess


@pytest.fixture
def installed(database_url: str) -> Iterator[Installed]:
    made = Installed(database_url)
    yield made
    made.database.close()
    made.sandbox.stop()


def test_an_install_may_do_what_it_was_given(installed: Installed) -> None:
    installed.sandbox.grants("files:read")
    installed.install(OTHER)

    given = [installed.tokens().may(install, ["files:read", "chat:write"]) for install in (HOME, OTHER, "T0GONE")]

    assert given == [False, True, False]


@on_both_databases
def test_whoever_comes_first_renews_a_token_and_everybody_gets_the_new_one(installed: Installed) -> None:
    before = installed.tokens().of(HOME)
    # Each has its own connection and its own idea of what is kept, as processes do.
    those = [installed.tokens() for _ in range(6)]
    installed.runs_out_in(timedelta(seconds=30))

    with ThreadPoolExecutor(6) as together:
        got = set(together.map(lambda each: each.of(HOME), those))

    assert len(installed.renewals()) == 1
    assert len(got) == 1
    assert before not in got
    assert got == {installed.sandbox.installs.tokens_of(HOME)[-1]}
    assert installed.resting() == []


@only_postgresql
def test_two_processes_that_renew_at_once_spend_one_refresh_token(installed: Installed, tmp_path: Path) -> None:
    installed.runs_out_in(timedelta(seconds=30))
    issuer, url = installed.sandbox.installs, installed.database.engine.url.render_as_string(hide_password=False)
    given = (url, installed.sandbox.api_url, issuer.client_id, issuer.client_secret, installed.key, HOME)
    # The first one waits for Slack's answer until the other one waits for the row.
    installed.sandbox.faults.before("oauth.v2.access", lambda _: _waits_until(installed, 1, 2))
    out = [tmp_path / name for name in ("one", "other")]

    with create_engine(url, poolclass=NullPool).begin() as gate:
        gate.execute(select(func.pg_advisory_xact_lock(GATE)))
        both = [WarmProcess(("tests.handlers.renewing", *given), Path.cwd(), {**os.environ}, it, it) for it in out]
        assert _waits_until(installed, 2, 60)
    ended = [each.wait(60) for each in both]

    assert (ended, len(installed.renewals())) == ([0, 0], 1), [it.read_text() for it in out]
    assert {it.read_text().strip() for it in out} == {issuer.tokens_of(HOME)[-1]}


@on_both_databases
def test_a_token_is_renewed_two_hours_before_it_runs_out_and_no_other(installed: Installed) -> None:
    tokens = installed.tokens()
    installed.runs_out_in(timedelta(hours=3))
    tokens.renew_early()
    assert installed.renewals() == []

    installed.runs_out_in(timedelta(hours=1, minutes=59))
    tokens.renew_early()
    tokens.renew_early()

    assert len(installed.renewals()) == 2
    with installed.database.snapshot() as connection:
        kept = {team: installed.installs.find(connection, team) for team in (HOME, OTHER)}
    assert {team: bot and bot.bot_token for team, bot in kept.items()} == {
        team: installed.sandbox.installs.tokens_of(team)[-1] for team in (HOME, OTHER)
    }


@on_both_databases
@pytest.mark.parametrize("fails", ["server_error", "lose_request", "rate_limit"])
def test_while_slack_does_not_answer_the_token_is_kept(installed: Installed, fails: str) -> None:
    fail: Callable[[str], None] = getattr(installed.sandbox.faults, fails)
    fail("oauth.v2.access")
    installed.runs_out_in(timedelta(0))
    with pytest.raises(NoToken):
        installed.tokens().of(HOME)

    assert installed.tokens().of(HOME) == installed.sandbox.installs.tokens_of(HOME)[-1]
    assert installed.resting() == []


@on_both_databases
def test_a_refresh_token_that_slack_knows_no_more_lets_the_alliance_rest(installed: Installed) -> None:
    installed.sandbox.installs.revoke(HOME)
    installed.runs_out_in(timedelta(0))

    for _ in range(3):
        with pytest.raises(NoToken):
            installed.tokens().of(HOME)

    assert len(installed.renewals()) == 1
    assert installed.resting() == [HOME]
    assert installed.tokens().of(OTHER)


@on_both_databases
def test_a_token_that_was_taken_back_is_used_once_more_and_never_again(installed: Installed) -> None:
    there = Workspaces("", installed.tokens(), installed.sandbox.api_url, _never(), Metrics())
    installed.sandbox.installs.revoke(HOME)

    with pytest.raises(NotNow):
        there.of(HOME).about_person("U0KARA")
    for _ in range(3):
        with pytest.raises(NoToken):
            there.of(HOME)

    assert len(installed.sandbox.calls("users.info")) == 1
    assert installed.resting() == [HOME]
    assert there.of(OTHER).about_person("U0OLLY").name == "U0OLLY"
    installed.install(HOME)
    with installed.database.transaction() as connection:
        assert dormancy.wake(connection, HOME, installed.now())
    assert there.of(HOME).about_person("U0KARA").zone == "Europe/London"
    assert installed.resting() == []


def test_a_start_finds_what_happened_while_nobody_ran(installed: Installed) -> None:
    with installed.database.transaction() as connection:
        alliances.found(connection, "C0OWN", SETTINGS, installed.now())
        store.forget(connection, HOME, installed.now())

    settle(installed.database, OTHER, installed.now())

    assert installed.resting() == [HOME]
    with installed.database.snapshot() as connection:
        assert install_of(connection, "C0OWN") == OTHER
    installed.install(HOME)
    settle(installed.database, "", installed.now())
    assert installed.resting() == []


def test_a_refusal_of_an_earlier_token_says_nothing_of_the_newer_one(installed: Installed) -> None:
    tokens = installed.tokens()
    earlier = tokens.of(HOME)
    installed.install(HOME)

    tokens.was_refused(HOME, earlier, "token_revoked")
    tokens.was_refused(HOME, earlier, "token_expired")

    assert installed.resting() == []
    assert installed.renewals() == []
    assert tokens.of(HOME) == installed.sandbox.installs.tokens_of(HOME)[-1]


def test_each_install_speaks_and_looks_with_its_own_token_only(installed: Installed) -> None:
    kept = installed.sandbox.workspace
    theirs = [side.bot_user for side in (kept, *kept.sides)]
    for bot, channel in zip(theirs, ("C0A", "C0B"), strict=True):
        kept.add_channel(Channel(channel, channel.lower(), {bot}, is_private=True))
    there = Workspaces("", installed.tokens(), installed.sandbox.api_url, _never(), Metrics())
    home, other = there.of(HOME), there.of(OTHER)

    assert home.find("C0A", "nothing", "0") is None
    assert other.find("C0B", "nothing", "0") is None
    for slack, channel in ((home, "C0B"), (other, "C0A")):
        with pytest.raises(Exception, match="channel_not_found"):
            slack.find(channel, "nothing", "0")
    with pytest.raises(NoToken):
        there.of("T0NOWHERE")
    with pytest.raises(NoToken):
        there.of("")


@pytest.mark.parametrize(
    ("team", "enterprise", "is_enterprise", "found"),
    [
        (OTHER, None, False, OTHER),
        ("T0MORE", "E0ORG", True, ""),
        ("T0OWN", None, False, "own"),
        (None, None, False, ""),
    ],
)
def test_bolt_gets_the_token_of_the_install_that_slack_names(
    installed: Installed, team: str | None, enterprise: str | None, found: str, *, is_enterprise: bool
) -> None:
    own = AuthorizeResult(enterprise_id=None, team_id="T0OWN", bot_token="own")
    context = BoltContext({"is_enterprise_install": is_enterprise})

    result = ByInstall(installed.tokens("own"), own)(
        context=context, enterprise_id=enterprise, team_id=team, user_id="U0KARA"
    )

    if found == "own":
        assert result is own
    else:
        expected = installed.sandbox.installs.tokens_of(found)
        assert [result.bot_token] == expected if result else expected == []
    assert context.get(INSTALL, "") == (found if found != "own" else "")


def _never() -> Event:
    return Event()


def _waits_until(installed: Installed, those: int, seconds: int) -> Any:
    """Return whether within some seconds so many other connections wait for a lock."""
    try:
        return installed.sandbox.wait_until(lambda: waiting_for_locks(installed.database) >= those, seconds)
    except TimeoutError:
        return False
