"""The pictures that the register draws: lengths of bars for the template; never one partner against another."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.publishing.register.record import Record
from decisions.proposal.stages import Stage

FULL = 100
# From this many days on (the last has no end), in the words of a person.
SPANS = (
    (0, "the same day"),
    (1, "1 or 2 days"),
    (3, "3 to 7 days"),
    (8, "8 to 14 days"),
    (15, "15 to 28 days"),
    (29, "longer"),
)
MOST_TOPICS = 12
STAGES = {
    Stage.FIRST_TEXT: "Waiting for answers to the first text",
    Stage.HELD: "Held by an objection",
    Stage.ASKED_AGAIN: "Waiting for answers to a changed text",
}


@dataclass(frozen=True)
class Piece:
    """A stretch of a bar, in hundredths of the longest."""

    x: float
    width: float
    look: str


@dataclass(frozen=True)
class Bar:
    label: str
    value: str
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class Chart:
    """Lying bars. `legend` names the looks of their pieces; `heads` and `rows` are a table of what the pieces are."""

    id: str
    title: str
    summary: str
    bars: Sequence[Bar]
    legend: Sequence[tuple[str, str]] = ()
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


def charts(records: Sequence[Record]) -> list[Chart]:
    """Draw the decisions; there is nothing to draw without one."""
    agreed = [record for record in records if record.agreed_on]
    return [_over_time(agreed), _days_to_agreement(agreed), _where_they_waited(agreed)] if agreed else []


def _over_time(agreed: Sequence[Record]) -> Chart:
    years = [record.agreed_on.year for record in agreed if record.agreed_on]
    by_year = max(years) - min(years) > 2
    periods = [_period(record.agreed_on, by_year=by_year) for record in agreed if record.agreed_on]
    counts = Counter(periods)
    listed = [(words, counts[key, words]) for key, words in _without_holes(counts, by_year=by_year)]
    most = max(listed, key=lambda pair: pair[1])
    return _counted(
        "over-time",
        "Decisions over time",
        f"{len(agreed):,} {'decision' if len(agreed) == 1 else 'decisions'}; most ({most[1]}) in {most[0]}.",
        listed,
    )


def _days_to_agreement(agreed: Sequence[Record]) -> Chart:
    counts: Counter[str] = Counter()
    for record in agreed:
        counts[next(words for first, words in reversed(SPANS) if _whole_days(record) >= first)] += 1
    middle = sorted(_whole_days(record) for record in agreed)[len(agreed) // 2]
    typical = "on the same day" if middle == 0 else f"within {middle} {'day' if middle == 1 else 'days'}"
    return _counted(
        "days",
        "From raising to agreement",
        f"Half of the decisions were agreed {typical}.",
        [(words, counts[words]) for _, words in SPANS],
    )


def _where_they_waited(agreed: Sequence[Record]) -> Chart:
    """Draw the mean days at each stage, for each topic: what took long, never who."""
    by_topic: dict[str, list[Record]] = defaultdict(list)
    for record in agreed:
        for topic in record.topics or ["(no topic)"]:
            by_topic[topic].append(record)
    most = sorted(by_topic, key=lambda topic: (-len(by_topic[topic]), topic.casefold()))[:MOST_TOPICS]
    means = {"All decisions": _means(agreed), **{topic: _means(by_topic[topic]) for topic in most}}
    longest = max(sum(mean.values()) for mean in means.values()) or 1
    whole = means["All decisions"]
    return Chart(
        id="waited",
        title="Where they waited, by topic",
        summary=f"On average {sum(whole.values()):.1f} days, of which {whole[Stage.HELD]:.1f} held by an objection. "
        "An objection is a contribution: it shows what has to be met first.",
        bars=[
            Bar(topic, f"{sum(mean.values()):.1f} days", _pieces((_look(at), mean[at] / longest) for at in STAGES))
            for topic, mean in means.items()
        ],
        legend=[(_look(stage), words) for stage, words in STAGES.items()],
        heads=("Topic", "Decisions", *(f"{words}, days" for words in STAGES.values())),
        rows=[
            (topic, str(len(by_topic.get(topic, agreed))), *(f"{mean[stage]:.1f}" for stage in STAGES))
            for topic, mean in means.items()
        ],
    )


def _means(records: Sequence[Record]) -> dict[Stage, float]:
    return {stage: sum(record.stages[stage] for record in records) / len(records) for stage in STAGES}


def _counted(key: str, title: str, summary: str, listed: Sequence[tuple[str, int]]) -> Chart:
    most = max(count for _, count in listed) or 1
    bars = [Bar(words, f"{count:,}", _pieces([("plain", count / most)])) for words, count in listed]
    return Chart(key, title, summary, bars)


def _pieces(shares: Iterable[tuple[str, float]]) -> list[Piece]:
    x, pieces = 0.0, []
    for look, share in shares:
        if share:
            pieces.append(Piece(round(x, 2), round(share * FULL, 2), look))
        x += share * FULL
    return pieces


def _look(stage: Stage) -> str:
    return stage.value.replace(" ", "-")


def _whole_days(record: Record) -> int:
    return (record.agreed_on - record.raised_on).days if record.agreed_on else 0


def _period(day: date, *, by_year: bool) -> tuple[int, str]:
    """Name a day's year or month, with a number that counts them up."""
    return (day.year, str(day.year)) if by_year else (day.year * 12 + day.month - 1, f"{day:%B %Y}")


def _without_holes(counts: Mapping[tuple[int, str], int], *, by_year: bool) -> list[tuple[int, str]]:
    keys = [key for key, _ in counts]
    span = range(min(keys), max(keys) + 1)
    return [
        _period(date(key if by_year else key // 12, 1 if by_year else key % 12 + 1, 1), by_year=by_year) for key in span
    ]
