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


def clean(text: str) -> str:
    """A title without what stands round it."""
    text = " ".join(text.split())
    text = re.sub(r"^(?:\[\d{1,4}\]|\d{1,3}[.)])\s*(?=\D)", "", text)
    text = re.sub(r"^\[(?:arxiv:)?\d{4}\.\d{4,5}(?:v\d+)?\]\s*", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^(?:papers?|title)\s*[:：]\s*", "", text, flags=re.IGNORECASE)
    if re.search(r"\bet\.? al\b", text):
        title, _, _ = split(text)
        text = title if words_of(title) >= 2 else text
    for _ in range(4):
        before = text
        text = text.strip(" *_|\t").rstrip(",;:：.").strip(" -–—|")
        if match := re.search(r"\s*[(\[（]([^()\[\]（）]{1,60})[)\]）]$", text):
            inner = match[1]
            if match.start() > 3 and (
                names.venue_and_date(inner, boxed=True)
                or _HOUSES.fullmatch(inner)
                or label_kind(inner)
                or names.people(inner)
                or (
                    names.YEAR.search(inner)
                    and names.people(re.split(r",|\s+(?=\d)", inner)[0], alone=True)
                )
            ):
                text = text[: match.start()]
        for opened, closed in QUOTES.items():
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
