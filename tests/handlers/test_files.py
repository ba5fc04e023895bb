"""Is a file fetched from Slack alone, whole, and as what it says it is? And what if the text changed meanwhile?"""

import threading
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from decisions.said import paper_refusal
from decisions.words.refusal import Refusal
from handlers import routes
from handlers.courier.calls.slack import NotNow
from handlers.courier.fetching.files import Fetched, Files
from handlers.courier.fetching.papers import MOST_TRIES, PapersRound
from handlers.gathering.proposal_view import view_of
from handlers.incoming.payloads import Act
from handlers.listeners.texts import papers, proposals
from sandbox.file import File
from storage.engine.database import Database
from storage.outbox import attempts, claims
from storage.outbox.attempts import OutboxMessage
from tests.cast import KARA, typed
from tests.decisions.refused import refused
from tests.handlers.desk import Desk

PLAN = b"Ten beds"
_ACTS = count(1)


def uploaded(desk: Desk, kind: str = "text/plain", content: bytes = PLAN) -> File:
    desk.sandbox.grants("files:read")
    return desk.sandbox.person(KARA).uploads("Plan.txt", content, kind)


def fetched(desk: Desk, folder: Path, file: File) -> Fetched:
    files = Files(desk.courier.workspaces.of, desk.sandbox.api_url, threading.Event())
    return files.fetch("", file.id, file.name, folder / "paper")


def test_a_file_is_fetched_to_the_last_byte(desk: Desk, tmp_path: Path) -> None:
    content = bytes(range(256)) * 1000

    there = fetched(desk, tmp_path, uploaded(desk, content=content))

    assert (there.path.read_bytes(), there.paper.size) == (content, len(content))


def test_the_token_goes_to_nobody_else(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = uploaded(desk)
    monkeypatch.setattr(desk.sandbox.workspace, "files_url", desk.sandbox.address.replace("127.0.0.1", "localhost"))

    with refused(paper_refusal.paper_is_gone("papers", "Plan.txt")):
        fetched(desk, tmp_path, file)
    assert not (tmp_path / "paper").exists()


def test_no_redirect_is_followed(desk: Desk, tmp_path: Path) -> None:
    file = uploaded(desk)
    desk.sandbox.faults.error("files.download", "not_authed")

    with refused(paper_refusal.paper_not_given("papers", "Plan.txt")):
        fetched(desk, tmp_path, file)


@pytest.mark.parametrize("kind", ["application/pdf", "text/html"])
def test_a_login_page_is_no_paper_even_in_the_place_of_a_page(desk: Desk, tmp_path: Path, kind: str) -> None:
    file = uploaded(desk, kind)
    desk.sandbox.faults.garble("files.download")

    with refused(paper_refusal.paper_not_given("papers", "Plan.txt")):
        fetched(desk, tmp_path, file)


@pytest.mark.parametrize("happens", ["lose_reply", "server_error"])
def test_what_came_in_part_or_not_is_asked_for_again(desk: Desk, tmp_path: Path, happens: str) -> None:
    file = uploaded(desk)
    getattr(desk.sandbox.faults, happens)("files.download")

    with pytest.raises(NotNow):
        fetched(desk, tmp_path, file)
    assert fetched(desk, tmp_path, file).path.read_bytes() == PLAN


def test_it_is_asked_for_again_when_slack_says(desk: Desk, tmp_path: Path) -> None:
    file = uploaded(desk)
    desk.sandbox.faults.rate_limit("files.download", retry_after=17)

    with pytest.raises(NotNow) as later:
        fetched(desk, tmp_path, file)
    assert (later.value.seconds, later.value.is_failure) == (17, False)


def test_an_unknown_file_is_told(desk: Desk, tmp_path: Path) -> None:
    file = uploaded(desk)
    del desk.sandbox.workspace.files[file.id]

    with refused(paper_refusal.paper_is_gone("papers", "Plan.txt")):
        fetched(desk, tmp_path, file)


def amends(desk: Desk, **more: Any) -> Any:
    words = {"title": "Beds", "text": typed("Twelve beds."), "benefit": "Warmth.", **more}
    value = {"proposal": 1, "revision": 1}
    act = Act(KARA, desk.now, f"act:{next(_ACTS)}", "kara", value, words, takes_papers=True)
    return proposals.amend(act, desk.database)


def goes_on(desk: Desk, came: Sequence[Fetched] | Refusal) -> None:
    message, lane = claimed(desk)
    papers.going_on(desk.database, lambda: desk.now, routes.WITH_PAPERS)(message, lane, came)


def claimed(desk: Desk) -> tuple[OutboxMessage, claims.Lane]:
    """Claim what waits for its papers."""
    (lane_id,) = desk.rows("SELECT lane_id FROM messages WHERE kind = 'papers'")[0]
    with desk.database.transaction() as connection:
        (message,) = [each for each in attempts.unsaid(connection, lane_id) if each.kind == "papers"]
        lanes = iter(lambda: claims.claim_next(connection, desk.now), None)
        lane = next(each for each in lanes if each and each.id == lane_id)
    return message, lane


def given_back(desk: Desk) -> list[str]:
    return [how for (how,) in desk.rows("SELECT ended_as FROM messages WHERE kind = 'papers'")]


def test_a_text_that_changed_while_papers_were_fetched_is_not_overwritten(desk: Desk, tmp_path: Path) -> None:
    file = uploaded(desk)
    chosen = {"id": file.id, "name": file.name, "size": len(PLAN), "mimetype": file.mimetype}
    assert amends(desk, papers=[chosen])["title"]["text"] == "Fetching the papers"
    amends(desk, text=typed("Six beds."))

    goes_on(desk, [fetched(desk, tmp_path, file)])

    assert desk.rows("SELECT number, text FROM revisions ORDER BY number")[1:] == [(2, "Six beds.")]
    assert desk.rows("SELECT count(*) FROM papers") == [(0,)]
    assert given_back(desk) == ["given back"]
    (kept,) = desk.rows("SELECT id FROM messages WHERE kind = 'papers'")[0]
    again = Act(KARA, desk.now, "click:again", "kara", {"alliance": 1, "kept": kept}, takes_papers=True)
    window = papers.open_again(again, desk.database)
    assert window["title"]["text"] == "Amend No. 1"
    assert "Twelve beds." in str(window["blocks"])
    assert "Six beds." in str(window["blocks"])


def test_an_empty_paper_is_told_at_its_field(desk: Desk) -> None:
    file = uploaded(desk, content=b"")

    with refused(paper_refusal.empty_paper("papers", "Plan.txt")):
        amends(desk, papers=[{"id": file.id, "name": file.name, "size": 0, "mimetype": file.mimetype}])


def test_papers_that_can_not_be_kept_are_tried_again_and_then_told(desk: Desk, tmp_path: Path) -> None:
    file = uploaded(desk)
    amends(desk, papers=[{"id": file.id, "name": file.name}])
    message, lane = claimed(desk)
    # Such as a disk of another machine that is away.
    away = Database(str(desk.database.engine.url), papers_folder=tmp_path / "away")
    files = Files(desk.courier.workspaces.of, desk.sandbox.api_url, threading.Event())
    go_on = papers.going_on(away, lambda: desk.now, routes.WITH_PAPERS)
    this = PapersRound(away, files, lambda: desk.now, go_on)

    with pytest.raises(NotNow):
        this.fetch(message, lane)
    assert given_back(desk) == [""]
    this.fetch(message, replace(lane, failures=MOST_TRIES))

    away.close()
    assert given_back(desk) == ["given back"]
    ((about,),) = desk.rows("SELECT about FROM messages WHERE kind = 'papers_refused'")
    assert paper_refusal.papers_not_kept("papers").words in about
    assert desk.rows("SELECT count(*) FROM revisions") == [(1,)]


def test_what_was_typed_is_opened_by_nobody_else(desk: Desk) -> None:
    amends(desk, papers=[{"id": "F1", "name": "Plan.txt"}])
    goes_on(desk, paper_refusal.paper_is_gone("papers", "Plan.txt"))
    (kept,) = desk.rows("SELECT id FROM messages WHERE kind = 'papers'")[0]

    with pytest.raises(Refusal):
        papers.open_again(Act("U0ANN", desk.now, "click:1", "ann", {"alliance": 1, "kept": kept}), desk.database)


def test_what_was_put_already_is_put_once(desk: Desk, tmp_path: Path) -> None:
    file = uploaded(desk)
    amends(desk, papers=[{"id": file.id, "name": file.name}])
    came = [fetched(desk, tmp_path, file)]
    goes_on(desk, came)
    with desk.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE messages SET ended_at = NULL WHERE kind = 'papers'")
    assert desk.rows("SELECT about FROM messages WHERE kind = 'papers'") == [("{}",)]
    assert desk.rows("SELECT count(*) FROM revisions") == [(2,)]
    assert desk.rows("SELECT content FROM papers") == [(PLAN,)]


def test_the_words_that_changed_in_a_paper_of_text_are_read(desk: Desk, tmp_path: Path) -> None:
    for text, content in (("Twelve beds.", b"Ten beds"), ("Six beds.", b"Six beds")):
        file = uploaded(desk, content=content)
        value = {"proposal": 1, "revision": desk.rows("SELECT max(number) FROM revisions")[0][0]}
        words = {"title": "Beds", "text": typed(text), "benefit": "Warmth."}
        act = Act(KARA, desk.now, f"act:{next(_ACTS)}", "kara", value, words, fetched=[fetched(desk, tmp_path, file)])
        proposals.amend(act, desk.database)

    with desk.database.snapshot() as connection:
        texts = view_of(connection, 1, 1, desk.now).paper_texts

    assert sorted(texts.values()) == ["Six beds", "Ten beds"]
