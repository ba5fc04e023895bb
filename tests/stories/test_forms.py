"""A proposal is raised in a form that comes along, amended and decided, and stands so on the record."""

import json
from datetime import UTC, datetime, timedelta
from zipfile import ZipFile

from decisions.texts.proposal_form import OFFERED
from tests import outside
from tests.cast import ANN, BENEFIT, CHANNEL, KARA, LEADS, TEXT
from tests.stories.stage import Stage, picture

TODAY = datetime.now(UTC).date()
WITHHOLDING = ("--redactions", "withheld.toml")
WITHHELD = """
[[redactions]]
passage = "£15,000"
reason = "commercial interests (section 43)"
"""
SPENDING = OFFERED[0]
REASONS, BUDGET, ALTERNATIVES = (field.name for field in SPENDING.fields[:3])


def presses(stage: Stage, person: str, *buttons: str) -> None:
    """Press one after the other in the window that each of them leaves open."""
    for words in buttons:
        window = stage.person(person).window
        assert window
        stage.person(person).clicks(words, window)


def takes_a_form(stage: Stage) -> None:
    kara = stage.person(KARA)
    kara.clicks("Partners", stage.desk())
    presses(stage, KARA, "Settings", "Forms for proposals…", "Use…")
    kara.submits()
    assert kara.window is None, kara.window.errors
    stage.until(lambda: [it for it in kara.sees(CHANNEL) if "made the form *Spending*" in it.text])


def test_a_proposal_in_a_form_is_filled_in_read_amended_and_decided(stage: Stage) -> None:
    takes_a_form(stage)
    ann = stage.person(ANN)
    ann.clicks("Raise a proposal", stage.desk())
    assert ann.window
    ann.fills({"Title": "Ten winter beds", "What we propose": TEXT, "Why this is best for people": BENEFIT})
    ann.chooses("Spending", ann.window)
    ann.fills({REASONS: "It is cold.", BUDGET: "  ", ALTERNATIVES: "Hotels: dearer."})
    ann.submits()
    assert ann.window.errors == {BUDGET: "Please write this too: the form asks for it."}
    ann.fills({BUDGET: "£12,000"})
    ann.submits()
    assert ann.window is None, ann.window.errors
    card = stage.until(lambda: next((it for it in stage.channel() if "Ten winter beds" in picture(it)), None))
    assert f"*{BUDGET}* £12,000" in picture(card)

    ann.chooses("Amend", card)
    ann.fills({BUDGET: "£15,000"})
    ann.submits()

    stage.card_says(card, f"*{BUDGET}* £15,000")
    stage.consents(card, *LEADS)
    stage.until(stage.outcomes)
    exported = stage.accord("log", "export", "--format", "json").stdout
    entries = [it for each in json.loads(exported)["alliances"] for it in each["entries"]]
    texts = [dict(it["fields"]["filled"]["value"])[BUDGET] for it in entries if "filled" in it["fields"]]
    assert texts == ["£12,000", "£15,000"]
    assert outside.verdict(exported) == (True, f"{len(entries)} entries hold\n{outside.follows(1)}")
    for form in ("md", "html", "csv", "decisions"):
        assert "£15,000" in stage.accord("log", "export", "--format", form).stdout
    assert "£15,000" in published(stage) + given_out(stage)
    (stage.folder / "withheld.toml").write_text(WITHHELD, encoding="utf-8")
    for written in (published(stage, *WITHHOLDING), given_out(stage, *WITHHOLDING)):
        assert "£12,000" in written
        assert "15,000" not in written


def published(stage: Stage, *more: str) -> str:
    """Read the decision's page in the register."""
    answer = stage.accord("register", "build", "--out", "register", *more)
    assert answer.returncode == 0, answer.stderr
    return (stage.folder / "register" / "decisions" / "1.html").read_text(encoding="utf-8")


def given_out(stage: Stage, *more: str) -> str:
    """Read everything in the answer to a request for information."""
    days = [str(TODAY + timedelta(days=days)) for days in (-1, 1)]
    answer = stage.accord("foi", "--from", days[0], "--to", days[1], "--out", "pack.zip", *more)
    assert answer.returncode == 0, answer.stderr
    with ZipFile(stage.folder / "pack.zip") as pack:
        return "\n".join(pack.read(name).decode() for name in pack.namelist())
