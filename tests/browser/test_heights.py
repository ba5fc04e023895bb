"""Does the channel stay readable on a telephone? How high cards and outcomes are, as the page draws them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import expect
from slack_sdk import WebClient

from decisions.proposal.proposal import (
    Agreement,
    Proposal,
    Question,
    Report,
    Response,
    Revision,
    Settlement,
    Withdrawal,
)
from decisions.said.action import Action, ActionDone
from handlers.views.blocks.kit import Message
from handlers.views.card.proposal_card import card
from handlers.views.card.telephone import height
from handlers.views.messages.thread import outcome
from sandbox import Channel, Sandbox, User, Workspace
from tests.browser.conftest import PHONE
from tests.browser.screen import Screen
from tests.cast import ALLIANCE, CAT, DEV, ELA, FAY, GUS, HAL, KARA, LEADS, MONDAY, NAMES, proposal, revision, typed
from tests.views.views import THURSDAY, consent, objection, view_of, with_interest

ROOM = "C0ROOM"
HIGHEST = 480
FOUR_LINES = (
    "Harbour Shelter opens ten more emergency beds in the east wing from 1 December to 31 March. "
    "The fund's reserve pays £48,000 for them, and we look at it together in April."
)
WHY = "Last winter 41 people were turned away on the coldest nights. Nobody should be."
SOON = date(2026, 11, 13)
TEXT = revision(text=FOUR_LINES, rich_text=typed(FOUR_LINES), benefit=WHY)
FOLLOWED = replace(TEXT, owner=GUS, review_on=date(2027, 4, 5))
CONCERN = "The morning shift needs a second person. Let us look at it in March."
REASON = "Ten more beds without a nurse at night are not safe. Last winter we called an ambulance every week."
WISH = "A nurse on site every night, from the first night on."
ASKED = Question(4, 1, ELA, MONDAY, "Who answers at Christmas?", SOON)
FIVE = tuple(consent(place, person) for place, person in enumerate(LEADS[:5], start=1))
MIXED = (
    consent(1, CAT),
    consent(2, LEADS[1]),
    consent(3, DEV, concern=CONCERN),
)


def decided(*told: Response, text: Revision = FOLLOWED) -> Proposal:
    everybody = tuple(partner.id for partner in ALLIANCE.partners)
    answers = tuple(consent(place, person) for place, person in enumerate(LEADS, start=1))
    agreed = Agreement(1, THURSDAY, everybody)
    return proposal(revisions=(text,), responses=(*answers, *told), agreement=agreed)


OPEN = {
    "fresh": proposal(revisions=(TEXT,)),
    "five of eight": proposal(
        revisions=(TEXT,),
        responses=FIVE,
        questions=(Question(8, 1, LEADS[7], MONDAY, "Who answers at Christmas?", SOON),),
    ),
    "mixed": proposal(
        revisions=(TEXT,),
        responses=MIXED,
        questions=(
            Question(4, 1, ELA, MONDAY, "Who answers at Christmas?", SOON),
            Question(5, 1, FAY, MONDAY, "", SOON),
        ),
        reports=(Report(6, 1, KARA, MONDAY, "On the phone", 3, id=1),),
    ),
    "somebody stepped back": with_interest(proposal(revisions=(TEXT,), responses=MIXED)),
    "an objection of somebody who stepped back": with_interest(
        proposal(revisions=(TEXT,), responses=(*MIXED, objection(2, LEADS[1], REASON, WISH))), words=REASON
    ),
}
HELD = {
    "seven of eight": proposal(
        revisions=(TEXT,),
        responses=tuple(
            objection(7, HAL, REASON, WISH) if person == HAL else consent(place, person)
            for place, person in enumerate(LEADS, start=1)
        ),
    ),
    "mixed": replace(OPEN["mixed"], responses=(*MIXED, objection(7, HAL, REASON, WISH))),
}
LIFTED = (
    replace(objection(7, HAL, REASON, WISH), id=90),
    replace(consent(7, HAL), id=91, settled_by=Settlement.WORDS, settled="Ivy's nurses come every night."),
    replace(consent(5, FAY, concern=CONCERN), id=92),
)
ENDED = {
    "agreed": decided(),
    "agreed, with a concern and an objection that was settled": decided(*LIFTED),
    "agreed, with a review that is near": decided(text=replace(FOLLOWED, review_on=SOON)),
    "agreed, with actions and a review that is near": replace(
        decided(*LIFTED, text=replace(FOLLOWED, review_on=SOON)),
        actions=(
            Action(1, KARA, MONDAY, "Ask three sites whether they have room for ten beds", DEV, SOON),
            Action(2, KARA, MONDAY, "Buy ten beds", GUS, SOON),
        ),
        actions_done=(ActionDone(1, DEV, MONDAY, "The east wing has room."),),
    ),
    "withdrawn": proposal(
        revisions=(TEXT,),
        responses=FIVE,
        withdrawal=Withdrawal(KARA, THURSDAY, "We found another way: the council pays."),
    ),
}


@pytest.fixture
def heights(screens: Callable[..., Screen]) -> Iterator[Callable[[Message], float]]:
    """Post a message and tell how high it is on a telephone."""
    workspace = Workspace()
    workspace.add_user(User(KARA, "kara", NAMES[KARA]))
    workspace.add_channel(Channel(ROOM, "room", {KARA, workspace.bot_user}))
    with Sandbox.start(workspace) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        screen = screens(sandbox.address, PHONE).opens(KARA)

        def measured(said: Message) -> float:
            ts = client.chat_postMessage(channel=ROOM, text=said.text, blocks=said.blocks)["ts"]
            shown = screen.page.locator(f'[id="message-{ts}"]')
            expect(shown).to_be_visible()
            return float(shown.evaluate("message => message.getBoundingClientRect().height"))

        yield measured


def test_no_open_card_is_higher_than_two_thirds_of_a_telephone(heights: Callable[[Message], float]) -> None:
    measured = {name: heights(card(view_of(told))) for name, told in OPEN.items()}

    assert {name: height for name, height in measured.items() if height > HIGHEST} == {}


def test_an_objection_is_read_without_turning_a_page(heights: Callable[[Message], float]) -> None:
    measured = {name: heights(card(view_of(told))) for name, told in HELD.items()}

    assert {name: height for name, height in measured.items() if height > HIGHEST} == {}


def test_a_card_guesses_its_height_well(heights: Callable[[Message], float]) -> None:
    drawn = [card(view_of(told)) for told in (*OPEN.values(), *HELD.values())]

    assert max(abs(heights(said) - height(said.blocks)) for said in drawn) < 20


def test_no_card_of_what_has_ended_is_higher_than_a_third(heights: Callable[[Message], float]) -> None:
    measured = {name: heights(card(view_of(told))) for name, told in ENDED.items()}
    measured["superseded"] = heights(card(replace(view_of(decided(*LIFTED)), superseded_by=(14,))))

    assert {name: height for name, height in measured.items() if height > 260} == {}


def test_an_outcome_is_a_few_lines(heights: Callable[[Message], float]) -> None:
    assert heights(outcome(view_of(decided(*LIFTED)), {})) < 360
