"""A file that somebody uploaded."""

from dataclasses import dataclass


@dataclass
class File:
    """What somebody uploaded. An external one is kept elsewhere; a deleted one leaves a tombstone."""

    id: str
    user: str
    name: str
    mimetype: str
    content: bytes
    is_external: bool = False
    is_deleted: bool = False
