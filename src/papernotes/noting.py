"""Write notes: begin one, add to one, and leave no empty ones behind."""

from pathlib import Path

from papernotes.curating.writing import writing
from papernotes.errors import BAD_DATA, PapernotesError
from papernotes.files import private_folder, write_whole
from papernotes.model.paper import Paper
from papernotes.model.text import one_line
from papernotes.notes import MAX_SIZE, heading
from papernotes.paths import Places


def template(paper: Paper) -> str:
    """What a note begins with."""
    return heading(one_line(paper.title)) + "\n"


def begin(places: Places, path: Path, text: str) -> bool:
    """Make the note with `text` unless there is one. Whether it was made."""
    _must_be_a_file(path)
    if path.exists():
        return False
    with writing(places, "write the note"):
        private_folder(path.parent)
        if path.exists():  # another was quicker
            return False
        write_whole(path, text.encode())
    return True


def finish(path: Path, text: str) -> bool:
    """Remove a note that holds the template `text` and nothing else. Whether one is left."""
    try:
        small = path.stat().st_size <= MAX_SIZE
        if small and path.read_bytes().strip() == text.encode().strip():
            path.unlink()
    except FileNotFoundError:
        pass  # the reader deleted it in the editor
    return path.exists()


def append(places: Places, path: Path, text: str, paper: Paper) -> None:
    """Add `text` to the note, after an empty line; all of it or, on an error, nothing."""
    with writing(places, "write the note"):  # two at once would each know only their own
        add_to(path, text, paper)


def add_to(path: Path, text: str, paper: Paper) -> None:
    """The same under a lock that the caller holds."""
    _must_be_a_file(path)
    private_folder(path.parent)
    before = _kept(path) if path.exists() else template(paper).encode()
    gap = b"" if before.endswith(b"\n\n") else b"\n" if before.endswith(b"\n") else b"\n\n"
    write_whole(path, before + gap + text.strip("\r\n").encode() + b"\n")


def _kept(path: Path) -> bytes:
    if path.stat().st_size > MAX_SIZE:
        raise PapernotesError(
            f"{path} is larger than {MAX_SIZE // 1_000_000} MB",
            hint="The note is as it was. Make it smaller, or add to it in an editor.",
            code=BAD_DATA,
        )
    return path.read_bytes()


def _must_be_a_file(path: Path) -> None:
    if path.exists() and not path.is_file():
        raise PapernotesError(
            f"{path} is no file",
            hint="Move it elsewhere, and run the same command again.",
            code=BAD_DATA,
        )
