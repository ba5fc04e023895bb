"""Opens a window in Slack, or says why Slack did not, and tells what a window carries besides what it asks."""

import json
import logging
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from decisions.words.refusal import Refusal
from handlers.courier.calls.meanings import WINDOW_IS_WRONG, asked, why_refused, word_of
from handlers.views.blocks.kit import View, packed
from handlers.views.windows.refusal_window import WINDOW_CAME_LATE, WINDOW_REFUSED

logger = logging.getLogger(__name__)


def open_window(client: WebClient, body: Mapping[str, Any], view: View) -> Refusal | None:
    """Open a window, above or in the place of the one that was acted in; return what to say if Slack did not."""
    inside = body.get("view")
    try:
        # A Home tab stays where it is, and a window in which somebody is writing; another opens above it, unless it
        # is the same window with other fields, where what was typed stays.
        if inside and inside.get("submit") and inside.get("callback_id") != view.get("callback_id"):
            asked(lambda: client.views_push(trigger_id=body["trigger_id"], view=view))
        elif inside and inside.get("type") != "home":
            asked(lambda: client.views_update(view_id=inside["id"], hash=inside.get("hash"), view=view))
        else:
            asked(lambda: client.views_open(trigger_id=body["trigger_id"], view=view))
    except (SlackApiError, OSError, HTTPException) as error:
        word = word_of(error) if isinstance(error, SlackApiError) else ""
        if word == "exchanged_trigger_id":
            # The same act was delivered before, and its window is open.
            return None
        why = why_refused(error) if isinstance(error, SlackApiError) else ""
        logger.warning("a window could not be opened: %s", ": ".join(filter(None, [word or str(error), why])))
        return WINDOW_REFUSED if word in WINDOW_IS_WRONG else WINDOW_CAME_LATE
    return None


def answered_directly(view: View) -> View:
    """Have the receipt of a window come to where it was opened from."""
    if "private_metadata" not in view:
        return view
    return _also_keeping(view, is_direct=True)


def for_one(view: View, person: str) -> View:
    """Have a window that can be sent know for whom it was opened."""
    if "submit" not in view:
        return view
    return _also_keeping(view, **{"for": person})


def _also_keeping(view: View, **more: Any) -> View:
    """Have a window carry this besides what it keeps."""
    return {**view, "private_metadata": packed({**json.loads(view.get("private_metadata", "{}")), **more})}
