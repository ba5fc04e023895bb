"""Is rich text kept, cut between words, and made harmless?"""

from hypothesis import given
from hypothesis import strategies as st

from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.message_text import quoted_message
from handlers.views.blocks.words.text import escape, join_words, shorten
from tests.cast import typed

LIST = {
    "type": "rich_text_list",
    "style": "ordered",
    "elements": [rich_text.section({"type": "text", "text": f"Item {n}"}) for n in range(1, 4)],
}


def test_a_list_reads_as_numbered_lines() -> None:
    assert rich_text.plain(rich_text.block(LIST)) == "1. Item 1\n2. Item 2\n3. Item 3"


def test_links_mentions_and_dates_read_as_words() -> None:
    block = rich_text.block(
        rich_text.section(
            {"type": "link", "url": "https://a.uk", "text": "here"},
            {"type": "user", "user_id": "U0ANN"},
            {"type": "emoji", "name": "house"},
            {"type": "date", "timestamp": 1, "format": "{date}", "fallback": "1 May"},
        )
    )

    assert rich_text.plain(block) == "here (https://a.uk)@U0ANN:house:1 May"


def test_crowds_are_not_pinged_and_the_rest_is_kept() -> None:
    block = rich_text.block(
        rich_text.section(
            {"type": "broadcast", "range": "here"}, {"type": "text", "text": " all", "style": {"bold": True}}
        )
    )

    harmless = rich_text.harmless(block)["elements"][0]["elements"]

    assert harmless == [{"type": "text", "text": "@here"}, {"type": "text", "text": " all", "style": {"bold": True}}]


def test_what_slack_does_not_take_back_is_kept_as_words() -> None:
    written = rich_text.block(
        rich_text.section(
            {"type": "text", "text": "See "},
            {"type": "canvas_chip", "text": "the plan", "canvas_id": "F1"},
            {"type": "team", "team_id": "T1"},
        ),
        {"type": "rich_text_preformatted", "elements": [{"type": "emoji", "name": "house"}]},
        {"type": "rich_text_list", "style": "bullet", "elements": [{"type": "task", "elements": [{"type": "x"}]}]},
        {"type": "rich_text_table", "text": "a table"},
    )

    assert rich_text.harmless(written)["elements"] == [
        rich_text.section({"type": "text", "text": "See "}, {"type": "text", "text": "the plan"}),
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": ":house:"}]},
        {"type": "rich_text_list", "style": "bullet", "elements": [rich_text.section()]},
        rich_text.section({"type": "text", "text": "a table"}),
    ]


def test_addresses_in_plain_words_become_links() -> None:
    assert rich_text.of_words("See https://a.uk/b. Now") == [
        {"type": "text", "text": "See "},
        {"type": "link", "url": "https://a.uk/b"},
        {"type": "text", "text": ". Now"},
    ]


@given(st.text(st.sampled_from("abc \n"), min_size=1, max_size=400), st.integers(5, 100))
def test_splitting_loses_no_character_and_keeps_to_the_limit(words: str, limit: int) -> None:
    pieces = rich_text.split(typed(words), limit)

    whole = "".join(element["text"] for piece in pieces for part in piece["elements"] for element in part["elements"])
    assert whole == words
    assert all(len(rich_text.plain(piece)) <= limit for piece in pieces)


def test_a_numbered_list_goes_on_counting_in_the_next_piece() -> None:
    pieces = rich_text.split(rich_text.block(LIST), 20)

    assert [rich_text.plain(piece) for piece in pieces] == ["1. Item 1\n2. Item 2", "3. Item 3"]


def test_a_message_without_rich_text_is_taken_over_from_its_text() -> None:
    taken = quoted_message({"text": "Beds &amp; tea", "ts": "1.5", "thread_ts": "1.2"}, "C0", "alliance")

    address = "https://alliance.slack.com/archives/C0/p15?thread_ts=1.2&cid=C0"
    assert rich_text.plain(taken) == f"Beds & tea\n\nFrom this message ({address})"


def test_words_are_escaped_joined_and_shortened() -> None:
    assert escape("<!channel> & <@U0ANN>") == "&lt;!channel&gt; &amp; &lt;@U0ANN&gt;"
    assert join_words(["a"]) == "a"
    assert join_words(["a", "b", "c"]) == "a, b and c"
    assert shorten("one two three", 9) == "one two…"
    assert shorten("onetwothree", 5) == "onet…"
