"""Does everything work over HTTP, too, and is whatever Slack did not sign turned away?"""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from bot.lines.web import LARGEST_BODY
from sandbox.signed_http import SignedHttp
from sandbox.workspace import Json
from tests.cast import ANN, CHANNEL, DEV, HAL, KARA, LEADS
from tests.databases import locked, only_sqlite
from tests.stories.stage import Stage, picture


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


class Served:
    """A stage on which the bot listens over HTTP."""

    def __init__(self, stage: Stage, module: str = "bot", **changes: str) -> None:
        self.stage = stage
        for _ in range(3):
            self.address = f"http://127.0.0.1:{free_port()}"
            self.watched = f"http://127.0.0.1:{free_port()}"
            where = [address.removeprefix("http://") for address in (self.address, self.watched)]
            command = ["serve", "--listen", where[0], "--watch", where[1]]
            stage.launch_bot(module, command, SLACK_SIGNING_SECRET=self.secret, **changes)
            stage.until(lambda: stage.has_ended() or self.listens())
            # Another test may have taken the port meanwhile.
            if not stage.has_ended():
                break
        stage.sandbox.delivers_to(f"{self.address}/slack/events")

    @property
    def secret(self) -> str:
        return self.stage.sandbox.signing_secret

    def listens(self) -> bool:
        """Tell whether both addresses answer: one listens a moment before the other."""
        try:
            _answer(Request(self.address))  # noqa: S310 (our own address)
        except OSError:
            return False
        return self.get("/healthz") == (200, "ok\n")

    def get(self, path: str) -> tuple[int, str]:
        try:
            return _answer(Request(f"{self.watched}{path}"))  # noqa: S310 (our own address)
        except OSError:
            return 0, ""

    def post(self, body: bytes, headers: dict[str, str]) -> int:
        return _answer(Request(f"{self.address}/slack/events", data=body, headers=headers))[0]  # noqa: S310 (likewise)

    def announce(self, length: int, headers: dict[str, str]) -> int:
        """Announce a body of this length and send none of it: a server that waited for it would not answer."""
        line = HTTPConnection(self.address.removeprefix("http://"), timeout=5)
        with closing(line):
            line.request("POST", "/slack/events", headers={**headers, "Content-Length": str(length)})
            return line.getresponse().status

    def signed(self, at: float, secret: str = "") -> tuple[dict[str, str], bytes]:
        """Sign a press of Consent by Dev."""
        user: Json = {"id": DEV, "username": "dev", "team_id": "T0DEV"}
        value = json.dumps({"proposal": 1, "revision": 1})
        action = {"action_id": "proposal.consent", "block_id": "b", "value": value, "type": "button"}
        pressed = {
            "type": "block_actions",
            "user": user,
            "actions": [action],
            "trigger_id": "1",
            "channel": {"id": CHANNEL},
        }
        return SignedHttp(self.address, secret or self.secret).request("interactive", pressed, at)


def _answer(request: Request) -> tuple[int, str]:
    try:
        with urlopen(request, timeout=10) as answer:  # noqa: S310 (our own address)
            return answer.status, answer.read().decode()
    except HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()


@pytest.fixture
def served(quiet_stage: Stage) -> Iterator[Served]:
    yield Served(quiet_stage)
    assert quiet_stage.stop_bot() == 0


def test_from_propose_to_agreed(served: Served) -> None:
    stage = served.stage
    card = stage.raises()
    stage.objects(card, HAL)
    stage.card_says(card, "✋ *Tollcross Housing First* · Hal Quinn: ")

    stage.consents(card, *LEADS)

    stage.until(stage.outcomes)
    stage.card_says(card, "Agreed on")
    assert len(stage.cards()) == len(stage.outcomes()) == 1


def test_events_and_commands_come_the_same_way(served: Served) -> None:
    stage = served.stage
    stage.person(KARA).opens_home()
    stage.until(lambda: stage.person(KARA).home)
    card = stage.raises()
    stage.until(lambda: stage.rows("SELECT 1 FROM lanes WHERE card_ts = ?", card.ts))

    stage.person(ANN).writes("We agree", CHANNEL, card)

    stage.private_words(ANN, "Nothing is recorded unless you press it.")


@only_sqlite
def test_what_slack_did_not_sign_is_turned_away(served: Served) -> None:
    served.stage.raises()
    now = time.time()
    forged, stale, fresh = served.signed(now, "another secret"), served.signed(now - 301), served.signed(now)
    changed = fresh[1].replace(DEV.encode(), ANN.encode())

    answers = {
        "unsigned": served.post(fresh[1], {"Content-Type": "application/x-www-form-urlencoded"}),
        "forged": served.post(forged[1], forged[0]),
        "stale": served.post(stale[1], stale[0]),
        "changed": served.post(changed, fresh[0]),
        "too large": served.announce(LARGEST_BODY, fresh[0]),
    }

    assert answers == {"unsigned": 401, "forged": 401, "stale": 401, "changed": 401, "too large": 413}
    assert served.stage.rows("SELECT count(*) FROM responses") == [(0,)]


@only_sqlite
def test_nothing_of_what_slack_did_not_sign_is_written_down(served: Served) -> None:
    before, secret_words = len(served.stage.log()), b"payload=" + b"Mr Griffin " * 90_000
    wrong, _ = served.signed(time.time(), "another secret")

    answers = {served.post(secret_words, wrong) for _ in range(20)}
    answers |= {served.post(body, {}) for body in (b"", b"{", b"\xff\xfe", b"payload=%7B%7D")}
    answers |= {served.post(b"{}", {**wrong, "X-Slack-Request-Timestamp": stamp}) for stamp in ("soon", "1e9", "\xb2")}

    assert answers == {401}
    grown = served.stage.log()[before:]
    assert "Griffin" not in grown
    assert "Traceback" not in grown
    assert grown.count("turned away since the last such line") == 1
    assert "accord_unsigned_total 27.0" in served.get("/metrics")[1]


@only_sqlite
def test_requests_that_are_sent_in_part_make_it_deaf_to_nobody(served: Served) -> None:
    host, port = served.address.removeprefix("http://").split(":")
    with ExitStack() as lines:
        for _ in range(120):
            half = lines.enter_context(closing(socket.create_connection((host, int(port)), timeout=5)))
            half.sendall(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\npayload=")

        card = served.stage.raises()
        served.stage.consents(card, ANN)

        assert served.get("/healthz") == (200, "ok\n")
        served.stage.card_says(card, "1 of 8")


@only_sqlite
def test_a_request_that_was_answered_is_not_taken_again(served: Served) -> None:
    served.stage.raises()
    headers, body = served.signed(time.time())

    first, again = served.post(body, headers), served.post(body, headers)

    assert (first, again) == (200, 401)
    assert served.stage.rows("SELECT count(*) FROM responses") == [(1,)]


@only_sqlite
def test_other_paths_and_methods_are_not_there(served: Served) -> None:
    for address in (served.address, served.watched):
        assert _answer(Request(f"{address}/slack/events"))[0] == 404  # noqa: S310 (our own address)
        assert _answer(Request(f"{address}/admin"))[0] == 404  # noqa: S310 (likewise)


@only_sqlite
def test_it_tells_whether_it_is_ready_and_what_it_did(served: Served) -> None:
    stage = served.stage
    card = stage.raises()
    stage.consents(card, ANN)
    stage.card_says(card, "1 of 8")

    assert served.get("/readyz") == (200, "ready\n")
    measured = served.get("/metrics")[1]
    assert 'accord_delivery_seconds_count{way="click"} 1.0' in measured
    # The front desk and the card.
    assert 'accord_slack_calls_total{method="chat.postMessage",outcome="ok"} 2.0' in measured
    assert "accord_lanes_due" in measured
    assert ANN not in measured


@only_sqlite
def test_a_press_while_the_database_is_away_is_told_so(served: Served) -> None:
    stage = served.stage
    card = stage.raises()
    with locked(stage.database_url):
        press = stage.person(ANN).clicks("Consent", card)

    assert press.is_acked
    assert press.seconds < 3
    assert "Nothing was recorded" in stage.window(ANN)
    assert "accord_not_stored_total 1.0" in served.get("/metrics")[1]
    assert picture(card)


@only_sqlite
@pytest.mark.parametrize(
    ("arguments", "environment", "words"),
    [
        (["--listen", "nonsense"], {"SLACK_SIGNING_SECRET": "x"}, "is not an address such as 127.0.0.1:3000"),
        (["--listen", "192.0.2.1:80"], {"SLACK_SIGNING_SECRET": "x"}, "nothing can listen at 192.0.2.1:80"),
        ([], {}, "SLACK_SIGNING_SECRET is missing; it is found in the Slack app under"),
    ],
)
def test_what_must_be_set_right_is_said(
    quiet_stage: Stage, arguments: list[str], environment: dict[str, str], words: str
) -> None:
    answer = quiet_stage.accord("serve", *arguments, **environment)

    assert answer.returncode == 2
    assert words in answer.stderr
