"""Why did a rule say no, and what does the person read then?"""

import inspect

from decisions.alliance import membership_refusal, rights_refusal
from decisions.answers import answer_refusal
from decisions.proposal import sealed_refusal
from decisions.set_up import settings_refusal
from decisions.words.refusal import AsksAgain
from tests.views.every_refusal import PAGES, declined, refusals
from tests.views.every_text import DOCUMENT


def test_every_sentence_is_the_one_that_the_document_shows() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")

    assert document.partition("## What Accord declines, and why\n\n")[2] == "".join(declined())


def test_a_refusal_stands_at_the_input_that_it_is_about() -> None:
    told = refusals()
    at_inputs = {name: each.field for name, each in told.items() if each.field is not None}

    made_here = {name: made for page in PAGES for name, made in vars(page).items() if name in told}
    about_any = {name for name, made in made_here.items() if "field" in inspect.signature(made).parameters}
    assert at_inputs == {
        **dict.fromkeys(about_any, "field"),
        "decides_nothing": "field",
        **dict.fromkeys(("bundle_too_long", "is_on_its_own", "too_few_or_too_many"), "bundled.0"),
        **dict.fromkeys(("all_decide_it", "matter_is_missing", "stepped_back_already", "two_must_remain"), "matter"),
        **dict.fromkeys(("decided_by_all_already", "set_so_already", "nobody_chosen"), "decider"),
        **dict.fromkeys(("delegation_is_over", "nothing_is_delegated", "no_such_matter"), "matter"),
        **dict.fromkeys(("over_the_sum_of_one", "over_what_is_left"), "sum"),
        **dict.fromkeys(("no_partner_chosen", "only_for_one_partner"), "partner"),
        **dict.fromkeys(("not_pounds", "only_for_delegation", "answers_when_it_is_put"), "field"),
        "matter_pending": "name",
        "more_for_one_than_in_all": "in_all",
        "no_last_day": "until",
        **dict.fromkeys(("nobody_steps_back", "replaces_by_all", "changes_by_all", "was_put_to_all"), "matter"),
        "needs_a_day": "decide_by",
        "nobody_else_answers": "sealed",
        "tells_what_it_would_say": "subject_to",
        "nature_is_missing": "nature",
        "no_day_for_it": "due_on",
        "decided_by_too_early": "earliest_on",
        "nobody_does_it": "owner",
        "choose_what_came_of_it": "came_of_it",
        "not_yet": "held_on",
        "steps_are_not_tried": "tried_until",
        "ends_before": "tried_until",
        "nobody_at_the_meeting": "present",
        "is_there_and_is_not": "apologies",
        "nothing_suggested": "field",
        "partners_do_not_change_for_a_time": "tried_until",
        "review_must_be_later": "review_on",
        "speaks_anyway": "stand_ins",
        "stands_in_too_long": "until",
        "text_is_the_same": "settled_by",
        "topics_do_not_fit": "topics",
    }


def test_only_the_consent_that_decides_is_asked_again_because_it_decides() -> None:
    assert answer_refusal.decides_now(12, "Harbour Shelter").decides is True
    assert answer_refusal.outdated_text(12).decides is False


def test_whoever_is_asked_again_because_it_decides_is_told_so() -> None:
    decide = {name for name, each in refusals().items() if isinstance(each, AsksAgain) and each.decides}

    assert decide == {
        "BundleDecides",
        "BundleDecides, one of them",
        "decides_alone",
        "decides_now",
        "opens_all",
        "stepping_back_decides",
        "stepping_back_opens_all",
        "taking_decides",
    }


def test_what_can_not_be_decided_yet_is_not_said_to_be() -> None:
    back = sealed_refusal.stepping_back_opens_all(12, "Harbour Shelter", may_decide=False)

    assert sealed_refusal.opens_all(12, may_decide=False).words.endswith("all answers open together.")
    assert back.words.endswith("their answers open together.")
    assert sealed_refusal.opens_later(12, None).words.endswith("can be opened when all have answered.")


def test_whoever_takes_part_in_several_alliances_reads_all_their_names() -> None:
    assert "of Glasgow and of Leith" in rights_refusal.wrong_channel(["Glasgow", "Leith"]).words


def test_of_a_country_without_regions_none_is_named() -> None:
    words = settings_refusal.not_a_region("region", ()).words

    assert words == "This country has no such region. It can be left empty."


def test_whoever_has_no_name_that_is_known_is_somebody() -> None:
    words = membership_refusal.not_in_the_channel("people", "").words

    assert words.startswith("Somebody whom you chose is not in the alliance's channel")
