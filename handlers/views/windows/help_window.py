"""What can a person do with Accord?"""

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
        "*Raise a proposal*: type `/propose` in the channel, use the shortcut *Raise a proposal*, or choose "
        "*Propose this* from a message's menu."
    ),
    (
        "*Reminders*: whoever has not answered yet gets a direct message on working days, between 9 and 5: first the "
        "person who leads, then the deputies too."
    ),
    (
        "*Not ready yet?* Press *I need time* on the card: it shows when you will answer, and what you ask. "
        "If you are away, say so on Accord's Home tab or with `/accord away`: the others are asked instead."
    ),
    "*Change, withdraw, remind, report a consent given by phone, look back*: the menu (⋯) on the card.",
    "*Look for a decision*: type `/decisions` with a few words or a number.",
    (
        "*See where everything stands*: type `/accord status`. Once a week the channel gets a digest; "
        "`/accord digest` shows it now."
    ),
    "*See the partners, or propose that one joins or leaves*: type `/accord partners` in the channel.",
)


def help_window() -> View:
    return modal("window.help", "How Accord works", [paragraph(words) for words in HELP])
