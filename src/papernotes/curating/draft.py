"""A paper's text in a file of its own, for an editor; and what an earlier attempt left of it."""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from papernotes.curating.place import free
from papernotes.errors import BAD_DATA, PapernotesError, refusing
from papernotes.files import private_folder, write_whole
from papernotes.model.paper import Entry
from papernotes.notes import file_name
from papernotes.paths import Places

_HEAD = (
    "# {title}\n# Save and close to put it into {catalog}; empty the file to leave it as it is.\n\n"
)


class Draft(NamedTuple):
    """The file, and the paper's block as it was when that was laid out."""

    entry: Entry
    before: str
    file: Path
    found: bool = False  # with the text of an earlier attempt, that was not let in
    aside: Path | None = None  # where such a text lies, if the paper was changed since

    @property
    def text(self) -> str:
        """What the editor left, without the lines that we wrote above it."""
        try:
            text = self.file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        except FileNotFoundError:  # deleted in the editor: leave the paper as it is
            return ""
        except UnicodeDecodeError as error:
            raise PapernotesError(
                f"{self.file} is no UTF-8 text", hint="Save it as UTF-8.", code=BAD_DATA
            ) from error
        lines = text.split("\n")
        while lines and (not lines[0].strip() or lines[0].startswith("#")):
            del lines[0]
        return "\n".join(lines).rstrip()

    @property
    def first_line(self) -> int:
        """In which line of the file that text begins."""
        held = self.file.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n")
        return 1 + held[: held.find(self.text)].count("\n")

    def done(self) -> None:
        """Clear it away. Where it stays, it says what the catalog says."""
        with suppress(OSError):
            for file in (self.file, _was(self.file)):
                file.unlink(missing_ok=True)


def lay_out(places: Places, entry: Entry, text: str) -> Draft:
    """The paper's text for an editor. Raises PapernotesError if it can't be written."""
    folder = places.state / "drafts"
    name = f"{entry.catalog}-{file_name(entry.paper.uid).removesuffix('.md')}"
    draft = Draft(entry, text, folder / f"{name}.toml")
    with refusing("begin to edit"):
        private_folder(folder)
        was = _was(draft.file).read_bytes().decode() if _was(draft.file).exists() else None
        if draft.file.is_file() and not _says_nothing(draft, was):
            if was == text:
                return draft._replace(found=True)
            aside = free(folder, f"{name}-old", ".toml")
            draft.file.rename(aside)
            draft = draft._replace(aside=aside)
        head = _HEAD.format(title=entry.paper.title[:80], catalog=entry.catalog)
        write_whole(_was(draft.file), text.encode())
        write_whole(draft.file, f"{head}{text}\n".encode())
    return draft


def _says_nothing(draft: Draft, was: str | None) -> bool:
    """Whether an earlier attempt left what it began with, or nothing."""
    try:
        return draft.text in ("", draft.before, was)
    except PapernotesError:
        return False


def _was(file: Path) -> Path:
    """The text that a draft began with lies beside it."""
    return file.with_suffix(".was")
