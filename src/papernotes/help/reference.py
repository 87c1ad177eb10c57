"""The whole manual as a value: the program, its commands by panel, and all else there is."""

from collections import Counter
from typing import Any, NamedTuple

from papernotes.help.about import Section, sections
from papernotes.help.page import OptionGroup, Page, walk

_OWN = "Options"  # the head of the options that are a command's own


class Chapter(NamedTuple):
    """The commands of one panel."""

    head: str
    pages: tuple[Page, ...]


class Reference(NamedTuple):
    """What a manual consists of. `shared`: the options that commands have in common."""

    program: Page
    chapters: tuple[Chapter, ...]
    shared: tuple[OptionGroup, ...]
    sections: tuple[Section, ...]


def reference(command: Any) -> Reference:
    """The manual of the Typer command of the program.

    Options that several commands have under one head are taken out of their pages.
    """
    program, *others = walk(command, "papernotes")
    by_name = {page.name: page for page in others}
    seen = Counter(group for page in (program, *others) for group in page.options)
    shared = tuple(group for group, times in seen.items() if times > 1 and group.head != _OWN)
    chapters = tuple(
        Chapter(
            panel.head,
            tuple(_without(by_name[f"papernotes {each.name}"], shared) for each in panel.commands),
        )
        for panel in program.panels
    )
    return Reference(_without(program, shared), chapters, shared, sections())


def _without(page: Page, shared: tuple[OptionGroup, ...]) -> Page:
    return page._replace(options=tuple(group for group in page.options if group not in shared))
