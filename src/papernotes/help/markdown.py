"""The manual in Markdown: docs/cli.md."""

import re
from collections.abc import Iterable, Iterator, Sequence

from papernotes.help.about import Section
from papernotes.help.page import Option, OptionGroup, Page
from papernotes.help.reference import Reference

_SPECIAL = r"([\\`*<\[\]|]|(?<!\w)_|_(?!\w))"


def markdown(manual: Reference, note: str) -> str:
    """All of it on one page; `note` says where that comes from."""
    blocks = ["# The commands", note, *_page(manual.program, "## ")]
    blocks.append(_contents(manual))
    for chapter in manual.chapters:
        blocks.append(f"## {chapter.head}")
        for page in chapter.pages:
            blocks += _page(page, "### ")
    for group in manual.shared:
        blocks += [f"## {group.head} options", "Every command has these."]
        blocks += _options([group])
    for section in manual.sections:
        blocks += _section(section)
    return "\n\n".join(blocks) + "\n"


def _page(page: Page, level: str) -> Iterator[str]:
    yield level + page.name
    yield _prose(page.sentence)
    yield f"    {page.usage}"
    yield from map(_prose, page.paragraphs)
    rows = [[_code(each.name), _prose(each.help)] for each in page.arguments]
    own = [group for group in page.options if group.head == "Options"]
    rows += [row for group in own for row in _rows(group)]
    if rows:
        yield _table(("argument or option", ""), rows)
    yield from _options([group for group in page.options if group not in own])
    if page.examples:
        yield "Examples:"
        yield "\n".join(f"    {example}" for example in page.examples)


def _options(groups: Iterable[OptionGroup]) -> Iterator[str]:
    for group in groups:
        yield _table((f"{group.head.lower()} option", ""), _rows(group))


def _rows(group: OptionGroup) -> list[list[str]]:
    return [[_named(option), _prose(option.help)] for option in group.options]


def _named(option: Option) -> str:
    *before, last = option.names
    return ", ".join([*map(_code, before), _code(f"{last} {option.metavar}".rstrip())])


def _contents(manual: Reference) -> str:
    """Every command in a line, linked to its section."""
    lines = []
    for chapter in manual.chapters:
        links = (
            f"[{page.name.partition(' ')[2]}](#{page.name.replace(' ', '-')})"
            for page in chapter.pages
        )
        lines.append(f"- {chapter.head}: {' · '.join(links)}")
    more = [*(f"{group.head} options" for group in manual.shared)]
    more += [section.head for section in manual.sections]
    links = (f"[{head}](#{head.lower().replace(' ', '-')})" for head in more)
    return "\n".join([*lines, f"- {' · '.join(links)}"])


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.head}"
    for paragraph in section.paragraphs:
        yield re.sub(r"\bdocs/(\w+\.md)", r"[docs/\1](\1)", paragraph)  # they lie beside it
    if section.rows:
        yield _table(section.columns, section.rows)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _code(text: str) -> str:
    return f"`{text.replace('|', chr(92) + '|')}`"


def _prose(text: str) -> str:
    return re.sub(_SPECIAL, r"\\\1", text)
