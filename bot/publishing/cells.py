"""Writes a cell of a table so that a spreadsheet shows somebody's words and runs none of them."""

import unicodedata

import regex

# Excel takes a file for UTF-8 only when this comes first.
BYTE_ORDER_MARK = "\ufeff"
# Where a spreadsheet may begin a cell: where semicolons separate them, as in half of Europe, it ignores our quotes
# and begins one after each semicolon and line break. Invisible characters, blanks and quotes stop no formula.
_BEGINNING = regex.compile(
    r'(?P<before>\A|[;\t\r\n])(?=[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}"]*(?P<sign>\S))'
)
_FORMULA = "=+-@"


def harmless(cell: str) -> str:
    """Keep a spreadsheet from running a person's words as a formula, wherever it takes a cell to begin."""
    cell = _BEGINNING.sub(lambda found: f"{found['before']}{_apostrophe(found['sign'])}", cell)
    return f"'{cell}" if cell.lstrip(" ").startswith(("\t", "\r", "\n")) else cell


def _apostrophe(sign: str) -> str:
    return "'" if unicodedata.normalize("NFKC", sign) in _FORMULA else ""
