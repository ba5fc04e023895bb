"""What stands at the desk before an alliance is founded, and does it fit into Slack however large it is?"""

from dataclasses import replace

import pytest

from decisions.alliance.alliance import Settings
from decisions.alliance.membership import LONGEST_NAME, PartnerJoins
from decisions.set_up.founding import MOST_FOUNDERS, Founding
from handlers.views.blocks.inputs import MOST_PEOPLE
from handlers.views.blocks.kit import LARGEST_MESSAGE, message_size
from handlers.views.meeting.meeting import doors
from handlers.views.set_up.founding import ToBe, founding_desk
from handlers.views.set_up.founding_text import RULES, founding_draft
from handlers.views.windows.set_up.founding_windows import founder_window, set_up_window
from sandbox.block_kit import check_message_blocks, check_view
from tests.cast import ALLIANCE, ANN, BEN, DEV, KARA, NAMES
from tests.reading import read_message, read_window

SAID = Settings("Glasgow Together", "Europe/London", "friday", "16:30", (KARA,), "GB", "SCT")
DRAFT = Founding(KARA, SAID, (PartnerJoins("Harbour Shelter", (ANN, BEN)), PartnerJoins("Clyde Outreach", (DEV,))))
# As wide as it comes: signs that JSON writes with two, in names as long as they may be.
WIDE = '"&' * (LONGEST_NAME // 2)


def large(count: int = MOST_FOUNDERS) -> ToBe:
    people = [f"U{number:010}" for number in range(MOST_FOUNDERS * (MOST_PEOPLE + 1))]
    each = MOST_PEOPLE + 1
    partners = tuple(
        PartnerJoins(f"{place:02}{WIDE[2:]}", tuple(people[place * each : (place + 1) * each]))
        for place in range(count)
    )
    said = replace(SAID, name=WIDE, operations_managers=tuple(people[:MOST_PEOPLE]))
    return ToBe(10**9, Founding(people[0], said, partners), dict.fromkeys(people, WIDE), asked=1)


@pytest.mark.parametrize("count", [2, 8, MOST_FOUNDERS])
def test_the_largest_drafts_fit_into_a_message(count: int) -> None:
    said = founding_desk(large(count))

    check_message_blocks(said.blocks)
    assert message_size(said.blocks) <= LARGEST_MESSAGE


def test_the_windows_of_the_largest_draft_fit_too() -> None:
    seen = large()

    check_view(set_up_window(seen.alliance_id, seen.draft, "", KARA, seen.names))
    check_view(founder_window(seen.alliance_id, seen.draft.partners[0], seen.names))


def test_nothing_can_be_pressed_but_what_can_be_done() -> None:
    begun = replace(DRAFT, partners=DRAFT.partners[:1])

    assert "[Set up an alliance here]" in read_message(founding_desk(ToBe(1, Founding(), {})))
    assert "Put it" not in read_message(founding_desk(ToBe(1, begun, NAMES)))
    assert "[Put it to the partners] " in read_message(founding_desk(ToBe(1, DRAFT, NAMES)))
    assert "Put it" not in read_message(founding_desk(ToBe(1, DRAFT, NAMES, asked=1, is_asked=True)))
    assert "[Put it to the partners again]" in read_message(founding_desk(ToBe(1, DRAFT, NAMES, asked=1)))


def test_before_it_is_founded_nobody_is_offered_a_meeting() -> None:
    assert doors(replace(ALLIANCE, is_founded=False), None, may_hold=True) == []


def test_a_window_begins_with_what_is_said() -> None:
    shown = read_window(set_up_window(1, DRAFT, "Asia/Tokyo", ANN, NAMES))
    new = read_window(set_up_window(1, Founding(), "Asia/Tokyo", ANN, NAMES))

    assert "[Glasgow Together]" in shown
    assert "[Europe/London]" in shown
    assert "[Kara Munro]" in shown
    assert "[Friday]" in shown
    assert "[Asia/Tokyo]" in new
    assert "[Ann Lee]" in new
    assert "Who leads: [Ann Lee]" in read_window(founder_window(1, DRAFT.partners[0], NAMES))


def test_what_is_put_names_everybody_and_has_the_rules() -> None:
    text = founding_draft(DRAFT).text

    assert "• Harbour Shelter: @U0ANN (leads), @U0BEN\n• Clyde Outreach: @U0DEV" in text
    assert all(f"• {rule}" in text for rule in RULES)
    assert "A digest comes every Friday at 16:30" in text


@pytest.mark.parametrize(
    "other",
    [
        replace(DRAFT, settings=replace(SAID, name="Leith Together")),
        replace(DRAFT, settings=replace(SAID, timezone="Europe/Paris")),
        replace(DRAFT, settings=replace(SAID, digest_day="monday")),
        replace(DRAFT, settings=replace(SAID, digest_time="09:00")),
        replace(DRAFT, settings=replace(SAID, operations_managers=(ANN,))),
        replace(DRAFT, settings=replace(SAID, country="IE", region="")),
        replace(DRAFT, settings=replace(SAID, region="ENG")),
        replace(DRAFT, partners=DRAFT.partners[::-1]),
        replace(DRAFT, partners=(PartnerJoins("Harbour Shelter", (BEN, ANN)), DRAFT.partners[1])),
    ],
)
def test_another_draft_is_another_text(other: Founding) -> None:
    assert founding_draft(other).text != founding_draft(DRAFT).text
