"""The windows in which interests are read and declared, and in which others let a partner take part."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Option, StaticSelectElement

from decisions.alliance.alliance import Alliance, Partner
from decisions.answers.standing_interest import StandingInterest
from decisions.proposal.part import who_let
from decisions.proposal.proposal import Interest, Nature
from handlers.views.blocks import ids
from handlers.views.blocks.answers.parts import NATURES, part_lines
from handlers.views.blocks.kit import Block, View, actions, button, field, long_words, modal, paragraph, small
from handlers.views.blocks.proposal.proposal_view import ProposalView, name
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import day, escape, join_words, shorten

RULE = (
    "Whoever has an interest in a proposal steps back from it: it is not asked, and the others decide. They can let it "
    "take part all the same, when all of them do. Nobody else can make a partner step back."
)
STANDING = "standing"
_CHOICES = {
    Nature.MONEY: "Money: what we earn or pay",
    Nature.ROLE: "A role or task of ours",
    Nature.PERSON: "Somebody close to one of us",
    Nature.OTHER: "Something else",
}
# Slack takes 100 blocks in a window.
MOST_STANDING, MOST_OPEN = 25, 20


@dataclass(frozen=True)
class Interests:
    """What one person sees of them: `open` are the open proposals, `partner` is whom they speak for."""

    alliance: Alliance
    partner: Partner | None
    standing: Sequence[StandingInterest]
    due: Sequence[StandingInterest]
    open: Sequence[ProposalView]


@dataclass(frozen=True)
class Typed:
    """What was typed so far, and why it is asked once more ("" for the first time)."""

    matter: str = ""
    nature: Nature | None = None
    words: str = ""
    because: str = ""
    decides: bool = False


def interests_window(seen: Interests) -> View:
    """Show the standing interests, and who stepped back from what is open."""
    value = {"alliance": seen.alliance.id}
    blocks = [small(RULE), paragraph("*Standing interests*")]
    for each in seen.standing[:MOST_STANDING]:
        blocks += _standing(seen, each)
    if not seen.standing:
        blocks.append(small("Nobody has declared one."))
    back = [view for view in seen.open if view.proposal.interests]
    if back:
        blocks.append(paragraph("*In open proposals*"))
    for view in back[:MOST_OPEN]:
        lines = [*part_lines(view, 300)] or ["Everybody takes part again."]
        blocks.append(paragraph(shorten("\n".join([f"*{name(view)}*", *lines]), 2900)))
    if seen.partner:
        blocks += [{"type": "divider"}, actions(button("Declare an interest…", ids.DECLARE_INTEREST, value))]
    return modal("window.interests", "Interests", blocks)


def _standing(seen: Interests, each: StandingInterest) -> Iterator[Block]:
    late = " · 🔎 to be looked at again" if each in seen.due else ""
    zone = seen.alliance.timezone
    said = f"*{escape(each.partner)}* · {NATURES[each.nature]}, since {day(each.declared_at, zone)}{late}"
    yield paragraph(shorten(f"{said}\n{escape(each.words)}", 2900))
    if seen.partner and seen.partner.name == each.partner:
        value = {"alliance": seen.alliance.id, "entry": each.entry}
        yield actions(
            button("Still so", f"{ids.STILL_SO}.{each.entry}", {**value, "is_over": False}),
            button("It has ended", f"{ids.STILL_SO}.{each.entry}.over", {**value, "is_over": True}),
        )


def declaration_window(alliance: Alliance, partner: Partner, matters: Mapping[str, str], typed: Typed) -> View:
    """Ask in which matter, and what it is. `matters` are the open proposals that it decides, by id."""
    options = [Option(text="Standing, for the register of interests", value=STANDING)]
    options += [Option(text=shorten(words, 75), value=value) for value, words in list(matters.items())[:99]]
    natures = [Option(text=words, value=nature.value) for nature, words in _CHOICES.items()]
    return modal(
        ids.INTEREST_WINDOW,
        "Declare an interest",
        [
            *([paragraph(f"⚠️ {escape(typed.because)}")] if typed.because else []),
            small(f"{RULE} {escape(partner.name)} can take part again. A standing interest makes nobody step back."),
            field("matter", "In which matter", _select(options, typed.matter)),
            field("nature", "What kind of interest", _select(natures, typed.nature.value if typed.nature else "")),
            field(
                "words", "What it is", long_words(typed.words), hint="A few words that everybody reads: “We run it”."
            ),
        ],
        submit="Declare",
        close="Cancel",
        keeps={"alliance": alliance.id, "decides": typed.decides},
    )


def parts_window(view: ProposalView, partner: Partner | None) -> View:
    """Show who stepped back from a proposal; others can let it take part, and it can take part again itself."""
    blocks = [paragraph(f"*{name(view)}*"), small(RULE)]
    for said in view.stepped_back.values():
        blocks += _part(view, said, partner)
    if not view.stepped_back:
        blocks.append(paragraph("Everybody takes part now."))
    blocks += [paragraph(shorten(line, 2900)) for line in part_lines(view, 1000) if not view.stepped_back]
    return modal("window.parts", "Interests", blocks, keeps={})


def _part(view: ProposalView, said: Interest, partner: Partner | None) -> Iterator[Block]:
    yield rich_text.block(
        rich_text.section(*rich_text.of_words("↪️ "), *rich_text.of_words(view.partner_names[said.whose], "bold")),
        rich_text.quote(said.words),
    )
    let = who_let(view.proposal, said.whose)
    names = join_words([view.partner_name(each) for each in let]) if let else "nobody yet"
    kind = NATURES[said.nature or Nature.OTHER].capitalize()
    yield small(f"{kind} · said by {view.person(said.by)} · let take part by {names}")
    value = {**view.value(), "whose": said.whose}
    if view.proposal.is_final or partner is None:
        return
    if partner.id == said.whose:
        yield actions(button("Take part again…", ids.TAKE_PART, value))
    elif partner.id not in view.stepped_back and partner.id not in let:
        words = shorten(f"Let {view.partner_names[said.whose]} take part", 75)
        yield actions(button(words, f"{ids.LET_TAKE_PART}.{said.whose}", value))


def take_part_window(view: ProposalView) -> View:
    return modal(
        ids.TAKE_PART_WINDOW,
        "Take part again",
        [
            paragraph(f"*{name(view)}*"),
            small("Your organisation is asked anew. What it had answered before does not stand."),
            field("words", "Why it decides after all", long_words(), hint="Everybody in the channel sees it."),
        ],
        submit="Take part",
        close="Cancel",
        keeps=view.value(),
    )


def _select(options: list[Option], chosen: str) -> StaticSelectElement:
    initial = next((each for each in options if each.value == chosen), None)
    return StaticSelectElement(action_id=ids.INPUT, options=options, initial_option=initial)
