"""Where the note about a paper lies: one Markdown file, named after an id of the paper."""

import re

_ARXIV = r"arxiv:(\d{4}\.\d{4,5})"
_SLUG_LENGTH = 60
_HASH_BYTES = 8
MAX_INDEXED = 1_000_000  # bytes of a note that search looks at
MAX_SIZE = 16_000_000  # bytes of one that is read at all


def file_name(uid: str) -> str:
    """`arxiv-2305.14314.md`; for other ids a slug, then a hash.

    Two ids never share a name, even on a disk that takes "A" for "a".
    """
    if match := re.fullmatch(_ARXIV, uid, re.ASCII):
        return f"arxiv-{match[1]}.md"
    from hashlib import blake2b  # few papers are on no arXiv

    slug = re.sub(r"[^a-z0-9]+", "-", uid.lower())[:_SLUG_LENGTH].strip("-")
    return f"{slug}-{blake2b(uid.encode(), digest_size=_HASH_BYTES).hexdigest()}.md"


def heading(title: str) -> str:
    """The line that a note begins with."""
    return f"# {title}\n"


def beyond_heading(text: str, title: str) -> str:
    """A note without that line, where the title stands beside it."""
    return text.removeprefix(heading(title))
