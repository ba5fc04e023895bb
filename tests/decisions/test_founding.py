"""How is an alliance founded in Slack? By the consent of everybody whom it names, and by nothing else."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.afterwards import correction_refusal
from decisions.alliance.alliance import Alliance, Partner, Settings
from decisions.alliance.membership import PartnerJoins
from decisions.answers import response
from decisions.people import appointment
from decisions.proposal.outcome import agreement, is_unanimous
from decisions.set_up import founding, founding_refusal, settings_refusal
from decisions.set_up.founding import Founding
from decisions.texts import revision, text_refusal
from decisions.texts.revision import Draft
from decisions.words import refusal
from decisions.words.at_once import by_field
from decisions.words.refusal import Refusal
from tests.cast import ANN, BEN, BENEFIT, CAT, DEV, FAY, KARA, MONDAY, OUTSIDER, TEXT, proposal, typed
from tests.decisions.refused import declined, refused

EMPTY = Alliance(1, "", "C1", "UTC", (), (), is_founded=False)
NAMED = Settings("The Alliance", "Europe/London", "monday", "09:00", (KARA,))
HARBOUR, CLYDE = PartnerJoins("Harbour", (ANN, BEN)), PartnerJoins("Clyde", (DEV,))
DRAFT = Founding(KARA, NAMED, (HARBOUR, CLYDE))
WORDS = Draft("We found this alliance", TEXT, typed(TEXT), BENEFIT)
ASKED = replace(founding.would_be(DRAFT, EMPTY), is_founded=False)


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
        named_so = [] if has_name and managers else ["a name and operations managers"]
        with refused(founding_refusal.founding_lacks(named_so + ["at least two partners"] * (partners < 2))):
            founding.put(draft, EMPTY, None, WORDS, by=by, at=MONDAY)


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
    northside = founding.with_partner(DRAFT, EMPTY, None, "Northside", [FAY], by=KARA)
    assert northside.partners == (HARBOUR, CLYDE, PartnerJoins("Northside", (FAY,)))
    partners = tuple(Partner(place, it.name, it.representatives) for place, it in enumerate(northside.partners, 1))
    assert founding.would_be(northside, EMPTY) == Alliance(1, "The Alliance", "C1", "Europe/London", (KARA,), partners)
    assert founding.without_partner(changed, EMPTY, founding.mark("Clyde"), by=KARA).partners == changed.partners[:1]
    for act in (
        lambda: founding.without_partner(changed, EMPTY, founding.mark("Harbour"), by=KARA),
        lambda: founding.with_partner(changed, EMPTY, founding.mark("Harbour"), "Port", [FAY], by=KARA),
    ):
        assert "does not name this partner any more" in declined(act).words


def test_a_button_that_was_posted_earlier_names_its_partner_still() -> None:
    assert founding.mark("Harbour") == "d712d28b06"


def test_no_more_partners_than_the_draft_can_show() -> None:
    full = replace(DRAFT, partners=tuple(PartnerJoins(f"P{place}", (f"U{place}",)) for place in range(30)))

    with refused(founding_refusal.too_many_founders("name", 30)):
        founding.with_partner(full, EMPTY, None, "One more", [FAY], by=KARA)
    assert (
        founding.with_partner(full, EMPTY, founding.mark("P3"), "Another", [FAY], by=KARA).partners[3].name == "Another"
    )


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("name", " ", refusal.missing("name", "the alliance's name")),
        ("name", "x" * 81, refusal.too_long("name", 80, 81)),
        ("timezone", "Europe/Glasgow", settings_refusal.not_a_zone("timezone")),
        ("timezone", "", settings_refusal.not_a_zone("timezone")),
        ("operations_managers", (), refusal.missing("operations_managers", "who manages, at least one person")),
        ("digest_day", "moonday", refusal.missing("digest_day", "a day of the week")),
        ("digest_time", "9", settings_refusal.not_a_time("digest_time")),
        ("country", "XX", settings_refusal.not_a_country("country")),
        ("region", "XYZ", settings_refusal.not_a_region("region", ["ENG", "NIR", "SCT", "WLS"])),
        ("correction_days", 61, correction_refusal.not_so_many_days("correction_days", 60)),
        ("correction_days", -1, correction_refusal.not_so_many_days("correction_days", 60)),
    ],
)
def test_what_is_said_of_an_alliance_is_sound(field: str, value: object, expected: Refusal) -> None:
    wanted = replace(NAMED, **{"country": "GB", field: value})  # type: ignore[arg-type]  # any field, and what is wrong

    with refused(expected):
        founding.set_up(Founding(), EMPTY, wanted, by=KARA)


def test_all_that_is_wrong_is_said_at_once() -> None:
    wanted = replace(NAMED, name=" ", timezone="Glasgow", digest_time="9am", country="Scotland")

    with pytest.raises(Refusal) as told:
        founding.set_up(Founding(), EMPTY, wanted, by=KARA)

    assert [each.field for each in by_field(told.value)] == ["name", "timezone", "digest_time", "country"]


@pytest.mark.parametrize(
    ("zone", "moment", "expected"),
    [
        ("europe/london", "9:00", ("Europe/London", "09:00")),
        ("America/New york", "9.05", ("America/New_York", "09:05")),
        ("utc", "17.30", ("UTC", "17:30")),
    ],
)
def test_a_zone_and_a_time_are_taken_as_people_write_them(zone: str, moment: str, expected: tuple[str, str]) -> None:
    said = founding.set_up(Founding(), EMPTY, replace(NAMED, timezone=zone, digest_time=moment), by=KARA).settings

    assert (said.timezone, said.digest_time) == expected


def test_without_a_country_there_are_no_regions() -> None:
    with refused(settings_refusal.not_a_region("region", ())):
        founding.set_up(Founding(), EMPTY, replace(NAMED, region="SCT"), by=KARA)


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
    with refused(text_refusal.text_follows_the_draft(1)):
        revision.amendment(one, ASKED, WORDS, None, by=KARA, revision=1, at=MONDAY)


def test_of_a_draft_that_nobody_was_asked_about_there_is_nothing_to_tell() -> None:
    with refused(founding_refusal.is_drafted()):
        founding.refuse_while_drafted(replace(ASKED, partners=()))

    founding.refuse_while_drafted(ASKED)
    founding.refuse_while_drafted(replace(ASKED, partners=(), is_founded=True))


def test_a_draft_that_was_changed_asks_everybody_again() -> None:
    asked = proposal(1)
    asked = replace(asked, responses=(response.consent(asked, ASKED, by=ANN, revision=1, at=MONDAY),))
    changed = replace(WORDS, text="Others too.", rich_text=typed("Others too."))

    again = founding.put(DRAFT, EMPTY, asked, changed, by=KARA, at=MONDAY)

    after = replace(asked, revisions=(*asked.revisions, again))
    assert again.number == 2
    assert not is_unanimous(replace(after, responses=(*asked.responses,)), ASKED)
