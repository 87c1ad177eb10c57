"""The ids of what links lead to."""

import re
from functools import lru_cache
from typing import Final

from papernotes.importing.lists.links import Link
from papernotes.model import ids

_DOI_PATH: Final = re.compile(
    r"^https?://(?:dl\.acm\.org|onlinelibrary\.wiley\.com|www\.science\.org"
    r"|link\.springer\.com|pubs\.acs\.org|epubs\.siam\.org"
    r"|www\.tandfonline\.com|journals\.sagepub\.com)/(?:doi|article|chapter|book)/(?:abs/"
    r"|full/|pdf/|epdf/|book/)?(10\.\d{4,9}/[^?#]+?)(?:\.pdf)?/?(?:[?#].*)?$"
)


@lru_cache(maxsize=64)  # who makes a record asks for each link's more than once
def id_of(link: Link) -> str | None:
    """The id of what a link leads to."""
    if match := _DOI_PATH.match(link.url):
        return ids.doi(match[1])
    if match := re.match(
        r"https?://(?:www\.)?(?:alphaxiv\.org|huggingface\.co|scirate\.com)/(?:abs|papers"
        r"|arxiv)/(\d{4}\.\d{4,5})",
        link.url,
    ):
        return ids.arxiv(match[1])
    return ids.url(re.sub(r"[?#].*$", "", link.url) if "arxiv.org/" in link.url else link.url)
