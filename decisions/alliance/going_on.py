"""Does an alliance go on? Nothing is raised, answered or changed in one that its partners closed."""

from decisions.alliance import going_on_refusal
from decisions.alliance.alliance import Alliance


def refuse_if_closed(alliance: Alliance) -> None:
    if alliance.is_closed:
        raise going_on_refusal.is_closed(alliance)
