"""What happened before the demo begins: two weeks of an alliance, played by the real bot at an earlier clock."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.app import Accord, create_app, prepare_database
from bot.demo.people import ALLIANCE_FILE, MANAGER
from bot.setup.alliance_file import read
from bot.setup.settings import Settings
from decisions.set_up.digest import last_moment
from handlers.clock import digests
from sandbox import Message, Sandbox
from storage.outbox import claims

LEADS = [partner.representatives[0] for partner in read(ALLIANCE_FILE).partners]
OBJECTOR, NURSES, LAST_TO_READ = "U0HAL", "U0IVY", "U0CAT"
PATIENCE_SECONDS = 60
RETRY_AFTER = timedelta(minutes=1)
A_LITTLE = timedelta(seconds=1)
SHELTER = {
    "Title": "Keep the night shelter open until nine",
    "What we propose": (
        "The night shelter closes its doors at nine in the morning instead of seven, from now until the end of April. "
        "Breakfast is served until half past eight."
    ),
    "Why this is best for people": (
        "At seven nothing else is open. People walk the streets for two hours in the cold, and lose the strength "
        "they need for the day's appointments."
    ),
}
BEDS = {
    "Title": "Ten more beds this winter",
    "What we propose": (
        "Harbour Shelter opens ten more emergency beds from 1 December to 31 March. The fund's reserve pays "
        "£48,000 for them."
    ),
    "Why this is best for people": "Last winter 41 people were turned away on the coldest nights. Nobody should be.",
}
SAFE_BEDS = f"{BEDS['What we propose']} A nurse is on site every night, from the first night on."
PHONE = {
    "Title": "One phone number for a bed tonight",
    "What we propose": (
        "All of us give out one number. Kelvin Advice answers it from 5 pm to midnight and knows every free bed. "
        "We try it for six months and look at it together in May."
    ),
    "Why this is best for people": "Nobody has to ring five places from a phone that is running out of battery.",
}


class Story:
    """Plays into a fresh workspace and database. Raises TimeoutError when the bot does not keep up."""

    def __init__(self, sandbox: Sandbox, settings: Settings) -> None:
        self._sandbox, self._workspace = sandbox, sandbox.workspace
        self._file = read(ALLIANCE_FILE)
        self._channel = self._file.channel
        self._set_clock(-timedelta(days=12))
        self._accord = self._started(settings)

    def play(self) -> None:
        """Leave behind one proposal that is agreed, one that is held and one that is fresh."""
        try:
            self._agree_on_the_shelter()
            self._hold_the_beds()
            self._raise_the_phone()
        finally:
            self._accord.stop()
        self._everything_so_far_was_read()

    def _agree_on_the_shelter(self) -> None:
        card = self._raises(SHELTER, decide_in_days=7)
        *others, last = LEADS
        for lead in others:
            self._consents(lead, card)
        receipt = self._person_sees("U0FAY", "Recorded: Northside Homes consents")
        fay = self._sandbox.person("U0FAY")
        fay.clicks("Add a concern", receipt)
        fay.fills(
            {"What should be kept in mind": "The morning shift needs a second person. Let us look at it in March."}
        )
        fay.submits()
        self._settle()
        self._until(days=10, hours=3)
        self._consents(last, card)
        self._settle()
        self._have_a_second_person_found(card)

    def _have_a_second_person_found(self, card: Message) -> None:
        fay = self._sandbox.person("U0FAY")
        fay.chooses("Add an action…", card)
        by_when = (self._now() + timedelta(days=21)).date()
        what = "Find a second person for the morning shift"
        fay.fills({"What": what, "Who": "U0FAY", "By when": by_when.isoformat()})
        fay.submits()
        self._settle()

    def _hold_the_beds(self) -> None:
        self._until(days=6)
        card = self._raises(BEDS, decide_in_days=14)
        self._until(days=5, hours=2)
        for lead in LEADS:
            if lead != OBJECTOR:
                self._consents(lead, card)
        hal = self._sandbox.person(OBJECTOR)
        hal.clicks("Object", card)
        hal.fills(
            {
                "Reason": (
                    "Ten more beds without a nurse at night are not safe. "
                    "Last winter we called an ambulance every week."
                ),
                "What would make it acceptable": "A nurse on site every night, from the first night on.",
                "A text to which you could consent": SAFE_BEDS,
                "Your consent to it": ["If exactly this text is taken, we consent"],
            }
        )
        hal.submits()
        self._settle()
        self._until(days=1, hours=4)
        self._sandbox.person(MANAGER).writes(
            "Hal, thank you for saying so. Ivy, could your nurses help?", self._channel, card
        )
        self._until(days=1, hours=2)
        self._sandbox.person(NURSES).writes(
            "Yes: we can send one every night, from 1 December on.", self._channel, card
        )
        for lead in LEADS:
            if lead not in (OBJECTOR, LAST_TO_READ):
                self._consents_beforehand(lead, card)
        self._settle()

    def _raise_the_phone(self) -> None:
        self._until(hours=2)
        self._sandbox.person("U0ELA").writes(
            "Hello all! I met a young man who had rung five places last night. Can we talk about one number?",
            self._channel,
        )
        self._until(hours=1)
        card = self._raises(PHONE, decide_in_days=10)
        self._consents("U0ELA", card)
        dev = self._sandbox.person("U0DEV")
        dev.clicks("I need time", card)
        answer_by = (self._now() + timedelta(days=7)).date()
        dev.fills(
            {
                "We will answer by": answer_by.isoformat(),
                "Our question": "Who answers at Christmas? I ask our night team on Thursday.",
            }
        )
        dev.submits()
        self._settle()
        self._until()

    def _raises(self, typed: Mapping[str, str], decide_in_days: int) -> Message:
        kara = self._sandbox.person(MANAGER)
        kara.runs("/propose", self._channel)
        if kara.window is None:
            # A bot that has only just started may be late, and says so.
            kara.runs("/propose", self._channel)
        decide_by = (self._now() + timedelta(days=decide_in_days)).date()
        kara.fills({**typed, "Decide by": decide_by.isoformat()})
        kara.submits()
        self._settle()
        return [it for it in kara.sees(self._channel) if it.blocks and it.blocks[0]["type"] == "header"][-1]

    def _consents(self, representative: str, card: Message) -> None:
        person = self._sandbox.person(representative)
        person.clicks("Consent", card)
        if person.window:
            person.submits()

    def _consents_beforehand(self, representative: str, card: Message) -> None:
        person = self._sandbox.person(representative)
        objection = next(it for it in person.thread(card) if it.text.startswith("✋"))
        person.clicks("Read it and answer…", objection)
        person.submits()

    def _person_sees(self, user_id: str, words: str) -> Message:
        told = self._sandbox.person(user_id)

        def found() -> list[Message]:
            return [it for it in told.ephemerals(self._channel) if words in it.text]

        return self._sandbox.wait_until(found, PATIENCE_SECONDS)[-1]

    def _settle(self) -> None:
        """Wait until Slack shows all that is stored, what it put off included: it is to carry this day's time.

        While all that is left is put off, the clock goes on to it, and whoever starts the demo need not wait for it.
        """
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            with self._accord.database.snapshot() as connection:
                if claims.is_idle(connection, self._now() + RETRY_AFTER):
                    return
                is_put_off = claims.is_idle(connection, self._now())
            if is_put_off:
                self._set_clock(timedelta(seconds=self._workspace.clock_offset) + A_LITTLE)
            time.sleep(0.05)
        raise TimeoutError("the demo's bot does not keep up; accord.log in the demo's folder says why")

    def _started(self, settings: Settings) -> Accord:
        accord = create_app(settings, self._file, prepare_database(settings), self._now)
        accord.start()
        self._sandbox.wait_for_app()
        return accord

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._workspace.now(), UTC)

    def _until(self, **before_now: float) -> None:
        """Set the clock to so long before the present, stopping at the week's digest if it comes between."""
        offset = -timedelta(**before_now)
        moment = last_moment(
            datetime.now(UTC) + offset, self._file.timezone, self._file.digest.day, self._file.digest.time
        )
        if moment > self._now():
            self._set_clock(moment - datetime.now(UTC))
            digests.post_due_digests(self._accord.database, self._now())
            self._settle()
        self._set_clock(offset)

    def _set_clock(self, offset: timedelta) -> None:
        with self._workspace.changing():
            self._workspace.clock_offset = offset.total_seconds()

    def _everything_so_far_was_read(self) -> None:
        """Nobody's first screen is full of old news; private receipts are gone, as after a restart of Slack."""
        with self._workspace.changing():
            self._workspace.messages = [it for it in self._workspace.messages if not it.only_for]
        for user_id in self._workspace.users:
            for channel in self._workspace.channels:
                self._sandbox.person(user_id).has_read(channel, self._workspace.messages[-1].ts)


def play(sandbox: Sandbox, settings: Settings) -> None:
    """Tell the story so far. `settings` are those of the bot that goes on afterwards."""
    Story(sandbox, settings).play()
