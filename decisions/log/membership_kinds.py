"""Which kinds of entries tell of who the partners are and who speaks for them, and of which fields are they?"""

from decisions.log.log_kind import LogKind

OF_MEMBERSHIP = {
    "partner_joined": LogKind(
        "Partner joined", {"number": "of the decision (null at the founding)", "representatives": ""}
    ),
    "partner_left": LogKind("Partner left", {"number": "of the decision"}),
    "alliance_closed": LogKind(
        "Alliance closed by",
        {"number": "of the decision"},
        remark="each proposal that was open has a `proposal_withdrawn` without an `actor` right after it, and nothing "
        "but `channel_moved`, `person_moved` and `person_pseudonymised` comes later",
    ),
    "managers_named": LogKind(
        "Operations managers named by",
        {"number": "of the decision", "operations_managers": ""},
        remark="nobody was left who managed",
    ),
    "representatives_changed": LogKind(
        "Representatives changed",
        {
            "number": "of a decision, where all partners decided it (in an earlier version, without `before`), or null",
            "representatives": "(who speaks for the partner from then on, the first leads)",
        },
        {
            "before": "(who did so far)",
            "authority": "on which the operator recorded the organisation's word",
            "stand_ins": "(those of them who speak for it for a time only)",
            "until": "(the last day of it)",
            "ends_at": "(the moment at which it is over)",
            "stood_in_until": "(the last day of those who stood in, where nothing but the end of that is recorded)",
        },
        "with an `actor` it is the partner's own change, or that somebody who spoke for it before put that back",
    ),
    "recorded_word_seen": LogKind(
        "Seen what was recorded",
        {"entry": "(the number of the `representatives_changed` recorded on another partner's word)"},
        remark="`partner` has seen it",
    ),
}
