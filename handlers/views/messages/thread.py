"""What stands in a card's thread, so that people can talk there."""

from collections.abc import Iterator, Mapping
from typing import Any

from handlers.views.afterwards.action import menu_of_outcome
from handlers.views.blocks.answers.on_record import on_record, small_lines
from handlers.views.blocks.answers.parts import stepped_back_words
from handlers.views.blocks.answers.statements import statement_lines
from handlers.views.blocks.kit import Message, beside, paragraph, small
from handlers.views.blocks.proposal.change_words import change_words
from handlers.views.blocks.proposal.diff import changes
from handlers.views.blocks.proposal.form import excerpt_with_form
from handlers.views.blocks.proposal.papers import brings_papers_alone, paper_lines
from handlers.views.blocks.proposal.proposal_view import (
    ProposalView,
    agreed_word,
    all_who_decide,
    by_whom,
    follow_through,
    name,
    taken_words,
    who_is_asked,
)
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import day, link, shorten

About = Mapping[str, Any]

# The outcome says in a few lines what was decided; the rest is one press away.
LONGEST_OUTCOME, MOST_KEPT, LONGEST_KEPT = 200, 4, 65


def concern(view: ProposalView, about: About) -> Message:
    given = view.response(about["response"])
    text = f"☑️ {view.partner_name(given.partner_id)} consents to No. {view.proposal.number} with a concern"
    return Message(
        text,
        [paragraph(f"*{text}* · {view.person(given.by)}"), rich_text.block(rich_text.quote(given.concern))],
    )


def amendment(view: ProposalView, about: About) -> Message:
    after, before = view.proposal.revisions[about["revision"] - 1], view.proposal.revisions[about["revision"] - 2]
    new = "other papers" if brings_papers_alone(before, after) else "a new text"
    text = f"No. {view.proposal.number} has {new} (revision {after.number}) by {view.person(after.by)}"
    asked = who_is_asked(view, after.number)
    return Message(
        text,
        [
            paragraph(f"*{text}*\n{asked} Struck through: taken out. Bold: put in."),
            *changes(before, after, view.names, view.value(after.number)),
            *(small(words) for words in taken_words(view, after)),
        ],
    )


def withdrawal(view: ProposalView, about: About) -> Message:  # noqa: ARG001 (every message is made from both)
    ended = view.proposal.withdrawal
    if ended is None:
        raise ValueError(f"No. {view.proposal.number} is not withdrawn")
    text = f"No. {view.proposal.number} was withdrawn by {by_whom(view, ended)}"
    return Message(text, [paragraph(f"*{text}*"), rich_text.block(rich_text.quote(ended.reason))])


def outcome(view: ProposalView, about: About) -> Message:  # noqa: ARG001 (every message is made from both)
    """Announce the decision; it also shows in the channel. Who consented stands on the card, and in what it opens."""
    proposal = view.proposal
    if proposal.agreement is None:
        raise ValueError(f"No. {proposal.number} is not agreed")
    text, current, value = f"✅ {agreed_word(view)}: {name(view)}", proposal.current, view.value()
    blocks = [beside(f"*{text}*", menu_of_outcome(view))]
    if proposal.change:
        blocks.append(paragraph(change_words(view, proposal.change).replace("*When agreed:* ", "*From now on:* ")))
    blocks += excerpt_with_form(current, LONGEST_OUTCOME, value)
    blocks += small_lines(
        [" · ".join(_what_follows(view)), *paper_lines(view), *on_record(view, MOST_KEPT, LONGEST_KEPT)]
    )
    blocks += small_lines(statement_lines(view, LONGEST_KEPT))
    return Message(text, blocks)


def _what_follows(view: ProposalView) -> Iterator[str]:
    proposal, current = view.proposal, view.proposal.current
    if proposal.agreement:
        back = f"; {stepped_back_words(view, LONGEST_KEPT)}" if view.stepped_back else ""
        yield f"{agreed_word(view)} on {day(proposal.agreement.at, view.zone)} by {all_who_decide(view)}{back}"
    yield from follow_through(view)
    if current.supersedes:
        earlier = f"No. {current.supersedes} · {shorten(view.supersedes_title, 150)}"
        yield f"supersedes {link(view.supersedes_url, earlier)}"
