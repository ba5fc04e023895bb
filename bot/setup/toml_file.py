"""How is a file that somebody wrote by hand read, so that a mistake is told with file, key and reason?"""

import re
import tomllib
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec

T = TypeVar("T")
Name = Annotated[str, msgspec.Meta(min_length=1)]


class BadFile(Exception):
    """The file can't be used; the text is one line with file, key and reason."""


_REASONS = (
    (r"^Object missing required field `(.+)`$", r"\1", "is missing"),
    (r"^Object contains unknown field `(.+)`$", r"\1", "is not a key that Accord knows"),
    (r"^Expected `(?:str|string)`, got .*$", "", 'should be text in "quotes"'),
    (r"^Expected `(?:array|list|tuple)`, got .*$", "", "should be a list in [brackets]"),
    (r"^Expected `str` of length >= 1$", "", "is empty"),
    (r"^Expected `object`, got .*$", "", "should be a table of its own"),
)


def read_as(shape: type[T], path: Path, if_missing: str) -> T:
    """Read a TOML file of this shape. Raises BadFile; `if_missing` says what to do when it is not there."""
    try:
        # Editors of Windows put a mark in front.
        written = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise BadFile(f"{path}: there is no such file; {if_missing}") from error
    except UnicodeDecodeError as error:
        raise BadFile(f"{path}: is not written in UTF-8; please save it again with that encoding") from error
    except OSError as error:
        raise BadFile(f"{path}: can't be read ({error})") from error
    except tomllib.TOMLDecodeError as error:
        raise BadFile(f"{path}: is not valid TOML: {error}") from error
    try:
        return msgspec.convert(written, shape)
    except msgspec.ValidationError as error:
        raise BadFile(f"{path}: {_in_words(str(error))}") from error


def _in_words(error: str) -> str:
    what, _, place = error.partition(" - at `$")
    place = re.sub(r"\[(\d+)\]", lambda index: f" {int(index[1]) + 1}", place.rstrip("`").lstrip("."))
    place = re.sub(r"(?<=\d)\.", ", ", place)
    for pattern, key, reason in _REASONS:
        found = re.match(pattern, what)
        if found:
            named = ", ".join(part for part in (place, found.expand(key)) if part)
            return f"{named}: {reason}"
    return f"{place}: {what}"
