"""A file that ends with the SHA-256 of everything before it, so that a changed character shows."""

import hashlib
from typing import TextIO


class Checksummed:
    """Text that is written on to `out`, and remembered for the checksum at the end."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._seen = hashlib.sha256()

    def write(self, words: str) -> None:
        self._out.write(words)
        self._seen.update(words.encode())

    def end(self, before: str, after: str) -> None:
        """Write the digest of everything so far between these."""
        self._out.write(f"{before}{self._seen.hexdigest()}{after}")


def checksum_as_comment(out: Checksummed) -> None:
    """End Markdown or HTML, neither of which shows it."""
    out.end("<!-- sha256 ", " -->\n")
