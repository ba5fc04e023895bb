"""What does the person who runs Accord read and get?"""

import pytest

from tests.cast import ANN, CHANNEL, DEV, IVY, KARA, LEADS, PARTNERS
from tests.databases import only_sqlite
from tests.stories.stage import Stage, alliance_toml, picture


@only_sqlite
@pytest.mark.parametrize("arguments", [(), ("--help",)])
def test_help_names_the_commands(quiet_stage: Stage, arguments: tuple[str, ...]) -> None:
    answer = quiet_stage.accord(*arguments)

    assert answer.returncode == 0
    for words in ("run", "connect to Slack and serve until stopped", "log", ".env.example"):
        assert words in answer.stdout


@only_sqlite
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN is missing; it starts with xoxb-"),
        ({"SLACK_BOT_TOKEN": ""}, "There is no .env in this folder: copy .env.example to it"),
        ({"SLACK_BOT_TOKEN": "xoxb-"}, "SLACK_BOT_TOKEN is not filled in; it starts with xoxb-"),
        ({"SLACK_APP_TOKEN": "xapp-"}, "SLACK_APP_TOKEN is not filled in; it starts with xapp-"),
        ({"SLACK_BOT_TOKEN": "xoxp-1"}, "SLACK_BOT_TOKEN should start with xoxb-"),
        ({"SLACK_APP_TOKEN": ""}, "SLACK_APP_TOKEN is missing; it starts with xapp-"),
        ({"SLACK_API_URL": "slack"}, "SLACK_API_URL is not a web address"),
        ({"DATABASE_URL": "accord.db"}, "DATABASE_URL is not a database address"),
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL names mysql"),
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "SLACK_BOT_TOKEN was not accepted by Slack (invalid_auth)"),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, "SLACK_APP_TOKEN was not accepted by Slack (invalid_auth)"),
        ({"ALLIANCE_FILE": "other.toml"}, "other.toml: there is no such file; copy alliance.example.toml"),
        ({"DATABASE_URL": "sqlite:///alliance.toml/accord.db"}, "DATABASE_URL: the database can't be made there"),
    ],
)
def test_a_wrong_setting_is_one_clear_line(quiet_stage: Stage, changes: dict[str, str], words: str) -> None:
    answer = quiet_stage.accord("run", **changes)

    assert answer.returncode == 2
    lines = [line for line in answer.stderr.splitlines() if line.startswith("accord:")]
    assert len(lines) == 1
    assert words in lines[0]
    assert "Traceback" not in answer.stderr


@only_sqlite
def test_files_may_begin_with_a_byte_order_mark(quiet_stage: Stage) -> None:
    (quiet_stage.folder / "alliance.toml").write_bytes(b"\xef\xbb\xbf" + alliance_toml().encode())
    (quiet_stage.folder / ".env").write_bytes(b"\xef\xbb\xbfLIVING_LOG=maybe\n")
    (quiet_stage.folder / ".env").chmod(0o600)

    assert "LIVING_LOG is 'maybe'; it is either on or off" in quiet_stage.accord("doctor").stderr
    assert quiet_stage.accord("doctor", LIVING_LOG="off").returncode == 0


@only_sqlite
@pytest.mark.parametrize("name", ["alliance.toml", ".env"])
def test_a_file_in_another_encoding_is_told(quiet_stage: Stage, name: str) -> None:
    (quiet_stage.folder / name).write_bytes(alliance_toml(name="Caf\u00e9").encode("utf-16"))

    answer = quiet_stage.accord("doctor")

    assert answer.returncode == 2
    assert answer.stderr.startswith(f"accord: {name}")
    assert "is not written in UTF-8; please save it again with that encoding" in answer.stderr


@only_sqlite
@pytest.mark.parametrize(
    "name", ["Harbour Shelter ", "harbour\u00a0shelter", "Harbour\nShelter", "Harbour\u200b Shelter"]
)
def test_two_partners_in_the_file_do_not_read_alike(quiet_stage: Stage, name: str) -> None:
    quiet_stage.write_alliance(alliance_toml({"Harbour Shelter": (ANN,), name: (DEV,)}))

    answer = quiet_stage.accord("doctor")

    assert answer.returncode == 2
    assert "is named twice" in answer.stderr


@only_sqlite
def test_names_in_the_file_are_tidied(quiet_stage: Stage) -> None:
    quiet_stage.write_alliance(alliance_toml({"Kelvin\nAdvice": (ANN,), " Clyde\u202e Outreach ": (DEV,)}))
    quiet_stage.start_bot()

    assert quiet_stage.rows("SELECT name FROM partners ORDER BY id") == [("Kelvin Advice",), ("Clyde Outreach",)]


@only_sqlite
def test_settings_come_from_the_env_file_too(quiet_stage: Stage) -> None:
    (quiet_stage.folder / ".env").write_text("ALLIANCE_FILE=nowhere.toml\n", encoding="utf-8")

    assert "nowhere.toml" in quiet_stage.accord("run").stderr


TWO = {"Harbour Shelter": (ANN,), "Clyde Outreach": (DEV,)}


@only_sqlite
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = ", "alliance.toml: is not valid TOML"),
        (alliance_toml(TWO).replace("channel", "chanel"), "alliance.toml: chanel: is not a key that Accord knows"),
        (alliance_toml(TWO).replace(f'channel = "{CHANNEL}"', ""), "alliance.toml: channel: is missing"),
        (alliance_toml(TWO, timezone="Europe/Glasgow"), "timezone: 'Europe/Glasgow' is not a time zone's name"),
        (alliance_toml(TWO, channel="alliance"), "channel: 'alliance' is not a channel's id"),
        (alliance_toml(TWO, channel="C0123456789"), "channel: C0123456789 is the example's; put the id of your own"),
        (alliance_toml({**TWO, "Empty": ()}), "partners, Empty, representatives: is empty"),
        (alliance_toml({"A": (ANN,), "B": (ANN,)}), "partners, B, representatives: U0ANN is named for A already"),
        (alliance_toml({"A": (ANN,), "a": (DEV,)}), "partners: a is named twice"),
        (alliance_toml({"A": (ANN,)}), "partners: an alliance needs at least two of them"),
        (alliance_toml({"A": ("ann",), "B": (DEV,)}), "partners, A, representatives: 'ann' is not a Slack member ID"),
        (alliance_toml({"": (ANN,), "B": (DEV,)}), "alliance.toml: partners 1, name: is empty"),
        (alliance_toml({"\u3164": (ANN,), "B": (DEV,)}), "partners: the name '' is empty"),
        (alliance_toml(TWO, name="\u200b "), "alliance.toml: name: is empty"),
        (alliance_toml(TWO).replace('["U0ANN"]', '"U0ANN"'), "partners 1, representatives: should be a list"),
        (alliance_toml(TWO) + '\n[digest]\nday = "moonday"', "digest.day: 'moonday' is not a day of the week"),
        (alliance_toml(TWO) + '\n[digest]\ntime = "9"', "digest.time: '9' is not a time of day"),
        (alliance_toml(TWO).replace(f'["{KARA}"]', "[]"), "operations_managers: is empty"),
    ],
)
def test_a_wrong_alliance_file_is_refused_with_file_key_and_reason(quiet_stage: Stage, text: str, words: str) -> None:
    quiet_stage.write_alliance(text)

    answer = quiet_stage.accord("run")

    assert answer.returncode == 2
    assert words in answer.stderr


def test_the_bot_stops_cleanly_and_goes_on_where_it_was(stage: Stage) -> None:
    card = stage.raises()
    stage.until(lambda: stage.rows("SELECT count(*) FROM messages WHERE ended_at IS NULL") == [(0,)])

    assert stage.stop_bot() == 0

    stage.wait_for_bots_end()
    stage.start_bot()
    stage.consents(card, ANN)
    stage.card_says(card, "1 of 8 partners consent")
    assert len(stage.cards()) == 1


def test_the_alliance_is_founded_only_when_slack_took_the_token(quiet_stage: Stage) -> None:
    quiet_stage.accord("run", SLACK_BOT_TOKEN="xoxb-wrong")

    answer = quiet_stage.accord("log", "verify")

    assert answer.stdout == "The decision log is empty: no alliance is founded here\n"


@only_sqlite
def test_a_start_at_which_all_is_well_warns_of_nothing(stage: Stage) -> None:
    stage.until(lambda: "Accord is connected" in stage.log())

    assert "WARNING" not in stage.log()


@only_sqlite
def test_without_the_extras_it_runs_as_well(quiet_stage: Stage) -> None:
    quiet_stage.start_cold_bot("tests.stories.lean")
    card = quiet_stage.raises()

    quiet_stage.consents(card, *LEADS)

    quiet_stage.until(quiet_stage.outcomes)
    assert quiet_stage.stop_bot() == 0


@only_sqlite
def test_a_second_bot_on_the_same_file_is_refused(stage: Stage) -> None:
    answer = stage.accord("run")

    assert answer.returncode == 2
    assert "another `accord run` serves this SQLite file already" in answer.stderr


def test_a_newer_database_is_refused(stage: Stage) -> None:
    stage.stop_bot()
    stage.changes("UPDATE alembic_version SET version_num = '9999'")

    answer = stage.accord("run")

    assert answer.returncode == 2
    assert "this database was written by a newer Accord" in answer.stderr


def test_the_bot_waits_for_a_slack_that_is_away(quiet_stage: Stage) -> None:
    quiet_stage.sandbox.faults.server_error("auth.test", times=2)

    quiet_stage.start_bot()

    assert quiet_stage.log().count("Slack can't be reached") == 2
    assert quiet_stage.raises()


@only_sqlite
def test_a_bot_that_waits_for_slack_stops_at_once(quiet_stage: Stage) -> None:
    quiet_stage.launch_bot(SLACK_API_URL="http://127.0.0.1:9/api/")
    quiet_stage.until(lambda: "Slack can't be reached" in quiet_stage.log())

    assert quiet_stage.stop_bot() == 0


def test_a_difference_in_partners_is_reported_and_changes_nothing(stage: Stage) -> None:
    stage.stop_bot()
    stage.wait_for_bots_end()
    changed = {**PARTNERS, "Clyde Outreach": (DEV, "U0NEW"), "Newcomer": ("U0NEWER",)}
    del changed["Kelvin Advice"]
    stage.write_alliance(alliance_toml(changed))

    stage.start_bot()

    said = stage.log()
    assert "Newcomer is in the file but is not a partner" in said
    assert "Kelvin Advice is a partner but is not in the file" in said
    assert "Clyde Outreach is represented by U0DEV, the file says U0DEV, U0NEW" in said
    assert len(stage.rows("SELECT 1 FROM partners WHERE left_at IS NULL")) == 8


def test_names_zone_and_managers_are_applied_and_logged(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, ANN)
    stage.stop_bot()
    stage.wait_for_bots_end()
    renamed = {("Harbour House" if name == "Harbour Shelter" else name): people for name, people in PARTNERS.items()}
    stage.write_alliance(alliance_toml(renamed, name="Glasgow Together", timezone="Europe/Dublin"))

    stage.start_bot()

    stage.card_says(card, "✅ Harbour House consents")
    assert stage.rows("SELECT name, timezone FROM alliances") == [("Glasgow Together", "Europe/Dublin")]
    kinds = [kind for (kind,) in stage.rows("SELECT kind FROM log_entries ORDER BY sequence DESC LIMIT 2")]
    assert kinds == ["partner_renamed", "settings_changed"]


@only_sqlite
def test_verify_without_a_database_says_so(quiet_stage: Stage) -> None:
    answer = quiet_stage.accord("log", "verify")

    assert answer.returncode == 2
    assert "accord.db yet; `accord run` makes it" in answer.stderr


def test_no_token_is_ever_logged(stage: Stage) -> None:
    card = stage.raises()
    stage.sandbox.faults.server_error("chat.update")
    stage.consents(card, IVY)
    stage.card_says(card, "1 of 8 partners consent")

    assert "xoxb-sandbox" not in stage.log()
    assert "xapp-sandbox" not in stage.log()
    assert picture(card)


@only_sqlite
def test_what_it_writes_is_for_its_own_account_and_a_register_for_everybody(stage: Stage) -> None:
    stage.raises()
    assert stage.accord("log", "export", "--format", "json", "--out", "log.json").returncode == 0
    assert stage.accord("foi", "--from", "2026-01-01", "--to", "2099-01-01", "--out", "pack.zip").returncode == 0
    assert stage.accord("register", "build", "--out", "register").returncode == 0

    modes = {path.name: path.stat().st_mode & 0o777 for path in stage.folder.iterdir() if path.is_file()}
    private = {name: mode for name, mode in modes.items() if name.startswith(("accord.db", "log.json", "pack.zip"))}

    assert {"accord.db", "accord.db-wal", "accord.db-shm", "accord.db.lock", "log.json", "pack.zip"} == set(private)
    assert set(private.values()) == {0o600}
    assert {path.stat().st_mode & 0o044 for path in (stage.folder / "register").rglob("*")} == {0o044}


def test_a_misspelt_key_is_told_with_the_one_that_is_meant(quiet_stage: Stage) -> None:
    quiet_stage.write_alliance(alliance_toml().replace("timezone", "time_zone"))

    answer = quiet_stage.accord("run")

    assert answer.stderr == ("accord: alliance.toml: time_zone: is not a key that Accord knows; is timezone meant?\n")
