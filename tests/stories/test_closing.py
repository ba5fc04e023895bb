"""How is an alliance closed? By the consent of all. Then all of it can be read, and nothing can be done."""

import subprocess
import sys

from tests import outside
from tests.cast import ANN, CHANNEL, HAL, KARA, LEADS, OUTSIDER
from tests.databases import only_sqlite
from tests.stories.stage import Stage, picture

WHY = {"What we propose": "The contract ends in March.", "Why this is best for people": "One door stays open."}


@only_sqlite
def test_an_alliance_is_closed_by_all_and_its_record_stays(stage: Stage) -> None:
    decided, still_open = stage.raises(), stage.raises(typed={"Title": "A kitchen"})
    stage.consents(decided, *LEADS)
    stage.objects(still_open, HAL)
    ann = stage.person(ANN)
    ann.clicks("Partners", stage.desk())
    assert ann.window
    ann.clicks("We close this alliance…", ann.window)
    ann.fills(WHY)
    ann.submits()
    closing = stage.until(lambda: len(stage.cards()) == 3 and stage.cards()[-1])

    stage.consents(closing, *LEADS)

    stage.card_says(closing, "Agreed on")
    stage.card_says(still_open, "by the closing of the alliance")
    stage.until(lambda: "closed Glasgow Alliance to End Homelessness for good" in picture(stage.desk()))
    ann.clicks("Search", stage.desk())
    ann.fills({"Look for": "beds"})
    ann.submits()
    assert "Ten winter beds" in stage.window(ANN)
    ann.closes()
    stage.person(KARA).runs("/propose", CHANNEL)
    stage.private_words(KARA, "closed it for good")
    stage.person(KARA).chooses("History", still_open)
    assert "*Withdrawn* by the closing of the alliance" in stage.window(KARA)
    _everything_is_told(stage)


def _everything_is_told(stage: Stage) -> None:
    """The log verifies with and without our code, and each thing that is written of it tells the closing."""
    assert stage.accord("log", "verify").returncode == 0
    assert stage.accord("log", "export", "--format", "json", "--out", "log.json").returncode == 0
    (stage.folder / "check.py").write_text(outside.script(), encoding="utf-8")
    command = [sys.executable, "-W", "ignore", "check.py", "log.json"]
    checked = subprocess.run(command, cwd=stage.folder, capture_output=True, text=True, check=False)  # noqa: S603 (our own script)
    assert (checked.returncode, checked.stdout.endswith(outside.follows(2))) == (0, True), checked.stderr
    for form in ("md", "html"):
        written = stage.accord("log", "export", "--format", form).stdout
        assert "Alliance closed by No. 3" in written
        assert "by the closing of the alliance" in written
    assert stage.accord("register", "build", "--out", "register").returncode == 0
    assert "closed the alliance for good on" in (stage.folder / "register" / "index.html").read_text(encoding="utf-8")
    spoken = stage.accord("partner", "speaks", "Harbour Shelter", OUTSIDER, "--on", "a letter")
    assert "closed it for good" in spoken.stderr
    assert stage.rows("SELECT count(*) FROM representatives WHERE slack_user_id = ?", OUTSIDER) == [(0,)]
