"""How long a press takes, from Bolt's dispatch to the acknowledgement after the commit. In process, no network."""

import json
import statistics
import time
from datetime import UTC, datetime

from slack_bolt import App, BoltRequest
from slack_sdk import WebClient

from benchmarks.floor import KNOWN, bare_app
from bot.setup.alliance_file import AllianceFile, PartnerEntry
from bot.setup.founding import found_or_compare
from handlers import routes
from handlers.courier.courier import Courier
from handlers.incoming.entrances import Entrances
from handlers.incoming.payloads import Act
from handlers.listeners.texts import raising
from handlers.metrics import Metrics
from storage.engine.database import Database
from storage.engine.schema import upgrade
from tests.statements import statements

PARTNERS = 8
CHANNEL = "C0BENCH"
FILE = AllianceFile(
    "Bench",
    CHANNEL,
    "Europe/London",
    ("U0M",),
    tuple(PartnerEntry(f"Partner {n}", (f"U0P{n}",)) for n in range(PARTNERS)),
)


def prepared(url: str) -> Database:
    database = Database(url)
    upgrade(database)
    found_or_compare(database, FILE, datetime.now(UTC))
    return database


def accord_app(database: Database, client: WebClient) -> App:
    """Put Accord's listeners behind Bolt, without a line and with a courier that does not run."""
    app = App(client=client, authorize=lambda: KNOWN, process_before_response=True)
    courier = Courier(database, "xoxb-none", "http://127.0.0.1:9/api/", lambda: datetime.now(UTC), Metrics())
    routes.connect(app, Entrances(database, courier, lambda: datetime.now(UTC), Metrics()))
    return app


def raised(database: Database, number: int) -> None:
    rich = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Ten."}]}],
    }
    words = {"title": f"Title {number}", "text": rich, "benefit": "Warmth"}
    act = Act("U0M", datetime.now(UTC), f"window:{number}", "m", {"alliance": 1}, words)
    raising.raise_proposal(act, database)


def seconds_side_by_side(
    floor_database: Database, database: Database, client: WebClient, proposals: range
) -> tuple[list[float], list[float]]:
    """Time bare presses and consents in turn, so that a busy moment of the machine affects both alike."""
    bare, accord = bare_app(floor_database, client), accord_app(database, client)
    floor: list[float] = []
    ours: list[float] = []
    for number, body in enumerate(_consents(database, proposals)):
        floor.append(dispatch(bare, _press("press", "U0P1", {}, number)))
        ours.append(dispatch(accord, body))
    return floor, ours


def seconds_of_consents(database: Database, client: WebClient, proposals: range) -> list[float]:
    """Time the consents of all partners but one to each of these new proposals; nothing is decided."""
    app = accord_app(database, client)
    return [dispatch(app, body) for body in _consents(database, proposals)]


def _consents(database: Database, proposals: range) -> list[str]:
    for number in proposals:
        raised(database, number)
    return [consent(proposal, partner) for proposal in proposals for partner in range(PARTNERS - 1)]


def statements_of_a_consent(database: Database, client: WebClient, proposal: int) -> int:
    """Count the SQL statements of one consent."""
    app = accord_app(database, client)
    raised(database, proposal)
    with statements(database) as seen:
        dispatch(app, consent(proposal, 0))
    return len(seen)


def consent(proposal: int, partner: int) -> str:
    value = {"proposal": proposal, "revision": 1}
    return _press("proposal.consent", f"U0P{partner}", value, proposal * PARTNERS + partner)


def p50(seconds: list[float]) -> float:
    """Return the median, without the first tenth: that warms up."""
    return statistics.median(seconds[len(seconds) // 10 :])


def _press(action_id: str, person: str, value: dict[str, int], number: int) -> str:
    return json.dumps(
        {
            "type": "block_actions",
            "user": {"id": person, "username": person, "team_id": "T0HOME"},
            "team": {"id": "T0HOME"},
            "trigger_id": f"{action_id}.{number}",
            "channel": {"id": CHANNEL},
            "container": {"type": "message"},
            "actions": [
                {
                    "type": "button",
                    "action_id": action_id,
                    "block_id": "b",
                    "value": json.dumps(value),
                    "action_ts": "1",
                }
            ],
        }
    )


def dispatch(app: App, body: str) -> float:
    began = time.perf_counter()
    answer = app.dispatch(BoltRequest(body=body, mode="socket_mode"))
    took = time.perf_counter() - began
    if answer.status != 200:
        raise AssertionError(f"{answer.status}: {answer.body}")
    return took
