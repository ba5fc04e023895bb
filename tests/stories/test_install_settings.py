"""What must be set so that people can install Accord, and what does whoever runs it do about keys and installs?"""

import pytest
from slack_sdk.oauth.installation_store import Installation

from bot.setup.settings import BadSetting, settings_to_serve
from decisions.set_up.founding import NOTHING_SET
from storage.alliance import alliances
from storage.engine.database import Database
from storage.engine.schema import upgrade
from storage.installs.keys import Keys, new_key
from storage.installs.store import SealedStore
from storage.record.changes import dormancy
from tests.cast import MONDAY
from tests.stories.stage import Stage

HARBOUR, QUAY = "T0ANN", "C0QUAY"
SETTINGS = {
    "SLACK_SIGNING_SECRET": "x",
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "y",
    "ALLIANCE_FILE": "-",
    "ACCORD_TOKEN_KEYS": f"{new_key()},{new_key()}",
}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"SLACK_CLIENT_SECRET": ""}, "SLACK_CLIENT_SECRET is missing"),
        ({"SLACK_CLIENT_ID": ""}, "SLACK_CLIENT_ID is missing"),
        ({"ACCORD_TOKEN_KEYS": ""}, "ACCORD_TOKEN_KEYS is missing; `accord tokens new-key` makes a key"),
        ({"ACCORD_TOKEN_KEYS": "hunter2"}, "ACCORD_TOKEN_KEYS is malformed"),
        ({"ALLIANCE_FILE": "my.toml"}, "ALLIANCE_FILE: a file founds an alliance in the workspace of SLACK_BOT_TOKEN"),
    ],
)
def test_what_must_be_set_right_is_said(changes: dict[str, str], words: str) -> None:
    assert settings_to_serve(SETTINGS).slack_bot_token == ""

    with pytest.raises(BadSetting) as problem:
        settings_to_serve({**SETTINGS, **changes})

    assert words in str(problem.value)
    assert "hunter2" not in str(problem.value)
    assert SETTINGS["ACCORD_TOKEN_KEYS"] not in repr(settings_to_serve(SETTINGS))


def test_the_key_is_changed_and_the_doctor_looks_at_every_install(quiet_stage: Stage) -> None:
    stage, installs = quiet_stage, quiet_stage.sandbox.installs
    (stage.folder / "alliance.toml").unlink()
    old, new = (stage.accord("tokens", "new-key").stdout.strip() for _ in range(2))
    database = Database(stage.database_url)
    upgrade(database)
    got = installs.access({"code": installs.allow(HARBOUR)}, f"{installs.client_id}:{installs.client_secret}")
    kept = Installation(app_id="A0", team_id=HARBOUR, bot_token=got["access_token"], user_id="", installed_at=1.0)
    SealedStore(installs.client_id, database, Keys(old)).save(kept)
    with database.transaction() as connection:
        alliances.found(connection, QUAY, NOTHING_SET, MONDAY, "T0GONE")
        dormancy.rest(connection, "T0GONE", MONDAY)
    database.close()
    settings = {**SETTINGS, "SLACK_CLIENT_ID": installs.client_id, "SLACK_BOT_TOKEN": ""}

    refused = stage.accord("serve", **settings)
    rekeyed = stage.accord("tokens", "rekey", **{**settings, "ACCORD_TOKEN_KEYS": f"{new},{old}"})
    examined = stage.accord("doctor", **{**settings, "ACCORD_TOKEN_KEYS": new})

    assert refused.returncode == 2
    assert "ACCORD_TOKEN_KEYS: none of these keys opens the tokens of T0ANN" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert "The tokens of 1 installs are sealed with the newest key" in rekeyed.stdout
    assert "✅ well   install in T0ANN: accepted in" in examined.stdout
    assert f"❌ amiss  {QUAY}: rests since 2 November 2026" in examined.stdout
    told = "".join(each.stdout + each.stderr for each in (refused, rekeyed, examined))
    assert not [secret for secret in (old, new, got["access_token"]) if secret in told]
