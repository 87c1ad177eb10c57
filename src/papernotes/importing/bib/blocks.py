"""The entries of a BibTeX text, each by itself: a broken one costs none of the others.

bibtexparser reads the blocks. We cut the text before it does, at lines that begin one: so lines
are counted right, memory stays small, and what is wrong in one ends there.
"""

import logging
import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from papernotes.importing.bib.values import Parts, Strings, parts_of
from papernotes.importing.limits import few
from papernotes.model.record import Left
from papernotes.model.text import one_line

if TYPE_CHECKING:
    from bibtexparser import model

# It says on stderr what it can't read; we say that ourselves.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

_TYPES: Final = (
    "string|comment|preamble|article|book|booklet|mvbook|inbook|bookinbook|suppbook|collection"
    "|incollection|suppcollection|conference|inproceedings|proceedings|mastersthesis|phdthesis"
    "|thesis|techreport|report|manual|misc|online|electronic|www|unpublished|software|dataset"
    "|patent|periodical|reference|inreference|xdata|set"
)
_KEY = r"[^\s{}(),=\"]+"
# A line that begins a block: a type that we know, or any word with a key and a comma.
_BEGINS = re.compile(
    rf"^[ \t]*@(?:(?i:{_TYPES})[ \t]*\n?[ \t]*[{{(]|\w+[ \t]*[{{(][ \t]*{_KEY}[ \t]*,)",
    re.MULTILINE,
)
_WITHIN_LINE = re.compile(rf"@\w+[ \t]*[{{(][ \t]*{_KEY}[ \t]*,[ \t]*[\w-]+[ \t]*=")
_HEAD = re.compile(r"[ \t]*@(\w+)\s*([{(])")
_BACKSLASHES = re.compile(r'(?<!\\)((?:\\\\)+)(?=[{}"])')
_STEPS = re.compile(r'\\.|[{}"]', re.DOTALL)

# Stand for an "@" that begins nothing and a quotation mark that ends nothing, while bibtexparser
# reads; no text may hold them.
_AT, _QUOTE = "\ufdd0", "\ufdd1"
_LONGEST_MERGED: Final = 50_000  # characters of an entry that quotes others
_LONGEST_BLOCK: Final = 4_000_000  # characters; bibtexparser takes much memory for each
_MANY: Final = 50  # blocks in a line; bibtexparser keeps a lot for each that is broken
_BEGINNING: Final = 60  # characters of a broken entry that are shown


class Entry(NamedTuple):
    """An entry as it is written."""

    line: int
    type: str  # lower case
    key: str
    fields: dict[str, Parts]  # by names in lower case; of a repeated one the first


def begins(text: str) -> re.Match[str] | None:
    """The first line of `text` that begins a block."""
    return _BEGINS.search(text)


def beginnings(text: str) -> Iterator[re.Match[str]]:
    """Every line of `text` that begins a block."""
    return _BEGINS.finditer(text)


def entries(text: str, strings: Strings) -> Iterator[Entry | Left]:
    """The entries of `text`, and what is broken, in their order; fills `strings` on its way."""
    for line, block, cuts in _blocks(text):
        found = list(_read(line, block, strings))
        if cuts and _has_left(found):  # these did begin entries
            found = []
            for start, end in pairwise((0, *cuts, len(block))):
                found += _read(line + block.count("\n", 0, start), block[start:end], strings)
        yield from found


def _blocks(text: str) -> Iterator[tuple[int, str, tuple[int, ...]]]:
    """The text from each beginning of a block to the next, with its line. And where in it lines
    begin as blocks do, that its braces make part of it: in a note that quotes BibTeX.
    """
    line, counted, done = 1, 0, 0
    budget = len(text)  # for braces that are closed nowhere
    starts = [match.start() for match in _BEGINS.finditer(text)]
    if not starts or text[: starts[0]].find("@") >= 0:
        starts.insert(0, 0)  # entries in the middle of the first lines
    starts.append(len(text))
    for at, start in enumerate(starts[:-1]):
        if start < done:
            continue  # inside of another
        line += text.count("\n", counted, start)
        counted = start
        following = at + 1
        head = _HEAD.match(text, start)
        is_comment = head is not None and head[1].lower() == "comment"
        opens = head is not None and head[2] == "{" and budget > 0
        if head and opens and (is_comment or _is_open(text[start : starts[following]])):
            limit = budget if is_comment else min(budget, _LONGEST_MERGED)
            closed = _closed(text, head.end(), limit)
            budget -= (closed - start) if closed else limit
            done = closed or 0
            following = max(following, bisect_left(starts, done))
        if not is_comment:
            inner = tuple(cut - start for cut in starts[at + 1 : following])
            yield line, text[start : starts[following]], inner


def _is_open(block: str) -> bool:
    """Whether more braces are opened than closed."""
    opened = block.count("{") - block.count("\\{")
    return opened > block.count("}") - block.count("\\}")


def _closed(text: str, start: int, budget: int) -> int | None:
    """Where the brace that was opened before `start` is closed."""
    depth = 1
    for step in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, start, start + budget):
        if step[0] == "{":
            depth += 1
        elif step[0] == "}":
            depth -= 1
            if depth == 0:
                return step.end()
    return None


def _read(line: int, block: str, strings: Strings) -> Iterator[Entry | Left]:
    prepared = _prepared(block)
    if prepared.count("@") > _MANY:
        few(prepared, _WITHIN_LINE.finditer(prepared))
        for at, piece in _pieces(line, prepared):
            yield from _parsed(at, piece, strings)
        return
    found = list(_parsed(line, prepared, strings))
    if _has_left(found):
        again = list(_parsed(line, kept, strings)) if (kept := _quotes_kept(prepared)) else found
        if not _has_left(again):
            found = again
        elif _WITHIN_LINE.search(prepared, 1):
            pieces = _pieces(line, prepared)
            found = [each for at, piece in pieces for each in _parsed(at, piece, strings)]
    yield from found


def _has_left(found: list[Entry | Left]) -> bool:
    return any(isinstance(each, Left) for each in found)


def _prepared(block: str) -> str:
    """`block` so that bibtexparser sees what BibTeX sees."""
    if head := _HEAD.match(block):  # "@article\n{": its brace may be on the next line
        gap = head[0].count("\n")
        block = f"@{head[1]}{head[2]}{chr(10) * gap}{block[head.end() :]}"
    # An "@" at a line's start would end the entry; in a line after "%" it should begin none.
    if block.count("@") > 1:
        first, rest = block[:1], block[1:]
        rest = re.sub(r"(?m)^([ \t]*)@", rf"\1{_AT}", rest)
        block = first + re.sub(r"(?m)^[ \t]*%.*@.*", lambda line: line[0].replace("@", _AT), rest)
    # "\\}" is a line break and then a brace that counts.
    return _BACKSLASHES.sub(r"\1 ", block) if "\\\\" in block else block


def _quotes_kept(block: str) -> str | None:
    """`block` with the quotation marks masked that stand inside of braces: they end no value.
    None if there are none.
    """
    pieces: list[str] = []
    done = 0
    # Between parentheses the outermost braces are those of values already.
    depth = 1 if (head := _HEAD.match(block)) and head[2] == "(" else 0
    for step in _STEPS.finditer(block):
        if step[0] == "{":
            depth += 1
        elif step[0] == "}":
            depth = max(0, depth - 1)
        elif step[0] == '"' and depth > 1:
            pieces += (block[done : step.start()], _QUOTE)
            done = step.end()
    return "".join((*pieces, block[done:])) if pieces else None


def _pieces(line: int, block: str) -> Iterator[tuple[int, str]]:
    """`block` cut where an entry begins in the middle of a line, and there alone."""
    starts = [match.start() for match in _WITHIN_LINE.finditer(block)]
    if not starts or "@" in block[: starts[0]]:
        starts.insert(0, 0)
    ends = [*starts[1:], len(block)]
    counted = 0
    for start, end in zip(starts, ends, strict=True):
        line += block.count("\n", counted, start)
        counted = start
        first, rest = block[start : start + 1], block[start + 1 : end]
        yield line, first + rest.replace("@", _AT)


def _parsed(line: int, block: str, strings: Strings) -> Iterator[Entry | Left]:
    if len(block) > _LONGEST_BLOCK:
        yield Left(line, _beginning(block), "is longer than any entry")
    else:
        yield from _parsed_whole(line, block, strings)


def _parsed_whole(line: int, block: str, strings: Strings) -> Iterator[Entry | Left]:
    # Some 20 ms, and only this format needs it.
    from bibtexparser import model
    from bibtexparser.entrypoint import parse_string

    last: Entry | None = None
    shown = ""  # of it, if it is broken after all
    for parsed in parse_string(block, parse_stack=[]).blocks:
        found = parsed
        at = line + (found.start_line or 0)
        if isinstance(found, model.ImplicitComment):
            if last and found.comment.startswith(","):
                # The rest of its fields stands outside: one brace too many has closed it.
                yield Left(last.line, shown, "has a brace too many")
                last = None
            continue
        if last:
            yield last
            last = None
        if isinstance(found, model.DuplicateBlockKeyBlock | model.DuplicateFieldKeyBlock):
            found = found.ignore_error_block or found
        raw = found.raw or ""
        if isinstance(found, model.String):
            if not strings.define(found.key, found.value):
                yield Left(at, _beginning(raw), "is an abbreviation that is not closed")
        elif isinstance(found, model.Entry):
            read = _entry(at, found)
            if isinstance(read, Left):
                yield read
            else:
                last, shown = read, _beginning(raw)
        elif isinstance(found, model.ParsingFailedBlock) and not _is_comment(raw):
            yield Left(at, _beginning(raw), _why(raw))
    if last:
        yield last


def _entry(line: int, found: "model.Entry") -> Entry | Left:
    fields: dict[str, Parts] = {}
    for field in found.fields:
        # What stands before it in lines of its own after a "%" is a comment.
        name = field.key.rpartition("\n")[2].strip().lower()
        value = str(field.value)
        if _AT in value or _QUOTE in value:
            value = value.replace(_AT, "@").replace(_QUOTE, '"')
        parts = parts_of(value)
        if parts is None:
            why = f"lacks a comma or a brace at the field “{one_line(name)[:30]}”"
            return Left(line, _beginning(found.raw or ""), why)
        fields.setdefault(name, parts)
    return Entry(line, found.entry_type.lower(), one_line(found.key), fields)


def _is_comment(raw: str) -> bool:
    return raw[:9].lower().startswith(("@comment", "@preamble"))


def _why(raw: str) -> str:
    counted = raw.replace("\\{", "").replace("\\}", "")
    if counted.count("{") != counted.count("}"):
        return "is not closed: a brace is missing"
    return "is broken: a comma, a quotation mark or an equals sign is missing"


def _beginning(raw: str) -> str:
    shown = raw[: 4 * _BEGINNING].replace(_AT, "@").replace(_QUOTE, '"')
    return one_line(shown)[:_BEGINNING]
