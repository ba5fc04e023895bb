"""Is the word of a partner's own board given for what is over its limit? Whoever consents is asked that first."""

from decisions.alliance import matter_refusal
from decisions.alliance.alliance import Alliance
from decisions.alliance.matter import OwnLimit
from decisions.alliance.pounds import say_pounds
from decisions.proposal.proposal import Proposal
from decisions.words.refusal import AsksAgain


class NeedsWord(AsksAgain):
    """Nothing was counted yet: the consent is over the partner's own limit, and `who` says so first."""

    def __init__(self, words: str, who: str, *, decides: bool) -> None:
        super().__init__(words, decides=decides)
        self.who = who


def needs_word(proposal: Proposal, limit: OwnLimit, *, decides: bool, opens: str) -> NeedsWord:
    """`opens` says that the consent opens sealed answers, which nobody can know to decide; "" where it does not."""
    number, amount = proposal.number, say_pounds(proposal.current.sum or 0)
    rule = f"over {say_pounds(limit.over)} {limit.partner} consents only with the word of {limit.who}"
    words = f"No. {number} is about {amount}, and {rule}. Has that been given?"
    final = f"With this consent No. {number} is decided, and that is final." if decides else ""
    return NeedsWord(" ".join(filter(None, (words, opens or final))), limit.who, decides=decides)


def refuse_beforehand(proposal: Proposal, alliance: Alliance, by: str, field: str | None = None) -> None:
    """A text that may never be put is nothing to ask a board about."""
    partner = alliance.partner_of(by)
    limit = alliance.matters.limit_passed(partner.name, proposal.current.sum) if partner else None
    if limit:
        raise matter_refusal.answers_when_it_is_put(say_pounds(limit.over), limit.partner, limit.who, field)
