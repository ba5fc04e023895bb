"""Why does a sealed round not go that way? The sentences are for the person who tried."""

from datetime import date

from decisions.alliance.alliance import Alliance
from decisions.words.refusal import AsksAgain, Refusal, say_day

_IT_DECIDES = " Should all of them be consents, it is decided at that moment, and that is final."


def opens_all(number: int, *, may_decide: bool) -> AsksAgain:
    """It tells no more than the card does: who has answered, and never what."""
    what = f"Yours is the last answer to No. {number}: with it all answers open together."
    return AsksAgain(f"{what}{_IT_DECIDES if may_decide else ''}", decides=True)


def seals_a_concern() -> AsksAgain:
    return AsksAgain("Your consent and the concern are sealed together, in the place of what you answered before.")


def stepping_back_opens_all(number: int, partner: str, *, may_decide: bool) -> AsksAgain:
    what = f"All others have answered No. {number}: when {partner} steps back, their answers open together."
    return AsksAgain(f"{what}{_IT_DECIDES if may_decide else ''}", decides=True)


def needs_a_day() -> Refusal:
    return Refusal(
        "A sealed first round needs this day: after it, a partner that has answered can have the answers opened.",
        field="decide_by",
    )


def nobody_else_answers(matter: str, whose: str) -> Refusal:
    return Refusal(
        f"{matter} is {whose}'s own matter by law, so nobody else answers it, and it has no sealed first round. Please "
        "untick this.",
        field="sealed",
    )


def brings_no_text(number: int) -> Refusal:
    return Refusal(
        f"The first round of No. {number} is sealed, so an objection brings no other text yet. You can suggest it as "
        "soon as the answers are open.",
    )


def is_not_reported(number: int) -> Refusal:
    return Refusal(
        f"Nothing was recorded. The first round of No. {number} is sealed: what a partner says in it, it says itself."
    )


def tells_what_it_would_say(number: int) -> Refusal:
    return Refusal(
        f"The first round of No. {number} is sealed, so nobody tells yet what they would say. Please untick this: the "
        "others read that you need time, and until when.",
        field="subject_to",
    )


def has_answered(number: int, partner: str) -> Refusal:
    return Refusal(
        f"{partner} has answered No. {number}, and its answer is sealed. You can answer again, or take the answer "
        "back first."
    )


def nothing_to_take_back(number: int, partner: str) -> Refusal:
    return Refusal(f"There is nothing to take back: {partner} has no sealed answer to No. {number}.")


def counts_openly(number: int) -> Refusal:
    return Refusal(
        f"The answers to No. {number} are open, and yours counts as it stands. To change it, press Consent or "
        "Object on its card."
    )


def is_not_sealed(number: int) -> Refusal:
    return Refusal(f"The answers to No. {number} are open. Its card shows them.")


def opens_for_those_who_wait(number: int, alliance: Alliance) -> Refusal:
    return Refusal(
        f"Nothing was opened. The answers to No. {number} are opened by a partner that has answered and waits for "
        "the others.",
        people=[partner.lead for partner in alliance.partners],
    )


def opens_later(number: int, decide_by: date | None) -> Refusal:
    when = f"after {say_day(decide_by)}" if decide_by else "when all have answered"
    return Refusal(f"Nothing was opened yet. The answers to No. {number} can be opened {when}.")
