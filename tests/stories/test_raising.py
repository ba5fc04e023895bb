"""How does a proposal get from somebody's head into the channel?"""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from handlers.views.blocks import ids
from sandbox import NotPossible
from tests.cast import ANN, CAT, CHANNEL, DEV, IVY, KARA, LEADS, OUTSIDER
from tests.stories.stage import OTHER_CHANNEL, Stage, picture

TOMORROW = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
YESTERDAY = (datetime.now(UTC) - timedelta(days=2)).date().isoformat()


def test_the_command_opens_a_window_and_its_title_is_filled_in(stage: Stage) -> None:
    stage.person(KARA).runs("/propose Beds &amp; tea", CHANNEL)

    begin = (
        "== Raise a proposal ==\n"
        "(The partners of Glasgow Alliance to End Homelessness are asked in the shared channel.)\n"
        "Title: [Beds & tea]\n"
        "What we propose: []\n"
        "Why this is best for people: []\n"
        "Decide by (optional): [] - Nothing closes on this day. It reminds people.\n"
    )
    assert stage.window(KARA) == (
        f"{begin}*Seldom needed*\n"
        "From when it counts, a trial, a review, an owner, topics, what it replaces, a sealed first round.\n"
        "[More…]\n"
        "[Cancel] [Raise]"
    )
    window = stage.person(KARA).window
    assert window
    stage.person(KARA).clicks("More…", window)
    assert stage.window(KARA) == (
        f"{begin}Not to be decided before (optional): [] - It is decided on this day at the earliest, and only if all "
        "consent.\n"
        "In force from (optional): [] - From when it counts, if that is not the day on which it is agreed.\n"
        "Try it until (optional): [] - It ends after this day, unless every partner agrees to renew it.\n"
        "Review on (optional): [] - When we look at it together again.\n"
        "Owner (optional): [] - Who sees to it once it is agreed.\n"
        "Topics (optional): [] - Words to find it by later, with commas between them.\n"
        "Supersedes (optional): [] - An earlier decision that this one replaces.\n"
        "Sealed first round (optional): [( ) Answer first, then see what the others say] - Who has answered is shown, "
        "and what only when all have. It needs a day to decide by.\n"
        "[Cancel] [Raise]"
    )


def test_a_proposal_gets_its_number_and_its_card_appears_with_a_receipt(stage: Stage) -> None:
    card = stage.raises(CAT, {"Title": "A night bus"})

    assert "*No. 1* · Cat Reid, " in picture(card)
    receipt = stage.private_words(CAT, "Recorded")
    assert picture(receipt) == "Recorded: No. 1 · A night bus is put to the partners. Its card is in the channel."


def test_numbers_have_no_gaps(stage: Stage) -> None:
    stage.raises()
    kara = stage.person(KARA)
    kara.runs("/propose", CHANNEL)
    kara.fills(
        {"Title": "Late", "What we propose": "It", "Why this is best for people": "Good", "Decide by": YESTERDAY}
    )
    kara.submits()
    kara.closes()
    stage.raises()

    assert stage.rows("SELECT number FROM proposals ORDER BY id") == [(1,), (2,)]


def test_a_date_in_the_past_is_refused_at_its_field_and_nothing_typed_is_lost(stage: Stage) -> None:
    kara = stage.person(KARA)
    kara.runs("/propose", CHANNEL)
    kara.fills(
        {"Title": "Beds", "What we propose": "Ten", "Why this is best for people": "Warm", "Decide by": YESTERDAY}
    )

    kara.submits()

    assert kara.window
    words = "This date is in the past. Please choose today or a later day."
    assert kara.window.errors == {"Decide by": words}
    assert kara.window.typed["title"]["typed"]["value"] == "Beds"
    kara.fills({"Decide by": TOMORROW})
    kara.submits()
    assert kara.window is None


def test_blank_words_are_refused_at_their_field(stage: Stage) -> None:
    kara = stage.person(KARA)
    kara.runs("/propose", CHANNEL)
    kara.fills({"Title": "  ", "What we propose": "Ten", "Why this is best for people": "Warm"})

    kara.submits()

    assert kara.window
    words = "Please write a title, so that people can tell it from the others."
    assert kara.window.errors == {"Title": words}


def test_a_text_that_is_too_long_is_refused_at_its_field(stage: Stage) -> None:
    kara = stage.person(KARA)
    kara.runs("/propose", CHANNEL)
    kara.fills({"Title": "Beds", "What we propose": "x" * 12001, "Why this is best for people": "Warm"})

    kara.submits()

    assert kara.window
    words = "This is 12,001 characters long; at most 12,000 fit. Please shorten it or link to a document."
    assert kara.window.errors == {"What we propose": words}


def test_somebody_who_may_not_raise_is_told_privately_why_and_who_can(stage: Stage) -> None:
    stage.sandbox.workspace.users[OUTSIDER].team_id = stage.sandbox.workspace.team_id
    stage.until(lambda: len(stage.rows("SELECT 1 FROM people")) >= 11)

    stage.person(OUTSIDER).runs("/propose", CHANNEL)

    assert picture(stage.person(OUTSIDER).ephemerals(CHANNEL)[-1]) == (
        "Proposals are raised by representatives of the partners and by operations managers, and you are not named "
        "as one yet. They can raise it for you.\n"
        "You can ask Kara Munro, Cat Reid, Ann Lee, Dev Shah, Ela Novak, Fay Burns, Gus Wren, Hal Quinn and Ivy Stone."
    )
    assert stage.person(OUTSIDER).window is None


def test_the_wrong_channel_is_said_privately(stage: Stage) -> None:
    stage.person(KARA).runs("/propose", OTHER_CHANNEL)

    assert picture(stage.person(KARA).ephemerals(OTHER_CHANNEL)[-1]) == (
        "Proposals of Glasgow Alliance to End Homelessness are raised in its shared channel. "
        "Please go there and try again."
    )


def test_the_manifest_has_the_commands_and_shortcuts_that_the_bot_listens_to() -> None:
    manifest = (Path(__file__).parents[2] / "bot" / "manifest.yaml").read_text(encoding="utf-8")

    assert set(re.findall(r"command: (/\S+)", manifest)) == {
        ids.PROPOSE_COMMAND,
        ids.DECISIONS_COMMAND,
        ids.ACCORD_COMMAND,
    }
    assert set(re.findall(r"callback_id: (\S+)", manifest)) == {ids.RAISE_SHORTCUT, ids.PROPOSE_THIS_SHORTCUT}


def test_the_global_shortcut_opens_the_same_window(stage: Stage) -> None:
    stage.person(KARA).uses_shortcut("raise_proposal")

    assert stage.window(KARA).startswith("== Raise a proposal ==")


def test_propose_this_takes_over_a_message_and_links_it(stage: Stage) -> None:
    message = stage.person(DEV).writes("We need a night bus to the shelter.", CHANNEL)

    stage.person(KARA).uses_message_shortcut("propose_this", message)

    assert "What we propose: [We need a night bus to the shelter." in stage.window(KARA)
    assert f"/archives/{CHANNEL}/p{message.ts.replace('.', '')}" in stage.window(KARA)


def test_people_of_other_workspaces_can_not_type_commands_but_can_answer(stage: Stage) -> None:
    card = stage.raises()

    with pytest.raises(NotPossible):
        stage.person(ANN).runs("/propose", CHANNEL)
    stage.consents(card, ANN)

    stage.card_says(card, "✅ Harbour Shelter consents")


def test_a_decision_can_be_superseded_and_both_link_each_other(stage: Stage) -> None:
    first = stage.raises()
    stage.consents(first, *LEADS)
    stage.card_says(first, "Agreed")
    kara = stage.person(KARA)
    kara.runs("/propose", CHANNEL)
    assert kara.window
    kara.clicks("More…", kara.window)
    assert kara.offered("Supersedes", "winter") == ["No. 1 · Ten winter beds"]
    kara.fills({"Title": "Twelve beds", "What we propose": "12", "Why this is best for people": "More"})
    kara.fills({"Supersedes": "No. 1 · Ten winter beds"})
    kara.submits()
    second = stage.until(lambda: len(stage.cards()) == 2 and stage.cards()[1])

    stage.consents(second, *LEADS)

    stage.card_says(second, "|No. 1 · Ten winter beds>")
    stage.card_says(first, "*Superseded by No. 2*")
    assert "[Consent]" not in picture(first)


def test_the_list_of_decisions_is_empty_for_those_who_may_not_raise(stage: Stage) -> None:
    kara = stage.person(KARA)
    kara.runs("/propose", CHANNEL)
    assert kara.window
    kara.clicks("More…", kara.window)

    assert kara.offered("Supersedes") == []


def test_what_was_typed_stays_when_the_seldom_fields_come(stage: Stage) -> None:
    kara = stage.person(KARA)
    kara.runs("/propose", CHANNEL)
    assert "Topics" not in stage.window(KARA)
    kara.fills({"Title": "Twelve beds", "What we propose": "Twelve of them.", "Decide by": "2030-05-01"})

    assert kara.window
    kara.clicks("More…", kara.window)

    shown = stage.window(KARA)
    assert "More…" not in shown
    assert not [words for words in ("Twelve beds", "Twelve of them.", "2030-05-01") if words not in shown]
    kara.fills({"Why this is best for people": "Warmth.", "Topics": "winter"})
    kara.submits()
    card = stage.until(stage.cards)[0]
    stage.card_says(card, "topics: winter")
    assert "Twelve of them." in picture(card)
    kara.chooses("Amend", card)
    assert "\nTopics (optional): [winter]" in stage.window(KARA)


def test_a_rich_text_keeps_its_looks_and_pings_nobody(stage: Stage) -> None:
    bullets = {
        "type": "rich_text_list",
        "style": "bullet",
        "elements": [_section({"type": "text", "text": "Ten beds"})],
    }
    crowd = _section({"type": "broadcast", "range": "channel"}, {"type": "usergroup", "usergroup_id": "S0ALL"})
    bold = _section({"type": "text", "text": "Now", "style": {"bold": True}})
    rich = {"type": "rich_text", "elements": [bold, bullets, crowd]}

    why = "<!here> <@U0ANN>"
    card = stage.raises(KARA, {"What we propose": rich, "Title": "<!channel> beds", "Why this is best for people": why})

    shown = next(block for block in card.blocks if block["type"] == "rich_text")
    assert shown["elements"][0] == bold
    assert shown["elements"][1] == bullets
    assert stage.sandbox.workspace.notifications == []


def test_a_card_posted_before_names_are_known_pings_nobody(quiet_stage: Stage) -> None:
    quiet_stage.sandbox.faults.delay("users.info", before=0.2, times=20)
    quiet_stage.start_bot()

    card = quiet_stage.raises()

    assert "· kara.munro, " in picture(card)
    assert quiet_stage.sandbox.workspace.notifications == []
    quiet_stage.card_says(card, "· Kara Munro, ")


def test_a_long_text_is_cut_with_a_sign_and_one_press_shows_all_of_it(stage: Stage) -> None:
    text = " ".join(f"word{n}" for n in range(1300))

    card = stage.raises(KARA, {"What we propose": text})

    assert "\n…\n[Read all of it]\n*Why* " in picture(card)
    assert stage.person(KARA).thread(card) == []
    stage.person(KARA).clicks("Read all of it", card)
    shown = stage.window(KARA).split()
    assert [word for word in shown if word.startswith("word")] == text.split()


def test_an_answer_from_the_last_representative_needs_no_command(stage: Stage) -> None:
    card = stage.raises()

    stage.consents(card, IVY)

    stage.card_says(card, "1 of 8 partners consent")


def _section(*elements: dict[str, object]) -> dict[str, object]:
    return {"type": "rich_text_section", "elements": list(elements)}
