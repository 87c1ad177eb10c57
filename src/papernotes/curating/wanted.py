"""A paper that is to be added: from what was typed to the fields of a catalog."""

import re
import shlex
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from papernotes.errors import USAGE, PapernotesError
from papernotes.model import ids
from papernotes.model.record import Left
from papernotes.model.text import one_line, scalar
from papernotes.network.landing import anthology, page_of

_WITHOUT_SCHEME = re.compile(r"(?:www\.|dx\.)?(?:arxiv|doi)\.org/", re.IGNORECASE)
_LONGEST = 120  # characters of what a message repeats


class Wanted(NamedTuple):
    """One paper, and the fields of it that were given, as a catalog has them.

    `needs` and `helps` are REFs: the library tells what they name.
    """

    id: str | None  # what `ids.parse` makes of what was typed
    fields: Mapping[str, Any]
    titled: bool = True  # otherwise its id stands for the title
    given: Mapping[str, Any] = {}  # of the fields those that were said
    typed: str = ""  # the address, where one was typed

    def with_found(self, found: Mapping[str, Any]) -> "Wanted":
        """The paper with what was found of it; what was said of it stays."""
        return self._replace(fields={**found, **self.given}, titled=True)


def wanted(what: str | None, fields: Mapping[str, Any]) -> Wanted:
    """Raises PapernotesError (wrong usage) if `what` is neither an id nor an address."""
    given = {name: _clean(value) for name, value in fields.items() if value not in (None, [])}
    if what is None:
        if "title" not in given:
            raise PapernotesError(
                "there is nothing to know the paper by",
                hint="Give an arXiv id, a DOI, an address or a title: papernotes add --title “…”",
                code=USAGE,
            )
        return Wanted(None, given)
    what = anthology(what) or what
    if _WITHOUT_SCHEME.match(what):  # as browsers show it
        what = f"https://{what}"
    name = ids.parse(what)
    if name is None:
        shown = what if len(what) <= _LONGEST else f"{what[:_LONGEST]}…"
        raise PapernotesError(
            f"“{shown}” is no arXiv id, no DOI and no http or https address",
            hint=f"If it is a title: papernotes add --title {shlex.quote(shown)}",
            code=USAGE,
        )
    scheme, _, rest = name.partition(":")
    own = {"arxiv": rest, "doi": rest, "url": one_line(what), "local": name}[scheme]
    if scheme == "url" and own.lower().startswith("url:"):
        own = own[4:]
    field = {"local": "uid"}.get(scheme, scheme)
    if field in given:
        raise PapernotesError(
            "there are two addresses", hint="Leave out --url, or the one before it.", code=USAGE
        )
    said = {"arxiv": f"arXiv:{rest}", "doi": f"doi:{rest}"}.get(scheme, own)
    fields = {"title": said, **given, field: own}
    if scheme == "url" and "title" not in given and (page := page_of(own)) != own:
        fields |= {"url": page, "aka": [name]}  # of a PDF: what it is, its page says
    typed = own if scheme == "url" else ""
    return Wanted(name, fields, "title" in given, given, typed)


def is_bibtex(what: str) -> bool:
    return what.lstrip().startswith("@")


def of_bibtex(text: str, fields: Mapping[str, Any]) -> list[Wanted]:
    """The papers of a piece of BibTeX. Raises PapernotesError if one of them is none."""
    from papernotes.curating.table import table_of  # brings Pydantic, which few runs need
    from papernotes.importing.formats import UnreadableError, read

    given = {name: _clean(value) for name, value in fields.items() if value not in (None, [])}
    papers = []
    why = ""
    try:
        for each in read(text, "bibtex").items:
            if isinstance(each, Left):
                why = why or each.why
            else:
                papers.append(Wanted(next(iter(each.ids), None), {**table_of(each), **given}))
    except (UnreadableError, ValueError) as error:
        why = str(error)
    if why or not papers:
        raise PapernotesError(
            f"“{one_line(text[:_LONGEST])}” {why or 'holds no paper'}",
            hint="Quote the whole entry: papernotes add '@article{…}'",
            code=USAGE,
        )
    return papers


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, Sequence):
        return [_clean(each) for each in value]
    if isinstance(value, Mapping):
        return {name: _clean(each) for name, each in value.items()}
    return value


def link(text: str) -> dict[str, str]:
    """A link as it is typed: LABEL=URL."""
    label, equals, url = scalar(text).partition("=")
    if not equals:
        raise PapernotesError(
            f"--link: “{text[:_LONGEST]}” is not of the form LABEL=URL",
            hint="Write it like: --link Code=https://example.org/code",
            code=USAGE,
        )
    return {"label": label, "url": url}
