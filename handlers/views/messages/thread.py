"""What stands in a card's thread, so that people can talk there?"""

from collections.abc import Mapping
from typing import Any

from decisions.proposal import Revision
from handlers.views.blocks import rich_text
from handlers.views.blocks.diff import changes
from handlers.views.blocks.kit import Block, Said, paragraph, small
from handlers.views.blocks.proposal_view import Picture, change_words, everyone, name
from handlers.views.blocks.text import day, link, shorten

About = Mapping[str, Any]

# Longest piece of a text that one message in the thread holds.
LONGEST_PIECE = 3000
LONGEST_OUTCOME = 2500


def objection(picture: Picture, about: About) -> Said:
    given = picture.response(about["response"])
    text = f"✋ {picture.partner_name(given.partner_id)} objects to No. {picture.proposal.number}"
    return Said(
        text,
        [
            paragraph(f"*{text}* · {picture.person(given.by)}"),
            rich_text.block(
                rich_text.section(*rich_text.of_words("Reason", "bold")),
                rich_text.quote(given.reason),
                rich_text.section(*rich_text.of_words("What would make it acceptable", "bold")),
                rich_text.quote(given.acceptable_if or "Not said yet."),
            ),
            small("Please talk about it here. Consent on the card lifts the objection; Amend puts a new text."),
        ],
    )


def concern(picture: Picture, about: About) -> Said:
    given = picture.response(about["response"])
    text = f"☑️ {picture.partner_name(given.partner_id)} consents to No. {picture.proposal.number} with a concern"
    return Said(
        text,
        [paragraph(f"*{text}* · {picture.person(given.by)}"), rich_text.block(rich_text.quote(given.concern))],
    )


def amendment(picture: Picture, about: About) -> Said:
    after, before = picture.proposal.revisions[about["revision"] - 1], picture.proposal.revisions[about["revision"] - 2]
    text = f"No. {picture.proposal.number} has a new text (revision {after.number}) by {picture.person(after.by)}"
    return Said(
        text,
        [
            paragraph(f"*{text}*\nEvery partner is asked again. Struck through: taken out. Bold: put in."),
            changes(before, after, picture.names),
        ],
    )


def whole_text(picture: Picture, about: About) -> Said:
    """One piece of a text that the card has no room for."""
    pieces = pieces_of_text(picture.proposal.revisions[about["revision"] - 1])
    text = f"The whole text of No. {picture.proposal.number}, revision {about['revision']}"
    part = f" ({about['piece'] + 1} of {len(pieces)})" if len(pieces) > 1 else ""
    return Said(f"{text}{part}", [paragraph(f"*{text}*{part}"), pieces[about["piece"]]])


def pieces_of_text(written: Revision) -> list[Block]:
    text = rich_text.harmless(written.rich_text)["elements"]
    why = rich_text.section(*rich_text.of_words("Why this is best for people", "bold"))
    return rich_text.split(rich_text.block(*text, why, rich_text.quote(written.benefit)), LONGEST_PIECE)


def withdrawal(picture: Picture, about: About) -> Said:  # noqa: ARG001 (every message is made from both)
    ended = picture.proposal.withdrawal
    if ended is None:
        raise ValueError(f"No. {picture.proposal.number} is not withdrawn")
    text = f"No. {picture.proposal.number} was withdrawn by {picture.person(ended.by)}"
    return Said(text, [paragraph(f"*{text}*"), rich_text.block(rich_text.quote(ended.reason))])


def outcome(picture: Picture, about: About) -> Said:  # noqa: ARG001 (every message is made from both)
    """Announce the decision; it also shows in the channel."""
    proposal, partners = picture.proposal, picture.alliance.partners
    if proposal.agreement is None:
        raise ValueError(f"No. {proposal.number} is not agreed")
    text = f"✅ Agreed: {name(picture)}"
    pieces = rich_text.split(rich_text.harmless(proposal.current.rich_text), LONGEST_OUTCOME)
    blocks = [paragraph(f"*{text}*")]
    if proposal.change:
        blocks.append(paragraph(change_words(picture, proposal.change).replace("*When agreed:* ", "*From now on:* ")))
    blocks.append(pieces[0])
    if len(pieces) > 1:
        blocks.append(small(f"{link(picture.card_url, 'The card')} and its thread have the whole text."))
    if proposal.current.supersedes:
        earlier = f"No. {proposal.current.supersedes} · {shorten(picture.supersedes_title, 150)}"
        blocks.append(small(f"It supersedes {link(picture.supersedes_url, earlier)}."))
    names = ", ".join(picture.partner_name(partner.id) for partner in partners)
    agreed_on = day(proposal.agreement.at, picture.zone)
    who = f"Agreed on {agreed_on} by {everyone(len(partners))}: {names}"
    blocks.append(small(shorten(who, 2900)))
    return Said(text, blocks)
