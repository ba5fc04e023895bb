"""A workspace survives a restart of the sandbox."""

from pathlib import Path

import msgspec
import pytest
from slack_sdk import WebClient

from sandbox import Sandbox
from sandbox.keeping import Keeper, load, save
from tests.sandbox.blocks import section
from tests.sandbox.cast import GUEST_BEN, HOME_ANN, ROOM, workspace


def test_everything_slack_would_keep_is_there_after_a_restart(
    sandbox: Sandbox, client: WebClient, tmp_path: Path
) -> None:
    ts = client.chat_postMessage(channel=ROOM, text="card", blocks=[section("Ten beds?")])["ts"]
    client.chat_postMessage(channel=GUEST_BEN, text="direct")
    sandbox.deactivates(GUEST_BEN)
    sandbox.person(HOME_ANN).has_read(ROOM, ts)
    sandbox.workspace.clock_offset = 86_400.0
    save(sandbox.workspace, tmp_path / "workspace.json")

    again = workspace()
    load(again, tmp_path / "workspace.json")

    for name in ("messages", "channels", "users", "read_until", "clock_offset", "last_number", "last_ts"):
        assert getattr(again, name) == getattr(sandbox.workspace, name), name


def test_ids_are_not_given_twice_after_a_restart(tmp_path: Path) -> None:
    before, again = workspace(), workspace()
    given = before.new_id("V"), before.new_ts()
    save(before, tmp_path / "workspace.json")

    load(again, tmp_path / "workspace.json")

    assert again.new_id("V") != given[0]
    assert again.new_ts() > given[1]


def test_a_change_is_written_by_itself(sandbox: Sandbox, client: WebClient, tmp_path: Path) -> None:
    path = tmp_path / "workspace.json"
    keeper = Keeper(sandbox.workspace, path)

    client.chat_postMessage(channel=ROOM, text="news")

    sandbox.wait_until(lambda: path.exists() and b"news" in path.read_bytes())
    keeper.close()


def test_a_damaged_file_changes_nothing(tmp_path: Path) -> None:
    path, made = tmp_path / "workspace.json", workspace()
    path.write_text('{"clock_offset": 5, "messages": [', encoding="utf-8")

    with pytest.raises(msgspec.DecodeError):
        load(made, path)

    assert made.clock_offset == 0
