"""What does `accord demo` say to somebody who starts it in an unusual place?"""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from bot.demo.beginning import Beginning
from bot.demo.command import staged
from bot.demo.manifest import read_manifest
from bot.demo.people import demo_workspace
from sandbox import Sandbox
from tests import warm
from tests.demo import WarmBot, running_demo, story

__all__ = ["story"]


def accord_demo(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return warm.run(("bot", "demo", "--folder", str(folder), *arguments), Path.cwd(), os.environ)


def test_a_damaged_file_is_named_and_kept(tmp_path: Path) -> None:
    kept = tmp_path / "workspace.json"
    kept.write_text("{", encoding="utf-8")

    ended = accord_demo(tmp_path)

    assert ended.returncode == 2
    assert ended.stderr.startswith(f"accord: {kept} is damaged")
    assert "`make demo-reset` starts over" in ended.stderr
    assert kept.read_text(encoding="utf-8") == "{"


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with Sandbox.start(demo_workspace(read_manifest())) as other:
        port = other.address.rpartition(":")[2]

        ended = accord_demo(tmp_path, "--port", port)

    assert ended.returncode == 2
    assert ended.stderr == f"accord: --port: port {port} is taken by another program; choose another one\n"


def test_nobody_acts_while_the_first_two_weeks_are_played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("bot.demo.story.play", lambda sandbox, _settings: said.append(sandbox.page.not_yet))

    with staged(tmp_path, 0, WarmBot, Beginning.STORY) as (sandbox, _start):
        assert said == ["The alliance's first two weeks are being played. In a moment it is your turn."]
        assert sandbox.page.not_yet == ""


def test_a_demo_that_was_killed_goes_on_with_a_bot_of_its_own(story: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(story, tmp_path / "demo")
    with running_demo(folder) as killed:
        killed.process.kill()
        killed.process.wait()

    with running_demo(folder) as again:
        assert again.stop() == 0

    log = (folder / "accord.log").read_text(encoding="utf-8")
    assert log.rstrip().endswith("Accord has stopped.")
    assert "Fatal" not in log


@pytest.mark.parametrize(
    ("flag", "is_there", "is_not"),
    [("--empty", "Set up an alliance here", "Ten more beds"), ("--install", "Ann Lee", "Set up an alliance here")],
)
def test_a_flag_says_where_it_begins(flag: str, is_there: str, is_not: str, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    with running_demo(folder, flag) as demo:
        while is_there not in _kept(folder):
            assert demo.process.poll() is None
            time.sleep(0.05)
        assert demo.stop() == 0

    assert is_not not in _kept(folder)


def _kept(folder: Path) -> str:
    file = folder / "workspace.json"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def test_reset_takes_away_the_demos_own_files_only(tmp_path: Path) -> None:
    for name in ("workspace.json", "accord.db", "accord.log", "letter.txt"):
        (tmp_path / name).write_text("{", encoding="utf-8")

    ended = accord_demo(tmp_path, "--reset")

    assert ended.returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letter.txt", "lock"]
