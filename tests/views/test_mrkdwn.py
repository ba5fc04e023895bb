"""Is what other apps and people send in mrkdwn read as people read it?"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.blocks.words import mrkdwn, rich_text
from handlers.views.blocks.words.message_text import quoted_message
from handlers.views.blocks.words.text import escape


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("See <https://example.org/doc|the plan>", "See the plan (https://example.org/doc)"),
        ("<https://example.org/?a=1&amp;b=2>", "https://example.org/?a=1&b=2"),
        ("Mail <mailto:a@example.org|a@example.org>", "Mail a@example.org (mailto:a@example.org)"),
        ("Ask <@U0ANN> or <@U0BEN|ben>", "Ask @U0ANN or @U0BEN"),
        ("in <#C0OTHER|tea-room> and <#C0OTHER>", "in #tea-room and #C0OTHER"),
        ("<!here> and <!channel|channel>", "@here and channel"),
        ("<!subteam^S012|@carers>, <!subteam^S012>", "@carers, @S012"),
        ("<!date^1392734382^{date} at {time}|18 February at 14:39>", "18 February at 14:39"),
        ("<!date^1392734382^{date}>", "2014-02-18"),
        ("*Ten* _winter_ ~beds~ `now`, ```*as it is*```", "Ten winter beds now, *as it is*"),
        ("*<https://a.uk/x_y_z|the _plan_>*", "the _plan_ (https://a.uk/x_y_z)"),
        ("2*3*4, snake_case_name, a ~ b ~ c, ** and * alone", "2*3*4, snake_case_name, a ~ b ~ c, ** and * alone"),
        ("A &lt;b&gt; &amp;amp; <c>", "A <b> &amp; <c>"),
        ("&gt; We object\nWe agree", "> We object\nWe agree"),
    ],
)
def test_mrkdwn_reads_as_people_read_it(written: str, read: str) -> None:
    assert mrkdwn.plain(written) == read


def test_looks_people_and_addresses_stay() -> None:
    assert mrkdwn.elements("*Ask <@U0ANN> _now_*: <https://a.uk|here>") == [
        {"type": "text", "text": "Ask ", "style": {"bold": True}},
        {"type": "user", "user_id": "U0ANN", "style": {"bold": True}},
        {"type": "text", "text": " ", "style": {"bold": True}},
        {"type": "text", "text": "now", "style": {"bold": True, "italic": True}},
        {"type": "text", "text": ": "},
        {"type": "link", "url": "https://a.uk", "text": "here"},
    ]


def test_a_quote_stays_one() -> None:
    kinds = [(part["type"], part["elements"][0]["text"]) for part in mrkdwn.parts("&gt; One\n&gt;two\nthree\n\nfour")]

    assert kinds == [("rich_text_quote", "One\ntwo"), ("rich_text_section", "three\n\nfour")]


def test_only_addresses_become_links() -> None:
    assert mrkdwn.elements("<javascript:alert(1)|press>") == [{"type": "text", "text": "<javascript:alert(1)|press>"}]


@given(st.text())
def test_words_without_signs_of_mrkdwn_come_back_as_they_were(words: str) -> None:
    bare = re.sub(r"[*_~`]", "", words)

    assert "".join(element["text"] for element in mrkdwn.elements(escape(bare))) == bare


@given(st.lists(st.sampled_from([*"*_~`<>|@#!^ \na", "```", "&lt;", "<@U0ANN>", "<!date^", "https://a"]), max_size=40))
def test_anything_can_be_read(pieces: list[str]) -> None:
    assert rich_text.plain(quoted_message({"text": "".join(pieces)}, "C0", "")) is not None


def test_an_app_is_read_by_its_blocks_and_attachments() -> None:
    section = {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "*Beds* by <https://a.uk|us>"},
        "fields": [{"type": "plain_text", "text": "Ten *now*"}],
    }
    button = {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Vote"}}]}
    context = {"type": "context", "elements": [{"type": "mrkdwn", "text": "from <@U0ANN>"}]}
    attached = [{"title": "A van", "text": "_red_", "fallback": "van"}, {"from_url": "https://a.uk", "text": "A page"}]

    taken = quoted_message({"text": "New", "blocks": [section, button, context], "attachments": attached}, "C0", "")

    assert rich_text.plain(taken) == "Beds by us (https://a.uk)\nTen *now*\nfrom @U0ANN\nA van\nred"
