"""What stands in a card's thread, so that people can talk there?"""

from collections.abc import Iterator, Mapping
from typing import Any

from handlers.views.blocks import rich_text
from handlers.views.blocks.diff import changes
from handlers.views.blocks.kit import Said, paragraph, small
from handlers.views.blocks.on_record import on_record, small_lines
from handlers.views.blocks.proposal_view import Picture, change_words, everyone, name, taken_words, who_is_asked
from handlers.views.blocks.text import day, link, say_day, shorten
from handlers.views.blocks.written import excerpt

About = Mapping[str, Any]

# The outcome says in a few lines what was decided; the rest is one press away.
LONGEST_OUTCOME, MOST_KEPT, LONGEST_KEPT = 200, 4, 100


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
    asked = who_is_asked(picture, after.number)
    return Said(
        text,
        [
            paragraph(f"*{text}*\n{asked} Struck through: taken out. Bold: put in."),
            *changes(before, after, picture.names, picture.value(after.number)),
            *(small(words) for words in taken_words(picture, after)),
        ],
    )


def withdrawal(picture: Picture, about: About) -> Said:  # noqa: ARG001 (every message is made from both)
    ended = picture.proposal.withdrawal
    if ended is None:
        raise ValueError(f"No. {picture.proposal.number} is not withdrawn")
    text = f"No. {picture.proposal.number} was withdrawn by {picture.person(ended.by)}"
    return Said(text, [paragraph(f"*{text}*"), rich_text.block(rich_text.quote(ended.reason))])


def outcome(picture: Picture, about: About) -> Said:  # noqa: ARG001 (every message is made from both)
    """Announce the decision; it also shows in the channel. Who consented stands on the card, and in what it opens."""
    proposal = picture.proposal
    if proposal.agreement is None:
        raise ValueError(f"No. {proposal.number} is not agreed")
    text, current, value = f"✅ Agreed: {name(picture)}", proposal.current, picture.value()
    blocks = [paragraph(f"*{text}*")]
    if proposal.change:
        blocks.append(paragraph(change_words(picture, proposal.change).replace("*When agreed:* ", "*From now on:* ")))
    blocks += excerpt(current.rich_text, LONGEST_OUTCOME, value)
    blocks += small_lines([" · ".join(_what_follows(picture)), *on_record(picture, MOST_KEPT, LONGEST_KEPT)])
    return Said(text, blocks)


def _what_follows(picture: Picture) -> Iterator[str]:
    proposal, current = picture.proposal, picture.proposal.current
    if proposal.agreement:
        partners = everyone(len(picture.alliance.partners))
        yield f"Agreed on {day(proposal.agreement.at, picture.zone)} by {partners}"
    if current.owner:
        yield f"owner: {picture.person(current.owner)}"
    if current.in_force_on:
        yield f"in force from {say_day(current.in_force_on)}"
    if current.review_on:
        yield f"review on {say_day(current.review_on)}"
    if current.supersedes:
        earlier = f"No. {current.supersedes} · {shorten(picture.supersedes_title, 150)}"
        yield f"supersedes {link(picture.supersedes_url, earlier)}"
