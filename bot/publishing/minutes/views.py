"""Which views of other partners do minutes tell, of what one partner decides alone?"""

from bot.publishing.minutes.contents import Matter
from decisions.answers.reserved import standing_views


def views_told(matter: Matter) -> list[tuple[str, str]]:
    """Name each partner that gave one, with its words."""
    return [
        (matter.partner(whose), matter.words(said.words)) for whose, said in standing_views(matter.proposal).items()
    ]
