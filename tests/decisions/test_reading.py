"""Who may read what an alliance writes?"""

import pytest

from decisions.asking.reading import MayNotRead, refuse_unless_may_read
from tests.cast import ALLIANCE, ANN, CHANNEL, KARA, OUTSIDER


@pytest.mark.parametrize(("person", "seen_in"), [(ANN, ""), (KARA, "C0OTHER"), (OUTSIDER, CHANNEL)])
def test_whoever_takes_part_or_is_in_the_channel_may_read(person: str, seen_in: str) -> None:
    refuse_unless_may_read(ALLIANCE, person, seen_in=seen_in)


@pytest.mark.parametrize("seen_in", ["", "C0OTHER"])
def test_nobody_else_may(seen_in: str) -> None:
    with pytest.raises(MayNotRead, match="Only people who are in the alliance's channel can read") as refused:
        refuse_unless_may_read(ALLIANCE, OUTSIDER, seen_in=seen_in)

    assert refused.value.channel == CHANNEL
