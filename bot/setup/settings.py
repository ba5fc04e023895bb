"""The settings that Accord takes from the environment and .env. They are read here and nowhere else."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

ENV_FILE = Path(".env")
USUAL_FILE, NO_FILE = Path("alliance.toml"), "-"


class BadSetting(Exception):
    """A setting is missing or malformed; the text is one line for the operator that names it."""


@dataclass(frozen=True)
class InstallPages:
    """What lets people install Accord themselves, in as many workspaces as they like. No log may show it."""

    client_id: str
    client_secret: str = field(repr=False)
    token_keys: str = field(repr=False)


@dataclass(frozen=True)
class Settings:
    database_url: str
    # None where alliances are founded in Slack only.
    alliance_file: Path | None
    slack_api_url: str
    # "" where every token comes from the install pages.
    slack_bot_token: str
    # Each way to be reached, Socket Mode and HTTP, needs one of these two.
    slack_app_token: str = ""
    slack_signing_secret: str = ""
    # Whether the channel keeps a list of all decisions (docs/living-log.md).
    living_log: bool = False
    # Whether proposals may carry papers; their bytes are kept in the folder, else in the database.
    papers: bool = False
    papers_folder: Path | None = None
    install: InstallPages | None = None


def read_environment() -> dict[str, str]:
    """Read .env in the working folder; the environment wins over it."""
    try:
        # Editors of Windows put a mark in front.
        written = dotenv_values(ENV_FILE, encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadSetting(".env is not written in UTF-8; please save it again with that encoding") from error
    return {**{name: value for name, value in written.items() if value is not None}, **os.environ}


def settings_to_run(environment: Mapping[str, str]) -> Settings:
    """Read what `accord run` needs. Raises BadSetting for the first that is wrong."""
    token = _token(environment, "SLACK_APP_TOKEN", "xapp-", "Basic Information → App-Level Tokens")
    return replace(_common(environment), slack_app_token=token)


def settings_to_serve(environment: Mapping[str, str]) -> Settings:
    """Read what `accord serve` needs. Raises BadSetting for the first that is wrong."""
    for library in ("waitress", "prometheus_client"):
        _require(library, "http", "`accord serve`")
    secret = environment.get("SLACK_SIGNING_SECRET", "").strip()
    if not secret:
        where = "Basic Information → App Credentials"
        raise BadSetting(f"SLACK_SIGNING_SECRET is missing; it is found in the Slack app under {where}{_hint()}")
    return replace(_common(environment, _install_pages(environment)), slack_signing_secret=secret)


def settings_beside(environment: Mapping[str, str]) -> Settings:
    """Read what a command needs that calls Slack beside a running bot, whichever way that is reached."""
    return settings_to_serve(environment) if environment.get("SLACK_CLIENT_ID") else settings_to_run(environment)


def require_keys() -> None:
    """Make sure that tokens can be sealed here. Raises BadSetting."""
    _require("cryptography", "http", "ACCORD_TOKEN_KEYS")


def token_keys(environment: Mapping[str, str]) -> str:
    """Read the keys with which tokens are sealed, newest first. Raises BadSetting, which repeats nothing of them."""
    require_keys()
    from storage.installs.keys import BadKeys, Keys  # noqa: PLC0415 (an extra)

    written = environment.get("ACCORD_TOKEN_KEYS", "").strip()
    if not written:
        raise BadSetting("ACCORD_TOKEN_KEYS is missing; `accord tokens new-key` makes a key (docs/installing.md)")
    try:
        Keys(written)
    except BadKeys as problem:
        raise BadSetting(f"ACCORD_TOKEN_KEYS is malformed: {problem}") from problem
    return written


def _install_pages(environment: Mapping[str, str]) -> InstallPages | None:
    names = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")
    given = [environment.get(name, "").strip() for name in names]
    if not any(given):
        return None
    if not all(given):
        missing = names[given.index("")]
        raise BadSetting(
            f"{missing} is missing; it is found in the Slack app under Basic Information → App Credentials"
        )
    return InstallPages(given[0], given[1], token_keys(environment))


def _common(environment: Mapping[str, str], install: InstallPages | None = None) -> Settings:
    file, has_token = _alliance_file(environment), bool(environment.get("SLACK_BOT_TOKEN", "").strip())
    if install and file and not has_token:
        raise BadSetting(
            "ALLIANCE_FILE: a file founds an alliance in the workspace of SLACK_BOT_TOKEN; set that too, or "
            f"ALLIANCE_FILE={NO_FILE} where alliances are founded in Slack only"
        )
    where = "OAuth & Permissions → Bot User OAuth Token"
    is_needed = has_token or install is None
    return Settings(
        database_url=database_url(environment),
        alliance_file=file,
        slack_api_url=_api_url(environment),
        slack_bot_token=_token(environment, "SLACK_BOT_TOKEN", "xoxb-", where) if is_needed else "",
        install=install,
        living_log=_is_on(environment, "LIVING_LOG"),
        papers=_keeps_papers(environment),
        papers_folder=_folder_to_write(environment),
    )


def _alliance_file(environment: Mapping[str, str]) -> Path | None:
    """Return which file it is: the usual one only if it is there. "-" is none."""
    named = environment.get("ALLIANCE_FILE")
    if named:
        return None if named == NO_FILE else Path(named)
    return USUAL_FILE if USUAL_FILE.exists() else None


def database_url(environment: Mapping[str, str]) -> str:
    """Read where the records are kept. Raises BadSetting."""
    try:
        url = make_url(environment.get("DATABASE_URL") or "sqlite:///accord.db")
        backend = url.get_backend_name()
    except ArgumentError as error:
        raise BadSetting("DATABASE_URL is not a database address, such as sqlite:///accord.db") from error
    if backend not in ("sqlite", "postgresql"):
        raise BadSetting(f"DATABASE_URL names {backend}; Accord keeps its records in sqlite or postgresql")
    if backend == "postgresql":
        _require("psycopg", "postgresql", "DATABASE_URL: PostgreSQL")
        url = url.set(drivername="postgresql+psycopg")
    return url.render_as_string(hide_password=False)


def _require(library: str, extra: str, what: str) -> None:
    if find_spec(library) is None:
        raise BadSetting(f"{what} needs {library}: install Accord with its extra {extra} (docs/deploy.md)")


def _token(environment: Mapping[str, str], name: str, prefix: str, where: str) -> str:
    token = environment.get(name, "").strip()
    if token in ("", prefix):
        state = "not filled in" if token else "missing"
        raise BadSetting(
            f"{name} is {state}; it starts with {prefix} and is found in the Slack app under {where}{_hint()}"
        )
    if not token.startswith(prefix):
        raise BadSetting(f"{name} should start with {prefix}; it is found in the Slack app under {where}")
    return token


def _hint() -> str:
    return "" if ENV_FILE.exists() else ". There is no .env in this folder: copy .env.example to it, and fill it in"


def _is_on(environment: Mapping[str, str], name: str) -> bool:
    value = (environment.get(name) or "off").strip().lower()
    if value not in ("on", "off"):
        raise BadSetting(f"{name} is {value!r}; it is either on or off")
    return value == "on"


def _keeps_papers(environment: Mapping[str, str]) -> bool:
    return papers_folder(environment) is not None or _place_of_papers(environment).lower() != "off"


def papers_folder(environment: Mapping[str, str]) -> Path | None:
    """Return the folder in which the bytes of papers are kept, None where there is none. Raises BadSetting."""
    value = _place_of_papers(environment)
    if value.lower() in ("database", "off"):
        return None
    if not Path(value).is_absolute():
        raise BadSetting(
            f"ACCORD_PAPERS is {value!r}; it is database, the whole path of a folder such as /srv/accord/papers, or off"
        )
    return Path(value)


def _place_of_papers(environment: Mapping[str, str]) -> str:
    return environment.get("ACCORD_PAPERS", "").strip() or "off"


def _folder_to_write(environment: Mapping[str, str]) -> Path | None:
    folder = papers_folder(environment)
    if folder and not folder.is_dir():
        raise BadSetting(f"ACCORD_PAPERS: there is no folder at {folder}; make it, for Accord alone (docs/papers.md)")
    if folder and not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise BadSetting(f"ACCORD_PAPERS: Accord may not write into {folder}")
    return folder


def _api_url(environment: Mapping[str, str]) -> str:
    url = environment.get("SLACK_API_URL") or "https://slack.com/api/"
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
        raise BadSetting("SLACK_API_URL is not a web address, such as https://slack.com/api/")
    return url if url.endswith("/") else f"{url}/"
