"""A proposal carries papers: they are fetched, fixed, shown, and changed only by asking everybody again."""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from decisions.texts.proposal_form import OFFERED
from handlers.courier.fetching.words_of_file import WORD
from sandbox import Message
from sandbox.file import File
from tests import office_files
from tests.cast import ANN, CHANNEL, KARA, LEADS
from tests.stories.stage import Stage, picture

BUDGET = b"%PDF-1.7 " + bytes(range(256)) * 40
TYPED = {"Title": "Ten winter beds", "What we propose": "Ten beds.", "Why this is best for people": "Warmth."}


@pytest.fixture
def stage(quiet_stage: Stage) -> Stage:
    """A stage on which the app may read files."""
    quiet_stage.sandbox.grants("files:read")
    quiet_stage.start_bot(ACCORD_PAPERS="database")
    return quiet_stage


def a_file(stage: Stage, name: str = "Budget.pdf", content: bytes = BUDGET, kind: str = "application/pdf") -> File:
    return stage.person(KARA).uploads(name, content, kind)


def sends(stage: Stage, *files: File, **typed: Any) -> None:
    kara = stage.person(KARA)
    kara.runs("/propose", CHANNEL)
    assert kara.window, stage.log()
    if typed:
        kara.clicks("More…", kara.window)
    kara.fills({**TYPED, "Papers": files, **typed})
    kara.submits()


def raises_with(stage: Stage, *files: File) -> Message:
    sends(stage, *files)
    assert "== Fetching the papers ==" in stage.window(KARA)
    stage.person(KARA).closes()
    return stage.until(stage.cards)[0]


def told(stage: Stage) -> Message:
    return stage.private_words(KARA, "Nothing was put to the partners.")


def test_a_paper_is_fixed_shown_and_decided_with_the_text(stage: Stage) -> None:
    card = raises_with(stage, a_file(stage))

    stage.card_says(card, "📎 1 paper, fixed on ")
    assert "|Budget.pdf>" in picture(card)
    kept = stage.rows("SELECT sha256, content FROM papers")
    assert kept == [(hashlib.sha256(BUDGET).hexdigest(), BUDGET)]
    stage.private_words(KARA, "is put to the partners")
    stage.consents(card, *LEADS)
    stage.card_says(card, "Agreed")
    assert "📎 1 paper, fixed on " in picture(stage.until(stage.outcomes)[0])
    assert stage.accord("log", "verify").returncode == 0


def test_another_paper_asks_everybody_again_and_they_see_which_changed(stage: Stage) -> None:
    card = raises_with(stage, a_file(stage), a_file(stage, "Plan.txt", b"Ten beds", "text/plain"))
    stage.consents(card, ANN)
    stage.card_says(card, "1 of 8 partners consent")
    kara = stage.person(KARA)
    kara.chooses("Amend", card)
    assert "Papers that stay" in stage.window(KARA)

    kara.fills({"Papers": [a_file(stage, "budget.pdf", b"%PDF-1.7 other")]})
    kara.submits()

    stage.card_says(card, "📎 2 papers, fixed on ")
    stage.card_says(card, "revision 2 of")
    again = picture(stage.private_words(ANN, "What changed since"))
    assert "Papers" in again
    assert "Budget.pdf (10 KB)" in again
    assert "budget.pdf (14 bytes)" in again
    assert "Plan.txt" not in again


def test_what_was_tried_is_renewed_with_its_papers_and_without_those_that_are_unticked(stage: Stage) -> None:
    until = (datetime.now(ZoneInfo("Europe/London")).date() + timedelta(days=3)).isoformat()
    sends(stage, a_file(stage), a_file(stage, "Plan.txt", b"Ten beds", "text/plain"), **{"Try it until": until})
    kara = stage.person(KARA)
    kara.closes()
    card = stage.until(stage.cards)[0]
    stage.consents(card, *LEADS)
    stage.card_says(card, "[⋯ Read | History | Renew or change… |")

    kara.chooses("Renew or change…", card)
    assert "Papers that stay" in stage.window(KARA)
    kara.fills({"Papers that stay": ["Budget.pdf (10 KB)"]})
    kara.submits()

    newer = stage.until(lambda: next((it for it in stage.cards() if "No. 2 ·" in it.text), None))
    stage.card_says(newer, "📎 1 paper, fixed on ")
    assert "|Budget.pdf>" in picture(newer)
    stage.consents(newer, *LEADS)
    stage.card_says(card, "*Superseded by No. 2*")
    assert stage.accord("log", "verify").returncode == 0


def test_the_files_of_a_message_are_taken_over(stage: Stage) -> None:
    kara = stage.person(KARA)
    files = [a_file(stage), a_file(stage, "Link", b"1"), a_file(stage, "Map.png", b"2", "image/png")]
    files[1].is_external = True
    message = kara.writes("We need ten beds.", CHANNEL, files=files)
    kara.uses_message_shortcut("propose_this", message)
    assert "Not offered, for Accord can't carry them: Link." in stage.window(KARA)
    kara.fills({"Title": "Ten winter beds", "Why this is best for people": "Warmth."})

    kara.submits()

    card = stage.until(stage.cards)[0]
    stage.card_says(card, "📎 2 papers, fixed on ")
    assert "|Map.png>" in picture(card)


def test_papers_stay_when_a_form_is_chosen_after_them(stage: Stage) -> None:
    kara = stage.person(KARA)
    kara.clicks("Partners", stage.desk())
    for words in ("Settings", "Forms for proposals…", "Use…"):
        assert kara.window
        kara.clicks(words, kara.window)
    kara.submits()
    stage.until(lambda: [it for it in kara.sees(CHANNEL) if "made the form *Spending*" in it.text])
    kara.runs("/propose", CHANNEL)
    kara.fills({**TYPED, "Papers": [a_file(stage)]})
    assert kara.window

    kara.chooses("Spending", kara.window)
    kara.fills({field.name: "Ten beds." for field in OFFERED[0].fields})
    kara.submits()

    card = stage.until(stage.cards)[0]
    stage.card_says(card, "📎 1 paper, fixed on ")
    assert stage.rows("SELECT template FROM revisions") == [("Spending",)]


@pytest.mark.parametrize(
    ("happens", "words"),
    [
        (lambda file: setattr(file, "is_deleted", True), "does not give “Budget.pdf” any more"),
        (lambda file: setattr(file, "is_external", True), "is kept outside Slack"),
    ],
)
def test_a_paper_that_is_not_to_be_had_is_told_at_once_and_what_was_typed_is_kept(
    stage: Stage, happens: Any, words: str
) -> None:
    file = a_file(stage)
    kara = stage.person(KARA)
    kara.runs("/propose", CHANNEL)
    kara.fills({**TYPED, "Papers": [file]})
    happens(file)
    kara.submits()

    notice = told(stage)

    assert words in picture(notice)
    assert stage.rows("SELECT count(*) FROM proposals") == [(0,)]
    assert stage.rows("SELECT count(*) FROM papers") == [(0,)]
    kara.clicks("Open it again", notice)
    assert "Ten winter beds" in stage.window(KARA)
    kara.submits()
    assert "📎" not in picture(stage.until(stage.cards)[0])


def test_a_login_page_is_never_taken_for_a_paper(stage: Stage) -> None:
    stage.sandbox.faults.garble("files.download")
    sends(stage, a_file(stage))

    assert "Slack gave something else in the place of “Budget.pdf”" in picture(told(stage))
    assert stage.rows("SELECT count(*) FROM papers") == [(0,)]


def test_what_is_cut_short_or_late_is_fetched_again(stage: Stage) -> None:
    stage.sandbox.faults.lose_reply("files.download")
    stage.sandbox.faults.rate_limit("files.info", times=1)

    with stage.without_pauses():
        card = raises_with(stage, a_file(stage))

    stage.card_says(card, "📎 1 paper")
    assert stage.rows("SELECT content FROM papers") == [(BUDGET,)]


def test_a_kill_in_the_middle_loses_nothing_and_puts_it_once(stage: Stage) -> None:
    stage.sandbox.faults.delay("files.download", before=600)
    sends(stage, a_file(stage))
    stage.until(lambda: not stage.sandbox.faults.waiting())
    assert stage.bot
    stage.bot.kill()
    stage.wait_for_bots_end()

    stage.start_bot(ACCORD_PAPERS="database")

    with stage.without_pauses():
        stage.card_says(stage.until(stage.cards)[0], "📎 1 paper")
    assert stage.rows("SELECT count(*) FROM proposals") == [(1,)]


def test_papers_lie_in_a_folder_are_compared_moved_and_missed(quiet_stage: Stage, tmp_path: Path) -> None:
    stage, folder = quiet_stage, tmp_path / "papers"
    folder.mkdir(mode=0o700)
    stage.sandbox.grants("files:read")
    stage.start_bot(ACCORD_PAPERS=str(folder))
    old, new = (office_files.word_file(f"We open {count} beds.") for count in ("ten", "twelve"))
    card = raises_with(stage, a_file(stage, "Plan.docx", old, WORD))
    stage.consents(card, ANN)
    kara, ann = stage.person(KARA), stage.person(ANN)
    kara.chooses("Amend", card)
    kara.fills({"Papers": [a_file(stage, "Plan.docx", new, WORD)]})
    kara.submits()
    stage.card_says(card, "revision 2 of")

    ann.clicks("Read all of it", stage.private_words(ANN, "What changed since"))

    assert "We open ~ten~ *twelve* beds." in stage.window(ANN)
    names = {hashlib.sha256(each).hexdigest() for each in (old, new)}
    stage.until(lambda: {file.name for file in folder.iterdir()} == names)
    here = {"ACCORD_PAPERS": str(folder)}
    assert stage.accord("log", "verify", **here).returncode == 0
    assert stage.accord("papers", "move", "--from", str(folder)).stdout == "2 papers are moved to the database\n"
    assert stage.rows("SELECT count(*) FROM papers WHERE length(content) > 0") == [(2,)]
    assert stage.accord("papers", "move", **here).stdout == f"2 papers are moved to {folder}\n"
    (folder / hashlib.sha256(old).hexdigest()).unlink()
    missed = stage.accord("log", "verify", **here)
    assert missed.returncode == 1
    assert f"No. 1: the paper “Plan.docx” is not kept in {folder}" in missed.stdout
    assert f"is not kept in {folder}; bring it back" in stage.accord("doctor", **here).stdout


def test_what_is_too_large_stands_at_the_field(stage: Stage) -> None:
    sends(stage, a_file(stage, "Film.mp4", bytes(26 * 2**20), "video/mp4"))

    window = stage.person(KARA).window
    assert window
    assert window.errors["Papers"] == "“Film.mp4” is 26 MB, and a paper may be 25 MB at most."


def test_without_the_scope_no_papers_are_asked_for(quiet_stage: Stage) -> None:
    quiet_stage.start_bot(ACCORD_PAPERS="database")

    quiet_stage.person(KARA).runs("/propose", CHANNEL)

    assert "Papers" not in quiet_stage.window(KARA)
    assert "scope files:read is missing: proposals can't carry papers" in quiet_stage.log()
