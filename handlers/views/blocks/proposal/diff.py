"""What changed between two revisions: field by field, what was taken out struck through, what was put in bold."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from decisions.alliance.pounds import say_pounds
from decisions.proposal.proposal import Revision
from decisions.words.refusal import say_day
from handlers.views.blocks import ids
from handlers.views.blocks.kit import LONGEST_SECTION, Block, Element, beside, button
from handlers.views.blocks.mentions import names_mentioned
from handlers.views.blocks.proposal.papers import changed_papers, changed_texts
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.alignment import Mark, Stretch, marked
from handlers.views.blocks.words.tokens import is_word, tokens

# Unchanged stretches longer than this are shortened to their ends in a message.
MOST_UNCHANGED_WORDS = 24
MOST_CHARACTERS = 2500
# A tab looks like any blank. Aligned columns would be lost here: some rows are struck through, and some are bold.
BETWEEN_COLUMNS = " | "
# How a change is to be read, wherever one is shown.
MARKS = "struck through: taken out, bold: put in"

Names = Mapping[str, str]

_FIELDS: tuple[tuple[str, Callable[[Revision, Names], str]], ...] = (
    ("Title", lambda revision, _: revision.title),
    ("What we propose", lambda revision, _: revision.text),
    ("Why this is best for people", lambda revision, _: revision.benefit),
    ("Form", lambda revision, _: revision.template or "none"),
    ("Whose matter", lambda revision, _: revision.matter or "all partners decide it"),
    ("Sum", lambda revision, _: say_pounds(revision.sum) if revision.sum else "none"),
    (
        "Not to be decided before",
        lambda revision, _: say_day(revision.earliest_on) if revision.earliest_on else "no date",
    ),
    ("Decide by", lambda revision, _: say_day(revision.decide_by) if revision.decide_by else "no date"),
    ("In force from", lambda revision, _: say_day(revision.in_force_on) if revision.in_force_on else "no date"),
    ("Try it until", lambda revision, _: say_day(revision.tried_until) if revision.tried_until else "no date"),
    ("Review on", lambda revision, _: say_day(revision.review_on) if revision.review_on else "no date"),
    ("Owner", lambda revision, names: names.get(revision.owner, "somebody") if revision.owner else "nobody"),
    ("Topics", lambda revision, _: ", ".join(revision.topics) or "none"),
    ("Supersedes", lambda revision, _: f"No. {revision.supersedes}" if revision.supersedes else "nothing"),
)
_STYLES = {Mark.SAME: None, Mark.OUT: "strike", Mark.IN: "bold"}


def changes(
    before: Revision,
    after: Revision,
    names: Names,
    value: Mapping[str, Any],
    limit: int = MOST_CHARACTERS,
    opens: str = ids.CHANGES,
) -> list[Block]:
    """Show what changed, as far as a message has room for it; a button opens the rest. `names` are people's, by id.

    `value` names the proposal and the text after the change, for the button that `opens` all changes.
    """
    first, *rest = rich_text.split(_shown(changed_fields(before, after, names)), limit)
    if not rest:
        return [first]
    return [first, beside("…", button("See all changes", opens, {**value, "since": before.number}))]


def all_changes(before: Revision, after: Revision, view: ProposalView) -> list[Block]:
    """Show what changed and everything around it, to the letter; in papers the words that changed."""
    fields = [(label, map(_element, stretches)) for label, stretches in _fields(before, after, view.names)]
    for name, stretches in changed_texts(before, after, view.paper_texts):
        fields.append((name, map(_element, _shortened(stretches))))
    return rich_text.split(_shown(fields), LONGEST_SECTION)


def changed_fields(before: Revision, after: Revision, names: Names) -> Iterator[tuple[str, list[Element]]]:
    """Yield each field that changed with its words as rich text's elements, shortened where they are the same."""
    for label, stretches in _fields(before, after, names):
        yield label, [_element(_in_columns(stretch)) for stretch in _shortened(stretches)]


def _fields(before: Revision, after: Revision, names: Names) -> Iterator[tuple[str, list[Stretch]]]:
    for label, read in (*_FIELDS, *_fields_of_form(before, after)):
        old, new = read(before, names), read(after, names)
        if old != new:
            yield label, marked(*_told_apart(old, new, names))
    if changed := [*changed_papers(before, after)]:
        yield "Papers", changed


def _told_apart(old: str, new: str, names: Names) -> tuple[str, str]:
    """Name whom they mention, unless the two would then read alike."""
    named = names_mentioned(old, names), names_mentioned(new, names)
    return (old, new) if named[0] == named[1] else named


def _fields_of_form(before: Revision, after: Revision) -> Iterator[tuple[str, Callable[[Revision, Names], str]]]:
    for name in dict.fromkeys([*dict(after.filled), *dict(before.filled)]):
        yield name, partial(_filled_in, name)


def _filled_in(name: str, revision: Revision, _names: Names) -> str:
    return dict(revision.filled).get(name, "nothing")


def _shortened(stretches: list[Stretch]) -> Iterator[Stretch]:
    last = len(stretches) - 1
    for place, stretch in enumerate(stretches):
        if stretch.mark is Mark.SAME:
            yield Stretch(Mark.SAME, _ends(stretch.words, is_start=place == 0, is_end=place == last))
        else:
            yield stretch


def _in_columns(stretch: Stretch) -> Stretch:
    return replace(stretch, words=stretch.words.replace("\t", BETWEEN_COLUMNS))


def _ends(words: str, *, is_start: bool, is_end: bool) -> str:
    divided = tokens(words)
    places = [place for place, token in enumerate(divided) if is_word(token)]
    if len(places) <= MOST_UNCHANGED_WORDS:
        return words
    half = MOST_UNCHANGED_WORDS // 2
    start = "" if is_start else "".join(divided[: places[half]]).rstrip()
    end = "" if is_end else "".join(divided[places[-half] :])
    return " … ".join((start, end))


def _element(stretch: Stretch) -> Element:
    style = _STYLES[stretch.mark]
    return {"type": "text", "text": stretch.words, **({"style": {style: True}} if style else {})}


def _shown(fields: Iterable[tuple[str, Iterable[Element]]]) -> Block:
    parts: list[Element] = []
    for label, elements in fields:
        parts.append(rich_text.section(*rich_text.of_words(label, "bold")))
        parts += _quotes(elements)
    if not parts:
        parts.append(rich_text.section(*rich_text.of_words("Only the look of the text changed, no words.")))
    return rich_text.block(*parts)


def _quotes(elements: Iterable[Element]) -> Iterator[Element]:
    """Quote them; what was put in begins below what was taken out where no blank would part the two."""
    quoted: list[Element] = []
    for element in elements:
        if quoted and is_close(quoted[-1], element):
            yield {"type": "rich_text_quote", "elements": quoted}
            quoted = []
        quoted.append(element)
    yield {"type": "rich_text_quote", "elements": quoted}


def is_close(taken_out: Mapping[str, Any], put_in: Mapping[str, Any]) -> bool:
    """Whether struck words are followed by bold ones without a blank."""
    is_replaced = "strike" in taken_out.get("style", {}) and "bold" in put_in.get("style", {})
    return is_replaced and not (taken_out["text"][-1].isspace() or put_in["text"][0].isspace())
