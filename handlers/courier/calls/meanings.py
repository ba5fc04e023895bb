"""What each word with which Slack refuses means for a message: every word that Slack documents, on one page.

The words are those of Slack's own reference of the methods that Accord calls; tests/slack_errors.py has the list.
"""

import re
from collections.abc import Callable
from enum import Enum
from http.client import HTTPException
from typing import TypeVar

from slack_sdk.errors import SlackApiError

T = TypeVar("T")


class Meaning(Enum):
    """What becomes of the message."""

    # Slack did nothing, and will before long: it is waited for, and nobody has to do anything.
    PASSING = "passing"
    # Slack tells of a fault of its own, and may have done it or not.
    UNCLEAR = "unclear"
    # Somebody has to mend something, and is told once; until then the message waits: the app, its token or its scopes …
    APP = "app"
    # … the channel, and with it all that goes there …
    CHANNEL = "channel"
    # … or how the message is made.
    MESSAGE = "message"
    # Never in this way: it goes another one, or is given up.
    FINAL = "final"


_WORDS = {
    Meaning.PASSING: """
        ekm_access_denied message_limit_exceeded org_login_required rate_limited ratelimited request_timeout
        service_unavailable team_added_to_org
        canvas_editing_locked fetch_members_failed list_record_comment_fetch_failed streaming_state_conflict
    """,
    Meaning.UNCLEAR: "fatal_error internal_error update_failed",
    Meaning.APP: """
        account_inactive app_access_restricted deprecated_endpoint enterprise_is_restricted forbidden_team
        insecure_request invalid_auth is_bot method_deprecated missing_args missing_scope no_permission
        not_allowed_token_type not_authed team_not_found token_expired token_revoked two_factor_setup_required
        unknown_method upgrade_required accesslimited
    """,
    Meaning.CHANNEL: """
        access_denied channel_is_limited_access channel_not_found external_channel_migrating is_archived is_inactive
        not_in_channel posting_to_channel_denied restricted_action restricted_action_read_only_channel
        restricted_action_thread_only_channel
    """,
    Meaning.MESSAGE: """
        as_user_not_supported attachment_payload_limit_exceeded block_mismatch blocked_file_type
        cant_broadcast_message draft_already_deleted draft_already_sent draft_has_conflict draft_not_found
        duplicate_channel_not_found duplicate_external_id duplicate_message_not_found file_deleted file_is_deleted
        file_not_found file_not_shared file_share_limit_reached invalid_arg_name invalid_arguments invalid_array_arg
        invalid_attachments invalid_blocks invalid_blocks_format invalid_charset invalid_cursor invalid_form_data
        invalid_json invalid_limit invalid_metadata_filter_keys invalid_metadata_format invalid_metadata_schema
        invalid_post_type invalid_ts_latest invalid_ts_oldest json_not_object markdown_text_conflict
        max_file_sharing_exceeded metadata_must_be_sent_from_app metadata_too_large
        method_not_supported_for_channel_type missing_file_data missing_post_type missing_profile_id
        msg_blocks_too_long msg_too_long no_dual_broadcast_content_update no_text not_enabled not_enough_users
        not_implemented send_on_behalf_not_allowed slack_connect_blocked_file_type slack_connect_canvas_sharing_blocked
        slack_connect_clip_sharing_blocked slack_connect_file_link_sharing_blocked
        slack_connect_file_upload_sharing_blocked slack_connect_lists_sharing_blocked too_many_attachments
        too_many_contact_cards too_many_users unable_to_share_files users_list_not_supplied view_too_large
    """,
    Meaning.FINAL: """
        cannot_dm_bot invalid_user_combination messages_tab_disabled user_disabled user_not_found
        user_not_in_channel user_not_visible
        cannot_reply_to_message restricted_action_non_threadable_channel restricted_action_thread_locked
        thread_not_found
        cant_update_message edit_window_closed message_not_found
        cant_delete_message compliance_exports_prevent_deletion
        exchanged_trigger_id expired_trigger_id hash_conflict invalid_trigger_id not_found
        already_pinned bad_timestamp no_item_specified not_pinnable permission_denied too_many_pins
        canvas_creation_failed canvas_disabled_file_team canvas_disabled_user_team canvas_editing_failed
        canvas_globally_disabled canvas_not_found not_visible template_not_visible
        canvas_tab_creation_failed canvas_too_large channel_canvas_already_exists channel_canvas_creation_failed
        free_team_canvas_tab_already_exists free_teams_cannot_edit_standalone_canvases
        team_tier_cannot_create_channel_canvases
    """,
}
MEANINGS = {word: meaning for meaning, words in _WORDS.items() for word in words.split()}

# What is nice to have: where Slack does not allow it, there is another way, or it is done without.
OPTIONAL = frozenset(
    {
        "canvases.edit",
        "chat.getPermalink",
        "conversations.canvases.create",
        "pins.add",
        "users.info",
        "views.open",
        "views.publish",
        "views.update",
    }
)

# A token that Slack refuses with one of these is good for nothing any more.
TOKEN_IS_GONE = frozenset(
    {"account_inactive", "invalid_auth", "invalid_refresh_token", "token_expired", "token_revoked"}
)
# Slack takes the message, but not its blocks, or not its links: it is said in plain words.
BLOCKS_REFUSED = frozenset(
    {
        "block_mismatch",
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_blocks_too_long",
        "slack_connect_canvas_sharing_blocked",
        "slack_connect_file_link_sharing_blocked",
        "slack_connect_lists_sharing_blocked",
    }
)
# Another press opens no window either.
WINDOW_IS_WRONG = frozenset({"duplicate_external_id", "invalid_arguments", "view_too_large", *BLOCKS_REFUSED})
# Somebody deleted the card.
CARD_IS_GONE = frozenset({"message_not_found"})
# The card is there, and stays as it is: a second one beside it would be two that look alive.
CARD_IS_FROZEN = frozenset({"cant_update_message", "edit_window_closed"})
# Nothing can be said under the card: it is said in the channel.
THREAD_IS_CLOSED = frozenset(
    {
        "cannot_reply_to_message",
        "message_not_found",
        "restricted_action_non_threadable_channel",
        "restricted_action_thread_locked",
        "thread_not_found",
    }
)


# This is how Slack writes its reasons.
_WORD = re.compile(r"[a-z][a-z0-9_]*")


class Garbled(OSError):
    """Something other than Slack answered, and the SDK stumbled over it."""


def asked(call: Callable[[], T]) -> T:
    """Call Slack through its SDK. Raises SlackApiError, OSError or HTTPException, and nothing else."""
    try:
        return call()
    except (SlackApiError, OSError, HTTPException):
        raise
    # It is no JSON, or no object, or in letters that nobody knows.
    except (ValueError, AttributeError, LookupError) as error:
        if isinstance(error, KeyError | IndexError):
            raise
        raise Garbled(f"not an answer of Slack's ({error})") from error


def word_of(error: SlackApiError) -> str:
    """Return the word with which Slack refuses, "" when it was not Slack that answered.

    Only Slack's own word is a refusal: a page of a proxy, an empty body or half an answer says
    nothing of what was done.
    """
    answer = getattr(error.response, "data", None)
    if not isinstance(answer, dict) or answer.get("ok") is not False:
        return ""
    word = answer.get("error")
    return word if isinstance(word, str) and _WORD.fullmatch(word) else ""


def why_refused(error: SlackApiError) -> str:
    """Return what Slack says besides its word, such as which block it refuses and why; mostly ""."""
    answer = getattr(error.response, "data", None)
    told = answer.get("response_metadata") if isinstance(answer, dict) else None
    return "; ".join(map(str, (told or {}).get("messages") or []))


def meaning_of(method: str, word: str) -> Meaning:
    """Tell what is to be done about a refusal.

    A word that nobody has heard of is taken for something to be mended: the message is kept and tried again now and
    then, and people are told. Whoever gave it up might lose it for a trouble that passes.
    """
    meaning = MEANINGS.get(word, Meaning.MESSAGE)
    if method in OPTIONAL and meaning not in (Meaning.PASSING, Meaning.UNCLEAR):
        return Meaning.FINAL
    return meaning
