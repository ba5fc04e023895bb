"""What a person can do with Accord."""

from handlers.views.blocks.kit import View, modal, paragraph

HELP = (
    (
        "*Accord* helps an alliance to decide together. A proposal is decided only when every partner consents. "
        "Silence is not consent, and nothing closes on a date."
    ),
    (
        "*Answer a proposal*: press *Consent* or *Object* on its card in the channel. Any representative of a partner "
        "answers for it, and the latest answer counts. An objection says why, and holds the decision."
    ),
    (
        "*Accord's desk* is a message in the channel with buttons for all of this. It works from every workspace, and "
        "the same buttons stand below the digest and below Accord's direct messages."
    ),
    (
        "*Raise a proposal*: press it at the desk. *What waits for us* shows what your organisation has to answer, and "
        "what you raised."
    ),
    (
        "*Reminders*: whoever has not answered yet gets a direct message on working days, between 9 and 5: first the "
        "person who leads, then the deputies too."
    ),
    (
        "*Not ready yet?* Press *I need time* on the card: it shows when you will answer, and what you ask. "
        "If you are away for some days, press *I'm away* at the desk: the others are asked instead."
    ),
    "*Change, withdraw, remind, report a consent given by phone, look back*: the menu (⋯) on the card.",
    "*Look for a decision*: press *Search*, and type a few words or a number.",
    (
        "*See where everything stands*: press *What waits for us*, then *Where we stand*. Once a week the channel gets "
        "a digest."
    ),
    (
        "*After a decision*: the menu (⋯) of its card has *Raise a change…* and *Add an action…*, which says who does "
        "what by when. Whoever does it is reminded."
    ),
    (
        "*See the partners, say who speaks for yours, propose that one joins or leaves*: press *Partners*. If your "
        "organisation has an interest in a matter, *Interests…* there lets it step back, and the others decide."
    ),
    (
        "In the workspace that installed Accord, `/propose`, `/decisions` and "
        "`/accord status | digest | partners | away` do the same. So do the shortcuts *Raise a proposal* and *Propose "
        "this*, and Accord's Home tab."
    ),
)


def help_window() -> View:
    return modal("window.help", "How Accord works", [paragraph(words) for words in HELP])
