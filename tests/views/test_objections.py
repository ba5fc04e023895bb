"""Does everything that is shown of objections, of their ends and of suggestions fit, whatever people write?"""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.alliance.alliance import Alliance, Partner
from decisions.proposal.proposal import AnswerBeforehand, Kind, Proposal, Response, Settlement
from decisions.texts.suggestion import Cure, suggestion
from decisions.words.refusal import AsksAgain
from handlers.courier.messages import KINDS
from handlers.views.answers.objection import Ending, wishes
from handlers.views.card.proposal_card import card
from handlers.views.windows.answers import answer_windows, suggestion_windows
from handlers.views.windows.texts.history_window import history_window
from handlers.views.windows.texts.prefilled import Prefilled
from handlers.views.windows.texts.proposal_window import amend_window
from handlers.views.windows.texts.reading_window import Reading, reading_window
from sandbox.block_kit import check_message_blocks, check_view
from sandbox.block_kit.surfaces import LARGEST_MESSAGE, message_size
from tests.cast import KARA, MONDAY, proposal, revision, typed
from tests.reading import read, read_message
from tests.sampling import examples, sampled
from tests.views.card_texts import ANSWERS
from tests.views.views import consent, objection, taken, view_of

SIGNS = st.text(st.sampled_from("ab &<>*_~`\n"), min_size=1, max_size=40)
LONG_WORDS = SIGNS.map(lambda words: (f"x{words}" * 300)[:3000])
LONG_TEXTS = SIGNS.map(lambda words: (f"x{words}" * 900)[:12000])


def lifted(partner: int, words: str, ends: Settlement) -> list[Response]:
    against = objection(partner, f"U{partner}", words, words)
    kept = {"settled": words} if ends is Settlement.WORDS else {"concern": words}
    given = replace(consent(partner, f"U{partner}"), id=1000 + partner, settled_by=ends, **kept)  # type: ignore[arg-type]  # both are words
    return [against, given]


def crowd(partners: int) -> Alliance:
    names = tuple(Partner(n, f"{n} of the partners"[:80], (f"U{n}",)) for n in range(1, partners + 1))
    return Alliance(1, "A", "C1", "Europe/London", (KARA,), names)


def with_cures(told: Proposal, text: str, partners: int = 8) -> Proposal:
    """Every objection brings the same long text, and every partner would consent to it."""
    against = [said for said in told.responses if said.kind is Kind.OBJECTION]
    cures = tuple(
        replace(suggestion(told, said, Cure(text, typed(text), consents=False)), id=said.id) for said in against
    )
    name = cures[0].text_sha256 if cures else ""
    would = tuple(
        AnswerBeforehand(n, 1, Kind.CONSENT, f"U{n}", MONDAY, text_sha256=name, id=5000 + n)
        for n in range(1, partners + 1)
    )
    return replace(told, suggestions=cures, beforehand=would)


@sampled
@settings(max_examples=examples(15, 200), deadline=None)
@given(words=LONG_WORDS, text=LONG_TEXTS, partners=st.integers(1, 40), data=st.data())
def test_a_card_with_ends_and_suggestions_fits(words: str, text: str, partners: int, data: st.DataObject) -> None:
    kinds = data.draw(st.lists(st.sampled_from(["objects", *Settlement]), min_size=partners, max_size=partners))
    answers = [
        said
        for n, kind in enumerate(kinds, start=1)
        for said in (lifted(n, words, kind) if isinstance(kind, Settlement) else [objection(n, f"U{n}", words, words)])
    ]
    told = with_cures(proposal(responses=tuple(answers)), f"{text}."[-12000:], partners)
    amended = replace(told, revisions=(*told.revisions, revision(2, "Twelve.")))

    for shown in (card(view_of(told, crowd(partners))), card(view_of(amended, crowd(partners)))):
        check_message_blocks(shown.blocks)
        assert message_size(shown.blocks) <= LARGEST_MESSAGE
        assert len(shown.text) <= 4000


@sampled
@settings(max_examples=examples(8, 200), deadline=None)
@given(words=LONG_WORDS, text=LONG_TEXTS)
def test_windows_and_messages_about_them_fit(words: str, text: str) -> None:
    first = revision(title=words[:150].strip(), text=text, rich_text=typed(text), benefit=words)
    told = proposal(
        revisions=(first,), responses=(objection(2, "U2", words, words), *lifted(3, words, Settlement.WORDS))
    )
    told = with_cures(told, text[::-1])
    seen, cure, again = view_of(told), told.suggestions[0], AsksAgain(words[:200])
    ending = Ending(told.responses[0], Settlement.WORDS, words, words)

    for view in (
        answer_windows.consent_window(seen, again, first, ending),
        answer_windows.objection_window(seen, "", None, words, words, typed(text), consents=True),
        suggestion_windows.suggestion_window(seen, cure, may_consent=True, ending=replace(ending, text=cure)),
        suggestion_windows.not_beforehand_window(seen, cure, told.beforehand[0]),
        suggestion_windows.taking_window(seen, cure, again),
        history_window(seen),
        reading_window(Reading(seen, seen.alliance.partners[0], None)),
        amend_window(12, {}, Prefilled(), wishes=wishes(seen)),
    ):
        check_view(view)
    for kind, about in {
        "objection": {"response": 2, "again": True},
        "objection_notice": {"response": 2},
        "lift": {"response": 1003},
        "beforehand": {"suggestion": 2, "answer": 5001},
        "beforehand_receipt": {"suggestion": 2, "answer": 5001},
        "response_receipt": {"response": 2},
    }.items():
        said = KINDS[kind].write(seen, about)
        check_message_blocks(said.blocks)
        assert message_size(said.blocks) <= LARGEST_MESSAGE, kind
    after = view_of(replace(told, revisions=(first, replace(first, number=2, text=words, rich_text=typed(words)))))
    check_message_blocks(KINDS["lapsed_notice"].write(after, {"revision": 2, "partner": 3, "suggestion": 2}).blocks)


def test_who_set_a_limit_since_reads_why_its_consent_beforehand_does_not_count() -> None:
    after = view_of(taken(proposal(responses=ANSWERS)))

    text = KINDS["lapsed_notice"].write(after, {"revision": 2, "partner": 3, "suggestion": 1}).text

    assert "has the suggested text, and Clyde Outreach has set a limit meanwhile that its sum is over. So" in text
    assert "to the letter" not in text


def test_a_suggestion_can_be_read_to_its_last_letter_before_it_is_answered() -> None:
    text = "\n".join(f"Line {n} of the safeguards." for n in range(430))
    told = with_cures(proposal(responses=(objection(2, "U2", "No nurse"),)), text)
    seen, cure = view_of(told), told.suggestions[0]

    view = suggestion_windows.suggestion_window(seen, cure, may_consent=True, ending=None)

    assert "Line 429 of the safeguards." in read(view["blocks"])
    assert view["submit"]["text"] == "Consent if it is taken"


def test_a_notice_that_comes_late_says_where_it_stands() -> None:
    told = proposal(responses=(objection(2, "U2", "No nurse"), consent(2, "U2")))

    said = read_message(KINDS["objection_notice"].write(view_of(told), {"response": 2}))

    assert said.endswith("Its card shows where it stands now.")
