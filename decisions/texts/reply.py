"""Do a few words in a thread, or a sign under a card, sound like an answer? Only enough to offer a button.

Nothing is ever recorded from free text: a wrong guess costs one private line that nobody has to press, a missed one
nothing. So only what people say of themselves counts; words of others, denials, conditions and questions don't.
"""

import re
from collections.abc import Iterator

from decisions.proposal.proposal import Kind
from decisions.words.spelling import folded

# Longer ones are a talk about the matter, no answer to it.
LONGEST_ANSWER = 400

# What somebody else said: lines that begin with ">" (from ">>>" on all), code, and words in double quotes.
_QUOTED_LINES = re.compile(r"^\s*(?:>>>.*\Z|>[^\n]*$\n?)", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(r"```.*?```|\"[^\"]*\"|\u201c[^\u201d]*\u201d|\u00ab[^\u00bb]*\u00bb", re.DOTALL)

_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
# What follows is why, or what somebody said.
_ASIDE = re.compile(r"\b(?:because|since|although|though|while|said|says|wrote|writes|asked|asks|told)\b.*", re.DOTALL)
_CLAUSE = re.compile(r"[,;:.!?\n]+|\s-+\s|\b(?:and|but|so)\b")
_LEAD_IN = re.compile(
    r"^(?:(?:sorry|hi|hello|hey|thanks|well|then|yes|ok|okay|please|all|no|unfortunately|sadly|@\S+)\s+)*"
    r"(?:(?:here|at|as|for|from|in)\s+(?:\w+\s+){1,4}(?=we\b|i\b))?"
)

_SELF = r"(?:we|i)(?:'(?:ll|re|m|ve|d))?\s+"
_MANNER = r"(?:(?:must|have to|need to|do|will|can|shall|would|are|am|both|all|also|still|happy to|glad to|\w+ly)\s+)*"
_TO_IT = r"(?=$| (?:(?:to|with) )?(?:this|that|it|the proposal|no\b)| from (?:us|me|our))"
_AGREE = r"(?:agree|consent|support|accept|approve|live with|go along)"
_OBJECT = r"(?:object|disagree|oppose|veto)"

_DENIES = re.compile(r"\b(?:not|no|never|nor|neither|nobody|none|without|cannot|hardly|unable|\w+n't)\b")
_NO_OBJECTION = re.compile(
    rf"(?:{_SELF}{_MANNER}(?:have |see |raise )?)?(?:no|without|don't have|do not have)"
    r"(?: any| an| further| other)? objections?\b"
    rf"|{_SELF}(?:do not|don't|no longer|will not|won't)(?: any more| longer)? (?:object|oppose)\b"
    rf"|{_SELF}{_MANNER}(?:withdraw|lift|drop|take back) our objections?\b"
)
_OBJECTION = re.compile(
    rf"{_SELF}{_MANNER}{_OBJECT}\b"
    rf"|(?:{_OBJECT}|objects|disagrees|opposes|opposed|objections?){_TO_IT}"
    rf"|{_SELF}{_MANNER}(?:have|see|raise|make) (?:\w+ ){{0,2}}objections?\b"
    rf"|{_SELF}{_MANNER}(?:opposed|against|objecting)\b"
    r"|our objections? (?:stands?|remains?)\b"
)
_REFUSED = re.compile(
    rf"(?:{_SELF})?{_MANNER}"
    r"(?:do not|don't|can ?not|can't|could not|couldn't|will not|won't|never|not able to|unable to)"
    rf"(?: \w+){{0,4}} {_AGREE}\b(?! more)"
)
_CONSENT = re.compile(
    rf"{_SELF}{_MANNER}{_AGREE}\b(?! to disagree)"
    rf"|(?:{_AGREE}|agreed|agrees|consents|approved|approves|supports|supported|accepted){_TO_IT}"
    rf"|(?:(?:it|this|that|all)\s+)?(?:looks|sounds|seems) (?:good|fine|great|ok|okay)\b"
    rf"|(?:{_SELF}{_MANNER}|it's |this is |all )?(?:fine|ok|okay|good|happy) (?:by|with|for) (?:us|me|this|that|it)\b"
    r"|go ahead\b|count us in\b|\+1(?!\d)|(?:aye|yep|yes|ok|okay)(?: please| thanks| thank you)?$"
)
_BARE_NO = re.compile(r"(?:sorry )?(?:no|nope)(?: thanks| thank you| sorry| from (?:us|me|our side))?$")
_NO_SIGN = re.compile(r"\u270b|\U0001f44e|:(?:raised_)?hand:|:-1:|:thumbsdown:")
_YES_SIGN = re.compile(r"\U0001f44d|\u2705|:\+1:|:thumbsup:|:white_check_mark:")
# A question, a condition or a doubt is no answer yet.
_NOT_YET = re.compile(r"\?\s*$|\b(?:if|unless|provided|but|maybe|perhaps|not sure|unsure|think)\b")

_REASON_FOLLOWS = re.compile(
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
    """Guess what the words would answer; None for a question, a long talk or words of others. An objection is heard."""
    own = folded(_QUOTED.sub(" ", _unquoted(words))).strip()
    if not own or len(own) > LONGEST_ANSWER or own.endswith("?"):
        return None
    said = [answer for clause in _clauses(own) if (answer := _meant_by(clause))]
    if Kind.OBJECTION in said or _NO_SIGN.search(own):
        return Kind.OBJECTION
    if Kind.CONSENT in said or _YES_SIGN.search(own):
        return None if _NOT_YET.search(own) else Kind.CONSENT
    return Kind.OBJECTION if any(map(_BARE_NO.match, map(str.strip, _CLAUSE.split(own)))) else None


def meant_by_sign(emoji: str) -> Kind | None:
    """Read Slack's name of an emoji; a skin tone does not matter."""
    return _SIGNS.get(emoji.partition("::")[0])


def reason_in(words: str) -> str:
    """Take the reason out of "we object because …"; other words of one's own are the reason as they stand."""
    own = _unquoted(words).strip()
    reason = _REASON_FOLLOWS.sub("", own).strip() or own
    return reason[:1].upper() + reason[1:]


def _unquoted(words: str) -> str:
    return _QUOTED_LINES.sub("", words)


def _clauses(own: str) -> Iterator[str]:
    """Take apart what is said for itself; in a sentence with a condition, nothing is."""
    for sentence in _SENTENCE.findall(own):
        if not sentence.rstrip().endswith("?") and not re.search(r"\bif\b", sentence):
            yield from (clause.strip() for clause in _CLAUSE.split(_ASIDE.sub("", sentence)))


def _meant_by(clause: str) -> Kind | None:
    if _NO_OBJECTION.match(clause):
        return Kind.CONSENT
    bare = _LEAD_IN.sub("", clause)
    if _NO_OBJECTION.match(bare):
        return Kind.CONSENT
    if _REFUSED.match(bare):
        return Kind.OBJECTION
    if _DENIES.search(bare):
        return None
    if _OBJECTION.match(bare):
        return Kind.OBJECTION
    return Kind.CONSENT if _CONSENT.match(bare) or _CONSENT.match(clause) else None
