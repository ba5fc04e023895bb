"""What does Accord say, all of it? Writes docs/texts.md, so that the sentences can be read and mended as a set."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from decisions import interest_refusal, objection_refusal, paper_refusal, refusal
from decisions.action import Action, ActionDone, ActionTakenBack
from decisions.alliance import Settings
from decisions.appointment import Appointment, unseen_by
from decisions.closing import withdrawn_by_closing
from decisions.correction import Correction
from decisions.founding import Founding
from decisions.ladder import CameOfIt, LadderChanges, StepRecorded
from decisions.membership import AllianceCloses, ManagersChange, PartnerJoins
from decisions.paper import paper_of
from decisions.proposal import (
    Agreement,
    Interest,
    Kind,
    Nature,
    Part,
    Proposal,
    Question,
    Report,
    Response,
    Review,
    Settlement,
    Withdrawal,
)
from decisions.stand_in import end_of
from decisions.standing_interest import StandingInterest
from decisions.template import OFFERED, FormField, Template
from handlers.courier.messages import KINDS
from handlers.views import absence, question, report, review
from handlers.views.absence import Cover
from handlers.views.action import action_window, actions_window, done_window, taken_back_window
from handlers.views.agenda import Agenda, preview_window, status_window
from handlers.views.appointment import Appointed, Welcome
from handlers.views.blocks import ids
from handlers.views.blocks.desk_row import desk_row
from handlers.views.blocks.kit import View
from handlers.views.blocks.matters import left_words
from handlers.views.blocks.proposal_view import ProposalView
from handlers.views.correction import correction_window
from handlers.views.founding import ToBe, founding_desk
from handlers.views.founding_text import founding_draft
from handlers.views.front_desk import Desk, desk, waits_window
from handlers.views.home import Asked, Home, home
from handlers.views.living_log import Listed, LivingLog, log_canvas, log_message
from handlers.views.meeting import MeetingSeen, closed_meeting_window, doors, meeting_window
from handlers.views.messages.channel import Left
from handlers.views.messages.reminder import Waiting
from handlers.views.objection import Ending, wishes
from handlers.views.settings import Changed
from handlers.views.windows import (
    alliances_window,
    answer_windows,
    decisions_window,
    form_windows,
    founding_windows,
    help_window,
    interest_windows,
    managing_window,
    meeting_windows,
    paper_fields,
    partner_windows,
    proposal_window,
    settings_window,
    suggestion_windows,
)
from handlers.views.windows.history_window import history_window
from handlers.views.windows.interest_windows import Interests, Typed
from handlers.views.windows.ladder_window import ladder_window, step_window
from handlers.views.windows.paper_fields import OF_MESSAGE, PaperChoice
from handlers.views.windows.prefilled import Prefilled
from handlers.views.windows.reading_window import Reading, changes_window, reading_window
from handlers.views.windows.refusal_window import WINDOW_CAME_LATE, refusal_window
from tests.cast import ALLIANCE, ANN, BEN, CAT, DEV, HARBOUR, KARA, LEADS, MONDAY, NAMES, OUTSIDER, proposal, revision
from tests.reading import read, read_message, read_window
from tests.views import matter_texts
from tests.views.bundled import BUNDLE, bundle_samples, bundle_views
from tests.views.every_refusal import declined
from tests.views.every_sealed import sealed_cards, sealed_messages, sealed_windows
from tests.views.meetings import MEETING, meeting_seen, minuted, numbered
from tests.views.views import (
    CLIMBING,
    LETS,
    STEPS,
    THURSDAY,
    consent,
    objection,
    stepped,
    suggested,
    taken,
    view_of,
    with_interest,
)

DOCUMENT = Path(__file__).parents[2] / "docs" / "texts.md"
HEAD = """# Everything that Accord says

Made by `make texts` from the running code, with made-up people; a test keeps it true. How we word things is in
`handlers/views/STYLE.md`. The words themselves stand in `handlers/views/` and `decisions/refusal.py`.
"""
LETTER = "letter of 3 March, signed by its chair"
SOON = date(2026, 11, 16)
SITES = Action(1, KARA, MONDAY, "Ask three sites whether they have room", DEV, date(2026, 11, 4))
BEDS = Action(2, ANN, MONDAY, "Buy ten beds", OUTSIDER, SOON)
TO_DO: dict[str, Any] = {"actions": (SITES, BEDS)}
FOLLOWED_UP: dict[str, Any] = {
    **TO_DO,
    "actions_done": (ActionDone(1, DEV, MONDAY + timedelta(days=2), "The east wing has room."),),
    "actions_taken_back": (ActionTakenBack(2, ANN, MONDAY + timedelta(days=2), "The council lends us beds."),),
}
ASKED = Question(4, 1, "U0ELA", MONDAY, "Who is there at night?", SOON)
REPORTED = Report(5, 1, KARA, MONDAY, "Fay said so on the phone on Tuesday.", 0, id=1)
ANSWERS = (
    consent(1, CAT),
    objection(2, BEN, "Two nurses are too few.", "A third nurse at night."),
    consent(3, DEV, concern="The noise at night."),
)
PAPERS = PaperChoice(OF_MESSAGE, [("F1", "Budget.pdf (12 KB)")], ["F1"], takes_more=True, left_out=["Film.mp4"])
CARRIED = tuple(paper_of(name, "application/pdf", name.encode()) for name in ("Budget.pdf", "Plan.pdf"))
BOTH = [(1, ALLIANCE.name), (2, "Leith Together")]
LATE = revision(decide_by=date(2026, 11, 4))
FILLED = (("Budget", "£12,000 from the winter fund."), ("Risk", "Few nurses in January."))
FOLLOWED = revision(review_on=SOON, in_force_on=SOON, owner="U0GUS", topics=("winter", "beds"))
NOTICED = revision(earliest_on=SOON)
TRIED = revision(tried_until=SOON, owner="U0GUS")
AMENDED = revision(2, "Open twelve more emergency beds at the harbour from December.", at=MONDAY + timedelta(days=1))

CLOSED = replace(ALLIANCE, closed_at=MONDAY)

TO_FOUND = Founding(
    KARA,
    Settings(ALLIANCE.name, ALLIANCE.timezone, "monday", "09:00", (KARA,), "GB", "SCT"),
    tuple(PartnerJoins(partner.name, partner.representatives) for partner in ALLIANCE.partners[:3]),
)

TALKED = StepRecorded(
    1, BEN, THURSDAY, CameOfIt.DONE, "We talked for an hour. A nurse is the question.", THURSDAY.date()
)
MET = StepRecorded(2, BEN, THURSDAY, CameOfIt.NOT_POSSIBLE, "Snow.", THURSDAY.date())


def _on_step(*recorded: StepRecorded, step: int = 1) -> ProposalView:
    held = proposal(responses=ANSWERS)
    return view_of(stepped(held, MONDAY + timedelta(days=2), *recorded, step=step), CLIMBING)


CURED = view_of(suggested(proposal(responses=ANSWERS)))
TAKEN = view_of(taken(proposal(responses=ANSWERS)))


def everything() -> str:
    return HEAD + "".join(_sections())


def _sections() -> Iterator[str]:
    for title, texts in (
        ("Cards", _cards()),
        ("In the thread, and privately", _messages()),
        ("The front desk", _front_desk()),
        ("The living log", _living_log()),
        ("The Home tab", ((name, read(home(seen)["blocks"])) for name, seen in homes().items())),
        ("Windows", _windows()),
    ):
        yield f"\n## {title}\n"
        for name, text in texts:
            yield f"\n### {name}\n\n```text\n{text}\n```\n"
    yield "\n## What Accord declines, and why\n\n"
    yield from declined()


def _decided(**more: Any) -> Proposal:
    everybody = tuple(partner.id for partner in ALLIANCE.partners)
    answers = tuple(consent(place, person) for place, person in enumerate(LEADS, start=1))
    return proposal(responses=answers, agreement=Agreement(1, MONDAY + timedelta(days=1), everybody), **more)


def _decided_by_seven() -> Proposal:
    """All consent but Harbour, which steps back."""
    told = _decided()
    others = tuple(said for said in told.responses if said.partner_id != HARBOUR.id)
    they = tuple(said.partner_id for said in others)
    return replace(told, responses=others, agreement=Agreement(1, MONDAY + timedelta(days=1), they))


def _held() -> Proposal:
    return proposal(responses=ANSWERS, questions=(ASKED,), reports=(REPORTED,), revisions=(LATE,))


def _lifted(settled_by: Settlement, **words: str) -> Proposal:
    """Harbour objected, and consents; what it objected to is amended where another text settles it."""
    last = 2 if settled_by is Settlement.TEXT else 1
    given = Response(2, last, Kind.CONSENT, BEN, THURSDAY, settled_by=settled_by, id=9, **words)  # type: ignore[arg-type]  # a test names the words
    return proposal(responses=(*ANSWERS, given), revisions=(revision(), AMENDED)[:last])


def _cards() -> Iterator[tuple[str, str]]:
    shown = {
        "Fresh": view_of(proposal(), now=MONDAY),
        "Held, overdue, with a question, a reported consent and a lead who is away": replace(
            view_of(_held()), away={"U0GUS": SOON, "U0HAL": None}
        ),
        "Held, with a suggestion": view_of(suggested(proposal(responses=ANSWERS))),
        "Asked again after an amendment": view_of(proposal(responses=ANSWERS, revisions=(revision(), AMENDED))),
        "Asked again about a suggestion that was taken": TAKEN,
        "An objection is lifted": view_of(_lifted(Settlement.WORDS, settled="A third nurse starts in December.")),
        "Agreed": view_of(_decided()),
        "In a form": view_of(proposal(revisions=(revision(template="Spending", filled=FILLED),))),
        "Agreed, with an owner, topics and a review date": view_of(_decided(revisions=(FOLLOWED,))),
        "With papers": view_of(proposal(revisions=(revision(papers=CARRIED),)), now=MONDAY),
        "Agreed, and its record is corrected": view_of(_corrected()),
        "Agreed, with something to be done": view_of(_decided(**{**FOLLOWED_UP, "actions_taken_back": ()})),
        "Not to be decided before a day, and all consent": view_of(
            replace(_decided(revisions=(NOTICED,)), agreement=None)
        ),
        "Tried until a day that comes near": view_of(_decided(revisions=(TRIED,))),
        "Tried until a day that has passed": view_of(_decided(revisions=(TRIED,)), now=MONDAY + timedelta(days=30)),
        "Withdrawn": view_of(proposal(withdrawal=Withdrawal(KARA, MONDAY, "We found another way."))),
        "Withdrawn by the closing": view_of(proposal(withdrawal=withdrawn_by_closing(14, MONDAY))),
        "The alliance is to be closed": view_of(proposal(change=AllianceCloses())),
        "Nobody is left who manages, and others are to": view_of(proposal(change=ManagersChange((ANN, DEV)))),
        "A partner stepped back whose objection held it": view_of(with_interest(_held(), LETS)),
        "Agreed by those who decide": view_of(with_interest(_decided_by_seven())),
        "A class of matters is delegated": view_of(proposal(change=matter_texts.SETS[0])),
        "A class of matters is reserved": view_of(proposal(change=matter_texts.SETS[1])),
        "One partner decides it alone": matter_texts.reserved(),
        "Decided by one partner alone": matter_texts.reserved(matter_texts.DECIDED_ALONE),
        "Steps for held decisions are to be agreed": view_of(proposal(change=LadderChanges(STEPS))),
        "Held, and a step is proposed": _on_step(),
        "Held, and a step was taken": _on_step(TALKED),
        **sealed_cards(),
        "A partner is to join": view_of(proposal(change=PartnerJoins("Eastside Trust", (ANN, BEN)))),
    }
    for name, picture in shown.items():
        yield name, read_message(KINDS["card"].write(picture, {}))


SMALL_FORM = Template("Spending", (FormField("Budget", "What it costs.", is_required=True), FormField("Risk")))
SETTINGS_CHANGED = {
    "by": KARA,
    "changed": {"digest_day": ["monday", "friday"], "operations_managers": [[KARA], [KARA, "U0GUS"]]},
    "renamed": [["Harbour Shelter", "Harbour House"]],
}


def _corrected(**more: Any) -> Proposal:
    """A record that may be corrected until a day to come, with what Harbour says of it."""
    told, said = _decided(), Correction(2, BEN, THURSDAY, "We spoke of eleven beds.")
    agreed = replace(told.agreement, correct_by=SOON) if told.agreement else None
    return replace(told, agreement=agreed, corrections=(said,), **more)


def _meeting() -> MeetingSeen:
    urgent, done = numbered(view_of(_decided()), 11, "Blankets now"), numbered(view_of(_decided(**TO_DO)), 10, "A rota")
    return meeting_seen(urgent, view_of(_held()), done)


def samples() -> Mapping[str, tuple[Any, Mapping[str, Any]]]:
    """Return from what each kind of message is made here: what was gathered, and what it is about."""
    told, amended = view_of(_held()), view_of(proposal(responses=ANSWERS, revisions=(revision(), AMENDED)))
    ended = view_of(proposal(withdrawal=Withdrawal(KARA, MONDAY, "We found another way.")))
    cover = Cover("Harbour Shelter", "Ann Lee", SOON, ["Ben Okoro"])
    lapsed = view_of(suggested(proposal(responses=ANSWERS, revisions=(revision(), AMENDED))))
    offered = {"partner": "Harbour Shelter", "revision": 1, "answer": "objection", "reason": "Too few nurses"}
    decided, looked = view_of(_decided()), Review(KARA, THURSDAY, "All ten beds were full.", date(2027, 5, 3))
    kept = view_of(_decided(reviews=(looked,)))
    to_do, followed_up = view_of(_decided(**TO_DO)), view_of(_decided(**FOLLOWED_UP))
    corrected = view_of(_corrected())
    refused = view_of(proposal(reports=(replace(REPORTED, refused_by="U0FAY"),)))
    return {
        "digest": (_agenda(), {}),
        "card": (told, {}),
        "objection": (told, {"response": 2}),
        "lift": (view_of(_lifted(Settlement.WORDS, settled="A third nurse starts in December.")), {"response": 9}),
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
        "interest": (view_of(with_interest(_held())), {"interest": 30}),
        "interest_receipt": (view_of(with_interest(_held())), {"interest": 30}),
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
        "step_proposed": (_on_step(), {"place": 1}),
        "step_notice": (_on_step(TALKED, step=2), {"place": 2, "time": 2}),
        "step_recorded": (_on_step(TALKED), {"place": 1}),
        "step_receipt": (_on_step(TALKED), {"place": 1}),
        "trial_notice": (view_of(_decided(revisions=(TRIED,))), {}),
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
        "meeting_opened": (_meeting(), {"meeting": 3}),
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


def _messages() -> Iterator[tuple[str, str]]:
    for kind, (gathered, about) in samples().items():
        if kind != "card":
            yield kind.replace("_", " ").capitalize(), read_message(KINDS[kind].write(gathered, about))
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
        lifted = view_of(_lifted(ends, **said))
        yield f"Lift, {ends.value}", read_message(KINDS["lift"].write(lifted, {"response": 9}))
    to_try = _on_step(TALKED, MET, step=3)
    yield "Step notice, to try it for a time", read_message(KINDS["step_notice"].write(to_try, {"place": 3}))
    yield "Step notice, taken meanwhile", read_message(KINDS["step_notice"].write(_on_step(TALKED), {"place": 1}))
    to_do = view_of(_decided(**TO_DO))
    yield "Action reminder, before the day", read_message(KINDS["action_reminder"].write(to_do, {"action": 2}))
    followed_up = view_of(_decided(**FOLLOWED_UP))
    yield "Action reminder, done meanwhile", read_message(KINDS["action_reminder"].write(followed_up, {"action": 1}))
    yield "Digest with actions", read_message(KINDS["digest"].write(replace(_agenda(), followed_up=[to_do]), {}))
    let = Interest(2, 1, Part.LET_BY_ALL, "", THURSDAY, 2, id=32)
    yield (
        "Interest, let by all",
        read_message(KINDS["interest"].write(view_of(with_interest(_held(), let)), {"interest": 32})),
    )
    alone = matter_texts.reserved(matter_texts.DECIDED_ALONE)
    yield "Outcome, one partner decided alone", read_message(KINDS["outcome"].write(alone, {}))
    seven = view_of(with_interest(_decided_by_seven()))
    yield "Outcome, somebody stepped back", read_message(KINDS["outcome"].write(seven, {}))
    quiet = replace(_agenda(), open=[], ended=[], reviews=[], recorded=[], interests=[])
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


def _front_desk() -> Iterator[tuple[str, str]]:
    yield "The message in the channel", read_message(desk(Desk(ALLIANCE, 3, 1, 12)))
    left = left_words(matter_texts.WITH_MATTERS.matters, matter_texts.TODAY)
    yield "The same, where something is delegated", read_message(desk(Desk(ALLIANCE, 3, 1, 12, left)))
    yield "The same, when nothing waits", read_message(desk(Desk(ALLIANCE, 0, 0, 0)))
    yield "The same, when the alliance was closed", read_message(desk(Desk(CLOSED, 0, 0, 12)))
    yield "Below the digest, reminders and notices", read([desk_row(1)])
    for name, seen in to_found().items():
        yield f"Before the founding, {name}", read_message(founding_desk(seen))
    yield "What is put to the partners then", founding_draft(TO_FOUND).text


def to_found() -> Mapping[str, ToBe]:
    begun = replace(TO_FOUND, partners=TO_FOUND.partners[:1])
    return {
        "nobody has set anything up": ToBe(1, Founding(), {}),
        "a draft that lacks something": ToBe(1, begun, NAMES),
        "a draft that is complete": ToBe(1, TO_FOUND, NAMES),
        "put to the partners": ToBe(1, TO_FOUND, NAMES, asked=1, is_asked=True),
        "changed since": ToBe(1, TO_FOUND, NAMES, asked=1),
    }


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


def _living_log() -> Iterator[tuple[str, str]]:
    url = "https://alliance.slack.com/archives/C0/p1"
    decisions = [
        Listed(14, "A van for *all* of us", date(2026, 11, 5), date(2027, 5, 3), None, url, date(2027, 1, 1)),
        Listed(12, "Ten winter beds", date(2026, 11, 3), None, 14, url),
    ]
    log = LivingLog(ALLIANCE.name, 2, decisions)
    yield "As a pinned message", read_message(log_message(log))
    yield "As the channel's canvas", log_canvas(log)
    yield "Before the first decision", read_message(log_message(replace(log, count=0, newest=[])))


def _changed_papers() -> Any:
    before = revision(papers=CARRIED)
    after = revision(2, papers=tuple(paper_of(each.name, each.type, b"other") for each in CARRIED))
    read_by_a_program = {before.papers[1].sha256: "We open ten beds.", after.papers[1].sha256: "We open twelve beds."}
    view = replace(view_of(proposal(revisions=(before, after))), paper_texts=read_by_a_program)
    return changes_window(view, before, after)


def _agenda() -> Agenda:
    reviewed = _decided(revisions=(FOLLOWED,))
    return Agenda(
        THURSDAY,
        "Europe/London",
        MONDAY,
        [view_of(_decided())],
        [view_of(_held())],
        [view_of(reviewed)],
        214,
        "3f9c" * 16,
        [_appointed(authority=LETTER)],
        interests=[HARBOUR.name],
    )


def _home(change: Callable[[ProposalView], ProposalView], person: str) -> Home:
    """Gather for somebody what waits: a text that was amended since their partner answered, and one that is held."""
    amended = change(view_of(proposal(responses=(consent(2, ANN),), revisions=(revision(), AMENDED))))
    held, decided = change(view_of(_held())), change(view_of(_decided()))
    reviewed = change(view_of(_decided(revisions=(FOLLOWED,))))
    asked = [Asked(amended, amended.proposal.revisions[0])] if ALLIANCE.partner_of(person) else []
    return Home(ALLIANCE, person, THURSDAY, NAMES, asked, [held, amended], [held], [reviewed], [decided], None)


def _interests(change: Callable[[ProposalView], ProposalView]) -> Interests:
    long_ago = MONDAY - timedelta(days=400)
    standing = StandingInterest(HARBOUR.name, Nature.MONEY, "We run the hostel.", BEN, long_ago, long_ago, 7)
    return Interests(ALLIANCE, HARBOUR, [standing], [standing], [change(view_of(with_interest(_held())))])


TO_DO_VIEW = view_of(_decided(**TO_DO))


def homes() -> Mapping[str, Home]:
    asked = _home(lambda shown: shown, ANN)
    seen = replace(asked, asked=[])
    return {
        "A representative, after an amendment": asked,
        "A representative who is away": replace(seen, away_until=SOON, held=[], open=[], decided=[]),
        "A manager": replace(seen, person=KARA),
        "Somebody else": replace(seen, person="U0OUT"),
        "Somebody else, where there are several alliances": replace(seen, person="U0OUT", is_the_only_one=False),
        "Somebody else, who has something to do": replace(seen, person=OUTSIDER, to_do=[(TO_DO_VIEW, BEDS)]),
        "A representative who has something to do": replace(seen, to_do=[(TO_DO_VIEW, SITES)], held=[], open=[]),
        "A manager of two alliances": replace(seen, person=KARA, theirs=BOTH),
    }


def windows(change: Callable[[ProposalView], ProposalView] = lambda told: told) -> Mapping[str, View]:
    """Return each window as it looks with these texts; `change` may put others in their place."""
    told = change(view_of(_held()))
    amended = change(view_of(proposal(responses=(consent(2, ANN),), revisions=(revision(), AMENDED))))
    before, after = amended.proposal.revisions
    cured = change(CURED)
    cure = cured.proposal.suggestions[0]
    asked_again = change(view_of(proposal(responses=ANSWERS, revisions=(revision(), AMENDED))))
    settings = Settings(ALLIANCE.name, ALLIANCE.timezone, "monday", "09:00", (KARA,), "GB", "SCT")
    return {
        "raise_window": proposal_window.raise_window(1, ALLIANCE.name, Prefilled()),
        "raise_window, with papers": proposal_window.raise_window(1, ALLIANCE.name, Prefilled(papers=PAPERS)),
        "raise_window, with a form": proposal_window.raise_window(
            1, ALLIANCE.name, Prefilled(forms=[SMALL_FORM], form=SMALL_FORM, filled={"Budget": "£200"})
        ),
        "amend_window": proposal_window.amend_window(12, {}, Prefilled("Ten winter beds"), wishes=wishes(told)),
        "consent_window, the text is new": answer_windows.consent_window(amended, refusal.outdated_text(12), before),
        "consent_window, it decides": answer_windows.consent_window(told, refusal.decides_now(12, HARBOUR.name), None),
        "consent_window, it lifts an objection": answer_windows.consent_window(
            told, objection_refusal.lifts_an_objection(12, HARBOUR.name, decides=False), None, Ending(ANSWERS[1])
        ),
        "consent_window, it lifts an objection and decides": answer_windows.consent_window(
            asked_again,
            objection_refusal.lifts_an_objection(12, HARBOUR.name, decides=True),
            revision(),
            Ending(ANSWERS[1]),
        ),
        "suggestion_window": suggestion_windows.suggestion_window(cured, cure, may_consent=True, ending=None),
        "suggestion_window, of who objected": suggestion_windows.suggestion_window(
            cured, cure, may_consent=True, ending=Ending(ANSWERS[1], text=cure)
        ),
        "suggestion_window, to read only": suggestion_windows.suggestion_window(
            cured, cure, may_consent=False, ending=None
        ),
        "not_beforehand_window": suggestion_windows.not_beforehand_window(cured, cure, cured.proposal.beforehand[0]),
        "taking_window": suggestion_windows.taking_window(cured, cure, objection_refusal.taking_decides(12)),
        "concern_window": answer_windows.concern_window(told, "", ""),
        "objection_window": answer_windows.objection_window(told),
        "withdrawal_window": answer_windows.withdrawal_window(told),
        "question_window": question.question_window(told),
        **sealed_windows(change),
        "report_window": report.report_window(told, ALLIANCE.partners),
        "away_window": absence.away_window(1, HARBOUR.name, None),
        "back_window": absence.back_window(HARBOUR.name),
        "waits_window, a representative": waits_window(_home(change, ANN)),
        "waits_window, a manager": waits_window(_home(change, KARA)),
        "waits_window, with a step": waits_window(replace(_home(change, ANN), open=[change(_on_step())])),
        "waits_window, somebody else": waits_window(_home(change, "U0OUT")),
        "waits_window, somebody who has something to do": waits_window(
            replace(_home(change, OUTSIDER), to_do=[(change(TO_DO_VIEW), BEDS)])
        ),
        "waits_window, of a closed alliance": waits_window(replace(_home(change, ANN), alliance=CLOSED)),
        "review_window": review.review_window(view_of(_decided()), ANN),
        "history_window": history_window(amended),
        **bundle_views(change),
        "correction_window": correction_window(view_of(_corrected())),
        "history_window, of a corrected record": history_window(view_of(_corrected())),
        "action_window": action_window(view_of(_decided())),
        "done_window": done_window(view_of(_decided(**TO_DO)), SITES),
        "taken_back_window": taken_back_window(view_of(_decided(**TO_DO)), BEDS),
        "actions_window": actions_window(view_of(_decided(**{**FOLLOWED_UP, "actions_taken_back": ()}))),
        "reading_window, before an answer": reading_window(Reading(told, HARBOUR, None)),
        "reading_window, after an amendment": reading_window(Reading(amended, HARBOUR, before)),
        "changes_window": changes_window(amended, before, after),
        "changes_window, of papers": _changed_papers(),
        "recorded_window": answer_windows.recorded_window(told, ANSWERS[0]),
        "answer_window": answer_windows.answer_window(
            told, refusal.already_consents(12, "Clyde Outreach").words, ANSWERS[2]
        ),
        "status_window": status_window(_agenda()),
        "status_window, for a manager": status_window(_agenda(), below=doors(ALLIANCE, None, may_hold=True)),
        "status_window, while a meeting goes on": status_window(
            _agenda(), below=doors(ALLIANCE, MEETING, may_hold=False)
        ),
        "preview_window": preview_window(_agenda(), ids.DIGEST_WINDOW, {}, may_post=True),
        "interests_window": interest_windows.interests_window(_interests(change)),
        "declaration_window": interest_windows.declaration_window(
            ALLIANCE, HARBOUR, {"5": "No. 12 · Ten winter beds"}, Typed()
        ),
        "declaration_window, it decides": interest_windows.declaration_window(
            ALLIANCE,
            HARBOUR,
            {"5": "No. 12 · Ten winter beds"},
            Typed("5", Nature.ROLE, "We run it.", interest_refusal.stepping_back_decides(12, HARBOUR.name).words),
        ),
        "parts_window, another partner": interest_windows.parts_window(
            change(view_of(with_interest(_held(), LETS))), ALLIANCE.partners[0]
        ),
        "parts_window, the partner itself": interest_windows.parts_window(
            change(view_of(with_interest(_held()))), HARBOUR
        ),
        "take_part_window": interest_windows.take_part_window(change(view_of(with_interest(_held())))),
        "meeting_window": meeting_window(_meeting(), may_hold=False),
        "meeting_window, for a manager": meeting_window(_meeting(), may_hold=True),
        "closed_meeting_window": closed_meeting_window(3),
        "opening_window": meeting_windows.opening_window(ALLIANCE, MEETING.items, THURSDAY.date()),
        "attendance_window": meeting_windows.attendance_window(_meeting()),
        "closing_window": meeting_windows.closing_window(_meeting()),
        "search_window": decisions_window.search_window(1),
        "decisions_window": decisions_window.decisions_window(1, "beds", 0, [told], has_more=True),
        "decisions_window, nothing found": decisions_window.decisions_window(1, "boats", 0, [], has_more=False),
        "partners_window": partner_windows.partners_window(ALLIANCE, NAMES),
        "partners_window, of a closed alliance": partner_windows.partners_window(CLOSED, NAMES),
        "ladder_window": ladder_window(ALLIANCE),
        "ladder_window, of one that is there": ladder_window(CLIMBING),
        "step_window": step_window(change(_on_step()), change(_on_step()).proposal.steps_proposed[0]),
        "history_window, with a step": history_window(change(_on_step(TALKED))),
        "partners_window, where nobody manages": partner_windows.partners_window(ALLIANCE, NAMES, is_unmanaged=True),
        "managing_window": managing_window.managing_window(ALLIANCE),
        "closes_window": partner_windows.closes_window(ALLIANCE),
        "joins_window": partner_windows.joins_window(ALLIANCE),
        "leaves_window": partner_windows.leaves_window(ALLIANCE),
        "representatives_window": partner_windows.representatives_window(ALLIANCE, HARBOUR),
        "who_can_window": partner_windows.who_can_window(ALLIANCE, NAMES),
        "partners_window, for a manager": partner_windows.partners_window(ALLIANCE, NAMES, is_manager=True),
        "settings_window": settings_window.settings_window(ALLIANCE, settings, NAMES, may_change=False),
        "settings_window, for a manager": settings_window.settings_window(ALLIANCE, settings, NAMES, may_change=True),
        "change_settings_window": settings_window.change_settings_window(ALLIANCE, settings, NAMES),
        "forms_window": form_windows.forms_window(1, OFFERED[:1]),
        "form_window": form_windows.form_window(1, None, None),
        "form_window, one that is there": form_windows.form_window(1, SMALL_FORM, None),
        "set_up_window": founding_windows.set_up_window(1, Founding(), ALLIANCE.timezone, KARA, NAMES),
        "founder_window, a new one": founding_windows.founder_window(1, None, NAMES),
        "founder_window, one that is there": founding_windows.founder_window(1, TO_FOUND.partners[0], NAMES),
        **matter_texts.windows(),
        "help_window": help_window.help_window(),
        "fetching_window": paper_fields.fetching_window(["Budget.pdf", "Plan.txt"]),
        "alliances_window": alliances_window.alliances_window(BOTH, "/propose", ""),
        "refusal_window": refusal_window(refusal.not_a_representative(ALLIANCE), NAMES, ["Too few nurses."]),
    }


def _windows() -> Iterator[tuple[str, str]]:
    for name, view in windows().items():
        yield name.replace("_window", "").replace("_", " ").capitalize(), read_window(view)


if __name__ == "__main__":
    DOCUMENT.write_text(everything(), encoding="utf-8")
