"""Whose words about a matter does the register tell? Whatever kind of facts comes has to be thought of."""

from dataclasses import replace
from typing import Any

from bot.publishing.pages import template
from bot.publishing.register.clerk import Clerk
from decisions.proposal.facts import FACTS, Fact, with_fact
from decisions.proposal.proposal import AnswerBeforehand, Question, Report
from tests.cast import proposal
from tests.publishing.test_statements import ABOUT
from tests.storage.test_facts import ANSWERS, DECIDED, OBJECTION
from tests.views.views import view_of

# The fields of facts in which somebody's own words are.
OWN_WORDS = ("reason", "acceptable_if", "concern", "settled", "words", "note", "what")
# None of these is an answer: they tell that one comes, or came elsewhere.
NOT_TOLD = {AnswerBeforehand, Question, Report}


def own_words(fact: Fact) -> dict[str, str]:
    """Say in each field with words of which kind and field it is."""
    return {name: f"{type(fact).__name__}s own {name}" for name in OWN_WORDS if getattr(fact, name, "")}


def test_the_register_tells_what_partners_and_managers_said_but_what_is_no_answer() -> None:
    facts: list[Any] = [OBJECTION, *ANSWERS, *DECIDED]
    told = proposal()
    for fact in facts:
        told = with_fact(told, replace(fact, **own_words(fact)))
    record = Clerk({}, {}, "Europe/London", is_attributed=True).record(view_of(told))

    page = template("register/decision.html").render(
        {"about": ABOUT, "titles": {}, "root": "", "topics": [], "years": [], "papers": ()}, record=record
    )

    with_words = {type(fact) for fact in facts if own_words(fact)}
    assert with_words >= {fact for fact in FACTS if "words" in fact.__dataclass_fields__}
    told_of = {type(fact) for fact in facts if any(words in page for words in own_words(fact).values())}
    assert with_words - told_of == NOT_TOLD
