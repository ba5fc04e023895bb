"""Does a program that waits end when it is asked to, at whatever moment?"""

import subprocess
import sys

import pytest

# A signal handler runs between two lines of Python; here between any two of those that `wait` runs. If those are
# fewer, the signal comes while it waits.
ASKED_AT_A_LINE = """
import os, signal, sys, threading
from bot.lines.stopping import Stopping

stopping, lines = Stopping.by_signals(), iter(range(int(sys.argv[1])))

def trace(frame, event, _argument):
    if event == "line" and next(lines, None) is None:
        sys.settrace(None)
        signal.raise_signal(signal.SIGTERM)
    return trace

threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGTERM)).start()
sys.settrace(trace)
stopping.wait()
sys.settrace(None)
assert stopping.is_asked()
"""


# The system may give a signal to any thread: it interrupts that one, and the main thread goes on waiting.
ASKED_THROUGH_ANOTHER_THREAD = """
import signal, threading
from bot.lines.stopping import Stopping

stopping = Stopping.by_signals()

def is_told():
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)

threading.Timer(0.3, is_told).start()
stopping.wait()
assert stopping.is_asked()
"""


@pytest.mark.parametrize("line", range(4))
def test_a_signal_between_any_two_lines_of_waiting_ends_it(line: int) -> None:
    assert ends(ASKED_AT_A_LINE, str(line))


def test_a_signal_that_reaches_another_thread_ends_it() -> None:
    assert ends(ASKED_THROUGH_ANOTHER_THREAD)


def ends(program: str, *arguments: str) -> bool:
    """Say whether it ends by itself, well and without a word. Raises subprocess.TimeoutExpired."""
    ended = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, timeout=20, check=False
    )
    return (ended.returncode, ended.stderr) == (0, "")
