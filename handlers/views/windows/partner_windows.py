"""In which windows is it proposed that a partner joins or leaves, or that others speak for it?"""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import (
    Option,
    PlainTextInputElement,
    RichTextInputElement,
    StaticSelectElement,
    UserMultiSelectElement,
    UserSelectElement,
)

from decisions.alliance import Alliance, Partner
from handlers.views.blocks import ids
from handlers.views.blocks.kit import (
    LONGEST_SECTION,
    Block,
    View,
    actions,
    button,
    field,
    long_words,
    modal,
    paragraph,
    small,
)
from handlers.views.blocks.text import escape, join_words, person, shorten

RULE = "Every partner has to consent to this, as to any proposal. Accord carries it out when it is agreed."


def partners_window(alliance: Alliance, names: Mapping[str, str]) -> View:
    """List the partners and who speaks for them."""
    paragraphs = [""]
    for partner in alliance.partners:
        line = f"*{escape(partner.name)}* · {_speakers(partner, names)}\n"
        if len(paragraphs[-1]) + len(line) >= LONGEST_SECTION:
            paragraphs.append("")
        paragraphs[-1] += shorten(line, LONGEST_SECTION - 1)
    value = {"alliance": alliance.id}
    choices = {
        ids.JOINS: "A partner joins…",
        ids.LEAVES: "A partner leaves…",
        ids.SPEAKS: "Others speak for a partner…",
    }
    buttons = [button(words, f"{ids.CHANGE_PARTNERS}.{act}", {**value, "act": act}) for act, words in choices.items()]
    listed = [paragraph(lines) for lines in paragraphs[:80] if lines]
    return modal(
        "window.partners",
        "The partners",
        [*listed, {"type": "divider"}, small(f"You can propose a change. {RULE}"), actions(*buttons)],
    )


def joins_window(alliance: Alliance) -> View:
    name = PlainTextInputElement(action_id=ids.INPUT, max_length=80)
    return _window(
        ids.PARTNER_JOINS_WINDOW,
        "A partner joins",
        alliance,
        [field("name", "The organisation's name", name), *_people()],
    )


def leaves_window(alliance: Alliance) -> View:
    return _window(ids.PARTNER_LEAVES_WINDOW, "A partner leaves", alliance, [_which(alliance)])


def representatives_window(alliance: Alliance) -> View:
    return _window(ids.REPRESENTATIVES_WINDOW, "Who speaks for a partner", alliance, [_which(alliance), *_people()])


def _window(callback_id: str, title: str, alliance: Alliance, fields: Sequence[Block]) -> View:
    text = RichTextInputElement(action_id=ids.INPUT)
    more = [
        field("text", "What we propose", text, hint="In your own words: what changes, and from when."),
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
    options = [Option(text=shorten(partner.name, 75), value=str(partner.id)) for partner in alliance.partners[:100]]
    return field("partner", "Partner", StaticSelectElement(action_id=ids.INPUT, options=options))


def _people() -> list[Block]:
    return [
        field("people", "Who leads", UserSelectElement(action_id=ids.INPUT)),
        field(
            "deputies", "Deputies", UserMultiSelectElement(action_id=ids.INPUT, max_selected_items=20), optional=True
        ),
    ]


def _speakers(partner: Partner, names: Mapping[str, str]) -> str:
    if not partner.representatives:
        return "nobody speaks for it now"
    lead, *deputies = [person(names, representative) for representative in partner.representatives]
    return f"{lead} leads" + (f", {join_words(deputies)} may answer too" if deputies else "")
