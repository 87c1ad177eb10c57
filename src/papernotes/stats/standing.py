"""What statistics need to know of a paper: small enough to hold a hundred thousand."""

import datetime as dt
from typing import NamedTuple

from papernotes.model.paper import Status


class Standing(NamedTuple):
    """How things stand with one paper. A date is None where it is not known."""

    status: Status = "unread"
    started: dt.date | None = None
    finished: dt.date | None = None
    rating: int | None = None
    pages: int | None = None
    year: int | None = None  # of publication
    topics: tuple[str, ...] = ()  # spelled alike in all of them
    tags: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        return self.status == "done"
