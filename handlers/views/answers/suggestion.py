"""What people see of a text that a partner suggests with its objection."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from decisions.proposal.proposal import Response, Revision, Suggestion
from decisions.texts.suggestion import would_consent
from handlers.views.blocks import ids
from handlers.views.blocks.inputs import field, rich_words, ticks
from handlers.views.blocks.kit import (
    Block,
    Element,
    Message,
    actions,
    answer_elements,
    beside,
    button,
    paragraph,
    plain,
    small,
)
from handlers.views.blocks.proposal.diff import MARKS, all_changes, changes
from handlers.views.blocks.proposal.proposal_view import ProposalView, agreed_word, of_whom
from handlers.views.blocks.words.text import day, join_words, possessive
from handlers.views.blocks.written import read_button
from handlers.views.messages.reminder import linked

About = Mapping[str, Any]

# With more partners, only the number is told; the thread has each.
MOST_NAMED = 3


def suggestion_fields(view: ProposalView, typed: Mapping[str, Any] | None, *, consents: bool) -> list[Block]:
    """Ask for another text beside an objection.

    The field is named for the revision, for Slack keeps what stands in a field when its window is shown anew.
    """
    current = view.proposal.current
    choices = {"yes": "If exactly this text is taken, we consent"}
    return [
        field(
            f"suggestion.{current.number}",
            "A text to which you could consent",
            rich_words(typed or current.rich_text),
            optional=True,
            hint="It can be taken with one press.",
        ),
        field(
            "own_consent",
            "Your consent to it",
            ticks(choices, choices if consents else ()),
            optional=True,
            hint="It settles your objection then.",
        ),
    ]


def suggested_changes(view: ProposalView, suggested: Suggestion) -> list[Block]:
    """Show in a message what a suggestion would change."""
    before, after = view.proposal.revisions[suggested.revision - 1], as_revision(view, suggested)
    value = suggestion_value(view, suggested)
    return [_whose(view, suggested), *changes(before, after, view.names, value, opens=ids.READ_SUGGESTION)]


def all_suggested_changes(view: ProposalView, suggested: Suggestion) -> list[Block]:
    """Show all of it, in a window."""
    before, after = view.proposal.revisions[suggested.revision - 1], as_revision(view, suggested)
    return [_whose(view, suggested), *all_changes(before, after, view)]


def suggestion_beside(view: ProposalView, objection: Response) -> Iterator[Block]:
    """Lead from an objection to the text that came with it."""
    suggested = view.suggestion_beside(objection)
    if suggested and not view.proposal.is_final:
        words = f"💡 It suggests another text. {who_would_consent(view, suggested)}"
        yield beside(words, button("Read it and answer…", ids.READ_SUGGESTION, suggestion_value(view, suggested)))


def suggestion_buttons(view: ProposalView, suggested: Suggestion) -> list[Element]:
    value = suggestion_value(view, suggested)
    return [
        button("Read it and answer…", ids.READ_SUGGESTION, value),
        button("Take this text", ids.TAKE_SUGGESTION, value),
    ]


def suggestion_value(view: ProposalView, suggested: Suggestion) -> dict[str, Any]:
    return {**view.value(suggested.revision), "suggestion": suggested.id}


def as_revision(view: ProposalView, suggested: Suggestion) -> Revision:
    """Write the revision that would stand if it were taken."""
    before = view.proposal.revisions[suggested.revision - 1]
    return replace(before, number=before.number + 1, text=suggested.text, rich_text=suggested.rich_text)


def who_would_consent(view: ProposalView, suggested: Suggestion) -> str:
    would = would_consent(view.proposal, suggested.text_sha256)
    names = [view.partner_name(partner.id) for partner in view.deciders if partner.id in would]
    if not names:
        return "Nobody has consented to it beforehand yet."
    if len(names) > MOST_NAMED:
        return f"{len(names)} of {of_whom(view)} would consent to it."
    return f"{join_words(names)} would consent to it ({len(names)} of {len(view.deciders)})."


def beforehand(view: ProposalView, about: About) -> Message:
    """Tell everybody in the thread that a partner would consent."""
    suggested, given = view.suggestion(about["suggestion"]), _given(view, about)
    text = (
        f"💡 {view.partner_name(given.partner_id)} would consent to the text that "
        f"{view.partner_name(suggested.partner_id)} suggests for No. {view.proposal.number}"
    )
    rule = "It counts only if exactly this text is taken."
    return Message(text, [paragraph(f"*{text}* · {view.person(given.by)}"), small(rule)])


def beforehand_receipt(view: ProposalView, about: About) -> Message:
    suggested, given = view.suggestion(about["suggestion"]), _given(view, about)
    partner = view.partner_name(given.partner_id)
    text = (
        f"Recorded: {partner} would consent to the text that {view.partner_name(suggested.partner_id)} suggests "
        f"for {linked(view)}. It counts only if exactly this text is taken."
    )
    if would_consent(view.proposal, suggested.text_sha256).get(given.partner_id) != given:
        return plain(text)
    take_back = button("Take it back", ids.NOT_BEFOREHAND, suggestion_value(view, suggested))
    return Message(text, [paragraph(text), actions(take_back)])


def not_beforehand_receipt(view: ProposalView, about: About) -> Message:
    given = _given(view, about)
    return plain(
        f"Recorded: {possessive(view.partner_name(given.partner_id))} consent to the suggested text is taken back. "
        f"Nothing else about {linked(view)} has changed."
    )


def counted_notice(view: ProposalView, about: About) -> Message:
    """Tell those who consented beforehand that it counts now."""
    given = view.response(about["response"])
    said_on = day(given.said_at or given.at, view.zone)
    text = (
        f"The suggested text of {linked(view)} was taken to the letter, so "
        f"{possessive(view.partner_name(given.partner_id))} consent of {said_on} counts."
    )
    if view.proposal.agreement:
        return plain(f"{text} It is {agreed_word(view).lower()}.")
    if view.proposal.is_final or view.standing.get(given.partner_id) != given:
        return plain(text)
    value = {**view.value(given.revision), "response": given.id}
    return Message(text, [paragraph(text), actions(button("Undo", ids.UNDO, value))])


def lapsed_notice(view: ProposalView, about: About) -> Message:
    """Tell those who consented beforehand that another text came to stand, or that this is over their own limit now."""
    partner, suggested = view.partner_name(about["partner"]), view.suggestion(about["suggestion"])
    is_taken = view.proposal.revisions[about["revision"] - 1].text_sha256 == suggested.text_sha256
    text = f"{linked(view)} has a new text, and it is not the suggested one to the letter. "
    if is_taken:
        text = f"{linked(view)} has the suggested text, and {partner} has set a limit meanwhile that its sum is over. "
    text += f"So {possessive(partner)} consent beforehand does not count."
    if view.proposal.is_final or view.proposal.current.number != about["revision"]:
        return plain(f"{text} Its card shows where it stands now.")
    text, current = f"{text} Please answer again.", view.proposal.current
    what = f"*What differs from the text to which {partner} would consent* ({MARKS})"
    shown = changes(as_revision(view, suggested), current, view.names, view.value(), opens=ids.READ)
    answers = actions(*answer_elements(view.value()), read_button(view.value()))
    return Message(text, [paragraph(text), *([] if is_taken else [paragraph(what), *shown]), answers])


def _whose(view: ProposalView, suggested: Suggestion) -> Block:
    return paragraph(f"💡 *{view.partner_name(suggested.partner_id)} suggests this text* ({MARKS})")


def _given(view: ProposalView, about: About) -> Response:
    return next(said for said in view.proposal.beforehand if said.id == about["answer"])
