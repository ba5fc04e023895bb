"""What does a proposal's card show? One message in the channel that is always true."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Option, OverflowMenuElement

from decisions.outcome import objects
from decisions.proposal import Kind, Response
from handlers.views import ids, rich_text
from handlers.views.kit import LONGEST_SECTION, Block, Said, actions, button, header, packed, paragraph, small
from handlers.views.picture import Picture, change_words, everyone, name, status_line
from handlers.views.text import age, day, link, say_day, shorten

# Slack takes 50 blocks a message; these keep the card inside, and what is cut stands in the thread in full.
LONGEST_TEXT = 2500
LONGEST_BENEFIT = 1200
MOST_WORDS_OF_PARTNERS = 6000
MOST_OBJECTIONS = 12
MOST_CONCERNS = 8
MOST_PARTNER_PARAGRAPHS = 8


def card(picture: Picture) -> Said:
    text = f"{name(picture)}\n{status_line(picture)}"
    blocks = [*_what(picture), {"type": "divider"}, *_where_it_stands(picture), *_controls(picture)]
    return Said(text, blocks)


def is_cut(text: str, benefit: str) -> bool:
    """Whether the card has no room for all of these words."""
    return len(text) > LONGEST_TEXT or len(benefit) > LONGEST_BENEFIT


def _what(picture: Picture) -> Iterator[Block]:
    proposal, current = picture.proposal, picture.proposal.current
    yield header(current.title)
    yield small(_origin(picture))
    if proposal.change:
        yield paragraph(change_words(picture, proposal.change))
    pieces = rich_text.split(rich_text.harmless(current.rich_text), LONGEST_TEXT)
    yield pieces[0]
    yield paragraph("*Why this is best for people*")
    yield rich_text.block(rich_text.quote(shorten(current.benefit, LONGEST_BENEFIT)))
    if is_cut(current.text, current.benefit):
        yield small("The card has no room for all of it. The whole text is in the thread.")
    if current.supersedes:
        earlier = f"No. {current.supersedes} · {shorten(picture.supersedes_title, 150)}"
        yield small(f"Supersedes {link(picture.supersedes_url, earlier)}")
    for number in picture.superseded_by:
        yield small(f"*Superseded by No. {number}*")


def _origin(picture: Picture) -> str:
    proposal, current = picture.proposal, picture.proposal.current
    raised = f"raised by {picture.person(proposal.author)} on {day(proposal.raised_at, picture.zone)}"
    parts = [f"*No. {proposal.number}*", raised]
    if current.number > 1:
        parts.append(f"revision {current.number} of {day(current.at, picture.zone)}")
    if current.decide_by:
        late = f" (overdue: {age(current.decide_by, picture.now, picture.zone)})" if picture.is_overdue() else ""
        parts.append(f"decide by {say_day(current.decide_by)}{late}")
    return " · ".join(parts)


def _where_it_stands(picture: Picture) -> Iterator[Block]:
    yield paragraph(f"*{status_line(picture)}*")
    if picture.proposal.withdrawal:
        yield rich_text.block(rich_text.quote(shorten(picture.proposal.withdrawal.reason, LONGEST_BENEFIT)))
    yield from _partners(picture)
    yield from _objections(picture)
    yield from _concerns(picture)


def _partners(picture: Picture) -> Iterator[Block]:
    paragraphs = [""]
    for line in (_partner(picture, partner.id) for partner in picture.alliance.partners):
        if len(paragraphs[-1]) + len(line) >= LONGEST_SECTION:
            paragraphs.append("")
        paragraphs[-1] += f"{line}\n"
    for lines in paragraphs[:MOST_PARTNER_PARAGRAPHS]:
        yield paragraph(lines.rstrip() or "No partner decides now.")
    if len(paragraphs) > MOST_PARTNER_PARAGRAPHS:
        yield small("There are more partners than fit here. History in the menu shows every answer.")


def _partner(picture: Picture, partner_id: int) -> str:
    said = picture.standing.get(partner_id)
    if said is None:
        return f"◻️ *{picture.partner_name(partner_id)}* not yet"
    return f"{_sign_and_word(said, picture.partner_name(partner_id))} · {picture.person(said.by)}"


def _sign_and_word(said: Response, partner: str) -> str:
    if said.kind is Kind.OBJECTION:
        return f"✋ *{partner}* objects"
    return f"☑️ *{partner}* consents with a concern" if said.concern else f"✅ *{partner}* consents"


def _objections(picture: Picture) -> Iterator[Block]:
    against = [picture.standing[partner.id] for partner in objects(picture.proposal, picture.alliance.partners)]
    room = max(120, MOST_WORDS_OF_PARTNERS // (2 * max(len(against), 1)))
    for said in against[:MOST_OBJECTIONS]:
        raised = age(said.at, picture.now, picture.zone)
        when = "today" if raised == "today" else f"{raised} ago"
        yield rich_text.block(
            rich_text.section(
                *rich_text.of_words("✋ "),
                *rich_text.of_words(picture.partner_names[said.partner_id], "bold"),
                *rich_text.of_words(f" objects ({when}):"),
            ),
            rich_text.quote(shorten(said.reason, room)),
            rich_text.section(*rich_text.of_words("What would make it acceptable:", "bold")),
            rich_text.quote(shorten(said.acceptable_if, room) or "Not said yet."),
        )
    if len(against) > MOST_OBJECTIONS or any(max(len(said.reason), len(said.acceptable_if)) > room for said in against):
        yield small("Every objection is in the thread in full.")


def _concerns(picture: Picture) -> Iterator[Block]:
    kept = [
        said for partner in picture.alliance.partners if (said := picture.standing.get(partner.id)) and said.concern
    ]
    for said in kept[:MOST_CONCERNS]:
        yield rich_text.block(
            rich_text.section(
                *rich_text.of_words("☑️ "),
                *rich_text.of_words(picture.partner_names[said.partner_id], "bold"),
                *rich_text.of_words(" consents, and asks to keep in mind:"),
            ),
            rich_text.quote(shorten(said.concern, 300)),
        )
    if len(kept) > MOST_CONCERNS or any(len(said.concern) > 300 for said in kept):
        yield small("Every concern is in the thread in full.")


def _controls(picture: Picture) -> Iterator[Block]:
    if picture.proposal.is_final:
        return
    count = len(picture.alliance.partners)
    consent = "consents" if count == 1 else "consent"
    yield small(f"Decided only when {everyone(count)} {consent}. Silence is not consent.")
    value = {"proposal": picture.proposal.id, "revision": picture.proposal.current.number}
    yield actions(
        button("Consent", ids.CONSENT, value, style="primary"), button("Object", ids.OBJECT, value), _menu(value)
    )


def _menu(value: dict[str, int]) -> OverflowMenuElement:
    acts = {"Amend": ids.AMEND, "Withdraw": ids.WITHDRAW, "Remind": ids.REMIND, "History": ids.HISTORY}
    return OverflowMenuElement(
        action_id=ids.MENU,
        options=[Option(text=words, value=packed({**value, "act": act})) for words, act in acts.items()],
    )
