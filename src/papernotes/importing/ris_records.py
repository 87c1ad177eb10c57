"""The records of a RIS text: split here, so that a broken one costs no other, and read by rispy."""

import re
from collections.abc import Iterator
from string import ascii_uppercase, digits
from typing import Any, Final, NamedTuple

from papernotes.importing.formats import UnreadableError
from papernotes.importing.limits import few
from papernotes.importing.tagged import LONGEST, rows
from papernotes.importing.texts import beginning, line
from papernotes.model.record import Left

_BEGINNING: Final = 20_000
_TYPE: Final = re.compile(r"^\ufeff?([ \t]*)TY( {1,2})-(?: |$)", re.IGNORECASE | re.MULTILINE)
_TAG: Final = re.compile(r"\ufeff?([ \t]*)([A-Za-z][A-Za-z0-9])( {1,2})-(?: |$)")
_BARE: Final = re.compile(r"(?:TI|T1|AU|A1|PY|Y1|DO|UR|ID)  - \S")  # begins one without TY
_ABOVE: Final = re.compile(r"\w[\w ]{0,30}:.*|[^,\t|\"{]*")  # what databases write above
_LINE_END: Final = "\x1e"  # between the fields that rispy gets: a field may have several lines


class Fields(NamedTuple):
    """One record: the values of each tag."""

    line: int
    begins: str
    tags: dict[str, list[str]]


class _Field(NamedTuple):
    tag: str
    values: list[str]  # a line each


class _Piece:
    """A record that is being put together, line by line."""

    def __init__(self, at: int, begins: str, *, indent: str, gap: str, upper: bool) -> None:
        self.line = at
        self.begins = begins
        self.style = indent, gap  # of its TY: a line of prose may look like a tag, too
        self.upper = upper
        self.fields: list[_Field] = []

    def tag(self, row: str) -> re.Match[str] | None:
        match = _TAG.match(row)
        if match and (match[1], match[3]) == self.style and (match[2].isupper() or not self.upper):
            return match
        return None


def starts(text: str) -> bool:
    """Whether a record begins near the beginning."""
    start = text[:_BEGINNING]
    match = _TYPE.search(start)
    above = start[: match.start()].lstrip("\ufeff") if match else ""
    return match is not None and all(_ABOVE.fullmatch(row) for row in above.splitlines())


def fields(text: str) -> Iterator[Fields | Left]:
    """Each record, or why it is none. Raises UnreadableError if there is not one."""
    few(text, _TYPE.finditer(text))
    parser = _parser()
    seen = False
    for piece in _pieces(text):
        seen = True
        each = (field for field in piece.fields if field.tag != "ER")
        fields_ = [f"{field.tag}  - {_joined(field)}" for field in each]
        found = parser.parse(_LINE_END.join([*fields_, "ER  - "]))
        if len(found) != 1:
            yield Left(piece.line, beginning(piece.begins), "is no record of RIS")
            continue
        kind, tags = found[0].pop("TY"), found[0]  # the one that it does not make a list
        tags = {tag: [value for value in values if value] for tag, values in tags.items()}
        tags["TY"] = [kind]
        begins = next((tags[tag][0] for tag in ("TI", "T1", "DO", "UR", "AU") if tags.get(tag)), "")
        yield Fields(piece.line, line(begins[:1000]) or piece.begins, tags)
    if not seen:
        raise UnreadableError("has no line that begins with TY, as the records of RIS do")


def _pieces(text: str) -> Iterator[_Piece]:
    piece: _Piece | None = None
    for at, row in enumerate(rows(text), 1):
        begin = _TYPE.match(row)
        if begin and (piece is None or begin.groups() == piece.style or begin[1] == ""):
            if piece:  # without an ER
                yield piece
            name = row.lstrip(" \t\ufeff")[:2]
            indent, gap = begin.groups()
            piece = _Piece(at, row.strip(), indent=indent, gap=gap, upper=name.isupper())
        if piece is None:
            if not _BARE.match(row):
                continue  # what databases write above and between
            piece = _Piece(at, row.strip(), indent="", gap="  ", upper=True)
            piece.fields.append(_Field("TY", ["GEN"]))  # its own was lost
        if at - piece.line > LONGEST:
            continue
        if match := piece.tag(row):
            tag = match[2].upper()
            if tag == "ER":
                yield piece
                piece = None
            else:
                piece.fields.append(_Field(tag, [row[match.end() :].strip()]))
        elif piece.fields:
            piece.fields[-1].values.append(row.strip())
    if piece:
        yield piece


def _joined(field: _Field) -> str:
    return "\n".join(field.values).replace(_LINE_END, " ").strip()


def _parser() -> Any:
    """Of rispy, with every tag a list of its values, by its own name."""
    from rispy import RisParser  # type: ignore[import-untyped]  # only this format needs it

    names = [f"{one}{two}" for one in ascii_uppercase for two in ascii_uppercase + digits]
    return RisParser(
        mapping={name: name for name in names},
        list_tags=names,
        delimiter_tags_mapping={},
        newline=_LINE_END,
    )
