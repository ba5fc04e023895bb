"""What a file of redactions says; docs/foi.md shows one."""

from pathlib import Path

from pydantic.dataclasses import dataclass

from bot.setup.toml_file import ONLY_THESE_KEYS, BadFile, Name, read_as
from decisions.words.spelling import each_word

# A passage or a name of fewer letters would also match inside other words.
SHORTEST = 3


@dataclass(frozen=True, config=ONLY_THESE_KEYS)
class Redaction:
    """A person (a Slack member id, or a name as Slack has it), a passage, or a paper by its name, and why.

    `allowed` are words that are near to it and may be read all the same.
    """

    reason: Name
    person: str = ""
    passage: str = ""
    paper: str = ""
    allowed: tuple[Name, ...] = ()

    @property
    def hidden(self) -> str:
        return self.person or self.passage or self.paper

    @property
    def what(self) -> str:
        return "person" if self.person else "passage" if self.passage else "paper"


@dataclass(frozen=True, config=ONLY_THESE_KEYS)
class RedactionFile:
    redactions: tuple[Redaction, ...]


def read_redactions(path: Path) -> tuple[Redaction, ...]:
    """Read them. Raises BadFile."""
    found = read_as(RedactionFile, path, "docs/foi.md shows how one is written").redactions
    for place, redaction in enumerate(found, start=1):
        if sum(map(bool, (redaction.person, redaction.passage, redaction.paper))) != 1:
            raise BadFile(f"{path}: redactions {place}: name either a person or a passage, or a paper")
        if not redaction.paper and len("".join(each_word(redaction.person or redaction.passage))) < SHORTEST:
            raise BadFile(f"{path}: redactions {place}: is shorter than {SHORTEST} characters, and would hide too much")
    return found
