"""What has the alliance set up and begun, on a quiet Thursday, before everything breaks on Monday?"""

from datetime import timedelta

from tests.cast import ANN, CAT, DEV, GUS, HAL, LEADS
from tests.chaos.acts.texts import SEALED
from tests.chaos.life import THE_FIRST
from tests.chaos.world import World, next_monday_at_nine
from tests.stories.bot import Bot, bear_all_posts
from tests.stories.stage import Stage
from tests.stories.test_matters import agrees_to, opens
from tests.stories.test_meetings import sets_days_for_corrections

IN_ALL = 12_000
FRIDAY, SUNDAY = -3, -1


class Peace(Stage):
    """The world, as long as its one bot is well."""

    def __init__(self, world: World) -> None:
        Bot.__init__(self, world.folder, world.database_url, world.sandbox)
        self._engine, self._skips_pauses = world.engine, False


def some_days_before(world: World) -> None:
    """It is Thursday, and then ten seconds before Monday's digest."""
    monday = next_monday_at_nine()
    world.set_clock(monday - timedelta(days=4))
    world.start_bots(prepare=bear_all_posts)
    world.wait_for_bots()
    stage = Peace(world)
    everybody_is_known(stage)

    def on(days: int) -> str:
        return (monday + timedelta(days=days)).date().isoformat()

    _set_up(stage, on(90))
    stage.raises(typed={"Title": THE_FIRST})
    for title, against in (("The second", HAL), ("The third", DEV)):
        stage.objects(stage.raises(typed={"Title": title}), against, reason=f"{title} is too loud")
    stage.consents(stage.raises(typed={**SEALED, "Title": "The fourth", "Decide by": on(FRIDAY)}), ANN, GUS)
    # Nobody renews it in time.
    tried = stage.raises(typed={"Title": "The tried", "Try it until": on(SUNDAY)})
    stage.consents(tried, *LEADS)
    world.settle()
    world.stop_bots()
    with world.sandbox.workspace.changing():
        world.sandbox.workspace.windows.clear()
    world.set_clock(monday - timedelta(seconds=10))
    world.start_bots()
    world.wait_for_bots()


def everybody_is_known(stage: Stage) -> None:
    stage.until(lambda: stage.rows("SELECT count(*) FROM people WHERE name = ''") == [(0,)])
    stage.desk()


def _set_up(stage: Stage, until: str) -> None:
    """They agree on what managers may decide alone and on a first step when they are stuck, and set a limit."""
    sets_days_for_corrections(stage)
    limits = {"Up to, for one decision": "5,000", "Up to, in all": f"{IN_ALL:,}", "Delegated until": until}
    agrees_to(stage, **{"Class of matters": "Repairs", "Who decides": "An operations manager, up to a sum"}, **limits)
    opens(stage, CAT, "Who speaks for a partner…", "Our own limit…")
    stage.person(CAT).fills({"Over": "50,000", "Whose word it needs": "our committee"})
    stage.person(CAT).submits()
    opens(stage, ANN, "When we are stuck…")
    why = {"What we propose": "So we go on.", "Why this is best for people": "Nobody waits."}
    stage.person(ANN).fills({"Proposed when it has been held for": "1 working day", **why})
    seen = len(stage.cards())
    stage.person(ANN).submits()
    ladder = stage.until(lambda: len(stage.cards()) > seen and stage.cards()[-1])
    stage.consents(ladder, *LEADS)
    stage.card_says(ladder, "Agreed on")
