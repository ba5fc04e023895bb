"""What goes wrong, at random? Every trouble is one that Slack, a network or a machine has brought about somewhere."""

import random
import threading
import time
from collections import Counter

from sqlalchemy.exc import SQLAlchemyError

from tests.chaos.world import World
from tests.databases import locked


class Troubles:
    """Brings `count` troubles about, one after another, and puts right what a person would: it starts killed bots."""

    def __init__(self, world: World, seed: int, count: int) -> None:
        self._world, self._count = world, count
        self._chance = random.Random(f"{seed} troubles")  # noqa: S311 (it is to be repeatable)
        self.done: Counter[str] = Counter()
        self._thread = threading.Thread(target=self._run)

    def start(self) -> None:
        self._thread.start()

    def join(self) -> None:
        self._thread.join()

    def _run(self) -> None:
        kinds = [
            *(self._lose_reply, self._lose_request, self._server_error, self._rate_limit, self._slow) * 3,
            *(self._duplicate, self._drop, self._lose_ack, self._late) * 2,
            *(self._kill, self._cut_line, self._database_away) * 2,
        ]
        while self.done.total() < self._count:
            time.sleep(self._chance.uniform(0.02, 0.3))
            kind = self._chance.choice(kinds)
            kind()
            self.done[kind.__name__.strip("_").replace("_", " ")] += 1

    def _lose_reply(self) -> None:
        self._world.sandbox.faults.lose_reply("*")

    def _lose_request(self) -> None:
        self._world.sandbox.faults.lose_request("*")

    def _server_error(self) -> None:
        self._world.sandbox.faults.server_error("*")

    def _rate_limit(self) -> None:
        self._world.sandbox.faults.rate_limit("*", retry_after=1)

    def _slow(self) -> None:
        self._world.sandbox.faults.delay("*", before=self._chance.uniform(0, 0.5), after=self._chance.uniform(0, 0.5))

    def _duplicate(self) -> None:
        self._world.sandbox.faults.deliver("duplicate")

    def _drop(self) -> None:
        self._world.sandbox.faults.deliver("drop")

    def _lose_ack(self) -> None:
        self._world.sandbox.faults.deliver("lose_ack")

    def _late(self) -> None:
        self._world.sandbox.faults.deliveries.seconds = self._chance.uniform(0.1, 1.5)
        self._world.sandbox.faults.deliver("delay")

    def _cut_line(self) -> None:
        self._world.sandbox.disconnects()

    def _kill(self) -> None:
        if self._world.bots:
            self._world.kill_a_bot(self._chance.randrange(2))
        time.sleep(self._chance.uniform(0, 0.5))
        self._world.start_bots()

    def _database_away(self) -> None:
        """Restart PostgreSQL as after a crash; have another program hold the SQLite file."""
        if self._world.postgresql:
            self._world.postgresql.restart()
            return
        try:
            with locked(self._world.database_url):
                time.sleep(self._chance.uniform(0.2, 2.5))
        except SQLAlchemyError:
            # A bot was just writing; then nobody was kept away.
            return
