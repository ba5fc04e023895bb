"""Gathers what is said of changed settings."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from handlers.views.set_up.settings import Changed
from storage.personal import people


def changed(connection: Connection, about: Mapping[str, Any]) -> Changed:
    """Gather, in the caller's transaction, what the people whom a change mentions are called."""
    before_and_after = about.get("changed", {}).get("operations_managers", ())
    return Changed(people.names(connection, {about["by"], *(who for those in before_and_after for who in those)}))
