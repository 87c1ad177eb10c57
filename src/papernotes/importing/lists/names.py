"""Texts around a title: who wrote it, where it appeared, when."""

import re
from functools import lru_cache
from typing import Final

from papernotes.importing.lists.title_words import NO_NAMES

_VENUES: Final = (
    "NeurIPS|NIPS|ICML|ICLR|CVPR|ICCV|ECCV|WACV|BMVC|ACCV|3DV|ACL|EMNLP|NAACL|EACL|AACL|COLING"
    "|CoNLL|TACL|LREC|ISPASS|FCCM|CoNEXT"
    "|AAAI|IJCAI|UAI|AISTATS|COLT|KDD|SIGKDD|WWW|The Web Conference|TheWebConf|WSDM|SIGIR|CIKM"
    "|RecSys|ECIR|ICDM|SDM"
    "|SIGMOD|VLDB|PVLDB|ICDE|CIDR|EDBT|PODS|OSDI|SOSP|NSDI|FAST|ATC|EuroSys|ASPLOS|ISCA|MICRO"
    "|HPCA|SIGCOMM|HotOS|SoCC|HotCloud|HPDC|Eurosys|Mobisys|Sensys|Sigmod|UbiComp|Ubicomp"
    "|HotNets|MobiCom|MobiSys|SenSys|PLDI|POPL|OOPSLA|ICFP|ICSE|FSE|ASE|ISSTA|CCS|NDSS|USENIX"
    "|S&P|Oakland|CHI|UIST|CSCW|SIGGRAPH|TOG|TVCG|TPAMI|PAMI|IJCV|TIP|TMM|TNNLS|TKDE|TOIS|TODS|JMLR|TMLR|JAIR|MLSys"
    "|SysML|CoRL|RSS|ICRA|IROS|RA-L"
    "|ICASSP|INTERSPEECH|Interspeech|MICCAI|Nature|Science|PNAS|Cell|bioRxiv|medRxiv|arXiv"
    "|arxiv|Arxiv|ArXiv|CoRR"
    "|OpenReview|Distill|Blog|PhD|Thesis|STOC|FOCS|SODA|CRYPTO|EUROCRYPT|COLM|LoG|GECCO|AAMAS"
    "|ACM|IEEE|Springer"
    "|Proceedings|Proc\\.|Advances in|Journal|Transactions|Conference|Workshop|Symposium"
    "|Technical [Rr]eport|Tech [Rr]eport"
    "|Communications|Letters|Magazine|Review of|Annals|Neural [Cc]omputation|Neural Networks"
    "|Machine Learning Journal"
    "|MIT Press|O'Reilly|OpenAI|Findings|JAMIA|Bioinformatics|Science Robotics|PLoS|PLOS"
)
VENUE: Final = re.compile(rf"(?<![\w-])(?:{_VENUES})(?![a-z])")
# Words of titles, too: without a date they name a place only by themselves.
_WEAK: Final = re.compile(
    r"(?<![\w-])(?:Nature|Science|Cell|Blog|Thesis|Workshop|Conference|Symposium|Letters|Magazine"
    r"|Communications|Journal|Review of|FAST|CHI|MICRO|ASE|LoG|Findings|Neural Networks"
    r"|Neural [Cc]omputation|Bioinformatics|Transactions|Annals|Springer|OpenAI)(?![a-z])"
)
_PRAISE: Final = re.compile(
    r"\b(?:oral|spotlight|best|award|poster|accepted|submitted|hono|to appear|distinguished)",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(
    r"(?:the |in )?(?:Nature|Science|Cell|PLoS|PLOS)(?: [A-Z][\w&]+){0,3}"
    r"|(?:[\w.-]+ )?(?:Blog|Thesis|Workshop|FAST|CHI|MICRO|ASE|LoG|Findings|Springer|OpenAI)"
    r"(?: (?:blog|post|[Pp]aper|[Tt]rack))?"
    r"|(?:(?:[A-Z][\w.&'-]*|of|on|in|and|the|for) )*(?:Conference|Symposium|Letters|Magazine"
    r"|Communications|Journal|Transactions|Annals|Workshop)(?: (?:[A-Z][\w.&'-]*|of|on"
    r"|in|and|the|for)){0,12}"
    r"|(?:Annual )?Review of(?: (?:[A-Z][\w.&'-]*|and|the)){1,4}"
    r"|Neural [Nn]etworks|Neural [Cc]omputation|Bioinformatics",
)
YEAR: Final = re.compile(r"(?<![\d./])(?<!\d[-–])((?:19[4-9]|20[0-4])\d)(?![\d])")
_SHORT_YEAR: Final = re.compile(r"['’‘] ?(\d\d)(?!\d)|(?<=[A-Z])[ -]?(\d\d)(?!\d)")
_DATE: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?(?!\d)")
_ADDRESS: Final = re.compile(r"https?://\S+|(?:arXiv:?)?\s?\d{4}\.\d{4,5}(?:v\d+)?", re.IGNORECASE)
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH_YEAR: Final = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-z]*\.?(?:,? (\d{1,2})(?:st|nd|rd"
    r"|th)?)?,? ((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_DAY_MONTH_YEAR: Final = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)? (jan|feb|mar|apr|may|jun|jul|aug|sep|o[ck]t|nov"
    r"|de[cz])[a-z]*\.?,? ((?:19|20)\d\d)\b",
    re.IGNORECASE,
)

_PARTICLES: Final = frozenset(
    "van von der den de la le del da di dos du el al bin ibn ter ten af av zu y e".split()
)
_NAME_WORD: Final = re.compile(
    r"(?:[^\W\d_]\.[-]?)+(?:[^\W\d_]+)?|[^\W\d_][\w'’`‐-]*[^\W_]\.?|[A-Z]{1,3}"
)
_ET_AL: Final = re.compile(
    r"[,;]?\s*(?:\bet\.? ?al\b\.?|\band others\b|\bet alii\b|等人?|\.\.\.|…)", re.IGNORECASE
)
_AFFILIATION: Final = re.compile(r"\s*\([^()]*\)|(?<![A-Z])[\d*†‡§¹²³⁴]+(?=\s|,|$)")


def published(text: str) -> str | None:
    """The date that a text names, as precise as it is ("2023-05"), or None."""
    if match := _DATE.search(text):
        return date(match[1], match[2], match[3])
    if match := _DAY_MONTH_YEAR.search(text):
        return date(match[3], _month(match[2]), match[1])
    if match := _MONTH_YEAR.search(text):
        return date(match[3], _month(match[1]), match[2])
    if match := YEAR.search(re.sub(r"https?://\S+|\d{4}\.\d{4,5}", "", text)):
        return match[1]
    if (match := _SHORT_YEAR.search(text)) and (match[1] or VENUE.search(text)):
        short = int(match[1] or match[2])
        return str(short + (2000 if short < 50 else 1900))
    return None


def _month(name: str) -> str:
    return str(_MONTHS.index(name.lower().replace("k", "c").replace("z", "c")) + 1)


def date(year: str, month: str | None, day: str | None) -> str:
    """The date of its parts, without those that no calendar has."""
    if not month or not 1 <= int(month) <= 12:
        return year
    if not day or not 1 <= int(day) <= 28 + (int(month) != 2) * 3 - (int(month) in (4, 6, 9, 11)):
        return f"{year}-{int(month):02}"
    return f"{year}-{int(month):02}-{int(day):02}"


def cites(text: str) -> tuple[tuple[str, ...], str | None] | None:
    """Names and year of "Vaswani et al., 2017", "Kingma & Ba (2015)"; else None."""
    if not (YEAR.search(text) or _ET_AL.search(text)):
        return None
    match = re.fullmatch(
        r"[\[(]?(.{2,100}?)[,.]?\s*[\[(]?(?:((?:19|20)\d\d)[a-z]?)?[\])]*", text.strip()
    )
    if not match or not (match[2] or _ET_AL.search(match[1])):
        return None
    who = people(match[1], alone=len(match[1].split()) <= 3)
    return (who, match[2]) if who else None


@lru_cache(maxsize=4096)
def people(text: str, alone: bool = False, surnames: bool = False) -> tuple[str, ...]:
    """The names if `text` is a list of people, else ().

    One name by itself could be anything in capitals: it counts only if `alone` says that a
    name is due there, or if it has an initial. `surnames`: three or more words could be such.
    """
    text = text.strip(" .,;:*_-–—|")
    more = _ET_AL.search(text)
    if more and more.end() < len(text.rstrip(" .,")):
        return ()
    if more:
        text = text[: more.start()]
    text = _AFFILIATION.sub("", text).strip(" .,;")
    if not text or len(text) > 4000 or re.search(r"[?!\"“”:/\[\]=]", text):
        return ()
    if (joined := " and " in text and "," in text) and _goes_past(text):
        return ()
    pieces = [p.strip() for p in re.split(r"\s*(?:;|&|，|、|\band\b|,)\s*", text) if p.strip()]
    names = (joined and _turned(text)) or _joined(pieces, turned=bool(more))
    if not names or not all(_is_name(name) for name in names):
        return ()
    initials = sum(re.match(r"[A-Z]\.", name) is not None for name in names)
    if 2 <= initials < len(names) and not more and any(" " not in name for name in names):
        return ()  # "I. Gilboa and E. Zemel, Nash and …": the title has begun
    initial = r"(?:^|[^\w’'])[A-Z](?:\.|\W|$)"
    sure = bool(more) or alone or len(names) > 1 or bool(re.search(initial, " ".join(names)))
    if all(len(name.split()) == 1 for name in names) and not (
        more or alone or (surnames and len(names) > 2)
    ):
        return ()
    return tuple(names) if sure else ()


def _goes_past(text: str) -> bool:
    """If something follows the last of some names: "Ada Bee and Cid Dee, DeepTrack"."""
    people, _, more = text.rpartition(",")
    first, joined, last = people.rpartition(" and ")
    full = len(last.split()) > 1 and len(first.rstrip(",").rpartition(",")[2].split()) > 1
    return bool(joined) and full and "," not in last and len(more.split()) == 1


def _turned(text: str) -> list[str]:
    """The names of "Kool, Wouter and Van Hoof, Herke": BibTeX writes them so."""
    each = [part.split(", ") for part in re.split(r",?\s+and\s+", text)]
    sizes = [len(part) == 2 and all(0 < len(p.split()) <= 3 for p in part) for part in each]
    return [f"{_dotted(first)} {last}" for last, first in each] if all(sizes) else []


def _joined(pieces: list[str], turned: bool) -> list[str]:
    """Names in their usual order: "Bengio, Y., LeCun, Y." is two of them."""
    initials = re.compile(r"(?:[A-Z]\.[ -]?){1,4}[A-Z]?|[A-Z](?:[ -]?[A-Z]\b)?(?: [A-Z]\.?)?")
    pairs = list(zip(pieces[::2], pieces[1::2], strict=False))
    if pairs and len(pieces) % 2 == 0 and all(initials.fullmatch(second) for _, second in pairs):
        return [f"{_dotted(second)} {first}" for first, second in pairs]
    if (
        len(pieces) >= 2
        and len(pieces[0].split()) == 1
        and _is_name(pieces[0])
        and len(pieces[1].split()) <= 3
    ):
        # "Bengio, Yoshua, Ian Goodfellow, and Aaron Courville": the first alone is turned round.
        rest = pieces[2:]
        if (
            initials.fullmatch(pieces[1])
            or (not rest and re.fullmatch(r"[^\W_]\w+ [A-Z]\.?", pieces[1]))  # "Smith, Kate A."
            or (turned and not rest)
            or (rest and all(len(each.split()) > 1 for each in rest))
        ):
            return [f"{_dotted(pieces[1])} {pieces[0]}", *rest]
    return pieces


def _dotted(first: str) -> str:
    # The last dot of "Hoare, C. A. R." went with the end of the sentence.
    return f"{first}." if re.search(r"(?:^|[. ])[A-Z]$", first) else first


def _is_name(text: str) -> bool:
    words = text.split()
    if not 1 <= len(words) <= 6 or len(text) > 60:
        return False
    lower = [word.lower() for word in words if len(word) > 1]
    initial = re.match(r"(?:[A-Z]\.[ -]?){2,}[A-Z][a-z]+$", text)  # "J. L. Part" is somebody
    if any(word in NO_NAMES for word in lower) and not initial:
        return False
    if lower and lower[-1] in _MONTHS:
        return False
    if VENUE.fullmatch(text) or re.search(r"\d", text):
        return False
    if not all(_NAME_WORD.fullmatch(word) for word in words):
        return False
    if len(words) == 1 and re.fullmatch(r"[A-Z]{3,}", text):
        return False  # "GPT"
    if any(word.endswith(".") and len(word) > 4 and "." not in word[:-1] for word in words[:-1]):
        return False  # a sentence ends within
    if words[0] == "A" and len(words) > 2:
        return False  # "A Comprehensive Explainer"
    capital = [word for word in words if not word[0].islower()]
    return bool(capital) and all(word in _PARTICLES or word in capital for word in words)


@lru_cache(maxsize=4096)
def venue_and_date(text: str, boxed: bool = False) -> bool:
    """Whether a text says but where and when: "NeurIPS 2017", "2017", "CVPR'19 oral".

    `boxed`: it stands in brackets, where any place of few words is likely one.
    """
    bare = text.strip(" .,;:()[]（）【】*_-–—|/")
    if not bare or len(bare) > 120:
        return False
    rest = _MONTH_YEAR.sub(" ", _DAY_MONTH_YEAR.sub(" ", _DATE.sub(" ", bare)))
    rest = _ADDRESS.sub(" ", rest)
    rest = _SHORT_YEAR.sub(" ", YEAR.sub(" ", rest))
    if len(rest.split()) <= 8 and rest != bare and not VENUE.search(rest):
        words = re.findall(r"[^\W\d_]+", rest)
        if boxed:
            return len(words) <= 4 and all(
                w[0].isupper() or w in ("of", "on", "and", "in") for w in words
            )
        return (
            not words
            or (len(words) == 1 and not words[0].islower())
            or all(sum(c.isupper() for c in w) > 1 for w in words)
        )
    if not VENUE.search(rest):
        return False
    if rest == bare and _WEAK.search(rest) and not _WHOLE.fullmatch(rest):
        return False  # "Science and Engineering", "Universal Cell Embeddings"
    first = re.split(r"[,;:]\s|\s[-–—]\s", rest)[0]
    if not VENUE.search(first) and (
        len(first.split()) >= 4
        or (len(first.split()) == 3 and not _PRAISE.search(first))
        or re.search(r"\bet\.? al\b", rest)
        or (
            len(rest[: VENUE.search(rest).start()].split()) >= 5  # type: ignore[union-attr]
            and not re.search(r"\b[A-Z]\.", rest)
        )
    ):
        return False  # a title or people before it
    if (
        len(first.split()) > 5
        and not VENUE.search(_WEAK.sub(" ", first))
        and not _WHOLE.fullmatch(first)
    ):
        return False  # "… with Convolutional Neural Networks for Objects, 2016"
    if re.search(r"(?:\w+[ ]){2}\w{3,}\.\s+[A-Z]", rest):
        return False  # a sentence before it
    words = re.findall(r"[^\W\d_]+", rest)
    starts = len(rest[: VENUE.search(rest).start()].split()) <= 2  # type: ignore[union-attr]
    small = [word for word in words if word[0].islower() and len(word) > 3]
    if not starts and len(small) > 2:
        return False
    return len(words) <= 12 and (
        rest != bare or len(words) <= 3 or bool(re.match(rf"(?:{_VENUES})", rest.strip()))
    )


def venue(text: str) -> str | None:
    """What of a text that says where and when is the where, with its year as written."""
    bare = re.sub(r",?\s+(?:vol|pp|no)\b.*$", "", re.sub(r"\s+", " ", text)).strip(
        " .,;:()[]（）【】*_-–—|/·→"
    )
    if VENUE.search(bare) and len(bare) <= 100:
        return bare
    return None


def people_then_place(piece: str, due: bool) -> tuple[tuple[str, ...], str]:
    """ "Yejin Bang et al. arXiv": the names, and what follows them."""
    if who := people(piece, alone=due and 2 <= len(piece.split()) <= 4, surnames=True):
        return who, ""
    if match := re.match(r"(.{2,200}?\bet\.? al\b\.?|.{2,200}?等)[,.]?\s*(.*)", piece):
        return people(match[1]), match[2]
    for separator in (", ", ". "):
        words = piece.split(separator)
        for count in range(len(words) - 1, max(0, len(words) - 4), -1):
            tail = separator.join(words[count:])
            if venue_and_date(tail) and (who := people(separator.join(words[:count]), alone=due)):
                return who, tail
    return (), ""
