"""Gathers what is said of changed settings."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from handlers.views.set_up.settings import Changed
from storage.personal import people


def changed(connection: Connection, about: Mapping[str, Any]) -> Changed:
    """Gather what the people are called of whom a change tells, in the caller's transaction."""
    before_and_after = about.get("changed", {}).get("operations_managers", ())
    return Changed(people.names(connection, {about["by"], *(who for those in before_and_after for who in those)}))
