"""`accord tokens new-key` and `accord tokens rekey`."""

from argparse import Namespace

from bot.command_line import NotDone, open_database, plainly, say
from bot.setup.settings import read_environment, require_keys, token_keys


@plainly
def make_key(arguments: Namespace) -> int:
    """Make a key for ACCORD_TOKEN_KEYS. It is shown here, and kept nowhere."""
    require_keys()
    from storage.installs.keys import new_key  # noqa: PLC0415 (it needs the extra http)

    key = new_key()
    say(arguments, [key], {"key": key})
    return 0


@plainly
def rekey(arguments: Namespace) -> int:
    """Seal every token with the newest key, beside running bots that have it already."""
    written = token_keys(read_environment())
    from storage.installs.keys import Keys, OtherKey  # noqa: PLC0415 (it needs the extra http)
    from storage.installs.store import SealedStore  # noqa: PLC0415 (it needs the extra http)

    database = open_database()
    try:
        with database.transaction() as connection:
            count = SealedStore("", database, Keys(written)).seal_anew(connection)
    except OtherKey as problem:
        raise NotDone(
            f"ACCORD_TOKEN_KEYS: none of these keys opens the tokens of {problem}; nothing was changed"
        ) from None
    finally:
        database.close()
    line = f"The tokens of {count} installs are sealed with the newest key. The others can go from ACCORD_TOKEN_KEYS."
    say(arguments, [line], {"installs": count})
    return 0
