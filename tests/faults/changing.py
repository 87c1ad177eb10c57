"""Commands that change the papers of a catalog, and undo and redo of each."""

from papernotes.notes import file_name
from tests.faults.writing import ADD_CLUB, JOURNAL, Case

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


NOTED = [NOTES[1], "/state/unfinished", JOURNAL]  # notes come first
CLUB = ["import", "list.json", "--catalog", "club"]

CHANGES = [
    Case("import into a new catalog", CLUB, between=NOTED),
    Case("import into a catalog", IMPORT, HAD, between=NOTED),
    Case("undo of import", UNDO, [*HAD, IMPORT], between=[JOURNAL]),
    Case("redo of import", REDO, [*HAD, IMPORT, UNDO], between=[JOURNAL]),
    Case("edit", EDIT, HAD, editor=EDITOR, between=[JOURNAL]),
    Case("undo of edit", UNDO, [*HAD, EDIT], editor=EDITOR, between=[JOURNAL]),
    Case("redo of edit", REDO, [*HAD, EDIT, UNDO], editor=EDITOR, between=[JOURNAL]),
    Case("remove", REMOVE, HAD, between=[JOURNAL]),
    Case("undo of remove", UNDO, [*HAD, REMOVE], between=[JOURNAL]),
    Case("redo of remove", REDO, [*HAD, REMOVE, UNDO], between=[JOURNAL]),
]
