"""Where in a line its title stands."""

import re
from typing import Final, NamedTuple

from papernotes.importing.lists import names
from papernotes.importing.lists.line import MARK, Line
from papernotes.importing.lists.links import Link, label_kind


class Title(NamedTuple):
    """A title, and the texts of its line before and after it."""

    text: str
    before: str
    after: str
    link: Link | None  # of which it is the text
    how: str  # "link", "quote", "bold", "italic", "plain"


_QUOTES: Final = {
    '"': '"',
    "“": "”",
    "«": "»",
    "„": "“”",
    "「": "」",
    "『": "』",
    "《": "》",
    "<": ">",
    "＂": "＂",
    "‘": "’",
    "'": "'",
    "”": "”",
    "``": "''",
}
_LEAD: Final = re.compile(
    r"(?:\s|\\)+"
    r"|\[(?:[xX✓✔/ -]|\d{1,4})\]"
    r"|\(\d{1,3}\)|#?\d{1,4}[.)、](?=\s|\D)|#\d{1,4}\b:?"
    r"|[^\w\s\"'“”«„「『《<‘＂`(\[（【~$\\.@]+"
    r"|[\[(（【](?P<meta>[^\[\]()（）【】]{1,60})[\])）】]\s*[:,.|-]?"
    r"|(?P<date>(?:19|20)\d\d(?:[-/.]\d{1,2}){0,2})(?=[\s:|,-]|$)\s*[:|,-]?"
    r"|(?:papers?|title|标题|题目|论文|reading)\s*(?:\d{1,3})?\s*[:：]\s*"
    r"|(?:week|day|session|lecture|part)\s+\d{1,3}\s*[:|–—-]\s*"
    r"|read\s*:\s*"
    r"|(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2}|\d{1,2}\.?\s+(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)(?:st|nd|rd|th)?"
    r"(?:,?\s+(?:19|20)\d\d)?\s*[:|–—-]"
    r"|(?:19|20)\d\d-[A-Z]{3,10}-",
    re.I,
)
# "Train Short, Test Long" could be two people; these are signs of people alone.
_SURE_PEOPLE: Final = r"\bet\.? al\b|&| and |\b[A-Z]\."
_PLACE: Final = re.compile(
    r"([A-Za-z][\w&/'’ -]{1,30}?\s?['’]?\d{2,4}(?:[./]\d{1,2})?)"
    r"(?:\s+\(?(?:oral|spotlight|poster|highlight|workshops?|submission|findings|demo|tutorial|accepted|under review|notable"
    r"|(?:best|outstanding|distinguished|honou?rable)[\w ]{3,40}?)\)?)?"
    r"\s*[.:,|–—-]+\s+(?=\S)", re.IGNORECASE
)
_INLINE_FIELD: Final = re.compile(
    r"[,;.|]?\s+(?:authors?|links?|venue|year|code|paper|pdf|date|url)\s*[:：]\s", re.I
)
_SEPARATOR: Final = re.compile(
    r"\s+[-–—|·•:]+\s+|\s*[|\n]\s*|[.,:;]\s+|\s*—\s*|\s+(?=[(（\[])|(?<=[?!])\s+"
)


def find(line: Line) -> Title | None:
    """The title of a line, or None if it has none."""
    start = _lead(line)
    text = line.text
    if not re.search(r"\w", re.sub(MARK, "", text)) and all(link.says for link in line.links):
        return None
    for way in (_quoted, _linked, _bold, _later):
        if (title := way(line, start)) and title.text:
            return title
    return _plain(line, text[:start], text[start:])


def _lead(line: Line) -> int:
    """Where in the line its numbers, marks, dates and first small links end."""
    text, at = line.text, 0
    while at < len(text):
        if match := re.compile(rf"[\[(【]*({MARK})[\])】,|/ ]*").match(text, at):
            link = line.link(match[1])
            if link.says == "" and not names.cites(link.label):
                break
            at = match.end()
            continue
        code = next((span for span in line.code if span[0] == at), None)
        if code and (
            names.venue_and_date(text[code[0] : code[1]]) or len(text[code[0] : code[1]]) < 12
        ):
            at = code[1]
            continue
        bold = next((span for span in line.bold if span[0] == at), None)
        if (
            bold
            and names.venue_and_date(text[bold[0] : bold[1]])
            and re.search(r"\w", text[bold[1] :])
        ):
            at = bold[1]
            continue
        if (
            (place := _PLACE.match(text, at))
            and names.VENUE.search(place[1])
            and names.venue_and_date(place[1])
        ):
            at = place.end()
            continue
        match = _LEAD.match(text, at)
        if not match or not match.end() > at:
            break
        meta = match["meta"]
        if meta is not None and not _is_tag(line, meta, text[match.end() :]):
            break
        at = match.end()
    return at if at < len(text) else 0


def _is_tag(line: Line, meta: str, after: str) -> bool:
    """Whether a bracket before the title is but a mark: "[2023/04]", "(CVPR)", "[DAgger]"."""
    if re.search(MARK, meta):
        return all(line.link(m).says for m in re.findall(MARK, meta)) and not re.sub(
            rf"{MARK}|[\W_]", "", meta
        )
    return bool(after.strip()) and (
        names.venue_and_date(meta, boxed=True) or len(meta.split()) <= 3
    )


def _quoted(line: Line, start: int) -> Title | None:
    """A title in quotes, at the start or after the authors."""
    text = line.text
    for match in re.finditer(r"[\"“”«„「『《<‘'＂]|``", text[start:]):
        at = start + match.start()
        opened = match[0]
        if at > start + 1500:
            return None
        before = text[start:at]
        if opened in "'‘<" and before.strip(" *"):
            continue
        closers = _QUOTES[opened]
        ends = [
            i
            for i in (
                text.find(c, at + len(opened)) for c in ([closers] if len(opened) == 2 else closers)
            )
            if i > 0
        ]
        if not ends:
            continue
        end = _outer_end(text, at, min(ends), closers) if len(opened) == 1 else min(ends)
        inner = text[at + len(opened) : end]
        after = text[end + 1 :]
        marks = re.findall(MARK, inner)
        nick = re.fullmatch(r"\W*[\w.+^-]{1,24}\s*[:：]\s*", before)  # "DiMP: "Learning …""
        if before.strip(" *") and not nick and not _authors_before(line, before):
            return None
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
        return Title(_clean(line.plain(inner)), text[:at], after, link, "quote")
    return None


def _outer_end(text: str, at: int, end: int, closers: str) -> int:
    # "On the "Learned" Index": quotes within quotes of the same kind.
    rest = text[end + 1 : end + 300]
    if closers == '"' and re.match(r"\w", rest) is None and re.match(r"[ ][a-z]", rest):
        later = text.find('"', end + 1)
        if 0 < later < end + 200 and re.match(r"[\s.,(\[]|$", text[later + 1 :]):
            return later
    return end


def _authors_before(line: Line, before: str) -> bool:
    text = line.plain(before).strip(" *,.:;-–—")
    text = re.sub(r"[(\[]?\b(?:19|20)\d\d[a-z]?[)\]]?\W*$", "", text).strip(" *,.:;-–—")
    return bool(names.people(text, alone=True)) or names.venue_and_date(text) or not text


def _linked(line: Line, start: int) -> Title | None:
    """A title that is a link's text, and begins the line."""
    match = re.compile(rf"[\W_]*?({MARK})").match(line.text, start)
    if not match or line.link(match[1]).says or re.search(r"\w", match[0].replace(match[1], "")):
        return None
    link = line.link(match[1])
    if link.leads in ("anchor", "mail") and not link.target:
        return None
    before, after = line.text[: match.start(1)], line.text[match.end(1) :]
    if (
        link.leads in ("page", "anchor")
        and names.people(link.label)
        and _later_title(line, match.end(1))
    ):
        return None  # an author's page
    label = link.label
    if (
        len(label.split()) == 1
        and (
            more := re.match(
                r"[*_\s]*[:：]\s+([^\ue000-\uf8ff()\[\]\n.]{12,200}?)\s*(?=[\ue000-\uf8ff(\[\n.]|$)",
                after,
            )
        )
        and _titled(more[1])
        and len(more[1].split()) >= 4
    ):
        # "[BERT](…): Pre-training of Deep …": the whole is the title.
        label, after = f"{label}: {more[1]}", after[more.end() :]
    return Title(_clean(label), before, after, link, "link")


def _later_title(line: Line, at: int) -> bool:
    return any(s >= at for s, _ in line.bold) or any(
        line.link(m).says == "" and line.link(m).leads in ("scholarly", "pdf")
        for m in re.findall(MARK, line.text[at:])
    )


def _bold(line: Line, start: int) -> Title | None:
    """A title in bold, at the start or after the authors."""
    text = line.text
    for begin, end in line.bold:
        if end <= start:
            continue
        begin = max(begin, start)
        inner = text[begin:end]
        before = text[start:begin]
        words = line.plain(inner)
        if (
            not re.search(r"\w", re.sub(MARK, "", inner))
            or re.search(r"[(（\[]\s*$", before)
            or re.match(r"\s*[(（]", inner)
        ):
            continue
        if names.venue_and_date(words) or label_kind(words.strip(" :[]")):
            continue
        if before.strip(" *-–—:|,.\n") and not _authors_before(line, before):
            return None
        short = len(words.split()) <= 4
        after = text[end:]
        if (
            len(words.split()) == 1
            and _is_nick(words)
            and re.match(r"\s+[A-Z]", after)
            and _titled(after)
        ):
            return find(_blanked(line, begin, end))
        if (
            short
            and (re.match(r"\s*[:：;]", after) or words.rstrip().endswith((":", "：")))
            and _titled(after)
        ):
            return None  # "**BERT**: Pre-training of Deep …"
        ends = words.rstrip().endswith((".", "!", "?", ","))
        meta = names.venue_and_date(re.split(r"[.,]\s|[(\[]|" + MARK, after.strip())[0])
        if len(words.split()) <= 2 and re.match(r"\s+[\w]", after) and not (ends or meta or after.startswith(" by ")):
            return None  # the bold beginning of a title
        if _labels_link(line, words, after):
            continue
        if (
            names.people(words)
            and not before.strip()
            and re.search(r"\w{3}", re.sub(MARK, "", after))
        ):
            continue
        marks = re.findall(MARK, inner)
        link = line.link(marks[0]) if marks and not line.link(marks[0]).says else None
        return Title(
            _clean(
                line.plain(
                    re.sub(
                        rf"[\[(]*{MARK}[\])]*",
                        lambda m: (
                            "" if all(line.link(x).says for x in re.findall(MARK, m[0])) else m[0]
                        ),
                        inner,
                    )
                )
            ),
            text[:begin],
            after,
            link,
            "bold",
        )
    return None


def _labels_link(line: Line, words: str, after: str) -> bool:
    """Whether a bold word or two but announce the title that follows: "**Sept 5**: [Title](…)"."""
    colon = r"\s*" if words.rstrip().endswith((":", "：")) else r"\s*[:：|–—-]\s*"
    match = re.match(rf"{colon}[\"“*_]*({MARK})", after)
    return (
        bool(match)
        and len(words.split()) <= 3
        and not line.link(match[1]).says
        and line.link(match[1]).leads != "code"
    )  # type: ignore[index]


def _is_nick(word: str) -> bool:
    """Whether a word looks like what people call a work: "AlexNet", "GPT-3"."""
    return bool(re.search(r"[A-Z\d]", word.strip(" *:")[1:]))


def _blanked(line: Line, begin: int, end: int) -> Line:
    text = line.text[:begin] + " " * (end - begin) + line.text[end:]
    return line._replace(text=text, bold=tuple(span for span in line.bold if span[0] >= end))


def _titled(after: str) -> bool:
    """Whether a text goes on as titles do: most of its longer words in capitals."""
    head = re.split(rf"{MARK}|[(\[.\n]", after.lstrip(" :：;"))[0]
    words = [word for word in re.findall(r"[^\W\d_][\w-]+", head) if len(word) > 3]
    return len(words) >= 2 and sum(word[0].isupper() for word in words) * 3 >= len(words) * 2


def _later(line: Line, start: int) -> Title | None:
    """A title after authors or a short mark: a link's text, or in italics."""
    text = line.text
    for match in re.finditer(MARK, text[start:]):
        link = line.link(match[0])
        at = start + match.start()
        before = text[start:at]
        if link.says or link.leads in ("code", "media", "anchor", "mail"):
            continue
        if re.search(r"[(（\[【]\s*$", before) and _words(line, before) > 0:
            break
        meta = _authors_before(line, re.sub(rf"[\[(]*{MARK}[\])]*", "", before).rstrip("["))
        tag = _words(line, before) <= 4 and link.leads in ("scholarly", "pdf", "file")
        if meta or tag:
            if names.people(link.label) and link.leads == "page":
                continue
            return Title(_clean(link.label), text[:at], text[at + 1 :], link, "link")
        break
    for begin, end in line.italic:
        inner = line.plain(text[begin:end])
        before = text[start:begin] if begin >= start else ""
        if (
            end <= start
            or names.people(inner)
            or names.venue_and_date(inner)
            or len(inner.split()) < 2
        ):
            continue
        if re.search(r"\bet al|\bby\b", inner):
            continue
        if _authors_before(line, before):
            return Title(_clean(inner), text[:begin], text[end:], None, "italic")
        break
    return None


def _words(line: Line, text: str) -> int:
    return len(re.findall(r"\w+", re.sub(MARK, " ", text)))


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
        if not re.search(r"[(（\[]\s*$|\bin\s*$", inside, re.I) and _words(line, inside) > 1:
            cut = head_italic - len(before)
            head = head[:cut]
    title, names_before, end = split(head)
    if not re.search(r"\w", re.sub(MARK, "", title)):
        return None
    return Title(
        _clean(line.plain(title)), before + names_before, head[end:] + text[cut:], None, "plain"
    )


def split(text: str) -> tuple[str, str, int]:
    """Title, what stands before it, and where it ends, of a text without links."""
    offset, lead = _after_authors(text)
    rest = text[offset:]
    end = len(rest)
    if (told := _INLINE_FIELD.search(rest)) and _words_of(rest[: told.start()]) >= 2:
        rest = rest[: told.start()]
        end = len(rest)
    for match in _SEPARATOR.finditer(rest[:1500]):
        if not re.search(r"\w", rest[: match.start()]):
            continue
        tail = rest[match.end() :]
        if _begins_meta(tail, match[0]):
            end = match.start() + (1 if match[0][:1] in "?!" else 0)
            break
        if offset and match[0].startswith(".") and len(rest[: match.start()].split()) >= 2:
            end = match.start()
            break
        if (
            match[0].strip() in ("-", "–", "—", "")
            and _is_remark(tail)
            and "\n" not in match[0]
            and match[0].strip()
        ):
            end = match.start()
            break
        if "\n" in match[0] and _words_of(rest[: match.start()]) >= 2:
            end = match.start()
            break
    by = re.search(r"[,.]?\s+(?:by|By)\s+(?=[A-Z])", rest[:end])
    if by and _begins_people(rest[by.end() :]):
        end = by.start()
    return rest[:end], lead, offset + end


def _words_of(text: str) -> int:
    return len(re.findall(r"\w+", text))


def _is_remark(tail: str) -> bool:
    words = re.findall(r"[^\W\d_][\w'-]*", tail)
    small = sum(word[0].islower() for word in words if len(word) > 3)
    large = sum(word[0].isupper() for word in words if len(word) > 3)
    return bool(words) and (words[0][0].islower() or (small > large * 2 and len(words) >= 6))


def _begins_people(text: str) -> bool:
    head = re.split(r"\s*[(\[（|\n]|,?\s+(?:19|20)\d\d|\.\s+(?=[A-Z][a-z]{3})|\s+[-–—]\s+", text)[0]
    # "by Reducing Covariate Shift" names nobody.
    return not re.match(r"\w{4,}ing\b", head) and bool(names.people(head, alone=True))


_AUTHORS_FIRST: Final = (
    re.compile(r"([^()\[\]]{3,400}?)[,.]?\s*[(\[]?(?:19|20)\d\d[a-z]?[)\]]?\s*[.,:–-]\s*"),
    re.compile(r"([^()\[\]]{3,300}?)\s*:\s+"),
    re.compile(r"([^()\[\]]{3,300}?)\s+[-–—]\s+"),
)


def _after_authors(text: str) -> tuple[int, str]:
    """Where the title starts if authors stand first: "A. Name and B. Name (2017). Title"."""
    for pattern in _AUTHORS_FIRST:
        dated = pattern.match(text)
        if (
            dated
            and names.people(
                dated[1], alone=pattern is _AUTHORS_FIRST[0] and len(dated[1].split()) <= 4
            )
            and (pattern is _AUTHORS_FIRST[0] or re.search(_SURE_PEOPLE, dated[1]))
        ):
            return dated.end(), text[: dated.end()]
    best = 0
    for match in list(re.finditer(r"[.:,]\s+(?=[\w\"“])", text[:600]))[:40]:
        head = text[: match.end()].rstrip()
        if match[0][0] == "," and not re.search(r"et\.? al", head):
            continue
        if match[0][0] == "." and re.search(r"\bal\.$", head) and names.people(head):
            best = match.end()
        elif match[0][0] == ":" and not re.search(_SURE_PEOPLE, head):
            continue
        elif names.people(head.rstrip(".:,")) and not names.venue_and_date(text[match.end() :]):
            best = match.end()
    rest = text[best:]
    if best and (_words_of(rest) < 2 or names.venue_and_date(rest) or names.people(rest)):
        best = 0
    return best, text[:best]


def _begins_meta(tail: str, separator: str) -> bool:
    """Whether what follows a separator is of people, places, dates or links, not of the title."""
    tail = tail.lstrip()
    if group := re.match(
        r"[(\[（【]([^()\[\]（）【】]{1,160}(?:\([^()]*\))?[^()\[\]（）【】]*)[)\]）】]?", tail
    ):
        inner = group[1]
        head = re.split(r"[,;]", inner)[0]
        after = tail[group.end() :].strip(" .,:;")
        if names.venue_and_date(inner, boxed=True) or names.people(inner):
            return True
        if names.YEAR.search(inner) and (
            names.people(head, alone=True) or names.VENUE.search(inner)
        ):
            return True
        return bool(label_kind(inner)) or (not after and bool(names.VENUE.match(inner)))
    head = re.split(r"(?<![A-Z])\.\s+(?=[A-Z])|\s*[(（\[|\n]", tail)[0]
    if names.venue_and_date(head) or re.match(
        rf"(?:In|in|To appear in|Published in|Presented at|appeared in)[: ]+.{{0,3}}?{names.VENUE.pattern}",
        tail,
    ):
        return True
    strong = separator.strip() not in (":",)
    pieces = re.split(r"\s*[,;|]\s+|\s+[-–—]\s+", head)
    if (
        strong
        and separator.strip() in (",", ".", "")
        and names.venue_and_date(pieces[0])
        and names.YEAR.search(head)
    ):
        return True
    if not strong:
        return bool(re.match(r"\s*[A-Z][\w.]*(?: [A-Z][\w.]*)* et al", tail))
    if re.match(r"[^,.]{2,40}\bet\.? al\b", tail) and names.people(
        re.match(r".{2,40}?et\.? al\.?", tail)[0]
    ):  # type: ignore[index]
        return True
    while pieces and (names.venue_and_date(pieces[-1]) or names.YEAR.fullmatch(pieces[-1].strip())):
        pieces.pop()
    surnames = separator.strip() in (".", "-", "--", "–", "—", "|")
    if names.people(re.sub(r",?\s*(?:19|20)\d\d\s*$", "", ", ".join(pieces)), surnames=surnames):
        return True
    two = re.match(
        r"(?:[A-Z][\w.'’-]*\s+){1,3}[A-Z][\w'’-]+(?:,|\s+and|\s+&)\s+(?:[A-Z][\w.'’-]*\s+){1,3}[A-Z][\w'’-]+(?=[,.]|\s+and\b|$)",
        head,
    )
    return bool(two) and bool(names.people(two[0]))  # type: ignore[index]


def _clean(text: str) -> str:
    """A title without what stands round it."""
    text = " ".join(text.split())
    text = re.sub(r"^(?:\[\d{1,4}\]|\d{1,3}[.)])\s*(?=\D)", "", text)
    text = re.sub(r"^\[(?:arxiv:)?\d{4}\.\d{4,5}(?:v\d+)?\]\s*", "", text, flags=re.I)
    text = re.sub(r"^(?:papers?|title)\s*[:：]\s*", "", text, flags=re.I)
    if re.search(r"\bet\.? al\b", text):
        title, _, _ = split(text)
        text = title if _words_of(title) >= 2 else text
    for _ in range(4):
        before = text
        text = text.strip(" *_|\t").rstrip(",;:：.").strip(" -–—|")
        if match := re.search(r"\s*[(\[（]([^()\[\]（）]{1,60})[)\]）]$", text):
            inner = match[1]
            if match.start() > 3 and (
                names.venue_and_date(inner, boxed=True)
                or label_kind(inner)
                or names.people(inner)
                or (
                    names.YEAR.search(inner)
                    and names.people(re.split(r",|\s+(?=\d)", inner)[0], alone=True)
                )
            ):
                text = text[: match.start()]
        for opened, closed in _QUOTES.items():
            if (
                len(text) > 2
                and text.startswith(opened)
                and text[-1] in closed
                and text[1:-1].find(opened) < 0
            ):
                text = text[1:-1]
        if text.count("]") == text.count("[") + 1 and text.endswith("]"):
            text = text[:-1]
        if text == before:
            break
    text = re.sub(r"^(?:[^\w\s\"'“«「『《<(\[$\\.@#~+-]\s*)+(?=\w)", "", text)
    return text.rstrip("[(（ ").strip()
