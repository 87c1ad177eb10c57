"""Text without mark-up: where its title begins and ends."""

import re
from typing import Final

from papernotes.importing.lists import names
from papernotes.importing.lists.line import MARK
from papernotes.importing.lists.links import label_kind

# "Train Short, Test Long" could be two people; these are signs of people alone.
_SURE_PEOPLE: Final = r"\bet\.? al\b|&| and |\b[A-Z]\.|^[A-Z] [A-Z][a-z]+$"


_INLINE_FIELD: Final = re.compile(
    r"[,;.|]?\s+(?:authors?|links?|venue|year|code|paper|pdf|date|url)\s*[:：]\s", re.IGNORECASE
)


_SEPARATOR: Final = re.compile(
    r"\s+[-–—|·•:~]+\s+|\s*[|\n]\s*|[.,:;]\s+|\s*—\s*|\s+(?=[(（\[])|(?=\[[A-Z](?:/OL)?\])|(?<=[?!])\s+"
    r"|(?<=[a-z]{3})\.(?=[A-Z][\w'-]+, [A-Z])"
)


_AUTHORS_FIRST: Final = (
    re.compile(
        r"([^()\[\]]{3,400}?)[,.]?\s*[(\[]?(?:19|20)\d\d[a-z]?(?!-\d)"
        r"(?:, [A-Z][a-z]{2,8}(?: \d{1,2})?(?=\)))?[)\]]?\s*[.,:–-]\s*"
    ),
    re.compile(r"([^()\[\]]{3,300}?)\s*:\s+"),
    re.compile(r"([^()\[\]]{3,300}?)\s+[-–—]\s+"),
    re.compile(r"([^()\[\];]{3,60});\s+(?=[^;]*$)"),
)
# Both stand first in "Yan et al, SoCC'16, TR-Spark: Transient Computing …".
_AUTHORS_AND_PLACE: Final = re.compile(
    r"([^()\[\]]{2,200}?\bet\.? al\.?),\s+[A-Z][\w&]*\s?['’]?\s?(?:\d\d|(?:19|20)\d\d),\s+"
)
_ONE_IS_ENOUGH: Final = (_AUTHORS_FIRST[0], _AUTHORS_FIRST[3])
# Groups write papers, too: those of the "wwPDB Consortium. Protein Data Bank: …"
_GROUP: Final = re.compile(
    r"(?:(?:[\w&'-]+ ){0,4}(?:Consortium|Collaboration|Working Group|Team|Project|Foundation)"
    r"|(?:Google )?DeepMind|OpenAI|Google(?: AI| Brain| Research)?|Meta AI|Facebook AI Research"
    r"|Microsoft Research|NVIDIA|Anthropic)\.\s+"
)


def split(text: str, signed: bool = False) -> tuple[str, str, int]:
    """Title, what stands before it, and where it ends, of a text without links.

    `signed`: who wrote it is said after the text, so no "by" in it says that.
    """
    offset, lead = _after_authors(text)
    rest = text[offset:]
    end = len(rest)
    if (told := _INLINE_FIELD.search(rest)) and words_of(rest[: told.start()]) >= 2:
        rest = rest[: told.start()]
        end = len(rest)
    for match in _SEPARATOR.finditer(rest[:1500]):
        if not re.search(r"\w", rest[: match.start()]):
            continue
        tail = rest[match.end() :]
        if match[0].strip() == "~" and tail[:1].isupper():
            end = match.start()
            break
        if begins_meta(tail, match[0]):
            end = match.start() + (1 if match[0][:1] in "?!" else 0)
            break
        if offset and match[0].startswith(".") and len(rest[: match.start()].split()) >= 2:
            end = match.start()
            break
        if (
            match[0].strip() in ("-", "–", "—")
            and match[0][0].isspace()
            and _is_remark(tail)
            and "\n" not in match[0]
        ):
            end = match.start()
            break
        if "\n" in match[0] and words_of(rest[: match.start()]) >= 2:
            end = match.start()
            break
    by = re.search(r"[,.]?\s+(?:by|By)\s+(?=[A-Z])", rest[:end])
    within = re.search(r"\b[A-Z]$", rest[:end])  # "by D. Ziegler et al."
    said = signed or bool(offset) or (not within and _tells_people(rest[end:]))
    if by and not said and _begins_people(rest[by.end() : end]):
        end = by.start()
    return rest[:end], lead, offset + end


def words_of(text: str) -> int:
    return len(re.findall(r"\w+", text))


def _is_remark(tail: str) -> bool:
    words = re.findall(r"[^\W\d_][\w'-]*", tail)
    small = sum(word[0].islower() for word in words if len(word) > 3)
    large = sum(word[0].isupper() for word in words if len(word) > 3)
    return bool(words) and (words[0][0].islower() or (small > large * 2 and len(words) >= 6))


# "by Error Propagation": what nobody is called.
_NOBODY: Final = re.compile(r"\w{3,}(?:tion|sion|ness|ity|ology|ies)s?|\w{5,}ing|\w{5,}ment")


def _tells_people(tail: str) -> bool:
    """Whether after a title it is said who wrote it: "(Vaswani et al., 2017)", " - A. Name"."""
    if re.match(r"\s*,", tail):
        return False  # "by Ann Bee, Cid Dee et al."
    text = tail.lstrip(" \n.,;:([（|–—-")[:300]
    if several := re.match(r"[^.()\[\]]{2,200}?\bet\.? al\b", text):
        return bool(names.people(several[0]))
    head = re.split(r"[()\[\]（）]|\.\s", text)[0]
    bare = re.sub(r"[,\s]*(?:19|20)\d\d\s*$", "", head)
    return bool(bare) and bool(names.people(bare, alone=bare != head))


def _begins_people(text: str) -> bool:
    head = re.split(r"\s*[(\[（|\n]|,?\s+(?:19|20)\d\d|\.\s+(?=[A-Z][a-z]{3})|\s+[-–—]\s+", text)[0]
    # "by Reducing Covariate Shift" names nobody.
    if (last := head.split()[-1:]) and _NOBODY.fullmatch(last[0].strip(".,;:")):
        return False
    return not re.match(r"[\w-]{4,}ing\b", head) and bool(names.people(head, alone=True))


def _are_people(text: str) -> bool:
    return bool(re.search(_SURE_PEOPLE, text)) or (text.count(",") > 1 and len(text.split()) >= 6)


def _after_authors(text: str) -> tuple[int, str]:
    """Where the title starts if authors stand first: "A. Name and B. Name (2017). Title"."""
    if (placed := _AUTHORS_AND_PLACE.match(text)) and names.people(placed[1]):
        return placed.end(), text[: placed.end()]
    for pattern in _AUTHORS_FIRST:
        dated = pattern.match(text)
        if (
            dated
            and names.people(
                dated[1], alone=pattern in _ONE_IS_ENOUGH and len(dated[1].split()) <= 4
            )
            and (pattern in _ONE_IS_ENOUGH or _are_people(dated[1]))
        ):
            return dated.end(), text[: dated.end()]
    if (group := _GROUP.match(text)) and words_of(text[group.end() :]) >= 3:
        return group.end(), text[: group.end()]
    best = 0
    for match in list(re.finditer(r"[.:,]\s+(?=[\w\"“])", text[:600]))[:40]:
        head = text[: match.end()].rstrip()
        if (
            match[0][0] == ","
            and not re.search(r"et\.? al", head)
            and not _ends_people(head, text[match.end() :])
        ):
            continue
        if match[0][0] == "." and re.search(r"\bal\.$", head) and names.people(head):
            best = match.end()
        elif (match[0][0] == ":" and not _are_people(head)) or re.fullmatch(
            r"(?:[A-Z]\.\s?)+", head
        ):
            continue
        elif names.people(head.rstrip(".:,")) and not names.venue_and_date(text[match.end() :]):
            best = match.end()
    rest = text[best:]
    if best and (words_of(rest) < 2 or names.venue_and_date(rest) or names.people(rest)):
        best = 0
    return best, text[:best]


def _ends_people(head: str, rest: str) -> bool:
    """Whether names end at a comma, the title coming next: "Ann Bee, Cid Dee, The Case for …"."""
    who = names.people(head.rstrip(", "))
    full = all(re.search(r"\S\s.*\w\w", name) for name in who)
    short = [name for name in who if re.match(r"[A-Z](?:\.|\s)", name)]
    if not who or not full or (len(who) < 2 and not short):
        return False
    following = re.split(r"[.,:;]\s", rest)[0]
    if re.match(r"[\w-]+:\s", rest) and len(who) > 1 and re.search(r"\band\b", head):
        return True  # "Ann Bee and Cid Dee, DeepTrack: Learning …"
    if words_of(following) < 2:
        return False
    # After "I. Gilboa and E. Zemel" comes nobody who is called "Nash" alone.
    named = names.people(following, alone=True)
    return not named or (
        len(short) == len(who) and not any(re.match(r"[A-Z](?:\.|\s)", name) for name in named)
    )


_AFFILIATION: Final = re.compile(
    r"\b(?:Universit\w+|Institut\w*|Labs?|Laborator\w+|College|ETH|EPFL|MIT|CMU|UC|Google|Microsoft"
    r"|Facebook|Meta|OpenAI|DeepMind|IBM|Amazon|Apple|NVIDIA|Stanford|Berkeley|Bell Labs)\b"
)
_APPEARED: Final = re.compile(
    r"(?:In|in|To appear in|Published in|Presented at|appeared in)[: ]+.{0,3}?"
    + names.VENUE.pattern
)


def begins_meta(tail: str, separator: str) -> bool:
    """Whether what follows a separator is of people, places, dates or links, not of the title."""
    tail = tail.lstrip()
    if re.match(r"\[[A-Z](?:/OL)?\]", tail):
        return True  # "…[J]. Nature": what kind of text it is, as citations in Chinese say
    if group := re.match(
        r"[(\[（【]([^()\[\]（）【】]{1,160}(?:\([^()]*\))?[^()\[\]（）【】]*)[)\]）】]?", tail
    ):
        inner = group[1]
        head = re.split(r"[,;]", inner)[0]
        after = tail[group.end() :].strip(" .,:;")
        if names.venue_and_date(inner, boxed=True) or names.people(inner):
            return True
        if names.YEAR.search(inner) and names.cites(inner):
            return True
        if names.YEAR.search(inner) and (
            names.people(head, alone=True) or names.VENUE.search(inner)
        ):
            return True
        return bool(label_kind(inner)) or (not after and bool(names.VENUE.match(inner)))
    head = re.split(r"(?<![A-Z])\.\s+(?=[A-Z])|\s*[(（\[|\n]", tail)[0]
    strong = separator.strip() != ":"
    if separator.strip() == "," and re.match(rf"(?:(?:{_NOBODY.pattern}), )?and [\w-]+,", tail):
        return False  # "Principles, Architectures, and Applications, arXiv"
    first = head if strong else re.split(r"\s+--+\s+", head)[0]  # "Vision -- IEEE Micro, 2016"
    if names.venue_and_date(first) or (strong and _APPEARED.match(tail)):
        return True
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
    several = re.match(r"[^,.]{2,40}?\bet\.? al\b\.?", tail)
    if several and names.people(several[0]):
        return True
    if _AFFILIATION.search(head) and len(pieces) > 1 and names.people(pieces[0], alone=True):
        return True  # "Steffen Rendle, Osaka University"
    if re.search(r", (?:vol|no|pp)\. ?\d", head[:300]) and names.people(pieces[0], alone=True):
        return True  # "M. Satyanarayanan, Computer, vol. 50"
    dated = False
    while pieces and (names.venue_and_date(pieces[-1]) or names.YEAR.fullmatch(pieces[-1].strip())):
        dated = names.YEAR.search(pieces.pop()) is not None or dated
    if dated and re.fullmatch(r"\S+ (?:and|&) \S+", ", ".join(pieces)):
        return bool(names.people(pieces[0], alone=True))  # "…, Hartley and Zisserman, 2004"
    surnames = separator.strip() in (".", "-", "--", "–", "—", "|", "~")
    if names.people(re.sub(r",?\s*(?:19|20)\d\d\s*$", "", ", ".join(pieces)), surnames=surnames):
        return True
    if separator.strip() == "." and len(pieces) == 2 and tail.strip(" .") == head.strip(" ."):
        return bool(names.people(head, alone=True))  # "…. Hernan, Robins"
    dash = separator.strip() in ("-", "–", "—", "--", "|", "~")
    if dash and len(pieces) == 1 and len(head.split()) == 2:
        return bool(names.people(head, alone=True))
    two = re.match(
        r"(?:[A-Z][\w.'’-]*\s+){1,3}[A-Z][\w'’-]+(?:,|\s+and"
        r"|\s+&)\s+(?:[A-Z][\w.'’-]*\s+){1,3}[A-Z][\w'’-]+(?=[,.]|\s+and\b|$)",
        head,
    )
    return two is not None and bool(names.people(two[0]))


def goes_on(after: str) -> bool:
    """Whether a text goes on as titles do: most of its longer words in capitals."""
    head = re.split(rf"{MARK}|[(\[.\n]", after.lstrip(" :：;"))[0]
    words = [word for word in re.findall(r"[^\W\d_][\w-]+", head) if len(word) > 3]
    return len(words) >= 2 and sum(word[0].isupper() for word in words) * 3 >= len(words) * 2
