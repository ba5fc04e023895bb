"""Accord is installed by its pages in several workspaces; taken out of one, its alliance rests until it is back."""

from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from sandbox import Channel, Message
from storage.installs.keys import new_key
from tests.cast import ANN, CAT, DEV, JON, KARA, NAMES
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
    stage.sandbox.grants("files:read")
    (stage.folder / "alliance.toml").unlink()
    for channel in (HALL, QUAY):
        stage.sandbox.workspace.add_channel(Channel(channel, channel[2:].lower(), set(NAMES), is_ext_shared=True))
    installs = stage.sandbox.installs
    key = new_key()
    served = Served(
        stage,
        SLACK_BOT_TOKEN="",
        ACCORD_PAPERS="database",
        SLACK_CLIENT_ID=installs.client_id,
        SLACK_CLIENT_SECRET=installs.client_secret,
        ACCORD_TOKEN_KEYS=key,
    )
    installs.redirect_url = f"{served.address}/slack/oauth_redirect"
    installs.rotates = True
    yield served
    assert stage.stop_bot() == 0
    file = stage.folder / "accord.db"
    written = stage.log() + (file.read_bytes().decode("latin-1") if file.exists() else "")
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
    # The address is good for once. Whoever opens it again reads nothing that sounds as if it was undone.
    assert browser.opens(back)[0] == 401
    again = browser.opens(back)[1]
    assert "Accord is not installed" not in again
    assert "Accord still is" in again
    assert '<a href="install">' in again
    return page


def said(stage: Stage, channel: str) -> list[Message]:
    return [it for it in stage.person(KARA).sees(channel) if not it.only_for and not it.thread_ts]


def desk(stage: Stage, channel: str, words: str) -> Message:
    return stage.until(lambda: next((it for it in said(stage, channel) if words in picture(it)), None))


def put(stage: Stage, channel: str, name: str, by: str) -> Message:
    """An alliance is put to two partners in a channel; return the card."""
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
    return desk(stage, channel, "# We found this alliance")


def found(stage: Stage, channel: str, name: str, by: str) -> None:
    """Two partners found an alliance in a channel, by their presses."""
    stage.consents(put(stage, channel, name, by), ANN, DEV)
    desk(stage, channel, "Raise a proposal")


def raised(stage: Stage, channel: str, title: str) -> Message:
    ann = stage.person(ANN)
    ann.clicks("Raise a proposal", desk(stage, channel, "Raise a proposal"))
    ann.fills({"Title": title, "What we propose": "Ten beds.", "Why this is best for people": "Warmth."})
    ann.submits()
    assert ann.window is None, ann.window.errors
    return desk(stage, channel, f"# {title}")


def raised_with_a_paper(stage: Stage, channel: str) -> None:
    ann = stage.person(ANN)
    ann.clicks("Raise a proposal", desk(stage, channel, "Raise a proposal"))
    typed = {"Title": "A map", "What we propose": "This one.", "Why this is best for people": "Nobody is lost."}
    ann.fills({**typed, "Papers": [ann.uploads("Map.png", b"all of Leith", "image/png")]})
    ann.submits()
    ann.closes()
    assert "Map.png" in picture(desk(stage, channel, "📎 1 paper, fixed on "))


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
    # Whatever happens in the hall from now on, Slack tells both.
    sandbox.tells_every_install = True
    sandbox.leaves(JON, HALL)
    sandbox.leaves(DEV, HALL)
    stage.private_words(KARA, "no longer in")
    stage.person(ANN).writes("We are glad", HALL, first)
    sandbox.joins(DEV, HALL)
    found(stage, QUAY, "Harbour and Clyde", ANN)
    second = raised(stage, QUAY, "A boat")
    assert {it.user for it in said(stage, HALL)} == {sandbox.workspace.bot_user}
    assert {it.user for it in said(stage, QUAY)} == {SECOND_BOT}
    told = "SELECT count(*) FROM messages WHERE kind = 'left_channel_notice'"
    both = [it for it in sandbox.traffic.deliveries if it.payload.get("event", {}).get("type") == "member_left_channel"]
    assert (len(both), stage.rows(told)) == (4, [(1,)])

    overview = f"{sandbox.address}/workspaces"
    assert "alliance: Accord is installed" in Browser().opens(overview)[1]
    assert Browser().opens(overview, {"team": HOME})[0] == 302
    assert "alliance: Accord is not installed" in Browser().opens(overview)[1]
    stage.until(lambda: stage.rows("SELECT count(*) FROM alliances WHERE rests_since IS NOT NULL") == [(1,)])
    # One install is left, and it is its token that fetches papers.
    raised_with_a_paper(stage, QUAY)
    assert stage.accord("partner", "speaks", "Clyde Outreach", CAT, "--on", "letter", "--channel", HALL).returncode == 0
    stage.consents(second, ANN, DEV)
    desk(stage, QUAY, "Agreed on")
    assert "accord_alliances_resting 1.0" in hall.get("/metrics")[1]
    assert stage.log().count("Glasgow Together rests, and goes on when it is installed again") == 1
    assert not [call for call in sandbox.traffic.calls if call.answer.get("error") == "token_revoked"]

    page = install(hall, HOME)
    assert "Glasgow Together goes on where it was" in page
    assert "type: /invite @Accord" in page
    sandbox.invites_bot(HALL)
    desk(stage, HALL, "Raise a proposal")
    stage.consents(first, CAT)
    stage.card_says(first, "Agreed on")
    assert stage.accord("log", "verify").returncode == 0


def test_it_is_installed_for_the_whole_of_an_organisation(hall: Served) -> None:
    stage, city = hall.stage, "E0CITY"
    for person in (ANN, DEV):
        stage.sandbox.changes_user(person, enterprise_id=city, team_name="Glasgow City")
    install(hall, city)
    stage.sandbox.joins(SECOND_BOT, HALL)
    found(stage, HALL, "City Together", ANN)
    dev = stage.person(DEV)
    dev.runs("/propose", HALL)
    dev.fills({"Title": "Beds", "What we propose": "Ten.", "Why this is best for people": "Warmth."})
    assert dev.submits().is_acked
    card = desk(stage, HALL, "# Beds")
    stage.consents(card, ANN)
    dev.opens_home()
    stage.until(lambda: dev.home)

    stage.sandbox.uninstalls(city)
    stage.until(lambda: stage.rows("SELECT count(*) FROM alliances WHERE rests_since IS NOT NULL") == [(1,)])
    assert "City Together goes on where it was" in install(hall, city)
    stage.sandbox.joins(SECOND_BOT, HALL)

    stage.consents(card, DEV)
    stage.card_says(card, "Agreed on")
    assert stage.rows("SELECT installed_in FROM alliances") == [(city,)]


def test_a_draft_whose_install_is_taken_out_goes_on_by_that_of_another_workspace(hall: Served) -> None:
    stage = hall.stage
    install(hall, HOME)
    stage.sandbox.invites_bot(HALL)
    before = put(stage, HALL, "Glasgow Together", KARA)
    stage.consents(before, ANN)
    stage.sandbox.uninstalls(HOME)
    stage.until(lambda: stage.rows("SELECT count(*) FROM alliances WHERE rests_since IS NOT NULL") == [(1,)])
    install(hall, HARBOUR)

    stage.sandbox.joins(SECOND_BOT, HALL)

    def anew(words: str) -> Message:
        def there() -> Message | None:
            return next((it for it in said(stage, HALL) if it.user == SECOND_BOT and words in picture(it)), None)

        return stage.until(there)

    stage.consents(anew("1 of 2 partners consent"), DEV)
    anew("Raise a proposal")
    assert "frozen" not in stage.log()


def test_whoever_presses_cancel_or_makes_an_answer_up_installs_nothing(hall: Served) -> None:
    browser, stranger = Browser(), Browser()
    asked = browser.opens(f"{hall.address}/slack/install")[2]
    state = parse_qs(urlsplit(asked).query)["state"][0]
    back = browser.opens(asked, {"team": "", "state": state})[2]
    good = hall.stage.sandbox.installs.allow(HOME)
    redirect = f"{hall.address}/slack/oauth_redirect"

    made_up = urlencode({"code": "x\ny <b>", "state": state})

    answers = [
        browser.opens(back),
        stranger.opens(f"{redirect}?{urlencode({'code': good, 'state': state})}"),
        browser.opens(f"{redirect}?{made_up}"),
        browser.opens(f"{redirect}?error=%3Cscript%3E%0AERROR%20forged"),
    ]

    assert "You chose not to install Accord" in answers[0][1]
    assert "not opened by the browser" in answers[1][1]
    assert [status for status, _, _ in answers] == [200, 400, 401, 200]
    assert not [page for _, page, _ in answers if "<script>" in page or "<b>" in page]
    assert "forged" not in hall.stage.log()
    assert hall.stage.rows("SELECT count(*) FROM slack_bots") == [(0,)]


def test_without_the_settings_there_is_no_install_page(quiet_stage: Stage) -> None:
    served = Served(quiet_stage)

    assert Browser().opens(f"{served.address}/slack/install")[0] == 404
    assert quiet_stage.stop_bot() == 0
