"""Edit a paper's block of text in a catalog of one's own."""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from papernotes.curating.change import Put, change, must_be_own, read_one, record_change, text_of
from papernotes.curating.outcome import Edited
from papernotes.curating.splice import also_known_as
from papernotes.curating.target import Target, existing
from papernotes.curating.writing import writing
from papernotes.errors import FAILED, PapernotesError, refusing
from papernotes.files import private_folder, write_whole
from papernotes.library.catalogs import catalog_named
from papernotes.library.core import Library, consult, problems, select
from papernotes.library.refs import resolve
from papernotes.model.event import Event
from papernotes.model.paper import Entry
from papernotes.notes import file_name
from papernotes.paths import Places
from papernotes.settings import Given

_HEAD = (
    "# {title}\n# Save and close to put it into {catalog}; empty the file to leave it as it is.\n\n"
)


class Draft(NamedTuple):
    """A paper's text in a file of its own, for an editor."""

    entry: Entry
    before: str  # its block as it was
    file: Path
    found: bool  # from an earlier attempt, that was not let in


def begin(library: Library, ref: str) -> Draft:
    """Lay out the text of the paper. Raises PapernotesError if it can't be edited."""
    entry = resolve(library, ref)
    must_be_own(entry.catalog, "edit its papers")
    text = text_of(library, _into(library, entry), entry)
    name = file_name(entry.paper.uid).removesuffix(".md")
    file = library.places.state / "drafts" / f"{entry.catalog}-{name}.toml"
    found = file.is_file()
    if not found:
        with refusing("begin to edit"):
            private_folder(file.parent)
            head = _HEAD.format(title=entry.paper.title[:80], catalog=entry.catalog)
            write_whole(file, f"{head}{text}\n".encode())
    return Draft(entry, text, file, found)


def finish(places: Places, given: Given, draft: Draft) -> Edited:
    """Put the text into the catalog, and do away with the draft.

    Raises PapernotesError, with the catalog as it was and the draft kept, if it is no paper.
    """
    text = _text(draft.file)
    changed = bool(text) and text != draft.before
    if changed:
        with writing(places, "put the text into its catalog"):
            into, event = consult(
                places, given, lambda library: _put(library, draft, text), any_catalog=True
            )
            record_change(places, given, into, event)
        uid = event.papers[0]
    else:
        uid = draft.entry.paper.uid
    with suppress(OSError):  # what is done is done: where it stays, it says what the catalog says
        draft.file.unlink(missing_ok=True)
    return consult(
        places,
        given,
        lambda library: Edited(
            _there(library, draft.entry.catalog, uid),
            changed,
            library.settings,
            problems(library),
        ),
        any_catalog=True,
    )


def _put(library: Library, draft: Draft, text: str) -> tuple[Target, Event]:
    entry = _there(library, draft.entry.catalog, draft.entry.paper.uid)
    into = _into(library, entry)
    if text_of(library, into, entry) != draft.before:
        raise PapernotesError(
            f"{entry.paper.name} was changed by somebody else meanwhile",
            hint=f"The catalog is as it is. Your text is kept: {draft.file}",
            code=FAILED,
        )
    paper = read_one(text, draft.file)
    lost = [name for name in entry.paper.ids if name not in paper.ids]
    text = also_known_as(text, lost)
    paper = read_one(text, draft.file)
    aside = change(library, into, cut=[], put=[Put(text, entry)])
    event = Event(
        "",
        "",
        "edit",
        (paper.uid,),
        (paper.title,),
        catalog=entry.catalog,
        aside=aside.name if aside else None,
    )
    return into, event


def _into(library: Library, entry: Entry) -> Target:
    return existing(library, catalog_named(library, entry.catalog))


def _there(library: Library, catalog: str, uid: str) -> Entry:
    found = select(
        library, "catalog = ? AND row IN (SELECT row FROM handle WHERE name = ?)", [catalog, uid]
    )
    if not found:
        raise PapernotesError(
            f"{catalog} has the paper no more: somebody else took it out meanwhile",
            hint="Your text is kept; see where drafts lie with: papernotes paths",
            code=FAILED,
        )
    return found[0]


def _text(file: Path) -> str:
    """The draft, without the lines that we wrote above it."""
    try:
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:  # deleted in the editor: leave the paper as it is
        return ""
    except UnicodeDecodeError as error:
        raise PapernotesError(f"{file} is no UTF-8 text", hint="Save it as UTF-8.") from error
    lines = text.split("\n")
    while lines and (not lines[0].strip() or lines[0].startswith("#")):
        del lines[0]
    return "\n".join(lines).rstrip()
