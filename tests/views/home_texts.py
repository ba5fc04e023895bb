"""The Home tab, the front desk, the desk of a founding and the living log, for the page of all texts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from decisions.alliance.alliance import Settings
from decisions.alliance.membership import PartnerJoins
from decisions.set_up.founding import Founding
from handlers.views.blocks.desk_row import desk_row
from handlers.views.blocks.proposal.matters import left_words
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.desk.front_desk import Desk, desk
from handlers.views.desk.home import Asked, Home
from handlers.views.desk.living_log import Listed, LivingLog, log_canvas, log_message
from handlers.views.set_up.founding import ToBe, founding_desk
from handlers.views.set_up.founding_text import founding_draft
from tests.cast import ALLIANCE, ANN, KARA, MONDAY, NAMES, OUTSIDER, proposal, revision
from tests.reading import read, read_message
from tests.views import matter_texts
from tests.views.card_texts import AMENDED, BEDS, FOLLOWED, SITES, SOON, TO_DO, a_decision, held_proposal
from tests.views.views import THURSDAY, consent, view_of

BOTH = [(1, ALLIANCE.name), (2, "Leith Together")]
CLOSED = replace(ALLIANCE, closed_at=MONDAY)
TO_FOUND = Founding(
    KARA,
    Settings(ALLIANCE.name, ALLIANCE.timezone, "monday", "09:00", (KARA,), "GB", "SCT"),
    tuple(PartnerJoins(partner.name, partner.representatives) for partner in ALLIANCE.partners[:3]),
)


def front_desk() -> Iterator[tuple[str, str]]:
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


def living_log() -> Iterator[tuple[str, str]]:
    url = "https://alliance.slack.com/archives/C0/p1"
    decisions = [
        Listed(14, "A van for *all* of us", date(2026, 11, 5), date(2027, 5, 3), None, url, date(2027, 1, 1)),
        Listed(12, "Ten winter beds", date(2026, 11, 3), None, 14, url),
    ]
    log = LivingLog(ALLIANCE.name, 2, decisions)
    yield "As a pinned message", read_message(log_message(log))
    yield "As the channel's canvas", log_canvas(log)
    yield "Before the first decision", read_message(log_message(replace(log, count=0, newest=[])))


def home_of(change: Callable[[ProposalView], ProposalView], person: str) -> Home:
    """Gather for somebody what waits: a text that was amended since their partner answered, and one that is held."""
    amended = change(view_of(proposal(responses=(consent(2, ANN),), revisions=(revision(), AMENDED))))
    held, decided = change(view_of(held_proposal())), change(view_of(a_decision()))
    reviewed = change(view_of(a_decision(revisions=(FOLLOWED,))))
    asked = [Asked(amended, amended.proposal.revisions[0])] if ALLIANCE.partner_of(person) else []
    return Home(ALLIANCE, person, THURSDAY, NAMES, asked, [held, amended], [held], [reviewed], [decided], None)


TO_DO_VIEW = view_of(a_decision(**TO_DO))


def homes() -> Mapping[str, Home]:
    asked = home_of(lambda shown: shown, ANN)
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
