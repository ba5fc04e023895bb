"""What the register withholds. Facts are blackened before anything is made of them, so nothing shows a piece."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from bot.publishing.redactions.redactor import Redactor
from decisions.proposal.facts import PEOPLE
from handlers.views.blocks.proposal.proposal_view import ProposalView

# Slack user ids. The register has nobody's, and names the organisation instead.
_PEOPLE = {"author", "representatives", *PEOPLE}


def withheld(shown: ProposalView, redactor: Redactor) -> ProposalView:
    """Copy what is known of a proposal, with black in place of what is withheld."""
    return replace(
        shown,
        proposal=_withheld(shown.proposal, redactor),
        partner_names={partner: redactor.name(name) for partner, name in shown.partner_names.items()},
        supersedes_title=redactor.name(shown.supersedes_title),
    )


def _withheld(fact: Any, redactor: Redactor) -> Any:
    """Look at each word of a fact, whatever it has come to hold."""
    if isinstance(fact, str) and not isinstance(fact, Enum):
        return redactor.words(fact)
    if isinstance(fact, tuple):
        return tuple(_withheld(inner, redactor) for inner in fact)
    if isinstance(fact, Mapping):
        return redactor.rich_text(fact)
    if is_dataclass(fact) and not isinstance(fact, type):
        said = {field.name: getattr(fact, field.name) for field in fields(fact) if field.name not in _PEOPLE}
        return replace(fact, **{name: _withheld(value, redactor) for name, value in said.items()})
    return fact
