"""Reads the words in a paper, so that changes can be shown; "" where nobody but a person can read it."""

import logging
import subprocess
import sys
import threading
import time
from pathlib import Path

from decisions.said.paper import LONGEST_WORDS
from decisions.words.spelling import storable, written
from handlers.courier.fetching.words_of_file import MOST_WRITTEN, READERS

# Longer than the process itself takes, which counts only the time in which it works.
PATIENCE_SECONDS = 12
# Several at once would need more memory than there may be.
_ONE_AT_A_TIME = threading.Lock()
# No text that is shown is longer, in the longest signs that there are.
LARGEST_TEXT = 4 * LONGEST_WORDS

logger = logging.getLogger(__name__)


def words_of(file: Path, kind: str, stopping: threading.Event) -> str:
    """Read them; nothing that is in a file raises anything here. It may take some seconds."""
    if kind.startswith("text/"):
        content = file.read_bytes() if file.stat().st_size <= LARGEST_TEXT else b""
    else:
        content = _in_turn(file, kind, stopping) if kind in READERS else b""
    try:
        words = written(storable(content.decode("utf-8-sig")))
    except UnicodeDecodeError:
        return ""
    return words if len(words) <= LONGEST_WORDS else ""


def _in_turn(file: Path, kind: str, stopping: threading.Event) -> bytes:
    if not _ONE_AT_A_TIME.acquire(timeout=PATIENCE_SECONDS):
        return b""
    try:
        return _read_apart(file, kind, stopping)
    finally:
        _ONE_AT_A_TIME.release()


def _read_apart(file: Path, kind: str, stopping: threading.Event) -> bytes:
    """Have another process read it, which can do nothing to this one."""
    out = file.with_name(f"{file.name}.words")
    command = [sys.executable, "-I", "-B", "-m", "handlers.courier.fetching.words_of_file", str(file), kind]
    with out.open("wb") as written_to:
        # It is our own module; the file's name is ours too, and no shell reads it.
        process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.DEVNULL, stdout=written_to, stderr=subprocess.DEVNULL, env={}
        )
        end = time.monotonic() + PATIENCE_SECONDS
        try:
            while process.poll() is None and time.monotonic() < end and not stopping.wait(0.02):
                pass
        finally:
            process.kill()
            process.wait()
    if process.returncode != 0:
        logger.info("a paper of the type %s can't be looked into (%s)", kind, process.returncode)
        return b""
    return out.read_bytes() if out.stat().st_size < MOST_WRITTEN else b""
