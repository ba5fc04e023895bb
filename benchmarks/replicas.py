"""Whether two processes answer more than one, on PostgreSQL: presses in process, each with alliances of its own.

PostgreSQL works on the same cores, so two bots never have two of them for themselves.
"""

import json
import subprocess
import sys
import time
from datetime import UTC, datetime

from slack_sdk import WebClient

from benchmarks import press
from bot.setup.alliance_file import AllianceFile, PartnerEntry
from bot.setup.founding import found_or_compare
from handlers.incoming.payloads import Act
from handlers.listeners.texts import raising
from storage.engine.database import Database
from storage.engine.schema import upgrade

PROPOSALS = 150
TEXT = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Ten."}]}],
}


def answers_a_second(url: str, processes: int) -> float:
    """Let so many processes answer, each in an alliance of its own, and count all that was stored."""
    first = _prepare(url, processes)
    commands = [
        [sys.executable, "-m", "benchmarks.replicas", url, str(place), str(ids[0]), str(ids[-1])]
        for place, ids in enumerate(first)
    ]
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 (ourselves)
        for command in commands
    ]
    for worker in workers:
        assert worker.stdout
        worker.stdout.readline()
    began = time.perf_counter()
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("go\n")
        worker.stdin.flush()
    counts = [int(worker.communicate()[0]) for worker in workers]
    return sum(counts) / (time.perf_counter() - began)


def _prepare(url: str, count: int) -> list[range]:
    database = Database(url)
    upgrade(database)
    now = datetime.now(UTC)
    found: list[range] = []
    for place in range(count):
        partners = tuple(PartnerEntry(f"Partner {place}-{n}", (f"U{place}P{n}",)) for n in range(press.PARTNERS))
        file = AllianceFile("Bench", f"C0BENCH{place}", "Europe/London", (f"U{place}M",), partners)
        found_or_compare(database, file, now)
        for number in range(PROPOSALS):
            words = {"title": f"Title {number}", "text": TEXT, "benefit": "Warmth"}
            act = Act(f"U{place}M", now, f"window:{place}:{number}", "m", {"alliance": place + 1}, words)
            raising.raise_proposal(act, database)
        found.append(range(place * PROPOSALS + 1, (place + 1) * PROPOSALS + 1))
    database.close()
    return found


def _answer(url: str, place: int, first: int, last: int) -> int:
    database = Database(url)
    app = press.accord_app(database, WebClient("xoxb-none", base_url="http://127.0.0.1:9/api/"))
    warm, count = True, 0
    for proposal in range(first, last):
        for partner in range(press.PARTNERS - 1):
            body = json.loads(press.consent(proposal, partner))
            body["user"] = {**body["user"], "id": f"U{place}P{partner}"}
            press.dispatch(app, json.dumps(body))
            count += 1
        if warm:
            # The first proposal warms up; then all begin together.
            print("ready", flush=True)
            sys.stdin.readline()
            warm, count = False, 0
    database.close()
    return count


if __name__ == "__main__":
    ids = [int(word) for word in sys.argv[3:]]
    print(_answer(sys.argv[1], int(sys.argv[2]), ids[0], ids[-1] + 1))
