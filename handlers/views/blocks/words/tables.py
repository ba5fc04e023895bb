"""Tables that somebody pasted: where they stand in a text, and how their columns are kept."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

# Columns are parted by tabs, as spreadsheets paste them, or by several blanks. Two blanks after a full stop are a
# typist's habit, and no column.
_BLANK = "[ \u00a0]"
_GAP = re.compile(rf"\t|{_BLANK}{{3,}}|(?<![.!?:;,]){_BLANK}{{2}}(?!{_BLANK})")
# "1.<tab>Beds" is an item of a list that was pasted without its look.
_LIST_SIGN = re.compile(r"[-*+•·◦▪\u2013\u2014]|\(?(?:\d{1,3}|[a-z]|[ivx]{2,5})[.)]", re.IGNORECASE)
NUMBER = re.compile(r"[-+\u2212(]?\s?[£$€]?\s?[\d.,]+\s?[%kmp]?\)?|[-\u2013\u2014]", re.IGNORECASE)
# This many letters of one width stand in a line on a telephone.
WIDEST = 40
_NARROWEST = 8
# More columns are no table that a person could read; Slack's own tables have as many at most.
_MOST_COLUMNS = 20
_BETWEEN = "  "


@dataclass(frozen=True)
class Table:
    """Rows of cells, each row as long as the others.

    Its lines are those from `first` up to, and without, `last`, counted from 0 where the text is split at its line
    ends.
    """

    first: int
    last: int
    rows: tuple[tuple[str, ...], ...]


def tables(text: str) -> list[Table]:
    """Find the tables in a text: at least two consecutive lines with two or more columns."""
    lines = text.split("\n")
    found, first = [], 0
    while first < len(lines):
        has_tabs = "\t" in lines[first]
        last = first
        while last < len(lines) and _may_be_row(lines[last], has_tabs=has_tabs):
            last += 1
        rows = _by_tabs(lines[first:last]) if has_tabs else _by_place(lines[first:last])
        if len(rows) > 1 and 1 < len(rows[0]) <= _MOST_COLUMNS:
            found.append(Table(first, last, rows))
        first = max(last, first + 1)
    return found


def aligned(rows: Sequence[Sequence[str]], widest: int = WIDEST) -> str:
    """Write a table in letters of one width, numbers to the right.

    Where that is wider than `widest`, what is too long at the beginning of a row gets a line of its own; where that
    does not help, every number does, below its row's name and with that of its column before it. No cell is ever
    divided, so that its words are found where they stand.
    """
    columns = list(zip(*rows, strict=True))
    first, *others = [max(map(len, column)) for column in columns]
    width_of_others = sum(len(_BETWEEN) + width for width in others)
    widths = [min(first, max(widest - width_of_others, _NARROWEST)), *others]
    to_right = [_is_of_numbers(column[1:]) for column in columns]
    is_headed = all(to_right[1:]) and not any(map(NUMBER.fullmatch, rows[0][1:]))
    if is_headed and widths[0] + width_of_others > widest:
        return "\n".join(_one_below_another(rows))
    return "\n".join(line for row in rows for line in _lines(row, widths, to_right))


def _may_be_row(line: str, *, has_tabs: bool) -> bool:
    if not line.strip() or ("\t" in line) is not has_tabs:
        return False
    cells = [cell for cell in _GAP.split(line.strip()) if cell.strip()]
    if len(cells) == 2 and _LIST_SIGN.fullmatch(cells[0].strip()):
        return False
    return has_tabs or len(cells) > 1


def _by_tabs(lines: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Split at each tab, for two of them have an empty cell between them. Columns with nothing in them go."""
    rows = [[" ".join(cell.split()) for cell in line.split("\t")] for line in lines]
    columns = [column for column in zip_longest(*rows, fillvalue="") if any(column)]
    return tuple(zip(*columns, strict=True))


def _by_place(lines: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Put what stands below one another into one column; rows of equally many cells need not be so exact."""
    spans = [list(_spans(line)) for line in lines]
    if len({len(row) for row in spans}) == 1:
        return tuple(tuple(words for _, _, words in row) for row in spans)
    columns: list[tuple[int, int]] = []
    for start, end, _ in sorted(span for row in spans for span in row):
        if columns and start < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(end, columns[-1][1]))
        else:
            columns.append((start, end))
    rows = []
    for row in spans:
        cells = {place: words for start, _, words in row for place, it in enumerate(columns) if it[0] <= start < it[1]}
        if len(cells) < len(row):
            # Two cells of one row below one cell of another: these are no columns.
            return ()
        rows.append(tuple(cells.get(place, "") for place in range(len(columns))))
    return tuple(rows)


def _spans(line: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each cell begins and ends, and its words."""
    start = 0
    for gap in [*(gap.span() for gap in _GAP.finditer(line)), (len(line), len(line))]:
        words = line[start : gap[0]].strip()
        if words:
            begin = line.index(words, start)
            yield begin, begin + len(words), " ".join(words.split())
        start = gap[1]


def _is_of_numbers(cells: Iterable[str]) -> bool:
    return all(NUMBER.fullmatch(cell) for cell in cells if cell)


def _one_below_another(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    header, *body = rows
    longest = max(map(len, header[1:]))
    width = max(len(cell) for row in body for cell in row[1:])
    for row in body:
        yield f"{header[0]}: {row[0]}" if header[0] else row[0]
        for name, cell in zip(header[1:], row[1:], strict=True):
            yield f"{_BETWEEN}{name.ljust(longest)}{_BETWEEN}{cell.rjust(width)}".rstrip()


def _lines(row: Sequence[str], widths: Sequence[int], to_right: Sequence[bool]) -> Iterator[str]:
    if len(row[0]) > widths[0]:
        yield row[0]
        row = ["", *row[1:]]
    set_right = zip(row, widths, to_right, strict=True)
    line = _BETWEEN.join(cell.rjust(width) if right else cell.ljust(width) for cell, width, right in set_right)
    if line.strip():
        yield line.rstrip()
