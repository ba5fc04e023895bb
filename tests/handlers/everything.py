"""Partners who use all that Accord has: what they do, and what a command writes of it."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from decisions.alliance.alliance import Alliance
from decisions.said.paper import paper_of
from decisions.set_up.settings import mark, name_field
from handlers.gathering.proposal_view import view_of
from handlers.incoming.papers import Fetched
from handlers.incoming.payloads import Act
from handlers.listeners.answers import interests, responses
from handlers.listeners.set_up import settings
from handlers.views.card.proposal_card import card
from storage.alliance import alliances
from storage.engine.database import Database
from tests.cast import KARA
from tests.handlers.test_foundings import SAID, Hall
from tests.reading import read_message

Do = Callable[[Act, Database], object]


class Everything(Hall):
    """Harbour, Clyde, Council and Kelvin found an alliance, use all of it, and close it."""

    def __init__(self, database: Database, folder: Path) -> None:
        super().__init__(database)
        self.folder, self.papers = folder, str(database.papers_folder)

    def does(
        self, what: Do, person: str, value: dict[str, Any], words: dict[str, Any] | None = None, **papers: bytes
    ) -> None:
        came = [self._fetched(f"{name}.txt", content) for name, content in papers.items()]
        act = self._act(person, {"alliance": 1, **value}, words)
        what(replace(act, fetched=came) if came else act, self.database)

    def _fetched(self, name: str, content: bytes) -> Fetched:
        file = self.folder / name
        file.write_bytes(content)
        return Fetched(paper_of(name, "text/plain", content), file, "", content.decode())

    @property
    def here(self) -> Alliance:
        with self.database.snapshot() as connection:
            return alliances.load(connection, 1)

    def text_of(self, number: int) -> dict[str, Any]:
        ((revision,),) = self.rows(f"SELECT max(number) FROM revisions WHERE proposal_id = {number}")  # noqa: S608 (our own number)
        return {"proposal": number, "revision": revision}

    def consent(self, number: int, *people: str) -> None:
        for person in people:
            self.does(responses.consent_after_all, person, {**self.text_of(number), "decides": True})

    def seen(self, number: int) -> dict[str, Any]:
        with self.database.snapshot() as connection:
            return view_of(connection, 1, number, self.now).value()

    def steps_back(self, number: int, person: str, words: str = "We run it") -> None:
        told = {"matter": str(number), "nature": "role", "words": words}
        self.does(interests.declare, person, {"decides": True}, told)

    def changes_settings(self, renamed: dict[str, str], **words: Any) -> None:
        with self.database.snapshot() as connection:
            here, said = alliances.load(connection, 1), alliances.settings(connection, 1)
        names = {name_field(each): renamed[each.name] for each in here.partners if each.name in renamed}
        wanted = {**SAID, "operations_managers": [KARA], "country": "", "region": "", **names, **words}
        self.does(settings.change, KARA, {"seen": mark(here, said)}, wanted)

    def accord(self, *words: str) -> None:
        """Run a command in this process."""
        before = os.umask(0)
        with pytest.MonkeyPatch.context() as here:
            here.setenv("DATABASE_URL", str(self.database.engine.url))
            here.setenv("ACCORD_PAPERS", self.papers)
            assert main(words) == 0
        os.umask(before)

    def newest(self, what: str) -> int:
        ((found,),) = self.rows(f"SELECT max({what}")
        return int(found)

    def card(self, number: int) -> str:
        with self.database.snapshot() as connection:
            return read_message(card(view_of(connection, 1, number, self.now)))
