"""Do words stay as they were written, and does it matter only what people can see of them?"""

import json

import pytest

from handlers.views.blocks import ids
from sandbox.workspace import Message
from tests.cast import ANN, CHANNEL, KARA, LEADS
from tests.databases import only_sqlite
from tests.stories.stage import Stage


@only_sqlite
@pytest.mark.parametrize("blank", ["\u200b", "\u3164", "\u2800", "\u200e", "\ufe0f", " \u200b\n\u2060"])
def test_a_reason_that_nobody_sees_is_none(stage: Stage, blank: str) -> None:
    card = stage.raises()
    ann = stage.person(ANN)
    ann.clicks("Object", card)
    ann.fills({"Reason": blank})

    ann.submits()

    assert ann.window
    assert ann.window.errors == {"Reason": "Please write why your organisation can't go along with this."}


@only_sqlite
@pytest.mark.parametrize("field", ["Title", "What we propose", "Why this is best for people"])
def test_neither_is_a_title_or_a_text(stage: Stage, field: str) -> None:
    kara = stage.person(KARA)
    kara.runs("/propose", CHANNEL)
    kara.fills({"Title": "Beds", "What we propose": "Ten beds.", "Why this is best for people": "Warmth."})
    kara.fills({field: "\u3164\u200b"})

    kara.submits()

    assert kara.window
    assert "Please write" in str(kara.window.errors)


@only_sqlite
def test_a_partner_that_reads_like_another_does_not_join(stage: Stage) -> None:
    kara = stage.person(KARA)
    kara.runs("/accord partners", CHANNEL)
    assert kara.window
    kara.clicks("A partner joins…", kara.window)
    kara.fills({"The organisation's name": "Harbour\u200b SHELTER", "Who leads": "U0OUT"})
    kara.fills({"What we propose": "x", "Why this is best for people": "y"})

    kara.submits()

    assert kara.window
    assert "is a partner already" in str(kara.window.errors)


def test_signs_that_no_database_keeps_are_left_out(stage: Stage) -> None:
    card = stage.raises(typed={"Title": "Ten\x00 winter beds\ud800", "Why this is best for people": "Warm\x00th"})

    stage.objects(card, ANN, reason="Too\x00 few nurses")

    assert stage.rows("SELECT title, benefit FROM revisions") == [("Ten winter beds", "Warmth")]
    assert stage.rows("SELECT reason FROM responses") == [("Too few nurses",)]


@only_sqlite
def test_an_address_in_capitals_is_no_person(stage: Stage) -> None:
    words = "Write to INFO@WESTEND.ORG and @UNHCR, or @U0KARA"
    card = stage.raises(typed={"Why this is best for people": words})
    stage.objects(card, ANN, reason=words)
    stage.consents(card, *LEADS)
    stage.until(stage.outcomes)

    stage.accord("register", "build", "--out", "register")
    minutes = stage.accord("log", "export", "--format", "html").stdout.split('id="chain"')[0]

    page = (stage.folder / "register/decisions/1.html").read_text(encoding="utf-8")
    assert page.count("Write to INFO@WESTEND.ORG and @UNHCR, or the alliance&#39;s staff") == 2
    assert minutes.count("Write to INFO@WESTEND.ORG and @UNHCR, or Kara Munro") == 2


@only_sqlite
def test_a_message_of_another_app_is_taken_over_as_people_read_it(stage: Stage) -> None:
    kept = stage.sandbox.workspace
    text = (
        "See <https://example.org/doc|the plan>, <@U0ANN>, in <#C0OTHER|tea-room> on <!date^1392734382^{date}|18 May>"
    )
    with kept.changing():
        message = Message(CHANNEL, kept.new_ts(), KARA, text, [])
        kept.messages.append(message)

    stage.person(KARA).uses_message_shortcut(ids.PROPOSE_THIS_SHORTCUT, message)

    window = stage.person(KARA).window
    assert window
    taken = next(it for it in window.body["blocks"] if it.get("block_id") == "text")["element"]["initial_value"]
    assert json.dumps(taken["elements"][0]["elements"]) == json.dumps(
        [
            {"type": "text", "text": "See "},
            {"type": "link", "url": "https://example.org/doc", "text": "the plan"},
            {"type": "text", "text": ", "},
            {"type": "user", "user_id": "U0ANN"},
            {"type": "text", "text": ", in "},
            {"type": "text", "text": "#tea-room"},
            {"type": "text", "text": " on "},
            {"type": "text", "text": "18 May"},
        ]
    )
