"""A paper's block of text with what was found of it: what stands there stays. Pure."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from papernotes.catalog.blocks import Block
from papernotes.catalog.read import toml
from papernotes.curating.block import FIELDS, fields, string
from papernotes.curating.splice import also_known_as, with_lines
from papernotes.model import ids
from papernotes.model.paper import Paper

# A title on one line, as nearly all are; what follows it there, a comment perhaps, stays.
_TITLE = re.compile(
    r"""^([ \t]*(?:title|"title"|'title')[ \t]*=[ \t]*)("(?:[^"\\\n]|\\.)*"|'[^'\n]*')(?!["'])""",
    re.MULTILINE,
)
_IDS = ("arxiv", "doi", "url")
_PARSED = {"arxiv": ids.arxiv, "doi": ids.doi, "url": ids.url}


def is_untitled(paper: Paper) -> bool:
    """Whether one of its ids stands for its title."""
    return ids.parse(paper.title) in paper.ids


def is_stub(paper: Paper) -> bool:
    """Whether hardly more than its id is known."""
    return is_untitled(paper) or not (paper.authors or paper.published)


def completed(
    text: str, paper: Paper, found: Mapping[str, Any], is_anothers: Callable[[str], bool]
) -> str:
    """The text with the fields of `found` that it has not, and a title for an id.

    No id is taken that another paper has. Where the title can't be replaced as it is
    written, it stays.
    """
    tables = toml(Block(1, text.encode()))
    has = tables["paper"][0] if isinstance(tables, dict) else {}
    new = {name: found[name] for name in FIELDS if name in found and name not in has}
    for name in _IDS:
        own = _PARSED[name](new[name]) if name in new else None
        if own is None or own in paper.ids or is_anothers(own):
            new.pop(name, None)
    known_as = [
        name
        for name in new.pop("aka", found.get("aka", []))
        if name not in paper.ids and not is_anothers(name)
    ]
    if is_untitled(paper) and "title" in found:
        text = _TITLE.sub(lambda match: f"{match[1]}{string(found['title'])}", text, count=1)
    return also_known_as(with_lines(text, fields(new)), known_as)
