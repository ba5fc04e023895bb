"""The smallest pieces of a text that a change is shown in: a sum, a date or an address is never shown in parts."""

import re

_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_BLANK = "[ \u00a0\u202f]"
_FIGURES = r"\d+(?:[.,'\u2019\u00a0\u202f/:-]\d+)*"
# A number means nothing without these. "3 nights/week" is one measure, like every word with a stroke after a number.
_UNIT = (
    "%|‰|°[CF]?|per cent|percent|million|billion|thousand|bn|[kmp]|"
    r"(?:pence|pounds?|euros?|hours?|hrs?|h|minutes?|mins?|days?|nights?|weeks?|months?|years?|k[mg]|m[mlg]|cm|g|l|m²)"
    r"(?:/\w+)?|\w+/\w+"
)
_RATE = rf"(?:{_BLANK}(?:an?|per){_BLANK}(?:hour|day|night|week|month|year|person|place|bed)(?!\w))?"
_WORD = r"[^\W_]+(?:[-'\u2019_][^\W_]+)*"

_TOKEN = re.compile(
    "|".join(
        (
            # A web address or an e-mail address, without the sign that ends the sentence.
            r"(?:https?://|www\.)[^\s<>]*[^\s<>.,;:!?)\]'\"]",
            r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+",
            # 12 Duke Street, G1 1AB
            r"\d+[a-z]?,? (?:[A-Z]\w+ ){1,3}(?:Street|St|Road|Rd|Avenue|Lane|Place|Square|Quay|Terrace|Drive|Court)\b",
            r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b",
            # 5 December 2026, 5th of December, December 5, December 2026, 2026-12-05, 5/12/2026
            rf"\d{{1,2}}(?:st|nd|rd|th)?{_BLANK}(?:of{_BLANK})?{_MONTH}\b(?:,?{_BLANK}\d{{4}}\b)?",
            rf"{_MONTH}{_BLANK}\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?{_BLANK}\d{{4}}\b)?",
            rf"{_MONTH}{_BLANK}\d{{4}}\b",
            # 9 am, 9.30 p.m., 17:45
            rf"\d{{1,2}}(?:[:.]\d\d)?{_BLANK}?(?:[ap]m\b|[ap]\.m\.)",
            # £61,600 · € 5.50 · -3 · 12.5% · 1.5m · 3 nights/week · £40 a night · 2026/27
            rf"[-\u2212\u2013+]?(?:(?:[^\W\d_]?[£$€¥]|GBP|EUR|USD){_BLANK}?)?{_FIGURES}(?:{_BLANK}?(?:{_UNIT})(?!\w)|\w+)?{_RATE}",
            _WORD,
            r"\n",
            r"[^\S\n]+",
            r"\S",
        )
    )
)


def tokens(text: str) -> list[str]:
    """Divide a text; put together again, the tokens are the text to the letter."""
    return _TOKEN.findall(text)


def sentences(line: list[str]) -> list[list[str]]:
    """Divide tokens after each sentence, the blanks behind it included."""
    divided: list[list[str]] = [[]]
    for place, token in enumerate(line):
        divided[-1].append(token)
        if token.isspace() and place and line[place - 1][-1] in ".!?…":
            divided.append([])
    return [sentence for sentence in divided if sentence]


def is_word(token: str) -> bool:
    return any(letter.isalnum() for letter in token)
