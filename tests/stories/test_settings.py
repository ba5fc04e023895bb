"""A manager changes the alliance's settings in Slack, and everybody in the channel reads what is another one."""

from tests.cast import ANN, CHANNEL, KARA
from tests.stories.stage import Stage


def opens_settings(stage: Stage) -> None:
    kara = stage.person(KARA)
    kara.clicks("Partners", stage.desk())
    for words in ("Settings", "Change…"):
        assert kara.window
        kara.clicks(words, kara.window)


def test_a_manager_changes_settings_from_the_channel_and_everybody_reads_it(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, ANN)
    stage.card_says(card, "✅ Harbour Shelter consents")
    opens_settings(stage)
    kara = stage.person(KARA)
    kara.fills({"Day of the weekly digest": "Friday", "Name of Harbour Shelter": "Harbour House"})
    kara.submits()

    assert kara.window is None, kara.window.errors
    stage.card_says(card, "✅ Harbour House consents")
    told = stage.until(lambda: [each for each in kara.sees(CHANNEL) if "changed the settings" in each.text])
    assert "*Digest on:* Monday → Friday; *Harbour Shelter* is called *Harbour House* now" in told[0].text
    assert stage.rows("SELECT digest_day FROM alliances") == [("friday",)]
    assert stage.accord("log", "verify").stdout.endswith("entries hold\n")
