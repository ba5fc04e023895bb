"""What stands at Accord's desk before an alliance is founded: the invitation, then the draft of what it would be."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from decisions.alliance.membership import PartnerJoins
from decisions.set_up.founding import Founding, lacks, mark
from handlers.views.blocks import ids
from handlers.views.blocks.kit import (
    LARGEST_MESSAGE,
    Block,
    Element,
    Message,
    actions,
    beside,
    button,
    menu,
    message_size,
    paragraph,
    small,
)
from handlers.views.blocks.words.text import escape, join_words, person, shorten
from handlers.views.set_up.founding_text import digest_words, holiday_words


@dataclass(frozen=True)
class Room:
    """How much of a draft has room in one message: letters of each name, and people of each partner."""

    letters: int
    people: int


# The first that fits is taken. All of it is in the text that is put to the partners, and in the windows.
ROOMS = (Room(80, 5), Room(60, 3), Room(15, 1))


@dataclass(frozen=True)
class ToBe:
    """An alliance that is to be founded in a channel. `asked` is the number of the proposal that asks its partners.

    `is_asked` tells whether that says what the draft says now.
    """

    alliance_id: int
    draft: Founding
    names: Mapping[str, str]
    asked: int | None = None
    is_asked: bool = False


def founding_desk(seen: ToBe) -> Message:
    """The one message in the channel from which an alliance is founded."""
    return _draft(seen) if seen.draft.by else _invitation(seen)


def _invitation(seen: ToBe) -> Message:
    words = "Accord is in this channel now. Here an alliance can decide together: only when every partner consents."
    return Message(
        words,
        [
            paragraph(f"*Accord's desk*\n{words}"),
            small("Whoever sets it up says its name and who its partners are. It is founded when all of them consent."),
            actions(button("Set up an alliance here", ids.SET_UP, {"alliance": seen.alliance_id}, style="primary")),
        ],
    )


def _draft(seen: ToBe) -> Message:
    blocks: list[Block] = []
    for room in ROOMS:
        blocks = list(_blocks(seen, room))
        if message_size(blocks) <= LARGEST_MESSAGE:
            break
    name = escape(shorten(seen.draft.settings.name, ROOMS[0].letters))
    return Message(f"Accord's desk: {name} is to be founded here. {_stands(seen)}", blocks)


def _blocks(seen: ToBe, room: Room) -> Iterator[Block]:
    named = seen.draft.settings
    name, by = escape(shorten(named.name, room.letters)), _people(seen, [seen.draft.by], room)
    yield paragraph(f"*Accord's desk* · {name} is to be founded here\n{_stands(seen)}")
    yield paragraph(
        f"*Operations managers:* {_people(seen, named.operations_managers, room)}\n"
        f"*Times* are told in {escape(named.timezone)}. {digest_words(named)} {escape(holiday_words(named))}"
    )
    for partner in seen.draft.partners:
        yield beside(_partner(seen, partner, room), _choices(seen, partner))
    yield actions(*_buttons(seen))
    leads = "" if seen.asked is None else ", and so can whoever leads a partner that is asked"
    yield small(
        f"{by} set this up; they and the operations managers named here can change it{leads}. It is founded when every "
        "partner has consented, and nothing else can be raised before."
    )


def _stands(seen: ToBe) -> str:
    if missing := lacks(seen.draft):
        return f"The draft still needs {join_words(missing)}."
    if seen.asked is None:
        return "The draft is complete. It can be put to the partners."
    if seen.is_asked:
        return f"No. {seen.asked} asks every partner. Their answers count on its card."
    return f"The draft was changed after No. {seen.asked} was put. Nobody is asked about that yet."


def _partner(seen: ToBe, partner: PartnerJoins, room: Room) -> str:
    lead, *deputies = partner.representatives
    others = f", then {_people(seen, deputies, room)}" if deputies else ""
    name = escape(shorten(partner.name, room.letters))
    return f"*{name}* · {_people(seen, [lead], room)} leads{others}"


def _people(seen: ToBe, those: Sequence[str], room: Room) -> str:
    called = {each: shorten(name, room.letters) for each, name in seen.names.items()}
    shown, more = [person(called, each) for each in those[: room.people]], len(those) - room.people
    return join_words([*shown, f"{more} more"] if more > 0 else shown)


def _choices(seen: ToBe, partner: PartnerJoins) -> Element:
    value = {"alliance": seen.alliance_id, "founder": mark(partner.name)}
    acts = {"Change": ids.CHANGE_FOUNDER, "Remove": ids.REMOVE_FOUNDER}
    return menu(ids.FOUNDER_MENU, {words: {**value, "act": act} for words, act in acts.items()})


def _buttons(seen: ToBe) -> Iterator[Element]:
    value = {"alliance": seen.alliance_id}
    if not lacks(seen.draft) and not seen.is_asked:
        words = "Put it to the partners" if seen.asked is None else "Put it to the partners again"
        yield button(words, ids.PUT_FOUNDING, value, style="primary")
    yield button("Add a partner", ids.ADD_FOUNDER, value)
    yield button("Change the name and the rest", ids.SET_UP, value)
