"""Why did a rule about interests say no, in words for the person who asked?"""

from decisions.words.refusal import AsksAgain, Refusal


def has_stepped_back(number: int, partner: str) -> Refusal:
    return Refusal(
        f"{partner} has stepped back from No. {number}, so nothing was recorded. It can take part again: Interests on "
        "the card."
    )


def decides_nothing(field: str, partner: str) -> Refusal:
    return Refusal(f"{partner} has stepped back from this. Please choose another partner.", field=field)


def nature_is_missing() -> Refusal:
    return Refusal("Please choose what kind of interest it is.", field="nature")


def matter_is_missing() -> Refusal:
    return Refusal("Please choose the matter.", field="matter")


def two_must_remain(number: int) -> Refusal:
    return Refusal(
        f"At least two partners have to remain who decide No. {number}, so nobody else can step back from it. "
        "Please say in its thread what the others should know.",
        field="matter",
    )


def all_decide_it(number: int) -> Refusal:
    return Refusal(
        f"Only all partners together found an alliance or close it, so nobody steps back from No. {number}.",
        field="matter",
    )


def stepped_back_already(number: int, partner: str) -> Refusal:
    return Refusal(f"{partner} has stepped back from No. {number} already. Nothing was changed.", field="matter")


def stepping_back_decides(number: int, partner: str) -> AsksAgain:
    return AsksAgain(
        f"All others who decide consent to No. {number}: when {partner} steps back it is decided, and that is final.",
        decides=True,
    )


def has_not_stepped_back(number: int, partner: str) -> Refusal:
    return Refusal(f"{partner} takes part in No. {number}, so nothing was changed.")


def lets_it_already(number: int, partner: str, other: str) -> Refusal:
    return Refusal(f"{partner} lets {other} take part in No. {number} already. Nothing was changed.")


def has_an_interest_itself(number: int, partner: str) -> Refusal:
    return Refusal(
        f"{partner} has stepped back from No. {number} itself, so the others say who takes part. Nothing was recorded."
    )


def no_such_interest() -> Refusal:
    return Refusal("This interest does not stand in the register any more. Nothing was changed.")


def of_another_partner(partner: str) -> Refusal:
    return Refusal(f"Nothing was changed. This is {partner}'s interest, so only its own people can say that.")
