"""How is an alliance founded in Slack? By the consent of everybody whom it names, and by nothing else."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions import appointment, founding, response, revision
from decisions.alliance import Alliance, Partner, Settings
from decisions.founding import Founding
from decisions.membership import PartnerJoins
from decisions.outcome import agreement, is_unanimous
from decisions.refusal import Refusal
from decisions.revision import Draft
from tests import outside
from tests.cast import ANN, BEN, BENEFIT, CAT, DEV, ELA, FAY, KARA, MONDAY, OUTSIDER, TEXT, proposal, typed
from tests.decisions.logs import Event, consent, doubts_of, entries, replayed

EMPTY = Alliance(1, "", "C1", "UTC", (), (), is_founded=False)
NAMED = Settings("The Alliance", "Europe/London", "monday", "09:00", (KARA,))
HARBOUR, CLYDE = PartnerJoins("Harbour", (ANN, BEN)), PartnerJoins("Clyde", (DEV,))
DRAFT = Founding(KARA, NAMED, (HARBOUR, CLYDE))
WORDS = Draft("We found this alliance", TEXT, typed(TEXT), BENEFIT)
ASKED = replace(founding.would_be(DRAFT, EMPTY), is_founded=False)


def declined(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as why:
        act()
    return why.value


@given(st.lists(st.sampled_from([ANN, BEN, DEV]), max_size=6))
def test_nobody_is_founded_before_all_have_consented(people: list[str]) -> None:
    one = proposal(1)

    for person in people:
        said = response.consent
        try:
            given_now = said(one, ASKED, by=person, revision=1, at=MONDAY, knows_it_decides=True)
        except Refusal:
            continue
        one = replace(one, responses=(*one.responses, given_now))

    consented = {ASKED.partner_of(person) for person in people}
    assert (agreement(one, ASKED, MONDAY) is not None) == (len(consented) == len(ASKED.partners))


@pytest.mark.parametrize(("by", "may"), [(KARA, True), (CAT, True), (ANN, False), (DEV, False), (OUTSIDER, False)])
def test_whoever_set_it_up_changes_the_draft_and_the_managers_that_it_names(by: str, *, may: bool) -> None:
    draft = replace(DRAFT, by=CAT)
    acts = (
        lambda: founding.set_up(draft, EMPTY, NAMED, by=by),
        lambda: founding.with_partner(draft, EMPTY, None, "Northside", [FAY], by=by),
        lambda: founding.without_partner(draft, EMPTY, founding.mark("Harbour"), by=by),
        lambda: founding.put(draft, EMPTY, None, WORDS, by=KARA if may else by, at=MONDAY),
    )

    for act in acts:
        if may:
            act()
        else:
            assert "Somebody else is setting up" in declined(act).words


@pytest.mark.parametrize(("by", "may"), [(ANN, True), (DEV, True), (BEN, False), (OUTSIDER, False)])
def test_once_it_is_put_whoever_leads_a_partner_may_change_it_too(by: str, *, may: bool) -> None:
    """So it goes on when nobody is left who set it up."""
    gone = replace(DRAFT, by="U0GONE", settings=replace(NAMED, operations_managers=("U1GONE",)))
    changed = replace(WORDS, text="Others too.", rich_text=typed("Others too."))
    acts: tuple[Callable[[], object], ...] = (
        lambda: founding.set_up(gone, ASKED, NAMED, by=by),
        lambda: founding.with_partner(gone, ASKED, None, "Northside", [FAY], by=by),
        lambda: founding.without_partner(gone, ASKED, founding.mark("Harbour"), by=by),
        lambda: founding.put(gone, ASKED, proposal(1, author="U0GONE"), changed, by=by, at=MONDAY),
    )

    for act in acts:
        if may:
            act()
        else:
            assert "Somebody else is setting up" in declined(act).words


def test_whoever_takes_its_own_partner_out_does_not_put_it() -> None:
    without_harbour = replace(DRAFT, partners=(CLYDE, PartnerJoins("Northside", (FAY,))))

    said = declined(lambda: founding.put(without_harbour, ASKED, proposal(1), WORDS, by=ANN, at=MONDAY))

    assert "Only the person who raised No. 1" in said.words


def test_anybody_may_begin_and_is_the_one_who_set_it_up() -> None:
    begun = founding.set_up(Founding(), EMPTY, NAMED, by=OUTSIDER)

    assert begun.by == OUTSIDER
    assert founding.set_up(begun, EMPTY, replace(NAMED, name="Another"), by=KARA).by == OUTSIDER


@pytest.mark.parametrize(("has_name", "managers", "partners"), list(product([True, False], [(KARA,), ()], range(4))))
def test_a_draft_that_is_incomplete_can_not_be_put(*, has_name: bool, managers: tuple[str, ...], partners: int) -> None:
    named = replace(NAMED, name="The Alliance" if has_name else "", operations_managers=managers)
    those = (HARBOUR, CLYDE, PartnerJoins("Northside", (FAY,)))[:partners]
    draft = Founding(FAY if partners == 3 else KARA, named, those)
    by = KARA if managers else draft.by

    if has_name and managers and partners >= 2:
        assert founding.put(draft, EMPTY, None, WORDS, by=by, at=MONDAY).number == 1
    else:
        assert "it still needs" in declined(lambda: founding.put(draft, EMPTY, None, WORDS, by=by, at=MONDAY)).words


def test_whoever_puts_it_is_named_in_it() -> None:
    draft = replace(DRAFT, by=OUTSIDER)

    said = declined(lambda: founding.put(draft, EMPTY, None, WORDS, by=OUTSIDER, at=MONDAY)).words

    assert said.startswith("Proposals are raised by representatives")


@pytest.mark.parametrize(
    ("name", "people", "field"),
    [
        ("", [FAY], "name"),
        ("x" * 81, [FAY], "name"),
        ("harbour", [FAY], "name"),
        ("Northside", [], "people"),
        ("Northside", [FAY, DEV], "people"),
    ],
)
def test_each_partner_has_a_name_and_people_of_its_own(name: str, people: list[str], field: str) -> None:
    assert declined(lambda: founding.with_partner(DRAFT, EMPTY, None, name, people, by=KARA)).field == field


def test_a_partner_is_changed_in_its_place_and_taken_out() -> None:
    changed = founding.with_partner(DRAFT, EMPTY, founding.mark("Harbour"), "Harbour Shelter", [BEN, ANN, BEN], by=KARA)

    assert changed.partners == (PartnerJoins("Harbour Shelter", (BEN, ANN)), CLYDE)
    assert founding.without_partner(changed, EMPTY, founding.mark("Clyde"), by=KARA).partners == changed.partners[:1]
    for act in (
        lambda: founding.without_partner(changed, EMPTY, founding.mark("Harbour"), by=KARA),
        lambda: founding.with_partner(changed, EMPTY, founding.mark("Harbour"), "Port", [FAY], by=KARA),
    ):
        assert "does not name this partner any more" in declined(act).words


def test_no_more_partners_than_the_draft_can_show() -> None:
    full = replace(DRAFT, partners=tuple(PartnerJoins(f"P{place}", (f"U{place}",)) for place in range(30)))

    assert declined(lambda: founding.with_partner(full, EMPTY, None, "One more", [FAY], by=KARA)).field == "name"
    assert (
        founding.with_partner(full, EMPTY, founding.mark("P3"), "Another", [FAY], by=KARA).partners[3].name == "Another"
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "x" * 81),
        ("timezone", "Europe/Glasgow"),
        ("timezone", ""),
        ("operations_managers", ()),
        ("digest_day", "moonday"),
        ("digest_time", "9"),
        ("country", "XX"),
        ("region", "XYZ"),
    ],
)
def test_what_is_said_of_an_alliance_is_sound(field: str, value: object) -> None:
    wanted = replace(NAMED, **{"country": "GB", field: value})  # type: ignore[arg-type]  # any field, and what is wrong

    assert declined(lambda: founding.set_up(Founding(), EMPTY, wanted, by=KARA)).field == field


def test_what_is_said_is_taken_as_it_is_written_best() -> None:
    wanted = Settings(" The\nAlliance", " Europe/London ", "monday", " 09:00", (KARA, KARA), " gb", "sct ")

    said = founding.set_up(Founding(), EMPTY, wanted, by=KARA).settings

    assert said == Settings("The Alliance", "Europe/London", "monday", "09:00", (KARA,), "GB", "SCT")


def test_before_the_founding_nothing_else_can_be_raised() -> None:
    one = proposal(1)
    acts = (
        lambda: revision.refuse_unless_may_raise(ASKED, KARA),
        lambda: revision.first_revision(ASKED, WORDS, None, by=KARA, at=MONDAY),
        lambda: appointment.own_appointment(ASKED, (), ASKED.partners[0], [BEN], by=ANN, at=MONDAY),
    )

    assert all("is not founded yet" in declined(act).words for act in acts)
    amend = declined(lambda: revision.amendment(one, ASKED, WORDS, None, by=KARA, revision=1, at=MONDAY))
    assert "its text comes from the draft" in amend.words


def test_a_draft_that_was_changed_asks_everybody_again() -> None:
    asked = proposal(1)
    asked = replace(asked, responses=(response.consent(asked, ASKED, by=ANN, revision=1, at=MONDAY),))
    changed = replace(WORDS, text="Others too.", rich_text=typed("Others too."))

    again = founding.put(DRAFT, EMPTY, asked, changed, by=KARA, at=MONDAY)

    after = replace(asked, revisions=(*asked.revisions, again))
    assert again.number == 2
    assert not is_unanimous(replace(after, responses=(*asked.responses,)), ASKED)


# What the log alone says of it.

FOUNDERS = [{"name": "Harbour", "representatives": [ANN, BEN]}, {"name": "Clyde", "representatives": [DEV]}]
PUT: Event = (
    "founding_put",
    {"actor": KARA, "name": "The Alliance", "timezone": "Europe/London", "operations_managers": [KARA]}
    | {"digest_day": "monday", "digest_time": "09:00", "country": "", "region": "", "founders": FOUNDERS},
)
TITLED = {"title": "We found this alliance", "text": TEXT, "rich_text": typed(TEXT), "benefit": BENEFIT}
RAISED: Event = ("proposal_raised", {"actor": KARA, "number": 1, "revision": 1, "decide_by": None, **TITLED})
CONSENTS = (consent("Harbour", ANN), consent("Clyde", DEV))
AGREED: Event = (
    "decision_agreed",
    {"number": 1, "revision": 1, "title": TITLED["title"], "text": TEXT, "partners": ["Harbour", "Clyde"]},
)
FOUNDED: Event = (
    "alliance_founded",
    {"number": 1, "name": "The Alliance", "timezone": "Europe/London", "operations_managers": [KARA]}
    | {"founders": FOUNDERS},
)
WHOLE = (PUT, RAISED, *CONSENTS, AGREED, FOUNDED)


def test_the_log_alone_tells_of_a_founding_by_all() -> None:
    told = replayed(*WHOLE)

    assert not told.doubts
    assert told.alliance
    assert told.alliance.is_founded
    assert told.alliance.partners == (Partner(1, "Harbour", (ANN, BEN)), Partner(2, "Clyde", (DEV,)))


@pytest.mark.parametrize("length", range(1, len(WHOLE) + 1))
def test_the_script_for_everybody_is_content_with_it(length: int) -> None:
    decided = outside.follows(1) if length > WHOLE.index(AGREED) else ""

    assert outside.verdict(outside.export(entries(*WHOLE[:length]))) == (True, f"{length} entries hold\n{decided}")


@pytest.mark.parametrize("hidden", [(1, "founders"), (6, "founders"), (3, "actor")])
def test_what_is_withheld_is_no_fault(hidden: tuple[int, str]) -> None:
    later: Event = ("proposal_raised", {**RAISED[1], "number": 2, "title": "Beds"})

    assert outside.verdict(outside.export(entries(*WHOLE, later), (hidden,)))[0]


def test_a_part_that_begins_within_the_founding_is_no_fault() -> None:
    for first in range(1, len(WHOLE)):
        assert outside.verdict(outside.export(entries(*WHOLE)[first:]))[0]


def test_before_its_last_entry_it_is_not_founded() -> None:
    for length in range(1, len(WHOLE)):
        told = replayed(*WHOLE[:length])

        assert told.alliance
        assert not told.alliance.is_founded
        assert not told.doubts


@pytest.mark.parametrize(
    ("events", "doubt"),
    [
        ((PUT, RAISED, CONSENTS[0], FOUNDED), "entry 4 founds the alliance before all its partners consented"),
        ((PUT, FOUNDED), "entry 2 comes between a founding and its text"),
        ((PUT, RAISED, *CONSENTS, PUT, AGREED), "entry 6 comes between a founding and its text"),
        ((PUT, RAISED, CONSENTS[0], AGREED), "entry 4 agrees No. 1 without the consent of Clyde"),
        ((*WHOLE, FOUNDED), "entry 7 founds the alliance once more"),
        ((*WHOLE, PUT), "entry 7 puts the founding of an alliance that is founded"),
        ((PUT, RAISED, ("proposal_raised", {**RAISED[1], "number": 2})), "entry 3 puts a text without its founding"),
        (
            (*WHOLE[:-1], ("alliance_founded", {**FOUNDED[1], "founders": FOUNDERS[:1]})),
            "entry 6 founds the alliance of others than those who were asked",
        ),
        (
            (*WHOLE, ("partner_joined", {"partner": "Late", "representatives": [ELA]})),
            "entry 7 changes the partners without a decision",
        ),
    ],
)
def test_whatever_does_not_follow_is_doubted_with_our_code_and_without(events: tuple[Event, ...], doubt: str) -> None:
    assert doubt in doubts_of(*events)
    is_content, said = outside.verdict(outside.export(entries(*events)))
    assert not is_content
    assert said in doubts_of(*events)


def test_one_that_stays_in_another_draft_keeps_its_place_and_the_others_are_former() -> None:
    others = [{"name": "Clyde", "representatives": [DEV, CAT]}, {"name": "Northside", "representatives": [FAY]}]
    again: Event = ("founding_put", {**PUT[1], "founders": others})
    amended: Event = ("proposal_amended", {**RAISED[1], "revision": 2, "text": "Other.", "rich_text": typed("Other.")})

    told = replayed(PUT, RAISED, CONSENTS[0], again, amended)

    assert not told.doubts
    assert told.alliance
    assert told.alliance.partners == (Partner(2, "Clyde", (DEV, CAT)), Partner(3, "Northside", (FAY,)))
    assert told.alliance.former == (Partner(1, "Harbour", ()),)


def test_in_the_log_too_whoever_leads_a_partner_that_is_asked_puts_it_again() -> None:
    by_dev: Event = ("founding_put", {**PUT[1], "actor": DEV})
    amended: Event = ("proposal_amended", {**RAISED[1], "actor": DEV, "revision": 2, "text": "Other.", "rich_text": {}})
    by_ben: Event = ("proposal_amended", {**amended[1], "actor": BEN})

    assert not doubts_of(PUT, RAISED, by_dev, amended)
    assert doubts_of(PUT, RAISED, by_dev, by_ben) == [f"entry 4 is by {BEN}, who may not amend No. 1"]


def test_what_others_decide_later_rests_on_the_founding() -> None:
    later: Event = ("proposal_raised", {**RAISED[1], "number": 2, "title": "Beds"})

    assert not doubts_of(*WHOLE, later)
    assert not replayed(PUT, FOUNDED, later, only=2).doubts[1:]
