"""The runs of one entry as one text, its links each a single character."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from papernotes.importing.lists.links import Link, of_run, web
from papernotes.importing.lists.tree import Run

_FIRST: Final = 0xE000  # private use: what a list has of these itself is dropped
MOST: Final = 400  # links of an entry
MARK: Final = f"[{chr(_FIRST)}-{chr(_FIRST + MOST - 1)}]"
# "Read: [Title](…)", "Optional: …": before a title, in schedules.
ANNOUNCED: Final = (
    r"(?:required |optional )?(?:read(?:ings?)?|required|optional|recommended)\s*[:：]\s*"
)
_MARKS: Final = re.compile("[\ue000-\uf8ff]")
_SHORTCODE: Final = re.compile(r":(?=[a-z0-9_+-]*[a-z])[a-z0-9_+-]{2,40}:")
_KNOWN_HOST: Final = re.compile(
    r"(?<![\w/.@:-])(?:arxiv|doi|openreview|aclanthology)\.(?:org|net)/[^\s<>\"'\]}|]*[\w/)]"
)
# The dot after it is a sentence's, not the address's.
_BARE_URL: Final = re.compile(r"(?<![\w/])(?:https?://|www\.)[^\s<>\"'\]}|]+[^\s<>\"'\]}|.,;:!?*]")


class Line(NamedTuple):
    """An entry's text. Spans are of (start, end)."""

    text: str
    links: tuple[Link, ...]
    bold: tuple[tuple[int, int], ...]
    italic: tuple[tuple[int, int], ...]
    code: tuple[tuple[int, int], ...]

    def link(self, mark: str) -> Link:
        return self.links[self.place(mark)]

    def place(self, mark: str) -> int:
        """Which of the links a mark stands for."""
        return ord(mark) - _FIRST

    def part(self, start: int, end: int) -> "Line":
        """A part of the line, with the links that are in it."""
        text = self.text[start:end]
        links = tuple(self.link(mark) for mark in re.findall(MARK, text))
        places = iter(range(len(links)))
        spans = (
            tuple(
                (max(s, start) - start, min(e, end) - start) for s, e in of if s < end > start < e
            )
            for of in (self.bold, self.italic, self.code)
        )
        return Line(re.sub(MARK, lambda _: chr(_FIRST + next(places)), text), links, *spans)

    def plain(self, text: str) -> str:
        """`text`, a part of this line's, as it reads."""
        return re.sub(MARK, lambda m: self.link(m[0]).label, text)


def of_runs(runs: Iterable[Run]) -> Line:
    """The line that runs make."""
    text = ""
    links: list[Link] = []
    spans: dict[str, list[tuple[int, int]]] = {"bold": [], "italic": [], "code": []}
    for run in _joined(runs):
        start = len(text)
        if run.href is not None:
            if len(links) < MOST:
                text += chr(_FIRST + len(links))
                links.append(of_run(run))
        elif not run.image:
            text += _bare(run.text, links)
        for name, found in spans.items():
            if getattr(run, name) and run.text.strip():
                if found and not text[found[-1][1] : start].strip():
                    start = found.pop()[0]
                found.append((start, len(text)))
    return Line(
        text, tuple(links), tuple(spans["bold"]), tuple(spans["italic"]), tuple(spans["code"])
    )


def _bare(written: str, links: list[Link]) -> str:
    def mark(match: re.Match[str]) -> str:
        url = match[0]
        tail = ""
        while url.endswith(")") and url.count(")") > url.count("("):
            url, tail = url[:-1], ")" + tail
        address = url if re.match("https?:|www", url) else f"https://{url}"
        if not web(address) or len(links) >= MOST:
            return match[0]
        links.append(of_run(Run(url, address)))
        return chr(_FIRST + len(links) - 1) + tail

    marked = _BARE_URL.sub(mark, _SHORTCODE.sub(" ", _MARKS.sub("", written)))
    return _KNOWN_HOST.sub(mark, marked)


def _joined(runs: Iterable[Run]) -> Iterable[Run]:
    """Runs of the same link as one: its text may be bold in part."""
    last: Run | None = None
    for run in runs:
        if last and last.href is not None and run.href == last.href and run.text != "\n":
            image = last.image and run.image
            text = (last.text if not last.image or image else "") + (
                run.text if not run.image or image else ""
            )
            last = last._replace(text=text, image=image, bold=last.bold or run.bold)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last
