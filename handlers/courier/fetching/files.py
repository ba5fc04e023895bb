"""Fetches the bytes of a file: whole, from Slack itself, and as what it says they are."""

import hashlib
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from decisions.said import paper_refusal
from decisions.said.paper import Paper, named, refuse_unless_papers_fit
from handlers.courier.calls.pace import retry_after
from handlers.courier.calls.slack import CALL_SECONDS, NotNow, Refused, Slack
from handlers.courier.fetching.paper_words import words_of

PIECE = 2**16
# The field in which papers are chosen.
FIELD = "papers"
# How Slack marks files that it keeps no bytes of: deleted ones, and those that a free plan hides.
_NOT_THERE = ("tombstone", "hidden_by_limit")
_HTML = "text/html"


@dataclass(frozen=True)
class Fetched:
    """A paper whose bytes are in a file of ours for now. `permalink` is where Slack shows it.

    `words` are those that are in it, "" where nobody but a person can read them.
    """

    paper: Paper
    path: Path
    permalink: str
    words: str = ""


class _GoesNowhereElse(HTTPRedirectHandler):
    """Slack leads to its login page whoever may not read a file; the token goes there no more than anywhere else."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class Files:
    """Fetches files with the bot's token: that of the install of Accord in whose window they were chosen."""

    def __init__(self, slack_of: Callable[[str], Slack], base_url: str, stopping: threading.Event) -> None:
        self._slack_of, self._stopping = slack_of, stopping
        self._home = urlsplit(base_url).hostname or ""
        self._opener = build_opener(_GoesNowhereElse)

    def fetch(self, install: str, file_id: str, name: str, into: Path) -> Fetched:
        """Fetch one file. Raises Refusal where Slack does not give it, and NotNow or Unclear where it may later."""
        told, token = self._told(install, file_id, name)
        name, kind = named(str(told.get("name") or name)), str(told.get("mimetype") or "application/octet-stream")
        if told.get("is_external") or told.get("mode") == "external":
            raise paper_refusal.paper_elsewhere(FIELD, name)
        url = told.get("url_private_download") or told.get("url_private")
        if told.get("mode") in _NOT_THERE or not isinstance(url, str) or not self._is_slacks(url):
            raise paper_refusal.paper_is_gone(FIELD, name)
        size = int(told.get("size") or 0)
        refuse_unless_papers_fit((Paper(name, size, kind),))
        sha256 = self._download(url, token, name, kind, size, into)
        permalink = str(told.get("permalink") or "")[:500]
        return Fetched(Paper(name, size, kind, sha256), into, permalink, words_of(into, kind, self._stopping))

    def _told(self, install: str, file_id: str, name: str) -> tuple[Mapping[str, Any], str]:
        try:
            return self._slack_of(install).file(file_id)
        except Refused as refused:
            if refused.error == "missing_scope":
                raise paper_refusal.paper_not_given(FIELD, name) from refused
            raise paper_refusal.paper_is_gone(FIELD, name) from refused

    def _is_slacks(self, url: str) -> bool:
        """Nobody else gets the bot's token. Slack's files are at a name below that of its Web API."""
        host = urlsplit(url).hostname or ""
        return host == self._home or host.endswith(f".{self._home}")

    def _download(self, url: str, token: str, name: str, kind: str, size: int, into: Path) -> str:
        # The address is Slack's: _is_slacks looked at it.
        request = Request(url, headers={"Authorization": f"Bearer {token}"})  # noqa: S310 (Slack's)
        try:
            with self._opener.open(request, timeout=CALL_SECONDS) as answer:
                if answer.headers.get_content_type() == _HTML and not kind.startswith(_HTML):
                    raise paper_refusal.paper_not_given(FIELD, name)
                sha256, count = self._written(answer, size, into)
                promised = answer.headers.get("Content-Length")
        except HTTPError as error:
            error.close()
            raise _meaning(error, name) from error
        except (URLError, OSError, HTTPException) as error:
            raise NotNow(f"a file: {error}", None, is_failure=True) from error
        if promised and promised.isdecimal() and count < int(promised):
            raise NotNow("a file came in part", None, is_failure=True)
        if count != size:
            raise paper_refusal.paper_not_given(FIELD, name)
        return sha256

    def _written(self, answer: HTTPResponse, size: int, into: Path) -> tuple[str, int]:
        """Write what comes, but no more than was announced and a little; return its SHA-256 and its length."""
        digest, count = hashlib.sha256(), 0
        with into.open("wb") as out:
            for piece in self._pieces(answer):
                digest.update(piece)
                out.write(piece)
                count += len(piece)
                if count > size:
                    break
            out.flush()
            os.fsync(out.fileno())
        return digest.hexdigest(), count

    def _pieces(self, answer: HTTPResponse) -> Iterator[bytes]:
        while piece := answer.read(PIECE):
            if self._stopping.is_set():
                raise NotNow("stopping", 0, is_failure=False)
            yield piece


def _meaning(error: HTTPError, name: str) -> Exception:
    """Tell what becomes of a file for which Slack sends a page with this status."""
    if error.code == 429:
        return NotNow("a file: rate limited", retry_after(dict(error.headers)), is_failure=False)
    if error.code >= 500 or error.code == 408:
        return NotNow(f"a file: {error.code}", None, is_failure=True)
    if error.code in (404, 410):
        return paper_refusal.paper_is_gone(FIELD, name)
    return paper_refusal.paper_not_given(FIELD, name)
