"""A paper as partners really put it: long, with a list, a link and a budget, and its safeguards near the end."""

from typing import Any

from handlers.views.blocks.words import rich_text

# Whoever consents without these consents to something else.
SAFEGUARDS = (
    "If the reserve falls below £150,000 at the end of any month, we meet within five working days",
    "No bed is opened on a night on which no nurse is on site.",
    "Either partner may end this with four weeks' notice",
)
BUDGET = (
    ("Item", "December to March", "April to July", "Total"),
    ("Night staff (three posts)", "£61,600", "£50,750", "£112,350"),
    ("Nurse on site", "£24,300", "£20,250", "£44,550"),
    ("Heating and laundry", "£9,450", "£6,100", "£15,550"),
    ("Total", "£95,350", "£77,100", "£172,450"),
)
LINK = "https://www.gov.scot/publications/homelessness-in-scotland-2025-26/pages/rough-sleeping/"


def _section(words: str) -> dict[str, Any]:
    return rich_text.section({"type": "text", "text": words})


def _bullets(*items: str) -> dict[str, Any]:
    return {"type": "rich_text_list", "style": "bullet", "elements": [_section(item) for item in items]}


_WHAT = (
    "Harbour Shelter opens ten more emergency beds in the east wing, from 1 December 2026 at 6 pm to 31 July 2027. The "
    "beds are for people who sleep outside or would have to, whoever sends them and wherever in the city they were "
    "before. Nobody is asked for papers at the door, and nobody is sent away because of a dog, a partner or a debt.\n\n"
    "Last winter 41 people were turned away on the coldest nights, eleven of them more than once, and the city's own "
    "count (see the figures at "
)
_COUNT = (
    ") found 63 people outside on 14 February 2026. The waiting list at Northside Homes has grown from 18 to 44 since. "
    "We can't wait for the new building in Duke Street, which will not be ready before the autumn of 2027.\n\n"
    "What each of us does:\n"
)
_TASKS = (
    "Harbour Shelter runs the beds, finds and pays the night staff, and keeps the rota in the shared calendar.",
    "Gorbals Health Link sends a nurse every night from 10 pm to 6 am, from the first night on, and a doctor on call.",
    "Kelvin Advice comes three evenings a week and helps with benefits, debts and papers, in the room beside the hall.",
    "Northside Homes keeps two flats a month for people who move on from here, and tells us by the fifth of the month.",
    "Clyde Outreach brings people in, and follows up with those who left without a place to go to.",
    "Glasgow City Council pays from the winter fund, and lends bedding for the first eight weeks.",
    "The Lived Experience Group visits twice a month, talks with the guests alone, and tells us what it heard.",
)
_MONEY = (
    "The money comes from the alliance's reserve, which stands at £412,000 now, and from the winter fund. The budget, "
    "with everything in it that we know of today:\n"
)
_AFTER_BUDGET = (
    "\n\nNight staff are three posts at the city's own pay scale, with the supplement for nights and holidays and with "
    "cover for illness. Heating and laundry are last year's prices with 6.5% added. The council's bedding is not in "
    "it, as it costs us nothing, and neither is the kitchen, which the shelter runs in any case.\n\n"
    "How we know whether it works: each morning the shelter notes how many slept there, how many were turned away and "
    "why, and who moved on. The numbers go to all of us on the first Monday of each month, without names. We look at "
    "them together in February, and change what does not work.\n\n"
    "Neighbours were told on 12 November at the community hall. Their worry is noise after midnight; the smoking place "
    "moves to the yard, and one telephone number is answered all night.\n\n"
    "What we looked at and left: more beds in the church hall (no showers, and the lease ends in March), rooms in a "
    "hotel (£92 a night each, and nobody on site who knows our guests), and doing nothing until the new building is "
    "ready. We also asked the night bus company, which can't keep a bus standing between 2 and 5 am.\n\n"
    "Who answers for what: the shelter's manager for the beds and the staff, the nurse in charge for health, the "
    "operations manager for the numbers and the money. Questions from the press go to the council's press office, as "
    "we agreed last year; nobody who sleeps here is named, shown or quoted without having been asked twice.\n\n"
    "The lease of the east wing runs to 30 September 2027 already, the fire officer saw it on 3 November, and the "
    "insurance covers ten more people from the first night. The kitchen serves breakfast from 7 to 9.\n\n"
    "Safeguards. If the reserve falls below £150,000 at the end of any month, we meet within five working days and "
    "nobody spends more until we have agreed how to go on. No bed is opened on a night on which no nurse is on site. "
    "Either partner may end this with four weeks' notice, and people who sleep here then are found another place first."
)
RICH_PAPER = rich_text.block(
    rich_text.section(
        {"type": "text", "text": _WHAT},
        {"type": "link", "url": LINK, "text": "gov.scot"},
        {"type": "text", "text": _COUNT},
    ),
    _bullets(*_TASKS),
    _section(_MONEY + "\n".join("\t".join(row) for row in BUDGET) + _AFTER_BUDGET),
)
PAPER = rich_text.plain(RICH_PAPER)
WHY = (
    "Nobody should have to choose between a doorway and a night bus. Last winter two people died within sight of a "
    "locked door. People who sleep warm for a week keep their appointments, and half of them move on within a month."
)
