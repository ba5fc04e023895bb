"""`accord run` or `accord serve`, at another time: the demo's bot lives by the sandbox's clock."""

import os
import signal
import sys
import threading
from datetime import timedelta

from bot.command_line import speak_utf8
from bot.lines.addresses import Addresses
from bot.serving import serve, utc_now


def main() -> int:
    """Serve with a clock that is so many seconds ahead, until stopped or until the demo is gone.

    The further arguments are two addresses to listen at, over HTTP.
    """
    speak_utf8()
    _, seconds, *where = sys.argv
    ahead = timedelta(seconds=float(seconds))
    threading.Thread(target=_end_with_the_demo, name="end", daemon=True).start()
    return serve(lambda: utc_now() + ahead, Addresses(*where) if where else None)


def _end_with_the_demo() -> None:
    # Read past Python's buffer: its lock would still be held when the interpreter ends.
    while os.read(sys.stdin.fileno(), 1024):
        continue
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
