"""Who speaks for a partner? It says so itself; when nobody can, whoever runs Accord records its word."""

import json
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from decisions.words.refusal import say_day
from sandbox import Message
from tests.cast import ANN, CAT, CHANNEL, DEV, HAL, JON, KARA, LEADS, OUTSIDER
from tests.databases import only_sqlite
from tests.stories.stage import Stage, picture

CHOICE = "Who speaks for a partner…"
LETTER = "letter of 3 March, signed by its chair"


def opens(stage: Stage, person: str) -> str:
    somebody = stage.person(person)
    somebody.runs("/accord partners", CHANNEL)
    assert somebody.window
    somebody.clicks(CHOICE, somebody.window)
    return stage.window(person)


def says(stage: Stage, person: str, lead: str, deputies: list[str]) -> None:
    opens(stage, person)
    stage.person(person).fills({"Who leads": lead, "Deputies": deputies})
    stage.person(person).submits()


def told(stage: Stage, words: str) -> Message:
    return stage.until(lambda: next((it for it in stage.channel() if words in picture(it)), None))


def logged(stage: Stage, kind: str = "representatives_changed") -> list[dict[str, Any]]:
    query = "SELECT actor, partner, fields FROM log_entries WHERE kind = ? ORDER BY sequence"
    return [
        {"actor": actor, "partner": partner, **json.loads(fields)} for actor, partner, fields in stage.rows(query, kind)
    ]


def test_a_partner_says_itself_who_speaks_for_it_and_everybody_sees_it(stage: Stage) -> None:
    card = stage.raises()
    stage.until(lambda: len(stage.rows("SELECT 1 FROM people WHERE name <> ''")) >= 11)

    says(stage, CAT, JON, [OUTSIDER])

    assert stage.person(CAT).window is None
    seen = picture(told(stage, "*Glasgow City Council:* Jon Bell leads"))
    assert "Before: Cat Reid leads, Jon Bell may answer too." in seen
    assert "Cat Reid changed this for Glasgow City Council." in seen
    stage.consents(card, OUTSIDER)
    stage.card_says(card, "✅ Glasgow City Council consents")
    stage.person(CAT).clicks("Consent", card)
    assert "Only representatives of the partners answer proposals" in stage.window(CAT)
    council, before, now = "Glasgow City Council", [CAT, JON], [JON, OUTSIDER]
    changed = {"actor": CAT, "partner": council, "number": None, "before": before, "representatives": now}
    assert logged(stage) == [changed]
    assert stage.accord("log", "verify").returncode == 0


def test_who_is_new_reads_what_waits_and_can_answer_it_there(stage: Stage) -> None:
    card = stage.raises()

    says(stage, CAT, CAT, [JON, OUTSIDER])

    welcome = stage.private_words(OUTSIDER, "Welcome! You may answer for Glasgow City Council in")
    assert "This waits for the answer of Glasgow City Council." in picture(welcome)
    stage.reads_and_consents(welcome, OUTSIDER)
    stage.card_says(card, "✅ Glasgow City Council consents")
    assert not [it for it in stage.person(JON).direct_messages() if "Welcome" in it.text]


def test_whoever_spoke_before_can_undo_it_while_it_is_the_newest(stage: Stage) -> None:
    card = stage.raises()
    says(stage, CAT, CAT, [OUTSIDER])
    changed = told(stage, "*Glasgow City Council:* Cat Reid leads")

    stage.person(HAL).clicks("Undo", changed)
    assert "Glasgow City Council says itself who speaks for it" in stage.window(HAL)
    stage.person(JON).clicks("Undo", changed)

    told(stage, "Jon Bell changed this for Glasgow City Council.")
    stage.consents(card, JON)
    stage.card_says(card, "✅ Glasgow City Council consents")
    stage.person(CAT).clicks("Undo", changed)
    assert "was changed once more since" in stage.window(CAT)
    assert [entry["representatives"] for entry in logged(stage)] == [[CAT, OUTSIDER], [CAT, JON]]


def test_somebody_stands_in_until_a_day_and_it_ends_by_itself(stage: Stage) -> None:
    until = datetime.now(ZoneInfo("Europe/London")).date() + timedelta(days=1)
    card = stage.raises()
    opens(stage, CAT)
    stage.person(CAT).fills({"Standing in": [OUTSIDER], "Only until": until.isoformat()})

    stage.person(CAT).submits()

    seen = picture(told(stage, f"stands in until {say_day(until)}."))
    assert "*Glasgow City Council:* Cat Reid leads, Jon Bell may answer too, " in seen
    assert "Cat Reid changed this for Glasgow City Council." in seen
    assert f"until {say_day(until)}." in stage.private_words(OUTSIDER, "Welcome! You may answer for").text
    stage.consents(card, OUTSIDER)
    stage.card_says(card, "✅ Glasgow City Council consents")
    stage.stop_bot()
    stage.start_bot_ahead(timedelta(days=2))
    told(stage, "stood in is over.")
    stage.person(OUTSIDER).clicks("Consent", card)
    assert "Only representatives of the partners answer proposals" in stage.window(OUTSIDER)
    assert [(entry["actor"], entry["representatives"]) for entry in logged(stage)] == [
        (CAT, [CAT, JON, OUTSIDER]),
        ("", [CAT, JON]),
    ]
    assert stage.accord("log", "verify").returncode == 0


def test_people_of_other_workspaces_change_it_with_the_buttons_of_the_channel(stage: Stage) -> None:
    stage.accord("partner", "speaks", "Clyde Outreach", DEV, OUTSIDER, "--on", LETTER)
    shown = told(stage, "*Clyde Outreach:*")
    dev = stage.person(DEV)

    dev.clicks("Partners", shown)
    assert dev.window
    dev.clicks(CHOICE, dev.window)
    dev.fills({"Deputies": []})
    dev.submits()

    told(stage, "Dev Shah changed this for Clyde Outreach.")
    assert logged(stage)[-1]["representatives"] == [DEV]


def test_a_manager_reads_who_can_say_it(stage: Stage) -> None:
    stage.until(lambda: len(stage.rows("SELECT 1 FROM people WHERE name <> ''")) >= 11)

    shown = opens(stage, KARA)

    assert "A partner says itself who speaks for it." in shown
    assert "whoever runs Accord records the organisation's word" in shown
    assert "Harbour Shelter: Ann Lee or Ben Okoro can change it here" in shown
    assert "Clyde Outreach: Dev Shah can change it here" in shown


def test_nobody_who_speaks_for_another_partner_is_taken(stage: Stage) -> None:
    says(stage, CAT, CAT, [DEV])

    window = stage.person(CAT).window

    assert window
    words = "One of these people speaks for Clyde Outreach already. A person can speak for one partner only."
    assert window.errors == {"Who leads": words}
    assert logged(stage) == []


def test_a_word_is_recorded_while_the_bot_runs_and_shown_until_all_have_seen_it(stage: Stage) -> None:
    card = stage.raises()

    answer = stage.accord("partner", "speaks", "clyde outreach", OUTSIDER, "--on", LETTER)

    assert (answer.returncode, answer.stderr) == (0, "")
    assert f"Clyde Outreach is represented by {OUTSIDER}, on this: {LETTER}." in answer.stdout
    shown = told(stage, "*Clyde Outreach:*")
    assert f"Recorded by whoever runs Accord, on this: {LETTER}." in picture(shown)
    stage.private_words(OUTSIDER, "Welcome! You lead for Clyde Outreach in")
    stage.consents(card, OUTSIDER)
    stage.card_says(card, "✅ Clyde Outreach consents")
    entry = logged(stage)[0]
    assert (entry["actor"], entry["number"], entry["authority"]) == ("", None, LETTER)
    assert (entry["before"], entry["representatives"]) == ([DEV], [OUTSIDER])
    everybody_else = [lead for lead in LEADS if lead != DEV]
    for lead in everybody_else[:-1]:
        stage.person(lead).clicks("Seen", shown)
    stage.private_words(ANN, "Recorded: Harbour Shelter has seen who speaks for Clyde Outreach.")
    assert stage.accord("digest").returncode == 0
    digest = told(stage, "Recorded on an organisation's word")
    assert "Not seen yet by Gorbals Health Link." in picture(digest)
    stage.person(everybody_else[-1]).clicks("Seen", digest)
    stage.private_words(everybody_else[-1], "Recorded: Gorbals Health Link has seen")
    assert logged(stage, "recorded_word_seen")[0]["partner"] == "Glasgow City Council"
    kara = stage.person(KARA)
    kara.runs("/accord digest", CHANNEL)
    assert "Recorded on an organisation's word" not in stage.window(KARA)
    stage.person(ANN).clicks("Seen", digest)
    assert "Harbour Shelter has seen this" in stage.window(ANN)


@only_sqlite
def test_a_word_is_recorded_while_no_bot_runs_and_told_when_it_does(stage: Stage) -> None:
    stage.stop_bot()
    stage.wait_for_bots_end()

    answer = stage.accord("partner", "speaks", "Clyde Outreach", OUTSIDER, DEV, "--on", LETTER, "--json")
    stage.start_bot()

    assert json.loads(answer.stdout)["representatives"] == [OUTSIDER, DEV]
    told(stage, "*Clyde Outreach:*")
    stage.until(lambda: "`accord partner speaks` records the word" in stage.log())


@only_sqlite
def test_a_word_that_can_not_be_recorded_is_told_in_one_line(stage: Stage) -> None:
    for arguments, words in (
        (
            ("Clyde", OUTSIDER, "--on", LETTER),
            "'Clyde' is no partner; there are Glasgow City Council, Harbour Shelter,",
        ),
        (("Clyde Outreach", ANN, "--on", LETTER), "U0ANN speaks for Harbour Shelter; a person can speak for one"),
        (("Clyde Outreach", "olly", "--on", LETTER), "'olly' is not a Slack member id, such as U0123456789"),
        (("Clyde Outreach", DEV, "--on", LETTER), "Clyde Outreach is represented by just these people already"),
        (("Clyde Outreach", OUTSIDER), "--on: say on what authority, such as 'letter of 3 March, signed by its chair'"),
        (
            ("Clyde Outreach", OUTSIDER, "--on", LETTER, "--channel", "C0NONE"),
            "--alliance: none is called 'C0NONE'; this",
        ),
    ):
        ended = stage.accord("partner", "speaks", *arguments)
        assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
        assert ended.stderr.startswith(f"accord: {words}")
    assert logged(stage) == []
