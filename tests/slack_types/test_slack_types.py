"""Slack's own types accept all that Accord and the sandbox write, and Slack's own schema the manifest.

Both are Slack's: the types as npm has them (package.json), and the schema where MANIFEST_SCHEMA names a copy of
manifest.schema.1.0.0.json of github.com/slackapi/manifest-schema. They are fetched, so only `make slack-types` asks.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.slack_types.written import manifest, typescript

HERE = Path(__file__).parent
VALIDATE = """
const [schema, manifest] = process.argv.slice(1).map((file) => JSON.parse(require("fs").readFileSync(file, "utf8")));
const check = new (require("ajv"))({ strict: false, validateFormats: false }).compile(schema);
if (!check(manifest)) { console.error(JSON.stringify(check.errors)); process.exit(1); }
"""

pytestmark = [
    pytest.mark.skipif("SLACK_TYPES" not in os.environ, reason="Slack's types are fetched by `make slack-types`"),
    pytest.mark.timeout(600),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with Slack's packages in it, each with the hash that package-lock.json has of it."""
    made = tmp_path_factory.mktemp("slack-types")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, made)
    assert _run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=made) == ""
    return made


def test_slacks_own_types_accept_what_is_written(folder: Path) -> None:
    (folder / "written.ts").write_text(typescript(), encoding="utf-8")

    found = _run(
        *("npx", "--no-install", "tsc", "--noEmit", "--strict", "--skipLibCheck", "--target", "es2022"),
        *("--module", "nodenext", "--moduleResolution", "nodenext", "written.ts"),
        folder=folder,
    )

    assert found == ""


@pytest.mark.skipif("MANIFEST_SCHEMA" not in os.environ, reason="MANIFEST_SCHEMA names no copy of Slack's schema")
def test_slacks_own_schema_accepts_the_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text(json.dumps(manifest()), encoding="utf-8")

    assert _run("node", "-e", VALIDATE, os.environ["MANIFEST_SCHEMA"], "manifest.json", folder=folder) == ""


def _run(*command: str, folder: Path) -> str:
    """Run a program of npm's; return what it complains of."""
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 (npm's programs)
    return f"{ended.stdout}{ended.stderr}" if ended.returncode else ""
