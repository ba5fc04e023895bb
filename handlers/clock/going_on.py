"""Lets the clock go on when it could not look after one alliance."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from storage.engine.busy import is_busy

logger = logging.getLogger(__name__)


@contextmanager
def going_on_after(alliance_id: int) -> Iterator[None]:
    """One alliance's trouble, whatever it is, must not stop the others. It is looked at again.

    A busy database is not one alliance's trouble: whoever began this does it again in a moment, with all of them.
    """
    try:
        yield
    # A trouble that nobody foresaw is one alliance's as well.
    except Exception as error:
        if is_busy(error):
            raise
        logger.exception("the clock could not look after alliance %s", alliance_id)
