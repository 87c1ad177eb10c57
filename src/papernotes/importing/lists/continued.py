"""Titles of which only the beginning is set apart."""

import re
from typing import Final

from papernotes.importing.lists import names
from papernotes.importing.lists.splitting import goes_on

# A title that goes on after a part that is set apart: "**Graph Networks** for Text …"
GOES_ON: Final = re.compile(r"\s+(?:for|of|with|on|and|to|via|using|in|from)\s+\w+\s+\w{3}")

_MORE: Final = re.compile(
    r"(?P<by>[*_\s]*[:：]\s+|\s+)(?P<more>[^\ue000-\uf8ff()\[\]\n.|｜]{8,200}?)"
    r"\s*(?=[\ue000-\uf8ff(\[\n.|｜]|$)"
)


def rest_of(label: str, after: str) -> tuple[str, int] | None:
    """What of a title stands after the part of it that is linked, and where it ends."""
    words = len(label.split())
    told = words <= 3 or ":" in label + after[:8] or "：" in label + after[:8]
    if not after or not told or (match := _MORE.match(after)) is None:
        return None
    if names.people(match["more"]):
        return None
    more, count = match["more"], len(match["more"].split())
    if count <= 4 and names.venue_and_date(more):
        return None
    said = re.search("[:：]", match["by"]) or label.rstrip().endswith((":", "："))
    if said and words <= 3 and goes_on(more):
        # The colon may be part of the link: "[Helix:](…) Distributed Serving of Large Models"
        lengths = count >= 4 or (count >= 2 and words == 1 and more[0].isupper())
        return (f": {more}", match.end()) if lengths else None
    if said and ":" not in label and re.match(r"(?:An?|The|Towards?)\s", more) and goes_on(more):
        return f": {more}", match.end()  # "[Boosting … with C4](…): A Communication-Driven …"
    if not said and words <= 3 and count >= 4 and GOES_ON.match(after) and goes_on(more):
        return f" {more}", match.end()  # "[Ring Attention](…) with Blockwise Transformers …"
    return None
