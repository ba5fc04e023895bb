"""What is each kind of message that Accord sends called, for somebody who does not know Accord?"""

_WORDS = {
    "digest": "weekly overview",
    "card": "proposal, as it was put to the partners",
    "objection": "objection",
    "lift": "an objection was settled",
    "beforehand": "consent to a suggested text, given beforehand",
    "concern": "concern",
    "amendment": "new text",
    "withdrawal": "the proposal was withdrawn",
    "outcome": "decision",
    "question": "a partner takes time",
    "interest": "a partner has an interest: it steps back, or takes part again",
    "report": "consent reported by a manager, to be confirmed",
    "report_refused": "a reported consent was not confirmed",
    "reviewed": "the decision was looked at again, and kept",
    "action_added": "something is to be done after a decision",
    "action_done": "something was done after a decision",
    "action_taken_back": "nobody needs to do something any more",
    "action_notice": "request to do something after a decision",
    "action_reminder": "reminder of something to be done after a decision",
    "action_ended_notice": "note to whoever was to do something, that it is done or taken back",
    "trial_notice": "note that what was tried ends soon",
    "offer": "offer to record what somebody wrote as an answer",
    "papers_refused": "note that a proposal was not put, for its papers did not come",
    "notice": "reply to somebody who pressed a button",
    "asked": "a new text is put to somebody who answers for a partner",
    "reminder": "reminder of what waits for an answer",
    "overdue_notice": "note about what is past its date",
    "amended_notice": "note to a partner that the text changed",
    "counted_notice": "note that a consent given beforehand counts",
    "lapsed_notice": "note that a consent given beforehand does not count",
    "objection_notice": "note about an objection",
    "question_notice": "note about a question",
    "two_voices_notice": "note that a colleague had answered otherwise",
    "report_request": "request to confirm a reported consent",
    "report_confirmed_notice": "note that a reported consent was confirmed",
    "report_refused_notice": "note that a reported consent was not confirmed",
    "away_notice": "note that somebody is away",
    "unreachable_notice": "note that nobody of a partner can be reached",
    "rests_notice": "note that Accord was taken out of a workspace",
    "left_channel_notice": "note that somebody left the channel",
    "person_moved": "a person has another id in Slack",
    "settings_changed": "settings of the alliance were changed",
    "form_made": "a form for proposals was made, changed or removed",
    "representatives_changed": "other people speak for a partner",
    "welcome": "welcome to somebody who speaks for a partner",
    "whole_text": "the whole text of the proposal",
    "desk": "the message with buttons for everybody",
    "living_log": "list of all decisions",
}


def kind_in_words(kind: str) -> str:
    """Name a kind of message. What is not for its reader to know more of is a confirmation or a technical note."""
    if kind in _WORDS:
        return _WORDS[kind]
    return "confirmation to the person who did it" if kind.endswith("_receipt") else "technical note"
