"""What do eight partners and their manager do, at random and at once? And what were they told?"""

import random
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from sandbox import Message
from sandbox.screen import NotPossible
from sandbox.traffic import Delivery
from tests.cast import CHANNEL, KARA, PARTNERS
from tests.chaos.ledger import Ledger
from tests.chaos.world import World
from tests.reading import answers_shown

# Nobody answers it, so that everybody is to be reminded of it.
THE_FIRST = "The first"
# So many were raised in peace (tests/chaos/__main__.py).
BEFORE = 4


class Crowd:
    """Everybody acts in a thread of their own; acts that Slack's app would not allow are left out."""

    def __init__(self, world: World, seed: int) -> None:
        self._world, self._seed = world, seed
        self.ledger = Ledger()
        self._stopping = threading.Event()
        self._people = [KARA, *(person for people in PARTNERS.values() for person in people)]
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
        chance = random.Random(f"{self._seed} {person}")  # noqa: S311 (it is to be repeatable)
        number = 0
        while not self._stopping.wait(chance.uniform(0.1, 1.2)):
            number += 1
            words = f"{person} {self._seed}-{number}"
            acts = self._managers_acts if person == KARA else self._representatives_acts
            act = chance.choice(acts)
            try:
                act(self, person, words, chance)
            except (NotPossible, IndexError):
                # There is no card yet, or no such button: nothing was done.
                continue
            finally:
                self._close_windows(person)
            self.ledger.acted()

    def _raise(self, person: str, words: str, chance: random.Random) -> None:
        """Raise one, and every third time with papers, which have to be fetched first."""
        who = self._world.person(person)
        # While no bot shows a card, more would come of it than can be asked about in the time: one a second a person.
        unseen = BEFORE + len(self.ledger.words["title"]) - self._cards_posted()
        if len(self._open_cards()) + unseen > 4 or not who.runs("/propose", CHANNEL).is_acked:
            return
        count = chance.choice((0, 0, 2))
        papers = [who.uploads(f"{place}.txt", chance.randbytes(9), "text/plain") for place in range(count)]
        written = {"Title": words, "What we propose": f"Text {words}", "Why this is best for people": "Warmth."}
        who.fills({**written, **({"Papers": papers} if papers else {})})
        self._submit(person, "title", words)

    def _amend(self, person: str, words: str, chance: random.Random) -> None:
        who = self._world.person(person)
        who.chooses("Amend", chance.choice(self._open_cards()))
        who.fills({"What we propose": f"Text {words}"})
        self._submit(person, "text", f"Text {words}")

    def _withdraw(self, person: str, words: str, chance: random.Random) -> None:
        who = self._world.person(person)
        who.chooses("Withdraw", chance.choice(self._open_cards()))
        who.fills({"Reason": words})
        self._submit(person, "withdrawal", words)

    def _consent(self, person: str, _words: str, chance: random.Random) -> None:
        who, cards = self._world.person(person), self._open_cards()
        ours = next(name for name, people in PARTNERS.items() if person in people)
        unanswered = [it for it in cards if ours not in answers_shown({"text": it.text, "blocks": it.blocks})]
        # Mostly the oldest that lacks it, for else nothing would ever be agreed.
        card = unanswered[0] if unanswered and chance.random() < 0.7 else chance.choice(cards)
        self._press("consent", lambda: who.clicks("Consent", card))
        if who.window and who.window.body["title"]["text"] == "Consent?":
            if "How does your objection end?" in str(who.window.body):
                ends = chance.choice(["It is settled, as I say below", "It is not settled: we keep it as a concern"])
                who.fills({"How does your objection end?": ends, "How it was settled": "A nurse comes"})
            self._submit(person, "consent", "")

    def _undo(self, person: str, _words: str, chance: random.Random) -> None:
        who = self._world.person(person)
        receipt = chance.choice([it for it in who.ephemerals(CHANNEL) if "Undo" in str(it.blocks)])
        self._press("undo", lambda: who.clicks("Undo", receipt))

    def _object(self, person: str, words: str, chance: random.Random) -> None:
        who = self._world.person(person)
        who.clicks("Object", chance.choice(self._open_cards()))
        who.fills({"Reason": words})
        self._submit(person, "objection", words)

    def _ask(self, person: str, words: str, chance: random.Random) -> None:
        who = self._world.person(person)
        who.clicks("I need time", chance.choice(self._open_cards()))
        who.fills({"We will answer by": "2099-01-01", "Our question": words})
        self._submit(person, "question", words)

    def _step_back(self, person: str, words: str, chance: random.Random) -> None:
        """Declare an interest in some open proposal, at the front desk."""
        who = self._world.person(person)
        who.clicks("Partners", chance.choice([it for it in who.sees(CHANNEL) if "Accord's desk" in str(it.blocks)]))
        for button in ("Interests…", "Declare an interest…"):
            if who.window is None:
                return
            who.clicks(button, who.window)
        number = chance.choice(self._open_cards()).text.partition("·")[0].strip()
        blocks = who.window.body["blocks"] if who.window else []
        matters = [it["element"]["options"] for it in blocks if it.get("block_id") == "matter"]
        offered = [option["text"]["text"] for options in matters for option in options]
        for matter in (each for each in offered if each.startswith(f"{number} ·")):
            who.fills({"In which matter": matter, "What kind of interest": "Something else", "What it is": words})
            self._submit(person, "interest", words)

    def _say_who_takes_part(self, person: str, words: str, chance: random.Random) -> None:
        """Let somebody take part who stepped back, or take part again."""
        who = self._world.person(person)
        who.clicks("Interests", chance.choice([it for it in self._open_cards() if "'Interests'" in str(it.blocks)]))
        if who.window and "Take part again" in str(who.window.body):
            who.clicks("Take part again…", who.window)
            who.fills({"Why it decides after all": words})
            self._submit(person, "interest", words)
        elif who.window:
            names = [name for name in PARTNERS if f"Let {name} take part" in str(who.window.body)]
            window = who.window
            who.clicks(f"Let {chance.choice(names)} take part", window)

    def _write(self, person: str, _words: str, chance: random.Random) -> None:
        self._world.person(person).writes("We agree", CHANNEL, chance.choice(self._open_cards()))

    def _press(self, what: str, act: Callable[[], Delivery]) -> None:
        """Press a button. When that is acknowledged and no window says otherwise, the person takes it for recorded."""
        press = act()
        if press.is_acked and not self._was_shown_a_window(press):
            self.ledger.was_told(f"click:{press.payload['trigger_id']}", what)

    def _submit(self, person: str, what: str, words: str) -> None:
        """Send the window, and once more when that fails. When it is gone, the person takes it for recorded."""
        who = self._world.person(person)
        for _ in range(2):
            if who.window is None:
                return
            sent, window = who.submits(), who.window
            if sent.is_acked and window is None:
                self.ledger.was_told(f"window:{sent.payload['view']['id']}", what, words)
            elif sent.is_acked and "Accord fetches" in str(window):
                self.ledger.was_promised(f"window:{sent.payload['view']['id']}")
                return

    def _was_shown_a_window(self, press: Delivery) -> bool:
        """Whether the bot answered with a window, even if the call that opens it was broken."""
        opened = self._world.sandbox.calls("views.open")
        return any(call.arguments.get("trigger_id") == press.payload["trigger_id"] for call in opened)

    def _close_windows(self, person: str) -> None:
        with self._world.sandbox.workspace.changing():
            self._world.sandbox.workspace.windows.pop(person, None)

    def _open_cards(self) -> list[Message]:
        seen = self._world.person(KARA).sees(CHANNEL)
        cards = [it for it in seen if it.blocks and it.blocks[0]["type"] == "header" and not it.only_for]
        return [it for it in cards if "'Consent'" in str(it.blocks) and THE_FIRST not in it.text]

    def _cards_posted(self) -> int:
        seen = self._world.person(KARA).sees(CHANNEL)
        return sum(str(it.metadata["event_payload"]["key"]).startswith("card:") for it in seen if it.metadata)

    _managers_acts = (_raise,) * 12 + (_amend,) * 2 + (_withdraw,)
    _representatives_acts = (_consent,) * 20 + (_object, _ask, _ask, _write, _undo, _step_back, _say_who_takes_part)
