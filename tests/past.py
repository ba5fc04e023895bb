"""What has the tests' alliance decided in years? Made-up decisions, through the real rules and storage."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from bot.setup.alliance_file import AllianceFile, PartnerEntry
from bot.setup.founding import found_or_compare
from decisions.afterwards import review
from decisions.alliance.alliance import Alliance
from decisions.answers import response
from decisions.proposal.proposal import Proposal, Settlement
from decisions.texts import revision
from decisions.texts.revision import Draft, Superseded
from handlers.recording.agreement import agree_if_all_consent
from storage.alliance import alliances
from storage.engine.database import Database
from storage.engine.schema import upgrade
from storage.personal import people
from storage.record.news import News
from storage.record.proposals import facts, proposals
from tests.cast import ANN, CHANNEL, GUS, HAL, KARA, LEADS, NAMES, PARTNERS, typed

FOUNDED = datetime(2023, 1, 9, 9, 0, tzinfo=UTC)
FILE = AllianceFile(
    "Glasgow Alliance to End Homelessness",
    CHANNEL,
    "Europe/London",
    (KARA,),
    tuple(PartnerEntry(name, people) for name, people in PARTNERS.items()),
)
MATTERS = (
    ("Winter beds at the harbour", "Winter", "Open ten more emergency beds at the harbour from December."),
    ("A night worker for the drop-in", "Outreach", "Pay one night worker for the drop-in on Fridays and Saturdays."),
    ("Naloxone in every hostel", "Health", "Keep naloxone in every hostel, and train two people in each."),
    ("First month's rent", "Housing First", "Pay the first month's rent when somebody moves in."),
    ("Phones for people in touch", "Outreach", "Give a phone with credit to everybody who has none."),
    ("One form for all of us", "Ways of working", "Take one form, so that people tell their story once."),
    ("Tenancy café in Kelvin", "Housing First", "Run a café on Tuesdays where people ask about their tenancy."),
    ("Dogs are welcome", "Winter", "Let people bring their dogs to the night shelter."),
)
REASONS = ("Too few nurses at night.", "The money ends in March.", "Nobody asked the people who live there.")


def an_alliance(url: str) -> Database:
    """Found it in a database that is empty."""
    database = Database(url)
    upgrade(database)
    found_or_compare(database, FILE, FOUNDED)
    return database


def decide(database: Database, count: int, seed: int = 1) -> None:
    """Decide so many matters, one after another, about five a week."""
    chance = random.Random(seed)  # noqa: S311 (made-up decisions)
    moment = FOUNDED
    with database.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        for number in range(1, count + 1):
            moment += timedelta(hours=chance.randint(8, 56))
            _decide_one(connection, alliance, number, moment, chance)


def raise_open(database: Database, at: datetime, *, objects: bool, title: str = "") -> int:
    """Raise one more, to which two partners consent and perhaps one objects; return its id."""
    with database.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        draft = _draft(*MATTERS[0], 0)
        proposal = _raised(connection, alliance, replace(draft, title=title or draft.title), None, at)
        for place, person in enumerate(LEADS[2:4], start=1):
            proposal = _consents(connection, alliance, proposal, person, at + timedelta(hours=place))
        if objects:
            _objects(connection, alliance, proposal, HAL, REASONS[0], at + timedelta(hours=5))
        return proposal.id


def _decide_one(
    connection: Connection, alliance: Alliance, number: int, moment: datetime, chance: random.Random
) -> None:
    earlier = number - 7 if number % 23 == 0 else None
    draft = _draft(*chance.choice(MATTERS), number)
    draft = replace(draft, supersedes=earlier, review_on=(moment + timedelta(days=180)).date() if number % 3 else None)
    proposal = _raised(connection, alliance, draft, Superseded(is_agreed=True) if earlier else None, moment)
    if number % 4 == 0:
        moment += timedelta(hours=chance.randint(1, 80))
        proposal = _objects(connection, alliance, proposal, chance.choice(LEADS), chance.choice(REASONS), moment)
    if number % 5 == 0:
        moment += timedelta(hours=chance.randint(1, 120))
        words = f"{draft.text} Two nurses come by every night."
        changed = replace(draft, text=words, rich_text=typed(words))
        superseded = Superseded(is_agreed=True) if earlier else None
        amended = revision.amendment(proposal, alliance, changed, superseded, by=KARA, revision=1, at=moment)
        proposal = facts.add(connection, alliance, proposal, amended)
    for person in chance.sample(LEADS, len(LEADS)):
        moment += timedelta(hours=chance.randint(0, 18))
        concern = "Look at the money in summer." if (number, person) == (6 * (number // 6), GUS) else ""
        proposal = _consents(connection, alliance, proposal, person, moment, concern)
    if number % 9 == 0:
        decided = proposals.load(connection, proposal.id)
        at, next_on = moment + timedelta(days=100), (moment + timedelta(days=500)).date()
        looked = review.review(decided, alliance, None, by=ANN, at=at, note="It works, keep it.", review_on=next_on)
        facts.add(connection, alliance, decided, looked)


def _draft(title: str, topic: str, words: str, number: int) -> Draft:
    return Draft(
        f"{title}, part {number}" if number else title,
        words,
        typed(words),
        "Nobody sleeps outside in the cold.",
        topics=(topic, "Money") if number % 5 == 0 else (topic,),
        owner=HAL if number % 2 else "",
    )


def _raised(
    connection: Connection, alliance: Alliance, draft: Draft, superseded: Superseded | None, at: datetime
) -> Proposal:
    first = revision.first_revision(alliance, draft, superseded, by=KARA, at=at)
    return facts.add_proposal(connection, alliance, first)


def _consents(
    connection: Connection, alliance: Alliance, proposal: Proposal, by: str, at: datetime, concern: str = ""
) -> Proposal:
    given = response.consent(
        proposal,
        alliance,
        by=by,
        revision=proposal.current.number,
        at=at,
        concern=concern,
        knows_it_decides=True,
        settled_by=Settlement.WORDS,
        settled="The health link lends us two night nurses.",
    )
    proposal = facts.add(connection, alliance, proposal, given)
    news = News(alliance.id, at)
    agree_if_all_consent(connection, alliance, proposal, news)
    news.put_down(connection)
    return proposal


def _objects(
    connection: Connection, alliance: Alliance, proposal: Proposal, by: str, reason: str, at: datetime
) -> Proposal:
    against = response.objection(
        proposal,
        alliance,
        by=by,
        revision=proposal.current.number,
        at=at,
        reason=reason,
        acceptable_if="Two night nurses.",
    )
    return facts.add(connection, alliance, proposal, against)


def people_have_names(database: Database) -> None:
    """Store what Slack would tell of them."""
    with database.transaction() as connection:
        for person, name in NAMES.items():
            people.keep(connection, person, FOUNDED, name, "Europe/London", is_gone=False)
