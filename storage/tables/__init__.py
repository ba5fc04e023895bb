"""The tables: what a row of each is, and why its unique keys exist.

Facts (the tables of APPEND_ONLY) are only ever added: triggers refuse UPDATE and DELETE (migrations/).
The other tables hold what may change: names, settings, deliveries to Slack.
"""

from decisions.proposal.facts import FACTS
from storage.tables.alliances import alliances, operations_managers, partners, representatives
from storage.tables.bundles import bundled, unbundled
from storage.tables.deliveries import lanes, messages, told_of
from storage.tables.facts import (
    actions,
    actions_done,
    actions_taken_back,
    agreements,
    answers_beforehand,
    interests,
    openings,
    questions,
    report_refusals,
    reports,
    responses,
    reviews,
    sealed_answers,
    suggestions,
    withdrawals,
)
from storage.tables.installs import bots, installations, oauth_states
from storage.tables.ladders import steps_proposed, steps_recorded
from storage.tables.log import log_entries
from storage.tables.papers import paper_words, papers
from storage.tables.people import people
from storage.tables.proposals import proposals, revisions
from storage.tables.sealed_words import sealed_words
from storage.tables.turns import turns

APPEND_ONLY = (*(declared.table for declared in FACTS.values()), "log_entries", "papers")

__all__ = [
    "APPEND_ONLY",
    "actions",
    "actions_done",
    "actions_taken_back",
    "agreements",
    "alliances",
    "answers_beforehand",
    "bots",
    "bundled",
    "installations",
    "interests",
    "lanes",
    "log_entries",
    "messages",
    "oauth_states",
    "openings",
    "operations_managers",
    "paper_words",
    "papers",
    "partners",
    "people",
    "proposals",
    "questions",
    "report_refusals",
    "reports",
    "representatives",
    "responses",
    "reviews",
    "revisions",
    "sealed_answers",
    "sealed_words",
    "steps_proposed",
    "steps_recorded",
    "suggestions",
    "told_of",
    "turns",
    "unbundled",
    "withdrawals",
]
