"""Does rich text become HTML that looks like it, and in which nothing of a person's words runs?"""

from typing import Any

from bot.publishing.rich_html import marked_html, rich_html, words_html
from handlers.views.blocks.words.rich_text import block, section


def who(slack_user_id: str) -> str:
    return {"U0ANN": "Harbour Shelter", "U0ANNA": "Kelvin Advice"}.get(slack_user_id, "the alliance's staff")


def html(*elements: dict[str, Any]) -> str:
    return str(rich_html(block(section(*elements)), who))


def text(words: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": words, **({"style": style} if style else {})}


def test_looks_stay() -> None:
    assert html(text("Ten "), text("winter", bold=True, italic=True), text(" beds")) == (
        "<p>Ten <em><strong>winter</strong></em> beds</p>"
    )


def test_blank_lines_part_paragraphs() -> None:
    assert html(text("One\ntwo\n\nthree")) == "<p>One<br>\ntwo</p>\n<p>three</p>"


def test_lists_keep_their_numbers() -> None:
    rows = {"type": "rich_text_list", "style": "ordered", "offset": 2, "elements": [section(text("a"))]}

    assert str(rich_html(block(rows), who)) == '<ol start="3">\n<li>a</li>\n</ol>'


def test_only_addresses_of_the_web_and_mail_become_links() -> None:
    safe = {"type": "link", "url": 'https://a.example/?"q"', "text": "the plan"}
    script = {"type": "link", "url": "javascript:alert(1)", "text": "press"}

    assert html(safe) == ('<p><a href="https://a.example/?&#34;q&#34;" rel="noopener noreferrer">the plan</a></p>')
    assert html(script) == "<p>press</p>"


def test_people_are_named_by_whom_they_speak_for() -> None:
    assert html({"type": "user", "user_id": "U0ANN"}, text(" and "), {"type": "user", "user_id": "U0KARA"}) == (
        "<p>Harbour Shelter and the alliance&#39;s staff</p>"
    )
    assert str(words_html("@U0ANN and @U0ANNA", who)) == "<p>Harbour Shelter and Kelvin Advice</p>"
    assert str(words_html("Ask @U0ANN, or U2 the band, or a@Ub.example", who)) == (
        "<p>Ask Harbour Shelter, or U2 the band, or a@Ub.example</p>"
    )


def test_signs_and_what_has_no_name_outside_slack() -> None:
    emoji = [{"type": "emoji", "name": "wave", "unicode": "1f44b-1f3fd"}, {"type": "emoji", "name": "ours"}]

    assert html(*emoji, {"type": "channel", "channel_id": "C01"}) == "<p>👋🏽:ours:a Slack channel</p>"


def test_words_never_run() -> None:
    assert html(text("<script>alert(1)</script>")) == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    assert str(words_html("<b>", who)) == "<p>&lt;b&gt;</p>"


def test_what_was_put_in_and_taken_out_is_marked_without_its_blanks() -> None:
    bits = [text("Ten "), text("old ", strike=True), text("<new>", bold=True)]

    assert str(marked_html(bits, who)) == "Ten <del>old</del> <ins>&lt;new&gt;</ins>"


def test_a_pasted_table_is_one_between_its_paragraphs() -> None:
    shown = html(text("Costs", bold=True), text(" <now>:\nItem\tCost\nBeds & linen\t£1,000\nVan\t\nAfter @U0ANN"))

    assert shown.split("\n") == [
        "<p><strong>Costs</strong> &lt;now&gt;:</p>",
        '<table class="written">',
        '<tr><th>Item</th><th class="figure">Cost</th></tr>',
        '<tr><td>Beds &amp; linen</td><td class="figure">£1,000</td></tr>',
        '<tr><td>Van</td><td class="figure"></td></tr>',
        "</table>",
        "<p>After @U0ANN</p>",
    ]


def test_a_table_in_plain_words_is_one_too() -> None:
    assert str(words_html("Who:\nBeds\t@U0ANN\nVan\t@U0ANNA", who)) == (
        '<p>Who:</p>\n<table class="written">\n<tr><th>Beds</th><th>Harbour Shelter</th></tr>\n'
        "<tr><td>Van</td><td>Kelvin Advice</td></tr>\n</table>"
    )
