"""Cells of a table that a spreadsheet opens.

One that begins with one of these signs is a formula for it, and a formula can send what the
table holds to a stranger. So an apostrophe goes before it, which spreadsheets know as "this is
text"; who reads the table again takes it off.
https://owasp.org/www-community/attacks/CSV_Injection
"""

# The wide ones count as well where people write Japanese or Chinese.
_SIGNS = "=+-@＝＋－＠"
_BEFORE = "' \t\r\n"


def guarded(text: str) -> str:
    """What to write for `text`: the same, or with an apostrophe before it."""
    return f"'{text}" if _is_formula(text) else text


def unguarded(cell: str) -> str:
    """The text that a cell was written for; one that was not guarded stays as it is."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell) else cell


def _is_formula(text: str) -> bool:
    return text.lstrip(_BEFORE).startswith(tuple(_SIGNS))
