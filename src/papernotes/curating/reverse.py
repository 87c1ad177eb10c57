"""Undo and redo what changed a catalog: what came goes, and what was taken out comes back."""

from collections.abc import Callable
from pathlib import Path

from papernotes.curating.change import Put, change, put_back, read_one, texts
from papernotes.curating.splice import also_known_as
from papernotes.curating.target import existing
from papernotes.errors import FAILED, PapernotesError
from papernotes.library.catalogs import catalog_named
from papernotes.library.core import Library, select
from papernotes.library.history import latest
from papernotes.model.event import Event
from papernotes.model.paper import Entry


def reverse(
    library: Library, target: Event, event: Event, record: Callable[[Event], object]
) -> None:
    """Reverse in its catalog what `target` did, or what its undo did if `event` is a redo.

    Call it under the writer's lock. What is recorded is `event` with what it changed, for it to
    be reversed. Raises PapernotesError, with nothing changed, if what was taken out is lost; if
    `record` fails, the catalog is as it was, too.
    """
    last = latest(library, target, "redo" if event.kind == "undo" else "undo")
    name = last.catalog or ""
    into = existing(library, catalog_named(library, name))
    came = [entry for uid in last.papers[: last.new] for entry in _there(library, name, uid)]
    put = [_put(library, name, text) for text in _taken_out(library, last)]
    instead = {each.instead.paper.number for each in put if each.instead}
    cut = [entry for entry in came if entry.paper.number not in instead]
    aside = change(library, into, cut=cut, put=put) if cut or put else None
    new = [read_one(each.text, Path(name)) for each in put if each.instead is None]
    uids = dict.fromkeys([*(paper.uid for paper in new), *event.papers])
    titles = dict(zip(event.papers, event.titles, strict=False)) | {
        paper.uid: paper.title for paper in new
    }
    try:
        record(
            event._replace(
                papers=tuple(uids),
                titles=tuple(titles.get(uid, "") for uid in uids),
                catalog=name,
                new=len(new),
                aside=aside.name if aside else None,
            )
        )
    except BaseException:
        if cut or put:
            put_back(into, aside)
        raise


def _there(library: Library, catalog: str, uid: str) -> list[Entry]:
    return select(
        library, "catalog = ? AND row IN (SELECT row FROM handle WHERE name = ?)", [catalog, uid]
    )


def _put(library: Library, catalog: str, text: str) -> Put:
    paper = read_one(text, Path(catalog))
    there = [entry for uid in paper.ids for entry in _there(library, catalog, uid)]
    if not there:
        return Put(text)
    uid = there[0].paper.uid  # what was marked since was marked under it
    return Put(also_known_as(text, [] if uid in paper.ids else [uid]), there[0])


def _taken_out(library: Library, event: Event) -> list[str]:
    if event.aside is None:
        return []
    file = library.places.taken_out / event.aside
    try:
        return texts(file)
    except OSError as error:
        raise PapernotesError(
            f"what was taken out of {event.catalog} is not to be found: {file}",
            hint="It is kept on the device where that was done. Nothing was changed.",
            code=FAILED,
        ) from error
