"""The users' table of all that can go wrong, docs/errors.md, walked through row by row."""

import ast
import errno
import fcntl
import io
import os
import pwd
import re
import shlex
import shutil
import signal
import subprocess
import sys
import webbrowser
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

from papernotes import errors
from papernotes.journal import lock_elsewhere
from papernotes.main import main
from tests.conftest import HEAD, paper
from tests.raised import SOURCE, noting
from tests.raised import Place as Site

pytestmark = pytest.mark.usefixtures("warm")

CHECKOUT = Path(__file__).parent.parent
PAGE = CHECKOUT / "docs" / "errors.md"
EVENT = '[[event]]\nid = "{}"\nkind = "{}"\npapers = ["arxiv:1706.03762"]\non = "2026-01-02"\n\n'

# Where errors are made that no row reaches, and why.
_MEANWHILE = "somebody else changes the data here; tests/test_edit_remove.py shows it"
UNREACHED = {
    ("curating/fetched.py", "there is a page at "): (
        "it takes a server: tests/test_catalog_update.py has one"
    ),
    ("curating/looking.py", ""): "it takes a server: tests/test_add_online.py has one",
    ("curating/update.py", " was changed by somebody else meanwhile"): (
        "it takes another at the same moment: tests/test_catalog_update.py is that"
    ),
    ("curating/update.py", "update the catalog"): (
        "the library has read the file just before: this is its second lock"
    ),
    (
        "curating/commit.py",
        " was changed, which could neither be recorded nor taken back: ",
    ): "it takes a disk that is full from a moment on: tests/faults/test_every_step.py has one",
    ("programs/browser.py", "only http and https addresses are opened"): (
        "the door for catalogs lets no other address in: this is its second lock"
    ),
    ("curating/edit.py", " has the paper no more: somebody else took it out meanwhile"): _MEANWHILE,
    ("curating/edit.py", " was changed by somebody else meanwhile"): _MEANWHILE,
    ("curating/remove.py", " was changed by somebody else meanwhile"): _MEANWHILE,
    ("curating/take_in.py", "these are too many papers for one import: "): (
        "it takes 12 MB of marks; tests/test_import.py shows it with less"
    ),
}


class Row(NamedTuple):
    """One error as the table has it. `when` is "" if nothing special has to be so."""

    when: str
    line: str
    message: str
    hint: str
    code: int

    @property
    def states(self) -> list[str]:
        return self.when.split(", and ")


class Surroundings:
    """What a row's words come true in: a home of its own, and a folder to be in."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.home = folder / "home"
        self.here = folder / "here"
        self.here.mkdir(parents=True)
        self.patch = patch
        self.process = False  # whether only a process of its own can show it
        self.stdout: int | None = None
        self.interrupt = False
        self.open: list[int] = []

    @property
    def data(self) -> Path:
        return self.home / "data"

    def run(self, *arguments: str) -> None:
        assert main(arguments) == 0

    def catalog(self, text: str | bytes, name: str = "mine") -> Path:
        return self.file(self.data / "catalogs" / name / "papers.toml", text)

    def journal(self, text: str) -> Path:
        return self.file(self.data / "journal" / "other" / "0001.toml", text)

    def file(self, path: Path, text: str | bytes) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def comes_by_stdin(self, data: bytes) -> None:
        self.patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


State = Callable[[Surroundings], object]


# What the column “when” says


def reading_two(at: Surroundings) -> None:
    at.run("start", "5", "12", "--on", "2026-01-02")


def in_two_other_catalogs(at: Surroundings) -> None:
    at.catalog(HEAD + paper(3, arxiv="2001.00001"))
    at.catalog(HEAD + paper(8, arxiv="2001.00001"), "yours")


def two_links(at: Surroundings) -> None:
    links = [{"label": f"Code {name}", "url": f"https://e.org/{name}"} for name in "ab"]
    at.catalog(HEAD + paper(1, title="Two codes", links=links))


def same_digits(at: Surroundings) -> None:
    ids = ("1795434683470001-other", "1795434683480001-other")
    at.journal('schema = 1\ndevice = "other"\n\n' + "".join(EVENT.format(i, "done") for i in ids))


def of_kind(kind: str, name: str = "1795434683470001-other") -> State:
    head = 'schema = 1\ndevice = "other"\n\n'
    return lambda at: at.journal(head + EVENT.format(name, kind))


def catalog(text: str | bytes) -> State:
    return lambda at: at.catalog(text)


def here(name: str, text: str | bytes) -> State:
    return lambda at: at.file(at.here / name, text)


def folder(path: str) -> State:
    return lambda at: (at.home / path).mkdir(parents=True, exist_ok=True)


def no_folder(path: str) -> State:
    def state(at: Surroundings) -> None:
        if (at.home / path).is_dir():
            shutil.rmtree(at.home / path)
        at.file(at.home / path, "I am no folder.\n")

    return state


def another_club(at: Surroundings) -> None:
    at.file(at.here / "club.toml", HEAD + paper(1))
    at.catalog(HEAD + paper(2), "club")


def club_is_in_the_way(at: Surroundings) -> None:
    at.file(at.here / "club.toml", HEAD + paper(1))
    at.file(at.data / "catalogs" / "club", "I am no folder.\n")


def too_large(path: Path, size: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(size)  # sparse: it takes no room


def disk_is_full(at: Surroundings) -> None:
    write = os.write

    def full(descriptor: int, data: bytes) -> int:
        if Path(f"/proc/self/fd/{descriptor}").readlink().is_relative_to(at.home):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(descriptor, data)

    at.patch.setattr(os, "write", full)


def may_not_write(at: Surroundings) -> None:
    really = os.open

    def refuse(path: Any, flags: int, *rest: Any, **named: Any) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR) and Path(path).is_relative_to(at.data):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return really(path, flags, *rest, **named)

    at.patch.setattr(os, "open", refuse)  # who runs the tests as root may write anything


def catalog_is_read_only(at: Surroundings) -> None:
    at.catalog(HEAD + paper(1))
    at.patch.setattr(os, "access", lambda *_: False)


def may_not_read(name: str) -> State:
    def state(at: Surroundings) -> None:
        refused = at.journal(HEAD) if name == "journal" else at.file(at.here / name, HEAD)
        read, open_file = Path.read_bytes, Path.open

        def refuse(path: Path, really: Callable[..., Any], *rest: Any, **named: Any) -> Any:
            if path.name == refused.name and path.resolve() == refused:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return really(path, *rest, **named)

        at.patch.setattr(Path, "read_bytes", lambda path: refuse(path, read))
        at.patch.setattr(Path, "open", lambda path, *r, **n: refuse(path, open_file, *r, **n))

    return state


def changed_meanwhile(at: Surroundings) -> None:
    file = at.catalog(HEAD + paper(1))
    from papernotes.curating.block import block

    def slow(table: dict[str, Any]) -> str:
        os.utime(file, ns=(1, 1))  # somebody's editor saves it
        return block(table)

    at.patch.setattr("papernotes.curating.add.block", slow)


def no_locks_anywhere(at: Surroundings) -> None:
    def refuses(_descriptor: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    at.patch.setattr(fcntl, "flock", refuses)
    at.patch.setattr(lock_elsewhere, "_TEMPORARY", at.home)
    folder = at.home / f"papernotes-{os.getuid()}"
    folder.mkdir()
    folder.chmod(0o777)


def another_is_writing(at: Surroundings) -> None:
    from papernotes.journal import lock

    held(at)
    hours = count(0, 3600)
    clock = SimpleNamespace(monotonic=lambda: next(hours), sleep=lambda _: None)
    at.patch.setattr(lock, "time", clock)


def held(at: Surroundings) -> None:
    (at.home / "state").mkdir(exist_ok=True)
    at.open.append(os.open(at.home / "state" / "lock", os.O_RDWR | os.O_CREAT))
    fcntl.flock(at.open[-1], fcntl.LOCK_EX)


def ctrl_c(at: Surroundings) -> None:
    held(at)
    at.process = at.interrupt = True


def stdout_is_full(at: Surroundings) -> None:
    at.process, at.stdout = True, os.open("/dev/full", os.O_WRONLY)


def nobody_reads(at: Surroundings) -> None:
    end, at.stdout = os.pipe()
    os.close(end)
    at.process = True


def stdin_breaks(at: Surroundings) -> None:
    def read(*_: int) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    at.patch.setattr(sys, "stdin", SimpleNamespace(buffer=SimpleNamespace(read=read)))


def nowhere(at: Surroundings) -> None:
    gone = at.here / "gone"
    gone.mkdir()
    at.patch.chdir(gone)
    gone.rmdir()


def homeless(at: Surroundings) -> None:
    def nobody(_: int) -> None:
        raise KeyError

    for name in ("HOME", "PAPERNOTES_HOME"):
        at.patch.delenv(name)
    at.patch.setattr(pwd, "getpwuid", nobody)


def a_bug(at: Surroundings) -> None:
    def broken(_: object) -> int:
        raise RuntimeError("what nobody thought of")

    at.patch.setattr("papernotes.cli.app.run", broken)


def reading_elsewhere(at: Surroundings) -> None:
    at.catalog(HEAD + paper(1))
    at.run("start", "mine/1")


def a_text_in_a_pipe(at: Surroundings) -> None:
    ends = os.pipe()
    os.write(ends[1], b"text\n")
    os.close(ends[1])
    at.patch.setattr("sys.stdin", SimpleNamespace(fileno=lambda: ends[0], buffer=None))


def editor(script: str) -> State:
    """An editor that does that to the file."""

    def state(at: Surroundings) -> None:
        file = at.file(at.here / "editor", f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)
        at.patch.setenv("PAPERNOTES_EDITOR", str(file))

    return state


def removed_and_lost(at: Surroundings) -> None:
    at.catalog(HEAD + paper(1))
    at.run("remove", "mine/1", "--yes")
    for file in (at.home / "state" / "taken-out").iterdir():
        file.unlink()


def no_numbers_left(at: Surroundings) -> None:
    from papernotes.curating.target import Target

    at.catalog(HEAD + paper(1))
    at.file(at.here / "papers.json", '[{"title": "X", "doi": "10.1/x"}, {"title": "Y"}]')
    at.patch.setattr(Target, "free_numbers", lambda *_: [])


FLAWED = HEAD + paper(1) + "[[paper]]\nnumber = 2\n\n"
STATES: dict[str, State] = {
    "there is a file `list.md`": here("list.md", "Mine.\n"),
    "`club.toml` is a catalog": here("club.toml", HEAD + paper(1)),
    "`mine` is a catalog of yours": catalog(HEAD + paper(1)),
    "`config.toml` is no TOML": lambda at: at.file(
        at.home / "config" / "config.toml", "colour = never\n"
    ),
    "you are reading nothing": lambda _: None,
    "you are reading papers 5 and 12": reading_two,
    "all papers are done": lambda at: at.run("done", "1-46"),
    "paper 1 was done on another day": lambda at: at.run("done", "1", "--on", "2026-01-02"),
    "a paper is in two other catalogs": in_two_other_catalogs,
    "`mine/1` has no address": catalog(HEAD + paper(1, arxiv=None, uid="local:0123456789abcdef")),
    "`mine/1` has links “Code a” and “Code b”": two_links,
    "two events end in 0001": same_digits,
    "the event is of a newer papernotes": of_kind("praise"),
    "the last possible event was marked": of_kind("done", "9999999999999999-other"),
    "`mine` has two papers": catalog(HEAD + paper(1) + paper(2)),
    "your editor gives both the number 1": editor("sed -i 's/^number.*/number = 1/' \"$1\""),
    "your editor leaves no paper": editor("echo 'x = 1' > \"$1\""),
    "your editor leaves a paper without title": editor('sed -i /^title/d "$1"'),
    "your editor saves in Latin-1": editor("printf '[[paper]]\\n\\351' > \"$1\""),
    "`mine` quotes a `[[paper]]` line": catalog(
        HEAD + paper(1).rstrip() + '\ndetail = """\n[[paper]]\n"""\n'
    ),
    "what you removed is not in the state folder any more": removed_and_lost,
    "`list.md` is larger than 64 MB": lambda at: too_large(at.here / "list.md", 64_000_001),
    "`list.md` is a PDF": here("list.md", b"%PDF-1.7\n\x00\x01"),
    "a file is in place of the folder of drafts": no_folder("state/drafts"),
    "`papers.csv` has the columns a and b": here("papers.csv", "a,b\n1,2\n"),
    "`mine` has no numbers left": no_numbers_left,
    "`mine` is empty of papers": catalog(HEAD),
    "`mine` has 501 papers": catalog(HEAD + "".join(map(paper, range(1, 502)))),
    "`mine` has a paper `bert`": catalog(HEAD + paper(1, key="bert")),
    "`mine` has a paper without title": catalog(FLAWED),
    "`mine` is not UTF-8": catalog(HEAD.encode() + paper(1).encode() + b'[[paper]]\nx = "\xff"\n'),
    "`mine` is no TOML in line 11": catalog(HEAD + paper(1) + "[[paper]]\nnumber =\n"),
    "`mine` has two papers with number 1": catalog(
        HEAD + paper(1) + paper(1, key="b", arxiv="2001.00002")
    ),
    "`mine` writes its papers as an array": catalog(
        'schema = 1\npaper = [{ number = 1, title = "A", arxiv = "2001.00001" }]\n'
    ),
    "`mine` is of a newer schema": catalog("schema = 2\n\n" + paper(1)),
    "`mine` may not be written to": catalog_is_read_only,
    "`mine` is saved by an editor just then": changed_meanwhile,
    "a folder is called as a file: `mine/papers.toml`": folder("data/catalogs/mine/papers.toml"),
    "`mine` is larger than 256 MB": lambda at: too_large(
        at.data / "catalogs" / "mine" / "papers.toml", 256_000_001
    ),
    "a folder of yours is called `My List`": lambda at: at.catalog(HEAD, "My List"),
    "a folder of yours is called `llm`": lambda at: at.catalog(HEAD, "llm"),
    "`club.toml` has a paper without title": here("club.toml", FLAWED),
    "`club.toml` is another catalog than your `club`": another_club,
    "`club` is a file in the folder of catalogs": club_is_in_the_way,
    "`club.toml` is larger than 256 MB": lambda at: too_large(at.here / "club.toml", 256_000_001),
    "`club.toml` is a pipe": lambda at: os.mkfifo(at.here / "club.toml"),
    "`club.toml` may not be read": may_not_read("club.toml"),
    "`club` is an empty folder": lambda at: (at.here / "club").mkdir(),
    "a journal is damaged": lambda at: at.journal("schema = 1\n\n[[event]]\nkind = done\n\n"),
    "a journal is of a newer schema": lambda at: at.journal("schema = 2\n\n"),
    "a journal may not be read": may_not_read("journal"),
    "a journal is a pipe": lambda at: os.mkfifo(at.journal("").parent / "0002.toml"),
    "`config.toml` has an unknown setting": lambda at: at.file(
        at.home / "config" / "config.toml", 'colour = "never"\n'
    ),
    "`config.toml` names a catalog that there is not": lambda at: at.file(
        at.home / "config" / "config.toml", 'catalog = "yours"\n'
    ),
    "the chosen catalog is gone": lambda at: at.file(at.home / "state" / "catalog", "yours\n"),
    "a folder is in place of the note": folder("data/notes/arxiv-2305.14314.md"),
    "the note is larger than 16 MB": lambda at: too_large(
        at.data / "notes" / "arxiv-2305.14314.md", 16_000_001
    ),
    "a file is in place of the data folder": no_folder("data"),
    "a file is in place of the folder of notes": no_folder("data/notes"),
    "a file is in place of the state folder": no_folder("state"),
    "a folder is in place of the name of the current catalog": folder("state/catalog"),
    "a folder is in place of the lock": folder("state/lock"),
    "the disk is full": disk_is_full,
    "your data may not be written to": may_not_write,
    "another papernotes is writing": another_is_writing,
    "no file of the state folder can be locked": no_locks_anywhere,
    "the folder that stands in for it is open to all": lambda _: None,  # made so above
    "`editor` is a file that is no program": lambda at: at.file(
        at.here / "editor", "I am no program.\n"
    ).chmod(0o755),
    "the system has no browser": lambda at: at.patch.setattr(
        webbrowser, "open", lambda *_, **__: False
    ),
    "2 MB come by stdin": lambda at: at.comes_by_stdin(b"x" * 2_000_000),
    "you are reading a paper of `mine`": reading_elsewhere,
    "a text comes by a pipe": a_text_in_a_pipe,
    "nothing comes by stdin": lambda at: at.comes_by_stdin(b""),
    "20,000 letters come by stdin": lambda at: at.comes_by_stdin(b"x" * 20_000),
    "stdin can't be read": stdin_breaks,
    "the output goes to a full disk": stdout_is_full,
    "who reads the output has left, as `head` does": nobody_reads,
    "you press Ctrl-C": ctrl_c,
    "the folder that you are in was deleted": nowhere,
    "your account has no home folder": homeless,
    "there is a bug": a_bug,
}
# What a row writes shorter than it is typed.
LONG = {
    "␛": "\x1b",
    "TERM…": "\n".join(["word"] * 101),
    "VALUE,…": ",".join(["2023"] * 101),
    "LONG": "x" * 20_000,
}


def rows() -> Iterator[Row]:
    """The rows of the tables of docs/errors.md."""
    for text in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [re.sub(r"\\(.)", r"\1", cell.strip()) for cell in re.split(r"(?<!\\)\|", text)]
        if len(cells) == 7 and cells[5].isdecimal():
            when, line, message, hint, code = cells[1:-1]
            yield Row(when, line.strip("`"), message, hint, int(code))


def pattern(row: Row, at: Surroundings) -> str:
    """What stderr holds: the row's words, “…” for what varies, HOME and HERE for folders."""
    if not row.message:
        return ""
    text = f"papernotes: {row.message} {row.hint}".strip()
    found = re.escape(text).replace("…", ".{0,200}?")
    for name, path in (("HOME", at.home), ("HERE", at.here)):
        found = re.escape(str(path)).join(re.split(rf"\b{name}\b", found))
    return found + "\n"


def content(path: Path) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123 (a row may refuse Path's)
        return file.read()


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(path): os.fsencode(path) if path.stat().st_size > 1_000_000 else content(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def performed(
    row: Row, at: Surroundings, capsys: pytest.CaptureFixture[str], sink: Path
) -> tuple[int, str, str]:
    """Run the row's command line: exit code, stdout, stderr."""
    words = shlex.split(row.line)
    while "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        at.patch.setenv(name, value)
    assert words.pop(0) == "papernotes", row
    for short, written in LONG.items():
        words = [each for word in words for each in word.replace(short, written).split("\n")]
    if not at.process:
        code = main(words)
        return code, *capsys.readouterr()
    command = [sys.executable, "-m", "tests.raised", str(sink), *words]
    at.patch.setenv("PYTHONPATH", os.pathsep.join([str(CHECKOUT), str(SOURCE.parent)]))
    with subprocess.Popen(
        command, stdout=at.stdout or subprocess.PIPE, stderr=subprocess.PIPE, cwd=at.here
    ) as process:
        if at.interrupt:
            lock = at.home / "state" / "lock"
            while lock not in open_files(process.pid):
                assert process.poll() is None, "it did not wait for the lock"
            process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    return process.returncode, (out or b"").decode(), err.decode()


def open_files(pid: int) -> set[Path]:
    found = set()
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        try:
            found.add(descriptor.readlink())
        except FileNotFoundError:  # closed meanwhile
            continue
    return found


def lived(folder: Path) -> Path:
    """A home in which something is there to be changed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PAPERNOTES_HOME", str(folder))
        assert main(["skip", "46", "--quiet"]) == 0
    shutil.rmtree(folder / "state")  # a copy is a device of its own
    return folder


def walk(
    row: Row, folder: Path, template: Path, capsys: pytest.CaptureFixture[str], sink: Path
) -> tuple[Surroundings, tuple[int, str, str], bool]:
    """Make a row's words come true and do what it says. Also: whether data stayed as it was."""
    with pytest.MonkeyPatch.context() as patch:
        at = Surroundings(folder, patch)
        shutil.copytree(template, at.home)
        patch.setenv("PAPERNOTES_HOME", str(at.home))
        patch.chdir(at.here)
        for state in row.states:
            if state:
                STATES[state](at)
        before = snapshot(at.home / "data")
        capsys.readouterr()
        try:
            found = performed(row, at, capsys, sink)
        finally:
            for descriptor in [*at.open, *([at.stdout] if at.stdout else [])]:
                os.close(descriptor)
        return at, found, snapshot(at.home / "data") == before


def sites() -> dict[Site, tuple[int, str]]:
    """Where errors are made: the first line of a call, its last line, and what it says.

    That is each call of PapernotesError, and each of a function that makes one for others.
    """
    trees = {path: ast.parse(path.read_bytes()) for path in sorted(SOURCE.rglob("*.py"))}
    makers = {"PapernotesError": set(trees)}  # by name: the modules that know it as one
    for _ in range(2):  # `writing` makes them by way of `refusing`
        for path, tree in trees.items():
            names = {name for name, known in makers.items() if path in known}
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef) and makes_errors(node, names):
                    makers[node.name] = {path} if node.name.startswith("_") else set(trees)
    found = {}
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and path in makers.get(name_of(node), ()):
                name = path.relative_to(SOURCE).as_posix()
                found[name, node.lineno] = (node.end_lineno or node.lineno, text_in(node))
    return found


def makes_errors(function: ast.FunctionDef, makers: set[str]) -> bool:
    """Whether it returns an error, or is for `with` and raises one that its caller words."""
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    if not any(name_of(call) in makers for call in calls):
        return False
    returns = isinstance(function.returns, ast.Name) and function.returns.id == "PapernotesError"
    names = [node.id for node in function.decorator_list if isinstance(node, ast.Name)]
    return returns or ("contextmanager" in names and "what" in {a.arg for a in function.args.args})


def name_of(call: ast.Call) -> str:
    """`f` of `f()` and of `module.f()`."""
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def text_in(call: ast.Call) -> str:
    """The first text that a call holds: of an error, how its message begins."""
    texts = (each.value for each in ast.walk(call) if isinstance(each, ast.Constant))
    return next((text for text in texts if isinstance(text, str)), "")


def test_the_table_of_errors_says_what_happens_and_has_every_error_that_there_is(
    tmp_path: Path,
    home: Path,  # noqa: ARG001 (nothing of the tester's surroundings shows)
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    template = lived(tmp_path / "template")
    reached: set[Site] = set()
    monkeypatch.setattr(errors.PapernotesError, "__init__", noting(reached.add))
    sink = tmp_path / "reached"
    sink.touch()
    table = list(rows())
    assert len(table) > 100
    assert {state for row in table for state in row.states} == STATES.keys() | {""}
    wrong = []
    for number, row in enumerate(table):
        at, (code, out, err), same = walk(row, tmp_path / str(number), template, capsys, sink)
        expected = pattern(row, at)
        if not re.fullmatch(expected, err) or code != row.code:
            wrong.append(f"{row.when}: {row.line}\n{row.code}: {expected}but {code}: {err}")
        # A warning goes with what could be read, and findings are what was asked for.
        if (out and row.message and not row.message.startswith("warning: ")) or not same:
            wrong.append(f"{row.when}: {row.line} printed {out!r}, data the same: {same}")
    assert not wrong, "\n".join(wrong)

    for line in sink.read_text().splitlines():
        name, _, place = line.partition("\t")
        reached.add((name, int(place)))
    missed = {
        (name, said)
        for (name, first), (last, said) in sites().items()
        if not any((name, line) in reached for line in range(first, last + 1))
    }
    assert missed == UNREACHED.keys(), "add a row to docs/errors.md for what no row reaches"
