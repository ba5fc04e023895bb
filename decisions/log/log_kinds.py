"""Which kinds of entries has the decision log, and of which fields are they?

Other programs rely on the names of kinds and fields, so a name that is here once never changes. What adds an entry, and
minutes, tables and docs/decision-log.md work from this page; what fields are called for people stands in log_labels.py.
"""

from collections.abc import Mapping
from typing import Any

from decisions.log.log_kind import LogKind
from decisions.log.matter_kinds import OF_MATTERS
from decisions.log.meeting_kinds import OF_MEETINGS
from decisions.log.membership_kinds import OF_MEMBERSHIP
from decisions.log.sealed_kinds import OF_SEALED_ROUNDS
from decisions.log.step_kinds import OF_STEPS

_TEXT = {"number": "", "revision": ""}
_WHOLE_TEXT = {
    **_TEXT,
    "title": "",
    "text": "(`rich_text` in plain words, a mention as `@` and a Slack member id)",
    "rich_text": "(in Slack's form)",
    "benefit": "",
    "decide_by": "",
    "review_on": "",
    "owner": "(a Slack member id)",
    "topics": "",
    "supersedes": "",
    "change": "(of the partners, which is carried out when it is agreed, or null)",
    "text_sha256": "([below](#which-text-a-consent-is-to))",
}
_NAMED = {
    "earliest_on": "when it names the first day on which it can be decided",
    "in_force_on": "when it names the day from which it counts",
    "tried_until": "when it names the last day on which it counts, unless all renew it",
    "suggested_by": "when a partner's suggestion was taken to the letter",
    "papers": "when it carries any (each with `name`, `size` in bytes, `type` and `sha256` of its bytes)",
    "matter": "(the name of its class of matters)",
    "sum": "when it names what it costs, in pounds",
    "template": "(the name of a form)",
    "filled": "(what is filled in there, as pairs of a field's name and its words) when it is written in a form",
    "sealed": "when its first round is sealed",
}
_CONSENT = {
    "concern": "when there is one",
    "settled_by": "where it lifts the partner's own objection (`text`: another text settles it, `words`: so do the "
    "words `settled`, `concern`: it stays as the concern)",
    "settled": "",
}
_SALT = {"salt": "when it was sealed ([below](#what-was-sealed))"}
_SUGGESTED = {**_TEXT, "text_sha256": "of the suggested text"}
_FOUNDERS = "(the partners as `name` and `representatives`, of whom the first leads)"
_SETTINGS = ("name", "timezone", "digest_day", "digest_time", "operations_managers", "country", "region")

LOG_KINDS = {
    "founding_put": LogKind(
        "The founding put to the partners",
        {**dict.fromkeys(_SETTINGS, ""), "founders": _FOUNDERS},
        remark="the text of the `proposal_raised` or `proposal_amended` after it says the same in words",
    ),
    "alliance_founded": LogKind(
        "Alliance founded",
        {"name": "", "timezone": "", "operations_managers": ""},
        {
            **dict.fromkeys(("digest_day", "digest_time", "country", "region"), ""),
            "founders": _FOUNDERS,
            "number": "of the decision by which they founded it in Slack",
        },
    ),
    "settings_changed": LogKind(
        "Settings changed",
        {},
        {
            **dict.fromkeys(_SETTINGS, ""),
            "correction_days": "(working days, 0 for none)",
            "first_round": "of every proposal (`open` or `sealed`)",
        },
        "those that changed",
    ),
    "template_made": LogKind(
        "Form for proposals made",
        {
            "name": "",
            "form": "(the names of its fields)",
            "asks": "(what each of them asks)",
            "required": "(the names of those that have to be filled in)",
        },
        {"before": "(its name so far, where it was changed)"},
    ),
    "template_removed": LogKind("Form for proposals removed", {"name": ""}),
    **OF_MEMBERSHIP,
    "standing_interest_declared": LogKind(
        "Standing interest declared",
        {"nature": "(`money`, `role`, `person` or `other`)", "words": ""},
        remark="`partner` has it in more than one matter; it makes nobody step back",
    ),
    "standing_interest_reviewed": LogKind(
        "Standing interest looked at again, and still so",
        {"entry": "(the number of the `standing_interest_declared`)"},
    ),
    "standing_interest_ended": LogKind(
        "Standing interest ended", {"entry": "(the number of the `standing_interest_declared`)"}
    ),
    "partner_renamed": LogKind("Partner renamed", {"before": ""}),
    "channel_moved": LogKind(
        "The channel has another id",
        {"before": "", "channel": ""},
        remark="the ids of the shared channel so far and from now on",
    ),
    "person_moved": LogKind(
        "A person has another id in Slack",
        {"before": "", "person": ""},
        remark="the member ids of the same person so far and from now on",
    ),
    "proposal_raised": LogKind("Raised:", _WHOLE_TEXT, _NAMED),
    "proposal_amended": LogKind("Amended:", _WHOLE_TEXT, _NAMED),
    "consent_given": LogKind(
        "Consent to",
        _TEXT,
        {
            "text_sha256": "",
            **_CONSENT,
            "said_at": "when it was given beforehand and counts since the suggestion was taken",
            **_SALT,
        },
    ),
    "objection_raised": LogKind(
        "Objection to", {**_TEXT, "reason": ""}, {"acceptable_if": "when it was said", **_SALT}
    ),
    "consent_taken_back": LogKind(
        "Consent taken back:", _TEXT, remark="an objection that this consent had lifted stands again"
    ),
    "text_suggested": LogKind(
        "Another text suggested for",
        {**_TEXT, "text": "", "rich_text": "", "text_sha256": ""},
        remark="another text, which the partner brings with its objection",
    ),
    "consent_given_beforehand": LogKind(
        "Consent to the suggested text, if exactly that is taken:",
        _SUGGESTED,
        _CONSENT,
        "it counts nothing until a `consent_given` says so",
    ),
    "consent_beforehand_taken_back": LogKind("Consent to the suggested text taken back:", _SUGGESTED),
    "time_taken": LogKind(
        "Time taken for",
        {**_TEXT, "question": '("" when nothing was asked)', "answer_by": "(null while it is not known)"},
        {"subject_to": "whose word of its own the partner waits for, such as our board's; it does not consent yet"},
    ),
    "consent_reported": LogKind(
        "Consent reported, to be confirmed:",
        {**_TEXT, "note": ""},
        remark="a manager tells of it, it counts nothing until the partner's `consent_given`",
    ),
    "reported_consent_refused": LogKind(
        "Reported consent not confirmed:", _TEXT, remark="the partner says that it is not so"
    ),
    "interest_declared": LogKind(
        "Interest declared, and stepped back from",
        {**_TEXT, "nature": "(`money`, `role`, `person` or `other`)", "words": ""},
        remark="from then on `partner` does not decide this, and what it had answered counts no more",
    ),
    "part_allowed": LogKind(
        "Let take part in",
        {**_TEXT, "whose": "(the name of the partner that stepped back)"},
        remark="`partner` lets that one take part all the same; it counts nothing until a `part_granted`",
    ),
    "part_granted": LogKind(
        "Takes part again, as all others let it:",
        {**_TEXT, "let_by": "(names of all others who decide)"},
        remark="`partner` decides this again and is asked anew",
    ),
    "part_taken_again": LogKind(
        "Takes part again in",
        {**_TEXT, "words": "(why)"},
        remark="`partner`, which had stepped back, decides this again and is asked anew",
    ),
    "proposal_bundled": LogKind(
        "Put in a bundle:",
        {**_TEXT, "bundle": "(counted in the alliance)"},
        remark="one press can consent to all texts of the bundle; each answer is a `consent_given` of its own",
    ),
    "proposal_unbundled": LogKind(
        "Taken out of its bundle:", {**_TEXT, "bundle": ""}, remark="it stands alone again, the others go on"
    ),
    **OF_SEALED_ROUNDS,
    "proposal_withdrawn": LogKind("Withdrawn:", {**_TEXT, "reason": ""}),
    "decision_agreed": LogKind(
        "Agreed:",
        {**_TEXT, "title": "", "text": "", "partners": "(names of all who decided)", "supersedes": ""},
        {
            "stepped_back": "(names of the partners that did not decide, where there are any)",
            "reserved_to": "(the name of the partner that decided alone, where it is its own matter by law)",
            "views_of": "(names of the partners whose views it had heard then)",
            "correct_by": "(the last day on which partners may correct this record, where the settings say so)",
        },
    ),
    "decision_reviewed": LogKind(
        "Looked at again, and kept:",
        {**_TEXT, "note": "", "review_on": "(when it is looked at next, or null)"},
        remark="the decision stays as it is",
    ),
    "action_added": LogKind(
        "To be done for",
        {
            **_TEXT,
            "action": "(its place among those of the decision)",
            "what": "",
            "owner": "(the Slack member id of who does it)",
            "due_on": "",
        },
        remark="the decision stays as it is",
    ),
    "action_done": LogKind("Done for", {**_TEXT, "action": "", "note": "(what came of it)"}),
    "action_taken_back": LogKind("Action taken back for", {**_TEXT, "action": "", "reason": ""}),
    **OF_STEPS,
    "record_corrected": LogKind(
        "Correction beside the record of",
        {**_TEXT, "words": ""},
        remark="a statement of `partner`; the decision and its entry stay as they are",
    ),
    **OF_MEETINGS,
    **OF_MATTERS,
    "person_pseudonymised": LogKind(
        "A person's name and id replaced",
        {"pseudonym": ""},
        remark="it stands for somebody of `partner` outside the log from then on",
    ),
}


def does_not_fit(kind: str, names: set[str]) -> str:
    """Say what is wrong with an entry of this kind that has these fields, "" when nothing is."""
    declared = LOG_KINDS.get(kind)
    if declared is None:
        return f"{kind} is no kind of entry"
    missing, strange = declared.fields.keys() - names, names - declared.fields.keys() - declared.if_any.keys()
    return f"{kind} lacks {sorted(missing)}, or does not have {sorted(strange)}" if missing or strange else ""


def table_of_kinds() -> str:
    """Write the table of docs/decision-log.md."""
    rows: dict[str, list[str]] = {}
    for name, kind in LOG_KINDS.items():
        rows.setdefault(_described(kind), []).append(f"`{name}`")
    lines = [f"| {', '.join(names)} | {described} |\n" for described, names in rows.items()]
    return "".join(["| kind | its fields besides `actor` and `partner` |\n|---|---|\n", *lines])


def _described(kind: LogKind) -> str:
    fields = ", ".join(f"`{name}` {remark}".strip() for name, remark in {**kind.fields, **kind.if_any}.items())
    return f"{fields}; {kind.remark}" if kind.remark else fields


def heading(kind: str, fields: Mapping[str, Any]) -> str:
    """Say how minutes call an entry. What one partner decided alone is never called agreed."""
    if owner := fields.get("reserved_to"):
        return f"Decided by {owner}, whose matter it is:"
    return LOG_KINDS[kind].heading if kind in LOG_KINDS else kind
