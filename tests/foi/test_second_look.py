"""Is what is near to withheld words found in every kind of file, and let through only when somebody allowed it?"""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from bot.command_line import NotDone
from bot.publishing.redactions.file import Redaction
from bot.publishing.redactions.redactor import Redactor
from bot.publishing.redactions.second_look import refuse_near_misses


def near(text: str, *, name: str = "1.html", passage: str = "Mr Brown of flat 3", allowed: tuple[str, ...] = ()) -> str:
    """Return what is said of a file, "" for nothing."""
    redactor = Redactor([Redaction("money", passage=passage, allowed=allowed)], {})
    try:
        refuse_near_misses(redactor, [(name, text)])
    except NotDone as found:
        return "\n".join(found.details)
    return ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>A key for Mr Brown of flat 3b.</p>", "Mr Brown of flat 3b"),
        ("<p>Mr Br<b>own</b> of fl<i>at 3</i></p>", "Mr Brown of flat 3"),
        ("<li>Mr Brown</li><li>of fl-</li><li>at 3</li>", "Mr Brown\\n\\nof fl-\\n\\nat 3"),
        ("<a href='https://example.org/?q=MrBrown%20of%20flat%2034'>x</a>", "MrBrown%20of%20flat%2034"),
        ("<p>&#77;r Brown &amp; of fl&#97;t 3</p>", "Mr Brown & of flat 3"),
    ],
)
def test_what_is_near_is_named_as_it_is_written(text: str, words: str) -> None:
    assert near(text) == f'"{words}" is near to redactions 1 (Mr Brown of flat 3): 1.html'


@pytest.mark.parametrize(
    "text", ["<p>Mr Brown of a flat, 3 beds</p>", "<style>mrbrownofflat3</style>", "<p>Mr Green</p>"]
)
def test_other_words_are_not(text: str) -> None:
    assert near(text) == ""


def test_words_that_somebody_allowed_may_be_read_however_they_are_written() -> None:
    text = "<p>Mr Brown of flat 30, mr BROWN of flat 30 and Mr Brown of flat 31</p>"

    assert near(text, allowed=("Mr Brown of flat 30",)) == (
        '"Mr Brown of flat 31" is near to redactions 1 (Mr Brown of flat 3): 1.html'
    )


def test_a_short_word_is_looked_for_inside_words_only() -> None:
    assert near("<p>The plan needs a planner</p>", passage="Ann") == '"planner" is near to redactions 1 (Ann): 1.html'


def test_digests_say_nothing() -> None:
    assert near(json.dumps({"hash": "0ddbedfacade" * 4}), name="entries.json", passage="bed") == ""


disguises = st.lists(st.sampled_from(["", " ", "-", "\u200b", "\n", "."]), min_size=13, max_size=13)


@given(disguises, st.sampled_from(["1.html", "entries.json", "register-words.js", "notes.txt"]))
def test_letters_in_this_order_are_found_in_any_file_whatever_stands_between(signs: list[str], name: str) -> None:
    text = "x" + "".join(letter + sign for letter, sign in zip("MrBrownflat34", signs, strict=True))
    files = {
        "1.html": f"<p>{escape(text)}</p>",
        "entries.json": json.dumps([{"text": text}]),
        "register-words.js": f"const WORDS = {json.dumps({1: text})};",
        "notes.txt": text,
    }

    assert near(files[name], name=name, passage="Mr Brown flat 34")
