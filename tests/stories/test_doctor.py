"""Does `accord doctor` find what is amiss, and say what to do?"""

import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.demo.manifest import read_manifest
from bot.setup.alliance_file import read
from bot.setup.doctor import SCOPES, examine
from bot.setup.settings import settings_to_run
from sandbox import Sandbox
from storage.engine.database import Database
from storage.engine.schema import upgrade
from tests.cast import BEN, CAT, CHANNEL, DEV, PARTNERS
from tests.databases import only_sqlite
from tests.stories.stage import Stage, alliance_toml, workspace


def amiss(stage: Stage, **changes: str) -> list[str]:
    ended = stage.accord("doctor", **changes)
    found = [line.removeprefix("❌ amiss  ") for line in ended.stdout.splitlines() if line.startswith("❌")]
    assert ended.returncode == (1 if found else 0), ended.stderr
    return found


def test_where_all_is_well_it_says_so_and_changes_nothing(quiet_stage: Stage) -> None:
    ended = quiet_stage.accord("doctor")

    assert ended.returncode == 0
    assert ended.stdout.splitlines()[:7] == [
        "✅ well   alliance.toml: sound; times are told in Europe/London",
        "✅ well   DATABASE_URL: nothing in it yet; accord run makes the tables",
        "✅ well   SLACK_BOT_TOKEN: accepted in the workspace alliance",
        "✅ well   scopes: all there",
        "✅ well   clock: agrees with Slack's",
        "✅ well   channel C0ALLIANCE: Accord is in it",
        "✅ well   SLACK_APP_TOKEN: accepted",
    ]
    assert "✅ well   Cat Reid (Glasgow City Council): there, in the app's own workspace" in ended.stdout
    assert "✅ well   Ann Lee (Harbour Shelter): there, in a workspace of their own" in ended.stdout
    assert not (quiet_stage.folder / "accord.db").exists()
    assert quiet_stage.sandbox.workspace.messages == []


def test_files_that_every_account_can_read_are_named(quiet_stage: Stage) -> None:
    kept, keys = quiet_stage.folder / "accord.db", quiet_stage.folder / ".env"
    upgrade(Database(quiet_stage.database_url))
    keys.touch()
    kept.chmod(0o644)
    keys.chmod(0o640)

    assert amiss(quiet_stage) == [
        f"{kept}: every account of this machine can read or write it (mode 0644); chmod o= {kept}*"
    ]


HOW = "let the partner say who speaks (Partners, at Accord's desk), or record its word: accord partner speaks"


def test_people_who_are_gone_or_not_in_the_channel_are_named(quiet_stage: Stage) -> None:
    quiet_stage.sandbox.deactivates(CAT)
    quiet_stage.sandbox.workspace.channels[CHANNEL].members.discard(BEN)
    del quiet_stage.sandbox.workspace.users["U0IVY"]

    assert amiss(quiet_stage) == [
        f"Cat Reid (Glasgow City Council): the account is closed; {HOW}",
        "Ben Okoro (Harbour Shelter): is not in the channel, so no card reaches them; invite them there",
        "U0IVY (Gorbals Health Link): Slack does not know them (user_not_found)",
    ]


def test_a_channel_without_the_bot_is_said(quiet_stage: Stage) -> None:
    quiet_stage.sandbox.removes_bot(CHANNEL)

    found = amiss(quiet_stage)

    assert found[0].startswith("channel C0ALLIANCE: Accord is not in it (not_in_channel); type /invite")


def test_wrong_tokens_are_named(quiet_stage: Stage) -> None:
    assert amiss(quiet_stage, SLACK_BOT_TOKEN="xoxb-wrong") == [
        "SLACK_BOT_TOKEN: Slack does not accept it (invalid_auth)"
    ]
    assert amiss(quiet_stage, SLACK_APP_TOKEN="xapp-wrong") == [
        "SLACK_APP_TOKEN: Slack does not accept it (invalid_auth); it needs the scope connections:write"
    ]


def test_without_a_network_no_token_is_blamed(quiet_stage: Stage) -> None:
    found = amiss(quiet_stage, SLACK_API_URL="http://127.0.0.1:9/api/")

    assert len(found) == 1
    assert found[0].startswith("network: Slack can't be reached at http://127.0.0.1:9/api/ (")


@pytest.mark.parametrize("scope", sorted(SCOPES))
def test_a_missing_scope_is_named_with_what_it_is_for(quiet_stage: Stage, scope: str) -> None:
    quiet_stage.sandbox.stop()
    quiet_stage.sandbox = Sandbox.start(workspace(), scopes=frozenset(SCOPES) - {scope})

    found = amiss(quiet_stage)

    assert found[0].startswith(f"scope {scope} is missing: {SCOPES[scope]}.")


def test_the_doctor_knows_the_manifests_scopes() -> None:
    assert read_manifest().scopes == SCOPES.keys()


def test_a_clock_that_is_wrong_is_told(quiet_stage: Stage) -> None:
    path = quiet_stage.folder / "alliance.toml"
    settings = settings_to_run({**quiet_stage.environment(), "ALLIANCE_FILE": str(path), "DATABASE_URL": "sqlite://"})

    found = list(examine(settings, read(path), datetime.now(UTC) + timedelta(minutes=5)))

    amiss = [finding.what for finding in found if not finding.is_well]
    assert re.fullmatch(r"clock: \d+ seconds away from Slack's; let the machine keep time \(NTP\)", amiss[0])


def test_a_newer_database_is_told(quiet_stage: Stage) -> None:
    database = Database(quiet_stage.database_url)
    upgrade(database)
    (quiet_stage.folder / "accord.db").chmod(0o600)
    assert amiss(quiet_stage) == []
    with database.transaction() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()

    assert amiss(quiet_stage) == ["DATABASE_URL: it was written by a newer Accord; install that version or a later one"]


@only_sqlite
def test_the_start_takes_a_glance_too(quiet_stage: Stage) -> None:
    quiet_stage.sandbox.removes_bot(CHANNEL)

    quiet_stage.start_bot()

    warning = "channel C0ALLIANCE: Accord is not in it (not_in_channel); type /invite @Accord there"
    quiet_stage.until(lambda: warning in quiet_stage.log())


@only_sqlite
def test_the_doctor_looks_at_who_speaks_by_the_records(stage: Stage) -> None:
    stage.sandbox.workspace.users[DEV].deleted = True
    stage.write_alliance(alliance_toml({**PARTNERS, "Clyde Outreach": ("U0OUT",)}))
    answer = stage.accord("doctor")
    assert "Dev Shah" in answer.stdout
    assert "well   Olly Trent (Clyde Outreach)" not in answer.stdout
    assert "U0OUT speaks for Clyde Outreach by the file, but not by the records; the records count" in answer.stdout


def test_without_a_file_it_looks_at_all_that_is_founded(quiet_stage: Stage) -> None:
    without_file = {"ALLIANCE_FILE": "-"}
    before = quiet_stage.accord("doctor", **without_file)
    quiet_stage.accord("found", "--file", "alliance.toml")

    after = quiet_stage.accord("doctor", **without_file)

    assert before.returncode == after.returncode == 0
    assert "✅ well   no alliance is founded yet; invite Accord to its channel" in before.stdout
    assert "✅ well   channel C0ALLIANCE: Accord is in it" in after.stdout
    assert "✅ well   Kara Munro (operations manager): there, in the app's own workspace" in after.stdout
    assert "alliance.toml" not in after.stdout
