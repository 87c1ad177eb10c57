"""Titles that are set apart: in quotes, in bold, in italics, by a link."""

import re
from typing import Final, NamedTuple

from papernotes.importing.lists import names
from papernotes.importing.lists.cleaning import QUOTES, clean
from papernotes.importing.lists.continued import rest_of
from papernotes.importing.lists.line import MARK, Line
from papernotes.importing.lists.links import Link


class Title(NamedTuple):
    """A title, and the texts of its line before and after it."""

    text: str
    before: str
    after: str
    link: Link | None  # of which it is the text
    how: str  # "link", "quote", "bold", "italic", "plain"


def quoted(line: Line, start: int) -> Title | None:
    """A title in quotes, at the start or after the authors."""
    text = line.text
    for match in re.finditer(r"[\"“”«„「『《<‘'＂]|``", text[start:]):
        at = start + match.start()
        opened = match[0]
        if at > start + 1500:
            return None
        before = text[start:at]
        if opened in "'‘<" and before.strip(" *"):
            if opened == "‘" and (found := _harvard(line, start, at)):
                return found
            continue
        closers = QUOTES[opened]
        ends = [
            i
            for i in (
                text.find(c, at + len(opened)) for c in ([closers] if len(opened) == 2 else closers)
            )
            if i > 0
        ]
        if not ends:
            continue
        end = _outer_end(text, min(ends), closers) if len(opened) == 1 else min(ends)
        inner = text[at + len(opened) : end]
        after = text[end + 1 :]
        marks = re.findall(MARK, inner)
        nick = re.fullmatch(r"\W*[\w.+^-]{1,24}\s*[:：]\s*", before)  # "DiMP: "Learning …""
        if (
            before.strip(" *")
            and not nick
            and not authors_before(line, before)
            and not _group_before(line, before, inner, after)
        ):
            return None
        if any(_is_title(line.link(m)) for m in re.findall(MARK, before)):
            return None  # "[Spanner](…) (2012) is "a scalable …""
        if opened in "'‘<" and not marks and len(inner.split()) < 3:
            return None
        if (
            not before.strip()
            and not marks
            and len(inner.split()) < 2
            and re.match(r"\s*\w", after)
        ):
            return None  # "Scare" quotes that begin a title
        if not before.strip() and not marks and re.match(r"\s*:\s*\w", after):
            return None  # ""Why Should I Trust You?": Explaining …"
        if (
            not before.strip()
            and not marks
            and re.match(r"[\s]+(?!by\b|in\b|from\b|et\b)[a-z]|[-]\w", after)
        ):
            return None
        link = line.link(marks[0]) if marks else None
        if link and link.says and len(marks) == 1 and not re.sub(MARK, "", inner).strip():
            return None
        return Title(clean(line.plain(inner)), text[:at], after, link, "quote")
    return None


# "Aaronson, S. (2015) ‘Read the fine print’, Nature Physics": some journals quote so.
_HARVARD: Final = re.compile(r"‘([^‘\n]{6,300}?)’(?=[,.]|\s*$)")


def _harvard(line: Line, start: int, at: int) -> Title | None:
    text = line.text
    before = text[start:at]
    match = _HARVARD.match(text, at)
    if not match or len(match[1].split()) < 2 or not re.search(r"\d{4}[a-z]?\)\s*$", before):
        return None
    return Title(clean(line.plain(match[1])), text[:at], text[match.end() :], None, "quote")


def _outer_end(text: str, end: int, closers: str) -> int:
    # "On the "Learned" Index": quotes within quotes of the same kind.
    rest = text[end + 1 : end + 300]
    if closers == '"' and re.match(r"\w", rest) is None and re.match(r"[ ][a-z]", rest):
        later = text.find('"', end + 1)
        if 0 < later < end + 200 and re.match(r"[\s.,(\[]|$", text[later + 1 :]):
            return later
    return end


def _group_before(line: Line, before: str, inner: str, after: str) -> bool:
    """Whether a group wrote it: "Panel on Prices. "Report of the Panel." World Bank (2017)"."""
    words = line.plain(before).split()
    return (
        before.rstrip().endswith(".")
        and len(words) <= 8
        and len(inner.split()) >= 4
        and sum(word[0].isupper() for word in words) * 2 > len(words)
        and names.published(after[:100]) is not None
    )


def authors_before(line: Line, before: str) -> bool:
    whole = line.plain(before).strip(" *")
    text = whole.strip(" *,.:;-–—")
    dated = re.fullmatch(r"(.*?)[(\[]?\b(?:19|20)\d\d[a-z]?[)\]]?\W*((?:[^\W_]+\W*){0,3})", text)
    if dated:  # "Weiser, M. (1991). Scientific American. **The Computer …**"
        text = dated[1].strip(" *,.:;-–—")
        parts = re.split(r"\s*[,&;]\s*|\s+and\s+", text)
        if not dated[2].strip() and len(parts) > 1 and all(len(p.split()) <= 3 for p in parts):
            return True  # what stands before a year and a title are names, however written
    parts = re.split(r"\s*[,&;]\s*|\s+and\s+", text) if whole.endswith(",") else []
    named = sum(bool(names.people(part, alone=True)) for part in parts)
    return (
        bool(names.people(text, alone=True))
        or (all(len(p.split()) <= 4 for p in parts) and named * 2 > len(parts) > 1)
        or names.venue_and_date(text)
        or bool(names.people_then_place(whole.strip(" *,.:;-–—"), due=True)[0])
        or not text
    )


def linked(line: Line, start: int) -> Title | None:
    """A title that is a link's text, and begins the line."""
    match = re.compile(rf"[\W_]*?({MARK})").match(line.text, start)
    if not match or line.link(match[1]).says or re.search(r"\w", match[0].replace(match[1], "")):
        return None
    link = line.link(match[1])
    before, after = line.text[: match.start(1)], line.text[match.end(1) :]
    if (
        link.leads in ("page", "anchor")
        and names.people(link.label)
        and _later_title(line, match.end(1))
    ):
        return None  # an author's page
    label = link.label
    if re.fullmatch(r"[^\s/]+\.(?:pdf|md|html?|txt)", label):
        return None  # the name of a file
    if re.match(r"[\s*_]*[:,.–—-]?[\s*_]*[\"“]\w", after) and _cited(label):
        return None  # "[Button et al, Nature 2013](…): "Power failure …""
    if more := rest_of(label, after):
        label, after = f"{label.rstrip(' :：')}{more[0]}", after[more[1] :]
    return Title(clean(label), before, after, link, "link")


def _is_title(link: Link) -> bool:
    return not link.says and not _cited(link.label) and link.leads in ("scholarly", "pdf")


def _cited(label: str) -> bool:
    return bool(names.cites(label) or names.people_then_place(label, due=True)[1])


def _later_title(line: Line, at: int) -> bool:
    return any(s >= at for s, _ in line.bold) or any(
        line.link(m).says == "" and line.link(m).leads in ("scholarly", "pdf")
        for m in re.findall(MARK, line.text[at:])
    )


def later(line: Line, start: int) -> Title | None:
    """A title after authors or a short mark: a link's text, or in italics."""
    text = line.text
    for match in re.finditer(MARK, text[start:]):
        link = line.link(match[0])
        at = start + match.start()
        before = text[start:at]
        if link.says or link.leads in ("code", "media", "anchor", "mail"):
            continue
        if names.cites(link.label) and words_in(before) > 1:
            continue  # "The Humble Programmer. [Dijkstra (1972)](…)"
        if re.search(r"[(（\[【]\s*$", before) and words_in(before) > 0:
            # "WaveNet [[WaveNet: A Generative Model …](…)]": a name, and the title itself
            whole = link.leads in ("scholarly", "pdf") and len(link.label.split()) >= 4
            if not (whole and words_in(before) <= 3 and text[at + 1 : at + 2] == "]"):
                break
            return Title(clean(link.label), text[:at], text[at + 1 :], link, "link")
        if _said_before(before) and link.leads in ("scholarly", "pdf", "page"):
            if len(link.label.split()) >= 3 and link.label.isascii():
                return Title(clean(link.label), text[:at], text[at + 1 :], link, "link")
            break
        meta = authors_before(line, re.sub(rf"[\[(]*{MARK}[\])]*", "", before).rstrip("["))
        tag = (
            words_in(before) <= 4
            and link.leads in ("scholarly", "pdf", "file", "page")
            and len(link.label.split()) > words_in(before)
        )
        if meta or tag or before.rstrip().endswith(("'s", "’s")):
            due = before.rstrip().endswith((",", " and", "&"))
            if link.leads == "page" and names.people(link.label, alone=due):
                continue
            if due and link.leads == "page" and _NAME.fullmatch(link.label) and line.italic:
                continue  # "Ann Bee, [An Cid](…). *Title*": of names that look like none
            return Title(clean(link.label), text[:at], text[at + 1 :], link, "link")
        break
    for begin, end in line.italic:
        inner = line.plain(text[begin:end])
        before = text[start:begin] if begin >= start else ""
        cited = names.cites(line.plain(before).strip(" *:.,")) is not None
        if (
            end <= start
            or names.people(inner)
            or names.venue_and_date(inner)
            or (len(inner.split()) < 2 and not cited)
        ):
            continue
        if re.search(r"\bet al|\bby\b", inner):
            continue
        if authors_before(line, before) or authors_before(line, _unlinked(line, before)):
            return Title(clean(inner), text[:begin], text[end:], None, "italic")
        break
    return None


_NAME: Final = re.compile(r"[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){1,3}")


def _unlinked(line: Line, before: str) -> str:
    """What stands before a title, without names that lead to somebody's page."""

    def dropped(match: re.Match[str]) -> str:
        link = line.link(match[1])
        return "" if link.leads == "page" and _NAME.fullmatch(link.label) else match[0]

    return re.sub(rf"({MARK}),?\s*", dropped, before)


def _said_before(before: str) -> bool:
    """Whether a remark in Chinese, Japanese or Korean stands before a title."""
    return len(re.findall(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]", before[-400:])) >= 4


def words_in(text: str) -> int:
    return len(re.findall(r"\w+", re.sub(MARK, " ", text)))
