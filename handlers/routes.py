"""Through which entrance does what come in? Every one of them, on one page."""

import re

from slack_bolt import App

from handlers import (
    absences,
    card_menu,
    decision_log,
    help_page,
    homes,
    identity,
    overviews,
    partners,
    proposals,
    questions,
    raising,
    replies,
    reports,
    responses,
    reviews,
)
from handlers.entrances import Entrances
from handlers.views import ids


def connect(app: App, entrances: Entrances) -> None:
    """Tell Bolt which function listens to what. Bolt asks each in turn, so what is used most stands first."""
    app.action(ids.CONSENT)(entrances.click(responses.consent))
    app.action(ids.OBJECT)(entrances.click(responses.ask_for_objection))
    app.action(ids.NEED_TIME)(entrances.click(questions.ask_for_time))
    app.action(ids.MENU)(entrances.click(card_menu.choose))
    app.action(ids.REFUSE_REPORT)(entrances.click(reports.refuse_report))
    app.action(ids.ADD_CONCERN)(entrances.click(responses.ask_for_concern))
    app.action(ids.UNDO)(entrances.click(responses.undo))
    app.action(_any_of(ids.HISTORY_PAGE))(entrances.click(proposals.history))
    app.action(_any_of(ids.SHOW_DECISION))(entrances.click(decision_log.show))
    app.action(_any_of(ids.DECISIONS_PAGE))(entrances.click(decision_log.turn_page))
    app.action(ids.POST_CARD_AGAIN)(entrances.click(proposals.post_card_again))
    app.action(_any_of(ids.KEEP))(entrances.click(reviews.ask_what_was_seen))
    app.action(_any_of(ids.RAISE_CHANGE))(entrances.click(reviews.raise_a_change))
    app.action(ids.AWAY)(entrances.click(absences.ask_until_when))
    app.action(ids.BACK)(entrances.click(absences.be_back))
    app.action(_any_of(ids.CHANGE_PARTNERS))(entrances.click(partners.ask_about_partner))

    app.command(ids.PROPOSE_COMMAND)(entrances.command(raising.propose))
    app.command(ids.DECISIONS_COMMAND)(entrances.command(decision_log.decisions))
    app.command(ids.ACCORD_COMMAND)(entrances.command(help_page.accord))
    app.global_shortcut(ids.RAISE_SHORTCUT)(entrances.shortcut(raising.propose_from_anywhere))
    app.message_shortcut(ids.PROPOSE_THIS_SHORTCUT)(entrances.shortcut(raising.propose_this))

    app.view(ids.RAISE_WINDOW)(entrances.submission(raising.raise_proposal))
    app.view(ids.AMEND_WINDOW)(entrances.submission(proposals.amend))
    app.view(ids.WITHDRAW_WINDOW)(entrances.submission(proposals.withdraw))
    app.view(ids.CONSENT_WINDOW)(entrances.submission(responses.consent_after_all))
    app.view(ids.CONCERN_WINDOW)(entrances.submission(responses.add_concern))
    app.view(ids.OBJECTION_WINDOW)(entrances.submission(responses.object_to))
    app.view(ids.QUESTION_WINDOW)(entrances.submission(questions.take_time))
    app.view(ids.REPORT_WINDOW)(entrances.submission(reports.report_consent))
    app.view(ids.REVIEW_WINDOW)(entrances.submission(reviews.keep))
    app.view(ids.AWAY_WINDOW)(entrances.submission(absences.be_away))
    app.view(ids.SEARCH_WINDOW)(entrances.submission(decision_log.search_for))
    app.view(ids.PARTNER_JOINS_WINDOW)(entrances.submission(partners.propose_joining))
    app.view(ids.PARTNER_LEAVES_WINDOW)(entrances.submission(partners.propose_leaving))
    app.view(ids.REPRESENTATIVES_WINDOW)(entrances.submission(partners.propose_representatives))

    app.view(ids.DIGEST_WINDOW)(entrances.submission(overviews.post_digest))

    app.action(ids.HOME_RAISE)(entrances.click(raising.propose_from_home))
    app.action(ids.HOME_SEARCH)(entrances.click(decision_log.ask_for_words))
    app.action(ids.HOME_STATUS)(entrances.click(overviews.show_status))
    app.action(ids.HOME_DIGEST)(entrances.click(overviews.preview_digest))
    app.action(ids.HOME_SETTINGS)(entrances.click(homes.show_settings))
    app.action(ids.HOME_PARTNERS)(entrances.click(partners.show_partners))
    app.action(ids.HOME_HELP)(entrances.click(help_page.show_help))
    app.action(_any_of(ids.HOME_REMIND))(entrances.click(proposals.remind))

    app.event("app_home_opened")(entrances.event(identity.home_opened, homes.open_home))
    app.event("message")(entrances.event(identity.reply, replies.offer_after_reply))
    app.event("reaction_added")(entrances.event(identity.sign, replies.offer_after_sign))

    app.options(ids.SUPERSEDES)(entrances.options(raising.decisions_to_supersede))


def _any_of(action_id: str) -> re.Pattern[str]:
    """Match the buttons of one block, which need ids of their own."""
    return re.compile(rf"^{re.escape(action_id)}\.")
