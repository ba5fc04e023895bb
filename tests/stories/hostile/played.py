"""A story in which people use what there is, so that Slack's own payloads can be gathered."""

from collections.abc import Iterator
from datetime import timedelta

from sandbox import Message, Person, Sandbox
from sandbox.workspace import Json
from tests.cast import ANN, CAT, CHANNEL, DEV, KARA, LEADS
from tests.stories.test_four_weeks import FourWeeks


def gathered(world: FourWeeks) -> Iterator[Json]:
    """Use every entrance once, and return what Slack delivered."""
    _play(world.sandbox, world)
    seen: set[str] = set()
    for delivery in world.sandbox.traffic.deliveries:
        kind = _entrance(delivery.payload)
        if kind not in seen:
            seen.add(kind)
            yield delivery.payload


def _entrance(payload: Json) -> str:
    named = payload.get("actions") or [{}]
    view = payload.get("view") or {}
    event = payload.get("event") or {}
    return " ".join(
        str(part)
        for part in (
            payload.get("type", "slash_commands"),
            payload.get("command", ""),
            named[0].get("action_id", "").split(".page")[0],
            view.get("callback_id", ""),
            payload.get("callback_id", ""),
            event.get("type", ""),
        )
    )


def _play(sandbox: Sandbox, world: FourWeeks) -> None:
    kara, ann, cat, dev = (sandbox.person(person) for person in (KARA, ANN, CAT, DEV))
    typed = {"Title": "Beds", "What we propose": "Ten.", "Why this is best for people": "Warmth."}
    kara.runs("/propose", CHANNEL)
    assert kara.window
    kara.clicks("More…", kara.window)
    kara.offered("Supersedes", "x")
    plan = kara.uploads("Plan.txt", b"Ten beds.", "text/plain")
    kara.fills({**typed, "What we propose": "Ten warm beds. " * 80, "Papers": [plan]})
    kara.submits()
    kara.closes()
    card = card_of(sandbox, "Beds")
    for line in ("/decisions beds", "/accord status", "/accord partners", "/accord digest", "/accord away"):
        cat.runs(line, CHANNEL)
    cat.fills({"Last day away": "2027-06-01"})
    cat.submits()
    kara.uses_shortcut("raise_proposal")
    kara.uses_message_shortcut("propose_this", kara.writes("We need beds.", CHANNEL, files=[plan]))
    gone = kara.uploads("Gone.txt", b"Ten beds.", "text/plain")
    kara.fills({**typed, "Title": "Gone", "Papers": [gone]})
    gone.is_deleted = True
    kara.submits()
    kara.closes()
    refused = sandbox.wait_until(lambda: [it for it in kara.sees(CHANNEL) if "Nothing was put" in it.text])[0]
    kara.clicks("Open it again", refused)
    kara.closes()
    ann.clicks("I need time", card)
    ann.fills({"We will answer by": "2027-06-01", "Our question": "Who?"})
    ann.submits()
    ann.clicks("Consent", card)
    cat.clicks("Read all of it", card)
    assert cat.window
    cat.clicks("Consent", cat.window)
    cat.closes()
    dev.clicks("Object", card)
    dev.fills({"Reason": "Too dear", "A text to which you could consent": "Ten, and cheap."})
    dev.submits()
    entry = sandbox.wait_until(lambda: [it for it in kara.thread(card) if "Clyde Outreach objects" in it.text])[0]
    cat.clicks("Read it and answer…", entry)
    cat.submits()
    cat.clicks("Read it and answer…", entry)
    cat.submits()
    told = sandbox.wait_until(lambda: [it for it in kara.direct_messages() if "Clyde Outreach objects" in it.text])[0]
    for words in ("Amend", "Change it first…"):
        kara.clicks(words, told)
        kara.closes()
    dev.clicks("Consent", card)
    dev.fills({"How does your objection end?": "It is settled, as I say below", "How it was settled": "It is cheap"})
    dev.submits()
    kara.clicks("Take this text", entry)
    kara.chooses("Report a consent", card)
    kara.fills({"Partner": "Kelvin Advice", "Who said so, when and how": "By phone"})
    kara.submits()
    kara.chooses("Amend", card)
    other = kara.uploads("Plan.txt", b"Twelve beds.", "text/plain")
    kara.fills({"What we propose": "\n".join(f"Line {n} is wholly new." for n in range(200)), "Papers": [other]})
    kara.submits()
    kara.closes()
    notices = sandbox.wait_until(lambda: [it for it in _told(ann, "new text") if "See all changes" in str(it.blocks)])
    ann.clicks("See all changes", notices[0])
    ann.closes()
    ann.writes("We agree", CHANNEL, card)
    ann.reacts("+1", card)
    desk = sandbox.wait_until(lambda: [it for it in kara.sees(CHANNEL) if it.text.startswith("Accord's desk")])[0]
    kara.clicks("What waits for us", desk)
    kara.opens_home()
    sandbox.wait_until(lambda: kara.home)
    for words in ("Search", "Settings", "Remind"):
        assert kara.home
        kara.clicks(words, kara.home)
    kara.chooses("History", card)
    kara.runs("/propose", CHANNEL)
    assert kara.window
    kara.clicks("More…", kara.window)
    kara.fills({**typed, "Title": "Decided", "Review on": (world.now().date() + timedelta(days=9)).isoformat()})
    kara.submits()
    decided = card_of(sandbox, "Decided")
    for lead in LEADS:
        person = sandbox.person(lead)
        person.clicks("Consent", decided)
        if person.window:
            person.submits()
    sandbox.wait_until(lambda: "Agreed on" in decided.text)
    kara.chooses("Read", decided)
    kara.chooses("Raise a change…", decided)
    kara.chooses("Reviewed: keep…", decided)
    kara.submits()
    kara.chooses("Withdraw", card)
    assert world.running


def _told(person: Person, words: str) -> list[Message]:
    return [it for it in person.direct_messages() if words in it.text]


def card_of(sandbox: Sandbox, title: str) -> Message:
    """Wait for the card with this title. What one person is told in the channel has the title, too, and no header."""

    def cards() -> list[Message]:
        seen = [it for it in sandbox.person(KARA).sees(CHANNEL) if not it.only_for and f"· {title}\n" in it.text]
        return [it for it in seen if it.blocks and it.blocks[0]["type"] == "header"]

    return sandbox.wait_until(cards)[0]
