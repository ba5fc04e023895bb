"""What do eight partners and their managers do, at random and at once? And what were they told?"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from tests.cast import JON, KARA, PARTNERS
from tests.chaos.acts import afterwards, answers, bundles, looking, matters, meetings, sealed, texts
from tests.chaos.ledger import Ledger
from tests.chaos.life import Life
from tests.chaos.world import World

Act = Callable[[Life], None]
# A second one, so that two can pass a limit together, or open a meeting each.
MANAGERS = (KARA, JON)
MANAGERS_ACTS: tuple[Act, ...] = (
    *(texts.raises,) * 8,
    *(texts.raises_sealed,) * 3,
    *(texts.raises_trial, texts.raises_costly, texts.renews),
    *(texts.amends, texts.amends, texts.withdraws),
    *(meetings.opens_meeting, meetings.says_who_is_here, meetings.closes_meeting) * 2,
    *(meetings.reports, meetings.reports),
    *(bundles.bundles, bundles.bundles),
    *(matters.decides_alone,) * 3,
    *(matters.takes_it_back,),
    *(afterwards.adds_action, afterwards.says_what_came_of_step, looking.looks),
)
REPRESENTATIVES_ACTS: tuple[Act, ...] = (
    *(answers.consents,) * 20,
    *(answers.objects, answers.asks, answers.writes, answers.undoes),
    *(answers.steps_back, answers.says_who_takes_part),
    *(sealed.tells_worry, sealed.takes_back, sealed.adds_concern, sealed.has_all_opened),
    *(meetings.answers_in_the_room, meetings.says_whether_it_is_so),
    *(bundles.consents_to_all,) * 6,
    *(bundles.takes_out,),
    *(afterwards.adds_action, afterwards.says_it_is_done, afterwards.corrects, afterwards.says_what_came_of_step),
    *(looking.looks,),
)
TRIES = 3
# While more than this waits to be shown, people wait too: else a long campaign says more than a channel takes.
MOST_UNSAID = 60


class Crowd:
    """Everybody acts in a thread of their own."""

    def __init__(self, world: World, seed: int) -> None:
        self._world, self._seed = world, seed
        self._people = [KARA, *(person for people in PARTNERS.values() for person in people)]
        # That which nobody answers is not counted.
        self.ledger = Ledger(before=len(Life(world, Ledger(0), KARA, seed).cards()))
        self._stopping = threading.Event()
        self._threads = ThreadPoolExecutor(len(self._people))
        self._lives: list[Future[None]] = []

    def start(self) -> None:
        self._lives = [self._threads.submit(self._live, person) for person in self._people]

    def stop(self) -> None:
        """Raises what went wrong in somebody's life, beside what Slack's app does not allow."""
        self._stopping.set()
        self._threads.shutdown()
        for life in self._lives:
            life.result()

    def _live(self, person: str) -> None:
        life = Life(self._world, self.ledger, person, self._seed)
        acts = MANAGERS_ACTS if person in MANAGERS else REPRESENTATIVES_ACTS
        while not self._stopping.wait(life.chance.uniform(0.1, 1.2)):
            if self._world.unsaid() > MOST_UNSAID:
                continue
            # A manager who finds nothing to do of one kind does something else.
            any(life.act(life.chance.choice(acts)) for _ in range(TRIES if person in MANAGERS else 1))
