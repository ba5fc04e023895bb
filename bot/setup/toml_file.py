"""Reading a file that somebody wrote by hand, so that a mistake is told with file, key and reason."""

import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

T = TypeVar("T")
Name = Annotated[str, Field(min_length=1)]
# For pydantic's dataclasses: a key that is not in the shape is a mistake.
ONLY_THESE_KEYS = ConfigDict(extra="forbid")

_MISSING, _UNKNOWN = "missing", "unexpected_keyword_argument"
_REASONS = {
    _MISSING: "is missing",
    "string_type": 'should be text in "quotes"',
    "tuple_type": "should be a list in [brackets]",
    "string_too_short": "is empty",
    "dataclass_type": "should be a table of its own",
}


class BadFile(Exception):
    """The file can't be used; the text is one line with file, key and reason."""


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
        return TypeAdapter(shape).validate_python(written)
    except ValidationError as error:
        # A misspelt key is missing as well; that it is misspelt helps more.
        first = min(error.errors(), key=lambda each: each["type"] != _UNKNOWN)
        raise BadFile(f"{path}: {_place(first['loc'])}: {_reason(first, shape)}") from error


def _place(keys: tuple[str | int, ...]) -> str:
    """Name a key as its reader finds it: "partners 2, representatives 1", "digest.day"."""
    place = ""
    for key in keys:
        if isinstance(key, int):
            place += f" {key + 1}"
        elif place:
            place += f"{', ' if place[-1].isdigit() else '.'}{key}"
        else:
            place = key
    return place


def _reason(error: Any, shape: type) -> str:
    if error["type"] != _UNKNOWN:
        return _REASONS.get(error["type"]) or str(error["msg"])
    meant = get_close_matches(str(error["loc"][-1]), list(_keys(shape)), n=1)
    return f"is not a key that Accord knows{f'; is {meant[0]} meant?' if meant else ''}"


def _keys(shape: Any) -> Iterator[str]:
    """List the keys of a shape and of all shapes within it."""
    if not is_dataclass(shape):
        for part in get_args(shape):
            yield from _keys(part)
        return
    for each in fields(shape):
        yield each.name
        yield from _keys(each.type)
