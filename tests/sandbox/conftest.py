"""In which workspace do the sandbox's own tests play?"""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Channel, Sandbox, User, Workspace

ANN, BEN, ROOM, OTHER = "U0ANN", "U0BEN", "C0ROOM", "C0OTHER"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """Ann is in the app's own workspace, Ben comes by Slack Connect; the app is in one of two channels."""
    workspace = Workspace()
    workspace.add_user(User(ANN, "ann", "Ann Lee", team_id=workspace.team_id))
    workspace.add_user(User(BEN, "ben", "Ben Okoro", team_id="T0ELSEWHERE"))
    workspace.add_channel(Channel(ROOM, "room", {ANN, BEN, workspace.bot_user}))
    workspace.add_channel(Channel(OTHER, "other", {ANN}))
    with Sandbox.start(workspace) as started:
        yield started


@pytest.fixture
def client(sandbox: Sandbox) -> WebClient:
    return WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])


def refusal(call: Any, **arguments: Any) -> str:
    """Return the word with which Slack refuses a call."""
    with pytest.raises(SlackApiError) as refused:
        call(**arguments)
    return str(refused.value.response["error"])
