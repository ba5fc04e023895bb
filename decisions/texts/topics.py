"""By which words is a proposal found among others of its kind?"""

from decisions.texts import text_refusal
from decisions.words.spelling import alike, written, written_in_line

MOST_TOPICS = 8
LONGEST_TOPIC = 40


def topics(words: str) -> tuple[str, ...]:
    """Read topics that were typed with commas between them; each counts once, however it is written."""
    found: dict[str, str] = {}
    for topic in words.replace(";", ",").replace("\n", ",").split(","):
        tidy = written(written_in_line(topic).lstrip("# "))
        if tidy:
            found.setdefault(alike(tidy), tidy)
    return tuple(found.values())


def refuse_unless_topics_fit(named: tuple[str, ...]) -> None:
    if len(named) > MOST_TOPICS or any(len(topic) > LONGEST_TOPIC for topic in named):
        raise text_refusal.topics_do_not_fit(MOST_TOPICS, LONGEST_TOPIC)
