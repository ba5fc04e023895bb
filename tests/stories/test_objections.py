"""Is an objection heard at once, and does everybody read how it ended?"""

from sandbox import Message
from tests.cast import ANN, BEN, CAT, CHANNEL, DEV, HAL, KARA, LEADS
from tests.stories.stage import Stage, picture

ENDS = "How does your objection end?"


def notices(stage: Stage, user_id: str) -> list[Message]:
    told = stage.person(user_id).direct_messages()
    return [it for it in told if it.text.startswith("✋") and " objects to " in it.text]


def test_the_author_and_the_managers_hear_of_it_at_once_each_once(stage: Stage) -> None:
    card = stage.raises(by=CAT)

    stage.objects(card, HAL)

    for person in (CAT, KARA):
        told = stage.private_words(person, "✋ Tollcross Housing First objects to ")
        assert "> Too few nurses\n*What would make it acceptable*\n> Two nurses" in picture(told)
        assert "[Amend] [Open the thread]" in picture(told)
        assert len(notices(stage, person)) == 1
    stage.private_words(HAL, "Recorded: Tollcross Housing First objects to No. 1 · Ten winter beds.")
    assert notices(stage, HAL) == []


def test_a_manager_who_raised_it_hears_of_it_once_and_can_amend_from_there(stage: Stage) -> None:
    card = stage.raises()
    stage.objects(card, HAL)
    told = stage.private_words(KARA, "✋ Tollcross Housing First objects to ")
    assert len(notices(stage, KARA)) == 1
    kara = stage.person(KARA)
    assert kara.clicks("Open the thread", told).is_acked

    kara.clicks("Amend", told)

    assert "✋ *Tollcross Housing First* objected, and would accept:\n> Two nurses" in stage.window(KARA)
    kara.fills({"What we propose": "Ten beds and two nurses."})
    kara.submits()
    stage.card_says(card, "↻ *Tollcross Housing First* objected to revision 1: Too few nurses")


def test_who_objects_to_their_own_proposal_is_not_told_twice(stage: Stage) -> None:
    card = stage.raises(by=CAT)

    stage.objects(card, CAT)

    stage.private_words(KARA, "✋ Glasgow City Council objects to ")
    assert notices(stage, CAT) == []


def test_an_author_who_takes_no_direct_messages_is_mentioned_in_the_thread(stage: Stage) -> None:
    stage.sandbox.workspace.users[CAT].takes_direct_messages = False
    card = stage.raises(by=CAT)

    stage.objects(card, HAL)

    told = stage.until(lambda: [it for it in stage.person(CAT).thread(card) if picture(it).startswith("<@U0CAT>")])[0]
    assert "[Amend] [Open the thread]" in picture(told)


def test_the_thread_entry_also_shows_in_the_channel(stage: Stage) -> None:
    card = stage.raises()

    stage.objects(card, HAL)

    said = stage.until(lambda: stage.person(KARA).thread(card))[0]
    assert said.is_broadcast
    assert said in stage.person(DEV).sees(CHANNEL)


def test_lifting_says_how_it_was_settled_for_everybody_to_read(stage: Stage) -> None:
    card = stage.raises()
    stage.objects(card, ANN)
    ben = stage.person(BEN)

    ben.clicks("Consent", card)

    shown = stage.window(BEN)
    assert "Harbour Shelter objected to No. 1. A consent lifts that, so please say below how it was settled." in shown
    assert "> Too few nurses\n*What would make it acceptable*\n> Two nurses" in shown
    assert f"{ENDS}: [( ) It is settled, as I say below ( ) It is not settled: we keep it as a concern]" in shown
    assert stage.rows("SELECT kind FROM responses") == [("objection",)]
    stage.settles(BEN, "Ivy sends a second nurse")
    ben.submits()
    stage.card_says(
        card, "🤝 *Harbour Shelter* objected: Too few nurses · How it was settled: Ivy sends a second nurse"
    )
    lifted = stage.until(lambda: [it for it in ben.thread(card) if "consents to No. 1 now" in it.text])[0]
    assert "> Too few nurses\n*How it was settled:*\n> Ivy sends a second nurse" in picture(lifted)


def test_what_is_not_settled_is_kept_as_a_concern(stage: Stage) -> None:
    card = stage.raises()
    stage.objects(card, HAL)
    hal = stage.person(HAL)
    hal.clicks("Consent", card)
    assert "The concern to keep (optional): [Too few nurses\nWould be acceptable: Two nurses]" in stage.window(HAL)

    hal.fills({ENDS: "It is not settled: we keep it as a concern"})
    hal.submits()

    words = "Too few nurses Would be acceptable: Two nurses"
    stage.card_says(card, f"☑️ *Tollcross Housing First* consents, objected before, and keeps its concern: {words}")


def test_words_are_asked_for_where_words_settle_it(stage: Stage) -> None:
    card = stage.raises()
    stage.objects(card, HAL)
    hal = stage.person(HAL)
    hal.clicks("Consent", card)
    hal.fills({ENDS: "It is settled, as I say below"})

    hal.submits()

    assert hal.window
    assert hal.window.errors == {"How it was settled": "Please write in a few words how it was settled."}
    assert stage.rows("SELECT kind FROM responses") == [("objection",)]


def test_one_window_lifts_and_decides(stage: Stage) -> None:
    card = stage.raises()
    stage.objects(card, HAL)
    stage.consents(card, *(lead for lead in LEADS if lead != HAL))
    hal = stage.person(HAL)
    hal.clicks("Consent", card)
    assert "Every other partner consents, so this consent decides, and that is final." in stage.window(HAL)
    stage.settles(HAL, "Two nurses come")

    hal.submits()

    assert hal.window is None
    (outcome,) = stage.until(stage.outcomes)
    assert "🤝 *Tollcross Housing First* objected: Too few nurses · How it was settled: Two nurses come" in picture(
        outcome
    )


def test_going_back_asks_for_another_text_instead(stage: Stage) -> None:
    card = stage.raises()
    stage.objects(card, HAL)
    hal = stage.person(HAL)
    hal.clicks("Consent", card)
    assert hal.window

    hal.clicks("Ask for another text…", hal.window)

    shown = stage.window(HAL)
    assert shown.startswith("== Object to No. 1 ==")
    assert "Reason: [Too few nurses]\nWhat would make it acceptable (optional): [Two nurses]" in shown
    hal.submits()
    assert "already objects to No. 1 with these words" in stage.window(HAL)


def test_an_objection_that_a_new_text_met_is_on_record_as_that(stage: Stage) -> None:
    card = stage.raises()
    stage.objects(card, HAL)
    stage.amends(card, "Ten beds and two nurses.")
    told = stage.private_words(HAL, "has a new text")
    hal = stage.person(HAL)

    hal.clicks("Consent", told)

    assert "(•)" not in stage.window(HAL), "the person says it, and nobody for them"
    hal.fills({ENDS: "This text settles it"})
    hal.submits()
    stage.card_says(card, "🤝 *Tollcross Housing First* objected: Too few nurses · Settled by the text of revision 2.")


def test_an_objection_that_stands_again_is_heard_again(stage: Stage) -> None:
    card = stage.raises()
    stage.objects(card, HAL)
    # What is settled before it was told of is told of once.
    stage.until(lambda: any("objects to No. 1" in it.text for it in stage.person(DEV).thread(card)))
    stage.consents(card, HAL)
    receipt = stage.private_words(HAL, "Recorded: Tollcross Housing First consents")

    stage.person(HAL).clicks("Undo", receipt)

    stage.until(lambda: any("> again · Hal Quinn" in it.text for it in notices(stage, KARA)))
    stage.until(lambda: any("objects to No. 1 again" in it.text for it in stage.person(DEV).thread(card)))


def test_the_log_and_the_papers_tell_how_it_ended(stage: Stage) -> None:
    card = stage.raises()
    stage.objects(card, HAL)
    stage.consents(card, *LEADS)
    stage.until(stage.outcomes)

    minutes = stage.accord("log", "export", "--format", "md").stdout
    stage.accord("register", "build", "--out", "register")

    assert (
        "How its objection was settled:\n\n> A nurse comes every night\n\nIts objection: lifted, and settled" in minutes
    )
    assert stage.accord("log", "verify").returncode == 0
    page = (stage.folder / "register" / "decisions" / "1.html").read_text(encoding="utf-8")
    assert page.index("Too few nurses") < page.index("How it was settled") < page.index("A nurse comes every night")
    assert "Concerns met on the way" not in page
