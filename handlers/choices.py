"""Leads a choice from a menu, or a word after a command, to its listener."""

from collections.abc import Mapping
from dataclasses import replace

from decisions.proposal.proposal_refusal import unknown_proposal
from handlers.incoming.alliance_of_act import WhichAlliance
from handlers.incoming.entrances import Listener
from handlers.incoming.payloads import Act
from handlers.listeners.afterwards import actions, reviews, statements
from handlers.listeners.answers import reports, sealing
from handlers.listeners.desk import decision_log, overviews
from handlers.listeners.people import absences, partners, speakers
from handlers.listeners.set_up import foundings
from handlers.listeners.texts import forms, proposals, raising, reading, reminders
from handlers.views.blocks import ids
from handlers.views.blocks.kit import View
from handlers.views.windows.desk.alliances_window import alliances_window
from handlers.views.windows.refusal_window import no_such_word
from storage.engine.database import Database

# What the menu (⋯) of a card offers.
CARD_MENU: Mapping[str, Listener] = {
    ids.AMEND: proposals.ask_to_amend,
    ids.WITHDRAW: proposals.ask_to_withdraw,
    ids.REMIND: reminders.remind,
    ids.WORRY: sealing.ask_what_worries,
    ids.REPORT: reports.ask_whose_consent,
    ids.HISTORY: proposals.history,
    ids.READ_ALL: reading.read,
    ids.CHANGE: reviews.raise_a_change,
    ids.KEEP_IT: reviews.ask_what_was_seen,
    ids.ACTIONS: actions.show,
    **statements.ASKED,
}

CHANGES_OF_PARTNERS: Mapping[str, Listener] = {
    ids.JOINS: partners.ask_who_joins,
    ids.LEAVES: partners.ask_who_leaves,
    ids.SPEAKS: speakers.ask_who_speaks,
    ids.CLOSES: partners.ask_to_close,
    ids.LADDER: partners.ask_what_steps,
    ids.MANAGES: partners.ask_who_manages,
}

FORM_MENU: Mapping[str, Listener] = {ids.CHANGE_FORM: forms.ask_what_it_asks, ids.REMOVE_FORM: forms.remove}

# What the menu beside a partner of a draft offers.
FOUNDER_MENU: Mapping[str, Listener] = {
    ids.CHANGE_FOUNDER: foundings.ask_who_founds,
    ids.REMOVE_FOUNDER: foundings.remove_founder,
}

# /accord with one of these words, or with none.
ACCORD_WORDS: Mapping[str, Listener] = {
    "": overviews.show_help,
    "help": overviews.show_help,
    "partners": partners.show_partners,
    "status": overviews.show_status,
    "digest": overviews.preview_digest,
    "away": absences.ask_until_when,
}

# What can be asked outside the channel; whoever takes part in several alliances says there which one they mean.
ASKED_ANYWHERE: Mapping[str, Listener] = {
    ids.PROPOSE_COMMAND: raising.propose,
    ids.DECISIONS_COMMAND: decision_log.decisions,
    ids.RAISE_SHORTCUT: raising.propose_from_anywhere,
    **{f"{ids.ACCORD_COMMAND} {word}": listener for word, listener in ACCORD_WORDS.items() if word not in ("", "help")},
}


def chosen_from(choices: Mapping[str, Listener]) -> Listener:
    def listen(act: Act, database: Database) -> View | None:
        chosen = choices.get(str(act.value.get("act")))
        if chosen is None:
            raise unknown_proposal()
        return chosen(act, database)

    return listen


def say_word(act: Act, database: Database) -> View | None:
    word = act.words.casefold()
    if word not in ACCORD_WORDS:
        raise no_such_word(act.words, [word for word in ACCORD_WORDS if word])
    entrance = f"{ids.ACCORD_COMMAND} {word}"
    listener = asked(entrance) if entrance in ASKED_ANYWHERE else ACCORD_WORDS[word]
    return listener(act, database)


def asked(entrance: str) -> Listener:
    def listen(act: Act, database: Database) -> View | None:
        try:
            return ASKED_ANYWHERE[entrance](act, database)
        except WhichAlliance as several:
            return alliances_window(several.theirs, entrance, act.words)

    return listen


def asked_of_one(act: Act, database: Database) -> View | None:
    """One of their alliances is chosen: go on with what was asked, and with the words that were typed."""
    return chosen_from(ASKED_ANYWHERE)(replace(act, words=str(act.value.get("words", ""))), database)
