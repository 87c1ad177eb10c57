"""What a walk through a list has found so far, and in which sections it is."""

from typing import Final

from papernotes.importing.lists import sections
from papernotes.importing.lists.entry import Entry, stub
from papernotes.importing.lists.judge import Candidate
from papernotes.importing.lists.line import Line
from papernotes.importing.lists.pieces import links_paper
from papernotes.importing.lists.tree import Node
from papernotes.model.record import Left

PSEUDO: Final = 7  # the level of a heading that is none: a line in bold, a <summary>


class Gathering:
    """The candidates so far, and the headings above the next."""

    def __init__(self) -> None:
        self.found: list[Candidate | Left] = []
        self.sections: list[sections.Section] = []
        self.groups = 0
        self.title: str | None = None
        self.reads = False  # the list as a whole says that it is one of papers

    def group(self) -> int:
        self.groups += 1
        return self.groups

    def enter(self, section: sections.Section, is_title: bool) -> None:
        while self.sections and self.sections[-1].level >= section.level:
            self.sections.pop()
        if is_title:
            section = section._replace(admits="all")
        self.sections.append(section)

    def offer(
        self,
        entry: Entry,
        group: int,
        topics: tuple[str, ...],
        boxed: bool = False,
        reading: bool = False,
    ) -> None:
        inner = [
            s
            for s in self.sections
            if s.level > 1 or len(self.sections) == 1 or s is not self.sections[0]
        ]
        self.found.append(
            Candidate(
                entry,
                group,
                self.admits(),
                reading or self.reads or any(s.reading for s in self.sections),
                tuple(
                    dict.fromkeys(
                        [*(s.topic for s in inner if s.topic and s.title != self.title), *topics]
                    )
                ),
                next((s.published for s in reversed(self.sections) if s.published), None),
                next((s.venue for s in reversed(self.sections) if s.venue), None),
                boxed,
            )
        )

    def admits(self) -> str:
        # What stands below a heading of its own within "News" or "Contents" is none of these:
        # levels of headings are often wrong. "Tools" holds for all below it.
        for each in reversed(self.sections):
            if each.admits == "none":
                return "none"
            if each.admits == "contents":
                return "papers"
            if each.level < PSEUDO:
                break
        for each in reversed(self.sections):
            if each.reading and each.admits == "all":
                return "all"
            if each.admits == "papers":
                return "papers"
        return "all"

    def in_contents(self) -> bool:
        """Whether the nearest heading is "Contents" or the like."""
        return bool(self.sections) and self.sections[-1].admits == "contents"

    def stub(self, line: Line, block: Node) -> Entry | None:
        """The entry that a bare address is, outside of sections that hold no papers."""
        return None if self.admits() == "none" else stub(line, block.line, block.number)

    def no_title(self, line: Line, block: Node) -> None:
        if links_paper(line) and self.admits() != "none":
            link = next((link for link in line.links if link.leads in ("scholarly", "pdf")), None)
            if link is not None and not link.image:
                self.found.append(Left(block.line, link.url, "has no title"))
