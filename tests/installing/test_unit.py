"""deploy/accord.service is sound, and gives the bot no more than it needs."""

import shutil
import subprocess
from pathlib import Path

import pytest

UNIT = Path(__file__).parents[2] / "deploy" / "accord.service"
ANALYSE = shutil.which("systemd-analyze")
# Tenths of systemd's own measure, in which an unprotected service has 96.
MOST_EXPOSURE = 15

pytestmark = pytest.mark.skipif(
    ANALYSE is None, reason="systemd-analyze is not there (Debian: apt-get install systemd)"
)


def analyse(*arguments: str) -> str:
    answer = subprocess.run(  # noqa: S603 (systemd's own program)
        [str(ANALYSE), *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stderr


def test_systemd_understands_every_line(tmp_path: Path) -> None:
    unit = tmp_path / UNIT.name
    # It looks whether the program is there, too.
    unit.write_text(UNIT.read_text(encoding="utf-8").replace("/opt/accord/now/bin/accord", "/bin/true"), "utf-8")

    assert unit.name not in analyse("verify", str(unit))


def test_it_is_hardly_exposed() -> None:
    analyse("security", "--offline=true", "--no-pager", f"--threshold={MOST_EXPOSURE}", str(UNIT))
