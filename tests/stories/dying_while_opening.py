"""How does a bot die in the middle of an opening? Run as `accord`, once, when one of two sealed answers is opened."""

import os
import signal
import sys
from typing import Any

from bot.__main__ import main
from storage.record.proposals import sealed_words


def die_at_the_second() -> None:
    honest, seen = sealed_words.opened, []

    def deadly(*arguments: Any) -> Any:
        seen.append(arguments)
        if len(seen) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return honest(*arguments)

    sealed_words.opened = deadly  # type: ignore[assignment]  # the point of this file


if __name__ == "__main__":
    die_at_the_second()
    sys.exit(main())
