"""The bot that takes them: its listeners behind Bolt, a world to be acted in, and a neighbour who must not notice."""

import json
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from slack_bolt import Ack, App, BoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from sqlalchemy import text

from bot.setup.alliance_file import AllianceFile, PartnerEntry
from bot.setup.founding import found_or_compare
from handlers import routes
from handlers.courier.courier import Courier
from handlers.incoming.entrances import Entrances, Handler
from handlers.incoming.payloads import Act, Body
from handlers.listeners.texts import raising
from handlers.metrics import Metrics
from sandbox import Channel, User
from sandbox.workspace import Json
from storage.engine.database import Database
from tests import every_table
from tests.cast import typed
from tests.stories.hostile.affairs import Affairs
from tests.stories.hostile.doors import Door, choice_in, comes_to, doors, missing, name_of
from tests.stories.hostile.played import gathered
from tests.stories.test_four_weeks import FourWeeks

# The other alliance in the database.
NEIGHBOUR = 2


class Watched:
    """Stands before Bolt's App, and keeps through which doors something came to its listener."""

    def __init__(self, app: App) -> None:
        self._app, self._doors = app, doors()
        self.entered: set[Door] = set()

    def __getattr__(self, kind: str) -> Callable[[Any], Callable[[Handler], Any]]:
        return lambda named: lambda handler: getattr(self._app, kind)(named)(self._noting(kind, named, handler))

    def _noting(self, kind: str, named: Any, handler: Handler) -> Handler:
        choices_at = [door for door in self._doors if door[:2] == (kind, name_of(named))]

        def through(body: Body, ack: Ack, client: WebClient, context: Mapping[str, Any] | None = None) -> None:
            self.entered |= {door for door in choices_at if door[2] in ("", choice_in(body))}
            handler(body, ack, client, context)

        return through


class Bot:
    """The listeners behind Bolt, without a line to Slack; its windows go to the sandbox."""

    def __init__(self, folder: Path, url: str, *, is_played_only: bool) -> None:
        self.world = FourWeeks(folder, url)
        self.world.sandbox.grants("files:read")
        self.world.settings = replace(self.world.settings, papers=True)
        self.world.start()
        self.payloads = list(gathered(self.world))
        # Its line to Slack would go on in other threads, with dice of its own, while payloads are drawn.
        self.world.stop()
        self.database = Database(url)
        self._held: object = None
        client = WebClient(self.world.sandbox.bot_token, self.world.sandbox.api_url, retry_handlers=[])
        token = self.world.sandbox.bot_token
        known = AuthorizeResult(
            enterprise_id=None, team_id="T0HOME", bot_user_id="U0ACCORD", bot_id="B0ACCORD", bot_token=token
        )
        self.app = App(client=client, authorize=lambda: known, process_before_response=True)
        if not is_played_only:
            self._begins_more()
        courier = Courier(self.database, "xoxb-none", self.world.sandbox.api_url, self.world.now, Metrics())
        entrances = Entrances(self.database, courier, self.world.now, Metrics(), takes_papers=lambda _: True)
        self.watched = Watched(self.app)
        routes.connect(self.watched, entrances)  # type: ignore[arg-type]  # it has what Bolt's App has

    def _begins_more(self) -> None:
        Affairs(self.database, self.world.now()).begin()
        self._found_neighbour()
        self.payloads += list(missing(self.payloads))
        self.by_door = {door: [it for it in self.payloads if comes_to(it, door)] for door in doors()}
        self.neighbour = self.of_neighbour()
        self.newest_proposal = self.rows("SELECT max(id) AS id FROM proposals")[0].id
        # What a value can name, a third of it the neighbour's; some are raised by what comes in.
        ours = [("proposal", each) for each in range(1, 2 * self.newest_proposal)]
        theirs = [("alliance", NEIGHBOUR), ("proposal", self.newest_proposal)]
        self.nameable: list[tuple[str, int]] = [*ours, *theirs * (len(ours) // 4)]

    def _found_neighbour(self) -> None:
        """Beside them is another alliance, in a channel in which none of those who press is."""
        kept, lead = self.world.sandbox.workspace, "U0LEITHMARK"
        kept.add_user(User(lead, "leithmark", "Leithmark Lead"))
        kept.add_channel(Channel("C0LEITH", "leith", {lead, kept.bot_user}))
        there = AllianceFile(
            "Leithmark", "C0LEITH", "Europe/London", (lead,), (PartnerEntry("Leithmark Homes", (lead,)),)
        )
        found_or_compare(self.database, there, self.world.now())
        words = {"title": "Leithmark", "text": typed("Leithmark."), "benefit": "Leithmark."}
        act = Act(lead, self.world.now(), "window:leith", lead, {"alliance": NEIGHBOUR}, words, "C0LEITH")
        raising.raise_proposal(act, self.database)

    def shown(self) -> str:
        """Return what windows were given to Slack."""
        return "".join(str(call.arguments) for call in self.world.sandbox.traffic.calls)

    def close(self) -> None:
        self.database.close()
        self.world.sandbox.stop()

    def takes(self, payload: Json) -> tuple[int, str]:
        """Deliver it. What Bolt itself can't read never comes to our listeners; it is status 400 here."""
        try:
            answer = self.app.dispatch(BoltRequest(body=json.dumps(payload), mode="socket_mode"))
        except Exception as error:
            if not is_bolts_own(error):
                raise
            return 400, ""
        return answer.status, answer.body or ""

    def has_changed(self) -> bool:
        """Whether anything that the log tells of is another than when this was asked last."""
        before, self._held = self._held, None
        with self.database.snapshot() as connection:
            self._held = every_table.held(connection)
        return before != self._held

    def faults(self) -> list[str]:
        with self.database.snapshot() as connection:
            return list(every_table.faults(connection))

    def of_neighbour(self) -> dict[str, list[Any]]:
        with self.database.snapshot() as connection:
            return every_table.rows_of(connection, NEIGHBOUR)

    def rows(self, query: str) -> list[Any]:
        with self.database.snapshot() as connection:
            return list(connection.execute(text(query)).all())


def is_bolts_own(error: BaseException) -> bool:
    """Whether it was raised by Bolt's reading of the payload, and not below one of our listeners."""
    frames = traceback.extract_tb(error.__traceback__)
    return "slack_bolt" in frames[-1].filename and not any("/handlers/" in frame.filename for frame in frames)


@contextmanager
def a_bot(folder: Path, *, is_played_only: bool = False) -> Iterator[Bot]:
    made = Bot(folder, f"sqlite:///{folder}/accord.db", is_played_only=is_played_only)
    yield made
    made.close()
