"""Which kinds of entries tell of the steps for a held decision, and of which fields are they?"""

from decisions.log.log_kind import LogKind

_TEXT = {"number": "", "revision": ""}
OF_STEPS = {
    "ladder_changed": LogKind(
        "Steps for a held decision, as agreed by",
        {
            "number": "of the decision",
            "steps": "(each with `what` to do, `after` how many working days, and whether it `tries` the matter for a "
            "time)",
        },
    ),
    "step_proposed": LogKind(
        "Step proposed for",
        {
            **_TEXT,
            "place": "(its place among those that were proposed for it)",
            "step": "(its number in the alliance's ladder)",
            "what": "",
        },
        remark="nobody acted; it changes no answer and decides nothing",
    ),
    "step_recorded": LogKind(
        "What came of a step for",
        {**_TEXT, "place": "", "came_of_it": "(`done` or `not_possible`)", "note": "", "held_on": ""},
        remark="it changes no answer and decides nothing",
    ),
}
