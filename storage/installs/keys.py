"""Seals tokens, so that a copy of the database helps nobody to speak as Accord. It needs the extra http."""

import re

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

# 32 bytes, in the letters that are safe in addresses.
_KEY = re.compile(r"[A-Za-z0-9_-]{43}=")


class BadKeys(Exception):
    """What was given as keys is not keys; the words say why, without repeating them."""


class OtherKey(Exception):
    """What is kept was sealed with a key that is missing, or for another install."""


class Keys:
    """Seals with the first of the keys, and opens with any of them."""

    def __init__(self, written: str) -> None:
        """`written` are keys as `new_key` makes them, newest first, with commas between. Raises BadKeys."""
        given = [each.strip() for each in written.split(",")]
        # Fernet itself overlooks what does not belong there, such as a second key behind a semicolon.
        if not all(_KEY.fullmatch(each) for each in given):
            raise BadKeys("it is not a list of keys as `accord tokens new-key` makes them, with commas between")
        self._keys = MultiFernet([Fernet(each) for each in given])

    def seal(self, token: str, install: str) -> str:
        """Seal a token for one install: put into another one's row, it opens nothing."""
        return self._keys.encrypt(f"{install} {token}".encode()).decode()

    def open(self, sealed: str, install: str) -> str:
        """Raises OtherKey."""
        try:
            whose, _, token = self._keys.decrypt(sealed).decode().partition(" ")
        except InvalidToken:
            # Not `from` it: neither the sealed token nor a key belongs in a traceback.
            raise OtherKey(install) from None
        if whose != install:
            raise OtherKey(install)
        return token


def new_key() -> str:
    return Fernet.generate_key().decode()
