"""What a person sees and says when a decision is looked at again."""

from collections.abc import Mapping
from typing import Any

from decisions.afterwards.review import is_ending, is_looked_at_for_its_end
from decisions.proposal.proposal import Review
from handlers.views.blocks import ids
from handlers.views.blocks.inputs import day_input, field, long_words
from handlers.views.blocks.kit import Block, Message, View, actions, button, modal, paragraph, plain, small
from handlers.views.blocks.proposal.proposal_view import ProposalView, name, trial_words
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import escape, join_words, say_day

About = Mapping[str, Any]
RENEW = "Renew or change…"


def review_buttons(view: ProposalView) -> Block:
    """The two ways to look at a decision again. Their ids carry its number: a list has many of them.

    A trial that ends is not kept by one person: all renew it. What changed the alliance is changed in its own window.
    """
    number, value = view.proposal.number, view.value()
    keep = button("Reviewed: keep…", f"{ids.KEEP}.{number}", value)
    if view.proposal.change:
        return actions(keep)
    if view.has_ended or is_looked_at_for_its_end(view.proposal, view.today):
        return actions(button(RENEW, f"{ids.RAISE_CHANGE}.{number}", value))
    return actions(keep, button("Raise a change…", f"{ids.RAISE_CHANGE}.{number}", value))


def change_label(view: ProposalView) -> str:
    """Whoever renews a trial raises what stands, or something like it, without an end or with a later one."""
    return RENEW if is_ending(view.proposal, view.today) or view.has_ended else "Raise a change…"


def review_window(view: ProposalView, person: str) -> View:
    """Ask what was seen. `person` is the Slack user who confirms that the decision stays."""
    partner = view.alliance.partner_of(person)
    whose = f", for {escape(partner.name)}" if partner else ""
    confirms = f"You confirm it: everybody will read “{view.person(person)}{whose}”."
    return modal(
        ids.REVIEW_WINDOW,
        "Reviewed: keep",
        [
            paragraph(f"*{name(view)}*"),
            small(f"{confirms} The decision stays as it is; to change it, raise a change."),
            field(
                "note",
                "What we saw",
                long_words(placeholder="How it went, and whether the concerns came true"),
                optional=True,
                hint="Everybody in the channel sees it.",
            ),
            field(
                "review_on",
                "Look at it again on",
                day_input(),
                optional=True,
                hint="Leave it empty if nobody needs to look again.",
            ),
        ],
        submit="Keep it",
        close="Cancel",
        keeps=view.value(),
    )


def reviewed(view: ProposalView, about: About) -> Message:
    """Tell everybody in the card's thread."""
    review = view.proposal.reviews[about["review"]]
    text = f"🔎 No. {view.proposal.number} was looked at again and stays as it is. {_next(review)}"
    partner = view.alliance.partner_of(review.by)
    whose = f", for {escape(partner.name)}" if partner else ""
    blocks = [paragraph(f"{text} · {view.person(review.by)}{whose}")]
    if review.note:
        blocks.append(rich_text.block(rich_text.quote(review.note)))
    return Message(text, blocks)


def review_receipt(view: ProposalView, about: About) -> Message:
    review = view.proposal.reviews[about["review"]]
    return plain(f"Noted: {name(view)} stays as it is. {_next(review)}")


def trial_notice(view: ProposalView, about: About) -> Message:  # noqa: ARG001 (every message is written from both)
    """Tell the owner and the managers that a trial ends soon, or what became of it since."""
    if not is_ending(view.proposal, view.today) or not view.is_in_force:
        newer = [f"superseded by No. {number}" for number in view.superseded_by]
        return plain(f"{name(view)}: {join_words([trial_words(view), *newer])}.")
    text = f"⌛ {name(view)} is {trial_words(view)}. It ends after that day unless every partner agrees to renew it."
    return Message(text, [paragraph(text), review_buttons(view)])


def _next(review: Review) -> str:
    if review.review_on is None:
        return "No further review is planned."
    return f"The next review is on {say_day(review.review_on)}."
