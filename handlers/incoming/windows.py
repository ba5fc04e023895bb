"""What does a window of ours carry besides what it asks?"""

import json
from typing import Any

from handlers.views.blocks.kit import View, packed


def answered_directly(view: View) -> View:
    """Have the receipt of a window come to where it was opened from."""
    if "private_metadata" not in view:
        return view
    return _also_keeping(view, is_direct=True)


def for_one(view: View, person: str) -> View:
    """Have a window that can be sent know for whom it was opened."""
    if "submit" not in view:
        return view
    return _also_keeping(view, **{"for": person})


def _also_keeping(view: View, **more: Any) -> View:
    """Have a window carry this besides what it keeps."""
    return {**view, "private_metadata": packed({**json.loads(view.get("private_metadata", "{}")), **more})}
