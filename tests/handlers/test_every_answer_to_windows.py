"""What does a person read, and what does a starting bot do, at every error that Slack documents?"""

from http.client import HTTPException

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.serving import is_final
from handlers.courier.calls.meanings import WINDOW_IS_WRONG, Meaning, asked, meaning_of
from handlers.incoming.entrances import Entrances
from handlers.incoming.windows import open_window
from handlers.listeners.answers import responses
from handlers.listeners.texts import raising
from handlers.metrics import Metrics
from handlers.views.blocks.kit import packed, paragraph
from handlers.views.windows.refusal_window import WINDOW_CAME_LATE, WINDOW_REFUSED
from sandbox.faults import GARBLED
from sandbox.workspace import Json
from tests.cast import ANN, CHANNEL, OUTSIDER
from tests.handlers.desk import Desk
from tests.slack_errors import documented


def client_of(desk: Desk) -> WebClient:
    return WebClient(token=desk.sandbox.bot_token, base_url=desk.sandbox.api_url, timeout=5, retry_handlers=[])


class Ack:
    """Bolt's, as far as it is needed."""

    def __init__(self) -> None:
        self.said: Json | None = None

    def __call__(self, **said: object) -> None:
        self.said = dict(said)


def entrances_of(desk: Desk) -> Entrances:
    return Entrances(desk.database, desk.courier, lambda: desk.now, Metrics())


def presses_object(desk: Desk, method: str) -> Ack:
    """Ann presses Object on the card, or in a window."""
    ack, kept = Ack(), desk.sandbox.workspace
    body: Json = {
        "user": {"id": ANN, "team_id": kept.users[ANN].team_id},
        "trigger_id": kept.new_trigger(ANN),
        "actions": [{"value": packed({"proposal": 1, "revision": 1})}],
        "channel": {"id": CHANNEL},
    }
    if method == "views.update":
        body["view"] = {"id": "V0SOME", "type": "modal", "hash": "1.2"}
    entrances_of(desk).click(responses.ask_for_objection)(body, ack, client_of(desk))  # type: ignore[arg-type]  # a stand-in
    return ack


def told(desk: Desk) -> list[str]:
    """List what Ann was told privately about a window."""
    words = {WINDOW_CAME_LATE.words, WINDOW_REFUSED.words}
    return [it.text for it in desk.sandbox.workspace.messages if it.only_for == ANN and it.text in words]


@pytest.mark.parametrize(
    ("method", "error"), [(method, word) for method in ("views.open", "views.update") for word in documented(method)]
)
def test_whoever_gets_no_window_is_told(desk: Desk, method: str, error: str) -> None:
    desk.fails(method, error=error)

    ack = presses_object(desk, method)
    desk.works_off()

    assert ack.said == {}
    if error == "exchanged_trigger_id":
        # Slack delivered the press twice: the window is open.
        assert told(desk) == []
    else:
        assert told(desk) == [(WINDOW_REFUSED if error in WINDOW_IS_WRONG else WINDOW_CAME_LATE).words]


def test_why_slack_refuses_a_window_stands_in_the_log(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    no_title = {"type": "modal", "blocks": [paragraph("Ten beds")]}

    open_window(client_of(desk), {"trigger_id": desk.sandbox.workspace.new_trigger(ANN)}, no_title)

    assert "a window could not be opened: invalid_arguments: [ERROR]" in caplog.text


@pytest.mark.parametrize("how", GARBLED)
def test_a_window_of_which_nobody_knows_whether_it_opened_is_told_too(desk: Desk, how: str) -> None:
    desk.fails("views.open", garbled=how)

    presses_object(desk, "views.open")
    desk.works_off()

    assert told(desk) == [WINDOW_CAME_LATE.words]


def sends_with_owner(desk: Desk, owner: str) -> str:
    """Kara sends the window with this owner; return what stands at that field, "" when it was taken."""
    ack = Ack()
    values = {
        "title": {"input": {"value": "Beds"}},
        "text": {
            "input": {
                "rich_text_value": {
                    "type": "rich_text",
                    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Ten."}]}],
                }
            }
        },
        "benefit": {"input": {"value": "Warmth."}},
        "owner": {"input": {"selected_user": owner}},
    }
    view = {"id": f"V{desk.now:%M}{owner}", "private_metadata": packed({"alliance": 1}), "state": {"values": values}}
    body: Json = {"user": {"id": "U0KARA", "team_id": "T0HOME"}, "view": view | {"blocks": []}}
    raise_it = entrances_of(desk).submission(raising.raise_proposal, people_in=("owner",))
    raise_it(body, ack, client_of(desk))  # type: ignore[arg-type]  # a stand-in
    assert ack.said is not None
    errors = ack.said.get("errors") or {}
    return str(errors.get("owner", ""))


def test_whoever_is_chosen_must_be_in_the_channel(desk: Desk) -> None:
    members = desk.sandbox.workspace.channels[CHANNEL].members
    members.discard(OUTSIDER)
    try:
        assert sends_with_owner(desk, OUTSIDER).endswith(
            "is not in the alliance's channel, so no card would reach them. Please invite them there first, or choose "
            "somebody else."
        )
    finally:
        members.add(OUTSIDER)
    assert sends_with_owner(desk, OUTSIDER) == ""


@pytest.mark.parametrize("error", documented("conversations.members"))
def test_where_slack_does_not_tell_who_is_there_that_is_said(desk: Desk, error: str) -> None:
    desk.fails("conversations.members", error=error)

    said = sends_with_owner(desk, ANN)

    assert said == "Slack did not tell who is in the alliance's channel. Please send it again in a minute."
    assert desk.rows("SELECT count(*) FROM proposals") == [(1,)]


@pytest.mark.parametrize(
    ("method", "error"),
    [(method, word) for method in ("auth.test", "apps.connections.open") for word in documented(method)],
)
def test_a_starting_bot_waits_for_what_passes_and_gives_up_at_the_rest(desk: Desk, method: str, error: str) -> None:
    desk.fails(method, error=error)

    assert is_final(_failure(desk, method)) == (meaning_of(method, error) not in (Meaning.PASSING, Meaning.UNCLEAR))


@pytest.mark.parametrize("status", [200, 403, 502])
@pytest.mark.parametrize("how", GARBLED)
@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
def test_a_starting_bot_waits_for_slack_when_something_else_answers(
    desk: Desk, method: str, how: str, status: int
) -> None:
    desk.fails(method, garbled=how, status=status)

    assert not is_final(_failure(desk, method))


def _failure(desk: Desk, method: str) -> Exception:
    client = client_of(desk)
    call = (
        client.auth_test
        if method == "auth.test"
        else lambda: client.apps_connections_open(app_token=desk.sandbox.app_token)
    )
    try:
        asked(call)
    except (SlackApiError, OSError, HTTPException) as error:
        return error
    raise AssertionError(f"{method} did not fail")
