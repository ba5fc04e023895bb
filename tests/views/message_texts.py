"""What each kind of message is made from, and says, for the page of all texts."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from decisions.people.appointment import Appointment, unseen_by
from decisions.people.stand_in import end_of
from decisions.proposal.proposal import Interest, Part, Review, Settlement, Withdrawal
from decisions.said import paper_refusal
from handlers.courier.messages import KINDS
from handlers.views.desk.overview import Overview
from handlers.views.meeting.meeting import MeetingSeen
from handlers.views.messages.channel import Left
from handlers.views.messages.reminder import Waiting
from handlers.views.people.absence import Cover
from handlers.views.people.appointment import Appointed, Welcome
from handlers.views.set_up.settings import Changed
from handlers.views.windows.refusal_window import WINDOW_CAME_LATE
from tests.cast import ALLIANCE, ANN, BEN, DEV, HARBOUR, KARA, MONDAY, NAMES, OUTSIDER, proposal, revision
from tests.reading import read_message
from tests.views import matter_texts
from tests.views.bundled import BUNDLE, bundle_samples
from tests.views.card_texts import (
    AMENDED,
    ANSWERS,
    CURED,
    FOLLOWED,
    FOLLOWED_UP,
    MET,
    REPORTED,
    SOON,
    TAKEN,
    TALKED,
    TO_DO,
    TRIED,
    a_decision,
    corrected_decision,
    decided_by_seven,
    held_proposal,
    lift_by,
    on_step,
)
from tests.views.every_sealed import LAST, sealed_messages
from tests.views.meetings import meeting_seen, minuted, numbered
from tests.views.views import THURSDAY, suggested, view_of, with_interest

LETTER = "letter of 3 March, signed by its chair"
SETTINGS_CHANGED = {
    "by": KARA,
    "changed": {"digest_day": ["monday", "friday"], "operations_managers": [[KARA], [KARA, "U0GUS"]]},
    "renamed": [["Harbour Shelter", "Harbour House"]],
}


def a_meeting() -> MeetingSeen:
    urgent = numbered(view_of(a_decision()), 11, "Blankets now")
    done = numbered(view_of(a_decision(**TO_DO)), 10, "A rota")
    return meeting_seen(urgent, view_of(held_proposal()), done)


def samples() -> Mapping[str, tuple[Any, Mapping[str, Any]]]:
    """Return from what each kind of message is made here: what was gathered, and what it is about."""
    told, amended = view_of(held_proposal()), view_of(proposal(responses=ANSWERS, revisions=(revision(), AMENDED)))
    ended = view_of(proposal(withdrawal=Withdrawal(KARA, MONDAY, "We found another way.")))
    cover = Cover("Harbour Shelter", "Ann Lee", SOON, ["Ben Okoro"])
    lapsed = view_of(suggested(proposal(responses=ANSWERS, revisions=(revision(), AMENDED))))
    offered = {"partner": "Harbour Shelter", "revision": 1, "answer": "objection", "reason": "Too few nurses"}
    decided, looked = view_of(a_decision()), Review(KARA, THURSDAY, "All ten beds were full.", date(2027, 5, 3))
    kept = view_of(a_decision(reviews=(looked,)))
    to_do, followed_up = view_of(a_decision(**TO_DO)), view_of(a_decision(**FOLLOWED_UP))
    corrected = view_of(corrected_decision())
    refused = view_of(proposal(reports=(replace(REPORTED, refused_by="U0FAY"),)))
    return {
        "digest": (an_overview(), {}),
        "card": (told, {}),
        "objection": (told, {"response": 2}),
        "lift": (
            view_of(lift_by(Settlement.WORDS, settled="A third nurse starts in December.")),
            {"response": 9},
        ),
        "beforehand": (CURED, {"suggestion": 1, "answer": 11}),
        "beforehand_receipt": (CURED, {"suggestion": 1, "answer": 11}),
        "not_beforehand_receipt": (CURED, {"suggestion": 1, "answer": 11}),
        "counted_notice": (TAKEN, {"response": 20}),
        "lapsed_notice": (lapsed, {"revision": 2, "partner": 3, "suggestion": 1}),
        "objection_notice": (told, {"response": 2}),
        "concern": (told, {"response": 3}),
        "amendment": (amended, {"revision": 2}),
        "withdrawal": (ended, {}),
        "outcome": (decided, {}),
        "question": (told, {"question": 0}),
        **sealed_messages(),
        "interest": (view_of(with_interest(held_proposal())), {"interest": 30}),
        "interest_receipt": (view_of(with_interest(held_proposal())), {"interest": 30}),
        "standing_interest_receipt": (ALLIANCE, {"what": "declared"}),
        "report": (told, {"report": 1}),
        "report_refused": (refused, {"report": 1}),
        "reviewed": (kept, {"review": 0}),
        "review_receipt": (kept, {"review": 0}),
        **bundle_samples(),
        "correction": (corrected, {"correction": 0}),
        "correction_receipt": (corrected, {"correction": 0}),
        "action_added": (to_do, {"action": 2}),
        "action_done": (followed_up, {"action": 1}),
        "action_taken_back": (followed_up, {"action": 2}),
        "action_receipt": (to_do, {"action": 1}),
        "action_ended_receipt": (followed_up, {"action": 1}),
        "action_notice": (to_do, {"action": 2}),
        "action_reminder": (to_do, {"action": 1}),
        "action_ended_notice": (followed_up, {"action": 2}),
        "step_proposed": (on_step(), {"place": 1}),
        "step_notice": (on_step(TALKED, step=2), {"place": 2, "time": 2}),
        "step_recorded": (on_step(TALKED), {"place": 1}),
        "step_receipt": (on_step(TALKED), {"place": 1}),
        "trial_notice": (view_of(a_decision(revisions=(TRIED,))), {}),
        "raised_receipt": (told, {}),
        "response_receipt": (told, {"response": 1}),
        "amended_receipt": (amended, {"revision": 2}),
        "withdrawn_receipt": (ended, {}),
        "reminded_receipt": (told, {"people": [ANN, DEV]}),
        "question_receipt": (told, {"question": 0}),
        "report_receipt": (told, {"report": 1}),
        "report_refused_receipt": (refused, {"report": 1}),
        "posted_again_receipt": (told, {}),
        "notice": (told, {"words": WINDOW_CAME_LATE.words}),
        "amended_notice": (amended, {"revision": 2, "seen": 1, "partner": 2}),
        "two_voices_notice": (told, {"before": 1, "after": 2}),
        "question_notice": (told, {"question": 0}),
        "report_request": (told, {"report": 1}),
        "report_confirmed_notice": (told, {"report": 1, "response": 1}),
        "report_refused_notice": (refused, {"report": 1}),
        "away_receipt": (cover, {}),
        "away_notice": (cover, {}),
        "unreachable_notice": ("Clyde Outreach", {}),
        "offer": (told, offered),
        "asked": (_waits(), {"revision": 1}),
        "reminder": (_waits(), {}),
        "overdue_notice": ([told], {}),
        "left_channel_notice": (Left(ALLIANCE, ["U0ANN", "U0KARA"], NAMES), {}),
        **matter_texts.messages(),
        "form_made": (Changed(NAMES), {"by": KARA, "done": "made", "name": "Spending", "fields": ["Budget", "Risk"]}),
        "settings_changed": (Changed(NAMES), SETTINGS_CHANGED),
        "representatives_changed": (_appointed(by=BEN), {}),
        "seen_receipt": (ALLIANCE, {"partner": "Clyde Outreach", "of": "Harbour Shelter"}),
        "welcome": (Welcome(ALLIANCE.name, HARBOUR.name, leads=False, waiting=_waits()), {}),
        "meeting_opened": (a_meeting(), {"meeting": 3}),
        "meeting_minutes": (minuted(), {"meeting": 1}),
        "person_moved": (ALLIANCE, {"person": "U1ANN", "partner": "Harbour Shelter"}),
        "card_frozen": (told, {}),
        "papers_refused": (ALLIANCE, {"words": paper_refusal.paper_is_gone("papers", "Budget.pdf").words, "kept": 1}),
        "card_frozen_notice": (told, {"error": "edit_window_closed"}),
        "card_lost_notice": (told, {}),
        "app_trouble_notice": (ALLIANCE, {"error": "missing_scope"}),
        "rests_notice": (ALLIANCE, {"rests": 1}),
        "channel_trouble_notice": (ALLIANCE, {"error": "not_in_channel"}),
        "stuck_digest_notice": (ALLIANCE, {"error": "invalid_blocks"}),
        "not_borne_out_notice": (told, {}),
        "stuck_notice": (told, {"error": "invalid_blocks"}),
        "stuck_private_notice": (ALLIANCE, {"error": "invalid_blocks"}),
    }


def messages() -> Iterator[tuple[str, str]]:
    for kind, (gathered, about) in samples().items():
        if kind != "card":
            yield kind.replace("_", " ").capitalize(), read_message(KINDS[kind].write(gathered, about))
    yield "Sealed receipt, the last answer", read_message(KINDS["sealed_receipt"].write(view_of(LAST), {"answer": 5}))
    over = replace(BUNDLE, there=())
    yield "Bundle, over", read_message(KINDS["bundle"].write(over, {}))
    answered = replace(bundle_samples()["bundle_asked"][0], bundle=over)
    yield "Bundle asked, answered", read_message(KINDS["bundle_asked"].write(answered, {}))
    yield "Objection with a suggestion", read_message(KINDS["objection"].write(CURED, {"response": 2}))
    yield "Objection notice, with a suggestion", read_message(KINDS["objection_notice"].write(CURED, {"response": 2}))
    yield "Objection that stands again", read_message(KINDS["objection"].write(CURED, {"response": 2, "again": True}))
    yield (
        "Amendment, a suggestion taken",
        read_message(KINDS["amendment"].write(TAKEN, {"revision": 2})),
    )
    for ends, said in {Settlement.TEXT: {}, Settlement.CONCERN: {"concern": "Two nurses are too few."}}.items():
        lifted = view_of(lift_by(ends, **said))
        yield f"Lift, {ends.value}", read_message(KINDS["lift"].write(lifted, {"response": 9}))
    to_try = on_step(TALKED, MET, step=3)
    yield "Step notice, to try it for a time", read_message(KINDS["step_notice"].write(to_try, {"place": 3}))
    yield "Step notice, taken meanwhile", read_message(KINDS["step_notice"].write(on_step(TALKED), {"place": 1}))
    to_do = view_of(a_decision(**TO_DO))
    yield "Action reminder, before the day", read_message(KINDS["action_reminder"].write(to_do, {"action": 2}))
    followed_up = view_of(a_decision(**FOLLOWED_UP))
    yield "Action reminder, done meanwhile", read_message(KINDS["action_reminder"].write(followed_up, {"action": 1}))
    yield "Digest with actions", read_message(KINDS["digest"].write(replace(an_overview(), followed_up=[to_do]), {}))
    let = Interest(2, 1, Part.LET_BY_ALL, "", THURSDAY, 2, id=32)
    yield (
        "Interest, let by all",
        read_message(KINDS["interest"].write(view_of(with_interest(held_proposal(), let)), {"interest": 32})),
    )
    alone = matter_texts.reserved(matter_texts.DECIDED_ALONE)
    yield "Outcome, one partner decided alone", read_message(KINDS["outcome"].write(alone, {}))
    seven = view_of(with_interest(decided_by_seven()))
    yield "Outcome, somebody stepped back", read_message(KINDS["outcome"].write(seven, {}))
    quiet = replace(an_overview(), open=[], ended=[], reviews=[], recorded=[], interests=[])
    yield "Digest of a quiet week", read_message(KINDS["digest"].write(quiet, {}))
    yield (
        "Representatives changed, on the organisation's word",
        read_message(KINDS["representatives_changed"].write(_appointed(authority=LETTER), {})),
    )
    for name, appointed in _standing_in():
        yield name, read_message(KINDS["representatives_changed"].write(appointed, {}))
    stands_in = Welcome(ALLIANCE.name, HARBOUR.name, leads=False, waiting=_waits(), until="5 December 2026")
    yield "Welcome, standing in", read_message(KINDS["welcome"].write(stands_in, {}))
    for name, cover in {
        "nobody else is there": Cover("Clyde Outreach", "Dev Shah", SOON, []),
        "back": Cover("Harbour Shelter", "Ann Lee", None, ["Ben Okoro"]),
    }.items():
        yield f"Away receipt, {name}", read_message(KINDS["away_receipt"].write(cover, {}))
    back = Cover("Harbour Shelter", "Ann Lee", None, ["Ben Okoro"])
    yield "Away notice, back", read_message(KINDS["away_notice"].write(back, {}))
    offered = {"partner": "Harbour Shelter", "revision": 1, "answer": "consent", "reason": ""}
    yield "Offer of a consent", read_message(KINDS["offer"].write(view_of(proposal()), offered))


def _waits() -> Waiting:
    return Waiting("Harbour Shelter", [view_of(proposal())])


def _appointed(by: str = "", authority: str = "") -> Appointed:
    return _of(Appointment(HARBOUR.name, (ANN, BEN), (BEN, "U0OUT"), by, MONDAY, authority, entry=20))


def _of(named: Appointment) -> Appointed:
    return Appointed(1, ALLIANCE.timezone, named, NAMES, unseen_by(ALLIANCE, named))


def _standing_in() -> Iterator[tuple[str, Appointed]]:
    ends_at, both, all_three = end_of(date(2026, 12, 5), ALLIANCE.timezone), (ANN, BEN), (ANN, BEN, OUTSIDER)
    named = Appointment(HARBOUR.name, both, all_three, ANN, MONDAY, stand_ins=(OUTSIDER,), ends_at=ends_at)
    yield "Representatives changed, somebody stands in", _of(named)
    yield (
        "Representatives changed, the time of it is over",
        _of(Appointment(HARBOUR.name, all_three, both, "", ends_at)),
    )


def an_overview() -> Overview:
    reviewed = a_decision(revisions=(FOLLOWED,))
    return Overview(
        THURSDAY,
        "Europe/London",
        MONDAY,
        [view_of(a_decision())],
        [view_of(held_proposal())],
        [view_of(reviewed)],
        214,
        "3f9c" * 16,
        [_appointed(authority=LETTER)],
        interests=[HARBOUR.name],
    )
