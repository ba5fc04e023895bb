"""The window in which a manager decides alone what is delegated."""

from datetime import date

from decisions.alliance.alliance import Alliance
from decisions.alliance.delegation import LONGEST_WHAT, delegated
from handlers.views.blocks import ids
from handlers.views.blocks.inputs import few_words, field, list_input, long_words
from handlers.views.blocks.kit import View, modal, paragraph, small
from handlers.views.blocks.proposal.matters import MOST_SHOWN, class_line
from handlers.views.windows.set_up.matter_fields import sum_input


def delegated_window(alliance: Alliance, today: date) -> View:
    """Ask a manager what was decided, and show what is left of each sum."""
    there = delegated(alliance.matters, today)
    choices = {of.name: of.name for of in there[:100]}
    chosen = there[0].name if len(there) == 1 else None
    return modal(
        ids.DELEGATED_WINDOW,
        "Decide it alone",
        [
            *(paragraph(class_line(of, alliance.matters, today)) for of in there[:MOST_SHOWN]),
            small("It is decided when you send this. It stays in the log, and everybody in the channel is told."),
            field("matter", "Class of matters", list_input(choices, chosen)),
            field("what", "What is decided", few_words(longest=LONGEST_WHAT)),
            field("why", "Why", long_words()),
            field("sum", "Sum", sum_input(), hint="In pounds."),
        ],
        submit="Decide",
        close="Cancel",
        keeps={"alliance": alliance.id},
    )
