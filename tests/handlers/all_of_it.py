"""One history in which every feature meets the others, played from the founding to the closing."""

from datetime import timedelta

import pytest

from decisions.people import appointment
from decisions.texts.proposal_form import FormField, ProposalForm, field_of, mark
from decisions.words.refusal import Refusal
from handlers.clock.clock import look_after_alliances
from handlers.listeners.afterwards import actions, reviews, statements, steps
from handlers.listeners.answers import bundles, interests, questions, reports, responses, sealing
from handlers.listeners.desk import meetings
from handlers.listeners.people import partners, speakers
from handlers.listeners.set_up import delegation, matters, taking_back
from handlers.listeners.texts import forms, proposals, raising, suggestions
from handlers.recording.afterwards.steps import propose_due_steps
from handlers.views.blocks import ids
from handlers.views.blocks.kit import packed
from storage.alliance import alliances
from storage.personal import people
from storage.record.changes import appointments
from storage.record.changes.moves import move_channel, move_person
from tests.cast import ANN, BEN, CAT, DEV, ELA, GUS, HAL, JON, KARA, OUTSIDER, typed
from tests.handlers.everything import Everything

WORDS = {"title": "Beds", "text": typed("Ten beds."), "benefit": "Warmth."}
FORM = {"name": "Spending", "name.0": "Budget", "required.0": ["required"], "name.1": "Risk"}
BUDGET, RISK = field_of("Budget"), field_of("Risk")
PLAN, NEW_PLAN, ROTA = b"Ten beds from December.", b"Ten beds from January.", b"Two a night."
BEDS, JOINS, LEAVES, NURSE, REPAIRS, PLANNING, OWN_PLAN, VAN, CLOSES, LADDER, MANAGES, TEA = range(2, 14)
FORM_MADE = ProposalForm("Spending", (FormField("Budget", is_required=True), FormField("Risk")))
# Dev has another id in Slack since then.
MOVED = "U0DEV2"


def found_it(all_of_it: Everything) -> None:
    """A founding in which a partner is called otherwise the second time."""
    all_of_it.sets_up()
    for name, *speak in (("Harbour", ANN, BEN), ("Clyde", DEV), ("The Council", CAT), ("Kelvin", GUS)):
        all_of_it.names(name, *speak)
    all_of_it.puts()
    all_of_it.names("Council", CAT, by=KARA, instead="The Council")
    all_of_it.puts()
    for person in (ANN, DEV, CAT, GUS):
        all_of_it.consents(person)


def spend(all_of_it: Everything) -> None:
    """Clyde steps back from a text in a form, which is amended afterwards; what follows is for one of its people."""
    does = all_of_it.does
    all_of_it.changes_settings({}, correction_days="10")
    does(forms.make, KARA, {}, FORM)
    spending = mark("Spending")
    does(raising.raise_proposal, ANN, {"template": spending}, {**WORDS, BUDGET: "£200", RISK: ""}, Plan=PLAN, Rota=ROTA)
    all_of_it.consent(BEDS, DEV, GUS)
    all_of_it.steps_back(BEDS, DEV)
    text = all_of_it.text_of(BEDS)
    does(proposals.amend, ANN, {**text, "template": spending}, {**WORDS, BUDGET: "£300", RISK: "Few"}, Plan=NEW_PLAN)
    cure = {"reason": "No nurse", "own_consent": ["yes"], "suggestion.2": typed("Ten beds, and a nurse.")}
    does(responses.object_to, CAT, all_of_it.text_of(BEDS), cure)
    suggested = {**all_of_it.text_of(BEDS), "suggestion": 1}
    does(suggestions.consent_beforehand, GUS, suggested)
    does(suggestions.take_back, GUS, suggested)
    does(suggestions.take, KARA, {**suggested, "decides": True})
    all_of_it.consent(BEDS, GUS, BEN)
    for what, owner, days in (("Buy beds", DEV, 9), ("Find a nurse", OUTSIDER, 90), ("Paint", GUS, 90)):
        due_on = (all_of_it.now + timedelta(days=days)).date().isoformat()
        does(actions.add, KARA, {"proposal": BEDS}, {"what": what, "owner": owner, "due_on": due_on})
    does(actions.finish, DEV, {"proposal": BEDS, "action": 1}, {"note": "Ten are there."})
    does(actions.take_back, KARA, {"proposal": BEDS, "action": 3}, {"reason": "It is painted."})
    does(reviews.keep, GUS, {"proposal": BEDS, "decision": BEDS}, {"note": "Works."})
    does(statements.SENT[ids.CORRECTION_WINDOW], DEV, {"proposal": BEDS}, {"words": "We spoke of eleven beds."})
    does(forms.remove, KARA, {"form": FORM_MADE.version})


def rename(all_of_it: Everything) -> None:
    """Harbour has a standing interest and somebody who stands in, and shall leave; Tollcross asks to join."""
    does = all_of_it.does
    does(interests.declare, ANN, {}, {"matter": "standing", "nature": "money", "words": "Paid by the fund"})
    until = (all_of_it.now + timedelta(days=5)).date().isoformat()
    words = {"people": ANN, "deputies": [BEN], "stand_ins": [ELA], "until": until}
    does(speakers.say_who_speaks, ANN, {"partner": 1}, words)
    does(partners.propose_joining, KARA, {}, {**WORDS, "name": "Tollcross", "people": HAL})
    does(partners.propose_leaving, KARA, {}, {**WORDS, "partner": "1"})
    does(raising.raise_proposal, GUS, {}, {**WORDS, "title": "Nurse"})
    all_of_it.steps_back(NURSE, ELA, "She is our nurse")
    all_of_it.changes_settings({"Harbour": "Harbour House", "Clyde": "Clyde Outreach"}, timezone="Europe/Dublin")
    with pytest.raises(Refusal, match=r"No\. 4"):
        does(partners.propose_leaving, KARA, {}, {**WORDS, "partner": "1"})
    does(proposals.amend, KARA, all_of_it.text_of(LEAVES), {**WORDS, "text": typed("It closes in March.")})


def answer(all_of_it: Everything) -> None:
    """All that a partner may say of a proposal, beside a partner that stepped back and others that let it take part."""
    does, nurse = all_of_it.does, all_of_it.text_of(NURSE)
    for person in (DEV, CAT, GUS):
        does(interests.let_take_part, person, {**nurse, "whose": 1})
    does(questions.take_time, CAT, nurse, {"question": "Who pays?", "answer_by": "2026-11-20"})
    does(reports.report_consent, KARA, nurse, {"partner": "2", "note": "By phone"})
    does(reports.refuse_report, DEV, {**nurse, "report": 1})
    all_of_it.steps_back(NURSE, GUS)
    does(interests.take_part, GUS, nurse, {"words": "It is another nurse."})
    all_of_it.consent(NURSE, GUS)
    does(responses.undo, GUS, {**nurse, "response": all_of_it.newest("id) FROM responses")})


def meet(all_of_it: Everything) -> None:
    """A meeting, in which nothing is decided."""
    does = all_of_it.does
    does(meetings.open_one, KARA, {}, {"held_on": all_of_it.now.date().isoformat(), "place": "Town Hall"})
    does(meetings.say_who_is_here, KARA, {"meeting": 1}, {"present": [CAT, GUS], "others": "Olu"})
    all_of_it.consent(NURSE, CAT)
    does(meetings.close, KARA, {"meeting": 1}, {"note": "Tea was good."})


def change_partners(all_of_it: Everything) -> None:
    """What was said under earlier names and ids goes on under the new ones; who stood in does no more."""
    does = all_of_it.does
    all_of_it.consent(JOINS, ANN, DEV, CAT, GUS)
    with all_of_it.database.transaction() as connection:
        here = alliances.load(connection, 1, for_writing=True)
        kelvin = next(each for each in here.partners if each.name == "Kelvin")
        word = appointment.recorded_word(here, [], kelvin, [GUS, JON], authority="A letter", at=all_of_it.now)
        entry = appointments.add(connection, here, kelvin, word, "word").entry
        move_channel(connection, here, "C0ANOTHER", all_of_it.now, is_empty=False)
        move_person(connection, DEV, MOVED, all_of_it.now)
    all_of_it.channel = "C0ANOTHER"
    does(speakers.see, HAL, {"entry": entry})
    standing = all_of_it.newest("sequence) FROM log_entries WHERE kind = 'standing_interest_declared'")
    does(interests.look_at, BEN, {"entry": standing})
    does(interests.declare, MOVED, {}, {"matter": "standing", "nature": "other", "words": "A friend"})
    does(interests.look_at, MOVED, {"entry": all_of_it.newest("sequence) FROM log_entries"), "is_over": True})
    all_of_it.now += timedelta(days=8)
    look_after_alliances(all_of_it.database, all_of_it.now)
    all_of_it.consent(LEAVES, ANN, MOVED, CAT, JON, HAL)


def delegate(all_of_it: Everything) -> None:
    """What is small is delegated, and some of it decided, one of it by a slip; Council has a limit of its own."""
    sets = {"name": "Small repairs", "decider": "manager", "each": "500", "in_all": "800", "until": "2027-06-30"}
    all_of_it.does(matters.set_limit, CAT, {}, {"over": "50,000", "who": "our committee"})
    all_of_it.does(matters.propose_setting, KARA, {}, {**WORDS, **sets})
    all_of_it.consent(REPAIRS, MOVED, CAT, GUS, HAL)
    boiler = {"matter": "Small repairs", "what": "A boiler", "why": "It broke.", "sum": "500"}
    all_of_it.does(delegation.decide_alone, KARA, {}, boiler)
    with pytest.raises(Refusal, match="£300 is left of £800"):
        all_of_it.does(delegation.decide_alone, KARA, {}, boiler)
    all_of_it.does(delegation.decide_alone, KARA, {}, {**boiler, "what": "A tap", "sum": "300"})
    all_of_it.does(taking_back.take_back, KARA, {"decision": 2}, {"reason": "A washer was enough."})


def reserve(all_of_it: Everything) -> None:
    """Planning is Council's own matter; it waits for its committee, and decides alone when it has heard Kelvin."""
    does, council = all_of_it.does, next(each for each in all_of_it.here.partners if each.name == "Council")
    sets = {"name": "Planning", "decider": "partner", "partner": str(council.id)}
    does(matters.propose_setting, KARA, {}, {**WORDS, **sets})
    all_of_it.consent(PLANNING, MOVED, CAT, GUS, HAL)
    does(raising.raise_proposal, KARA, {}, {**WORDS, "title": "Plan", "matter": "=Planning", "sum": "60,000"})
    plan = all_of_it.text_of(OWN_PLAN)
    with pytest.raises(Refusal, match="Council's own matter"):
        all_of_it.consent(OWN_PLAN, GUS)
    does(matters.give_opinion, GUS, plan, {"words": "The ground is wet."})
    does(questions.take_time, CAT, plan, {"answer_by": "2026-12-20", "subject_to": ["yes"]})
    does(responses.consent_after_all, CAT, {**plan, "decides": True, "has_word": True})


def bundle_some(all_of_it: Everything) -> None:
    """The nurse and the tea go together, until Kelvin takes the tea out."""
    all_of_it.does(raising.raise_proposal, HAL, {}, {**WORDS, "title": "Tea"})
    nurse, tea = all_of_it.seen(NURSE), all_of_it.seen(TEA)
    all_of_it.does(bundles.make, GUS, {}, {"bundled.0": [packed(nurse), packed(tea)]})
    all_of_it.does(bundles.take_out, JON, {**tea, "bundle": 1})
    shown = [[nurse["proposal"], nurse["revision"], nurse["text"]]]
    all_of_it.does(bundles.consent_to_all, HAL, {"bundle": 1, "shown": shown})


def close_it(all_of_it: Everything) -> None:
    """It closes while an action is to be done, and while a partner has stepped back from what is open and sealed.

    Whoever managed is gone by then, and the partners name another.
    """
    sealed = {"sealed": ["yes"], "decide_by": (all_of_it.now + timedelta(days=30)).date().isoformat()}
    all_of_it.does(raising.raise_proposal, CAT, {}, {**WORDS, "title": "Van", **sealed})
    all_of_it.steps_back(VAN, HAL)
    all_of_it.consent(VAN, GUS, MOVED)
    all_of_it.does(sealing.take_back, GUS, all_of_it.text_of(VAN))
    all_of_it.does(responses.object_to, CAT, all_of_it.text_of(VAN), {"reason": "It is too old", "acceptable_if": ""})
    all_of_it.does(partners.propose_closing, KARA, {}, WORDS)
    climb(all_of_it)
    with all_of_it.database.transaction() as connection:
        people.keep(connection, KARA, all_of_it.now, is_gone=True)
    all_of_it.does(partners.propose_managers, HAL, {}, {**WORDS, "operations_managers": [GUS]})
    all_of_it.consent(MANAGES, MOVED, CAT, GUS, HAL)
    bundle_some(all_of_it)
    drawn = all_of_it.newest(f"wanted) FROM lanes WHERE proposal_id = {BEDS}")
    all_of_it.consent(CLOSES, MOVED, CAT, GUS, HAL)
    # Nothing is to be done any more, which the card of the decision tells too.
    assert all_of_it.newest(f"wanted) FROM lanes WHERE proposal_id = {BEDS}") == drawn + 1
    all_of_it.accord("person", "pseudonymise", BEN, "--yes")


def climb(all_of_it: Everything) -> None:
    """They agree on steps for what is held, and take one."""
    does = all_of_it.does
    does(partners.propose_ladder, CAT, {}, {**WORDS, "step.0": "We talk", "after.0": "1"})
    all_of_it.consent(LADDER, MOVED, CAT, GUS, HAL)
    does(responses.object_to, GUS, all_of_it.text_of(VAN), {"reason": "Who pays?"})
    all_of_it.now += timedelta(days=1)
    propose_due_steps(all_of_it.database, all_of_it.now)
    does(steps.record, CAT, {**all_of_it.text_of(VAN), "place": 1}, {"came_of_it": "done", "note": "We did."})


CHAPTERS = (found_it, spend, rename, answer, meet, change_partners, delegate, reserve, close_it)
