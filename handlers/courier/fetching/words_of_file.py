"""The words of one Word file or PDF, read in a process of its own: `python -m ….words_of_file FILE TYPE`.

Whoever sends a file may have made it to do harm. So this process has little memory and time, nothing of ours in its
environment, and may die: then the file has no words. They are only a help to read what changed; a consent is to bytes.
"""

import resource
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# With the bot it has to fit into what the machine gives both (deploy/accord.service).
MOST_MEMORY, MOST_SECONDS, MOST_WRITTEN = 256 * 2**20, 10, 4 * 2**20
MOST_PAGES = 300
# What a Word file may come to when it is unpacked, and of how many parts.
MOST_UNPACKED, MOST_PARTS = 64 * 2**20, 3000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# What somebody takes out or puts elsewhere while Word tracks changes is no part of the text any more.
_GONE = (f"{_W}del", f"{_W}moveFrom")


class _NoWords(Exception):
    """The file is not to be looked into."""


def main() -> int:
    limits = {
        resource.RLIMIT_AS: MOST_MEMORY,
        resource.RLIMIT_CPU: MOST_SECONDS,
        resource.RLIMIT_FSIZE: MOST_WRITTEN,
    }
    if not all(_is_limited(*each) for each in limits.items()):
        return 1
    file, kind = sys.argv[1:]
    try:
        words = READERS[kind](Path(file))
    except _NoWords:
        return 1
    sys.stdout.buffer.write(words.encode(errors="replace"))
    return 0


def _is_limited(limit: int, most: int) -> bool:
    """Limit this process. macOS knows no limit of memory; where there is one, nothing is read without it."""
    hard = resource.getrlimit(limit)[1]
    wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(limit, (wanted, wanted))
    except (ValueError, OSError):
        return sys.platform == "darwin"
    return True


def _of_pdf(file: Path) -> str:
    from pypdf import PdfReader  # noqa: PLC0415 (an extra)

    reader = PdfReader(file)
    if reader.is_encrypted or len(reader.pages) > MOST_PAGES:
        raise _NoWords
    return _unwrapped("\n".join(page.extract_text() for page in reader.pages))


def _unwrapped(words: str) -> str:
    """Join the lines of a paragraph, which end where the page does: another word would move all that follow."""
    joined = ""
    for line in map(str.strip, words.splitlines()):
        is_going_on = joined[-1:].isalpha() or joined[-1:] == ","
        joined += f" {line}" if line and is_going_on else f"\n{line}"
    return joined.strip()


def _of_word(file: Path) -> str:
    from docx import Document  # noqa: PLC0415 (an extra)

    with ZipFile(file) as packed:
        parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _NoWords
    with file.open("rb") as opened:
        body = Document(opened).element.body
    return "\n".join("".join(_paragraph(each)) for each in body.iter(f"{_W}p"))


def _paragraph(paragraph: Any) -> Iterator[str]:
    for element in paragraph.iter():
        if element.tag == f"{_W}t" and not any(above.tag in _GONE for above in element.iterancestors()):
            yield element.text or ""
        else:
            yield _SIGNS.get(element.tag, "")


READERS: Mapping[str, Callable[[Path], str]] = {PDF: _of_pdf, WORD: _of_word}

if __name__ == "__main__":
    sys.exit(main())
