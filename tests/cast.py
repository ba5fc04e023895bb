"""Who plays in the tests? An alliance of eight partners, after Glasgow's, with made-up people."""

from datetime import UTC, date, datetime

from decisions.alliance.alliance import Alliance, Partner
from decisions.proposal.proposal import Proposal, Revision
from handlers.views.blocks.words import rich_text

KARA, OUTSIDER = "U0KARA", "U0OUT"
ANN, BEN, CAT, DEV, ELA, FAY, GUS, HAL, IVY, JON = (
    "U0ANN",
    "U0BEN",
    "U0CAT",
    "U0DEV",
    "U0ELA",
    "U0FAY",
    "U0GUS",
    "U0HAL",
    "U0IVY",
    "U0JON",
)
NAMES = {
    KARA: "Kara Munro",
    ANN: "Ann Lee",
    BEN: "Ben Okoro",
    CAT: "Cat Reid",
    DEV: "Dev Shah",
    ELA: "Ela Novak",
    FAY: "Fay Burns",
    GUS: "Gus Wren",
    HAL: "Hal Quinn",
    IVY: "Ivy Stone",
    JON: "Jon Bell",
    OUTSIDER: "Olly Trent",
}
PARTNERS = {
    "Glasgow City Council": (CAT, JON),
    "Harbour Shelter": (ANN, BEN),
    "Clyde Outreach": (DEV,),
    "Lived Experience Group": (ELA,),
    "Northside Homes": (FAY,),
    "Kelvin Advice": (GUS,),
    "Tollcross Housing First": (HAL,),
    "Gorbals Health Link": (IVY,),
}
LEADS = [people[0] for people in PARTNERS.values()]
CHANNEL = "C0ALLIANCE"
MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

ALLIANCE = Alliance(
    id=1,
    name="Glasgow Alliance to End Homelessness",
    channel=CHANNEL,
    timezone="Europe/London",
    operations_managers=(KARA,),
    partners=tuple(Partner(place, name, people) for place, (name, people) in enumerate(PARTNERS.items(), start=1)),
)
COUNCIL, HARBOUR = ALLIANCE.partners[:2]

TEXT = "Open ten more emergency beds at the harbour from December."
BENEFIT = "Nobody sleeps outside in the cold."


def revision(number: int = 1, text: str = TEXT, by: str = KARA, at: datetime = MONDAY, **more: object) -> Revision:
    values: dict[str, object] = {
        "number": number,
        "title": "Ten winter beds",
        "text": text,
        "rich_text": typed(text),
        "benefit": BENEFIT,
        "decide_by": date(2026, 11, 20),
        "supersedes": None,
        "by": by,
        "at": at,
    }
    return Revision(**{**values, **more})  # type: ignore[arg-type]  # a test names any field


def proposal(number: int = 12, **more: object) -> Proposal:
    values: dict[str, object] = {
        "id": 5,
        "number": number,
        "author": KARA,
        "raised_at": MONDAY,
        "revisions": (revision(),),
    }
    return Proposal(**{**values, **more})  # type: ignore[arg-type]  # a test names any field


def typed(words: str) -> dict[str, object]:
    """Rich text as Slack sends it for plainly typed words."""
    return rich_text.block(rich_text.section({"type": "text", "text": words}))
