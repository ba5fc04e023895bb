"""Under which ids do Slack's buttons, menus, inputs and windows come back to us?"""

# Buttons and menus. Their values carry the proposal and what the person saw of it.
CONSENT = "proposal.consent"
OBJECT = "proposal.object"
MENU = "proposal.menu"
ADD_CONCERN = "consent.add_concern"
UNDO = "consent.undo"
HISTORY_PAGE = "history.page"
POST_CARD_AGAIN = "card.post_again"
CHANGE_PARTNERS = "partners.change"
SHOW_DECISION = "decisions.show"
DECISIONS_PAGE = "decisions.page"

# The options of a card's menu.
AMEND = "amend"
WITHDRAW = "withdraw"
REMIND = "remind"
HISTORY = "history"

# The options of the partners window.
JOINS = "joins"
LEAVES = "leaves"
SPEAKS = "speaks"

# Windows (callback ids).
RAISE_WINDOW = "window.raise"
AMEND_WINDOW = "window.amend"
WITHDRAW_WINDOW = "window.withdraw"
CONSENT_WINDOW = "window.consent"
CONCERN_WINDOW = "window.concern"
OBJECTION_WINDOW = "window.objection"
PARTNER_JOINS_WINDOW = "window.partner_joins"
PARTNER_LEAVES_WINDOW = "window.partner_leaves"
DIGEST_WINDOW = "window.digest"
REPRESENTATIVES_WINDOW = "window.representatives"

# Commands and shortcuts, as in manifest.yaml.
PROPOSE_COMMAND = "/propose"
DECISIONS_COMMAND = "/decisions"
ACCORD_COMMAND = "/accord"
RAISE_SHORTCUT = "raise_proposal"
PROPOSE_THIS_SHORTCUT = "propose_this"

# Every input is alone in a block that is named for the field; this is the action id inside it.
INPUT = "typed"
SUPERSEDES = "supersedes"
