"""The windows in which somebody sees the partners, proposes that one joins or leaves, or says who speaks for one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from decisions.alliance.alliance import Alliance, Partner
from decisions.people.stand_in import last_day
from handlers.views.blocks import ids
from handlers.views.blocks.closed import closed_words
from handlers.views.blocks.inputs import (
    day_input,
    few_words,
    field,
    list_input,
    long_words,
    people_input,
    person_input,
    rich_words,
)
from handlers.views.blocks.kit import LONGEST_SECTION, Block, View, actions, button, modal, paragraph, small
from handlers.views.blocks.proposal.matters import limit_words
from handlers.views.blocks.words.text import escape, person, shorten
from handlers.views.people.appointment import speakers

RULE = "Every partner has to consent to this, as to any proposal. Accord carries it out when it is agreed."
NOBODY_CAN = "If none of them can, whoever runs Accord records the organisation's word."


def partners_window(
    alliance: Alliance, names: Mapping[str, str], *, is_manager: bool = False, is_unmanaged: bool = False
) -> View:
    """List the partners and who speaks for them. A manager finds the settings here, from whatever workspace.

    Where nobody is left who manages, the partners can say who does.
    """
    value = {"alliance": alliance.id}
    choices = {
        ids.JOINS: "A partner joins…",
        ids.LEAVES: "A partner leaves…",
        ids.SPEAKS: "Who speaks for a partner…",
        ids.LADDER: "When we are stuck…",
        **({ids.MANAGES: "Who manages…"} if is_unmanaged else {}),
        ids.CLOSES: "We close this alliance…",
    }
    *often, seldom = [
        button(words, f"{ids.CHANGE_PARTNERS}.{act}", {**value, "act": act}) for act, words in choices.items()
    ]
    buttons = [*often, button("Interests…", ids.REGISTER_OF_INTERESTS, value)]
    if alliance.matters.are_used:
        buttons.append(button("Whose matter is it…", ids.MATTERS, value))
    if is_manager:
        buttons.append(button("Settings", ids.HOME_SETTINGS, value))
    buttons.append(seldom)
    listed = _in_paragraphs(_represented(alliance, it, names) for it in alliance.partners)
    if alliance.is_closed:
        return modal("window.partners", "The partners", [paragraph(closed_words(alliance)), *listed])
    return modal(
        "window.partners",
        "The partners",
        [*listed, {"type": "divider"}, small(f"You can propose that one joins or leaves. {RULE}"), actions(*buttons)],
    )


def _represented(alliance: Alliance, partner: Partner, names: Mapping[str, str]) -> str:
    who = speakers(partner.representatives, names, partner.stand_ins, _until(alliance, partner))
    return f"*{escape(partner.name)}* · {who}{limit_words(alliance.matters, partner.name)}"


def joins_window(alliance: Alliance) -> View:
    return window_of_change(
        ids.PARTNER_JOINS_WINDOW,
        "A partner joins",
        alliance,
        [field("name", "The organisation's name", few_words(longest=80)), *_people()],
    )


def leaves_window(alliance: Alliance) -> View:
    return window_of_change(ids.PARTNER_LEAVES_WINDOW, "A partner leaves", alliance, [_which(alliance)])


def closes_window(alliance: Alliance) -> View:
    what = small(
        f"This closes {escape(alliance.name)} for good. What is open then ends without a decision, and nothing can be "
        "raised, answered or changed any more. Everything can still be read, searched and exported."
    )
    hint = "In your own words: why, and what goes on elsewhere. It is closed at once when the last partner consents."
    return window_of_change(ids.ALLIANCE_CLOSES_WINDOW, "We close this alliance", alliance, [what], hint)


def representatives_window(alliance: Alliance, partner: Partner) -> View:
    """A partner says who speaks for it; those who do now are chosen already."""
    lead, *deputies = partner.lasting
    until = _until(alliance, partner)
    stand_ins = people_input(partner.stand_ins)
    return modal(
        ids.REPRESENTATIVES_WINDOW,
        "Who speaks for us",
        [
            small(
                f"{escape(partner.name)} says this itself. It counts at once, everybody in the channel is told, and "
                "it can be undone there."
            ),
            *_people(lead, deputies),
            field("stand_ins", "Standing in", stand_ins, hint="They answer beside you for a time.", optional=True),
            field("until", "Only until", day_input(until), hint="Their last day. It ends by itself.", optional=True),
            actions(button("Our own limit…", ids.OWN_LIMIT, {"alliance": alliance.id})),
            small(f"For another partner, its own people can change it here. {NOBODY_CAN}"),
        ],
        submit="Change",
        close="Cancel",
        keeps={"alliance": alliance.id, "partner": partner.id},
    )


def who_can_window(alliance: Alliance, names: Mapping[str, str]) -> View:
    """Somebody who speaks for no partner reads who can change who does."""
    return modal(
        "window.who_can",
        "Who speaks for a partner",
        [
            paragraph(f"A partner says itself who speaks for it. {NOBODY_CAN}"),
            *_in_paragraphs(f"{escape(partner.name)}: {_those(partner, names)}" for partner in alliance.partners),
        ],
    )


def _until(alliance: Alliance, partner: Partner) -> date | None:
    return last_day(partner.ends_at, alliance.timezone) if partner.ends_at else None


def _those(partner: Partner, names: Mapping[str, str]) -> str:
    if not partner.representatives:
        return "nobody can change it here now"
    *others, last = [person(names, representative) for representative in partner.lasting]
    return f"{', '.join(others)} or {last} can change it here" if others else f"{last} can change it here"


def _in_paragraphs(lines: Iterable[str]) -> list[Block]:
    paragraphs = [""]
    for line in lines:
        if len(paragraphs[-1]) + len(line) + 1 >= LONGEST_SECTION:
            paragraphs.append("")
        paragraphs[-1] += shorten(f"{line}\n", LONGEST_SECTION - 1)
    return [paragraph(lines) for lines in paragraphs[:80] if lines]


def window_of_change(
    callback_id: str,
    title: str,
    alliance: Alliance,
    fields: Sequence[Block],
    hint: str = "In your own words: what changes, and from when.",
) -> View:
    more = [
        field("text", "What we propose", rich_words(), hint=hint),
        field("benefit", "Why this is best for people", long_words()),
    ]
    return modal(
        callback_id,
        title,
        [small(RULE), *fields, *more],
        submit="Raise",
        close="Cancel",
        keeps={"alliance": alliance.id},
    )


def _which(alliance: Alliance) -> Block:
    choices = {str(partner.id): partner.name for partner in alliance.partners[:100]}
    return field("partner", "Partner", list_input(choices))


def _people(lead: str = "", deputies: Sequence[str] = ()) -> list[Block]:
    return [
        field("people", "Who leads", person_input(lead)),
        field("deputies", "Deputies", people_input(deputies), optional=True),
    ]
