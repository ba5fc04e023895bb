"""The image that the Dockerfile makes is what docs/deploy.md promises, in a real container.

All that is in it is fetched, so only `make campaign` builds it, and only where a container can be run.
"""

import fcntl
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from bot.setup.settings import BadSetting, settings_to_run
from tests.sampling import IS_CAMPAIGN, sampled

ROOT = Path(__file__).parents[2]
# By the names of what lies on a disk: whatever the tool itself lays into memory is gone with the container.
TRY_TO_WRITE = """
import os

def opens(path, how):
    try:
        open(path, how).close()
    except OSError:
        return False
    return True

with open("/proc/mounts") as mounts:
    elsewhere = {"/proc", "/sys", *(line.split()[1] for line in mounts if line.split()[2] == "tmpfs")}
for folder, folders, files in os.walk("/"):
    if folder in elsewhere:
        folders.clear()
    elif opens(os.path.join(folder, "tried"), "x"):
        print(folder)
        folders.clear()
    else:
        paths = [os.path.join(folder, file) for file in files]
        print("".join(f"{path}\\n" for path in paths if opens(path, "r+")), end="")
"""

pytestmark = [
    sampled,
    pytest.mark.skipif(not IS_CAMPAIGN, reason="`make campaign` builds the image, for all that is in it is fetched"),
    pytest.mark.timeout(1800),
]


@dataclass(frozen=True)
class Image:
    tool: str
    name: str

    def run(self, *arguments: str, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """Run it as docs/deploy.md does, but to its end."""
        deploy = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
        [documented] = re.findall(r"docker run .*(--read-only .*) \\\n", deploy)
        volume = f"{self.name}:/data"
        all_options = ("--rm", "--label", self.name, *documented.split(), "--volume", volume, *options)
        return _answer(self.tool, "run", *all_options, self.name, *arguments)

    def python(self, program: str, *options: str) -> str:
        answer = self.run("-c", program, options=("--entrypoint", "python", *options))
        assert answer.returncode == 0, answer.stderr
        return answer.stdout


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Image]:
    """Build the image, and in the end remove it with all that was made of it; only what it is based on stays."""
    tool, name = _tool(), f"accord-{uuid4().hex}"
    _require_base(tool)
    base = tmp_path_factory.getbasetemp()
    lock = (base if worker_id == "master" else base.parent) / "image-lock"
    # The first stage has a name too, or its layers would stay behind.
    stages = {f"{name}:built": ("--target", "built"), f"{name}:latest": ()}
    try:
        with _held(lock):
            for tag, options in stages.items():
                built = _answer(tool, "build", *options, "--tag", tag, ".", seconds=800)
                assert built.returncode == 0, built.stdout + built.stderr
        yield Image(tool, name)
    finally:
        with _held(lock):
            # What did not end in time. (By its image one would find another worker's, too: theirs are the same.)
            for container in _answer(tool, "ps", "--all", "--quiet", "--filter", f"label={name}").stdout.split():
                _answer(tool, "rm", "--force", container)
            for tag in reversed(stages):
                _answer(tool, "image", "rm", "--force", tag)
            _answer(tool, "volume", "rm", "--force", name)


def test_the_image_has_the_version_of_its_source(image: Image) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert image.run("--version").stdout == f"accord {project['version']}\n"


def test_the_bot_has_an_account_without_rights(image: Image) -> None:
    assert image.python("import os; print(os.getuid(), os.getgid(), os.getgroups())") == "10001 10001 [10001]\n"


def test_without_settings_it_says_in_one_sentence_what_is_missing(
    image: Image, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadSetting) as missing:
        settings_to_run({})

    answer = image.run()

    assert (answer.returncode, answer.stdout) == (2, "")
    assert _without_warnings(answer.stderr) == [f"accord: {missing.value}"]


def test_the_bot_can_write_to_its_volume_only(image: Image) -> None:
    assert image.python(TRY_TO_WRITE).splitlines() == ["/data"]


def test_even_root_could_write_nowhere(image: Image) -> None:
    assert image.python(TRY_TO_WRITE, "--user", "0:0") == ""


def _tool() -> str:
    """Find a tool that can run containers here, or skip and say why there is none."""
    reasons = []
    for tool in ("docker", "podman"):
        if not shutil.which(tool):
            reasons.append(f"{tool} is not installed")
            continue
        answer = _answer(tool, "info", seconds=10)
        if answer.returncode == 0:
            return tool
        reasons.append(f"`{tool} info` fails: {_last_line(answer.stderr)}")
    pytest.skip(f"no container can be run here: {'; '.join(reasons)}")


def _require_base(tool: str) -> None:
    """Have what the image is based on, or skip and say why it can't be had."""
    [base] = set(re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE))
    if _answer(tool, "image", "inspect", base).returncode != 0:
        pulled = _answer(tool, "pull", base, seconds=300)
        if pulled.returncode != 0:
            pytest.skip(f"{base} is not here, and `{tool} pull` fails: {_last_line(pulled.stderr)}")


@contextmanager
def _held(lock: Path) -> Iterator[None]:
    """Let one worker at a time build and remove: the next finds every layer, for the tool keeps what it has built."""
    with lock.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _without_warnings(words: str) -> list[str]:
    """Leave out what Docker and Podman say of the machine before the container speaks."""
    return [line for line in words.splitlines() if not line.startswith(("WARNING: ", "time="))]


def _last_line(words: str) -> str:
    return (words.splitlines() or ["it says nothing"])[-1]


def _answer(*command: str, seconds: int = 60) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 (docker or podman)
            command, cwd=ROOT, capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 124, "", f"no answer within {seconds} seconds")
