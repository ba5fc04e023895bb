"""Does whatever was put and said come back from the log?"""

from dataclasses import replace
from datetime import date

from decisions.alliance.membership import PartnerJoins
from decisions.proposal.proposal import (
    Agreement,
    AnswerBeforehand,
    Kind,
    Proposal,
    Question,
    Report,
    Response,
    Review,
    Settlement,
    Suggestion,
    Withdrawal,
)
from tests.cast import ANN, BEN, CAT, DEV, KARA, OUTSIDER, typed
from tests.decisions.logs import (
    AGREED,
    BEFOREHAND,
    CLYDE,
    COUNCIL,
    CURE,
    CURED,
    HARBOUR,
    OBJECTS,
    OWN_SHA,
    RAISED,
    REPORTED,
    REVIEWED,
    SHA,
    SUGGESTS,
    TAKEN,
    WITHDRAWN,
    a_text,
    after_founding,
    at,
    changed,
    consent,
    doubts,
    said,
    without,
)


def test_whatever_was_put_and_said_comes_back_from_the_log() -> None:
    replayed = after_founding(
        changed(RAISED, text_sha256=OWN_SHA),
        said("time_taken", COUNCIL, CAT, question="Who pays?", answer_by="2026-11-09"),
        OBJECTS,
        SUGGESTS,
        BEFOREHAND,
        REPORTED,
        said("reported_consent_refused", COUNCIL, CAT),
        TAKEN,
        consent(CLYDE, DEV, 2, text_sha256=SHA, said_at=at(9).isoformat(), concern="Cold"),
        consent(HARBOUR, BEN, 2, text_sha256=SHA, settled_by="words", settled="A nurse comes"),
        consent(COUNCIL, CAT, 2),
        changed(AGREED, revision=2, text=CURE),
        REVIEWED,
    )

    assert replayed.doubts == []
    assert replayed.proposals == {
        1: Proposal(
            id=1,
            number=1,
            author=KARA,
            raised_at=at(5),
            revisions=(a_text(1, 5), a_text(2, 12, suggestion=1, **CURED)),
            responses=(
                Response(1, 1, Kind.OBJECTION, ANN, at(7), reason="No nurse", acceptable_if="A nurse", id=7),
                Response(2, 2, Kind.CONSENT, DEV, at(13), "Cold", text_sha256=SHA, said_at=at(9), id=13),
                Response(
                    1,
                    2,
                    Kind.CONSENT,
                    BEN,
                    at(14),
                    settled_by=Settlement.WORDS,
                    settled="A nurse comes",
                    text_sha256=SHA,
                    id=14,
                ),
                Response(3, 2, Kind.CONSENT, CAT, at(15), id=15),
            ),
            agreement=Agreement(2, at(16), (1, 2, 3)),
            questions=(Question(3, 1, CAT, at(6), "Who pays?", date(2026, 11, 9)),),
            reports=(Report(3, 1, KARA, at(10), "By phone", after=7, refused_by=CAT, id=1),),
            reviews=(Review(ANN, at(17), "Full", date(2027, 5, 3)),),
            suggestions=(Suggestion(1, 1, ANN, at(8), CURE, typed(CURE), SHA, objection=7, id=1),),
            beforehand=(AnswerBeforehand(2, 1, Kind.CONSENT, DEV, at(9), "Cold", text_sha256=SHA, id=9),),
        )
    }


def test_every_field_of_a_text_comes_back_and_what_earlier_versions_left_out_is_empty() -> None:
    more = {"review_on": "2027-05-03", "owner": ANN, "topics": ["winter", "beds"], "supersedes": 3}
    change = {"kind": "PartnerJoins", "name": "Eastside", "representatives": [OUTSIDER]}

    whole = after_founding(changed(RAISED, decide_by="2026-11-20", change=change, **more)).proposals[1]
    old = after_founding(without(RAISED, "rich_text")).proposals[1]

    assert whole.current == replace(
        a_text(1, 5),
        decide_by=date(2026, 11, 20),
        review_on=date(2027, 5, 3),
        owner=ANN,
        topics=("winter", "beds"),
        supersedes=3,
    )
    assert whole.change == PartnerJoins("Eastside", (OUTSIDER,))
    assert old.current == replace(a_text(1, 5), rich_text={})


def test_a_withdrawal_and_what_was_taken_back_come_back() -> None:
    replayed = after_founding(
        RAISED,
        consent(HARBOUR, ANN),
        said("consent_taken_back", HARBOUR, BEN),
        OBJECTS,
        SUGGESTS,
        BEFOREHAND,
        said("consent_beforehand_taken_back", CLYDE, DEV, text_sha256=SHA),
        WITHDRAWN,
    )

    beds = replayed.proposals[1]
    assert replayed.doubts == []
    assert beds.withdrawal == Withdrawal(KARA, at(12), "We found another way.")
    assert [answer.kind for answer in beds.responses] == [Kind.CONSENT, Kind.UNDO, Kind.OBJECTION]
    assert [(answer.kind, answer.id) for answer in beds.beforehand] == [(Kind.CONSENT, 10), (Kind.UNDO, 11)]


def test_facts_are_numbered_in_their_order() -> None:
    beds = after_founding(RAISED, REPORTED, changed(REPORTED, partner=CLYDE), OBJECTS, SUGGESTS, SUGGESTS).proposals[1]

    answered = after_founding(RAISED, consent(CLYDE, DEV), OBJECTS, REPORTED).proposals[1]

    assert [(report.id, report.after) for report in beds.reports] == [(1, 0), (2, 0)]
    assert answered.reports[0].after == 7
    assert [(suggestion.id, suggestion.objection) for suggestion in beds.suggestions] == [(1, 8), (2, 8)]


def test_a_suggestion_belongs_to_what_its_partner_said_last() -> None:
    again = changed(OBJECTS, reason="Still no nurse")

    beds = after_founding(RAISED, OBJECTS, again, consent(CLYDE, DEV), SUGGESTS).proposals[1]

    assert beds.suggestions[0].objection == 7


def test_of_several_suggestions_of_one_text_the_newest_was_taken() -> None:
    beds = after_founding(RAISED, OBJECTS, SUGGESTS, SUGGESTS, TAKEN).proposals[1]

    assert (beds.current.suggestion, beds.revisions[0].suggestion) == (2, None)


def test_only_the_newest_report_of_the_partner_is_refused() -> None:
    beds = after_founding(
        RAISED, REPORTED, changed(REPORTED, partner=CLYDE), REPORTED, said("reported_consent_refused", COUNCIL, CAT)
    ).proposals[1]

    assert [report.refused_by for report in beds.reports] == ["", "", CAT]


def test_a_refused_report_is_not_refused_again() -> None:
    refused = said("reported_consent_refused", COUNCIL, CAT)

    assert doubts(RAISED, REPORTED, refused, refused) == ["entry 8 refuses a report that nobody made"]


def test_a_kind_of_entry_that_is_not_known_changes_nothing() -> None:
    replayed = after_founding(("tea_made", {"number": 1}), RAISED, ("tea_made", {}))

    assert (replayed.doubts, len(replayed.proposals)) == ([], 1)


def test_whoever_consented_beforehand_may_have_asked_not_to_be_named_since() -> None:
    pseudonymised = ("person_pseudonymised", {"pseudonym": "P1"})
    counted = consent(CLYDE, "P1", 2, text_sha256=SHA, said_at=at(7).isoformat(), concern="Cold")
    events = (RAISED, OBJECTS, SUGGESTS, BEFOREHAND)

    assert doubts(*events, pseudonymised, TAKEN, changed(counted, said_at=at(8).isoformat())) == []
    forged = (*events, TAKEN, changed(counted, said_at=at(8).isoformat()))
    assert doubts(*forged) == ["entry 10 counts a consent that Clyde did not give beforehand"]
