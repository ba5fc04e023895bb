"""The window in which a proposal can be read, all of it, and answered."""

from collections.abc import Iterator
from dataclasses import dataclass

from decisions.alliance.alliance import Partner
from decisions.proposal.outcome import consents, objects, waits_for
from decisions.proposal.proposal import Revision
from handlers.views.answers.suggestion import suggestion_beside
from handlers.views.blocks import ids
from handlers.views.blocks.answers import voices
from handlers.views.blocks.answers.ends import lifted_objections
from handlers.views.blocks.answers.parts import ALL, part_lines
from handlers.views.blocks.answers.statements import beside_the_record, statement_lines
from handlers.views.blocks.kit import Block, View, actions, answer_elements, button, modal, paragraph, small
from handlers.views.blocks.pages import page_at, pages, turn
from handlers.views.blocks.proposal.change_words import change_words
from handlers.views.blocks.proposal.diff import MARKS, all_changes
from handlers.views.blocks.proposal.form import filled_in
from handlers.views.blocks.proposal.matters import passed_words
from handlers.views.blocks.proposal.papers import paper_list
from handlers.views.blocks.proposal.proposal_view import ProposalView, all_who_decide, name, where_it_stands
from handlers.views.blocks.words.text import escape, join_words, link, shorten
from handlers.views.blocks.written import whole, whole_words
from handlers.views.card.facts_line import facts_line

MOST_ENDS = 40


@dataclass(frozen=True)
class Reading:
    """What one person reads. `partner` is whom they speak for; `seen` the text that this partner answered last."""

    view: ProposalView
    partner: Partner | None
    seen: Revision | None

    @property
    def may_answer(self) -> bool:
        return self.partner is not None and not self.view.proposal.is_final and not self.has_stepped_back

    @property
    def has_stepped_back(self) -> bool:
        return self.partner is not None and self.partner.id in self.view.stepped_back


def reading_window(reading: Reading, page: object = 0, notice: str = "") -> View:
    """Show one page; most proposals have only one. `notice` is what happened just now, in mrkdwn."""
    view = reading.view
    divided = pages(_entries(reading))
    shown = page_at(page, divided)
    blocks = [
        *([paragraph(notice)] if notice else []),
        paragraph(f"*{link(view.card_url, _plain_name(view))}*\n{where_it_stands(view)}"),
        *divided[shown],
        *turn(ids.READ_PAGE, view.value(), shown, len(divided)),
    ]
    # Whoever answers has every page behind them.
    if reading.may_answer and shown == len(divided) - 1:
        blocks += _answers(reading)
    return modal("window.reading", f"Read No. {view.proposal.number}", blocks, keeps={})


def changes_window(view: ProposalView, before: Revision, after: Revision, page: object = 0) -> View:
    """Show all that changed from one text to another."""
    divided = pages([[block] for block in all_changes(before, after, view)])
    shown = page_at(page, divided)
    value = {**view.value(after.number), "since": before.number}
    return modal(
        "window.changes",
        f"Changes of No. {view.proposal.number}",
        [
            paragraph(f"*{name(view)}*"),
            small(f"From revision {before.number} to revision {after.number} ({MARKS})"),
            *divided[shown],
            *turn(ids.CHANGES_PAGE, value, shown, len(divided)),
        ],
    )


def _entries(reading: Reading) -> Iterator[list[Block]]:
    view = reading.view
    proposal, current = view.proposal, view.proposal.current
    if reading.seen and reading.seen.number != current.number:
        words = f"*What changed since your organisation's answer* ({MARKS})"
        yield [paragraph(words), *all_changes(reading.seen, current, view), paragraph("*The whole text now*")]
    if proposal.change:
        yield [paragraph(change_words(view, proposal.change))]
    yield whole(current.rich_text)
    yield [paragraph("*Why this is best for people*"), *whole_words(current.benefit)]
    if current.papers:
        yield [paragraph(f"*Papers, consented to with the text*\n{paper_list(view, current)}")]
    yield [*filled_in(current)]
    yield [small(facts_line(view))]
    if (passed := passed_words(view.alliance, current)) and not view.proposal.is_final:
        yield [small(passed)]
    yield [{"type": "divider"}]
    yield from _voices(view)


def _voices(view: ProposalView) -> Iterator[list[Block]]:
    """Say who stands where: objections first, then who consents, and whom it waits for."""
    proposal, partners = view.proposal, view.deciders
    yield from _objections(view)
    agree = consents(proposal, partners)
    if agree:
        yield [paragraph(shorten(f"✅ {_names(agree)} {'consents' if len(agree) == 1 else 'consent'}", 2900))]
    for partner in agree:
        if view.standing[partner.id].concern:
            yield [voices.concern(view, view.standing[partner.id])]
    for line in (*part_lines(view, ALL), *statement_lines(view, ALL)):
        yield [paragraph(shorten(line, 2900))]
    yield from beside_the_record(view)
    if proposal.is_final:
        return
    if silent := waits_for(proposal, partners):
        yield [paragraph(shorten(f"◻️ Waits for {_names(silent)}", 2900))]
    for asked in view.questions.values():
        yield [voices.question(view, asked) if asked.words else voices.time_taken(view, asked)]


def _objections(view: ProposalView) -> Iterator[list[Block]]:
    """Show those that stand, with the texts they bring, and how the others ended."""
    for partner in objects(view.proposal, view.deciders):
        said = view.standing[partner.id]
        yield [voices.objection(view, said), *suggestion_beside(view, said)]
    for ended in lifted_objections(view, MOST_ENDS, voices.ALL):
        yield [ended]


def _answers(reading: Reading) -> Iterator[Block]:
    view, partner = reading.view, reading.partner
    count = len(view.deciders)
    consent = "consents" if count == 1 else "consent"
    if view.reserved_to:
        yield small(f"{view.reserved_to} decides this alone, whose matter it is by law. The others give their views.")
        owners = {each.id for each in view.deciders}
        if partner and partner.id not in owners:
            yield actions(button("Our view…", ids.OUR_OPINION, view.value()))
            return
    else:
        yield small(f"Decided only when {all_who_decide(view)} {consent}. Silence is not consent.")
    if partner:
        yield paragraph(f"*What does {escape(partner.name)} answer?*")
    yield actions(*answer_elements(view.value()))


def _names(partners: list[Partner]) -> str:
    return join_words([escape(partner.name) for partner in partners])


def _plain_name(view: ProposalView) -> str:
    return f"No. {view.proposal.number} · {view.proposal.current.title}"
