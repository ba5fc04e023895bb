"""The windows in which a manager makes a bundle, and in which a person is asked again about one."""

from collections.abc import Sequence

from decisions.bundle.bundle import MOST
from decisions.bundle.bundle_refusal import BundleDecides
from handlers.views.blocks import ids
from handlers.views.blocks.inputs import field, ticks
from handlers.views.blocks.kit import View, actions, modal, packed, paragraph, small
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.blocks.words.text import escape
from handlers.views.card.bundle import Bundle, consent_to_all, consent_words, texts, what_became_of
from handlers.views.messages.reminder import Waiting

# Slack takes ten boxes in a list.
MOST_BOXES, MOST_LISTS = 10, 5


def bundle_window(alliance_id: int, these: Sequence[ProposalView]) -> View:
    """Ask a manager which small matters go together."""
    listed = list(these)[: MOST_BOXES * MOST_LISTS]
    lists = [listed[start : start + MOST_BOXES] for start in range(0, len(listed), MOST_BOXES)]
    return modal(
        ids.BUNDLE_WINDOW,
        "Bundle",
        [
            small(
                "One message shows all of them whole, and one press consents to all. Each keeps its card, number and "
                "outcome. Any partner can take one out."
            ),
            *(
                field(
                    f"bundled.{place}",
                    "Small matters" if not place else "And of these",
                    ticks(dict(map(_choice, some))),
                    optional=bool(place) or len(lists) > 1,
                    hint=f"Two at least, {MOST} at most." if not place else None,
                )
                for place, some in enumerate(lists)
            ),
        ],
        submit="Bundle",
        close="Cancel",
        keeps={"alliance": alliance_id},
    )


def _choice(view: ProposalView) -> tuple[str, str]:
    return packed(view.value()), f"No. {view.proposal.number} · {view.proposal.current.title}"


def bundle_consent_window(bundle: Bundle, again: BundleDecides) -> View:
    """Ask once more, for this press decides; all of it can be read here (rule 5)."""
    return modal(
        ids.BUNDLE_CONSENT_WINDOW,
        "Consent to these?",
        [paragraph(f"⚠️ {escape(again.words)}"), *texts(bundle, may_take_out=False)],
        submit=consent_words(bundle),
        close="Not now",
        keeps={**bundle.value(), "decides": list(again.proposals)},
    )


def bundle_changed_window(bundle: Bundle, because: str) -> View:
    """Nothing was counted: show how it stands now, and let the person press again."""
    if not bundle.there:
        rest = [small("Nothing stands in this bundle any more. Each card shows where it stands.")]
    else:
        rest = [*texts(bundle, may_take_out=False), actions(consent_to_all(bundle))]
    return modal("window.bundle_now", "The bundle now", [paragraph(f"⚠️ {escape(because)}"), *rest], keeps={})


def bundle_recorded_window(waiting: Waiting) -> View:
    """Confirm it in the place of the window in which it was pressed."""
    return modal("window.recorded", "Recorded", [*what_became_of(waiting)], keeps={})
