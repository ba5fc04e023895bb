"""What a partner sees and says when it needs time."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from decisions.alliance.matter import OwnLimit
from decisions.proposal.proposal import Question
from decisions.proposal.sealed import is_sealed
from handlers.views.blocks import ids
from handlers.views.blocks.inputs import day_input, field, long_words, ticks
from handlers.views.blocks.kit import Block, Message, View, modal, paragraph, plain, small
from handlers.views.blocks.proposal.matters import answers_by
from handlers.views.blocks.proposal.proposal_view import ProposalView, name
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import escape, say_day
from handlers.views.messages.reminder import linked

About = Mapping[str, Any]


def question_window(
    view: ProposalView,
    because: str = "",
    words: str = "",
    answer_by: date | None = None,
    limit: OwnLimit | None = None,
    *,
    closes_all: bool = False,
) -> View:
    """Ask for the day and the question. `because` says why the window is shown anew; what was typed comes along.

    `limit` is the partner's own, where the sum is over it. `closes_all`: when this window is sent, the
    one below it is closed too, in which the partner would consent.
    """
    # What a partner would say is not told in a sealed round.
    subject = [*_subject_to(None if is_sealed(view.proposal) else limit)]
    return modal(
        ids.QUESTION_WINDOW,
        "I need time",
        [
            *([paragraph(f"⚠️ {escape(because)}")] if because else []),
            paragraph(f"*{name(view)}*"),
            small("The card will show when your organisation will answer. This is neither consent nor objection."),
            *subject,
            field(
                "answer_by",
                "We will answer by",
                day_input(answer_by),
                optional=bool(subject),
                hint="You are not reminded before this day, or before the day to decide by if that is sooner.",
            ),
            field(
                "question", "Our question", long_words(words), optional=True, hint="Everybody in the channel sees it."
            ),
        ],
        submit="Tell the others",
        close="Cancel",
        keeps={**view.value(), **({"closes_all": True} if closes_all else {})},
    )


def _subject_to(limit: OwnLimit | None) -> Iterator[Block]:
    """Offer what counts for nothing, and says why the partner still waits."""
    if limit:
        box = ticks({"yes": f"We consent subject to {limit.who}"}, ["yes"])
        hint = (
            f"The day below is when {limit.who} meets; leave it empty while you don't know it, and you are reminded as "
            "ever. Until then it is no consent, and you are waited for."
        )
        yield field("subject_to", "Subject to", box, optional=True, hint=hint)


def question(view: ProposalView, about: About) -> Message:
    """Ask in the card's thread, where everybody can answer."""
    asked = view.proposal.questions[about["question"]]
    text = f"❓ {_who_and_when(view, asked)}"
    blocks = [paragraph(f"*{text}* · {view.person(asked.by)}")]
    if asked.words:
        blocks += [rich_text.block(rich_text.quote(asked.words)), small("Please answer here in the thread.")]
    return Message(text, blocks)


def question_notice(view: ProposalView, about: About) -> Message:
    """Tell the author, who may know the answer."""
    asked = view.proposal.questions[about["question"]]
    text = f"{_who_and_when(view, asked)}: {linked(view)}"
    if not asked.words:
        return plain(text)
    quoted = rich_text.block(rich_text.quote(asked.words))
    return Message(text, [paragraph(text), quoted, small("You can answer in the card's thread, or amend the text.")])


def question_receipt(view: ProposalView, about: About) -> Message:
    asked = view.proposal.questions[about["question"]]
    if asked.subject_to:
        whose = f"{view.partner_name(asked.partner_id)} waits for {escape(asked.subject_to)} before it answers"
        by = f", by {say_day(asked.answer_by)}" if asked.answer_by else ". The day is not known yet"
        return plain(f"Noted: {whose} {name(view)}{by}. It is no consent yet.")
    return plain(
        f"Noted: {view.partner_name(asked.partner_id)} will answer {name(view)} by {_by(asked)}. The card shows it."
    )


def _who_and_when(view: ProposalView, asked: Question) -> str:
    partner, number = view.partner_name(asked.partner_id), view.proposal.number
    if asked.subject_to:
        return f"{partner} would consent to No. {number} {escape(answers_by(asked))}. It is no consent yet"
    what = "has a question about" if asked.words else "needs time for"
    return f"{partner} {what} No. {number} and will answer by {_by(asked)}"


def _by(asked: Question) -> str:
    return say_day(asked.answer_by) if asked.answer_by else "a day not known yet"
