"""Titles without what stands round them."""

import re
from typing import Final

from papernotes.importing.lists import names
from papernotes.importing.lists.links import label_kind
from papernotes.importing.lists.splitting import split, words_of

QUOTES: Final = {
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


# Where a paper was made is no part of its title.
_HOUSES: Final = re.compile(
    r"(?:(?:google|openai|deepmind|meta|fair|facebook|microsoft|anthropic|nvidia|apple|amazon|ibm"
    r"|baidu|alibaba|tencent|stanford|mit|cmu|berkeley|uc berkeley|princeton|eleutherai|ai2)"
    r"(?: (?:ai|brain|research))?[\s,/&]*)+",
    re.IGNORECASE,
)


_CITATION: Final = re.compile(
    r"[^()\[\]]{3,300}?,[^()\[\]]{0,300}?\((?:19|20)\d\d[^()]{0,20}\)[.,]?\s"
)
# Who and where stand first in "Angrist and Pischke (2010 JEP), The Credibility Revolution …".
_CITED_FIRST: Final = re.compile(
    r"([A-Z][^()\[\]]{2,80}?) \((?:19|20)\d\d[a-z]?,? ?[A-Z][\w&]*\)[,:.]\s+(?=\w+ \w)"
)
# "Kiselev VY, Yiu A, Hemberg M. scmap: projection of …": as medicine cites
_VANCOUVER: Final = re.compile(
    r"(?:[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)? [A-Z]{1,3}, ){1,40}"
    r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)? [A-Z]{1,3}\. "
)
_REQUEST: Final = re.compile(
    r"(?:optional|required|recommended|mandatory|must[- ]?read|skim|read|reading|to read|done)",
    re.IGNORECASE,
)
# "Pearl, Judea - Causality"
_TURNED: Final = re.compile(
    r"(?:[^\W\d_][\w'’-]+, [^\W\d_][\w'’.-]*(?: [A-Z]\.)*(?:\s*[&;]\s*|\s+and\s+|\s+[-–—]\s+))+"
    r"(?<=[-–—] )"
)
# "…, SIGMOD 2008", "…. MSRA. 2020-03", "…, 2019": where and when, at the end.
_PLACE_LAST: Final = re.compile(
    r"[,.;]\s+(?P<place>[^,.;]{2,60}[,.]?\s+)?(?:19|20)\d\d(?:[-/.]\d{1,2}){0,2}"
    r"(?:\s+(?:main|conference|paper|long|short|findings|oral|spotlight|poster|tutorial|workshop"
    r"|demo|track)\b){0,4}$",
    re.IGNORECASE,
)


# Authors after a colon: "Word2Vec: Mikolov et al."
_AUTHORS_LAST: Final = re.compile(
    r"(?<=[\w)])\s*[:：]\s+(?:\?|[^\W\d_][\w'’-]*(?: [\w'’-]+){0,3})\s+et\.? al\.?$"
)
# "Deep Sets (from Google and Carnegie Mellon) (sets)": whose it is, and what the reader says
_WHOSE: Final = re.compile(
    r"from (?!Scratch|Pixels?|Data|Text|Images?|Video)[A-Z][\w.&'-]*"
    r"(?:,? (?:[A-Z][\w.&'-]*|and|of|the)){0,6}"
)
_AFTER_WHOSE: Final = re.compile(rf"\({_WHOSE.pattern}\)$")
# "… Next-Generation AI Scale ICML' 2022"
_PLACE_STUCK: Final = re.compile(
    r"(?<!\bat)(?<!\bof)(?<!\bthe)(?<!\bfor)(?<!\bin)(?<!\bon)(?<!\bto)"
    r"\s+[A-Z][A-Za-z]*[A-Z]{2}[A-Z]*(?:['’]?\s?|\s?['’])(?:19|20)\d\d$"
)


# "Goyal V , Pandey O . Attribute-Based …[C]// CCS 2006": citations as China writes them
_KIND: Final = re.compile(r"\s*\[[A-Z](?:/OL)?\](?=\s*(?://|[.,]|$))")
_HAN_NAMES: Final = re.compile(
    r"[\u4e00-\u9fff]{2,4}(?:[,，、]\s*[\u4e00-\u9fff]{1,4}){0,8}[.．]\s*"
)


def _of_citation(text: str) -> str:
    """The title of a citation that says what kind of text it is."""
    cited = _KIND.search(text) if "[" in text else None
    if cited is None:
        return text
    text = re.sub(r"\s+([,.])\s", r"\1 ", text[: cited.start()])
    if names_first := _HAN_NAMES.match(text):
        return text[names_first.end() :]
    # "Sahai A, Waters B. Dynamic …"
    if (whose := re.match(r"(?:[A-Z][\w'’-]+ [A-Z]{1,3}(?:, |\. ))+", text)) and whose[0][
        -2
    ] == ".":
        return text[whose.end() :]
    title, _, _ = split(text)
    return title


def _without_place(text: str) -> str:
    stuck = text[-1:].isdigit() and _PLACE_STUCK.search(text, max(0, len(text) - 40))
    if stuck and names.VENUE.match(stuck[0].strip()) and words_of(text[: stuck.start()]) >= 4:
        return text[: stuck.start()]
    last = text[-1:].isupper() and _ACRONYM_LAST.search(text, max(0, len(text) - 12))
    if (
        last
        and words_of(text[: last.start()]) >= 4
        and not re.search(r"\b[A-Z]{3}", text[: last.start()])
    ):
        return text[: last.start()]
    for match in re.finditer(r"[,.;]\s+", text[-120:]):
        start = max(0, len(text) - 120) + match.start()
        if not (last := _PLACE_LAST.fullmatch(text, start)):
            continue
        where = (last["place"] or "").strip(" ,.")
        if (
            not where.startswith("and ")
            and names.people(where, alone=True)
            and words_of(text[:start]) >= 2
        ):
            return text[:start]
        known = not where or names.VENUE.search(where) or re.fullmatch(r"[A-Z][A-Z&/-]+", where)
        if known and words_of(text[:start]) >= 2:
            return _without_people(text[:start]) if where else text[:start]
    return text


# Where it appeared, as letters at the end: "Mobile cloud computing: A survey, FGCS"
_ACRONYM_LAST: Final = re.compile(r"(?<=[a-z]{3}), [A-Z]{3,6}$")


def _without_people(text: str) -> str:
    """A title without its authors after it, where a place came next."""
    for match in re.finditer(r"[,.]\s+", text[-200:]):
        start = max(0, len(text) - 200) + match.start()
        who = names.people(text[start + 1 :], alone=True)
        if who and words_of(text[:start]) >= 2 and (len(who) > 1 or " " in who[0]):
            return text[:start]
    return text


def clean(text: str) -> str:
    """A title without what stands round it."""
    text = re.sub(r"^([\w.+-]{2,24}): (?=\1:)", "", " ".join(text.split()))  # "TM: TM: A Tale"
    text = _of_citation(text)
    text = re.sub(r"^(?:\[\d{1,4}\]|\d{1,3}[.)])\s*(?=\D)", "", text)
    text = re.sub(r"^\[(?:arxiv:)?\d{4}\.\d{4,5}(?:v\d+)?\]\s*", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^(?:papers?|title)\s*[:：]\s*", "", text, flags=re.IGNORECASE)
    if whose := _VANCOUVER.match(text):
        text = re.split(r"\.\s+(?=[A-Z])", text[whose.end() :], maxsplit=1)[0]
    elif re.search(r"\bet\.? al\b", text) or _CITATION.match(text):
        # "Klein, G., & Murray, D. (2007). Parallel tracking …": all of it is linked.
        title, _, _ = split(re.sub(r"\(((?:19|20)\d\d), [A-Z][a-z]+\)", r"(\1)", text))
        text = title if words_of(title) >= 2 else text
    if (cited := _CITED_FIRST.match(text)) and names.people(cited[1], alone=True):
        text = text[cited.end() :]
    last = text[-4:].rstrip(".").endswith("al") and max(0, len(text) - 60)
    if last is not False and (authors := _AUTHORS_LAST.search(text, last)):
        text = text[: authors.start()]
    if turned := _TURNED.match(text):
        text = text[turned.end() :]
    for _ in range(4):
        before = text
        text = text.strip(" *_|\t").rstrip(",;:：.").strip(" -–—|")
        if match := re.search(r"\s*[(\[（]([^()\[\]（）]{1,60})[)\]）]$", text):
            inner = match[1]
            if match.start() > 3 and (
                names.venue_and_date(inner, boxed=True)
                or (names.YEAR.search(inner) and names.venue_and_date(inner.rpartition(", ")[2]))
                or _REQUEST.fullmatch(inner)
                or (names.YEAR.search(inner) and names.cites(inner))
                or _HOUSES.fullmatch(inner)
                or _WHOSE.fullmatch(inner)
                or _AFTER_WHOSE.search(text[max(0, match.start() - 80) : match.start()])
                or label_kind(inner)
                or names.people(inner)
                or (
                    names.YEAR.search(inner)
                    and names.people(re.split(r",|\s+(?=\d)", inner)[0], alone=True)
                )
            ):
                text = text[: match.start()]
        text = _without_place(text)
        text = re.sub(r"(?<=\w)\.pdf$", "", text, flags=re.IGNORECASE)
        for opened, closed in QUOTES.items():
            if (
                len(text) > 2
                and text.startswith(opened)
                and text[-1] in closed
                and text[1:-1].find(opened) < 0
            ):
                text = text[1:-1]
        if text[:1] == "[" and text.find("]") == len(text) - 1:
            text = text[1:-1]
        if text[:1] in '“"' and text[-1:] in '“”"' and len(text) > 2:
            text = text[1:-1]  # closed with the wrong mark
        if text[-1:] in '“”"' and len(re.findall('[“”"]', text)) == 1:
            text = text[:-1]
        if text.count(")") == text.count("(") + 1 and text.endswith(")"):
            text = text[:-1]
        if text.count("]") == text.count("[") + 1 and text.endswith("]"):
            text = text[:-1]
        if text == before:
            break
    text = re.sub(r"^(?:[^\w\s\"'“«「『《<(\[$\\.@#~+-]\s*)+(?=\w)", "", text)
    return text.rstrip("[(（ ").strip()
