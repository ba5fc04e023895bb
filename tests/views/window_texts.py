"""Each window, for the page of all texts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from decisions.alliance import rights_refusal
from decisions.alliance.alliance import Settings
from decisions.answers import answer_refusal, interest_refusal, objection_refusal
from decisions.answers.standing_interest import StandingInterest
from decisions.proposal.proposal import Nature
from decisions.said.paper import paper_of
from decisions.set_up.founding import Founding
from decisions.texts.proposal_form import OFFERED, FormField, ProposalForm
from handlers.views.afterwards import review
from handlers.views.afterwards.action import action_window, actions_window, done_window, taken_back_window
from handlers.views.afterwards.correction import correction_window
from handlers.views.answers import question, report
from handlers.views.answers.objection import Ending, wishes
from handlers.views.blocks import ids
from handlers.views.blocks.kit import View
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.desk.front_desk import waits_window
from handlers.views.desk.overview import preview_window, status_window
from handlers.views.meeting.meeting import closed_meeting_window, doors, meeting_window
from handlers.views.people import absence
from handlers.views.windows.answers import answer_windows, interest_windows, suggestion_windows
from handlers.views.windows.answers.interest_windows import Interests, Typed
from handlers.views.windows.desk import alliances_window, decisions_window, help_window, meeting_windows
from handlers.views.windows.people import partner_windows
from handlers.views.windows.refusal_window import refusal_window
from handlers.views.windows.set_up import founding_windows, managing_window, settings_window
from handlers.views.windows.set_up.ladder_window import ladder_window, step_window
from handlers.views.windows.texts import form_windows, paper_fields, proposal_window
from handlers.views.windows.texts.history_window import history_window
from handlers.views.windows.texts.paper_fields import OF_MESSAGE, PaperChoice
from handlers.views.windows.texts.prefilled import Prefilled
from handlers.views.windows.texts.reading_window import Reading, changes_window, reading_window
from tests.cast import ALLIANCE, ANN, BEN, HARBOUR, KARA, MONDAY, NAMES, OUTSIDER, proposal, revision
from tests.reading import read_window
from tests.views import matter_texts
from tests.views.bundled import bundle_views
from tests.views.card_texts import (
    AMENDED,
    ANSWERS,
    BEDS,
    CARRIED,
    CURED,
    FOLLOWED_UP,
    SITES,
    TALKED,
    TO_DO,
    a_decision,
    corrected_decision,
    held_proposal,
    on_step,
)
from tests.views.every_sealed import sealed_windows
from tests.views.home_texts import BOTH, CLOSED, TO_DO_VIEW, TO_FOUND, home_of
from tests.views.meetings import MEETING
from tests.views.message_texts import a_meeting, an_overview
from tests.views.views import CLIMBING, LETS, THURSDAY, consent, view_of, with_interest

PAPERS = PaperChoice(OF_MESSAGE, [("F1", "Budget.pdf (12 KB)")], ["F1"], takes_more=True, left_out=["Film.mp4"])
SMALL_FORM = ProposalForm("Spending", (FormField("Budget", "What it costs.", is_required=True), FormField("Risk")))


def _changed_papers() -> Any:
    before = revision(papers=CARRIED)
    after = revision(2, papers=tuple(paper_of(each.name, each.type, b"other") for each in CARRIED))
    read_by_a_program = {before.papers[1].sha256: "We open ten beds.", after.papers[1].sha256: "We open twelve beds."}
    view = replace(view_of(proposal(revisions=(before, after))), paper_texts=read_by_a_program)
    return changes_window(view, before, after)


def _interests(change: Callable[[ProposalView], ProposalView]) -> Interests:
    long_ago = MONDAY - timedelta(days=400)
    standing = StandingInterest(HARBOUR.name, Nature.MONEY, "We run the hostel.", BEN, long_ago, long_ago, 7)
    return Interests(ALLIANCE, HARBOUR, [standing], [standing], [change(view_of(with_interest(held_proposal())))])


def windows(change: Callable[[ProposalView], ProposalView] = lambda told: told) -> Mapping[str, View]:
    """Return each window as it looks with these texts; `change` may put others in their place."""
    told = change(view_of(held_proposal()))
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
        "consent_window, the text is new": answer_windows.consent_window(
            amended, answer_refusal.outdated_text(12), before
        ),
        "consent_window, it decides": answer_windows.consent_window(
            told, answer_refusal.decides_now(12, HARBOUR.name), None
        ),
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
        "waits_window, a representative": waits_window(home_of(change, ANN)),
        "waits_window, a manager": waits_window(home_of(change, KARA)),
        "waits_window, with a step": waits_window(replace(home_of(change, ANN), open=[change(on_step())])),
        "waits_window, somebody else": waits_window(home_of(change, "U0OUT")),
        "waits_window, somebody who has something to do": waits_window(
            replace(home_of(change, OUTSIDER), to_do=[(change(TO_DO_VIEW), BEDS)])
        ),
        "waits_window, of a closed alliance": waits_window(replace(home_of(change, ANN), alliance=CLOSED)),
        "review_window": review.review_window(view_of(a_decision()), ANN),
        "history_window": history_window(amended),
        **bundle_views(change),
        "correction_window": correction_window(view_of(corrected_decision())),
        "history_window, of a corrected record": history_window(view_of(corrected_decision())),
        "action_window": action_window(view_of(a_decision())),
        "done_window": done_window(view_of(a_decision(**TO_DO)), SITES),
        "taken_back_window": taken_back_window(view_of(a_decision(**TO_DO)), BEDS),
        "actions_window": actions_window(view_of(a_decision(**{**FOLLOWED_UP, "actions_taken_back": ()}))),
        "reading_window, before an answer": reading_window(Reading(told, HARBOUR, None)),
        "reading_window, after an amendment": reading_window(Reading(amended, HARBOUR, before)),
        "changes_window": changes_window(amended, before, after),
        "changes_window, of papers": _changed_papers(),
        "recorded_window": answer_windows.recorded_window(told, ANSWERS[0]),
        "answer_window": answer_windows.answer_window(
            told, answer_refusal.already_consents(12, "Clyde Outreach").words, ANSWERS[2]
        ),
        "status_window": status_window(an_overview()),
        "status_window, for a manager": status_window(an_overview(), below=doors(ALLIANCE, None, may_hold=True)),
        "status_window, while a meeting goes on": status_window(
            an_overview(), below=doors(ALLIANCE, MEETING, may_hold=False)
        ),
        "preview_window": preview_window(an_overview(), ids.DIGEST_WINDOW, {}, may_post=True),
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
            change(view_of(with_interest(held_proposal(), LETS))), ALLIANCE.partners[0]
        ),
        "parts_window, the partner itself": interest_windows.parts_window(
            change(view_of(with_interest(held_proposal()))), HARBOUR
        ),
        "take_part_window": interest_windows.take_part_window(change(view_of(with_interest(held_proposal())))),
        "meeting_window": meeting_window(a_meeting(), may_hold=False),
        "meeting_window, for a manager": meeting_window(a_meeting(), may_hold=True),
        "closed_meeting_window": closed_meeting_window(3),
        "opening_window": meeting_windows.opening_window(ALLIANCE, MEETING.items, THURSDAY.date()),
        "attendance_window": meeting_windows.attendance_window(a_meeting()),
        "closing_window": meeting_windows.closing_window(a_meeting()),
        "search_window": decisions_window.search_window(1),
        "decisions_window": decisions_window.decisions_window(1, "beds", 0, [told], has_more=True),
        "decisions_window, nothing found": decisions_window.decisions_window(1, "boats", 0, [], has_more=False),
        "partners_window": partner_windows.partners_window(ALLIANCE, NAMES),
        "partners_window, of a closed alliance": partner_windows.partners_window(CLOSED, NAMES),
        "ladder_window": ladder_window(ALLIANCE),
        "ladder_window, of one that is there": ladder_window(CLIMBING),
        "step_window": step_window(change(on_step()), change(on_step()).proposal.steps_proposed[0]),
        "history_window, of what a meeting ratified": history_window(
            replace(view_of(corrected_decision()), ratified_on=date(2026, 11, 4))
        ),
        "history_window, with a step": history_window(change(on_step(TALKED))),
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
        "refusal_window": refusal_window(rights_refusal.not_a_representative(ALLIANCE), NAMES, ["Too few nurses."]),
    }


def pictures() -> Iterator[tuple[str, str]]:
    for name, view in windows().items():
        yield name.replace("_window", "").replace("_", " ").capitalize(), read_window(view)
