"""What else there is to know of a text, in one line: who put it, and which days and names go with it."""

from collections.abc import Iterator

from decisions.afterwards.review import review_due_on
from handlers.views.afterwards.correction import record_words
from handlers.views.blocks.proposal.matters import matter_facts
from handlers.views.blocks.proposal.proposal_view import ProposalView, trial_words
from handlers.views.blocks.words.text import day, escape, link, say_day, shorten
from handlers.views.messages.reminder import lateness


def facts_line(view: ProposalView) -> str:
    proposal, current = view.proposal, view.proposal.current
    facts = [f"raised by {view.person(proposal.author)} on {day(proposal.raised_at, view.zone)}"]
    if current.number > 1:
        facts.append(f"revision {current.number} of {day(current.at, view.zone)}")
    facts += [*(_when_final(view) if proposal.is_final else [lateness(view)]), *matter_facts(current)]
    if (review_on := review_due_on(proposal)) and not view.has_ended:
        facts.append(f"review on {say_day(review_on)}")
    if current.owner:
        facts.append(f"owner: {view.person(current.owner)}")
    named = {"topics": ", ".join(current.topics), "form": current.template}
    facts += [f"{what}: {escape(words)}" for what, words in named.items() if words]
    if current.supersedes:
        earlier = f"No. {current.supersedes} · {shorten(view.supersedes_title, 150)}"
        facts.append(f"supersedes {link(view.supersedes_url, earlier)}")
    facts += [words] if (words := record_words(proposal, view.today)) else []
    facts += [f"*superseded by No. {number}*" for number in view.superseded_by]
    words = " · ".join(facts)
    return words[0].upper() + words[1:]


def _when_final(view: ProposalView) -> Iterator[str]:
    """Say the days of what has ended; while it is open they stand beside the day to decide by."""
    current = view.proposal.current
    if current.in_force_on:
        yield f"{'it counted' if view.has_ended else 'in force'} from {say_day(current.in_force_on)}"
    if current.tried_until:
        yield trial_words(view)
