"""The fields in which papers are put with a text, and chosen to stay."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import CheckboxesElement, Option
from slack_sdk.models.blocks.block_elements import FileInputElement

from decisions.said.paper import LARGEST_PAPER, MOST_PAPERS, say_size
from handlers.views.blocks import ids
from handlers.views.blocks.kit import LONGEST_OPTION, Block, View, field, modal, paragraph, small
from handlers.views.blocks.words.text import escape, join_words, shorten

# The fields: files that are uploaded here, papers that a text has already, and files of a message.
UPLOADED, KEPT, OF_MESSAGE = "papers", "kept_papers", "message_papers"
_LABELS = {KEPT: "Papers that stay", OF_MESSAGE: "Papers of the message"}


@dataclass(frozen=True)
class PaperChoice:
    """What there is to choose from, each with its value and words; those that are ticked; whether more may come.

    `left_out` names files that can't be papers.
    """

    field: str = KEPT
    choices: Sequence[tuple[str, str]] = ()
    ticked: Sequence[str] = ()
    takes_more: bool = False
    left_out: Sequence[str] = ()


NO_PAPERS = PaperChoice()


def paper_fields(papers: PaperChoice) -> Iterator[Block]:
    options = {value: Option(text=shorten(words, LONGEST_OPTION), value=value) for value, words in papers.choices}
    if options:
        ticked = [options[value] for value in papers.ticked if value in options]
        element = CheckboxesElement(action_id=ids.INPUT, options=[*options.values()], initial_options=ticked or None)
        yield field(papers.field, _LABELS[papers.field], element, optional=True)
    if papers.left_out:
        yield small(f"Not offered, for Accord can't carry them: {escape(join_words([*papers.left_out]))}.")
    if papers.takes_more:
        yield field(
            UPLOADED,
            "Papers",
            FileInputElement(action_id=ids.INPUT, max_files=MOST_PAPERS),
            optional=True,
            hint=f"Consented to with the text, to the last byte: {MOST_PAPERS} at most, of {say_size(LARGEST_PAPER)} "
            "each. One takes the place of an earlier paper with its name.",
        )


def fetching_window(names: Sequence[str]) -> View:
    """Say what happens now: nothing is put before all papers are here."""
    listed = escape(join_words([*names]))
    words = f"Accord fetches {listed} now. It is put to the partners as soon as all of it is here, and you are told."
    return modal("window.papers", "Fetching the papers", [paragraph(words)])
