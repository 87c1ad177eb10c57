"""Look up what papers are, before they are written into a catalog."""

from collections.abc import Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, NamedTuple

from papernotes.curating.outcome import Missed
from papernotes.curating.table import table_of
from papernotes.curating.wanted import Wanted
from papernotes.errors import PapernotesError
from papernotes.index.progress import counted, waited
from papernotes.library.core import Library, consult
from papernotes.library.refs import by_id
from papernotes.model import ids
from papernotes.network.failures import NetworkError
from papernotes.network.landing import page_of
from papernotes.paths import Places
from papernotes.settings import Given, Settings

if TYPE_CHECKING:
    from papernotes.network.lookup import Lookup


class Looked(NamedTuple):
    papers: Sequence[Wanted]
    missed: Sequence[Missed]


def looked_up(places: Places, given: Given, wanted: Sequence[Wanted]) -> Looked:
    """The papers with what could be found of them; what was said of them stays.

    Nothing is asked for what was given a title, or is in a catalog already. Raises
    PapernotesError if there is no such paper. Call it without the writer's lock: to wait for
    the network takes long.
    """
    if all(each.titled for each in wanted):
        return Looked(wanted, [])
    settings, asked = consult(
        places, given, lambda library: _to_ask(library, wanted), any_catalog=True
    )
    if settings.offline or not asked:
        return Looked(wanted, [])
    from papernotes.network.door import door  # a third of a start, and most know a title
    from papernotes.network.lookup import Lookup

    look_up = Lookup(door(places, settings), settings.resolver)
    found: dict[int, Wanted] = {}
    missed: list[Missed] = []
    for place in counted("Looking up papers", asked):
        each = wanted[place]
        with waited("Looking it up") if len(asked) == 1 else nullcontext():
            result = _asked(look_up, each.id or "", each.typed, missed)
        if isinstance(result, dict):
            found[place] = each.with_found(result)
        elif result:
            break
    return Looked([found.get(place, each) for place, each in enumerate(wanted)], missed)


def _asked(
    look_up: "Lookup", name: str, typed: str, missed: list[Missed]
) -> dict[str, object] | bool:
    """The fields of a paper; else whether there is no use in asking for more."""
    try:
        return table_of(look_up(name, typed, named=True))
    except NetworkError as error:
        if error.status in (404, 410):
            hint = "Nothing was added. Is it typed right?"
            raise PapernotesError(error.message, hint=hint, code=error.code) from None
        missed.append(Missed(name, error.message))
        return error.everywhere
    except ValueError as error:
        missed.append(Missed(name, f"what is said of {name} {error}"))
        return False


def _to_ask(library: Library, wanted: Sequence[Wanted]) -> tuple[Settings, list[int]]:
    asked: dict[str, int] = {}
    for place, each in enumerate(wanted):
        if each.id and not each.titled and not each.id.startswith("local:"):
            names = {each.id, ids.url(page_of(each.typed)) or each.id}
            if not any(by_id(library, name) for name in names):
                asked.setdefault(each.id, place)
    return library.settings, list(asked.values())
