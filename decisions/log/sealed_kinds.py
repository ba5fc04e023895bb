"""Which kinds of entries tell of a sealed round, and of which fields are they?"""

from decisions.log.log_kind import LogKind

_TEXT = {"number": "", "revision": ""}
OF_SEALED_ROUNDS = {
    "answer_sealed": LogKind(
        "Answer sealed to",
        {**_TEXT, "digest": "(of what was said, with a salt)"},
        remark="`partner` has answered; what it said is told by the `consent_given` or `objection_raised` with the "
        "`salt` after the `answers_opened`. Its newest one counts",
    ),
    "sealed_answer_taken_back": LogKind("Sealed answer taken back:", _TEXT, remark="`partner` has not answered then"),
    "answers_opened": LogKind(
        "Sealed answers opened to",
        {
            **_TEXT,
            "why": "(`all` who decide have answered, or `asked` for after the decide-by date, or because it is then "
            "`amended`, `withdrawn`, or the alliance `closed`)",
        },
        remark="each answer that opens is the `consent_given` or `objection_raised` after it, with a `salt`",
    ),
}
