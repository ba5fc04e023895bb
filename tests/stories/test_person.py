"""Can a person who has left ask what is stored about them, and be forgotten outside the record?"""

import json
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import create_engine, select

from storage.tables import lanes
from tests.cast import BEN, CAT, CHANNEL, JON, KARA, LEADS
from tests.databases import on_both_databases
from tests.stories.stage import Stage, picture

# What the record holds, and what people typed, stay as they are.
KEPT = {"log_entries", "revisions.text", "revisions.rich_text"}


@pytest.fixture
def left(stage: Stage) -> Stage:
    """Cat objected, consented, asked, raised and then made room for somebody else."""
    stage.until(lambda: len(stage.rows("SELECT 1 FROM people WHERE name <> ''")) >= 11)
    beds = stage.raises(CAT, {"Owner": CAT, "What we propose": "Cat Reid says ten."})
    stage.objects(beds, CAT)
    stage.consents(beds, CAT, *(lead for lead in LEADS if lead != CAT))
    stage.until(stage.outcomes)
    open_one = stage.raises(CAT)
    stage.consents(open_one, CAT)
    stage.card_says(open_one, "1 of 8")
    another = stage.raises()
    stage.consents(another, *LEADS)
    stage.card_says(another, "Agreed on")
    cat = stage.person(CAT)
    cat.runs("/accord partners", CHANNEL)
    assert cat.window
    cat.clicks("Who speaks for a partner…", cat.window)
    cat.fills({"Who leads": JON, "Deputies": []})
    cat.submits()
    assert cat.window is None
    stage.until(lambda: stage.rows("SELECT count(*) FROM messages WHERE ended_at IS NULL") == [(0,)])
    return stage


def traces(stage: Stage, *words: str) -> set[str]:
    """Look into every column of every table."""
    engine = create_engine(stage.database_url)
    found: set[str] = set()
    with engine.connect() as connection:
        for table in lanes.metadata.tables.values():
            for row in connection.execute(select(table)):
                found |= {
                    f"{table.name}.{name}"
                    for name, value in row._mapping.items()
                    if any(word in str(value) for word in words)
                }
    engine.dispose()
    return {place for place in found if not KEPT & {place, place.partition(".")[0]}}


def test_a_person_can_be_told_what_is_stored(left: Stage) -> None:
    said = left.accord("person", "show", CAT).stdout
    told: dict[str, Any] = json.loads(left.accord("person", "show", CAT, "--json").stdout)

    assert said.startswith("Cat Reid (U0CAT)\n")
    assert "Spoke for Glasgow City Council since" in said
    assert "objection raised for Glasgow City Council (entry 11)" in said
    assert told["name"] == "Cat Reid"
    assert [act["kind"] for act in told["acts"]].count("consent_given") == 3
    assert "by others, with their member id:\n" in said
    assert [each["kind"] for each in told["named_in"]] == ["partner_joined"]
    assert told["messages"] > 0
    assert left.accord("person", "show", CAT.lower()).stdout == said


@on_both_databases
def test_nothing_outside_the_record_names_somebody_who_was_pseudonymised(left: Stage) -> None:
    assert traces(left, CAT, "Cat Reid")

    answer = left.accord("person", "pseudonymise", CAT, "--yes", "--json")

    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["name"] == "somebody of Glasgow City Council"
    assert traces(left, CAT, "Cat Reid") == set()


def test_the_record_keeps_the_organisation_and_says_what_happened(left: Stage) -> None:
    left.accord("person", "pseudonymise", CAT, "--yes")

    minutes = left.accord("log", "export", "--format", "md").stdout
    assert "all 3" in left.accord("log", "verify").stdout
    assert "**A person's name and id replaced** · Glasgow City Council" in minutes
    assert "**Objection to No. 1** · Glasgow City Council" in minutes
    with pytest.raises(Exception, match=r"append-only|only ever added"):
        left.changes("UPDATE responses SET reason = 'no'")


def test_their_id_in_the_record_can_still_be_withheld(left: Stage) -> None:
    left.accord("person", "pseudonymise", CAT, "--yes")
    (left.folder / "redactions.toml").write_text(f'[[redactions]]\nperson = "{CAT}"\nreason = "privacy"\n')
    days = ("--from", "2020-01-01", "--to", "2099-12-31", "--redactions", "redactions.toml")

    answer = left.accord("foi", *days, "--out", "pack.zip")

    assert answer.returncode == 0, answer.stderr
    with ZipFile(left.folder / "pack.zip") as pack:
        assert not [name for name in pack.namelist() if CAT in pack.read(name).decode()]


def test_the_card_calls_them_by_their_organisation(left: Stage) -> None:
    left.accord("person", "pseudonymise", CAT, "--yes")

    card = left.cards()[1]

    left.card_says(card, "· somebody of Glasgow City Council")
    left.consents(card, *(lead for lead in LEADS if lead != CAT))
    left.until(lambda: len(left.outcomes()) == 3)
    assert "Cat Reid" not in picture(left.cards()[1])


def test_there_is_no_way_back_so_it_asks_first(left: Stage) -> None:
    answer = left.accord("person", "pseudonymise", CAT)

    assert answer.returncode == 2
    assert "Nothing was changed; run it again with --yes" in answer.stderr
    assert traces(left, "Cat Reid")


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (
            BEN,
            "Ben Okoro (U0BEN) speaks for Harbour Shelter now; first let that partner say who else does",
        ),
        (KARA, "Kara Munro (U0KARA) is an operations manager of Glasgow Alliance to End Homelessness now"),
        ("U0NOBODY", "nothing is stored about 'U0NOBODY'; take the Slack member id"),
    ],
)
def test_who_acts_now_is_not_forgotten(stage: Stage, person: str, words: str) -> None:
    stage.until(lambda: len(stage.rows("SELECT 1 FROM people WHERE name <> ''")) >= 11)

    answer = stage.accord("person", "pseudonymise", person, "--yes")

    assert answer.returncode == 2
    assert words in answer.stderr
