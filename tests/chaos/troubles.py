"""What goes wrong, at random? Every trouble is one that Slack, a network or a machine has brought about somewhere."""

import random
import time
from collections import Counter
from contextlib import ExitStack

from sqlalchemy.exc import SQLAlchemyError

from tests.chaos.ledger import Ledger
from tests.chaos.world import PATIENCE_SECONDS, World
from tests.databases import locked, no_room_left

# What the bot calls all the time. "*" is any call, those that a starting bot makes among them.
METHODS = ("chat.postMessage", "chat.update", "chat.postEphemeral", "views.open", "*")
# A heap of prepared troubles would all strike the next bot that starts, which then stays away.
MOST_AHEAD = 3


class Troubles:
    """Brings `count` troubles about, one after another, and puts right what a person would: it starts killed bots.

    `done` counts those that struck: the last ones are waited for.
    """

    def __init__(self, world: World, ledger: Ledger, seed: int, count: int) -> None:
        self._world, self._ledger, self._count = world, ledger, count
        self._chance = random.Random(f"{seed} troubles")  # noqa: S311 (it is to be repeatable)
        self.done: Counter[str] = Counter()

    def strike(self) -> None:
        """Bring them all about. Raises TimeoutError when the bots do not recover from one."""
        kinds = [
            *(self._lose_reply, self._lose_request, self._server_error, self._rate_limit, self._slow) * 3,
            *(self._duplicate, self._drop, self._lose_ack, self._late, self._late_server_error) * 2,
            *(self._kill, self._cut_line, self._database_away) * 2,
            *(self._kill_all, self._announced_end_of_line, self._full_disk),
        ]
        while self.done.total() < self._count:
            kind = self._chance.choice(kinds)
            kind()
            self.done[kind.__name__.strip("_").replace("_", " ")] += 1
            self._let_people_act()
        self._world.wait_until_all_strike()

    def _let_people_act(self) -> None:
        """Mostly the next trouble meets people who get on with their work, at times one that has just come."""
        time.sleep(self._chance.uniform(0.02, 0.3))
        if self._chance.random() < 0.8:
            recorded = len(self._ledger.told)
            self._world.wait_until_all_strike(but=MOST_AHEAD)

            def went_on() -> bool:
                self._world.nobody_ended()
                return len(self._ledger.told) > recorded

            self._world.sandbox.wait_until(went_on, PATIENCE_SECONDS)

    def _method(self) -> str:
        return self._chance.choice(METHODS)

    def _lose_reply(self) -> None:
        self._world.sandbox.faults.lose_reply(self._method())

    def _lose_request(self) -> None:
        self._world.sandbox.faults.lose_request(self._method())

    def _server_error(self) -> None:
        self._world.sandbox.faults.server_error(self._method())

    def _late_server_error(self) -> None:
        """Slack posts, and then says that it could not."""
        self._world.sandbox.faults.late_server_error("chat.postMessage")

    def _rate_limit(self) -> None:
        self._world.sandbox.faults.rate_limit(self._method(), retry_after=1)

    def _slow(self) -> None:
        self._world.sandbox.faults.delay(
            self._method(), before=self._chance.uniform(0, 0.5), after=self._chance.uniform(0, 0.5)
        )

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

    def _announced_end_of_line(self) -> None:
        self._world.sandbox.disconnects(reason=self._chance.choice(("refresh_requested", "warning")))

    def _kill(self) -> None:
        if self._world.bots:
            self._world.kill_a_bot(self._chance.randrange(2))
        time.sleep(self._chance.uniform(0, 0.5))
        self._world.start_bots()

    def _kill_all(self) -> None:
        """Replicas that start together look at the timetable at the same moment."""
        while self._world.bots:
            self._world.kill_a_bot(0)
        self._world.start_bots()

    def _database_away(self) -> None:
        """End PostgreSQL as a crash would, for a while; have another program hold the SQLite file."""
        seconds = self._chance.uniform(0, 2.5)
        if self._world.postgresql:
            self._world.postgresql.crash()
            time.sleep(seconds)
            self._world.postgresql.start()
            return
        try:
            with locked(self._world.database_url):
                time.sleep(seconds)
        except SQLAlchemyError:
            # A bot was just writing; then nobody was kept away.
            return

    def _full_disk(self) -> None:
        """No bot has room for another page. PostgreSQL has a disk of its own: there only the bots' log is cut off."""
        with ExitStack() as full:
            for bot in self._world.bots:
                full.enter_context(no_room_left(bot.pid))
            time.sleep(self._chance.uniform(0.2, 2))
