"""Under which ids do Slack's buttons, menus, inputs and windows come back to us?"""

# Buttons and menus. Their values carry the proposal and what the person saw of it.
CONSENT = "proposal.consent"
OBJECT = "proposal.object"
NEED_TIME = "proposal.need_time"
MENU = "proposal.menu"
REFUSE_REPORT = "report.refuse"
ADD_CONCERN = "consent.add_concern"
UNDO = "consent.undo"
HISTORY_PAGE = "history.page"
POST_CARD_AGAIN = "card.post_again"
CHANGE_PARTNERS = "partners.change"
AWAY = "person.away"
BACK = "person.back"
HOME_RAISE = "home.raise"
HOME_SEARCH = "home.search"
HOME_STATUS = "home.status"
HOME_DIGEST = "home.digest"
HOME_SETTINGS = "home.settings"
HOME_PARTNERS = "home.partners"
HOME_HELP = "home.help"
HOME_REMIND = "home.remind"
SHOW_DECISION = "decisions.show"
DECISIONS_PAGE = "decisions.page"

# The options of a card's menu.
AMEND = "amend"
WITHDRAW = "withdraw"
REMIND = "remind"
HISTORY = "history"
REPORT = "report"

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
QUESTION_WINDOW = "window.question"
REPORT_WINDOW = "window.report"
AWAY_WINDOW = "window.away"
SEARCH_WINDOW = "window.search"
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
