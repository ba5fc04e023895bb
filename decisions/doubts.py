"""Which facts beside the answers have a rule of their own by which the log is doubted (replay.py)?"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from decisions import bundle, climb, follow_up
from decisions.action import Action, ActionDone, ActionTakenBack
from decisions.alliance import Alliance
from decisions.bundled import Bundled, Unbundled
from decisions.ladder import StepProposed, StepRecorded
from decisions.proposal import Proposal

DOUBTS: Mapping[type[Any], Callable[[Any, Proposal, Alliance], Iterator[str]]] = {
    **dict.fromkeys((Action, ActionDone, ActionTakenBack), follow_up.doubts_about),
    **dict.fromkeys((Bundled, Unbundled), bundle.doubts_about),
    **dict.fromkeys((StepProposed, StepRecorded), climb.doubts_about),
}
