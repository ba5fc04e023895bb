"""Can an app answer later at the response_url, five times and for half an hour?"""

import pytest
from slack_sdk import WebClient, WebhookClient

from sandbox import Sandbox
from tests.sandbox.conftest import ANN, BEN, ROOM


@pytest.fixture
def receipt_url(sandbox: Sandbox, client: WebClient) -> str:
    client.chat_postEphemeral(channel=ROOM, user=ANN, text="Recorded")
    original = sandbox.person(ANN).sees(ROOM)[0]
    return sandbox.response_urls.new(ANN, ROOM, original.ts)


def test_the_private_message_is_replaced_in_place(sandbox: Sandbox, receipt_url: str) -> None:
    answer = WebhookClient(receipt_url).send(text="Taken back", replace_original=True)

    assert answer.status_code == 200
    assert [message.text for message in sandbox.person(ANN).sees(ROOM)] == ["Taken back"]
    assert sandbox.person(BEN).sees(ROOM) == []


def test_it_can_be_deleted_or_followed_by_another(sandbox: Sandbox, receipt_url: str) -> None:
    WebhookClient(receipt_url).send(text="More")
    WebhookClient(receipt_url).send(delete_original=True)

    assert [message.text for message in sandbox.person(ANN).sees(ROOM)] == ["More"]


def test_it_works_five_times(receipt_url: str) -> None:
    answers = [WebhookClient(receipt_url).send(text="x") for _ in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert answers[-1].body == "used_url"


def test_it_works_for_half_an_hour(sandbox: Sandbox, receipt_url: str) -> None:
    sandbox.workspace.clock_offset += 31 * 60

    assert WebhookClient(receipt_url).send(text="x").body == "expired_url"


def test_what_no_message_may_be_is_refused(receipt_url: str) -> None:
    answer = WebhookClient(receipt_url).send(text="x", blocks=[{"type": "nonsense"}])

    assert (answer.status_code, answer.body) == (400, "invalid_blocks")
