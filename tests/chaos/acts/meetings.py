"""They meet: who is there, answers pressed in the room, consents reported and confirmed, and minutes."""

from sandbox import Message
from tests.cast import NAMES, PARTNERS
from tests.chaos.acts.answers import asked_once_more
from tests.chaos.life import Life


def opens_meeting(life: Life) -> None:
    life.who.clicks("What waits for us", life.desk())
    life.presses("Where we stand", "Open a meeting…")
    life.fills(**{"Place, or other words": life.words})
    life.submit("meeting", life.words, then="== Meeting ")


def says_who_is_here(life: Life) -> None:
    _enters(life)
    life.presses("Who is here…")
    life.who.offered("Here")
    here = life.chance.sample([NAMES[people[0]] for people in PARTNERS.values()], 3)
    life.fills(**{"Here": here, "Others who are here": life.words})
    # It is what stands then, and no receipt says more.
    life.who.submits()


def closes_meeting(life: Life) -> None:
    _enters(life)
    life.presses("Close the meeting…")
    life.fills(Note=life.words)
    life.submit("note", life.words, then="Its minutes are posted in the channel.")


def answers_in_the_room(life: Life) -> None:
    """Read what is on the agenda, and consent there."""
    _enters(life)
    life.presses("Read and answer", "Consent")
    asked_once_more(life)


def reports(life: Life) -> None:
    """A manager heard somebody consent."""
    life.chooses("Report a consent", life.open_cards())
    life.fills(**{"Partner": life.chance.choice([*PARTNERS]), "Who said so, when and how": life.words})
    life.submit("report", life.words)


def says_whether_it_is_so(life: Life) -> None:
    """Whose consent was reported confirms it, or not."""
    asked = life.one_with("[No, not so]", life.who.direct_messages())
    says = life.chance.choice(("Yes, we consent", "Yes, we consent", "No, not so"))
    life.press("report", lambda: life.who.clicks(says, asked))
    asked_once_more(life)


def _enters(life: Life) -> None:
    announced: Message = [it for it in life.channel() if it.text.startswith("🗓️ Meeting")][-1]
    life.who.clicks(announced.text.removeprefix("🗓️ ").partition(" ·")[0].partition(",")[0], announced)
