"""The windows in which somebody sees the alliance's settings, and a manager changes them."""

from collections.abc import Mapping

from decisions.afterwards.correction import USUAL_DAYS
from decisions.alliance.alliance import Alliance, Settings
from decisions.alliance.membership import LONGEST_NAME
from decisions.set_up.settings import mark, name_field
from handlers.views.answers.sealed import first_round_field
from handlers.views.blocks import ids
from handlers.views.blocks.kit import View, actions, button, field, modal, paragraph, small
from handlers.views.blocks.words.text import escape, join_words, person, shorten
from handlers.views.windows.set_up.settings_fields import few_words, settings_fields

# A window has room for a hundred blocks.
MOST_PARTNERS = 80
# What is meant by the codes of the country and the region.
KNOWN = {
    ("GB",): "United Kingdom",
    ("GB", "ENG"): "England",
    ("GB", "NIR"): "Northern Ireland",
    ("GB", "SCT"): "Scotland",
    ("GB", "WLS"): "Wales",
    ("IE",): "Ireland",
}


def settings_window(alliance: Alliance, settings: Settings, names: Mapping[str, str], *, may_change: bool) -> View:
    days = settings.correction_days
    corrected = (
        f"*Record of a decision:* partners may correct it for {days} working days"
        if days
        else "*Working days to correct a record:* none, nobody is asked"
    )
    managers = join_words([person(names, each) for each in settings.operations_managers]) or "nobody"
    lines = [
        f"*Alliance:* {escape(settings.name)}",
        f"*Channel:* <#{alliance.channel}>",
        f"*Time zone:* {escape(settings.timezone)}",
        f"*Digest:* every {settings.digest_day.capitalize()} at {settings.digest_time}",
        f"*Bank holidays kept:* {escape(_holidays(settings))}",
        f"*Operations managers:* {managers}",
        f"*First round of every proposal:* {'sealed' if alliance.seals_first_rounds else 'open'}",
        corrected,
    ]
    value = {"alliance": alliance.id}
    doors = [button("Change…", ids.CHANGE_SETTINGS, value), button("Forms for proposals…", ids.FORMS, value)]
    doors.append(button("Whose matter is it…", ids.MATTERS, value))
    return modal(
        "window.settings",
        "Settings",
        [
            paragraph("\n".join(lines)),
            *([actions(*doors)] if may_change else []),
            small(
                "Operations managers change these, and everybody in the channel is told. "
                "Partners join or leave only when every partner consents: press *Partners*."
            ),
        ],
    )


def _holidays(settings: Settings) -> str:
    """Name whose are kept, by a code alone where the name is not known: "Scotland (GB, SCT)"."""
    codes = tuple(filter(None, (settings.country, settings.region)))
    if not codes:
        return "none: only weekends are free"
    called = KNOWN.get(codes)
    return f"{called} ({', '.join(codes)})" if called else " ".join(codes)


def change_settings_window(alliance: Alliance, settings: Settings, names: Mapping[str, str]) -> View:
    """Ask for the settings, and what each partner is called."""
    called = [
        field(name_field(partner), shorten(f"Name of {partner.name}", 150), few_words(partner.name, LONGEST_NAME))
        for partner in alliance.partners[:MOST_PARTNERS]
    ]
    return modal(
        ids.SETTINGS_WINDOW,
        "Change the settings",
        [
            small("This counts at once. It is kept in the log, and everybody in the channel is told."),
            *settings_fields(settings, names, ids.MANAGERS),
            first_round_field(settings.first_round),
            field(
                "correction_days",
                "Working days to correct a record",
                few_words(str(settings.correction_days or ""), 2),
                optional=True,
                hint=f"After a decision, such as {USUAL_DAYS}. Empty: nobody is asked whether its record is right.",
            ),
            small("A new name is only a name: it changes neither who the partners are nor who speaks for them."),
            *called,
        ],
        submit="Change",
        close="Cancel",
        keeps={"alliance": alliance.id, "seen": mark(alliance, settings)},
    )
