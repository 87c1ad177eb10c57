"""Links whose text is but where and when a paper appeared: "[CHI 2024](…)"."""

import re
from typing import Final

from papernotes.importing.lists import names

_VENUE_YEAR: Final = re.compile(
    r"[\w&'’./ +-]{0,40}?[ '’-]?(?:19|20)?\d\d(?: ?(?:oral|spotlight|poster|workshop|findings))?",
    re.IGNORECASE,
)


# "NeurIPS 2024 Benchmark": its track, and no benchmark
_PLACED: Final = re.compile(
    rf"(?:Findings of )?{names.VENUE.pattern}\s?['’]?(?:19|20)\d\d"
    r"(?:\s(?:datasets?|benchmarks?|demo|tutorial|track|and|workshop|short|long|main|industry"
    r"|position|outstanding|best|paper|&)\b){0,5}$",
    re.IGNORECASE,
)


def is_place(label: str) -> bool:
    """Whether a text is a place and a year, and nothing more."""
    words = label.split()
    return (
        len(words) <= 4
        and bool(re.search(r"(?:19|20)\d\d|['’]\d\d|\D\d\d$", label))
        and bool(_VENUE_YEAR.fullmatch(label.strip("[]() ")))
        and (
            len(words) == 1
            or any(c.isupper() for c in words[0][1:])
            or words[0].lower() in ("nature", "science")
        )
        and bool(
            re.fullmatch(
                r"[\[(]?(?:[A-Z]|3DV).*?(?:(?:19|20)\d\d|['’ -]\d\d|[A-Z]\d\d)\W*(?:\w+)?", label
            )
        )
    )


def is_track(label: str) -> bool:
    """Whether a text is a place, a year, and of what sort a paper was there."""
    return _PLACED.match(label) is not None
