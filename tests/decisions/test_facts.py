"""What do rules return? Facts, which nobody changes afterwards."""

from dataclasses import is_dataclass, replace
from datetime import timedelta
from types import ModuleType

import pytest

from decisions.alliance import alliance, membership
from decisions.asking import reminder
from decisions.people.appointment import Appointment
from decisions.proposal import proposal
from decisions.proposal.proposal import Kind, Report, Response, Suggestion
from decisions.texts import revision
from tests import cast


@pytest.mark.parametrize("module", [alliance, membership, proposal, reminder, revision])
def test_a_fact_is_never_changed(module: ModuleType) -> None:
    facts = [each for each in vars(module).values() if is_dataclass(each) and each.__module__ == module.__name__]

    assert facts
    assert [each for each in facts if not vars(each)["__dataclass_params__"].frozen] == []


def test_a_text_is_told_from_another_that_has_its_number() -> None:
    text = cast.revision()
    others = [replace(text, at=text.at + timedelta(microseconds=1)), replace(text, title="B"), replace(text, text="B")]

    assert replace(text).mark == text.mark
    assert len({text.mark, *(other.mark for other in others)}) == 4
    assert len(text.mark) == 10


def test_what_is_not_stored_yet_has_no_number() -> None:
    assert Response(2, 1, Kind.CONSENT, cast.ANN, cast.MONDAY).id == 0
    assert Report(2, 1, cast.KARA, cast.MONDAY, "By phone", after=0).id == 0
    assert Suggestion(2, 1, cast.ANN, cast.MONDAY, "Beds", {}, "", objection=1).id == 0
    assert Appointment(cast.HARBOUR.name, (), (cast.ANN,), cast.ANN, cast.MONDAY).entry == 0
