"""The least that a bot with a button is: a press is stored, its card changed. `python -m benchmarks.bare_bot`."""

import os
import threading
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from sqlalchemy import func, select

from benchmarks.floor import bare_engine, presses, store, transaction
from storage.engine.database import Database


def card(count: int) -> dict[str, Any]:
    button = {"type": "button", "action_id": "press", "text": {"type": "plain_text", "text": "Consent"}, "value": "1"}
    words = f"{count} of 9 partners consent"
    return {
        "text": words,
        "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": words}},
            {"type": "actions", "elements": [button]},
        ],
    }


def main() -> None:
    engine = bare_engine(Database(os.environ["DATABASE_URL"]))
    client = WebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    app = App(client=client, process_before_response=True)

    def press(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        with transaction(engine) as connection:
            store(connection, body["user"]["id"])
            count = connection.execute(select(func.count()).select_from(presses)).scalar_one()
        client.chat_update(channel=body["channel"]["id"], ts=body["message"]["ts"], **card(count))
        ack()

    app.action("press")(press)
    handler = SocketModeHandler(
        app,
        os.environ["SLACK_APP_TOKEN"],
        web_client=WebClient(os.environ["SLACK_APP_TOKEN"], base_url=os.environ["SLACK_API_URL"]),
    )
    handler.connect()  # type: ignore[no-untyped-call]  # slack_bolt leaves it untyped
    client.chat_postMessage(channel=os.environ["CHANNEL"], **card(0))
    threading.Event().wait()


if __name__ == "__main__":
    main()
