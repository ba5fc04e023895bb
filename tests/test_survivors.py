"""Are the reasons in survivors.toml about the program as it stands? `make mutation` reads them, and seldom runs."""

from pathlib import Path

from tests.mutation import reasons


def test_what_a_reason_is_given_for_still_stands_there() -> None:
    rooms = Path("decisions").rglob("*.py")
    written = {".".join(file.with_suffix("").parts): " ".join(file.read_text("utf-8").split()) for file in rooms}

    gone = [(where, was) for where, was, _ in reasons() if was not in _module(where, written)]

    assert gone == []


def _module(where: str, written: dict[str, str]) -> str:
    return next((text for name, text in written.items() if where.startswith(f"{name}.")), "")
