"""Accord is installed by its pages in several workspaces; taken out of one, its alliance rests until it is back."""

from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from sandbox import Channel, Message
from storage.installs.keys import new_key
from tests.cast import ANN, CAT, DEV, KARA, NAMES
from tests.stories.stage import Stage, picture
from tests.stories.test_serve import Served

HOME, HARBOUR = "T0HOME", "T0ANN"
HALL, QUAY = "C0HALL", "C0QUAY"
SECOND_BOT = "U0ACCORD2"


class Browser:
    """Goes from page to page as a person's browser does, and keeps their cookies."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}

    def opens(self, url: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Return the status, the page, and where it leads."""
        at = urlsplit(url)
        line = HTTPConnection(at.netloc, timeout=10)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line.request("GET" if form is None else "POST", f"{at.path}?{at.query}", urlencode(form or {}), headers)
        answer = line.getresponse()
        self._keep(answer)
        page = answer.read().decode()
        line.close()
        return answer.status, page, answer.headers.get("Location", "")

    def _keep(self, answer: HTTPResponse) -> None:
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value


@pytest.fixture
def hall(quiet_stage: Stage) -> Iterator[Served]:
    """Accord listens, and is installed nowhere; there are two channels, of people of several workspaces."""
    stage = quiet_stage
    (stage.folder / "alliance.toml").unlink()
    for channel in (HALL, QUAY):
        stage.sandbox.workspace.add_channel(Channel(channel, channel[2:].lower(), set(NAMES), is_ext_shared=True))
    installs = stage.sandbox.installs
    key = new_key()
    served = Served(
        stage,
        SLACK_BOT_TOKEN="",
        SLACK_CLIENT_ID=installs.client_id,
        SLACK_CLIENT_SECRET=installs.client_secret,
        ACCORD_TOKEN_KEYS=key,
    )
    installs.redirect_url = f"{served.address}/slack/oauth_redirect"
    installs.rotates = True
    yield served
    assert stage.stop_bot() == 0
    written = stage.log() + (stage.folder / "accord.db").read_bytes().decode("latin-1")
    written += "".join(str(row) for row in stage.rows("SELECT * FROM slack_bots"))
    secrets = [*installs.every_token(), installs.client_secret, key]
    assert not [secret for secret in secrets if secret in written]


def install(served: Served, team: str) -> str:
    """Somebody installs Accord in their workspace; return the last page."""
    browser = Browser()
    status, _, asked = browser.opens(f"{served.address}/slack/install")
    assert status == 302
    assert "Accord wants to be installed" in browser.opens(asked)[1]
    state = parse_qs(urlsplit(asked).query)["state"][0]
    _, _, back = browser.opens(asked, {"team": team, "state": state})
    status, page, _ = browser.opens(back)
    assert (status, "Accord is installed" in page) == (200, True), page
    # The address is good for once.
    assert browser.opens(back)[0] == 401
    return page


def said(stage: Stage, channel: str) -> list[Message]:
    return [it for it in stage.person(KARA).sees(channel) if not it.only_for and not it.thread_ts]


def desk(stage: Stage, channel: str, words: str) -> Message:
    return stage.until(lambda: next((it for it in said(stage, channel) if words in picture(it)), None))


def found(stage: Stage, channel: str, name: str, by: str) -> None:
    """Two partners found an alliance in a channel, by their presses."""
    person = stage.person(by)
    person.clicks("Set up an alliance here", desk(stage, channel, "Set up an alliance here"))
    person.fills({"The alliance's name": name})
    person.submits()
    assert person.window is None, person.window.errors
    for partner, lead in (("Harbour Shelter", "Ann Lee"), ("Clyde Outreach", "Dev Shah")):
        person.clicks("Add a partner", desk(stage, channel, "Add a partner"))
        person.offered("Who leads")
        person.fills({"The organisation's name": partner, "Who leads": lead})
        assert person.submits().is_acked
        desk(stage, channel, partner)
    person.clicks("Put it to the partners", desk(stage, channel, "Put it to the partners"))
    card = desk(stage, channel, "# We found this alliance")
    stage.consents(card, ANN, DEV)
    desk(stage, channel, "Raise a proposal")


def raised(stage: Stage, channel: str, title: str) -> Message:
    ann = stage.person(ANN)
    ann.clicks("Raise a proposal", desk(stage, channel, "Raise a proposal"))
    ann.fills({"Title": title, "What we propose": "Ten beds.", "Why this is best for people": "Warmth."})
    ann.submits()
    assert ann.window is None, ann.window.errors
    return desk(stage, channel, f"# {title}")


def test_two_workspaces_install_it_and_one_rests_and_goes_on(hall: Served) -> None:
    stage = hall.stage
    sandbox = stage.sandbox
    assert "open the channel that your partners share" in install(hall, HOME)
    sandbox.invites_bot(HALL)
    found(stage, HALL, "Glasgow Together", KARA)
    first = raised(stage, HALL, "Ten winter beds")
    stage.consents(first, ANN)

    install(hall, HARBOUR)
    for channel in (HALL, QUAY):
        sandbox.joins(SECOND_BOT, channel)
    found(stage, QUAY, "Harbour and Clyde", ANN)
    second = raised(stage, QUAY, "A boat")
    assert {it.user for it in said(stage, HALL)} == {sandbox.workspace.bot_user}
    assert {it.user for it in said(stage, QUAY)} == {SECOND_BOT}

    sandbox.uninstalls(HOME)
    stage.until(lambda: stage.rows("SELECT count(*) FROM alliances WHERE rests_since IS NOT NULL") == [(1,)])
    assert stage.accord("partner", "speaks", "Clyde Outreach", CAT, "--on", "letter", "--channel", HALL).returncode == 0
    stage.consents(second, ANN, DEV)
    desk(stage, QUAY, "Agreed on")
    assert "accord_alliances_resting 1.0" in hall.get("/metrics")[1]
    assert stage.log().count("Glasgow Together rests, and goes on when it is installed again") == 1
    assert not [call for call in sandbox.traffic.calls if call.answer.get("error") == "token_revoked"]

    assert "Glasgow Together goes on where it was" in install(hall, HOME)
    sandbox.invites_bot(HALL)
    desk(stage, HALL, "Raise a proposal")
    stage.consents(first, CAT)
    stage.card_says(first, "Agreed on")
    assert stage.accord("log", "verify").returncode == 0
