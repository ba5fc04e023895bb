"""Installed from its source, Accord is whole, and asks for no more than a command needs."""

import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# What is no part of the program, and nobody installs.
LEFT_OUT = shutil.ignore_patterns(
    ".*", "*.egg-info", "build", "docs", "tests", "benchmarks", "__pycache__", "STYLE.md", "update_libraries.sh"
)
# As Python does when a library is not there.
WITHOUT = """
import sys
sys.modules.update(dict.fromkeys({missing!r}))
from bot.__main__ import main
sys.exit(main({arguments!r}))
"""


def files(folder: Path) -> set[Path]:
    packages = ("bot", "decisions", "handlers", "sandbox", "storage")
    return {
        path.relative_to(folder)
        for package in packages
        for path in (folder / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def accord(
    folder: Path, *arguments: str, missing: tuple[str, ...] = (), **environment: str
) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DATABASE_"))}
    return subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", WITHOUT.format(missing=missing, arguments=list(arguments))],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_what_is_installed_is_whole(tmp_path: Path) -> None:
    source, installed = tmp_path / "source", tmp_path / "installed"
    shutil.copytree(ROOT, source, ignore=LEFT_OUT)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]

    subprocess.run([*pip, "--target", str(installed), str(source)], check=True, timeout=120)  # noqa: S603 (likewise)

    assert files(installed) == files(source)
    assert (installed / "bin" / "accord").exists()


def test_it_tells_its_version(tmp_path: Path) -> None:
    assert accord(tmp_path, "--version").stdout == f"accord {version('accord-alliance')}\n"


@pytest.mark.parametrize(
    ("arguments", "missing", "words"),
    [
        (["serve"], ("waitress",), "`accord serve` needs waitress: install Accord with its extra http"),
        (["serve"], ("prometheus_client",), "`accord serve` needs prometheus_client: install Accord with its extra"),
        (["log", "verify"], ("psycopg",), "PostgreSQL needs psycopg: install Accord with its extra postgresql"),
        (["demo"], ("aiohttp",), "the demo needs aiohttp: use `make demo`, or install Accord with its extra demo"),
    ],
)
def test_a_command_whose_library_is_missing_says_so_in_one_line(
    tmp_path: Path, arguments: list[str], missing: tuple[str, ...], words: str
) -> None:
    answer = accord(tmp_path, *arguments, missing=missing, DATABASE_URL="postgresql://localhost/accord")

    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.startswith("accord: ")
    assert words in answer.stderr
    assert answer.stderr.count("\n") == 1
