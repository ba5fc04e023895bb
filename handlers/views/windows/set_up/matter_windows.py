"""The windows in which somebody sees and proposes whose matter something is."""

from collections.abc import Iterator
from datetime import date

from decisions.alliance.alliance import Alliance, Partner
from decisions.alliance.delegation import delegated
from decisions.alliance.matter import Decider, DelegatedDecision, OwnLimit
from decisions.alliance.pounds import say_pounds
from decisions.set_up.matter_class import LONGEST_NAME
from decisions.set_up.own_limit import LONGEST_WHO
from decisions.set_up.taking_back import may_be_taken_back
from handlers.views.blocks import ids
from handlers.views.blocks.inputs import day_input, few_words, field, list_input, long_words, rich_words
from handlers.views.blocks.kit import Block, Element, View, actions, beside, button, modal, paragraph, small
from handlers.views.blocks.pages import fitting
from handlers.views.blocks.proposal.matters import MOST_SHOWN, class_line
from handlers.views.blocks.proposal.proposal_view import ProposalView, name
from handlers.views.blocks.words.text import day, escape
from handlers.views.blocks.written import whole
from handlers.views.windows.people.partner_windows import RULE
from handlers.views.windows.set_up.matter_fields import sum_input

DECIDERS = {
    Decider.PARTNER: "One partner, by law",
    Decider.MANAGER: "An operations manager, up to a sum",
    Decider.ALL: "All partners again",
}


def matters_window(alliance: Alliance, today: date, *, is_manager: bool) -> View:
    """List the classes that not all decide, and what was decided alone lately."""
    value = {"alliance": alliance.id}
    doors = [button("Propose who decides…", ids.SET_MATTER, value)]
    if is_manager and delegated(alliance.matters, today):
        doors.insert(0, button("Decide what is delegated…", ids.DECIDE_ALONE, value))
    rule = "All partners decide everything, but for what all of them agreed otherwise. " + RULE
    return modal(
        "window.matters",
        "Whose matter is it?",
        [
            *_listed(alliance, today, is_manager=is_manager),
            small(rule),
            *([] if alliance.is_closed else [actions(*doors)]),
        ],
    )


def _listed(alliance: Alliance, today: date, *, is_manager: bool) -> Iterator[Block]:
    matters = alliance.matters
    if not matters.classes:
        yield paragraph("All partners decide everything.")
    for of in matters.classes[:MOST_SHOWN]:
        yield paragraph(class_line(of, matters, today))
    if matters.made:
        yield paragraph("*Decided alone, the newest first*")
    for decided in reversed(matters.made[-MOST_SHOWN:]):
        told = _told(decided, alliance.timezone)
        may_take_back = is_manager and not alliance.is_closed and may_be_taken_back(decided, alliance, today)
        yield beside(told, _take_back(alliance, decided)) if may_take_back else small(told)


def _told(decided: DelegatedDecision, zone: str) -> str:
    on = day(decided.at, zone)
    back = ", taken back on the same day" if decided.taken_back else ""
    what = f"{escape(decided.matter)} · {say_pounds(decided.sum)} · {escape(decided.what)}"
    return f"{decided.called} · {what} ({on}{back})"


def _take_back(alliance: Alliance, decided: DelegatedDecision) -> Element:
    about = {"alliance": alliance.id, "decision": decided.number}
    return button("Take back…", f"{ids.TAKE_BACK_ALONE}.{decided.number}", about)


def matter_window(alliance: Alliance) -> View:
    """Ask what is to be put to the partners."""
    partners = {str(partner.id): partner.name for partner in alliance.partners[:100]}
    return modal(
        ids.MATTER_WINDOW,
        "Propose who decides",
        [
            small(f"This is for a class of matters. What has no class, all partners decide. {RULE}"),
            field(
                "name",
                "Class of matters",
                few_words(longest=LONGEST_NAME),
                hint="Such as: Small repairs. The name of a class that exists changes it.",
            ),
            field("decider", "Who decides", list_input(DECIDERS)),
            field(
                "partner",
                "Whose matter it is by law",
                list_input(partners),
                optional=True,
                hint="Only for what one partner decides.",
            ),
            *_limits(),
            field("text", "What we propose", rich_words(), hint="In your own words."),
            field("benefit", "Why this is best for people", long_words()),
        ],
        submit="Raise",
        close="Cancel",
        keeps={"alliance": alliance.id},
    )


def _limits() -> Iterator[Block]:
    hint = "In pounds. Only for what an operations manager decides."
    yield field("each", "Up to, for one decision", sum_input(), optional=True, hint=hint)
    yield field("in_all", "Up to, in all", sum_input(), optional=True, hint=hint)
    last = "Its last day. Afterwards all partners decide it."
    yield field("until", "Delegated until", day_input(), optional=True, hint=last)


def limit_window(alliance_id: int, partner: Partner, limit: OwnLimit | None) -> View:
    """Ask a partner's lead; what is set already stands there."""
    who = few_words(limit.who if limit else "", LONGEST_WHO, "our board")
    return modal(
        ids.LIMIT_WINDOW,
        "Our own limit",
        [
            small(
                f"Over this sum {escape(partner.name)} consents only with the word of its own board or committee. "
                "All partners see it, and whoever consents for you is reminded. "
                "It does not change whose consent counts."
            ),
            field(
                "over",
                "Over",
                sum_input(limit.over if limit else None),
                optional=True,
                hint="In pounds. Empty for no limit.",
            ),
            field("who", "Whose word it needs", who, optional=True, hint="Such as: our board"),
        ],
        submit="Set",
        close="Cancel",
        keeps={"alliance": alliance_id},
    )


def opinion_window(view: ProposalView, because: str = "", words: str = "") -> View:
    """Ask a partner what it thinks of what another one decides alone. `because` says why it is shown anew."""
    rule = f"{view.reserved_to} decides this alone, whose matter it is by law. Everybody reads your view."
    shown = [*whole(view.proposal.current.rich_text)]
    return modal(
        ids.OPINION_WINDOW,
        "Our view",
        [
            *([paragraph(f"⚠️ {escape(because)}")] if because else []),
            paragraph(f"*{name(view)}*"),
            small(rule),
            field("words", "What we think of it", long_words(words)),
            *fitting(shown),
        ],
        submit="Tell the others",
        close="Cancel",
        keeps=view.value(),
    )
