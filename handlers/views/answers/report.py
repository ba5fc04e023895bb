"""What people see of a consent that was given by phone or in the room."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Option, StaticSelectElement

from decisions.alliance.alliance import Partner
from decisions.proposal.proposal import Report
from handlers.views.blocks import ids
from handlers.views.blocks.kit import Message, View, actions, button, field, long_words, modal, paragraph, plain, small
from handlers.views.blocks.proposal.form import excerpt_with_form
from handlers.views.blocks.proposal.proposal_view import ProposalView, name
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import possessive, shorten
from handlers.views.messages.reminder import linked

About = Mapping[str, Any]
# Slack takes this many options in a list.
MOST_OPTIONS = 100
LONGEST_TEXT = 300


def report_window(view: ProposalView, partners: Sequence[Partner]) -> View:
    """Ask whose consent it is, and how it was given."""
    options = [Option(text=shorten(partner.name, 75), value=str(partner.id)) for partner in partners[:MOST_OPTIONS]]
    return modal(
        ids.REPORT_WINDOW,
        "Report a consent",
        [
            paragraph(f"*{name(view)}*"),
            small(
                "For a consent that was given by phone or in the room. It counts once the partner has confirmed it: "
                "its representatives get a message with one button."
            ),
            field("partner", "Partner", StaticSelectElement(action_id=ids.INPUT, options=options)),
            field("note", "Who said so, when and how", long_words(), hint="Everybody in the channel sees it."),
        ],
        submit="Report",
        close="Cancel",
        keeps=view.value(),
    )


def report(view: ProposalView, about: About) -> Message:
    this = view.report(about["report"])
    text = f"📝 {view.person(this.by)} reports that {_partner(view, this)} consents to No. {view.proposal.number}"
    return Message(
        text,
        [
            paragraph(f"*{text}*"),
            rich_text.block(rich_text.quote(this.note)),
            small("Not counted yet: it counts when one of its representatives confirms it."),
        ],
    )


def report_request(view: ProposalView, about: About) -> Message:
    """Ask a representative to confirm, with one press."""
    this = view.report(about["report"])
    partner = _partner(view, this)
    text = f"{view.person(this.by)} reports that {partner} consents to {linked(view)}. Is that so?"
    if not _waits(view, this):
        return plain(f"A report about {linked(view)} was settled meanwhile. Its card shows where it stands.")
    value = view.value(this.revision)
    written = view.proposal.revisions[this.revision - 1]
    return Message(
        text,
        [
            paragraph(text),
            rich_text.block(rich_text.quote(this.note)),
            paragraph("*What it is about*"),
            *excerpt_with_form(written, LONGEST_TEXT, value),
            actions(
                button("Yes, we consent", ids.CONSENT, value, style="primary"),
                button("No, not so", ids.REFUSE_REPORT, {**value, "report": this.id}),
                button("Object", ids.OBJECT, value),
            ),
            small("It counts only when you confirm it."),
        ],
    )


def report_receipt(view: ProposalView, about: About) -> Message:
    this = view.report(about["report"])
    return plain(
        f"Recorded: you report that {_partner(view, this)} consents to {name(view)}. "
        "It counts when one of its representatives confirms it. They are asked now."
    )


def report_confirmed_notice(view: ProposalView, about: About) -> Message:
    """Tell the manager who reported a consent that it counts now."""
    this, given = view.report(about["report"]), view.response(about["response"])
    concern = " It asks to keep a concern in mind: see the thread." if given.concern else ""
    return plain(
        f"✅ Confirmed: {_partner(view, this)} consents to {linked(view)}, as you reported, says "
        f"{view.person(given.by)}.{concern}"
    )


def report_refused(view: ProposalView, about: About) -> Message:
    """Say in the thread, and to the manager, that it is not so. Nobody is to blame for a misunderstanding."""
    this = view.report(about["report"])
    return plain(
        f"📝 {_partner(view, this)} has not consented to {linked(view)} yet, says "
        f"{view.person(this.refused_by)}. It will answer for itself."
    )


def report_refused_receipt(view: ProposalView, about: About) -> Message:
    this = view.report(about["report"])
    return plain(
        f"Recorded: {possessive(_partner(view, this))} consent to {name(view)} is not given yet. "
        f"{view.person(this.by)} is told. When you are ready, answer on the card."
    )


def _partner(view: ProposalView, this: Report) -> str:
    return view.partner_name(this.partner_id)


def _waits(view: ProposalView, this: Report) -> bool:
    return not view.proposal.is_final and view.unconfirmed.get(this.partner_id) == this
