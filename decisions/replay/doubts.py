"""Which facts beside the answers have a rule of their own by which the log is doubted (replay.py)?"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from decisions.afterwards import correction, follow_up
from decisions.alliance.alliance import Alliance
from decisions.alliance.ladder import StepProposed, StepRecorded
from decisions.asking import climb
from decisions.bundle import bundle
from decisions.proposal.proposal import Proposal
from decisions.said.action import Action, ActionDone, ActionTakenBack
from decisions.said.bundled import Bundled, Unbundled
from decisions.said.correction import Correction

DOUBTS: Mapping[type[Any], Callable[[Any, Proposal, Alliance], Iterator[str]]] = {
    **dict.fromkeys((Action, ActionDone, ActionTakenBack), follow_up.doubts_about),
    **dict.fromkeys((Bundled, Unbundled), bundle.doubts_about),
    **dict.fromkeys((StepProposed, StepRecorded), climb.doubts_about),
    Correction: correction.doubts_about,
}
