"""The Dockerfile, the compositions and the proxy's file say what docs/deploy.md promises."""

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
TOOLS = Path(sys.executable).parent
COMPOSITIONS = ("compose.yaml", "compose.slack.yaml", "compose.http.yaml", "compose.install.yaml")


def services() -> dict[str, dict[str, Any]]:
    """Lay one composition over the other, as docker compose does with `--file … --file …`."""
    laid: dict[str, dict[str, Any]] = {}
    for name in COMPOSITIONS:
        for service, said in yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))["services"].items():
            laid[service] = {**laid.get(service, {}), **said}
    return laid


def copied() -> set[str]:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    return {name for line in lines if line.startswith("COPY ") and "--from" not in line for name in line.split()[1:-1]}


def check(*command: str) -> None:
    answer = subprocess.run(  # noqa: S603 (linters of our own .venv)
        [str(TOOLS / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_dockerfile_is_sound() -> None:
    check("hadolint", "Dockerfile")


def test_the_compositions_follow_their_schema() -> None:
    check("check-jsonschema", "--builtin-schema", "vendor.compose-spec", *COMPOSITIONS)


def test_the_image_gets_all_that_is_installed_and_nothing_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = {name.rstrip("*") for name in project["tool"]["setuptools"]["packages"]["find"]["include"]}
    ignore = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()

    assert copied() == packages | {"requirements.txt", "pyproject.toml", project["project"]["readme"]}
    assert {line.removeprefix("!") for line in ignore if line.startswith("!")} == copied()
    assert "*" in ignore


@pytest.mark.parametrize("service", ["bot", "database", "caddy"])
def test_each_container_may_do_only_what_it_must(service: str) -> None:
    said = services()[service]

    assert said["read_only"] is True
    assert said["cap_drop"] == ["ALL"]
    assert said["security_opt"] == ["no-new-privileges:true"]
    assert said.get("cap_add", []) == (["NET_BIND_SERVICE"] if service == "caddy" else [])
    assert "build" in said or not said["image"].endswith((":latest", said["image"].split(":")[0]))


def test_only_the_proxy_is_reached_from_outside_and_only_the_bot_reaches_the_records() -> None:
    laid = services()
    internal = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["networks"]["records"]["internal"]

    assert [name for name, said in laid.items() if "ports" in said] == ["caddy"]
    assert laid["database"]["networks"] == ["records"]
    assert internal is True
    assert [name for name, said in laid.items() if "records" in said["networks"]] == ["bot", "database"]
