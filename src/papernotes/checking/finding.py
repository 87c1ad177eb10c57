"""What is found wrong, and every kind that there is (docs/checks.md explains them)."""

from typing import Final, Literal, NamedTuple

Severity = Literal["error", "warning", "note"]

# Error: the program leaves something out because of it, or it can't be meant. Warning: it
# is read, and should be looked at. Note: all is well, and good to know.
KINDS: Final[dict[str, Severity]] = {
    # of a catalog's file
    "unreadable": "error",
    "empty": "error",
    "no-utf8": "error",
    "no-toml": "error",
    "no-schema": "error",
    "newer-schema": "error",
    "no-table": "error",
    "missing-field": "error",
    "bad-field": "error",
    "no-id": "error",
    "duplicate-number": "error",
    "duplicate-key": "error",
    "duplicate-id": "error",
    "needs-itself": "error",
    "needs-circle": "error",
    "no-papers": "warning",
    "no-title": "warning",
    "near-equal-titles": "warning",
    "unknown-paper": "warning",
    "helps-itself": "warning",
    "later-paper": "warning",
    "future-date": "warning",
    "early-date": "warning",
    "no-takeaway": "warning",
    "long-takeaway": "warning",
    "long-detail": "warning",
    "long-title": "warning",
    "no-authors": "warning",
    "no-key": "warning",
    "duplicate-label": "warning",
    "duplicate-link": "warning",
    "link-to-itself": "warning",
    "topic-spelling": "warning",
    "unknown-field": "warning",
    "number-order": "warning",
    "control-characters": "warning",
    "unusual-id": "warning",
    # of the library
    "damaged-entry": "error",
    "bad-name": "error",
    "bad-setting": "error",
    "no-catalog": "error",
    "unfinished-entry": "warning",
    "wrong-device": "warning",
    "conflicting-event": "warning",
    "clock-ahead": "warning",
    "future-day": "warning",
    "orphaned-note": "warning",
    "two-notes": "warning",
    "sync-copy": "warning",
    "catalog-warnings": "warning",
    "empty-folder": "warning",
    "broken-index": "warning",
    "wrong-index": "warning",
    "not-writable": "warning",
    "open-to-others": "warning",
    "touched-index": "note",
    "old-index": "note",
    "busy-index": "note",
    "stray-file": "note",
    "set-aside": "note",
    "unlisted-paper": "note",
}


class Finding(NamedTuple):
    """What is wrong, where, and what to do. Line 0: with the file as a whole."""

    line: int
    kind: str
    message: str
    hint: str | None = None
    file: str = ""

    @property
    def severity(self) -> Severity:
        return KINDS[self.kind]
