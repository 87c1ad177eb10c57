"""Commands that change the papers of a catalog, and undo and redo of each."""

from collections.abc import Callable, Sequence
from pathlib import Path

from papernotes.notes import file_name
from tests.faults.processes import Home
from tests.faults.writing import ADD_CLUB, Case, forget_last, placed

MINE = "A title of my own, which is longer by far than what the catalog said before"
EDITOR = f"""sed -i 's/Paper number 2/{MINE}/' "$1" && cp "$1" "$0.saved\""""
NOTES = [file_name(name) for name in ("arxiv:2401.00001", "arxiv:2001.00001")]

HAD = [
    [*ADD_CLUB, "--use"],
    ["done", "1", "--on", "2026-11-01", "-m", "in my words"],
    ["note", "1", "-m", "Mine."],
]
IMPORT, EDIT, REMOVE = ["import", "list.json"], ["edit", "2"], ["remove", "1", "--yes"]
UNDO, REDO = ["undo"], ["redo"]


def _unrecorded(line: Sequence[str], notes: int = 9) -> Callable[[Home], None]:
    """The catalog is changed, and so many notes are written; the journal does not tell of it."""

    def leave(home: Home) -> None:
        folder = home.path / "data" / "notes"
        before = {name: _held(folder / name) for name in NOTES[notes:]}
        ended = home.run(*placed(line, home), environ={"EDITOR": str(home.path.parent / "editor")})
        assert ended.code == 0, ended
        forget_last(home)
        for name, held in before.items():
            if held is None:
                (folder / name).unlink()
            else:
                (folder / name).write_bytes(held)

    return leave


def _held(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None


def _import(line: Sequence[str]) -> list[Callable[[Home], None]]:
    return [_unrecorded(line, notes) for notes in range(3)]


CLUB = ["import", "list.json", "--catalog", "club"]

CHANGES = [
    Case("import into a new catalog", CLUB, halfway=_import(CLUB)),
    Case("import into a catalog", IMPORT, HAD, halfway=_import(IMPORT)),
    Case("undo of import", UNDO, [*HAD, IMPORT], halfway=(_unrecorded(UNDO),)),
    Case("redo of import", REDO, [*HAD, IMPORT, UNDO], halfway=(_unrecorded(REDO),)),
    Case("edit", EDIT, HAD, editor=EDITOR, halfway=(_unrecorded(EDIT),)),
    Case("undo of edit", UNDO, [*HAD, EDIT], editor=EDITOR, halfway=(_unrecorded(UNDO),)),
    Case("redo of edit", REDO, [*HAD, EDIT, UNDO], editor=EDITOR, halfway=(_unrecorded(REDO),)),
    Case("remove", REMOVE, HAD, halfway=(_unrecorded(REMOVE),)),
    Case("undo of remove", UNDO, [*HAD, REMOVE], halfway=(_unrecorded(UNDO),)),
    Case("redo of remove", REDO, [*HAD, REMOVE, UNDO], halfway=(_unrecorded(REDO),)),
]
