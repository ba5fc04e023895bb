"""What History shows: every revision and every answer, in order."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from decisions.afterwards.follow_up import end_of
from decisions.afterwards.review import review_due_on
from decisions.proposal.facts import BundleFact
from decisions.proposal.proposal import Interest, Kind, Question, Response, Review, Revision
from decisions.words.worded import LONGEST_WORDS
from handlers.views.afterwards.action import added_action, ended_action
from handlers.views.afterwards.correction import record_words
from handlers.views.answers.sealed import sealed_history
from handlers.views.answers.suggestion import all_suggested_changes
from handlers.views.blocks import ids
from handlers.views.blocks.answers.ends import end_parts
from handlers.views.blocks.answers.parts import part_words
from handlers.views.blocks.answers.statements import beside_the_record
from handlers.views.blocks.kit import Block, View, modal, paragraph, small
from handlers.views.blocks.pages import page_at, pages, turn
from handlers.views.blocks.proposal.diff import all_changes
from handlers.views.blocks.proposal.form import filled_in
from handlers.views.blocks.proposal.matters import answers_by
from handlers.views.blocks.proposal.papers import paper_list
from handlers.views.blocks.proposal.proposal_view import (
    ProposalView,
    agreed_word,
    by_whom,
    taken_words,
    trial_words,
    where_it_stands,
)
from handlers.views.blocks.proposal.steps import steps_taken
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import day, escape, link, say_day, sentence
from handlers.views.blocks.written import whole, whole_words


def history_window(view: ProposalView, page: int = 0, below: Sequence[Block] = ()) -> View:
    """Show one page, counted from 0; a page too high shows the last. `below` leads elsewhere."""
    divided = pages(_entries(view))
    shown = page_at(page, divided)
    blocks = [paragraph(f"{link(view.card_url, _plain_name(view))}\n{where_it_stands(view)}"), *_around(view)]
    blocks += [*divided[shown], *turn(ids.HISTORY_PAGE, {"proposal": view.proposal.id}, shown, len(divided))]
    return modal("window.history", f"History of No. {view.proposal.number}", [*blocks, *below])


def _around(view: ProposalView) -> Iterator[Block]:
    """Say which decision it replaces or is replaced by, and when it is looked at again."""
    current = view.proposal.current
    if current.supersedes:
        yield small(f"Supersedes {link(view.supersedes_url, f'No. {current.supersedes} · {view.supersedes_title}')}")
    for number in view.superseded_by:
        yield small(f"*Superseded by No. {number}*")
    if current.owner:
        yield small(f"Owner: {view.person(current.owner)}")
    if current.topics:
        yield small(f"Topics: {escape(', '.join(current.topics))}")
    counts = "It counted from" if view.has_ended else "In force from"
    days = {"Not to be decided before": current.earliest_on, counts: current.in_force_on}
    yield from (small(f"{words} {say_day(on)}") for words, on in days.items() if on)
    if words := trial_words(view):
        yield small(sentence(words))
    if (review_on := review_due_on(view.proposal)) and not view.has_ended:
        yield small(f"Review on {say_day(review_on)}")
    if words := record_words(view.proposal, view.today):
        yield small(sentence(words))


def _plain_name(view: ProposalView) -> str:
    return f"No. {view.proposal.number} · {view.proposal.current.title}"


def _entries(view: ProposalView) -> Iterator[list[Block]]:
    proposal = view.proposal
    first, *later = proposal.revisions
    yield [_when(view, "*Raised*", first.by, first), *whole(first.rich_text), *_papers(view, first)]
    yield [paragraph("*Why this is best for people*"), *whole_words(first.benefit)]
    yield [*filled_in(first)]
    yield from _answers(view, 1)
    for before, after in pairwise([first, *later]):
        yield [
            _when(view, f"*Amended: revision {after.number}*", after.by, after),
            *all_changes(before, after, view),
            *(small(words) for words in taken_words(view, after)),
        ]
        yield [small(f"The text of revision {after.number}:"), *whole(after.rich_text), *_papers(view, after)]
        yield from _answers(view, after.number)
    if proposal.agreement:
        yield [paragraph(f"✅ *{agreed_word(view)}* on {day(proposal.agreement.at, view.zone)}")]
    yield from _ratified(view)
    for review in proposal.reviews:
        kept = [rich_text.block(rich_text.quote(review.note))] if review.note else []
        yield [_when(view, "🔎 *Looked at again, and kept*", review.by, review), *kept]
    for this in proposal.actions:
        yield added_action(view, this)
        if end := end_of(proposal, this):
            yield ended_action(view, this, end)
    yield from beside_the_record(view)
    if proposal.withdrawal:
        said = f"*Withdrawn* by {by_whom(view, proposal.withdrawal)}"
        yield [paragraph(said), rich_text.block(rich_text.quote(proposal.withdrawal.reason))]


def _ratified(view: ProposalView) -> Iterator[list[Block]]:
    """Tell of the meeting at which those present took note of what could not wait; it changed nothing."""
    if view.ratified_on:
        yield [paragraph(f"🖊️ *Ratified* at the meeting on {say_day(view.ratified_on)}: those present took note of it.")]


def _papers(view: ProposalView, text: Revision) -> list[Block]:
    return [small(paper_list(view, text))] if text.papers else []


def _answers(view: ProposalView, revision: int) -> Iterator[list[Block]]:
    if revision == 1:
        yield from ([words] for words in sealed_history(view))
    yield from _bundles(view, revision)
    told = view.proposal
    yield from (_question(view, each) for each in told.questions if each.revision == revision)
    yield from (_answer(view, each) for each in told.responses if each.revision == revision)
    yield from ([_beforehand(view, each)] for each in told.beforehand if each.revision == revision)
    yield from (_part(view, each) for each in told.interests if each.revision == revision)
    yield from steps_taken(view, revision)


def _bundles(view: ProposalView, revision: int) -> Iterator[list[Block]]:
    for put_in in (each for each in view.proposal.bundled if each.revision == revision):
        yield [_when(view, "🧺 Put in a bundle", put_in.by, put_in)]
    for out in (each for each in view.proposal.unbundled if each.revision == revision):
        yield [_when(view, "↪️ Taken out of its bundle", out.by, out)]


def _question(view: ProposalView, asked: Question) -> list[Block]:
    words = "would consent," if asked.subject_to else "needs time, and"
    kept = [rich_text.block(rich_text.quote(asked.words))] if asked.words else []
    sign, partner = "❓" if asked.words else "⏳", view.partner_name(asked.partner_id)
    return [_when(view, f"{sign} *{partner}* {words} {escape(answers_by(asked))}", asked.by, asked), *kept]


def _answer(view: ProposalView, said: Response) -> list[Block]:
    partner = f"*{view.partner_name(said.partner_id)}*"
    if said.kind is Kind.UNDO:
        return [_when(view, f"↩️ {partner} took its consent back", said.by, said)]
    if said.kind is Kind.CONSENT:
        words = "consents with a concern" if said.concern else "consents"
        kept = [rich_text.block(rich_text.quote(said.concern))] if said.concern else []
        if said.settled_by:
            words, kept = "consents, and lifts its objection", [rich_text.block(*end_parts(said, LONGEST_WORDS))]
        said_at = f" (said beforehand on {day(said.said_at, view.zone)})" if said.said_at else ""
        return [_when(view, f"{'☑️' if said.concern else '✅'} {partner} {words}{said_at}", said.by, said), *kept]
    parts = [rich_text.quote(said.reason)]
    if said.acceptable_if:
        parts += [rich_text.section(*rich_text.of_words("Acceptable if:", "bold")), rich_text.quote(said.acceptable_if)]
    suggested = view.suggestion_beside(said)
    brought = all_suggested_changes(view, suggested) if suggested else []
    return [_when(view, f"✋ {partner} objects", said.by, said), rich_text.block(*parts), *brought]


def _part(view: ProposalView, said: Interest) -> list[Block]:
    kept = [rich_text.block(rich_text.quote(said.words))] if said.words else []
    who = f" · {view.person(said.by)}" if said.by else ""
    return [paragraph(f"↪️ {part_words(view, said)}{who}, {day(said.at, view.zone)}"), *kept]


def _beforehand(view: ProposalView, said: Response) -> Block:
    suggested = next(each for each in view.proposal.suggestions if each.text_sha256 == said.text_sha256)
    whose = f"the text that {view.partner_name(suggested.partner_id)} suggests"
    verb = "would consent to" if said.kind is Kind.CONSENT else "would no longer consent to"
    return _when(view, f"💡 *{view.partner_name(said.partner_id)}* {verb} {whose}", said.by, said)


def _when(view: ProposalView, what: str, who: str, fact: Response | Question | Revision | Review | BundleFact) -> Block:
    return paragraph(f"{what} · {view.person(who)}, {day(fact.at, view.zone)}")
