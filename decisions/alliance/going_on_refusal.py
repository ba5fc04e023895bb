"""Why can nothing be done in an alliance that is not founded yet, or was closed? For the person who tried."""

from decisions.alliance.alliance import Alliance
from decisions.words.refusal import Refusal


def not_founded_yet() -> Refusal:
    return Refusal(
        "Nothing was recorded. This alliance is not founded yet, and that comes first: it is founded when every "
        "partner has consented to it. After that everything else can be raised."
    )


def is_closed(alliance: Alliance) -> Refusal:
    return Refusal(
        f"Nothing was changed. The partners of {alliance.name} closed it for good, so nothing is raised, answered or "
        "changed there any more. All that was decided can still be read: Search, at Accord's desk, finds it."
    )
