"""What is imported when, and in which direction. It is what start-up time hangs on."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from papernotes.cli.app import COMMANDS
from tests.conftest import Run

SOURCE = Path(__file__).parent.parent / "src" / "papernotes"
ARGUMENTS = {
    "list": ["list", "attention"], "show": ["show", "12"], "next": ["next"], "path": ["path", "33"],
    "goal": ["goal", "33"],
    "later": ["later", "12"], "done": ["done", "12"],
    "start": ["start"], "skip": ["skip", "3"], "reset": ["reset", "12"], "undo": ["undo"],
    "redo": ["redo"], "rate": ["rate", "12", "4"], "tag": ["tag", "12", "+x"],
    "takeaway": ["takeaway", "12", "text"], "note": ["note", "12", "-m", "text"],
    "search": ["search", "attention"], "open": ["open", "12", "--print"], "log": ["log"],
    "similar": ["similar", "12"],
    "paths": ["paths"], "config": ["config"],
    "stats": ["stats", "2026"],
    "export": ["export", "--format", "bibtex"], "graph": ["graph", "33", "--format", "svg"],
    "add": ["add", "2401.04088"], "edit": ["edit", "mine/1"],
    "import": ["import", str(Path(__file__).parent / "data" / "bib" / "jabref.bib")],
    "remove": ["remove", "mine/1", "--yes"], "catalog list": ["catalog"],
    "catalog add": ["catalog", "add", str(SOURCE.parent.parent / "data"), "--name", "club"],
    "catalog new": ["catalog", "new", "group"],
    "catalog update": ["catalog", "update", "mine", "--from", str(SOURCE.parent.parent / "data")],
    "catalog rename": ["catalog", "rename", "mine", "ours"],
    "catalog use": ["catalog", "use", "mine"], "catalog remove": ["catalog", "remove", "mine"],
    "catalog refresh": ["catalog", "refresh", "mine"],
    "check": ["check"], "completion": ["completion", "bash"],
}  # fmt: skip


def imported(*arguments: str) -> set[str]:
    """The modules that a run of papernotes ends with."""
    code = (
        "import sys\nfrom papernotes.main import main\n"
        f"assert main({list(arguments)!r}) == 0\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(done.stderr.split())


@pytest.fixture(autouse=True)
def no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that leaves everything as it is."""
    monkeypatch.setenv("EDITOR", "true")


# Those that change catalogs find no fresh index; and `check` trusts none: it reads every file.
CHANGE_CATALOGS = {"add", "edit", "import", "remove", "catalog add", "catalog remove"}
CHANGE_CATALOGS |= {"catalog new", "catalog refresh", "catalog update", "catalog rename"}
READS_FILES = {"check"}


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - CHANGE_CATALOGS - READS_FILES))
def test_a_run_that_finds_its_index_fresh_imports_neither_pydantic_nor_a_toml_parser_nor_rich(
    name: str, run: Run
) -> None:
    run("add", "--title", "One of mine")
    run("done", "2")
    run("done", "1")
    run("undo")
    modules = imported(*ARGUMENTS[name])
    assert not {"pydantic", "tomllib", "rich", "dataclasses"} & modules
    assert ("sqlite3" in modules) == (name != "completion")  # which needs no library


@pytest.mark.parametrize("name", sorted(READS_FILES))
def test_a_run_that_reads_the_files_imports_no_rich_unless_it_draws(name: str, run: Run) -> None:
    run("done", "1")
    modules = imported(*ARGUMENTS[name])
    assert {"pydantic", "tomllib"} <= modules
    assert "rich" not in modules


@pytest.mark.parametrize("name", COMMANDS)
def test_only_the_module_of_the_command_that_was_asked_for_is_loaded(name: str, run: Run) -> None:
    run("add", "--title", "One of mine")
    modules = imported(*ARGUMENTS[name])
    loaded = {each for each in COMMANDS if f"papernotes.cli.{each.replace(' ', '.')}" in modules}
    assert loaded == {name}


def test_to_load_every_command_takes_neither_pydantic_nor_a_toml_parser(run: Run) -> None:
    assert run("list").code == 0
    modules = imported("--help")
    assert {f"papernotes.cli.{each.replace(' ', '.')}" for each in COMMANDS} <= modules
    assert not {"pydantic", "tomllib"} & modules


def test_a_drawn_list_imports_rich_and_still_no_pydantic(run: Run) -> None:
    run("list")
    modules = imported("list", "--color", "always")
    assert "rich.table" in modules
    assert "pydantic" not in modules


# Each may import itself and what stands after it.
LAYERS = [
    {"__main__"}, {"main"}, {"cli"}, {"help"}, {"drawing"}, {"render"}, {"checking", "completing"},
    {"curating", "marking", "noting"},
    {"library"}, {"network"}, {"suggest", "stats", "importing", "exporting"},
    {"query"}, {"index"}, {"journal"}, {"config"}, {"catalog"}, {"current"},
    {"notes", "paths", "settings"}, {"graph"}, {"model"}, {"files"}, {"programs"}, {"errors"},
]  # fmt: skip


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield path.relative_to(SOURCE).with_suffix("").as_posix(), ast.parse(path.read_bytes())


def layer(part: str) -> int:
    (found,) = [place for place, names in enumerate(LAYERS) if part in names]
    return found


def test_imports_point_one_way() -> None:
    against = []
    seen = 0
    for name, tree in modules():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.ImportFrom) and node.module):
                continue
            head, _, rest = node.module.partition(".")
            parts = [rest.split(".")[0]] if rest else [alias.name for alias in node.names]
            for part in parts if head == "papernotes" else []:
                if part == "__version__":
                    continue
                seen += 1
                if name != "__init__" and layer(name.split("/")[0]) > layer(part):
                    against.append(f"{name} imports {part}")
    assert seen > 150
    assert against == []


def test_no_module_hides_one_of_the_standard_library() -> None:
    top = {path.stem for path in SOURCE.glob("*")} - {"__init__", "__main__", "__pycache__"}
    assert not top & sys.stdlib_module_names


def test_relative_imports_and_plain_imports_of_our_own_do_not_slip_past() -> None:
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, name
            if isinstance(node, ast.Import):
                assert not [a.name for a in node.names if a.name.startswith("papernotes")], name
