"""What do people see of a text that a partner suggests with its objection?"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from slack_sdk.models.blocks import CheckboxesElement, Option, RichTextInputElement

from decisions.proposal import Response, Revision, Suggestion
from decisions.suggestion import would_consent
from handlers.views.blocks import ids
from handlers.views.blocks.diff import MARKS, all_changes, changes
from handlers.views.blocks.kit import (
    Block,
    Element,
    Said,
    actions,
    answer_elements,
    beside,
    button,
    field,
    paragraph,
    plain,
    small,
)
from handlers.views.blocks.proposal_view import Picture
from handlers.views.blocks.text import day, join_words, possessive
from handlers.views.blocks.written import read_button
from handlers.views.messages.reminder import linked

About = Mapping[str, Any]


def suggestion_fields(picture: Picture, typed: Mapping[str, Any] | None, *, consents: bool) -> list[Block]:
    """Ask for another text beside an objection.

    The field is named for the revision, for Slack keeps what stands in a field when its window is shown anew.
    """
    current = picture.proposal.current
    start = dict(typed or current.rich_text)
    option = Option(text="If exactly this text is taken, we consent", value="yes")
    ticked = [option] if consents else None
    return [
        field(
            f"suggestion.{current.number}",
            "A text to which you could consent",
            RichTextInputElement(action_id=ids.INPUT, initial_value=start),
            optional=True,
            hint="It can be taken with one press.",
        ),
        field(
            "own_consent",
            "Your consent to it",
            CheckboxesElement(action_id=ids.INPUT, options=[option], initial_options=ticked),
            optional=True,
            hint="It settles your objection then.",
        ),
    ]


def suggested_changes(picture: Picture, suggested: Suggestion) -> list[Block]:
    """Show in a message what a suggestion would change."""
    before, after = picture.proposal.revisions[suggested.revision - 1], as_revision(picture, suggested)
    value = suggestion_value(picture, suggested)
    return [_whose(picture, suggested), *changes(before, after, picture.names, value, opens=ids.READ_SUGGESTION)]


def all_suggested_changes(picture: Picture, suggested: Suggestion) -> list[Block]:
    """Show all of it, in a window."""
    before, after = picture.proposal.revisions[suggested.revision - 1], as_revision(picture, suggested)
    return [_whose(picture, suggested), *all_changes(before, after, picture.names)]


def suggestion_beside(picture: Picture, objection: Response) -> Iterator[Block]:
    """Lead from an objection to the text that came with it."""
    suggested = picture.suggestion_beside(objection)
    if suggested and not picture.proposal.is_final:
        words = f"💡 It suggests another text. {who_would_consent(picture, suggested)}"
        yield beside(words, button("Read it and answer…", ids.READ_SUGGESTION, suggestion_value(picture, suggested)))


def suggestion_buttons(picture: Picture, suggested: Suggestion) -> list[Element]:
    value = suggestion_value(picture, suggested)
    return [
        button("Read it and answer…", ids.READ_SUGGESTION, value),
        button("Take this text", ids.TAKE_SUGGESTION, value),
    ]


def suggestion_value(picture: Picture, suggested: Suggestion) -> dict[str, Any]:
    return {**picture.value(suggested.revision), "suggestion": suggested.id}


def as_revision(picture: Picture, suggested: Suggestion) -> Revision:
    """Write the revision that would stand if it were taken."""
    before = picture.proposal.revisions[suggested.revision - 1]
    return replace(before, number=before.number + 1, text=suggested.text, rich_text=suggested.rich_text)


def who_would_consent(picture: Picture, suggested: Suggestion) -> str:
    would = would_consent(picture.proposal, suggested.text_sha256)
    names = [picture.partner_name(partner.id) for partner in picture.alliance.partners if partner.id in would]
    if not names:
        return "Nobody has consented to it beforehand yet."
    return f"{join_words(names)} would consent to it ({len(names)} of {len(picture.alliance.partners)})."


def beforehand(picture: Picture, about: About) -> Said:
    """Tell everybody in the thread that a partner would consent."""
    suggested, given = picture.suggestion(about["suggestion"]), _given(picture, about)
    text = (
        f"💡 {picture.partner_name(given.partner_id)} would consent to the text that "
        f"{picture.partner_name(suggested.partner_id)} suggests for No. {picture.proposal.number}"
    )
    rule = "It counts only if exactly this text is taken."
    return Said(text, [paragraph(f"*{text}* · {picture.person(given.by)}"), small(rule)])


def beforehand_receipt(picture: Picture, about: About) -> Said:
    suggested, given = picture.suggestion(about["suggestion"]), _given(picture, about)
    partner = picture.partner_name(given.partner_id)
    text = (
        f"Recorded: {partner} would consent to the text that {picture.partner_name(suggested.partner_id)} suggests "
        f"for {linked(picture)}. It counts only if exactly this text is taken."
    )
    if would_consent(picture.proposal, suggested.text_sha256).get(given.partner_id) != given:
        return plain(text)
    take_back = button("Take it back", ids.NOT_BEFOREHAND, suggestion_value(picture, suggested))
    return Said(text, [paragraph(text), actions(take_back)])


def not_beforehand_receipt(picture: Picture, about: About) -> Said:
    given = _given(picture, about)
    return plain(
        f"Recorded: {possessive(picture.partner_name(given.partner_id))} consent to the suggested text is taken back. "
        f"Nothing else about {linked(picture)} has changed."
    )


def counted_notice(picture: Picture, about: About) -> Said:
    """Tell who consented beforehand that it counts now."""
    given = picture.response(about["response"])
    said_on = day(given.said_at or given.at, picture.zone)
    text = (
        f"The suggested text of {linked(picture)} was taken to the letter, so "
        f"{possessive(picture.partner_name(given.partner_id))} consent of {said_on} counts."
    )
    if picture.proposal.agreement:
        return plain(f"{text} It is agreed.")
    if picture.proposal.is_final or picture.standing.get(given.partner_id) != given:
        return plain(text)
    value = {**picture.value(given.revision), "response": given.id}
    return Said(text, [paragraph(text), actions(button("Undo", ids.UNDO, value))])


def lapsed_notice(picture: Picture, about: About) -> Said:
    """Tell who consented beforehand that another text came to stand."""
    partner = picture.partner_name(about["partner"])
    text = f"{linked(picture)} has a new text, and it is not the suggested one to the letter. "
    text += f"So {possessive(partner)} consent beforehand does not count."
    if picture.proposal.is_final or picture.proposal.current.number != about["revision"]:
        return plain(f"{text} Its card shows where it stands now.")
    text = f"{text} Please answer again."
    suggested, current = picture.suggestion(about["suggestion"]), picture.proposal.current
    what = f"*What differs from the text to which {partner} would consent* ({MARKS})"
    shown = changes(as_revision(picture, suggested), current, picture.names, picture.value(), opens=ids.READ)
    answers = actions(*answer_elements(picture.value()), read_button(picture.value()))
    return Said(text, [paragraph(text), paragraph(what), *shown, answers])


def _whose(picture: Picture, suggested: Suggestion) -> Block:
    return paragraph(f"💡 *{picture.partner_name(suggested.partner_id)} suggests this text* ({MARKS})")


def _given(picture: Picture, about: About) -> Response:
    return next(said for said in picture.proposal.beforehand if said.id == about["answer"])
