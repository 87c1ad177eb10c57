"""Copies that a file-sync tool leaves behind when two machines changed one file."""

import re
from collections.abc import Collection

# What each tool makes of "papers.toml"; the groups together are what it was.
_PATTERNS = (
    # Dropbox and Nextcloud put "(laptop's conflicted copy 2026-01-02)" before the ending,
    r"(?P<stem>.+?) \([^()]*conflict(?:ed copy)?[^()]*\)(?P<end>\.[^.]+)?",
    # ownCloud "_conflict-20260102-030405",
    r"(?P<stem>.+?)_conflict-[0-9-]+(?P<end>\.[^.]+)?",
    # Syncthing ".sync-conflict-20260102-030405-ABCDEFG",
    r"(?P<stem>.+?)\.sync-conflict-[0-9]{8}-[0-9]{6}-[A-Z0-9]+(?P<end>\.[^.]+)?",
    # Google Drive "(1)",
    r"(?P<stem>.+?) ?\([0-9]{1,2}\)(?P<end>\.[^.]+)?",
    # and iCloud " 2".
    r"(?P<stem>.+?) [2-9](?P<end>\.[^.]+)?",
)
# OneDrive: "papers-LAPTOP.toml", which may be anything if there is no "papers.toml".
_BY_HOST = r"(?P<stem>.+?)-(?=[^-]*[A-Z])[A-Za-z0-9-]{2,15}(?P<end>\.[^.]+)?"
# What editors leave, and tools that are at work: harmless, and gone or overwritten soon.
_HARMLESS = r".*~|\..*|#.*#|.*\.(?:swp|swo|swx|tmp|bak|part)"


def original(name: str, beside: Collection[str]) -> str | None:
    """The name of what a file or folder is a copy of; None if it looks like none.

    `beside` are the names in its folder.
    """
    for pattern in _PATTERNS:
        if match := re.fullmatch(pattern, name, re.IGNORECASE):
            return match["stem"] + (match["end"] or "")
    if match := re.fullmatch(_BY_HOST, name):
        first: str = match["stem"] + (match["end"] or "")
        return first if first in beside else None
    return None


def is_harmless(name: str) -> bool:
    """Whether a file is hidden, or what an editor keeps beside the one it edits."""
    return re.fullmatch(_HARMLESS, name) is not None
