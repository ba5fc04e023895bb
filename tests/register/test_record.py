"""Does a record of the register keep to itself who said what?"""

from dataclasses import replace
from datetime import timedelta
from itertools import count

from bot.publishing.pages import template
from bot.publishing.register.clerk import Clerk
from bot.publishing.register.record import Record
from decisions.proposal.proposal import Agreement, Kind, Proposal, Response
from handlers.views.blocks.proposal.proposal_view import ProposalView
from tests.cast import ALLIANCE, MONDAY, proposal, revision

CLERK = Clerk({}, {}, "Europe/London", is_attributed=False)
_HOURS = count(1)


def said(
    partner: int, kind: Kind = Kind.CONSENT, to: int = 2, concern: str = "", reason: str = "", acceptable_if: str = ""
) -> Response:
    at = MONDAY + timedelta(hours=next(_HOURS))
    return Response(partner, to, kind, "U0ANN", at, concern, reason, acceptable_if)


def record(*responses: Response) -> Record:
    """Tell of a decision with two texts."""
    texts = (revision(), revision(2, "Twelve beds.", at=MONDAY + timedelta(hours=2)))
    everybody = tuple(partner.id for partner in ALLIANCE.partners)
    decided: Proposal = replace(
        proposal(), revisions=texts, responses=responses, agreement=Agreement(2, MONDAY + timedelta(days=9), everybody)
    )
    names = {partner.id: partner.name for partner in ALLIANCE.partners}
    return CLERK.record(ProposalView(decided, ALLIANCE, names, {}, MONDAY + timedelta(days=10)))


def tried(days: int) -> Record:
    """Tell, ten days later, of a decision that is tried for so many days."""
    everybody = tuple(partner.id for partner in ALLIANCE.partners)
    text = revision(tried_until=MONDAY.date() + timedelta(days=days), review_on=MONDAY.date())
    told = proposal(revisions=(text,), agreement=Agreement(1, MONDAY, everybody))
    names = {partner.id: partner.name for partner in ALLIANCE.partners}
    return CLERK.record(ProposalView(told, ALLIANCE, names, {}, MONDAY + timedelta(days=10)))


def test_what_was_tried_is_in_force_through_its_last_day_and_ended_afterwards() -> None:
    page, list_of_all = template("register/decision.html"), template("register/index.html")

    def shown(record: Record) -> str:
        about = {"alliance": "A", "decisions": 1, "open": 0, "log_length": 1, "log_head": "a", "attributed": False}
        about |= {"built_on": MONDAY.date(), "closed_on": None, "interests": ()}
        shared = {"about": about, "titles": {}, "root": "", "topics": [], "years": [], "papers": ()}
        return page.render(shared, record=record) + list_of_all.render(shared, records=[record])

    assert [(tried(days).state, tried(days).review_on is None) for days in (9, 10)] == [
        ("ended", True),
        ("in force", False),
    ]
    assert "Tried until 11 November 2026; it was not renewed." in shown(tried(9))
    assert '<option value="ended">Ended</option>' in shown(tried(9))
    assert ">In force<" not in shown(tried(9)).replace('<option value="in force">In force</option>', "")
    assert '<span class="state in-force">Tried until 12 November 2026</span>' in shown(tried(10))
    assert "ended" not in shown(tried(10)).lower()
    assert "not renewed" not in shown(tried(10))


def test_concerns_stand_in_no_order_of_time_neither_on_the_page_nor_in_the_search() -> None:
    given = [said(each.id, concern=f"{'hgfedcba'[place]}-matter") for place, each in enumerate(ALLIANCE.partners)]

    told = record(*given)

    assert [str(each.words)[3] for each in told.concerns] == list("abcdefgh")
    assert told.words.endswith("a matter b matter c matter d matter e matter f matter g matter h matter")


def test_the_search_finds_nothing_that_the_page_does_not_show() -> None:
    early = said(1, to=1, concern="zebra")
    consents = [said(each.id) for each in ALLIANCE.partners]

    assert "zebra" not in record(early, *consents).words


def test_objections_are_found_by_their_words() -> None:
    against = said(1, Kind.OBJECTION, reason="<Too few> nurses & beds", acceptable_if="Two.")
    consents = [said(each.id) for each in ALLIANCE.partners]

    assert record(against, *consents).words.endswith("too few nurses beds two")
