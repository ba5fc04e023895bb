"""What does a partner see and say when it needs time?"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from slack_sdk.models.blocks import DatePickerElement

from decisions.proposal import Question
from handlers.views.blocks import ids, rich_text
from handlers.views.blocks.kit import Said, View, field, long_words, modal, paragraph, plain, small
from handlers.views.blocks.proposal_view import ProposalView, name
from handlers.views.blocks.text import escape, say_day
from handlers.views.messages.reminder import linked

About = Mapping[str, Any]


def question_window(view: ProposalView, because: str = "", words: str = "", answer_by: date | None = None) -> View:
    """Ask for the day and the question. `because` says why the window is shown anew; what was typed comes along."""
    return modal(
        ids.QUESTION_WINDOW,
        "I need time",
        [
            *([paragraph(f"⚠️ {escape(because)}")] if because else []),
            paragraph(f"*{name(view)}*"),
            small("The card will show when your organisation will answer. This is neither consent nor objection."),
            field(
                "answer_by",
                "We will answer by",
                DatePickerElement(action_id=ids.INPUT, initial_date=answer_by.isoformat() if answer_by else None),
                hint="You are not reminded before this day, or before the day to decide by if that is sooner.",
            ),
            field(
                "question", "Our question", long_words(words), optional=True, hint="Everybody in the channel sees it."
            ),
        ],
        submit="Tell the others",
        close="Cancel",
        keeps=view.value(),
    )


def question(view: ProposalView, about: About) -> Said:
    """Ask in the card's thread, where everybody can answer."""
    asked = view.proposal.questions[about["question"]]
    text = f"❓ {_who_and_when(view, asked)}"
    blocks = [paragraph(f"*{text}* · {view.person(asked.by)}")]
    if asked.words:
        blocks += [rich_text.block(rich_text.quote(asked.words)), small("Please answer here in the thread.")]
    return Said(text, blocks)


def question_notice(view: ProposalView, about: About) -> Said:
    """Tell the author, who may know the answer."""
    asked = view.proposal.questions[about["question"]]
    text = f"{_who_and_when(view, asked)}: {linked(view)}"
    if not asked.words:
        return plain(text)
    quoted = rich_text.block(rich_text.quote(asked.words))
    return Said(text, [paragraph(text), quoted, small("You can answer in the card's thread, or amend the text.")])


def question_receipt(view: ProposalView, about: About) -> Said:
    asked = view.proposal.questions[about["question"]]
    return plain(
        f"Noted: {view.partner_name(asked.partner_id)} will answer {name(view)} by "
        f"{say_day(asked.answer_by)}. The card shows it."
    )


def _who_and_when(view: ProposalView, asked: Question) -> str:
    partner, number = view.partner_name(asked.partner_id), view.proposal.number
    what = "has a question about" if asked.words else "needs time for"
    return f"{partner} {what} No. {number} and will answer by {say_day(asked.answer_by)}"
