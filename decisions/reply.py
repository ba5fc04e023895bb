"""Do a few words in a thread, or a sign under a card, sound like an answer? Only enough to offer a button.

Nothing is ever recorded from free text: a wrong guess costs one private line that nobody has to press.
"""

import re

from decisions.proposal import Kind

# Longer ones are a talk about the matter, no answer to it.
LONGEST_ANSWER = 400

_NO = re.compile(
    r"\b(objects?|objection|objecting|disagree|oppose|veto)\b"
    r"|\b(do not|don't|can ?not|can't|could not|couldn't|won't|never|not able to)\b.{0,20}"
    r"\b(agree|consent|support|accept|live with|go along)"
    r"|^(no|nope)\b(?!\s+(objection|problem|worries|concern))|✋|👎|:(raised_)?hand:|:-1:|:thumbsdown:",
    re.IGNORECASE,
)
_NO_OBJECTION = re.compile(
    r"\b(no|without|not)\s+(any\s+|an\s+)?objections?\b|\b(do not|don't)\s+object\b", re.IGNORECASE
)
_YES = re.compile(
    r"\b(consent|agree|agreed|approve|support|live with)\b|\b(looks|sounds) (good|fine|great)\b"
    r"|\b(fine|ok|okay|good|happy) (by|with|for) (us|me|this|that|it)\b|\bgo ahead\b|\bcount us in\b"
    r"|^(yes|yep|aye|ok|okay|\+1)\b|^\+1|👍|✅|:\+1:|:thumbsup:|:white_check_mark:",
    re.IGNORECASE,
)
# A question, a condition or a doubt is no answer yet.
_NOT_YET = re.compile(r"\?\s*$|\b(if|unless|provided|but|maybe|perhaps|not sure|unsure|think)\b", re.IGNORECASE)
_LEAD_IN = re.compile(
    r"^(sorry|no|nope|hi|hello)?[\s,:!.-]*(we|i)?\s*(must|have to|need to|do|would)?\s*(object|disagree|oppose)\w*"
    r"(\s+(to|with)\s+(this|it|that))?[\s,:;.\u2013-]*(because|since|as)?[\s,:;.\u2013-]*",
    re.IGNORECASE,
)

_SIGNS = {
    "+1": Kind.CONSENT,
    "thumbsup": Kind.CONSENT,
    "white_check_mark": Kind.CONSENT,
    "-1": Kind.OBJECTION,
    "thumbsdown": Kind.OBJECTION,
    "hand": Kind.OBJECTION,
    "raised_hand": Kind.OBJECTION,
}


def meant(words: str) -> Kind | None:
    """Guess what the words would answer; None for a question, a long talk, or words that say both."""
    words = _straight(words)
    if not words or len(words) > LONGEST_ANSWER:
        return None
    without = _NO_OBJECTION.sub(" agree ", words)
    if _NO.search(without) and not without.endswith("?"):
        return Kind.OBJECTION
    return Kind.CONSENT if _YES.search(without) and not _NOT_YET.search(without) else None


def meant_by_sign(emoji: str) -> Kind | None:
    """Read Slack's name of an emoji; a skin tone does not matter."""
    return _SIGNS.get(emoji.split("::", maxsplit=1)[0])


def reason_in(words: str) -> str:
    """Take the reason out of "we object because …"; other words are the reason as they stand."""
    reason = _LEAD_IN.sub("", words.strip(), count=1).strip() or words.strip()
    return reason[:1].upper() + reason[1:]


def _straight(words: str) -> str:
    """Phones write can\u2019t with a curved apostrophe."""
    return words.strip().replace("\u2019", "'")
