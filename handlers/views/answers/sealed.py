"""What people see of a sealed round: who has answered, and never what, until all answers open."""

from collections.abc import Iterator, Mapping
from typing import Any

from decisions.alliance.alliance import Partner
from decisions.proposal.outcome import standing_responses
from decisions.proposal.proposal import Kind, Response
from decisions.proposal.sealed import FIRST_ROUNDS, is_sealed, may_be_opened, newest
from decisions.said.sealed_facts import Opening, SealedAnswer, Why
from handlers.views.blocks import ids
from handlers.views.blocks.inputs import field, list_input, long_words, ticks
from handlers.views.blocks.kit import Block, Element, Message, View, actions, button, modal, paragraph, plain, small
from handlers.views.blocks.proposal.proposal_view import ProposalView, name, where_it_stands
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import day, escape, join_words, possessive, say_day, shorten
from handlers.views.messages.receipts import confirmation
from handlers.views.messages.reminder import linked

About = Mapping[str, Any]
LONGEST_LINE = 600
HINT = "Who has answered is shown, and what only when all have. It needs a day to decide by."


def first_round_field(chosen: str) -> Block:
    """Ask in the settings how every proposal is answered first."""
    hint = (
        "Of what is raised from then on; a sealed round needs a day to decide by. What changes the alliance is asked "
        "openly."
    )
    return field("first_round", "First round of every proposal", list_input(FIRST_ROUNDS, chosen), hint=hint)


def sealed_field(*, ticked: bool, is_always: bool, some_are_reserved: bool) -> Block:
    """Ask in the window in which a proposal is raised, or say that the alliance has chosen."""
    if is_always:
        words = "🔒 The first round is sealed, as your alliance has chosen. It needs a day to decide by."
        return small(f"{words} A partner's own matter is asked openly." if some_are_reserved else words)
    choices = {"yes": "Answer first, then see what the others say"}
    boxes = ticks(choices, choices if ticked else ())
    return field("sealed", "Sealed first round", boxes, optional=True, hint=HINT)


def sealed_lines(view: ProposalView) -> Iterator[str]:
    """Tell on the card who has answered, and that objections are told when all answers open."""
    if not is_sealed(view.proposal):
        return
    answered = [escape(each.name) for each in view.deciders if each.id in view.sealed_answers]
    if answered:
        verb = "has" if len(answered) == 1 else "have"
        yield f"🔒 {shorten(join_words(answered), LONGEST_LINE)} {verb} answered"
    decide_by = view.proposal.current.decide_by
    late = f", or after {say_day(decide_by)} if a partner that has answered asks for it" if decide_by else ""
    yield (
        f"All answers open together: when the last has answered{late}. Amending or withdrawing opens them too. "
        "Objections are told then."
    )


def sealed_history(view: ProposalView) -> Iterator[Block]:
    """Tell in the history who sealed an answer when, and when all were opened."""
    for each in view.proposal.sealed_answers:
        did = "sealed its answer" if each.digest else "took its sealed answer back"
        who = f"{view.person(each.by)}, {day(each.at, view.zone)}"
        yield paragraph(f"🔒 *{view.partner_name(each.partner_id)}* {did} · {who}")
    if opening := view.proposal.opening:
        yield paragraph(f"🔓 *The answers were opened* on {day(opening.at, view.zone)}: {_why(view, opening)}")


def sealed_words(view: ProposalView) -> str:
    """Say above an answer what becomes of it, "" where the round is open."""
    if not is_sealed(view.proposal):
        return ""
    return (
        "Your answer is sealed: nobody reads it before all answers open. Until then you can answer again, and the "
        "newest answer counts. An objection holds the decision from when it opens."
    )


def ends_round(view: ProposalView) -> list[Block]:
    """Tell whoever amends or withdraws what that does to a sealed round, before it is done."""
    words = "🔒 The first round is sealed: with this it ends, all answers so far open, and everybody reads who did it."
    return [small(words)] if is_sealed(view.proposal) else []


def opening_button(view: ProposalView) -> list[Element]:
    """After the decide-by date, whoever has answered and waits can have the answers opened."""
    shown = may_be_opened(view.proposal, view.today)
    return [button("Open the answers…", ids.OPEN_ANSWERS, view.value())] if shown else []


def opening_window(view: ProposalView) -> View:
    return modal(
        ids.OPEN_ANSWERS_WINDOW,
        "Open the answers?",
        [
            paragraph(f"*{name(view)}*\n{where_it_stands(view)}"),
            paragraph(
                "All sealed answers open together, for everybody to see. Whoever has not answered yet then answers "
                "openly. This can't be undone, and it is recorded that your organisation asked for it."
            ),
        ],
        submit="Open them",
        close="Not now",
        keeps=view.value(),
    )


def sealed_window(view: ProposalView, partner: Partner | None) -> View:
    """Confirm an answer in the place of the window in which it was given, or that it was taken back."""
    title = "Your answer is sealed"
    if partner is None or partner.id not in view.sealed_answers:
        return modal("window.sealed", "Sealed round", [paragraph(_where_it_stands(view))], keeps={})
    blocks = [
        paragraph(f"🔒 *{escape(partner.name)} has answered {name(view)}*\n{where_it_stands(view)}"),
        small(sealed_words(view)),
        _what_else(view),
    ]
    return modal("window.sealed", title, blocks, keeps={})


def sealed_receipt(view: ProposalView, about: About) -> Message:
    """Confirm it, and keep to ourselves what was said, also here, until all answers are open."""
    given = next(each for each in view.proposal.sealed_answers if each.id == about["answer"])
    partner = view.partner_name(given.partner_id)
    if not given.digest:
        return plain(f"Recorded: {possessive(partner)} answer to {name(view)} is taken back. It has not answered now.")
    if (opening := view.proposal.opening) and (said := _as_opened(view, given)):
        opens_all = opening.why is Why.ALL and opening.at == given.at
        return confirmation(view, said, "With it all answers are open." if opens_all else "All answers are open.")
    if view.sealed_answers.get(given.partner_id) != given:
        return plain(f"Recorded: {possessive(partner)} answer to {name(view)}.")
    text = f"Recorded: {possessive(partner)} answer to {name(view)} is sealed."
    return Message(text, [paragraph(f"🔒 {text}"), small(sealed_words(view)), _what_else(view)])


def _as_opened(view: ProposalView, given: SealedAnswer) -> Response | None:
    """Find what an answer became when it was opened; one that was given anew, or taken back, became nothing."""
    if newest(view.proposal).get(given.partner_id) != given:
        return None
    opened = (said for said in view.proposal.responses if said.salt and said.partner_id == given.partner_id)
    return next(opened, None)


def opened_receipt(view: ProposalView, about: About) -> Message:  # noqa: ARG001 (every message is made from both)
    return plain(f"Recorded: the answers to {name(view)} are open.")


def answers_opened(view: ProposalView, about: About) -> Message:  # noqa: ARG001 (every message is made from both)
    """Tell everybody at once what all said. Objections and concerns follow in their own words."""
    opening = view.proposal.opening
    if opening is None:
        raise ValueError(f"No. {view.proposal.number} has no opened answers")
    text = f"🔓 The answers to No. {view.proposal.number} are open"
    lines = [f"*{text}*: {_why(view, opening)}.", *_what_was_said(view, opening)]
    return Message("\n".join(lines)[:2900], [paragraph(shorten("\n".join(lines), 2900))])


def worry_window(view: ProposalView) -> View:
    return modal(
        ids.WORRY_WINDOW,
        "Tell a worry privately",
        [
            paragraph(f"*{name(view)}*"),
            small(
                "It goes to whoever raised this and to the operations managers, in your name, and to nobody else. It "
                "is no answer and no objection, and the decision log does not have it."
            ),
            field("worry", "What worries you", long_words()),
        ],
        submit="Tell them",
        close="Cancel",
        keeps=view.value(),
    )


def worry_notice(view: ProposalView, about: About) -> Message:
    partner = view.partner_names.get(about["partner"], "")
    of = f" of {escape(partner)}" if partner else ""
    text = f"{view.person(about['by'])}{of} tells you privately what worries them about {linked(view)}"
    quoted = rich_text.block(rich_text.quote(about["words"]))
    return Message(
        text, [paragraph(text), quoted, small("It is no answer, and nobody else is told. Please talk to them.")]
    )


def worry_receipt(view: ProposalView, about: About) -> Message:  # noqa: ARG001 (every message is made from both)
    return plain(f"Told privately: your worry about {name(view)}. Nothing else is recorded.")


def _what_else(view: ProposalView) -> Block:
    """Offer the same to everybody, whatever they answered."""
    value = view.value()
    return actions(
        button("Consent with a concern…", ids.SEALED_CONCERN, value),
        button("Take it back", ids.TAKE_SEALED_BACK, value),
    )


def _where_it_stands(view: ProposalView) -> str:
    return f"*{name(view)}*\n{where_it_stands(view)}"


def _why(view: ProposalView, opening: Opening) -> str:
    return {
        Why.ALL: "all who decide have answered",
        Why.ASKED: f"{view.person(opening.by)} asked for it after the decide-by date",
        Why.AMENDED: f"{view.person(opening.by)} amended the text, and everybody is asked again",
        Why.WITHDRAWN: f"{view.person(opening.by)} withdrew the proposal",
        Why.CLOSED: "the alliance was closed",
    }[opening.why]


def _what_was_said(view: ProposalView, opening: Opening) -> Iterator[str]:
    said = standing_responses(view.proposal, opening.revision).values()
    opened = [each for each in said if each.salt]
    for kind, sign, verb in ((Kind.CONSENT, "✅", "consent"), (Kind.OBJECTION, "✋", "object")):
        names = [view.partner_name(each.partner_id) for each in opened if each.kind is kind]
        if names:
            yield f"{sign} {join_words(names)} {verb}{'s' if len(names) == 1 else ''}"
