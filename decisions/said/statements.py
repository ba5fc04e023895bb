"""Which statements of a partner stand beside a matter? They are told and kept, and decide nothing.

A kind of them is declared here once, beside its fact (opinion.py) and the kind of its entries (log_kinds.py). Windows,
minutes, the register, packs for requests, storage and the replay work from this page.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from decisions.said.correction import Correction
from decisions.said.opinion import Opinion

Statement = Correction | Opinion


@dataclass(frozen=True)
class StatementKind:
    """How statements of one kind are kept and told.

    They are made of a decision (`is_of_decision`), or while the matter is open; then the newest of each partner stands.
    `name` is that of its messages, `noun` and `nouns` are what people call one and several. `does` follows the name of
    the partner, and may name the `{record}` and the `{matter}`. `heading` stands above them in the register, and
    `in_short` says what one is to somebody who does not know Accord.
    """

    name: str
    table: str
    logged_as: str
    sign: str
    noun: str
    nouns: str
    does: str
    heading: str
    in_short: str
    is_of_decision: bool


STATEMENTS: Mapping[type[Statement], StatementKind] = {
    Opinion: StatementKind(
        name="view",
        table="views",
        logged_as="view_given",
        sign="💬",
        noun="view",
        nouns="views",
        does="gave its view of {matter}",
        heading="Views of the others",
        in_short="what a partner thinks of a matter that another one decides alone",
        is_of_decision=False,
    ),
    Correction: StatementKind(
        name="correction",
        table="corrections",
        logged_as="record_corrected",
        sign="✏️",
        noun="correction",
        nouns="corrections",
        does="corrects {record}",
        heading="The record",
        in_short="a partner corrects the record of a decision",
        is_of_decision=True,
    ),
}
# In the order in which they are kept.
_PLACES = {statement: place for place, statement in enumerate(STATEMENTS)}


def kind_of(said: Statement) -> StatementKind:
    return STATEMENTS[type(said)]


def place_of(said: Statement) -> int:
    return _PLACES[type(said)]


def does(said: Statement, record: str = "the record", matter: str = "it") -> str:
    """Say what its partner does by it, after the partner's name."""
    return kind_of(said).does.format(record=record, matter=matter)


def how_many_stand(kind: StatementKind, count: int) -> str:
    """Say how many of a kind there are, before whom or what they stand: "1 correction stands"."""
    return f"1 {kind.noun} stands" if count == 1 else f"{count} {kind.nouns} stand"
