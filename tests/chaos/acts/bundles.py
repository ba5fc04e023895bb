"""Small matters in one press: a manager bundles them, partners consent to all of them, and one is taken out."""

from tests.chaos.life import THE_FIRST, Life
from tests.reading import read_message


def bundles(life: Life) -> None:
    life.who.clicks("What waits for us", life.desk())
    life.presses("Bundle…")
    boxes = [it["element"]["options"] for it in life.window.body["blocks"] if it.get("block_id") == "bundled.0"]
    small = [each["text"]["text"] for options in boxes for each in options if THE_FIRST not in each["text"]["text"]]
    if len(small) > 1:
        life.fills(**{"Small matters": small[:3]})
        life.submit("bundle")


def consents_to_all(life: Life) -> None:
    message = life.one_with("[Consent to ", life.channel())
    button = [it for it in _buttons(message.blocks) if it.startswith("Consent to ")][-1]
    life.press("consents", lambda: life.who.clicks(button, message))
    if "Consent to these?" in life.reads():
        life.submit("consents")


def takes_out(life: Life) -> None:
    message = life.one_with("[Take out]", life.channel())
    life.press("taking out", lambda: life.who.clicks("Take out", message))


def _buttons(blocks: object) -> list[str]:
    drawn = read_message({"text": "", "blocks": blocks})
    return [words.partition("]")[0] for words in drawn.split("[")[1:]]
