"""Undo and redo what changed a catalog: what came goes, and what was taken out comes back."""

import re
from collections.abc import Sequence
from pathlib import Path

from papernotes.curating.change import Change, Put, change, read_one, texts
from papernotes.curating.key import another
from papernotes.curating.splice import also_known_as
from papernotes.curating.target import Target, existing
from papernotes.errors import FAILED, PapernotesError
from papernotes.library.catalogs import catalog_named
from papernotes.library.core import Library, select
from papernotes.library.history import is_used, latest
from papernotes.library.renamed import name_now
from papernotes.model.event import Event
from papernotes.model.paper import Entry

# Where the number and the key stand in a paper's text, as TOML can have them.
_NUMBER = re.compile(r"""^([ \t]*["']?number["']?[ \t]*=[ \t]*)[+0-9_xob]+""", re.MULTILINE)
_KEY = re.compile(r"""^([ \t]*["']?key["']?[ \t]*=[ \t]*)["'][^"'\n]*["']""", re.MULTILINE)


def reverse(library: Library, target: Event, event: Event) -> tuple[Change | None, Event]:
    """Reverse in its catalog what `target` did, or what its undo did if `event` is a redo.

    Gives the change, if there is one, and `event` with what it changes, for it to be reversed.
    Raises PapernotesError if what was taken out is lost.
    """
    last = latest(library, target, "redo" if event.kind == "undo" else "undo")
    name = name_now(library, last) or last.catalog or ""
    into = existing(library, catalog_named(library, name))
    came = [entry for uid in last.papers[: last.new] for entry in _there(library, name, uid)]
    edited = last.papers[last.new :] if target.kind == "edit" else None
    put = _put_back(library, into, _taken_out(library, last), came, edited)
    instead = {each.instead.paper.number for each in put if each.instead}
    cut = [entry for entry in came if entry.paper.number not in instead]
    changed = change(library, into, cut=cut, put=put) if cut or put else None
    new = [each.paper for each in put if each.paper]
    now = [read_one(each.text, Path(name)).uid for each in put if each.instead]
    uids = dict.fromkeys([*(paper.uid for paper in new), *now, *event.papers])
    titles = dict(zip(event.papers, event.titles, strict=False)) | {
        paper.uid: paper.title for paper in new
    }
    return changed, event._replace(
        papers=tuple(uids),
        titles=tuple(titles.get(uid, "") for uid in uids),
        catalog=name,
        new=len(new),
    )


def _there(library: Library, catalog: str, uid: str) -> list[Entry]:
    return select(
        library, "catalog = ? AND row IN (SELECT row FROM handle WHERE name = ?)", [catalog, uid]
    )


def _put_back(
    library: Library,
    into: Target,
    texts: list[str],
    came: list[Entry],
    edited: Sequence[str] | None,
) -> list[Put]:
    """The texts as they can be put in; `came` goes at the same time, and leaves its names.

    One whose number or key was given to another paper meanwhile gets a new one. Where it was
    an edit, `edited` are the papers that the texts became: one that is gone stays so.
    """
    gone = [entry.paper for entry in came]
    papers = [read_one(text, Path(into.name)) for text in texts]
    numbers = into.numbers - {paper.number for paper in gone}
    kept = {paper.number for paper in papers} - numbers
    names = into._replace(
        numbers=numbers | kept, keys=into.keys - {paper.key for paper in gone if paper.key}
    )
    found = []
    for place, (text, paper) in enumerate(zip(texts, papers, strict=True)):
        names_now = [*paper.ids, *(edited or ())[place : place + 1]]
        there = [entry for uid in names_now for entry in _there(library, into.name, uid)]
        if there:
            uid = there[0].paper.uid  # what was marked since was marked under it
            lost = uid not in paper.ids and is_used(library, uid)
            found.append(Put(also_known_as(text, [uid] if lost else []), there[0]))
        if there or edited is not None:
            continue
        new = text
        if paper.number not in kept:
            new = re.sub(_NUMBER, rf"\g<1>{names.free_numbers(1)[0]}", new, count=1)
        if paper.key in names.keys:
            new = re.sub(_KEY, rf'\g<1>"{another(paper.key or "", names.keys)}"', new, count=1)
        now = read_one(new, Path(into.name))
        names.numbers.add(now.number)
        names.keys.update([now.key] if now.key else [])
        found.append(Put(new, paper=now))
    return found


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
