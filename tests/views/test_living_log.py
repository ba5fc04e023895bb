"""Does the living log fit into a message, whatever people called their decisions?"""

from datetime import date

import pytest

from handlers.views.blocks.kit import LARGEST_MESSAGE, message_size
from handlers.views.desk.living_log import Listed, LivingLog, counts_from, log_canvas, log_message
from sandbox.block_kit import check_message_blocks

DAY = date(2026, 11, 5)


@pytest.mark.parametrize("title", ["A van", "&" * 150, "Ω" * 150])
@pytest.mark.parametrize("count", [0, 1, 500])
def test_as_many_decisions_as_fit(title: str, count: int) -> None:
    url = "https://alliance.slack.com/archives/C0ALLIANCE/p1793610000000000"
    newest = [Listed(number, title, DAY, DAY, None, url) for number in range(count, 0, -1)]

    said = log_message(LivingLog("Alliance", count, newest))

    check_message_blocks(said.blocks)
    assert message_size(said.blocks) <= LARGEST_MESSAGE
    assert len(said.blocks) >= min(count, 10) + 3
    assert f"No. {count} ·" in str(said.blocks) or not count


def test_decisions_are_in_the_order_in_which_they_count() -> None:
    agreed, later = date(2026, 11, 2), date(2027, 4, 1)
    three = [
        Listed(1, "Rent", agreed, None, None, "", in_force_on=later),
        *(Listed(n, "Beds", agreed, None, None, "") for n in (2, 3)),
    ]

    assert [each.number for each in sorted(three, key=counts_from)] == [2, 3, 1]


def test_a_title_makes_no_marks_in_a_canvas() -> None:
    log = LivingLog("Alliance", 1, [Listed(1, "# [Free](https://bad.example) ![](@U0ANN)", DAY, None, None, "")])

    line = log_canvas(log).splitlines()[3]

    assert line == (r"- No. 1 · \# \[Free\]\(https://bad.example\) \!\[\]\(@U0ANN\) · agreed on 5 November 2026")
