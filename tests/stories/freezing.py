"""How does a bot stand still just before it calls Slack? Run as `accord`, it stops itself when a file says so.

The file `freeze` in its folder names the method of slack_sdk before which it does, once, and words of the message.
"""

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from slack_sdk import WebClient

from bot.__main__ import main

FREEZE = "freeze"


def freeze_before(method: str) -> None:
    honest = getattr(WebClient, method)

    def slow(self: WebClient, **arguments: Any) -> Any:
        asked = Path(FREEZE)
        before, _, words = asked.read_text(encoding="utf-8").partition(" ") if asked.exists() else ("", "", "")
        if before == method and words in arguments["text"]:
            asked.unlink()
            os.kill(os.getpid(), signal.SIGSTOP)
            # The main thread takes the signal, and the others stop a moment later.
            time.sleep(0.5)
        return honest(self, **arguments)

    setattr(WebClient, method, slow)


if __name__ == "__main__":
    freeze_before("chat_postMessage")
    freeze_before("chat_update")
    sys.exit(main())
