"""Keys and the names of catalogs, and the handles that needs are written with."""

import re

from papernotes.model import ids

# A key, and a catalog's name: at least one letter, so that it is no number.
_KEY = r"(?=[0-9-]*[a-z])[a-z0-9][a-z0-9-]{0,63}"


def is_key(text: str) -> bool:
    return re.fullmatch(_KEY, text, re.ASCII) is not None


def handle(catalog: str, written: str) -> str:
    """What `written` names when a paper of `catalog` needs it: its key there, or an id."""
    if is_key(written):
        return f"{catalog}/{written}"
    return ids.parse(written) or f"{catalog}/{written}"
