"""Where the fuzzer begins, besides its corpus: honest inputs, and the words of each language."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from papernotes.journal.write import encode, header
from papernotes.model.event import Event

_BUNDLED = Path(__file__).parents[2] / "data" / "papers.toml"
_PAPERS = 6  # of the bundled catalog: enough to have each field once

# Words that a fuzzer would take long to spell: libFuzzer's dictionary.
_WORDS: Final = {
    "catalog": """
        [[paper]] [paper] number= key= title= arxiv= doi= url= uid= aka= needs= helps= links=
        published= pages= topics= authors= schema=1 label= https:// local:abcd 10.1234/x
        2305.14314 2023-05-23 inf 0x 1e9 \\u0000 \\ud800 \"\"\" \'\'\' {} [[]]
    """,
    "journal": """
        [[event]] schema=1 device= id= kind= papers= titles= on= rating= takeaway= target= add=
        remove= at= 1795434683470001-a 2026-01-02 "unknown" "undo" "redo" "done" \\u0000 [[
    """,
    "query": """
        topic: status: author: year: tag: rating: is: has: not: .. unread ready note AND OR NEAR(
        " * ^ {title}: attention 2017 ﬁ ß İ ٣ -- % _ ' ; , 2020..2022
    """,
    "ref": """
        arxiv: doi: url: local: https:// http:// 10.48550/arXiv. v1 / 1706.03762 hep-th/9901001
        llm/ qlora - 12 www. %2F %2e%2e ? arxiv.org/abs/ doi.org/ utm_source= [::1] :443 @ # xn-- 。
    """,
}


def words(target: str) -> list[str]:
    return [*_WORDS[target].split(), "\n\n", "\r\n", "\x00"]


def seeds(target: str) -> Iterator[bytes]:
    if target == "catalog":
        pieces = _BUNDLED.read_bytes().split(b"\n\n")[: _PAPERS + 1]
        yield from [*pieces, b"\n\n".join(pieces)]
    elif target == "journal":
        for kind in ("start", "done", "skip", "reset", "rate", "tag", "takeaway", "undo", "redo"):
            event = Event(
                "1795434683470001-a",
                "2026-11-23T11:51:23Z",
                kind,
                ("arxiv:2305.14314",),
                ("QLoRA",),
                on="2026-11-23",
                rating=4,
                takeaway="t",
                add=("x",),
                remove=("y",),
                target="1795434683470000-a",
            )
            text = header("a") + encode(event)
            yield text + encode(event)
            yield text + b"\n" + encode(event).replace(b"id =", b"i") + b"\r\n" + encode(event)
    else:
        yield from (word.encode() for word in words(target))
        yield from (b'attention" OR "x', b'author:va"*', b'not:"a" NEAR("b')
