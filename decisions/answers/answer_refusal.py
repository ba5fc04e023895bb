"""Why was an answer not counted? The sentences are for the person who gave it.

Those about a proposal that has ended stand in decisions/proposal/proposal_refusal.py.
"""

from decisions.words.refusal import AsksAgain, Refusal, StandsAlready


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


def speaks_for_it_already(field: str, partner: str) -> Refusal:
    return Refusal(f"You speak for {partner} yourself: please press Consent on the card.", field=field)


def consents_or_is_reported(field: str, partner: str) -> Refusal:
    return Refusal(f"{partner}'s consent is recorded already. Please choose another partner.", field=field)


def nobody_to_report(number: int) -> Refusal:
    return Refusal(f"Every partner's consent to No. {number} is recorded already.")


def no_report_to_refuse(number: int, partner: str) -> Refusal:
    return Refusal(f"{partner} has answered No. {number} since, so there is nothing to take back. Its card shows all.")
