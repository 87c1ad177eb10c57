"""The door for catalogs: what a `[[paper]]` may hold, guarded by Pydantic.

Imported only when a catalog has changed: Pydantic costs more than a whole `list`.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, NamedTuple

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from papernotes.model import ids
from papernotes.model.names import is_key
from papernotes.model.paper import Paper
from papernotes.model.text import one_line

SCHEMA = 1
MAX_NUMBER = 999_999
_AUTHORS = 10_000  # papers of large experiments have 5,000
_TOPICS = 200
_MANY = 100_000  # pages: more than any book has
_LONG = 20_000  # characters: far above any real field, far below what would hurt


def _date(value: object) -> object:
    """A TOML date, or text as precise as known: "2023-11-30", "2023-11", "2023"."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, str) and re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value, re.ASCII):
        try:
            dt.date.fromisoformat(value + "-01-01"[len(value) - 4 :])
        except ValueError:
            pass
        else:
            return value
    raise ValueError('is no date: write 2023-05-23, "2023-05" or "2023"')


def _key(value: str) -> str:
    if not is_key(value):
        raise ValueError("is no key: small letters, digits and hyphens, at least one letter")
    return value


def _id(parse: Callable[[str], str | None], what: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if parse(value) is None:
            raise ValueError(f"is no {what}")
        return value

    return check


def _web(value: str) -> str:
    if not value.lower().startswith(("http://", "https://")) or ids.url(value) is None:
        raise ValueError("is no http or https address")
    return value


def _reasons(value: object) -> object:
    """A plain array of keys is a table without reasons."""
    if isinstance(value, list):
        if not all(isinstance(name, str) for name in value):
            raise ValueError("holds what is no key: write a table, or an array of keys")
        return dict.fromkeys(value, "")
    return value


def _local(value: str) -> str | None:
    return ids.parse(value) if value.startswith("local:") else None


def _line(value: str) -> str:
    line = one_line(value)
    if not line:
        raise ValueError("is empty: leave it out, or say something")
    return line


Line = Annotated[str, StringConstraints(max_length=_LONG), AfterValidator(_line)]
Reasons = Annotated[dict[Line, Annotated[str, AfterValidator(one_line)]], BeforeValidator(_reasons)]


class _Link(BaseModel):
    label: Line
    url: Annotated[str, AfterValidator(_web)]


class PaperIn(BaseModel):
    """One `[[paper]]` table. Fields that we do not know belong to newer programs: let be."""

    model_config = ConfigDict(extra="ignore", strict=True)

    number: Annotated[int, Field(ge=1, le=MAX_NUMBER)]
    key: Annotated[str, AfterValidator(_key)] | None = None
    short: Line | None = None
    title: Line
    authors: Annotated[list[Line], Field(max_length=_AUTHORS)] = []
    published: Annotated[str, BeforeValidator(_date)] | None = None
    venue: Line | None = None
    arxiv: Annotated[str, AfterValidator(_id(ids.arxiv, "arXiv id"))] | None = None
    doi: Annotated[str, AfterValidator(_id(ids.doi, "DOI"))] | None = None
    url: Annotated[str, AfterValidator(_web)] | None = None
    uid: Annotated[str, AfterValidator(_id(_local, 'id of the form "local:…"'))] | None = None
    aka: list[Annotated[str, AfterValidator(_id(ids.parse, "id"))]] = []
    kind: Line | None = None
    pages: Annotated[int, Field(ge=1, le=_MANY)] | None = None
    topics: Annotated[list[Line], Field(max_length=_TOPICS)] = []
    takeaway: Line | None = None
    detail: Annotated[str, StringConstraints(max_length=_LONG), AfterValidator(one_line)] | None = (
        None
    )
    needs: Reasons = {}
    helps: Reasons = {}
    links: list[_Link] = []

    @model_validator(mode="after")
    def _has_a_name(self) -> "PaperIn":
        if not self.names():
            raise ValueError("has no arxiv, doi, url or uid: nothing to know it by")
        return self

    def names(self) -> tuple[str, ...]:
        """Every id of the paper, the uid first."""
        found = [
            ids.arxiv(self.arxiv) if self.arxiv else None,
            ids.doi(self.doi) if self.doi else None,
            ids.url(self.url) if self.url else None,
            self.uid,
            *(ids.parse(name) for name in self.aka),
        ]
        return ids.ordered(name for name in found if name)


def paper(table: Mapping[str, Any]) -> Paper:
    """The paper that a parsed `[[paper]]` table describes.

    Raises ValueError, with a message for the catalog's author, if it describes none.
    """
    try:
        read = PaperIn.model_validate(dict(table))
    except ValidationError as error:
        raise ValueError(explain(error)) from None
    names = read.names()
    own_arxiv = ids.arxiv(read.arxiv or "") or _first(names, "arxiv:")
    own_doi = re.search(r"10\..*", read.doi) if read.doi else None
    return Paper(
        number=read.number,
        key=read.key,
        ids=names,
        title=read.title,
        short=read.short,
        authors=tuple(read.authors),
        published=read.published,
        venue=read.venue,
        url=read.url or _page(names[0]),
        arxiv=own_arxiv.removeprefix("arxiv:") if own_arxiv else None,
        doi=own_doi[0].strip() if own_doi else None,
        kind=read.kind,
        pages=read.pages,
        topics=tuple(dict.fromkeys(read.topics)),
        takeaway=read.takeaway,
        detail=read.detail,
        links=tuple((link.label, link.url) for link in read.links),
        needs=read.needs,
        helps=read.helps,
    )


class Complaint(NamedTuple):
    """What is wrong with a field of a table, and which one ((): with all of it)."""

    field: tuple[str | int, ...]
    message: str
    missing: bool = False

    def __str__(self) -> str:
        where = ".".join(map(str, self.field))
        return f"{where}: {self.message}" if where else self.message


def complaints(table: Mapping[str, Any]) -> list[Complaint]:
    """All that is wrong with a parsed `[[paper]]` table; nothing if it describes a paper."""
    try:
        PaperIn.model_validate(dict(table))
    except ValidationError as error:
        return _complaints(error)
    return []


# What Pydantic says in words of its own, by the type of its complaint.
_WORDS = {
    "missing": "is missing",
    "string_type": 'is no text: write it in quotes, "…"',
    "list_type": 'is no list: write ["…"]',
    "tuple_type": 'is no list: write ["…"]',
    "int_type": "is no whole number: write it without quotes",
    "bool_type": "is neither true nor false: write one of them, without quotes",
    "dict_type": "is no table: write { … }",
    "model_type": 'is no table: write { label = "…", url = "…" }',
    "greater_than_equal": "is less than {ge}",
    "less_than_equal": "is more than {le}",
    "string_too_long": "has more than {max_length} characters",
    "too_long": "has more than {max_length} of them",
}


def explain(error: ValidationError) -> str:
    """The first complaint of Pydantic, in the words of the file: "title: is missing"."""
    return str(_complaints(error)[0])


def _complaints(error: ValidationError) -> list[Complaint]:
    return [
        Complaint(
            tuple(part for part in each["loc"] if not str(part).startswith("function-")),
            _said(each),
            each["type"] == "missing",
        )
        for each in error.errors(include_url=False, include_input=False)
    ]


def _said(complaint: Mapping[str, Any]) -> str:
    words = _WORDS.get(complaint["type"], "")
    for name, value in complaint.get("ctx", {}).items():
        words = words.replace(f"{{{name}}}", str(value))
    what = str(complaint["msg"]).removeprefix("Value error, ")
    return words or what[:1].lower() + what[1:]


def _first(names: tuple[str, ...], prefix: str) -> str | None:
    return next((name for name in names if name.startswith(prefix)), None)


def _page(uid: str) -> str | None:
    scheme, _, rest = uid.partition(":")
    if scheme == "arxiv":
        return f"https://arxiv.org/abs/{rest}"
    if scheme == "doi":
        return f"https://doi.org/{rest}"
    return rest if scheme == "url" else None
