"""Does an alliance go on when Slack gives its channel or its people other ids?"""

from datetime import UTC, datetime, timedelta

from sandbox import Channel
from tests.cast import ANN, BEN, CAT, CHANNEL, DEV, KARA, LEADS, OUTSIDER
from tests.databases import only_sqlite
from tests.stories.stage import Stage, alliance_toml, picture

NEW = "C0NEWID"


def kinds_logged(stage: Stage) -> list[str]:
    return [kind for (kind,) in stage.rows("SELECT kind FROM log_entries ORDER BY sequence")]


@only_sqlite
def test_a_channel_that_got_another_id_is_the_same_alliance(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, *LEADS)
    stage.until(stage.outcomes)
    stage.stop_bot()
    stage.wait_for_bots_end()
    kept = stage.sandbox.workspace
    with kept.changing():
        old = kept.channels.pop(CHANNEL)
        kept.add_channel(Channel(NEW, old.name, set(old.members), is_ext_shared=True))
        for message in kept.messages:
            message.channel = NEW if message.channel == CHANNEL else message.channel
    stage.write_alliance(alliance_toml(channel=NEW))

    stage.start_bot()

    assert stage.rows("SELECT count(*) FROM alliances") == [(1,)]
    assert stage.has_ended()
    told = stage.log().splitlines()[-1]
    assert told.startswith(
        "accord: ALLIANCE_FILE: no alliance is in the channel C0NEWID, and the partners are those of"
    )
    assert f"run `accord channel moved {CHANNEL} {NEW}`" in told


@only_sqlite
def test_the_command_that_is_named_lets_it_go_on(stage: Stage) -> None:
    card = stage.raises()
    stage.stop_bot()
    stage.wait_for_bots_end()
    stage.sandbox.changes_channel_id(CHANNEL, NEW)
    stage.write_alliance(alliance_toml(channel=NEW))

    moved = stage.accord("channel", "moved", CHANNEL, NEW)
    stage.start_bot()
    stage.consents(card, ANN)

    assert (moved.returncode, moved.stderr) == (0, "")
    stage.card_says(card, "1 of 8 partners consent")
    assert "channel_moved" in kinds_logged(stage)
    assert stage.accord("log", "verify").returncode == 0
    assert len([it for it in stage.sandbox.workspace.messages if it.text.startswith("No. 1")]) <= 1


def test_a_channel_that_begins_to_be_shared_takes_its_alliance_along(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, ANN)
    stage.card_says(card, "1 of 8 partners consent")

    stage.sandbox.changes_channel_id(CHANNEL, NEW)
    stage.until(lambda: stage.rows("SELECT channel FROM alliances") == [(NEW,)])
    stage.consents(card, *[lead for lead in LEADS if lead != ANN])

    stage.until(stage.outcomes)
    assert stage.rows("SELECT count(*) FROM alliances") == [(1,)]
    assert kinds_logged(stage).count("channel_moved") == 1
    assert stage.accord("log", "verify").returncode == 0
    # The file is older than the id, and the bot starts all the same.
    stage.stop_bot()
    stage.wait_for_bots_end()
    stage.start_bot()
    stage.until(lambda: f"the alliance is in the channel {NEW} now; the file says {CHANNEL}" in stage.log())
    assert f"the file says {CHANNEL}" in stage.accord("doctor").stdout


@only_sqlite
def test_in_another_channel_the_open_cards_are_posted_anew(stage: Stage) -> None:
    stage.raises()
    everybody = set(stage.sandbox.workspace.channels[CHANNEL].members)
    with stage.sandbox.workspace.changing():
        stage.sandbox.workspace.add_channel(Channel(NEW, "alliance-2", everybody, is_ext_shared=True))

    moved = stage.accord("channel", "moved", CHANNEL, NEW, "--empty")

    assert moved.returncode == 0
    card = stage.until(lambda: next((it for it in stage.person(KARA).sees(NEW) if "[Consent]" in picture(it)), None))
    stage.until(lambda: [it for it in stage.person(KARA).sees(NEW) if "*Accord's desk*" in picture(it)])
    stage.consents(card, ANN)
    stage.card_says(card, "1 of 8 partners consent")
    assert not [it for it in stage.person(KARA).direct_messages() if "deleted" in it.text]


@only_sqlite
def test_an_alliance_goes_on_in_a_channel_to_which_accord_was_invited(stage: Stage) -> None:
    """What Accord began there when it came, nobody having been asked, gives way; its desk becomes the alliance's."""
    old = stage.raises()
    everybody = set(stage.sandbox.workspace.channels[CHANNEL].members) - {stage.sandbox.workspace.bot_user}
    with stage.sandbox.workspace.changing():
        stage.sandbox.workspace.add_channel(Channel(NEW, "alliance-2", everybody, is_ext_shared=True))
    stage.sandbox.invites_bot(NEW)
    desk = stage.until(lambda: next((it for it in stage.person(KARA).sees(NEW) if "Set up an" in picture(it)), None))

    moved = stage.accord("channel", "moved", CHANNEL, NEW, "--empty")

    assert (moved.returncode, moved.stderr) == (0, "")
    stage.until(lambda: "*Accord's desk* · Glasgow Alliance to End Homelessness" in picture(desk))
    card = stage.until(lambda: next((it for it in stage.person(KARA).sees(NEW) if "[Consent]" in picture(it)), None))
    # A card in the old channel is as it was, and its buttons count; the one here tells.
    stage.consents(old, ANN)
    stage.card_says(card, "1 of 8 partners consent")
    assert "0 of 8 partners consent" in picture(old)
    assert stage.accord("log", "verify").returncode == 0
    assert stage.rows("SELECT channel FROM alliances") == [(NEW,)]


@only_sqlite
def test_what_can_not_be_moved_is_told(stage: Stage) -> None:
    for arguments, words in (
        (("channel", "moved", "C0NONE", NEW), f"no alliance is in C0NONE; there are {CHANNEL}"),
        (("channel", "moved", CHANNEL, "tea-room"), "'tea-room' is not a channel's id, such as C0123456789"),
        (("channel", "moved", CHANNEL, CHANNEL), f"another alliance is in {CHANNEL} already"),
        (("person", "moved", OUTSIDER, "U1OUT"), f"{OUTSIDER} neither speaks for a partner nor manages"),
        (("person", "moved", ANN, DEV), f"{DEV} speaks or manages in Glasgow Alliance to End Homelessness already"),
    ):
        ended = stage.accord(*arguments)
        assert (ended.returncode, ended.stderr) == (2, f"accord: {words}\n")


def test_a_person_with_another_id_goes_on_speaking(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, BEN)
    stage.sandbox.changes_user_id(ANN, "U1ANN")

    moved = stage.accord("person", "moved", ANN, "U1ANN")
    stage.objects(card, "U1ANN")

    assert (moved.returncode, moved.stderr) == (0, "")
    stage.card_says(card, "✋ *Harbour Shelter*")
    assert "Ann Lee" in picture(card)
    told = stage.until(lambda: [it for it in stage.channel() if "under another id now" in it.text])
    assert "<@U1ANN> (Harbour Shelter)" in told[0].text
    assert stage.rows("SELECT count(*) FROM representatives WHERE slack_user_id = 'U1ANN' AND until IS NULL") == [(1,)]
    assert kinds_logged(stage).count("person_moved") == 1
    stage.private_words("U1ANN", "Recorded: Harbour Shelter objects to No. 1 · Ten winter beds.")


def test_whoever_wrote_under_an_earlier_id_hears_of_it_under_the_present_one(stage: Stage) -> None:
    """Facts keep the id that somebody had; the notice of a question to its author goes to where they are now."""
    card = stage.raises(by=CAT)
    stage.sandbox.changes_user_id(CAT, "U1CAT")
    assert stage.accord("person", "moved", CAT, "U1CAT").returncode == 0

    stage.person(DEV).clicks("I need time", card)
    answer_by = str(datetime.now(UTC).date() + timedelta(days=2))
    stage.person(DEV).fills({"We will answer by": answer_by, "Our question": "Who is there at night?"})
    stage.person(DEV).submits()

    stage.private_words("U1CAT", "Who is there at night?")
    shown = stage.accord("person", "show", CAT).stdout
    assert "Cat Reid (U1CAT)" in shown
    assert "Cat Reid (U0CAT)" in shown


@only_sqlite
def test_with_a_pseudonym_the_earlier_ids_are_gone_too(stage: Stage) -> None:
    stage.raises(by=CAT)
    stage.sandbox.changes_user_id(CAT, "U1CAT")
    assert stage.accord("person", "moved", CAT, "U1CAT").returncode == 0
    stage.changes("UPDATE representatives SET until = since WHERE slack_user_id = 'U1CAT'")

    ended = stage.accord("person", "pseudonymise", CAT, "--yes")

    assert (ended.returncode, ended.stderr) == (0, "")
    assert stage.rows("SELECT 1 FROM people WHERE slack_user_id IN ('U0CAT', 'U1CAT') OR name = 'Cat Reid'") == []
    assert stage.rows("SELECT 1 FROM proposals WHERE author IN ('U0CAT', 'U1CAT')") == []
    assert stage.rows("SELECT 1 FROM lanes WHERE slack_user_id IN ('U0CAT', 'U1CAT')") == []


@only_sqlite
def test_a_manager_with_another_id_stays_one_although_the_file_has_the_old_one(stage: Stage) -> None:
    stage.sandbox.changes_user_id(KARA, "U1KARA")
    assert stage.accord("person", "moved", KARA, "U1KARA").returncode == 0
    stage.stop_bot()
    stage.wait_for_bots_end()

    stage.start_bot()

    assert stage.rows("SELECT slack_user_id FROM operations_managers") == [("U1KARA",)]
    stage.person("U1KARA").runs("/propose", CHANNEL)
    assert "Raise a proposal" in str(stage.person("U1KARA").window)


def test_somebody_whom_slack_itself_calls_by_another_id_is_followed(stage: Stage) -> None:
    """Slack answers for an id that it knows no more as such: it tells of the account as it is now."""
    card, kept, before = stage.raises(), stage.sandbox.workspace, stage.asked_at(CAT)
    stage.sandbox.changes_user_id(CAT, "W1CAT")
    with kept.changing():
        kept.users[CAT] = kept.users["W1CAT"]
    stage.sandbox.announces({"type": "user_change", "user": {"id": "W1CAT", "enterprise_user": {"id": CAT}}})

    stage.until(lambda: stage.asked_at(CAT) != before)
    # Once a minute it looks whom to ask about, and at its start.
    stage.restarts_bot()
    stage.until(lambda: stage.rows("SELECT 1 FROM representatives WHERE slack_user_id = 'W1CAT'"))
    stage.consents(card, "W1CAT")

    stage.card_says(card, "✅ Glasgow City Council consents")
    assert "person_moved" in kinds_logged(stage)
