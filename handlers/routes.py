"""Every entrance through which something comes in, on one page."""

import re
from collections.abc import Mapping

from slack_bolt import App

from handlers.choices import (
    CARD_MENU,
    CHANGES_OF_PARTNERS,
    FORM_MENU,
    FOUNDER_MENU,
    asked,
    asked_of_one,
    chosen_from,
    say_word,
)
from handlers.incoming import happenings
from handlers.incoming.entrances import Entrances, Listener, Reaction
from handlers.incoming.payloads import Act
from handlers.listeners.afterwards import actions, reviews, statements, steps
from handlers.listeners.answers import bundles, interests, questions, replies, reports, responses, sealing
from handlers.listeners.desk import decision_log, front_desk, home, meetings, overviews
from handlers.listeners.people import absences, partners, speakers
from handlers.listeners.set_up import channel, delegation, foundings, installs, matters, settings, taking_back
from handlers.listeners.texts import forms, papers, proposals, raising, reading, reminders, suggestions
from handlers.recording.texts.papers import AMEND, RAISE
from handlers.views.blocks import ids
from storage.engine.database import Database

# What goes on when the papers that it waited for are here.
WITH_PAPERS: Mapping[str, Listener] = {RAISE: raising.raise_proposal, AMEND: proposals.amend}

# The fields in which it is chosen who speaks for a partner.
SPEAKERS = ("people", "deputies", "stand_ins")

# What happens to a channel; Slack calls some private ones groups.
CHANNEL_EVENTS: Mapping[str, Reaction] = {
    "channel_archive": channel.channel_closes,
    "group_archive": channel.channel_closes,
    "channel_unarchive": channel.channel_opens,
    "group_unarchive": channel.channel_opens,
    "channel_shared": channel.workspace_joins,
    "channel_unshared": channel.workspace_parts,
    "member_left_channel": channel.somebody_leaves,
}


def connect(app: App, entrances: Entrances) -> None:
    """Tell Bolt which function listens to what. Bolt asks each in turn, so what is used most stands first."""
    app.action(ids.CONSENT)(entrances.click(responses.consent))
    app.action(ids.OBJECT)(entrances.click(responses.ask_for_objection))
    app.action(ids.NEED_TIME)(entrances.click(questions.ask_for_time))
    app.action(ids.MENU)(entrances.click(chosen_from(CARD_MENU)))
    app.action(ids.REFUSE_REPORT)(entrances.click(reports.refuse_report))
    app.action(ids.ADD_CONCERN)(entrances.click(responses.ask_for_concern))
    app.action(ids.UNDO)(entrances.click(responses.undo))
    app.action(ids.READ)(entrances.click(reading.read))
    app.action(_any_of(ids.READ_PAGE))(entrances.click(reading.read))
    app.action(ids.CHANGES)(entrances.click(reading.see_changes))
    app.action(_any_of(ids.CHANGES_PAGE))(entrances.click(reading.see_changes))
    app.action(ids.AMEND_TEXT)(entrances.click(proposals.ask_to_amend))
    app.action(ids.OPEN_THREAD)(entrances.click(_nothing_more))
    app.action(ids.READ_SUGGESTION)(entrances.click(suggestions.read))
    app.action(_any_of(ids.SUGGESTION_PAGE))(entrances.click(suggestions.turn_page))
    app.action(ids.TAKE_SUGGESTION)(entrances.click(suggestions.take))
    app.action(ids.EDIT_SUGGESTION)(entrances.click(suggestions.edit))
    app.action(ids.NOT_BEFOREHAND)(entrances.click(suggestions.take_back))
    app.action(_any_of(ids.HISTORY_PAGE))(entrances.click(proposals.history))
    app.action(_any_of(ids.SHOW_DECISION))(entrances.click(decision_log.show))
    app.action(_any_of(ids.DECISIONS_PAGE))(entrances.click(decision_log.turn_page))
    app.action(ids.POST_CARD_AGAIN)(entrances.click(proposals.post_card_again))
    app.action(_any_of(ids.KEEP))(entrances.click(reviews.ask_what_was_seen))
    app.action(_any_of(ids.RAISE_CHANGE))(entrances.click(reviews.raise_a_change))
    app.action(ids.CAME_OF_STEP)(entrances.click(steps.ask_what_came_of_it))
    app.action(ids.ADD_ACTION)(entrances.click(actions.ask_what_is_to_be_done))
    app.action(_any_of(ids.ACTION_DONE))(entrances.click(actions.ask_what_came_of_it))
    app.action(_any_of(ids.TAKE_ACTION_BACK))(entrances.click(actions.ask_why_it_is_taken_back))
    app.action(_any_of(ids.ACTIONS_PAGE))(entrances.click(actions.show))
    app.action(ids.CONSENT_TO_ALL)(entrances.click(bundles.consent_to_all))
    app.action(ids.TAKE_OUT)(entrances.click(bundles.take_out))
    app.action(ids.MAKE_BUNDLE)(entrances.click(bundles.ask_what_goes_together))
    app.action(ids.AWAY)(entrances.click(absences.ask_until_when))
    app.action(ids.BACK)(entrances.click(absences.be_back))
    app.action(ids.PAPERS_AGAIN)(entrances.click(papers.open_again))
    app.action(ids.UNDO_SPEAKERS)(entrances.click(speakers.undo))
    app.action(ids.SEEN)(entrances.click(speakers.see))
    app.action(ids.INTERESTS)(entrances.click(interests.show_parts))
    app.action(_any_of(ids.LET_TAKE_PART))(entrances.click(interests.let_take_part))
    app.action(ids.TAKE_PART)(entrances.click(interests.ask_why))
    app.action(ids.REGISTER_OF_INTERESTS)(entrances.click(interests.show_interests))
    app.action(ids.DECLARE_INTEREST)(entrances.click(interests.ask_what_it_is))
    app.action(_any_of(ids.STILL_SO))(entrances.click(interests.look_at))
    app.action(ids.TAKE_SEALED_BACK)(entrances.click(sealing.take_back))
    app.action(ids.SEALED_CONCERN)(entrances.click(sealing.ask_for_concern))
    app.action(ids.OPEN_ANSWERS)(entrances.click(sealing.ask_to_open))
    app.view(ids.OPEN_ANSWERS_WINDOW)(entrances.submission(sealing.open_answers))
    app.view(ids.WORRY_WINDOW)(entrances.submission(sealing.tell_worry))
    app.action(_any_of(ids.CHANGE_PARTNERS))(entrances.click(chosen_from(CHANGES_OF_PARTNERS)))

    app.command(ids.PROPOSE_COMMAND)(entrances.command(asked(ids.PROPOSE_COMMAND)))
    app.command(ids.DECISIONS_COMMAND)(entrances.command(asked(ids.DECISIONS_COMMAND)))
    app.command(ids.ACCORD_COMMAND)(entrances.command(say_word))
    app.global_shortcut(ids.RAISE_SHORTCUT)(entrances.shortcut(asked(ids.RAISE_SHORTCUT)))
    app.action(_any_of(ids.CHOSEN_ALLIANCE))(entrances.click(asked_of_one))
    app.message_shortcut(ids.PROPOSE_THIS_SHORTCUT)(entrances.shortcut(raising.propose_this))

    app.view(ids.RAISE_WINDOW)(entrances.submission(raising.raise_proposal, people_in=("owner",)))
    app.view(ids.AMEND_WINDOW)(entrances.submission(proposals.amend, people_in=("owner",)))
    app.view(ids.WITHDRAW_WINDOW)(entrances.submission(proposals.withdraw))
    app.view(ids.CONSENT_WINDOW)(entrances.submission(responses.consent_after_all))
    app.view(ids.CONCERN_WINDOW)(entrances.submission(responses.add_concern))
    app.view(ids.OBJECTION_WINDOW)(entrances.submission(responses.object_to))
    app.view(ids.SUGGESTION_WINDOW)(entrances.submission(suggestions.consent_beforehand))
    app.view(ids.NOT_BEFOREHAND_WINDOW)(entrances.submission(suggestions.take_back))
    app.view(ids.TAKING_WINDOW)(entrances.submission(suggestions.take))
    app.view(ids.QUESTION_WINDOW)(entrances.submission(questions.take_time))
    app.view(ids.REPORT_WINDOW)(entrances.submission(reports.report_consent))
    app.view(ids.REVIEW_WINDOW)(entrances.submission(reviews.keep))
    app.view(ids.ACTION_WINDOW)(entrances.submission(actions.add, people_in=("owner",)))
    app.view(ids.ACTION_DONE_WINDOW)(entrances.submission(actions.finish))
    app.view(ids.ACTION_TAKEN_BACK_WINDOW)(entrances.submission(actions.take_back))
    app.view(ids.BUNDLE_WINDOW)(entrances.submission(bundles.make))
    app.view(ids.BUNDLE_CONSENT_WINDOW)(entrances.submission(bundles.consent_after_all))
    for window, listener in statements.SENT.items():
        app.view(window)(entrances.submission(listener))
    app.view(ids.AWAY_WINDOW)(entrances.submission(absences.be_away))
    app.view(ids.SEARCH_WINDOW)(entrances.submission(decision_log.search_for))
    app.view(ids.PARTNER_JOINS_WINDOW)(entrances.submission(partners.propose_joining, people_in=SPEAKERS))
    app.view(ids.PARTNER_LEAVES_WINDOW)(entrances.submission(partners.propose_leaving))
    app.view(ids.LADDER_WINDOW)(entrances.submission(partners.propose_ladder))
    app.view(ids.STEP_WINDOW)(entrances.submission(steps.record))
    app.view(ids.ALLIANCE_CLOSES_WINDOW)(entrances.submission(partners.propose_closing))
    app.view(ids.MANAGING_WINDOW)(entrances.submission(partners.propose_managers, people_in=("operations_managers",)))
    app.view(ids.REPRESENTATIVES_WINDOW)(entrances.submission(speakers.say_who_speaks, people_in=SPEAKERS))
    app.view(ids.INTEREST_WINDOW)(entrances.submission(interests.declare))
    app.view(ids.TAKE_PART_WINDOW)(entrances.submission(interests.take_part))
    app.view(ids.DIGEST_WINDOW)(entrances.submission(overviews.post_digest))

    app.action(ids.DESK_WAITS)(entrances.click(front_desk.show_what_waits))
    app.action(ids.AT_ONCE)(entrances.click(front_desk.choose_hours))
    app.action(ids.HOME_ALLIANCE)(entrances.click(home.choose_alliance))
    app.action(ids.HOME_RAISE)(entrances.click(raising.propose_by_button))
    app.action(ids.HOME_SEARCH)(entrances.click(decision_log.ask_for_words))
    app.action(ids.HOME_STATUS)(entrances.click(overviews.show_status))
    app.action(_any_of(ids.STATUS_PAGE))(entrances.click(overviews.show_status))
    app.action(ids.HOME_DIGEST)(entrances.click(overviews.preview_digest))
    app.action(ids.HOME_SETTINGS)(entrances.click(settings.show_settings))
    app.action(ids.HOME_PARTNERS)(entrances.click(partners.show_partners))
    app.action(ids.HOME_HELP)(entrances.click(overviews.show_help))
    app.action(_any_of(ids.HOME_REMIND))(entrances.click(reminders.remind))

    app.action(ids.MEETING)(entrances.click(meetings.show))
    app.action(ids.OPEN_MEETING)(entrances.click(meetings.ask_when_and_where))
    app.action(ids.WHO_IS_HERE)(entrances.click(meetings.ask_who_is_here))
    app.action(ids.CLOSE_MEETING)(entrances.click(meetings.ask_to_close))
    app.view(ids.MEETING_OPENING_WINDOW)(entrances.submission(meetings.open_one))
    app.view(ids.ATTENDANCE_WINDOW)(entrances.submission(meetings.say_who_is_here, people_in=("present", "apologies")))
    app.view(ids.CLOSING_WINDOW)(entrances.submission(meetings.close))
    app.action(ids.CHANGE_SETTINGS)(entrances.click(settings.ask_what_to_change))
    app.view(ids.SETTINGS_WINDOW)(entrances.submission(settings.change, people_in=("operations_managers",)))
    app.options(ids.MANAGERS)(entrances.people(settings.whose_people))

    app.action(ids.MATTERS)(entrances.click(matters.show_matters))
    app.action(ids.SET_MATTER)(entrances.click(matters.ask_what_to_set))
    app.action(ids.DECIDE_ALONE)(entrances.click(delegation.ask_what_was_decided))
    app.action(ids.OUR_OPINION)(entrances.click(matters.ask_for_opinion))
    app.view(ids.OPINION_WINDOW)(entrances.submission(matters.give_opinion))
    app.action(ids.OWN_LIMIT)(entrances.click(matters.ask_for_limit))
    app.view(ids.LIMIT_WINDOW)(entrances.submission(matters.set_limit))
    app.view(ids.MATTER_WINDOW)(entrances.submission(matters.propose_setting))
    app.view(ids.DELEGATED_WINDOW)(entrances.submission(delegation.decide_alone))
    app.action(_any_of(ids.TAKE_BACK_ALONE))(entrances.click(taking_back.ask_why))
    app.view(ids.TAKING_BACK_WINDOW)(entrances.submission(taking_back.take_back))

    app.action(ids.FORM)(entrances.click(forms.choose))
    app.action(ids.MORE_FIELDS)(entrances.click(forms.choose))
    app.action(ids.FORMS)(entrances.click(forms.show_forms))
    app.action(_any_of(ids.NEW_FORM))(entrances.click(forms.ask_what_it_asks))
    app.action(ids.FORM_MENU)(entrances.click(chosen_from(FORM_MENU)))
    app.view(ids.FORM_WINDOW)(entrances.submission(forms.make))

    app.action(ids.SET_UP)(entrances.click(foundings.ask_what_it_is, asks_who=True))
    app.action(ids.ADD_FOUNDER)(entrances.click(foundings.ask_who_founds))
    app.action(ids.FOUNDER_MENU)(entrances.click(chosen_from(FOUNDER_MENU)))
    app.action(ids.PUT_FOUNDING)(entrances.click(foundings.put))
    app.view(ids.SET_UP_WINDOW)(
        entrances.submission(foundings.set_up, people_in=("operations_managers",), asks_who=True)
    )
    app.view(ids.FOUNDER_WINDOW)(entrances.submission(foundings.keep_founder, people_in=SPEAKERS, asks_who=True))
    app.options(ids.PEOPLE)(entrances.people(foundings.whose_people))
    app.event("member_joined_channel")(entrances.event(happenings.own_arrival, foundings.come_in))

    app.event("app_uninstalled")(entrances.event(happenings.taken_out, installs.taken_out))
    app.event("tokens_revoked")(entrances.event(happenings.taken_out, installs.taken_out))

    app.event("app_home_opened")(entrances.event(happenings.home_opened, home.open_home))
    app.event("message")(entrances.event(happenings.reply, replies.offer_after_reply))
    app.event("reaction_added")(entrances.event(happenings.sign, replies.offer_after_sign))

    app.event("channel_id_changed")(entrances.event(happenings.channel_id_changed, channel.channel_got_another_id))
    for happening, listener in CHANNEL_EVENTS.items():
        app.event(happening)(entrances.event(happenings.of_channel, listener))
    app.event("user_change")(entrances.event(happenings.account, channel.account_changes))

    app.options(ids.SUPERSEDES)(entrances.options(raising.decisions_to_supersede))


def _nothing_more(act: Act, database: Database) -> None:
    """Slack itself opens the address of such a button, and tells of the press."""


def _any_of(action_id: str) -> re.Pattern[str]:
    """Match the buttons of one block, which need ids of their own."""
    return re.compile(rf"^{re.escape(action_id)}\.")
