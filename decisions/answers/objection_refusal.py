"""Why did a rule about objections and suggestions say no? Its sentences stand on this page."""

from decisions.words.refusal import AsksAgain, Refusal


def lifts_an_objection(number: int, partner: str, *, decides: bool) -> AsksAgain:
    words = f"{partner} objected to No. {number}. A consent lifts that, so please say below how it was settled."
    words += " Every other partner consents, so this consent decides, and that is final." if decides else ""
    return AsksAgain(words, decides=decides)


def text_is_the_same() -> Refusal:
    return Refusal(
        "The text is still the one to which you objected. Please say in a few words how it was settled, or keep it as "
        "a concern.",
        field="settled_by",
    )


def suggestion_is_past(number: int) -> Refusal:
    return Refusal(
        f"The text of No. {number} has changed since this was suggested, so nothing was recorded. "
        "Its card shows the text that stands now."
    )


def suggestion_is_taken(number: int, revision: int) -> Refusal:
    return Refusal(
        f"This suggestion was taken already: it is revision {revision} of No. {number}. Please answer on its card."
    )


def nothing_suggested(field: str) -> Refusal:
    return Refusal(
        "This is the text that stands. Change it so that you could consent, or take the tick away below.", field=field
    )


def would_consent_already(number: int, partner: str) -> Refusal:
    return Refusal(f"{partner} would consent to this text of No. {number} already. Nothing was changed.")


def no_consent_to_take_back(number: int, partner: str) -> Refusal:
    return Refusal(f"There is nothing to take back: {partner} gave no consent beforehand to this text of No. {number}.")


def taking_decides(number: int) -> AsksAgain:
    return AsksAgain(
        f"Every partner consents to this text already. If you take it, No. {number} is decided at once, "
        "and that is final.",
        decides=True,
    )
