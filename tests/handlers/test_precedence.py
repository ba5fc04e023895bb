"""Do presses go before what Slack is shown, and is it shown all the same however much is pressed?"""

import threading

import pytest

from handlers.courier import precedence
from handlers.courier.precedence import Precedence


def test_whoever_shows_something_lets_a_press_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence, "LONGEST_SECONDS", 60)
    order: list[str] = []
    this = Precedence()

    def show() -> None:
        this.let_pass()
        order.append("shown")

    with this.of_a_press():
        showing = threading.Thread(target=show)
        showing.start()
        order.append("pressed")
    showing.join(30)

    assert order == ["pressed", "shown"]


def test_a_press_that_went_wrong_is_over_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence, "LONGEST_SECONDS", 3600)
    this = Precedence()

    with pytest.raises(ValueError, match="wrong"), this.of_a_press():
        raise ValueError("wrong")

    this.let_pass()


def test_however_much_is_pressed_something_is_shown() -> None:
    this = Precedence()

    with this.of_a_press(), this.of_a_press():
        this.let_pass()
