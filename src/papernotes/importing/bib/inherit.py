"""What entries of BibTeX have from others, by `crossref` and `xdata`."""

from collections.abc import Iterator
from typing import Final

from papernotes.importing.bib.blocks import Entry
from papernotes.importing.bib.reading import OWN
from papernotes.importing.bib.values import Parts, Strings

# A volume's address, keywords and notes are its own.
_OF_A_VOLUME: Final = (
    "year", "date", "month", "editor", "publisher", "institution", "organization", "booktitle",
    "journal", "journaltitle", "eventtitle", "series", "school",
)  # fmt: skip
_VOLUMES: Final = ("proceedings", "mvproceedings", "collection", "mvcollection", "periodical")
_OF_A_READER: Final = (
    "readstatus", "read", "ranking", "rating", "comment", "comments", "annotation", "annote",
    "review", "groups",
)  # fmt: skip
_BY_ITS_AUTHOR: Final = ("inbook", "suppbook", "bookinbook")
_GENERATIONS: Final = 5  # a volume of a series; what refers to itself ends here, too
_MOST_SHARED: Final = 20  # of `xdata` in one entry


class Heirs:
    """The entries of a file, to find those that others refer to."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._volumes: set[str] | None = None  # that a paper is in, once they are asked for

    def add(self, entry: Entry) -> None:
        """Of those with the same key the first is the one that is referred to."""
        self._entries.setdefault(entry.key.lower(), entry)

    def is_only_a_volume(self, entry: Entry) -> bool:
        """Whether an entry is there for others to refer to: a volume of papers that are there
        themselves, of which its reader says nothing.
        """
        if self._volumes is None:
            papers = (each for each in self._entries.values() if each.type not in _VOLUMES)
            self._volumes = {above.key.lower() for each in papers for above in self._above(each)}
        if entry.type not in _VOLUMES or entry.key.lower() not in self._volumes:
            return False
        return not any(name in _OF_A_READER or name.startswith(OWN) for name in entry.fields)

    def whole(self, entry: Entry) -> dict[str, Parts]:
        """The fields of an entry with those that it inherits."""
        fields = dict(entry.fields)
        if "xdata" in fields:
            self._share(fields)
        if "crossref" in fields:
            self._inherit(entry, fields)
        return fields

    def _share(self, fields: dict[str, Parts]) -> None:
        wanted, seen = _keys(fields), set[str]()
        while wanted and len(seen) < _MOST_SHARED:
            key = wanted.pop(0)
            shared = self._entries.get(key)
            if shared is None or key in seen:
                continue
            seen.add(key)
            wanted += _keys(shared.fields)
            fields.update({name: it for name, it in shared.fields.items() if name not in fields})

    def _inherit(self, entry: Entry, fields: dict[str, Parts]) -> None:
        for parent in self._above(entry):
            # Also a volume has a date in one of two ways.
            given = {"date": ("year",), "year": ("date",), "month": ("date",)}
            had = set(fields)
            for name in _OF_A_VOLUME:
                taken = name in had or any(other in had for other in given.get(name, ()))
                if name in parent.fields and not taken:
                    fields[name] = parent.fields[name]
            if "title" in parent.fields and not {"booktitle", "journal"} & fields.keys():
                fields["booktitle"] = parent.fields["title"]
            if entry.type in _BY_ITS_AUTHOR and "author" in parent.fields:
                fields.setdefault("author", parent.fields["author"])

    def _above(self, entry: Entry) -> Iterator[Entry]:
        """The entry that it refers to, that to which this one does, and so on."""
        for _ in range(_GENERATIONS):
            above = self._entries.get(_key(entry.fields.get("crossref", "")))
            if above is None or above is entry:
                return
            yield above
            entry = above


def _keys(fields: dict[str, Parts]) -> list[str]:
    parts = fields.get("xdata", "")
    keys = parts.split(",", _MOST_SHARED) if isinstance(parts, str) else []
    return [key.strip().lower() for key in keys[:_MOST_SHARED]]


def _key(parts: Parts) -> str:
    return Strings(0).text(parts).strip().lower()
