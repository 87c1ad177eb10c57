"""Where in a line its title stands."""

import re

from papernotes.importing.lists import names
from papernotes.importing.lists.bold import bold
from papernotes.importing.lists.cleaning import clean
from papernotes.importing.lists.leading import lead_of
from papernotes.importing.lists.line import MARK, Line
from papernotes.importing.lists.links import label_kind
from papernotes.importing.lists.marked import Title, later, linked, quoted, words_in
from papernotes.importing.lists.splitting import split


def find(line: Line) -> Title | None:
    """The title of a line, or None if it has none."""
    start = lead_of(line)
    text = line.text
    if not re.search(r"\w", re.sub(MARK, "", text)) and all(link.says for link in line.links):
        return None
    for way in (quoted, linked, bold, later):
        if (title := way(line, start)) and title.text:
            return title
    return _plain(line, text[:start], text[start:])


def _plain(line: Line, before: str, text: str) -> Title | None:
    """A title without any mark: the text up to where links, names, places or dates begin."""
    head, cut = text, len(text)
    for match in re.finditer(rf"[\[(（【|/,;:\s]*({MARK})", text):
        if match.start() > 0 and re.search(r"\w", text[: match.start()]):
            cut = match.start()
            head = text[:cut]
            break
    code = next(
        (
            s
            for s, e in line.code
            if len(before) < s < len(before) + cut
            and (names.venue_and_date(line.text[s:e]) or label_kind(line.text[s:e]))
        ),
        None,
    )
    if code is not None and re.search(r"\w{3}", text[: code - len(before)]):
        cut = code - len(before)
        head = text[:cut]
    head_italic = next((s for s, e in line.italic if len(before) < s < len(before) + cut), None)
    if head_italic is not None and re.search(r"\w{3}", head[: head_italic - len(before)]):
        inside = head[: head_italic - len(before)]
        if not re.search(r"[(（\[]\s*$|\bin\s*$", inside, re.IGNORECASE) and words_in(inside) > 1:
            cut = head_italic - len(before)
            head = head[:cut]
    title, names_before, end = split(head)
    if not re.search(r"\w", re.sub(MARK, "", title)):
        return None
    return Title(
        clean(line.plain(title)), before + names_before, head[end:] + text[cut:], None, "plain"
    )
