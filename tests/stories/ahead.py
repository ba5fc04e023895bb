"""`accord run`, or with two addresses `accord serve`, at a later time: how many seconds later is its first argument."""

import sys
from datetime import timedelta

from bot.command_line import speak_utf8
from bot.lines.addresses import Addresses
from bot.serving import serve, utc_now

if __name__ == "__main__":
    speak_utf8()
    _, seconds, *where = sys.argv
    ahead = timedelta(seconds=float(seconds))
    sys.exit(serve(lambda: utc_now() + ahead, Addresses(*where) if where else None))
