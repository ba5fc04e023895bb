"""How does a changed character of a file show? The file ends with the SHA-256 of everything before."""

import hashlib
from typing import TextIO


class Sealed:
    """Text that is written on to `out`, and remembered for the seal at the end."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._seen = hashlib.sha256()

    def write(self, words: str) -> None:
        self._out.write(words)
        self._seen.update(words.encode())

    def seal(self, before: str, after: str) -> None:
        """Write the digest of everything so far between these."""
        self._out.write(f"{before}{self._seen.hexdigest()}{after}")


def seal_as_comment(out: Sealed) -> None:
    """End Markdown or HTML, neither of which shows it."""
    out.seal("<!-- sha256 ", " -->\n")
