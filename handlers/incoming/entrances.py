"""What happens between Slack's delivery and its acknowledgement.

A listener does its work in the database first. Then a window is opened if it returned one, then Slack gets its
acknowledgement (rule 9: said only once stored), and the courier is woken.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, Protocol, TypeVar

from slack_bolt import Ack
from slack_sdk import WebClient
from sqlalchemy.exc import SQLAlchemyError

from decisions.alliance.rights_refusal import not_your_window
from decisions.asking.reading import MayNotRead
from decisions.words.at_once import by_field
from decisions.words.refusal import Refusal
from handlers.courier.calls.tokens import NoToken
from handlers.courier.courier import Courier
from handlers.incoming import payloads, refusals
from handlers.incoming.alliance_of_act import KnownElsewhere
from handlers.incoming.members import is_there, refuse_strangers
from handlers.incoming.payloads import Act, Body
from handlers.incoming.roster import Roster
from handlers.incoming.windows import answered_directly, for_one, open_window
from handlers.metrics import Metrics
from handlers.views.blocks.inputs import option
from handlers.views.blocks.kit import View
from handlers.views.windows.refusal_window import NOT_STORED, NOT_UNDERSTOOD, refusal_window
from storage.alliance.installed import install_of
from storage.engine.database import Database
from storage.outbox.outbox import SaidAlready
from storage.personal import people

Listener = Callable[[Act, Database], View | None]
Reaction = Callable[[Act, Database], None]
T = TypeVar("T")
Handled = Callable[[Body, Ack, WebClient], None]
# The name under which Bolt's context carries the install of Accord that Slack told, where there may be several.
INSTALL = "accord_install"

logger = logging.getLogger(__name__)


class Handler(Protocol):
    """What Bolt calls, with its own context."""

    def __call__(self, body: Body, ack: Ack, client: WebClient, context: Mapping[str, Any] | None = None) -> None: ...


class Entrances:
    """Turns our listeners into Bolt's, one method for each way Slack comes in."""

    def __init__(
        self,
        database: Database,
        courier: Courier,
        now: Callable[[], datetime],
        metrics: Metrics,
        clients: Callable[[str], WebClient] | None = None,
        *,
        takes_papers: Callable[[str], bool] = lambda _install: False,
    ) -> None:
        """`clients` calls Slack for an install, where there may be several; `takes_papers`: whether one reads files."""
        self._clients, self._takes_papers = clients, takes_papers
        self._database, self._courier, self._now, self._metrics = database, courier, now, metrics
        self._roster = Roster()

    def click(self, listener: Listener, *, asks_who: bool = False) -> Handler:
        """A button or menu: a returned view opens as a window, or takes the place of one that can only be read.

        With `asks_who` Slack is asked for the person's name and time zone first.
        """

        def handle(body: Body, ack: Ack, client: WebClient) -> None:
            act = payloads.click(body, self._now())
            # Whoever loads a proposal sees who acts, and most presses are about one.
            act = self._of_install(act, body) if "proposal" in act.value else self._as_known(act, body)
            try:
                do(act, body, client)
            except KnownElsewhere as now:
                do(replace(act, person=now.person), body, client)
            ack()
            self._courier.wake()

        def do(act: Act, body: Body, client: WebClient) -> None:
            act = self._introduced(act, client) if asks_who else act
            view = self._listen(listener, act, client)
            if view:
                self._show(client, body, act, answered_directly(view) if act.is_direct else view)

        return self._guarded("click", handle, self._apologise_in_a_window)

    def shortcut(self, listener: Listener) -> Handler:
        def handle(body: Body, ack: Ack, client: WebClient) -> None:
            act = self._as_known(payloads.shortcut(body, self._now()), body)
            view = self._listen(listener, act, client)
            if view:
                self._show(client, body, act, view)
            ack()

        return self._guarded("shortcut", handle, self._apologise_in_a_window)

    def command(self, listener: Listener) -> Handler:
        """A command: a returned view opens as a window; a refusal is its private answer."""

        def handle(body: Body, ack: Ack, client: WebClient) -> None:
            act = self._as_known(payloads.command(body, self._now()), body)
            try:
                view = self._asked(listener, act, client)
            except Refusal as refusal:
                ack(text=refusals.words(refusal, act, self._database))
            else:
                sorry = open_window(client, body, for_one(view, act.person)) if view else None
                ack(text=sorry.words) if sorry else ack()

        return self._guarded("command", handle, lambda sorry, _body, ack, _client: ack(text=sorry.words))

    def submission(self, listener: Listener, *, people_in: Sequence[str] = (), asks_who: bool = False) -> Handler:
        """A window is sent: a refusal stands at its field, or takes the window's place with what was typed.

        Whoever is chosen in the fields `people_in` must be in the alliance's channel. `asks_who` as for a click.
        """

        def handle(body: Body, ack: Ack, client: WebClient) -> None:
            def listen(act: Act, database: Database) -> View | None:
                refuse_strangers(partial(self._looking, client=client), database, act, people_in)
                return listener(act, database)

            act = self._as_known(payloads.submission(body, self._now()), body)
            act = self._introduced(act, client) if asks_who else act
            try:
                _refuse_unless_opened_by(act)
                view = self._asked(listen, act, client)
            except SaidAlready:
                ack()
            except Refusal as refusal:
                self._refuse_submission(refusal, act, ack)
            else:
                if view:
                    ack(response_action="update", view=for_one(view, act.person))
                else:
                    ack(response_action="clear") if act.closes_all else ack()
                self._courier.wake()

        return self._guarded("window", handle, _apologise_at_a_field)

    def event(self, read: Callable[[Body, datetime], Act | None], listener: Reaction) -> Handler:
        """Something happened that asks for no window. While the database is away it is left to Slack to tell again."""

        def handle(body: Body, ack: Ack, client: WebClient) -> None:  # noqa: ARG001 (every entrance is called alike)
            act = read(body, self._now())
            if act:
                with self._courier.precedence.of_a_press():
                    listener(self._as_known(act, body), self._database)
                self._courier.wake()
            ack()

        def leave_it(sorry: Refusal, _body: Body, ack: Ack, _client: WebClient) -> None:
            if sorry is not NOT_STORED:
                ack()

        return self._guarded("event", handle, leave_it)

    def options(self, listener: Callable[[Act, Database], list[dict[str, Any]]]) -> Handler:
        """Somebody types in a list that we fill; whoever may not see it gets an empty one."""

        def handle(body: Body, ack: Ack, client: WebClient) -> None:
            try:
                found = self._asked(listener, self._as_known(payloads.query(body, self._now()), body), client)
            except Refusal:
                found = []
            ack(options=found)

        return self._guarded("options", handle, lambda _sorry, _body, ack, _client: ack(options=[]))

    def people(self, whose: Callable[[Act, Database], str]) -> Handler:
        """Somebody chooses people from a list: of those who are in the channel that `whose` returns."""

        def handle(body: Body, ack: Ack, client: WebClient) -> None:
            act = self._as_known(payloads.query(body, self._now()), body)
            try:
                channel = self._asked(whose, act, client)
                looking = self._looking(channel, client)
                found = self._roster.offered(looking, channel, act.person, act.words, self._install_in(channel))
            except Refusal:
                found = []
            ack(options=[option(name, person) for person, name in found])

        return self._guarded("options", handle, lambda _sorry, _body, ack, _client: ack(options=[]))

    def _as_known(self, act: Act, body: Body) -> Act:
        """Whoever has another id in Slack by now is the same person, whichever of the two Slack names."""
        with self._database.glance() as connection:
            person = people.id_now(connection, act.person)
        return self._of_install(replace(act, person=person), body)

    def _of_install(self, act: Act, body: Body) -> Act:
        return replace(act, install=body[INSTALL], takes_papers=self._takes_papers(body[INSTALL]))

    def _looking(self, channel: str, client: WebClient) -> WebClient:
        """Whichever install somebody acts through, an alliance's channel is seen by the one it was founded through."""
        try:
            return self._clients(self._install_in(channel)) if self._clients else client
        except NoToken:
            return client

    def _install_in(self, channel: str) -> str:
        with self._database.snapshot() as connection:
            return install_of(connection, channel)

    def _introduced(self, act: Act, client: WebClient) -> Act:
        """Call whoever acts what Slack calls them; payloads may have another name."""
        name, zone = self._roster.name_and_zone(client, act.person, act.install)
        return replace(act, name=name or act.name, zone=zone)

    def _guarded(self, way: str, handle: Handled, apologise: Callable[[Refusal, Body, Ack, WebClient], Any]) -> Handler:
        """Whatever goes wrong is logged once, and the person is told that nothing was recorded."""

        def guarded(body: Body, ack: Ack, client: WebClient, context: Mapping[str, Any] | None = None) -> None:
            with self._metrics.taking_in(way):
                try:
                    handle({**payloads.cleaned(body), INSTALL: (context or {}).get(INSTALL, "")}, ack, client)
                except SQLAlchemyError:
                    logger.exception("the database did not take or give what a %s needs", way)
                    self._metrics.not_stored()
                    apologise(NOT_STORED, body, ack, client)
                # A payload of a shape that nobody foresaw must not leave a person without an answer.
                except Exception:
                    logger.exception("a %s could not be understood", way)
                    apologise(NOT_UNDERSTOOD, body, ack, client)

        return guarded

    def _apologise_in_a_window(self, sorry: Refusal, body: Body, ack: Ack, client: WebClient) -> None:
        if isinstance(body.get("trigger_id"), str):
            open_window(client, {"trigger_id": body["trigger_id"]}, refusal_window(sorry, {}))
        ack()

    def _asked(self, listener: Callable[[Act, Database], T], act: Act, client: WebClient) -> T:
        """Have the listener do its work. Where we know nobody of that name, Slack is asked whether they are there."""
        try:
            # Not while Slack is asked for a window: then there is time to show something.
            with self._courier.precedence.of_a_press():
                return listener(act, self._database)
        except MayNotRead as unless:
            if not is_there(self._looking(unless.channel, client), unless.channel, act.person):
                raise
            return listener(replace(act, seen_in=unless.channel), self._database)

    def _listen(self, listener: Listener, act: Act, client: WebClient) -> View | None:
        try:
            return self._asked(listener, act, client)
        except SaidAlready:
            return None
        except Refusal as refusal:
            if refusals.was_counted(act, self._database):
                return None
            return refusals.window(refusal, act, self._database)

    def _refuse_submission(self, refusal: Refusal, act: Act, ack: Ack) -> None:
        if refusals.was_counted(act, self._database):
            ack()
        elif refusal.field:
            errors = {each.field: each.words for each in reversed(by_field(refusal)) if each.field}
            ack(response_action="errors", errors=errors)
        else:
            ack(response_action="update", view=refusals.window(refusal, act, self._database))

    def _show(self, client: WebClient, body: Body, act: Act, view: View) -> None:
        sorry = open_window(client, body, for_one(view, act.person))
        if sorry:
            refusals.whisper_later(sorry, act, self._database)
            self._courier.wake()


def _refuse_unless_opened_by(act: Act) -> None:
    """Slack lets nobody send another person's window; should it come all the same, it counts for nobody."""
    if act.value.get("for", act.person) != act.person:
        raise not_your_window()


def _apologise_at_a_field(sorry: Refusal, body: Body, ack: Ack, _client: WebClient) -> None:
    """Keep the window open, with everything typed."""
    try:
        field = next(block["block_id"] for block in body["view"]["blocks"] if block["type"] == "input")
    except (KeyError, TypeError, StopIteration):
        ack(response_action="update", view=refusal_window(sorry, {}))
    else:
        ack(response_action="errors", errors={field: sorry.words})
