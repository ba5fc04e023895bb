"""What does the register tell the public, and what not?"""

import json
import re
from pathlib import Path

import pytest

from tests.cast import NAMES, PARTNERS
from tests.register.conftest import MADE, Builds


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return tmp_path / "register"


def text_of(page: Path) -> str:
    bare = re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8"))
    return " ".join(bare.split())


def everything(register: Path) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(register.rglob("*")) if file.is_file())


def test_each_decision_has_a_page(builds: Builds, register: Path) -> None:
    answer = builds()

    assert answer.stdout == (
        "30 pages are written; open register/index.html in a browser, or put register on any web host\n"
    )
    assert len(list((register / "decisions").iterdir())) == MADE


def test_a_page_tells_how_the_decision_came_about(builds: Builds, register: Path) -> None:
    builds()

    page = text_of(register / "decisions" / "20.html")

    assert "What we decided" in page
    assert "Nobody sleeps outside in the cold." in page
    assert all(f"{partner} " in page for partner in PARTNERS)
    assert "Objections, and how they ended" in page
    assert "Two night nurses. How it was settled The health link lends us two night nurses." in page
    assert "How the text changed" in page
    assert "Text 2, " in page


def test_superseded_and_superseding_lead_to_each_other(builds: Builds, register: Path) -> None:
    builds()

    assert 'Superseded by <a href="23.html">No. 23' in (register / "decisions" / "16.html").read_text(encoding="utf-8")
    assert '<a href="16.html">No. 16' in (register / "decisions" / "23.html").read_text(encoding="utf-8")


def test_nobody_outside_learns_who_objected_or_what_people_are_called(builds: Builds, register: Path) -> None:
    builds()

    whole = everything(register)
    concerns = re.findall(r'class="spoken">(.*?)</ul>', whole, re.DOTALL)

    assert concerns
    assert not [partner for partner in PARTNERS if partner in "".join(concerns)]
    assert "2023" not in "".join(re.findall(r'id="objections">(.*?)</section>', whole, re.DOTALL))
    assert not [word for word in (*NAMES, *NAMES.values()) if word.lower() in whole.lower()]


def test_the_days_of_consents_would_tell_who_objected_and_are_told_in_an_attributed_register_only(
    builds: Builds, register: Path
) -> None:
    consented = re.compile(r'id="consented">(.*?)</section>', re.DOTALL)
    builds()
    days = [set(re.findall(r"\d+ \w+ 2023", each)) for each in consented.findall(everything(register))]
    builds("--attributed")

    assert [len(each) for each in days] == [1] * MADE
    assert all(
        len(re.findall(r"\d+ \w+ 2023", each)) == len(PARTNERS) for each in consented.findall(everything(register))
    )


def test_an_attributed_register_says_who_objected_and_when(builds: Builds, register: Path) -> None:
    builds("--attributed")

    objections = re.findall(r'id="objections">(.*?)</section>', everything(register), re.DOTALL)

    assert all(any(partner in each for partner in PARTNERS) for each in objections)
    assert all(re.search(r"\d+ \w+ 2023", each) for each in objections)


def test_what_is_open_is_shown_on_request_only(builds: Builds, register: Path) -> None:
    with_open = json.loads(builds("--open", "--json").stdout)
    shown = text_of(register / "index.html")
    held = text_of(register / "decisions" / "31.html")
    builds()

    assert with_open["pages"] == MADE + 2
    assert "Held by an objection Raised on 2 November 2026 , 2 of 8 partners consent" in shown
    assert "This is not decided: an objection holds it." in held
    assert not [partner for partner in PARTNERS if partner in held], "who answered is told"
    assert not (register / "decisions" / "31.html").exists()


def test_a_folder_with_something_else_is_left_alone(builds: Builds, register: Path) -> None:
    register.mkdir()
    (register / "thesis.txt").write_text("mine", encoding="utf-8")

    answer = builds()

    assert answer.returncode == 2
    assert "register holds something else already; name a new folder" in answer.stderr
    assert [file.name for file in register.iterdir()] == ["thesis.txt"]


def test_a_mark_of_something_else_is_not_ours(builds: Builds, register: Path) -> None:
    register.mkdir()
    for name, words in (("register.json", '{"name": "my shop"}'), ("thesis.txt", "mine")):
        (register / name).write_text(words, encoding="utf-8")

    answer = builds()

    assert answer.returncode == 2
    assert "register holds something else already" in answer.stderr
    assert sorted(file.name for file in register.iterdir()) == ["register.json", "thesis.txt"]


def test_what_people_put_beside_a_register_stays(builds: Builds, register: Path) -> None:
    builds("--open")
    (register / ".git").mkdir()
    for name in ("CNAME", ".git/HEAD", "decisions/plan.pdf"):
        (register / name).write_text("mine", encoding="utf-8")

    builds()

    assert all((register / name).read_text(encoding="utf-8") == "mine" for name in ("CNAME", ".git/HEAD"))
    assert sorted(file.name for file in (register / "decisions").iterdir() if file.suffix != ".html") == ["plan.pdf"]
    assert not (register / "decisions" / "31.html").exists()


def test_a_link_to_a_folder_stays_a_link(builds: Builds, register: Path) -> None:
    (register.parent / "web").mkdir()
    register.symlink_to("web")

    builds()

    assert register.is_symlink()
    assert (register.parent / "web" / "index.html").exists()


def test_the_folder_in_which_one_stands_is_not_replaced(builds: Builds, tmp_path: Path) -> None:
    answer = builds("--out", ".")

    assert answer.returncode == 2
    assert "is the folder you are in, which can't be replaced; name another" in answer.stderr
    assert list(tmp_path.iterdir()) == []


def test_nothing_lies_about_afterwards(builds: Builds, register: Path) -> None:
    builds()
    builds()

    assert [file.name for file in register.parent.iterdir()] == ["register"]


def test_it_asks_for_nothing_from_elsewhere(builds: Builds, register: Path) -> None:
    builds("--open")

    assert not re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', everything(register))
    assert "@import" not in everything(register)


def test_an_unknown_channel_is_refused(builds: Builds) -> None:
    answer = builds("--channel", "C0ELSE")

    assert answer.returncode == 2
    assert (
        "--alliance: none is called 'C0ELSE'; this database has 1 Glasgow Alliance to End Homelessness (C0ALLIANCE)"
        in answer.stderr
    )
