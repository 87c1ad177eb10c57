"""The manual as a man page, in the macros of man(7): docs/papernotes.1."""

import re
from collections.abc import Iterator

from papernotes.help.about import Section
from papernotes.help.page import Option, OptionGroup, Page
from papernotes.help.reference import Reference

# What roff would take for something else, or print as another character than was typed.
_ESCAPES = {
    "\\": r"\(rs",
    "“": r"\(lq",
    "”": r"\(rq",
    "’": r"\(cq",
    "'": r"\(aq",
    '"': r"\(dq",
    "`": r"\(ga",
    "^": r"\(ha",
    "~": r"\(ti",
    "–": r"\(en",
}
_METAVAR = r"\b[A-Z][A-Z0-9_-]*\b"


def man(manual: Reference, version: str, note: str) -> str:
    """The page. It has no date: the same sources make the same page on any day."""
    program = manual.program
    name = program.name
    lines = [
        *(f'.\\" {line}' for line in note.splitlines()),
        f'.TH {name.upper()} 1 "" "{name} {version}" "{name} manual"',
        # Flush left, and no hyphens: what is typed shall stand as it is typed.
        ".nh",
        ".ad l",
        ".SH NAME",
        rf"{name} \- {_prose(_lowered(program.sentence))}",
        ".SH SYNOPSIS",
        _usage(program),
        ".SH DESCRIPTION",
        *_body(program),
    ]
    for chapter in manual.chapters:
        lines.append(f".SH {_prose(chapter.head).upper()}")
        for page in chapter.pages:
            lines += [f'.SS "{_prose(page.name)}"', _usage(page), ".PP", *_body(page)]
    for group in manual.shared:
        lines += [f".SH {group.head.upper()} OPTIONS", "Every command has these.", *_group(group)]
    for section in manual.sections:
        lines += _section(section)
    return "\n".join(lines) + "\n"


def _body(page: Page) -> Iterator[str]:
    yield _prose(page.sentence)
    for paragraph in page.paragraphs:
        yield ".PP"
        yield _prose(paragraph)
    for argument in page.arguments:
        yield from _tagged(rf"\fI{_literal(argument.name)}\fR", _prose(argument.help))
    for group in page.options:
        yield from _group(group)
    if page.examples:
        yield ".PP"
        yield "Examples:"
        yield ".PP"
        yield ".RS 4"
        yield ".nf"
        yield from map(_literal, page.examples)
        yield ".fi"
        yield ".RE"


def _group(group: OptionGroup) -> Iterator[str]:
    for option in group.options:
        yield from _tagged(_option(option), _prose(option.help))


def _option(option: Option) -> str:
    names = ", ".join(rf"\fB{_literal(name)}\fR" for name in option.names)
    return names + (rf" \fI{_literal(option.metavar)}\fR" if option.metavar else "")


def _usage(page: Page) -> str:
    rest = page.usage.removeprefix(page.name)
    return rf"\fB{_literal(page.name)}\fR" + re.sub(
        _METAVAR, lambda match: rf"\fI{match[0]}\fR", _literal(rest)
    )


def _section(section: Section) -> Iterator[str]:
    yield f".SH {_prose(section.head).upper()}"
    for number, paragraph in enumerate(section.paragraphs):
        if number:
            yield ".PP"
        yield _prose(paragraph)
    for term, *others in section.rows:
        cells = zip(section.columns[1:], others, strict=True)
        lines = [f"{_upper(head)}: {cell}" if head else cell for head, cell in cells if cell]
        yield from _tagged(_prose(term), "\n.br\n".join(map(_prose, lines)))


def _tagged(term: str, meaning: str) -> Iterator[str]:
    yield ".TP"
    yield term
    yield meaning


def _prose(text: str) -> str:
    """Text with `words of the command line` in it, which are printed bold."""
    parts = re.split("`([^`]+)`", text)
    return "".join(
        rf"\fB{_literal(part)}\fR" if number % 2 else _escaped(part)
        for number, part in enumerate(parts)
    )


def _literal(text: str) -> str:
    """What can be typed as it stands, hyphens and all."""
    return _escaped(text).replace("-", r"\-")


def _escaped(text: str) -> str:
    escaped = "".join(_ESCAPES.get(char) or _character(char) for char in text)
    return rf"\&{escaped}" if escaped.startswith(".") else escaped


def _character(char: str) -> str:
    return char if char.isascii() else rf"\[u{ord(char):04X}]"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lowered(sentence: str) -> str:
    """A sentence as the line of a NAME: "a reading list for research papers"."""
    return sentence[0].lower() + sentence[1:].rstrip(".")
