"""What stands in a card's thread, so that people can talk there?"""

from collections.abc import Mapping
from typing import Any

from handlers.views.blocks import rich_text, voices
from handlers.views.blocks.diff import changes
from handlers.views.blocks.ends import lifted_objections
from handlers.views.blocks.kit import Said, beside, paragraph, small
from handlers.views.blocks.proposal_view import Picture, change_words, everyone, name, taken_words, who_is_asked
from handlers.views.blocks.text import day, link, say_day, shorten
from handlers.views.blocks.written import excerpt, read_button

About = Mapping[str, Any]

# The outcome says in a few lines what was decided; the rest is one press away.
LONGEST_OUTCOME, LONGEST_CONCERN, MOST_CONCERNS = 400, 200, 4
# How many objections the outcome tells the end of, and in how many words.
MOST_ENDS, LONGEST_END = 4, 200


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
    """Announce the decision; it also shows in the channel."""
    proposal, partners = picture.proposal, picture.alliance.partners
    if proposal.agreement is None:
        raise ValueError(f"No. {proposal.number} is not agreed")
    text, current, value = f"✅ Agreed: {name(picture)}", proposal.current, picture.value()
    blocks = [paragraph(f"*{text}*")]
    if proposal.change:
        blocks.append(paragraph(change_words(picture, proposal.change).replace("*When agreed:* ", "*From now on:* ")))
    blocks += excerpt(current.rich_text, LONGEST_OUTCOME, value)
    follows = [f"Owner: {picture.person(current.owner)}"] if current.owner else []
    follows += [f"In force from {say_day(current.in_force_on)}"] if current.in_force_on else []
    follows += [f"Review on {say_day(current.review_on)}"] if current.review_on else []
    if follows:
        blocks.append(small(" · ".join(follows)))
    if current.supersedes:
        earlier = f"No. {current.supersedes} · {shorten(picture.supersedes_title, 150)}"
        blocks.append(small(f"It supersedes {link(picture.supersedes_url, earlier)}."))
    blocks += lifted_objections(picture, MOST_ENDS, LONGEST_END)
    kept = [said for partner in partners if (said := picture.standing.get(partner.id)) and said.concern]
    blocks += [voices.concern(picture, said, LONGEST_CONCERN) for said in kept[:MOST_CONCERNS]]
    if len(kept) > MOST_CONCERNS or any(len(said.concern) > LONGEST_CONCERN for said in kept):
        blocks.append(beside("Every concern in full:", read_button(value)))
    names = ", ".join(picture.partner_name(partner.id) for partner in partners)
    agreed_on = day(proposal.agreement.at, picture.zone)
    who = f"Agreed on {agreed_on} by {everyone(len(partners))}: {names}"
    blocks.append(small(shorten(who, 2900)))
    return Said(text, blocks)
