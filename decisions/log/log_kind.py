"""What is declared of one kind of entries in the decision log (log_kinds.py)?"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class LogKind:
    """How minutes call an event; its entry's fields besides `actor` and `partner`, each with a remark for its readers.

    What is in `if_any` is logged only where there is something to log.
    """

    heading: str
    fields: Mapping[str, str]
    if_any: Mapping[str, str] = field(default_factory=dict)
    remark: str = ""
