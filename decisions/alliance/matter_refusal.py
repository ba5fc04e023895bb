"""Why did a rule about whose matter something is say no? Its sentences stand on this page."""

from datetime import date

from decisions.alliance.alliance import Alliance
from decisions.words.refusal import AsksAgain, Refusal, say_day


def not_pounds(field: str) -> Refusal:
    return Refusal("Please write a sum in whole pounds and figures, such as 50,000.", field=field)


def managers_decide_it(alliance: Alliance) -> Refusal:
    return Refusal(
        "Nothing was recorded. What the partners delegated is decided by operations managers.",
        people=alliance.operations_managers,
    )


def nothing_is_delegated() -> Refusal:
    return Refusal("Nothing is delegated now. Please raise a proposal: all partners decide it.", field="matter")


def delegation_is_over(matter: str, until: date) -> Refusal:
    return Refusal(
        f"{matter} was delegated until {say_day(until)}, and that day has passed. Please raise a proposal: all "
        "partners decide it.",
        field="matter",
    )


def over_the_sum_of_one(one: str) -> Refusal:
    return Refusal(
        f"One decision may be about {one} at most. Please raise a proposal: all partners decide it.", field="sum"
    )


def over_what_is_left(left: str, in_all: str) -> Refusal:
    return Refusal(
        f"{left} is left of {in_all}. Please raise a proposal: all partners decide it.",
        field="sum",
    )


def nobody_chosen() -> Refusal:
    return Refusal("Please choose who decides it.", field="decider")


def no_partner_chosen() -> Refusal:
    return Refusal("Please choose the partner whose matter it is by law.", field="partner")


def only_for_one_partner() -> Refusal:
    return Refusal("A partner is chosen only for what is reserved to it. Please leave this empty.", field="partner")


def only_for_delegation(field: str) -> Refusal:
    return Refusal("Only what is delegated to the operations managers has this. Please leave it empty.", field=field)


def no_last_day() -> Refusal:
    return Refusal("Please choose the last day on which it is delegated.", field="until")


def more_for_one_than_in_all() -> Refusal:
    return Refusal("One decision can't be about more than all of them together.", field="in_all")


def decided_by_all_already(matter: str) -> Refusal:
    return Refusal(f"{matter} is no class of matters, so all partners decide it already.", field="decider")


def set_so_already(matter: str) -> Refusal:
    return Refusal(f"This is what stands for {matter} already. Nothing was raised.", field="decider")


def matter_pending(number: int) -> Refusal:
    return Refusal(
        f"No. {number}, which is still open, is about this class already. Please let it end first.", field="name"
    )


def no_such_matter() -> Refusal:
    return Refusal("There is no such class of matters any more. Please choose another.", field="matter")


def lead_sets_it(partner: str, lead: str) -> Refusal:
    return Refusal(f"Nothing was changed. {partner}'s own limit is set by whoever leads it.", people=[lead])


def answers_when_it_is_put(over: str, partner: str, who: str, field: str | None) -> Refusal:
    return Refusal(
        f"Over {over} {partner} consents only with the word of {who}. You will be asked when this text is put to the "
        "partners.",
        field=field,
    )


def anothers_matter(number: int, whose: str) -> Refusal:
    return Refusal(
        f"Nothing was recorded. No. {number} is {whose}'s own matter by law, so it decides alone. Press Our view on "
        "its card to say what you think of it."
    )


def decides_it_itself(number: int, whose: str) -> Refusal:
    return Refusal(f"No. {number} is {whose}'s own matter: please press Consent or Object on its card.")


def all_are_asked(number: int) -> Refusal:
    return Refusal(f"All partners decide No. {number}: please press Consent or Object on its card.")


def nobody_steps_back(number: int, whose: str) -> Refusal:
    return Refusal(
        f"No. {number} is {whose}'s own matter by law, so nobody steps back from it. A view can tell of an interest.",
        field="matter",
    )


def replaces_by_all() -> Refusal:
    return Refusal(
        "What replaces an earlier decision is decided by all partners. Please choose that all of them decide it.",
        field="matter",
    )


def was_put_to_all(number: int, matter: str) -> Refusal:
    return Refusal(
        f"All partners were asked about No. {number}, so all of them decide it. Please raise a proposal of its own "
        f"under {matter}, or choose that all of them decide it.",
        field="matter",
    )


def changes_by_all() -> Refusal:
    return Refusal("Who decides here is decided by all partners, so this has no class of matters.", field="matter")


def decides_alone(number: int, whose: str) -> AsksAgain:
    return AsksAgain(
        f"No. {number} is {whose}'s own matter by law: with this consent it is decided, and that is final.",
        decides=True,
    )
