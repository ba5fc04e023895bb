"""On which database are the tests of storage made? One with an alliance that was just founded."""

from collections.abc import Iterator

import pytest

from decisions.alliance.alliance import Settings
from decisions.alliance.membership import PartnerJoins
from storage.alliance import alliances, memberships
from storage.engine.database import Database
from tests.cast import CHANNEL, KARA, MONDAY, PARTNERS
from tests.databases import with_tables

SETTINGS = Settings("Glasgow", "Europe/London", "monday", "09:00", (KARA,))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = with_tables(database_url)
    with made.transaction() as connection:
        alliance_id = alliances.found(connection, CHANNEL, SETTINGS, MONDAY)
        for name, people in PARTNERS.items():
            memberships.apply_change(connection, alliance_id, PartnerJoins(name, people), MONDAY)
    yield made
    made.close()
