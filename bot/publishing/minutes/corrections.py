"""What partners say of the record of a decision, beside it."""

from bot.publishing.minutes.contents import Matter


def corrections_of(matter: Matter) -> list[tuple[str, str, str]]:
    """Name each partner that corrects the record, with its words and the day."""
    beside = matter.proposal.corrections
    return [(matter.partner(it.partner_id), matter.words(it.words), matter.day(it.at)) for it in beside]
