"""The window in which somebody proposes who manages an alliance that has no manager left."""

from decisions.alliance.alliance import Alliance
from handlers.views.blocks import ids
from handlers.views.blocks.inputs import field, people_input
from handlers.views.blocks.kit import View, small
from handlers.views.windows.people.partner_windows import window_of_change


def managing_window(alliance: Alliance) -> View:
    what = small("Nobody is left here who manages. Managers raise, amend and remind, and change the settings.")
    fields = [what, field("operations_managers", "Operations managers", people_input())]
    hint = "In your own words: who takes this on, and from when."
    return window_of_change(ids.MANAGING_WINDOW, "Who manages", alliance, fields, hint)
