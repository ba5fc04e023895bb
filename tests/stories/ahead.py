"""`accord run` at a later time: how many seconds later is its argument."""

import sys
from datetime import timedelta

from bot.command_line import speak_utf8
from bot.serving import serve, utc_now

if __name__ == "__main__":
    speak_utf8()
    ahead = timedelta(seconds=float(sys.argv[1]))
    sys.exit(serve(lambda: utc_now() + ahead))
