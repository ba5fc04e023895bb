"""The window in which somebody proposes who manages an alliance that has no manager left."""

from slack_sdk.models.blocks import UserMultiSelectElement

from decisions.alliance.alliance import Alliance
from handlers.views.blocks import ids
from handlers.views.blocks.kit import View, field, small
from handlers.views.windows.people.partner_windows import window_of_change

MOST_PEOPLE = 20


def managing_window(alliance: Alliance) -> View:
    people = UserMultiSelectElement(action_id=ids.INPUT, max_selected_items=MOST_PEOPLE)
    what = small("Nobody is left here who manages. Managers raise, amend and remind, and change the settings.")
    fields = [what, field("operations_managers", "Operations managers", people)]
    hint = "In your own words: who takes this on, and from when."
    return window_of_change(ids.MANAGING_WINDOW, "Who manages", alliance, fields, hint)
