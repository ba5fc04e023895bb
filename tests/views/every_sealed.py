"""What people read of a sealed round, each once."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from decisions.proposal import sealed_refusal
from decisions.proposal.proposal import Kind, Proposal, Response
from decisions.said.sealed_facts import Opening, SealedAnswer, Why
from handlers.views.answers import sealed
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.windows.answers import answer_windows
from handlers.views.windows.texts.prefilled import Prefilled
from handlers.views.windows.texts.proposal_window import amend_window
from tests.cast import ANN, DEV, HARBOUR, KARA, MONDAY, revision
from tests.views.views import THURSDAY, view_of

SALT, DIGEST = "5" * 64, "d" * 64
TEXT = revision(decide_by=(MONDAY + timedelta(days=2)).date(), sealed=True)
SEALED = Proposal(
    5,
    12,
    KARA,
    MONDAY,
    (TEXT,),
    sealed_answers=(SealedAnswer(2, 1, ANN, MONDAY, DIGEST, id=4), SealedAnswer(3, 1, DEV, MONDAY, DIGEST, id=5)),
)
OPENED = replace(
    SEALED,
    opening=Opening(1, ANN, THURSDAY, Why.ASKED),
    responses=(
        Response(2, 1, Kind.OBJECTION, ANN, THURSDAY, reason="Too few nurses", salt=SALT, id=7),
        Response(3, 1, Kind.CONSENT, DEV, THURSDAY, salt=SALT, id=8),
    ),
)
LAST = replace(OPENED, opening=Opening(1, "", MONDAY, Why.ALL))
TAKEN_BACK = replace(SEALED, sealed_answers=(*SEALED.sealed_answers, SealedAnswer(2, 1, ANN, MONDAY, "", id=6)))


def sealed_messages() -> dict[str, tuple[ProposalView, Mapping[str, Any]]]:
    told = view_of(SEALED)
    return {
        "answers_opened": (view_of(OPENED), {}),
        "sealed_receipt": (told, {"answer": 4}),
        "opened_receipt": (view_of(OPENED), {}),
        "worry_notice": (told, {"by": ANN, "partner": 2, "words": "Our nurses are tired."}),
        "worry_receipt": (told, {}),
    }


def sealed_windows(change: Callable[[ProposalView], ProposalView]) -> dict[str, Any]:
    told = change(view_of(SEALED))
    last = sealed_refusal.opens_all(12, may_decide=True)
    return {
        "opening_window": sealed.opening_window(told),
        "worry_window": sealed.worry_window(told),
        "sealed_window": sealed.sealed_window(told, HARBOUR),
        "sealed_window, taken back": sealed.sealed_window(change(view_of(TAKEN_BACK)), HARBOUR),
        "withdrawal_window, in a sealed round": answer_windows.withdrawal_window(told),
        "amend_window, in a sealed round": amend_window(
            12, {}, Prefilled("Ten winter beds"), wishes=sealed.ends_round(told)
        ),
        "objection_window, in a sealed round": answer_windows.objection_window(told),
        "consent_window, it opens all": answer_windows.consent_window(told, last, None),
    }


def sealed_cards() -> dict[str, ProposalView]:
    return {"A sealed first round, past its day": view_of(SEALED), "Its answers are open": view_of(OPENED)}
