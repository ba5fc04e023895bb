"""Why did a rule say no, in words for the person who asked?

Every sentence with which Accord declines something stands on this page.
"""

from collections.abc import Sequence
from datetime import date

from decisions.alliance import Alliance, Partner


class Refusal(Exception):
    """A rule said no.

    `words` are plain text for the person. `field` names the input they belong to, when there is one.
    `people` are Slack user ids of those who can help.
    """

    def __init__(self, words: str, *, field: str | None = None, people: Sequence[str] = ()) -> None:
        super().__init__(words)
        self.words = words
        self.field = field
        self.people = tuple(people)


class AsksAgain(Refusal):
    """Nothing was counted yet: the person sees the text and is asked once more; `decides`, where the answer decides."""

    def __init__(self, words: str, *, decides: bool = False) -> None:
        super().__init__(words)
        self.decides = decides


class StandsAlready(Refusal):
    """What was said stands: the person is shown it, and what they can do about it."""


def not_a_representative(alliance: Alliance) -> Refusal:
    return Refusal(
        "Nothing was recorded. Only representatives of the partners answer proposals, and you are not "
        "named as one yet.",
        people=alliance.operations_managers,
    )


def of_another_workspace(alliance: Alliance) -> Refusal:
    return Refusal(
        "Nothing was recorded. Accord knows this Slack account in another workspace, and can't tell whether it is you.",
        people=alliance.operations_managers,
    )


def not_your_window() -> Refusal:
    return Refusal("Nothing was recorded. This window was opened for somebody else; please open it yourself.")


def may_not_raise(alliance: Alliance) -> Refusal:
    return Refusal(
        "Proposals are raised by representatives of the partners and by operations managers, and you are "
        "not named as one yet. They can raise it for you.",
        people=[*alliance.operations_managers, *(partner.lead for partner in alliance.partners)],
    )


def may_not_steer(number: int, act: str, author: str, alliance: Alliance) -> Refusal:
    return Refusal(
        f"Nothing was changed. Only the person who raised No. {number} and the operations managers may {act} it.",
        people=[author, *alliance.operations_managers],
    )


def may_not_post_digest(alliance: Alliance) -> Refusal:
    return Refusal("Nothing was posted. Operations managers post the digest.", people=alliance.operations_managers)


def no_such_number(number: int) -> Refusal:
    return Refusal(f"There is no No. {number} in this alliance. Please search for it with a few words.")


def another_partners_answer(partner: str) -> Refusal:
    return Refusal(f"Nothing was changed. That answer is {partner}'s, so only its representatives can take it back.")


def wrong_channel(alliance_names: Sequence[str]) -> Refusal:
    if not alliance_names:
        return Refusal(
            "This channel belongs to no alliance that Accord knows. Please use it in your alliance's channel."
        )
    return Refusal(
        f"Proposals of {' and of '.join(alliance_names)} are raised in its shared channel. "
        "Please go there and try again."
    )


def unknown_proposal() -> Refusal:
    return Refusal("Accord does not know this proposal. Please use the buttons on its card in the channel.")


def already_agreed(number: int, on: date) -> Refusal:
    return Refusal(
        f"No. {number} was agreed on {say_day(on)}, and a decision stays as it is. "
        "To change it, raise a new proposal that supersedes it."
    )


def already_withdrawn(number: int, on: date) -> Refusal:
    return Refusal(
        f"No. {number} was withdrawn on {say_day(on)}, so it takes no more answers. "
        "If it is still needed, it can be raised anew."
    )


def outdated_text(number: int) -> AsksAgain:
    return AsksAgain(
        f"The text of No. {number} has changed since you saw it, so nothing was recorded yet. "
        "This is the text that stands now."
    )


def decides_now(number: int, partner: str) -> AsksAgain:
    return AsksAgain(
        f"Every other partner consents to No. {number}: with {partner}'s consent it is decided, and that is final.",
        decides=True,
    )


def already_consents(number: int, partner: str) -> Refusal:
    return StandsAlready(
        f"{partner} already consents to No. {number}. Nothing was changed, and nothing more is needed."
    )


def already_objects(number: int, partner: str) -> Refusal:
    return Refusal(f"{partner} already objects to No. {number} with these words. Nothing was changed.")


def no_consent_to_undo(number: int, partner: str) -> Refusal:
    return Refusal(f"There is nothing to undo: {partner} has a newer answer to No. {number}, or none at all.")


def no_consent_for_a_concern(number: int, partner: str) -> Refusal:
    return Refusal(
        f"A concern goes with a consent, and {partner} does not consent to No. {number} now. "
        "Please press Consent on its card first."
    )


def answered_already(number: int, partner: str, *, does_consent: bool) -> Refusal:
    if does_consent:
        return Refusal(
            f"{partner} already consents to No. {number}. If you want to think again, press Consent once more: "
            "there you can take it back or object."
        )
    return Refusal(
        f"{partner} objects to No. {number}, so nothing is decided and there is time. You can ask in the card's thread."
    )


def may_not_report(alliance: Alliance) -> Refusal:
    return Refusal(
        "Nothing was recorded. Operations managers record a consent that was given by phone or in the room.",
        people=alliance.operations_managers,
    )


def speaks_for_it_already(field: str, partner: str) -> Refusal:
    return Refusal(f"You speak for {partner} yourself: please press Consent on the card.", field=field)


def consents_or_is_reported(field: str, partner: str) -> Refusal:
    return Refusal(f"{partner}'s consent is recorded already. Please choose another partner.", field=field)


def nobody_to_report(number: int) -> Refusal:
    return Refusal(f"Every partner's consent to No. {number} is recorded already.")


def no_report_to_refuse(number: int, partner: str) -> Refusal:
    return Refusal(f"{partner} has answered No. {number} since, so there is nothing to take back. Its card shows all.")


def nobody_waits_for(alliance: Alliance) -> Refusal:
    return Refusal(
        "Nothing was changed. Only representatives of the partners are asked and reminded, and you are not "
        "named as one.",
        people=alliance.operations_managers,
    )


def missing(field: str, what: str) -> Refusal:
    return Refusal(f"Please write {what}.", field=field)


def too_long(field: str, limit: int, length: int) -> Refusal:
    return Refusal(
        f"This is {length:,} characters long; at most {limit:,} fit. Please shorten it or link to a document.",
        field=field,
    )


def date_in_the_past(field: str) -> Refusal:
    return Refusal("This date is in the past. Please choose today or a later day.", field=field)


def not_a_decision(field: str, number: int) -> Refusal:
    return Refusal(f"No. {number} is not an agreed decision. Please choose one that was agreed.", field=field)


def review_must_be_later() -> Refusal:
    return Refusal(
        "This day has come already. Please choose a later one, or leave it empty if nobody needs to look again.",
        field="review_on",
    )


def nothing_to_review(number: int) -> Refusal:
    return Refusal(
        f"No. {number} is not a decision, so there is nothing to look at again. Its card shows where it stands."
    )


def topics_do_not_fit(most: int, longest: int) -> Refusal:
    return Refusal(
        f"Please name at most {most} topics, of {longest} characters or fewer each, with commas between them.",
        field="topics",
    )


def superseded_already(field: str, number: int, by: int) -> Refusal:
    return Refusal(f"No. {number} was already superseded by No. {by}. Please choose No. {by} instead.", field=field)


def nothing_changed(field: str) -> Refusal:
    return Refusal("Nothing is different yet. Change the text, or close this window to leave it as it is.", field=field)


def nobody_to_remind(number: int) -> Refusal:
    return Refusal(f"Every partner has answered No. {number}, so there is nobody to remind.")


def all_took_time(number: int, partners: Sequence[str]) -> Refusal:
    return Refusal(
        f"Nobody was reminded of No. {number}: {', '.join(partners)} took time to answer it. The card says until when."
    )


def nobody_is_there(number: int, partners: Sequence[str]) -> Refusal:
    return Refusal(
        f"Nobody was reminded of No. {number}: everybody who speaks for {' and for '.join(partners)} is away. "
        "You may know another way to reach them."
    )


def reminded_today(number: int) -> Refusal:
    return Refusal(
        f"Everybody whose answer to No. {number} we wait for had a reminder today already. "
        "You can send another one tomorrow."
    )


def partner_exists(field: str, name: str) -> Refusal:
    return Refusal(f"{name} is a partner already.", field=field)


def represents_already(field: str, person: str, partner: Partner) -> Refusal:
    return Refusal(
        f"One of these people speaks for {partner.name} already. A person can speak for one partner only.",
        field=field,
        people=[person],
    )


def not_in_the_channel(field: str, name: str) -> Refusal:
    words = f"{name or 'Somebody whom you chose'} is not in the alliance's channel, so no card would reach them."
    return Refusal(f"{words} Please invite them there first, or choose somebody else.", field=field)


def channel_not_seen(field: str) -> Refusal:
    return Refusal(
        "Slack did not tell who is in the alliance's channel. Please send it again in a minute.", field=field
    )


def change_pending(field: str, number: int) -> Refusal:
    return Refusal(
        f"No. {number}, which is still open, is about the same partner or person. Please let it end first.",
        field=field,
    )


def last_partners(field: str) -> Refusal:
    return Refusal(
        "An alliance needs at least two partners. Let another one join before this one leaves, or close the alliance.",
        field=field,
    )


def not_a_partner(field: str) -> Refusal:
    return Refusal("This organisation is not a partner any more. Please choose another.", field=field)


def say_day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
