"""Where in a line its title stands."""

import re
from typing import Final

from papernotes.importing.lists import mentions, names
from papernotes.importing.lists.bold import bold
from papernotes.importing.lists.cleaning import clean
from papernotes.importing.lists.leading import lead_of
from papernotes.importing.lists.line import MARK, Line
from papernotes.importing.lists.links import label_kind
from papernotes.importing.lists.marked import Title, later, linked, quoted, words_in
from papernotes.importing.lists.splitting import split, words_of

_NICK: Final = re.compile(
    r"\s*[(（\[][^()（）\[\]\n]{0,30}(?:19|20)\d\d[)）\]]\s*[:：–—-]\s*(?=\w\S*\s+\w\S*\s+\w)"
)


# "(very good, read it twice)": what a reader says; but "(but may have been afraid to ask)"
_SAID: Final = re.compile(
    r"\s?\((?!(?:and|but|or|for|in|on|of|to|from|with\w*|without|by|as|at|is|are|was|do|does|not|no"
    r"|why|how|what|when|where|who|the|a|an|if|via|using|extended|technical|full|short)\b)"
    r"[a-z][a-z'’]+(?:,| [a-z'’]+[, ]) ?[^()A-Z]{2,80}\)$"
)
_IN: Final = re.compile(r"(?<=[.?!])\s+In\s*$")


def find(line: Line) -> Title | None:
    """The title of a line, or None if it has none."""
    start = lead_of(line)
    text = line.text
    if not re.search(r"\w", re.sub(MARK, "", text)) and all(link.says for link in line.links):
        return None
    if bracketed := re.fullmatch(r"\s*\[([^\[\]\n]{12,300})\][\s.]*", text):
        return Title(clean(bracketed[1]), "", "", None, "quote")  # as if it were a link
    for way in (quoted, linked, bold, later):
        if (title := way(line, start)) and title.text:
            return title
    return _plain(line, text[:start], text[start:])


def _plain(line: Line, before: str, text: str) -> Title | None:
    """A title without any mark: the text up to where links, names, places or dates begin."""
    head, cut, told = text, len(text), False
    for match in re.finditer(rf"[\[(（【|/,;:\s]*({MARK})", text):
        if match.start() > 0 and re.search(r"\w", text[: match.start()]):
            if not line.link(match[1]).says and mentions.refers(text[: match.start(1)]):
                continue  # "My notes on [Attention](…)"
            cut = match.start()
            head = text[:cut]
            told = names.cites(line.link(match[1]).label) is not None
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
        if (place := _IN.search(inside)) and names.YEAR.search(
            text[head_italic - len(before) :][:40]
        ):
            inside = inside[: place.start()]  # "… for deep networks. In *ITA 2018*."
            head_italic = len(before) + len(inside)
        if not re.search(r"[(（\[]\s*$|\bin\s*$", inside, re.IGNORECASE) and words_in(inside) > 1:
            cut = head_italic - len(before)
            head = head[:cut]
    title, names_before, end = split(head, told)
    if (
        title.endswith(")")
        and (said := _SAID.search(title))
        and words_of(title[: said.start()]) >= 3
    ):
        title, end = title[: said.start()], end - len(title) + said.start()
    if words_of(title) <= 3 and (nick := _NICK.match(text, end)):
        # It began with a name and a place, as does "Gram-CTC (ICML 2017): Automatic …".
        return _plain(line, before + text[: nick.end()], text[nick.end() :])
    if not re.search(r"\w", re.sub(MARK, "", title)):
        return None
    return Title(
        clean(line.plain(title)), before + names_before, head[end:] + text[cut:], None, "plain"
    )
