"""Does everything go on when the channel closes, cards can't be changed, or people leave?"""

from handlers.views.blocks import ids
from sandbox import Message
from tests.cast import ANN, BEN, CHANNEL, DEV, HAL, KARA, OUTSIDER
from tests.databases import only_sqlite
from tests.stories.stage import Stage, picture


def told(stage: Stage, person: str, words: str) -> list[Message]:
    return [it for it in stage.person(person).direct_messages() if words in it.text]


@only_sqlite
def test_an_archived_channel_is_one_notice_and_is_caught_up_with_at_once(stage: Stage) -> None:
    cards = [stage.raises(typed={"Title": title}) for title in ("Beds", "Tea")]
    stage.sandbox.archives(CHANNEL)
    stage.private_words(KARA, "it goes on by itself as soon as somebody unarchives the channel")
    for card in cards:
        stage.consents(card, ANN)
    with stage.without_pauses():
        stage.until(lambda: len(stage.rows("SELECT 1 FROM lanes WHERE proposal_id IS NOT NULL AND failures > 1")) == 2)

    stage.sandbox.unarchives(CHANNEL)

    for card in cards:
        stage.card_says(card, "1 of 8 partners consent")
    assert len(told(stage, KARA, "Accord can't post to")) == 1


@only_sqlite
def test_an_archived_channel_of_which_nobody_told_is_one_notice_too(stage: Stage) -> None:
    cards = [stage.raises(typed={"Title": title}) for title in ("Beds", "Tea")]
    stage.sandbox.workspace.channels[CHANNEL].is_archived = True
    for card in cards:
        stage.consents(card, ANN)

    told_once = stage.private_words(KARA, "Accord can't post to <#C0ALLIANCE> (Slack says: is_inactive).")
    with stage.without_pauses():
        stage.until(lambda: len(stage.rows("SELECT 1 FROM lanes WHERE proposal_id IS NOT NULL AND failures > 1")) == 2)

    assert "somebody unarchives the channel" in told_once.text
    assert len(told(stage, KARA, "Accord can't post to")) == 1


@only_sqlite
def test_a_card_that_slack_does_not_let_change_has_no_second_one_beside_it(stage: Stage) -> None:
    card = stage.raises()
    stage.sandbox.faults.error("chat.update", "edit_window_closed", times=1000)

    stage.consents(card, ANN)
    stage.until(lambda: [it for it in stage.sandbox.workspace.replies(card) if "so it stays as it is" in it.text])
    asked = stage.private_words(KARA, "Slack does not let Accord change the card of No. 1")
    stage.consents(card, HAL)
    stage.until(lambda: len(stage.sandbox.calls("chat.update")) > 1)

    assert stage.cards() == [card]
    assert not told(stage, KARA, "was deleted in Slack")
    assert "0 of 8 partners consent" in picture(card)
    stage.sandbox.faults.clear()
    stage.person(KARA).clicks("Post a new card", asked)
    new = stage.until(lambda: len(stage.cards()) == 2 and stage.cards()[-1])
    assert "2 of 8 partners consent" in picture(new)
    stage.consents(new, DEV)
    stage.card_says(new, "3 of 8 partners consent")
    # The old one says in its thread that it stays as it is, and that before the new one came.
    says_so = next(it for it in stage.sandbox.workspace.replies(card) if "so it stays as it is" in it.text)
    assert float(says_so.ts) < float(new.ts)


@only_sqlite
def test_people_of_a_workspace_that_joins_the_channel_get_their_names_at_once(stage: Stage) -> None:
    stage.sandbox.workspace.users[HAL].real_name = "Hal Ogilvie"

    stage.sandbox.shares(CHANNEL, "T0HAL")

    # They wait for the clock's next look, which a start brings at once.
    stage.until(lambda: stage.rows("SELECT 1 FROM people WHERE slack_user_id = ? AND asked_at LIKE '1970%'", HAL))
    stage.stop_bot()
    stage.start_bot()
    stage.until(lambda: stage.rows("SELECT 1 FROM people WHERE name = 'Hal Ogilvie'"))


def test_a_link_to_a_card_is_asked_for_again_after_a_stop(stage: Stage) -> None:
    stage.sandbox.faults.lose_reply("chat.getPermalink")
    stage.raises()
    stage.until(lambda: stage.sandbox.calls("chat.getPermalink"))
    stage.stop_bot()
    stage.wait_for_bots_end()
    assert stage.rows("SELECT permalink FROM lanes WHERE card_ts <> '' AND proposal_id IS NOT NULL") == [("",)]

    stage.start_bot()

    stage.until(lambda: stage.rows("SELECT 1 FROM lanes WHERE card_ts <> '' AND permalink <> ''"))


@only_sqlite
def test_managers_are_told_whom_no_card_reaches_any_more(stage: Stage) -> None:
    stage.sandbox.leaves(BEN, CHANNEL)
    stage.private_words(KARA, "Ben Okoro (Harbour Shelter) is no longer in <#C0ALLIANCE>")

    stage.sandbox.unshares(CHANNEL, "T0DEV")

    stage.private_words(KARA, "Dev Shah (Clyde Outreach) is no longer in <#C0ALLIANCE>")
    stage.sandbox.leaves(OUTSIDER, CHANNEL)
    card = stage.raises()
    assert len(told(stage, KARA, "is no longer in")) == 2
    stage.card_says(card, "0 of 8 partners consent")


@only_sqlite
def test_a_name_that_changes_in_slack_is_asked_for_at_once(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, ANN)
    before = stage.asked_at(ANN)

    stage.sandbox.changes_user(ANN, real_name="Ann Lee-Brown")

    stage.until(lambda: stage.asked_at(ANN) != before)
    # Once a minute it looks whom to ask about, and at its start.
    stage.restarts_bot()
    stage.until(lambda: stage.rows("SELECT 1 FROM people WHERE name = 'Ann Lee-Brown'"))


def proposes_this(stage: Stage, block: dict[str, object]) -> None:
    kept = stage.sandbox.workspace
    with kept.changing():
        message = Message(CHANNEL, kept.new_ts(), KARA, "The plan", [block])
        kept.messages.append(message)
    stage.person(KARA).uses_message_shortcut(ids.PROPOSE_THIS_SHORTCUT, message)


@only_sqlite
def test_propose_this_takes_over_what_slack_writes_and_does_not_take_back(stage: Stage) -> None:
    words = {"type": "rich_text_section", "elements": [{"type": "new_chip", "text": "the plan", "chip_id": "1"}]}

    proposes_this(stage, {"type": "rich_text", "elements": [words, {"type": "rich_text_new", "elements": []}]})

    assert "the plan" in stage.window(KARA)


@only_sqlite
def test_propose_this_says_when_slack_opens_no_window(stage: Stage) -> None:
    stage.sandbox.faults.error("views.open", "invalid_arguments")

    proposes_this(stage, {"type": "rich_text", "elements": []})

    stage.private_words(KARA, "Slack did not open the window, so nothing was recorded.")


@only_sqlite
def test_people_of_a_grid_act_from_any_of_its_workspaces_and_strangers_do_not(stage: Stage) -> None:
    card, kept = stage.raises(), stage.sandbox.workspace
    for team in ("E0HARBOUR", "T0DEV"):
        with kept.changing():
            kept.users[DEV].acts_from = team
        stage.person(DEV).clicks("I need time", card)
        assert "another workspace" not in stage.window(DEV)
        stage.person(DEV).closes()

    with kept.changing():
        kept.users[DEV].acts_from = "T0STRANGE"
    stage.person(DEV).clicks("Consent", card)

    assert "Accord knows this Slack account in another workspace" in stage.window(DEV)
    assert stage.rows("SELECT count(*) FROM responses") == [(0,)]
