"""What the demo's page says to somebody who is here for the first time."""

from bot.demo.beginning import Beginning
from bot.demo.people import MANAGER
from bot.demo.story import BEDS, LAST_TO_READ
from sandbox import Message, Workspace

FOUNDING = (
    f"As <@{MANAGER}> press *Set up an alliance here*, then *Add a partner* for each one: everybody's part stands "
    "under their name."
)
PUTTING = (
    "Press *Put it to the partners*, and *Consent* on the card as each partner's first person.\n"
    "With the last consent it is founded, and anything can be raised."
)
EMPTY = f"*New here?* Nobody has founded an alliance yet, and you are everybody.\n*1.* {FOUNDING}\n*2.* {PUTTING}"
INSTALL = (
    "*New here?* At first Accord is installed nowhere, and you are everybody.\n"
    "*1.* Open *Where is Accord installed?*, below the channels, and install it in one of the three workspaces.\n"
    "*2.* As somebody of that workspace type `/invite @Accord` here.\n"
    f"*3.* {FOUNDING}\n*4.* {PUTTING}"
)


def welcome(workspace: Workspace, where: Beginning) -> str:
    """Say what to press first."""
    if where is Beginning.STORY:
        return _of_the_story(workspace)
    return EMPTY if where is Beginning.EMPTY else INSTALL


def held_card(workspace: Workspace) -> Message | None:
    """Find the card that a newcomer's story is about, as long as it is held."""
    return next((it for it in workspace.messages if f"{BEDS['Title']}\n✋ Held" in it.text), None)


def _of_the_story(workspace: Workspace) -> str:
    """Say to a newcomer what to press first."""
    held = held_card(workspace)
    if held is None:
        return ""
    address = f"https://slack.com/archives/{held.channel}/p{held.ts.replace('.', '')}?thread_ts={held.ts}"
    return (
        "*New here?* Nothing is decided before every partner consents, and you are all of them.\n"
        f"*1.* As <@{MANAGER}> open the thread of <{address}|{BEDS['Title']}>. Hal Quinn objects, and brings a text "
        "with a nurse in it that the others would consent to: press *Take this text*.\n"
        f"*2.* As <@{LAST_TO_READ}> press *Consent* on the card. With that it is agreed, nurse and all.\n"
        "Then press *Raise a proposal* at Accord's desk, or answer the newest card as everybody else."
    )
