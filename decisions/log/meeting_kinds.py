"""Which kinds of entries tell of meetings, and of which fields are they?"""

from decisions.log.log_kind import LogKind

_NUMBERS = "(numbers of proposals)"
OF_MEETINGS = {
    "meeting_opened": LogKind(
        "Meeting opened",
        {"meeting": "(its number in the alliance)", "held_on": ""},
        {
            "where": "",
            "to_ratify": "(numbers of decisions made in the form *Urgent*, which no meeting has noted yet)",
            **dict.fromkeys(("held", "overdue", "waiting", "to_review", "to_do"), _NUMBERS),
        },
    ),
    "meeting_attended": LogKind(
        "Who is at the meeting",
        {"meeting": "", "present": "(Slack member ids)"},
        {"apologies": "(Slack member ids)", "others": "(who is there too, by name)"},
        "the newest one counts",
    ),
    "meeting_closed": LogKind(
        "Meeting closed",
        {"meeting": ""},
        {"ratified": "(those of `to_ratify` of which those present took note and ratified them)", "note": ""},
        "it changes nothing about any proposal or decision",
    ),
}
