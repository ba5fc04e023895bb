"""Which kinds of entries tell whose matter something is, and of which fields are they?"""

from decisions.log.log_kind import LogKind

_TEXT = {"number": "", "revision": ""}
OF_MATTERS = {
    "matters_set": LogKind(
        "Who decides a class of matters, by",
        {
            "number": "of the decision",
            "matter": "(what the class is called)",
            "decider": "(`all`: all partners again; `partner`: the `partner`, whose matter it is by law; `manager`: an "
            "operations manager)",
        },
        {
            "each": "the sum in pounds up to which one decision is delegated",
            "in_all": "that of all of them together",
            "until": "and the last day on which it is",
        },
    ),
    "delegated_decision_made": LogKind(
        "Decided by an operations manager, to whom it is delegated:",
        {
            "decision": "(its number among these, which are called D1, D2, and so on)",
            "matter": "(the class)",
            "under": "(the number of the decision that delegates it)",
            "what": "",
            "reason": "",
            "sum": "(in pounds)",
        },
        remark="no partner was asked, and it is within the limits of the `matters_set`",
    ),
    "delegated_decision_taken_back": LogKind(
        "Taken back by an operations manager:",
        {"decision": "(D1, D2, and so on, by its number)", "reason": ""},
        remark="on the day of its `delegated_decision_made`; the sum is left again, and both entries stay",
    ),
    "own_limit_set": LogKind(
        "Own limit set",
        {
            "limit": "(the sum in pounds over which somebody of `partner` must say so first, or null for none)",
            "who": "(such as our board)",
        },
        remark="it changes nothing about whose consent counts",
    ),
    "view_given": LogKind(
        "View of",
        {**_TEXT, "words": ""},
        remark="what `partner` thinks of a matter that another one decides alone by law; it counts nothing",
    ),
}
