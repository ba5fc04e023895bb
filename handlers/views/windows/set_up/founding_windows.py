"""The windows in which somebody says what an alliance is to be, and who its partners are."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_sdk.models.blocks import ExternalDataSelectElement

from decisions.alliance.membership import LONGEST_NAME, PartnerJoins
from decisions.set_up.founding import Founding, mark
from handlers.views.blocks import ids
from handlers.views.blocks.kit import View, field, modal, small
from handlers.views.windows.set_up.settings_fields import (
    WHO_IS_OFFERED,
    few_words,
    person_chosen,
    settings_fields,
    several,
)


def set_up_window(alliance_id: int, draft: Founding, zone: str, by: str, names: Mapping[str, str]) -> View:
    """Ask for everything but the partners. A new one begins with the person's own zone, and them as manager."""
    said = draft.settings
    managers = said.operations_managers or (() if draft.by else (by,))
    said = replace(said, timezone=said.timezone if draft.by else zone, operations_managers=managers)
    return modal(
        ids.SET_UP_WINDOW,
        "Set up an alliance",
        [
            small("The partners come next, one by one. Nothing is founded before every one of them consents."),
            *settings_fields(said, names, ids.PEOPLE),
        ],
        submit="Keep",
        close="Cancel",
        keeps={"alliance": alliance_id},
    )


def founder_window(alliance_id: int, partner: PartnerJoins | None, names: Mapping[str, str]) -> View:
    """Ask for one partner and who speaks for it."""
    lead, *deputies = partner.representatives if partner else ("",)
    leads = ExternalDataSelectElement(
        action_id=ids.PEOPLE, min_query_length=0, initial_option=person_chosen(lead, names) if lead else None
    )
    kept: dict[str, Any] = {"alliance": alliance_id, **({"founder": mark(partner.name)} if partner else {})}
    return modal(
        ids.FOUNDER_WINDOW,
        "Change a partner" if partner else "Add a partner",
        [
            small("Each partner has one voice. The first who speaks for it leads, deputies answer as well."),
            field("name", "The organisation's name", few_words(partner.name if partner else "", LONGEST_NAME)),
            field("people", "Who leads", leads, hint=WHO_IS_OFFERED),
            several("deputies", "Deputies", deputies, names, ids.PEOPLE, optional=True),
        ],
        submit="Keep",
        close="Cancel",
        keeps=kept,
    )
