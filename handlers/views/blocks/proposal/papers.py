"""Shows the papers of a text, and what changed about them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from decisions.alliance.alliance import local_day
from decisions.proposal.proposal import Revision
from decisions.said.paper import Paper, paper_changes, say_size
from handlers.views.blocks.proposal.paper_changes import changed_words
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.blocks.words.alignment import Mark, Stretch
from handlers.views.blocks.words.text import link, near_day, shorten

LONGEST_NAME = 60
# More changed words than these are read in the papers themselves.
MOST_CHANGED = 30_000
NOT_COMPARED = "The words that changed can't be shown here. Please open the paper."


def paper_lines(view: ProposalView) -> Iterator[str]:
    """Say in mrkdwn which papers the text carries, if any: "3 papers, fixed on 2 November: …"."""
    current = view.proposal.current
    if not current.papers:
        return
    count = "1 paper" if len(current.papers) == 1 else f"{len(current.papers)} papers"
    fixed_on = near_day(local_day(current.at, view.alliance), view.now, view.zone)
    named = (link(view.paper_urls.get(paper.sha256, ""), shorten(paper.name, LONGEST_NAME)) for paper in current.papers)
    yield f"📎 {count}, fixed on {fixed_on}: {', '.join(named)}"


def brings_papers_alone(before: Revision, after: Revision) -> bool:
    return replace(before, papers=after.papers).text_sha256 == after.text_sha256


def paper_list(view: ProposalView, text: Revision) -> str:
    """List them with their sizes, a line each, in mrkdwn."""
    lines = (
        f"📎 {link(view.paper_urls.get(paper.sha256, ''), shorten(paper.name, LONGEST_NAME))} ({say_size(paper.size)})"
        for paper in text.papers
    )
    return "\n".join(lines)


def changed_papers(before: Revision, after: Revision) -> Iterator[Stretch]:
    """Yield what was taken out and put in, each by name and size; a changed one is both."""
    for place, change in enumerate(paper_changes(before.papers, after.papers)):
        if place:
            yield Stretch(Mark.SAME, "\n")
        if change.before:
            yield Stretch(Mark.OUT, _named(change.before))
        if change.before and change.after:
            yield Stretch(Mark.SAME, " → ")
        if change.after:
            yield Stretch(Mark.IN, _named(change.after))


def changed_texts(before: Revision, after: Revision, texts: Mapping[str, str]) -> Iterator[tuple[str, list[Stretch]]]:
    """Yield the name of each paper that has other bytes now, with what changed in its words.

    `texts` has the words by SHA-256. Where they are not to be had, alike or too much changed, that is said instead.
    """
    room = MOST_CHANGED
    for change in paper_changes(before.papers, after.papers):
        if not (change.before and change.after):
            continue
        told = [texts.get(paper.sha256, "") for paper in (change.before, change.after)]
        stretches = changed_words(told[0], told[1], room) if all(told) and told[0] != told[1] else None
        room -= sum(len(each.words) for each in stretches or () if each.mark is not Mark.SAME)
        yield change.after.name, stretches or [Stretch(Mark.SAME, NOT_COMPARED)]


def _named(paper: Paper) -> str:
    return f"{paper.name} ({say_size(paper.size)})"
