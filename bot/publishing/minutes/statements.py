"""What partners say beside a matter, as both minutes tell it: a heading each, and the words."""

from bot.publishing.minutes.contents import MinutesItem
from decisions.proposal.statements import of_the_decision, of_the_matter
from decisions.said.statements import does, kind_of


def said_meanwhile(item: MinutesItem) -> list[tuple[str, str]]:
    """List what partners said while it was open."""
    these = ((kind_of(said).noun.capitalize(), said) for said in of_the_matter(item.proposal))
    return [(f"{noun} of {item.partner(said.partner_id)}", item.words(said.words)) for noun, said in these]


def beside_the_record(item: MinutesItem) -> list[tuple[str, str]]:
    """List what they say of the decision."""
    return [
        (
            f"{item.partner(said.partner_id)} {does(said)} on {item.day(said.at)}; this stands beside it",
            item.words(said.words),
        )
        for said in of_the_decision(item.proposal)
    ]
