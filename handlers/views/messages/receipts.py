"""What a person reads privately about what they or their partner did."""

from collections.abc import Iterator, Mapping
from typing import Any

from decisions.alliance.alliance import Alliance
from decisions.proposal.proposal import Kind, Response, Status
from decisions.texts.suggestion import would_consent
from handlers.views.blocks import ids
from handlers.views.blocks.kit import Block, Message, actions, answer_elements, button, paragraph, plain, small
from handlers.views.blocks.proposal.diff import MARKS, changes
from handlers.views.blocks.proposal.papers import brings_papers_alone
from handlers.views.blocks.proposal.proposal_view import ProposalView, agreed_word, name, who_is_asked
from handlers.views.blocks.words.text import escape
from handlers.views.blocks.written import read_button
from handlers.views.messages.reminder import Waiting, became, linked, what_became

About = Mapping[str, Any]


def response_receipt(view: ProposalView, about: About) -> Message:
    return confirmation(view, view.response(about["response"]))


def confirmation(view: ProposalView, given: Response, also: str = "") -> Message:
    """Confirm what was recorded; a consent can get a concern or be undone while the proposal is open.

    `also` is what else came of it, a sentence.
    """
    text = f"Recorded: {_what_was_said(view, given)}.{f' {also}' if also else ''}"
    if view.proposal.agreement:
        return plain(f"{text} It is {agreed_word(view).lower()}.")
    blocks: list[Block] = [paragraph(text)]
    stands = view.standing.get(given.partner_id) == given
    if given.kind is Kind.OBJECTION and stands:
        return Message(text, [*blocks, *_after_an_objection(view, given)])
    if given.kind is Kind.CONSENT and stands and view.status in (Status.OPEN, Status.HELD):
        value = {**view.value(given.revision), "response": given.id}
        words = "Change the concern" if given.concern else "Add a concern"
        blocks.append(actions(button(words, ids.ADD_CONCERN, value), button("Undo", ids.UNDO, value)))
    return Message(text, blocks)


def _after_an_objection(view: ProposalView, given: Response) -> Iterator[Block]:
    """Offer what is never taken for granted: the partner's consent to the text that it suggests."""
    suggested = view.suggestion_beside(given)
    if suggested is None or view.proposal.is_final or suggested.revision != view.proposal.current.number:
        return
    if given.partner_id in would_consent(view.proposal, suggested.text_sha256):
        yield small("You consent to the text that you suggest, if exactly that is taken.")
        return
    value = {**view.value(given.revision), "suggestion": suggested.id}
    yield small("Would you consent to the text that you suggest, if exactly that is taken?")
    yield actions(button("Read it and answer…", ids.READ_SUGGESTION, value))


def raised_receipt(view: ProposalView, about: About) -> Message:  # noqa: ARG001 (every message is made from both)
    return plain(f"Recorded: {name(view)} is put to the partners. Its card is in the channel.")


def amended_receipt(view: ProposalView, about: About) -> Message:
    asked = who_is_asked(view, about["revision"])
    return plain(f"Recorded: {name(view)} is amended (revision {about['revision']}). {asked}")


def withdrawn_receipt(view: ProposalView, about: About) -> Message:  # noqa: ARG001 (every message is made from both)
    return plain(f"Recorded: {name(view)} is withdrawn.")


def reminded_receipt(view: ProposalView, about: About) -> Message:
    reminded = ", ".join(view.person(person) for person in about["people"])
    return plain(f"Reminded about {name(view)}: {reminded}.")


def posted_again_receipt(view: ProposalView, about: About) -> Message:  # noqa: ARG001 (every message is made from both)
    return plain(f"The card of {name(view)} is posted again.")


def notice(alliance: Alliance, about: About) -> Message:  # noqa: ARG001 (every message is made from both)
    """Say words that could not be shown in a window. They are mrkdwn, escaped already."""
    return plain(about["words"])


def amended_notice(view: ProposalView, about: About) -> Message:
    """Show a partner what changed since its own last answer (rule 5)."""
    seen = view.proposal.revisions[about["seen"] - 1]
    partner = view.partner_name(about["partner"])
    new, earlier = "a new text", "the earlier one"
    if brings_papers_alone(seen, view.proposal.current):
        new, earlier = "other papers", "with the earlier ones"
    text = f"{linked(view)} has {new}. {partner} answered {earlier}; please answer again."
    if view.proposal.is_final or view.proposal.current.number != about["revision"]:
        return plain(f"{linked(view)} had a new text. Its card shows where it stands now.")
    answered = Waiting(view.partner_names[about["partner"]], [view], about["partner"])
    if words := became(answered, view):
        return Message(words, [what_became(answered, view)])
    what = paragraph(f"*What changed since {partner}'s answer* ({MARKS})")
    value = view.value()
    changed = changes(seen, view.proposal.current, view.names, value)
    answers = actions(*answer_elements(value), read_button(value))
    return Message(text, [paragraph(text), what, *changed, answers])


def two_voices_notice(view: ProposalView, about: About) -> Message:
    """Tell both representatives of a partner that their answers differ; the latest stands (rule 3)."""
    before, after = view.response(about["before"]), view.response(about["after"])
    partner = view.partner_name(after.partner_id)
    text = (
        f"{partner} gave two different answers to {linked(view)}: {view.person(before.by)} "
        f"{_verb(before)}, then {view.person(after.by)} {_verb(after)}. The latest one counts. "
        "If that is not what you want, please talk to each other and answer again."
    )
    return plain(text)


def card_lost_notice(view: ProposalView, about: About) -> Message:  # noqa: ARG001 (every message is made from both)
    text = (
        f"The card of {name(view)} was deleted in Slack. Nothing is lost: the proposal and all answers are kept. "
        "Shall I post the card again?"
    )
    return Message(text, [paragraph(text), actions(button("Post it again", ids.POST_CARD_AGAIN, _value(view)))])


def card_frozen(view: ProposalView, about: About) -> Message:  # noqa: ARG001 (every message is made from both)
    return plain(
        f"Slack does not let Accord change this card any more, so it stays as it is. Its buttons still work. Where "
        f"No. {view.proposal.number} stands now is shown by *History* in its menu (⋯)."
    )


def card_frozen_notice(view: ProposalView, about: About) -> Message:
    text = (
        f"Slack does not let Accord change the card of {name(view)} any more (Slack says: {about['error']}). "
        "Nothing is lost, and its thread says so. Shall I post a new card, which shows where it stands?"
    )
    return Message(text, [paragraph(text), actions(button("Post a new card", ids.POST_CARD_AGAIN, _value(view)))])


_WHAT_TO_DO = {
    "is_archived": "it goes on by itself as soon as somebody unarchives the channel.",
    "external_channel_migrating": "it goes on by itself as soon as Slack has moved the channel.",
    "not_in_channel": (
        "it goes on by itself as soon as the app is back in the channel: open the channel and type /invite @Accord."
    ),
    "channel_not_found": (
        "it goes on by itself as soon as the app is back in the channel: open the channel and type /invite @Accord. "
        "If the channel got another id, the person who looks after Accord can tell it the new one: "
        "`accord channel moved`."
    ),
}
_WHAT_TO_DO["is_inactive"] = _WHAT_TO_DO["is_archived"]
_ASK_AN_ADMIN = (
    "it goes on by itself as soon as Slack lets the app post there: somebody who may change the channel's settings can "
    "allow it."
)


def channel_trouble_notice(alliance: Alliance, about: About) -> Message:
    what_to_do = _WHAT_TO_DO.get(about["error"], _ASK_AN_ADMIN)
    return plain(
        f"Accord can't post to <#{alliance.channel}> (Slack says: {about['error']}). Nothing is lost, and {what_to_do}"
    )


def app_trouble_notice(alliance: Alliance, about: About) -> Message:
    return plain(
        f"Slack did not let the app do its work for {escape(alliance.name)} (Slack says: {about['error']}). Nothing is "
        "lost, and it goes on by itself as soon as that is mended. Please tell the person who looks after Accord: "
        "`accord doctor` says what is missing."
    )


def rests_notice(alliance: Alliance, about: About) -> Message:  # noqa: ARG001 (every message is made from both)
    return plain(
        f"Accord was taken out of the workspace of {escape(alliance.name)}, so nothing reaches its channel now. All of "
        "it is kept and waits, also whatever is due meanwhile. Please let the people there install Accord "
        "again, and invite it to the channel: then it goes on where it was."
    )


def stuck_private_notice(alliance: Alliance, about: About) -> Message:
    return plain(
        f"Slack does not accept a private message to somebody of {escape(alliance.name)} (Slack says: "
        f"{about['error']}). Nothing is lost, and Accord keeps trying. Please tell the person who looks after Accord."
    )


def stuck_digest_notice(alliance: Alliance, about: About) -> Message:
    return plain(
        f"Slack does not accept the digest of {escape(alliance.name)} (Slack says: {about['error']}). Nothing is lost, "
        "and Accord keeps trying. Please tell the person who looks after Accord."
    )


def stuck_notice(view: ProposalView, about: About) -> Message:
    return plain(
        f"Slack does not accept a message about {name(view)} (Slack says: {about['error']}). Nothing is lost, "
        "and Accord keeps trying. Please tell the person who looks after Accord."
    )


def not_borne_out_notice(view: ProposalView, about: About) -> Message:  # noqa: ARG001 (every message is made from both)
    return plain(
        f"{name(view)} looks agreed, but the decision log does not hold the consent of every partner, so Accord "
        "has not recorded a decision. Please tell the person who looks after Accord: `accord log verify` says where "
        "the records differ."
    )


def _what_was_said(view: ProposalView, given: Response) -> str:
    return f"{view.partner_name(given.partner_id)} {_outcome_of(view, given)} {name(view)}"


def _outcome_of(view: ProposalView, given: Response) -> str:
    if given.kind is not Kind.UNDO:
        return _verb(given) + " to"
    stands = view.standing.get(given.partner_id)
    return "took its consent back, and objects again to" if stands else "took its consent back, and has not answered"


def _verb(given: Response) -> str:
    if given.kind is Kind.OBJECTION:
        return "objects"
    if given.kind is Kind.UNDO:
        return "took the consent back"
    return "consents with a concern" if given.concern else "consents"


def _value(view: ProposalView) -> dict[str, int]:
    return {"proposal": view.proposal.id}
