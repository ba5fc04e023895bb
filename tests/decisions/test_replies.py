"""Which words sound like an answer? Only enough to offer a button."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.proposal.proposal import Kind
from decisions.texts.reply import meant, meant_by_sign, reason_in

CONSENT, OBJECTION = Kind.CONSENT, Kind.OBJECTION


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("consent", CONSENT),
        ("We agree", CONSENT),
        ("Looks good to us!", CONSENT),
        ("yes", CONSENT),
        ("No objections from us", CONSENT),
        ("We don't object", CONSENT),
        ("we can live with it", CONSENT),
        ("👍", CONSENT),
        ("+1", CONSENT),
        ("we object because two nurses are too few", OBJECTION),
        ("We have an objection: the cost", OBJECTION),
        ("I can\u2019t agree with that", OBJECTION),
        ("we do not consent", OBJECTION),
        ("disagree", OBJECTION),
        ("no", OBJECTION),
        ("✋", OBJECTION),
        # Talk, questions, doubts and conditions are no answers yet.
        ("Thanks for this, Kara", None),
        ("Do we agree?", None),
        ("Does anybody object?", None),
        ("We object. Or do we?", None),
        ("We would agree if there were a nurse", None),
        ("Not sure we can support it", None),
        ("No problem, I will ask my director", None),
        ("", None),
        ("We agree. " * 50, None),
        # So is what others said, and the same words about other things.
        ("> We object to this\nLooks good to us!", CONSENT),
        (">We object because two nurses are too few\nBen wrote this, what does he mean", None),
        (">>> I like it\nwe object", None),
        ("Ben says we object", None),
        ("Ben wrote: we object", None),
        ("Ben said \u201cwe object\u201d", None),
        ("```We object```", None),
        ("The object of the exercise is warmth", None),
        ("Object of the day: a lamp", None),
        ("The objection of Ben was about nurses", None),
        ("The support team called", None),
        ("Support from the council is missing", None),
        ("Agreed by the board last week: milk", None),
        ("She objects", None),
        ("+100 people came", None),
        # A denial of one answer is not that answer.
        ("We no longer object", CONSENT),
        ("We withdraw our objection", CONSENT),
        ("I have no objections, go ahead", CONSENT),
        ("We wouldn't object", None),
        ("Nobody objects", None),
        ("Not an objection", None),
        ("We're not happy with this", None),
        ("We couldn't agree more", None),
        ("We agree to disagree", None),
        ("We might object", None),
        ("If the van is red we object", None),
        ("We object. If there were two nurses we could agree.", OBJECTION),
        ("We agree. When does it start?", None),
        ("We agree with the aim, but we object to the price", OBJECTION),
        ("We object because we support the other plan", OBJECTION),
        ("No, we agree", CONSENT),
        ("\u201cToo dear?\u201d We agree", CONSENT),
        ("Agreed because it is cold", CONSENT),
        ("We agree, but not before May", None),
        ("We object? Why is that so", None),
        ("We object?\nNobody said that", None),
        ("We object if the nurse leaves", None),
        ("Sorry, no", OBJECTION),
        ("I don't think we can support it", OBJECTION),
        ("Here at Harbour we agree", CONSENT),
        ("Ben and I agree", CONSENT),
        ("@U0KARA we strongly object: the cost", OBJECTION),
        ("We are against this", OBJECTION),
        ("It's fine by us", CONSENT),
        ("Yes please", CONSENT),
        # "/me agrees" comes without the person.
        ("agrees", CONSENT),
        ("objects to this", OBJECTION),
    ],
)
def test_what_words_sound_like(words: str, answer: Kind | None) -> None:
    assert meant(words) is answer


@pytest.mark.parametrize(
    ("emoji", "answer"),
    [("+1", CONSENT), ("+1::skin-tone-4", CONSENT), ("hand", OBJECTION), ("raised_hand", OBJECTION), ("tada", None)],
)
def test_what_signs_say(emoji: str, answer: Kind | None) -> None:
    assert meant_by_sign(emoji) is answer


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("we object because two nurses are too few", "Two nurses are too few"),
        ("Sorry, we must object to this: the cost", "The cost"),
        ("I can't agree, there is no nurse", "I can't agree, there is no nurse"),
        ("we object", "We object"),
    ],
)
def test_the_reason_is_taken_along(words: str, reason: str) -> None:
    assert reason_in(words) == reason


ANSWERS = ["We object", "We agree", "no", "yes", "\u270b", "\U0001f44d", "We can't support this", "Looks good to us!"]
answers, talk = st.sampled_from(ANSWERS), st.text("abc deTU.,\u00e9\u4e00", max_size=30)


@given(quoted=st.lists(answers | talk, min_size=1, max_size=3), own=answers | talk)
def test_quoted_lines_change_nothing(quoted: list[str], own: str) -> None:
    quote = "".join(f"> {line}\n" for line in quoted)

    assert meant(quote + own) is meant(own)
    assert reason_in(quote + own) == reason_in(own)
    assert meant(f"{own}\n{quote}") is meant(own)
    assert meant(quote + own + "\n>>> We agree\nWe object") is meant(own)


@given(before=talk, words=answers, after=talk)
def test_words_in_quotes_are_somebody_elses(before: str, words: str, after: str) -> None:
    assert meant(f'{before} "{words}" {after}') is meant(f"{before}  {after}")


@given(
    who=st.sampled_from(["we", "I", "We here at Harbour", "They", "Nobody", ""]),
    denial=st.sampled_from(
        ["don't", "do not", "no longer", "won't", "wouldn\u2019t", "would not", "never", "did not", "can't"]
    ),
    verb=st.sampled_from(
        ["object", "oppose this", "have an objection", "raise objections", "object to it because it costs"]
    ),
)
def test_a_denied_objection_is_none(who: str, denial: str, verb: str) -> None:
    assert meant(f"{who} {denial} {verb}") is not OBJECTION


@given(
    who=st.sampled_from(["We", "I", "We really", ""]),
    denial=st.sampled_from(["don't", "do not", "can't", "cannot", "won\u2019t", "will not", "no longer", "never"]),
    verb=st.sampled_from(["agree", "consent", "support this", "approve it", "live with that", "accept it"]),
)
def test_a_denied_consent_is_none(who: str, denial: str, verb: str) -> None:
    assert meant(f"{who} {denial} {verb}") is not CONSENT


@given(
    article=st.sampled_from(["the", "a", "this", "their", "Ben's", "some"]),
    noun=st.sampled_from(["object", "objection", "support", "consent", "agreement", "veto"]),
    rest=st.sampled_from([" of the exercise is warmth", " team called", " letter came", " form is missing", ""]),
)
def test_a_noun_is_no_answer(article: str, noun: str, rest: str) -> None:
    assert meant(f"{article} {noun}{rest}") is None


@given(answers)
def test_a_question_is_no_answer(words: str) -> None:
    assert meant(f"{words}?") is None


@given(st.text())
def test_any_words_can_be_read(words: str) -> None:
    assert meant(words) in (CONSENT, OBJECTION, None)
    assert isinstance(reason_in(words), str)


def test_more_than_400_characters_are_a_talk_and_no_answer() -> None:
    assert [meant("we agree ".ljust(length, ".")) for length in (400, 401)] == [CONSENT, None]
