"""Small matters in one message: each of them whole, and one press for all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from decisions.alliance.alliance import Alliance, Partner
from decisions.proposal.outcome import waits_for
from decisions.proposal.proposal import Kind
from handlers.views.blocks import ids
from handlers.views.blocks.kit import Block, Message, actions, beside, button, message_size, paragraph, plain, small
from handlers.views.blocks.proposal.brief import titled
from handlers.views.blocks.proposal.form import filled_in
from handlers.views.blocks.proposal.papers import paper_list
from handlers.views.blocks.proposal.proposal_view import ProposalView, all_who_decide, name, where_it_stands
from handlers.views.blocks.words.text import escape, join_words, possessive
from handlers.views.blocks.written import whole, whole_words
from handlers.views.card.facts_line import facts_line
from handlers.views.messages.reminder import Waiting, became, linked, what_became

About = Mapping[str, Any]

# Around what is to be read stand the desk's buttons, a mention, and what becomes of each.
MOST_BLOCKS, LARGEST = 40, 10_500
RULE = "One press consents to each of these for your organisation. Any partner can take one out: it then stands alone."


@dataclass(frozen=True)
class Bundle:
    """A bundle at one moment: what is `there` can be consented to in one press, what is `out` stands alone or ended."""

    alliance: Alliance
    number: int
    there: Sequence[ProposalView]
    out: Sequence[ProposalView] = ()

    def waits_for(self, partner: Partner) -> list[ProposalView]:
        return [view for view in self.there if partner in waits_for(view.proposal, view.deciders)]

    def value(self) -> dict[str, Any]:
        """Name the exact texts that are shown, for a button or a window to carry."""
        shown = [[view.proposal.id, view.proposal.current.number, view.proposal.current.mark] for view in self.there]
        return {"alliance": self.alliance.id, "bundle": self.number, "shown": shown}


@dataclass(frozen=True)
class AskedOfBundle:
    """A bundle, as it is put to one person of a partner."""

    bundle: Bundle
    waiting: Waiting

    @property
    def partner(self) -> Partner | None:
        return self.bundle.alliance.partner(self.waiting.partner_id)


def fits(these: Sequence[ProposalView], alliance: Alliance) -> bool:
    """Whether all of them can be read whole in one message."""
    blocks = list(texts(Bundle(alliance, 0, these), may_take_out=True))
    return len(blocks) <= MOST_BLOCKS and message_size(blocks) <= LARGEST


def longest(these: Sequence[ProposalView]) -> ProposalView:
    return max(these, key=lambda view: message_size(list(_text(view))))


def bundle_message(bundle: Bundle) -> Message:
    """The one message in the channel, which is always true."""
    if not bundle.there:
        words = "Nothing stands in this bundle any more."
        return Message(words, [paragraph(f"🧺 {words}"), *_what_is_out(bundle)])
    headline = f"{_count(bundle)} in one press: {join_words([name(view) for view in bundle.there])}"
    return Message(headline, _put_whole(bundle, f"{_count(bundle)} in one press"))


def bundle_asked(asked: AskedOfBundle, about: About) -> Message:  # noqa: ARG001 (every message is made from both)
    """Put it to somebody of a partner; afterwards say what became of it."""
    bundle, waiting, partner = asked.bundle, asked.waiting, asked.partner
    if partner is None or not bundle.waits_for(partner):
        words = "Thank you: nothing of this bundle waits for your answer now."
        return Message(words, [paragraph(words), *(_became(waiting, view) for view in waiting.proposals)])
    left = len(bundle.waits_for(partner))
    wait = "1 small matter waits" if left == 1 else f"{left} small matters wait"
    headline = f"{wait} for {possessive(escape(partner.name))} answer, in one press"
    return Message(headline, _put_whole(bundle, headline))


def _put_whole(bundle: Bundle, above: str) -> list[Block]:
    return [
        paragraph(f"🧺 *{above}*"),
        *texts(bundle, may_take_out=True),
        {"type": "divider"},
        actions(consent_to_all(bundle)),
        small(f"{RULE} Silence is not consent."),
        *_what_is_out(bundle),
    ]


def bundle_outcomes(views: Sequence[ProposalView]) -> Message:
    """Announce in one message what one press decided; each card has the whole of it."""
    words = f"✅ {len(views)} small matters are agreed" if len(views) > 1 else "✅ 1 small matter is agreed"
    lines = "\n".join(f"{titled(view)} · by {all_who_decide(view)}" for view in views)
    headline = f"{words}: {join_words([name(view) for view in views])}"
    return Message(headline, [paragraph(f"*{words}*\n{lines}")])


def bundle_made_receipt(view: ProposalView, about: About) -> Message:  # noqa: ARG001 (every message is made from both)
    numbers = join_words([f"No. {number}" for number in about["numbers"]])
    return plain(f"Recorded: {numbers} are bundled. One message in the channel shows all of them.")


def bundle_receipt(waiting: Waiting, about: About) -> Message:
    """Confirm what one press consented to; each answer can be changed on its own."""
    count = len(about["proposals"])
    words = f"Recorded: {escape(waiting.partner)} consents to {'1 proposal' if count == 1 else f'{count} proposals'}."
    return Message(words, [paragraph(words), *what_became_of(waiting)])


def what_became_of(waiting: Waiting) -> list[Block]:
    """Tell of those that are answered or have ended."""
    return [what_became(waiting, view) for view in waiting.proposals if became(waiting, view)]


def unbundled(view: ProposalView, about: About) -> Message:
    """Tell in the thread that it stands alone again."""
    by = view.person(about["by"])
    partner = view.alliance.partner_of(about["by"])
    whose = f" ({escape(partner.name)})" if partner else ""
    return plain(f"↪️ {by}{whose} took {name(view)} out of its bundle. It is decided on its own, with the card above.")


def unbundled_receipt(view: ProposalView, about: About) -> Message:  # noqa: ARG001 (every message is made from both)
    return plain(f"Recorded: {linked(view)} is taken out of its bundle and stands alone again. The others go on.")


def texts(bundle: Bundle, *, may_take_out: bool) -> Iterator[Block]:
    """Show each of them whole."""
    for view in bundle.there:
        yield {"type": "divider"}
        words = f"*{linked(view)}*\n{where_it_stands(view)}"
        value = {**view.value(), "bundle": bundle.number}
        yield beside(words, button("Take out", ids.TAKE_OUT, value)) if may_take_out else paragraph(words)
        yield from _text(view)


def _text(view: ProposalView) -> Iterator[Block]:
    current = view.proposal.current
    yield from whole(current.rich_text)
    yield from [small("*Why this is best for people*"), *whole_words(current.benefit)]
    yield from filled_in(current)
    if current.papers:
        yield small(paper_list(view, current))
    yield small(facts_line(view))


def consent_to_all(bundle: Bundle) -> dict[str, Any]:
    return button(consent_words(bundle), ids.CONSENT_TO_ALL, bundle.value(), style="primary")


def consent_words(bundle: Bundle) -> str:
    count = len(bundle.there)
    return {1: "Consent to it", 2: "Consent to both"}.get(count, f"Consent to all {count}")


def _count(bundle: Bundle) -> str:
    count = len(bundle.there)
    return "1 small matter" if count == 1 else f"{count} small matters"


def _what_is_out(bundle: Bundle) -> Iterator[Block]:
    if bundle.out:
        yield small("\n".join(f"{_why_out(view, bundle.number)}" for view in bundle.out))


def _why_out(view: ProposalView, number: int) -> str:
    proposal = view.proposal
    if proposal.agreement:
        return f"✅ {titled(view)} · agreed by {all_who_decide(view)}"
    if proposal.withdrawal:
        return f"↩️ {titled(view)} · withdrawn"
    out = next((each for each in proposal.unbundled if each.bundle == number), None)
    if out:
        return f"↪️ {titled(view)} · taken out by {view.person(out.by)}, it stands alone"
    if any(said.kind is Kind.OBJECTION for said in proposal.responses):
        return f"✋ {titled(view)} · somebody objected, it stands alone"
    return f"✏️ {titled(view)} · has another text since, it stands alone"


def _became(waiting: Waiting, view: ProposalView) -> Block:
    """What waits outside the bundle by now has a card and messages of its own."""
    return what_became(waiting, view) if became(waiting, view) else paragraph(f"↪️ {linked(view)} stands alone now")
