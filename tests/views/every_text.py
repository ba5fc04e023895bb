"""What does Accord say, all of it? Writes docs/texts.md, so that the sentences can be read and mended as a set."""

from collections.abc import Iterator
from pathlib import Path

from handlers.views.desk.home import home
from tests.reading import read
from tests.views import card_texts, home_texts, message_texts, window_texts
from tests.views.every_refusal import declined

DOCUMENT = Path(__file__).parents[2] / "docs" / "texts.md"
HEAD = """# Everything that Accord says

Made by `make texts` from the running code, with made-up people; a test keeps it true. How we word things is in
`handlers/views/STYLE.md`. The words themselves stand in `handlers/views/` and in
what is called `…refusal.py` in `decisions/`.
"""


def everything() -> str:
    return HEAD + "".join(_sections())


def _sections() -> Iterator[str]:
    for title, texts in (
        ("Cards", card_texts.cards()),
        ("In the thread, and privately", message_texts.messages()),
        ("The front desk", home_texts.front_desk()),
        ("The living log", home_texts.living_log()),
        ("The Home tab", ((name, read(home(seen)["blocks"])) for name, seen in home_texts.homes().items())),
        ("Windows", window_texts.pictures()),
    ):
        yield f"\n## {title}\n"
        for name, text in texts:
            yield f"\n### {name}\n\n```text\n{text}\n```\n"
    yield "\n## What Accord declines, and why\n\n"
    yield from declined()


if __name__ == "__main__":
    DOCUMENT.write_text(everything(), encoding="utf-8")
