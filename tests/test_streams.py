"""What goes where: records into pipes, drawings onto terminals, the rest to stderr."""

import errno
import fcntl
import os
import pty
import re
import shlex
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest
from rich.cells import cell_len

from papernotes.cli.app import COMMANDS
from papernotes.model.paper import STATUSES
from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("warm")

CATALOG = Path(__file__).parent.parent / "data" / "papers.toml"

# A command line for each command, and for none. They do something in the home of `lived`.
EXAMPLES = {
    "": [],
    "list": ["list"],
    "show": ["show", "25"],
    "next": ["next", "-n", "5"],
    "graph": ["graph", "33"],
    "path": ["path", "33", "25"],
    "goal": ["goal", "33", "25"],
    "later": ["later", "9", "10"],
    "stats": ["stats"],
    "export": ["export", "topic:rl"],
    "start": ["start", "2", "--on", "2026-01-05"],
    "done": ["done", "1-5", "10", "--on", "2026-01-06", "-m", "a takeaway that goes on " * 9],
    "skip": ["skip", "11", "10"],
    "reset": ["reset", "8", "10"],
    "undo": ["undo"],
    "redo": ["redo"],
    "rate": ["rate", "9", "10", "5"],
    "tag": ["tag", "9", "10", "+classic", "+to read again"],
    "takeaway": ["takeaway", "9", "a takeaway that goes on " * 9],
    "note": ["note", "9", "-m", "a line that goes on " * 9],
    "search": ["search", "attention"],
    "similar": ["similar", "25"],
    "open": ["open", "9", "--print"],
    "log": ["log"],
    "paths": ["paths"],
    "config": ["config"],
    "add": ["add", "2401.04088", "--title", "A paper on no list", "--published", "2024"],
    "import": ["import", str(Path(__file__).parent / "data" / "bib" / "jabref.bib")],
    "edit": ["edit", "mine/1"],
    "remove": ["remove", "mine/1", "--yes"],
    "catalog list": ["catalog", "list"],
    "catalog add": ["catalog", "add", str(CATALOG), "--name", "club"],
    "catalog new": ["catalog", "new", "group", "--from", "llm"],
    "catalog update": ["catalog", "update", "mine", "--from", str(CATALOG), "--yes"],
    "catalog rename": ["catalog", "rename", "mine", "ours"],
    "catalog use": ["catalog", "use", "llm"],
    "catalog refresh": ["catalog", "refresh", "mine"],
    "catalog remove": ["catalog", "remove", "mine"],
    "check": ["check", str(Path(__file__).parent / "data" / "warned.toml")],
    "completion": ["completion", "bash"],
}
# They print the columns of `list`, and of them these record something.
MARKS = ["start", "done", "skip", "reset", "undo", "redo", "rate", "tag", "takeaway", "goal"]
MARKS += ["later"]
LISTS = ["list", *MARKS]
# They read the library, and say with exit code 4 that some of it can't be read. No lock.
READS = ["", "list", "show", "search", "similar", "next", "path", "graph", "stats", "open", "log"]
READS += ["config", "catalog list", "export"]
# Words with which a drawing labels what it shows, and which a record's place says.
LABELS = {
    "papernotes", "list", "h", "of", "read", "authors", "links", "not", "yet", "leads", "default",
    "topics", "more", "day", "a", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "jan", "feb",
    "above", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
}  # fmt: skip
PATHS = ["config", "catalog list"]
ONE_FIELD = ["note", "open"]  # print a path, an address, and nothing else
SCRIPTS = ["completion", "export"]  # print what another program reads, the same everywhere
PAPERNOTES = [sys.executable, "-m", "papernotes"]
LINK = re.compile("\x1b]8;[^;]*;[^\x1b]*\x1b\\\\")
SGR = re.compile("\x1b\\[[0-9;]*m")

# As records all of them, and in the other forms a few: one place writes all forms.
in_every_form = pytest.mark.parametrize(
    ("name", "flags"),
    [
        *((name, []) for name in EXAMPLES),
        *((name, ["--json"]) for name in ("", "list", "done", "check")),
        *((name, ["--color", "always"]) for name in ("", "list", "done", "check")),
    ],
)
every_command = pytest.mark.parametrize("name", EXAMPLES)
every_drawing = pytest.mark.parametrize("name", [each for each in EXAMPLES if each not in SCRIPTS])


class Ended(NamedTuple):
    """A process that has ended."""

    code: int
    out: str
    err: str


def surroundings(**environ: str) -> dict[str, str]:
    """The tester's, as the fixture `home` cleaned them. No pager: one would wait for a key."""
    kept = {name: value for name, value in os.environ.items() if name != "LINES"}
    return {**kept, "TERM": "xterm-256color", "PAPERNOTES_PAGER": "cat", **environ}


def piped(*arguments: str | bytes, **environ: str) -> Ended:
    """The program as a process of its own, its stdout a pipe."""
    done = subprocess.run(
        [*PAPERNOTES, *arguments], env=surroundings(**environ), capture_output=True, check=False
    )
    return Ended(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode())


class Size(NamedTuple):
    columns: int = 80
    rows: int = 24


def on_terminal(*arguments: str | Size, **environ: str) -> Ended:
    """The same, its stdin and stdout a terminal of the size that is given, or of 80 by 24."""
    size = next((each for each in arguments if isinstance(each, Size)), Size())
    words = [each for each in arguments if isinstance(each, str)]
    master, slave = _terminal(size)
    command, env = [*PAPERNOTES, *words], surroundings(**environ)
    with subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=subprocess.PIPE, env=env
    ) as process:
        os.close(slave)
        out = b"".join(iter(lambda: _read(master), b""))
        os.close(master)
        _, err = process.communicate()
    return Ended(process.returncode, out.decode("utf-8"), err.decode())


@pytest.fixture
def terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ended]:
    """`on_terminal` without a process of its own, which takes a fifth of the time.

    Not for what a pager or an editor shows: those write to the tester's own terminal.
    """

    def call(*arguments: str | Size, **environ: str) -> Ended:
        size = next((each for each in arguments if isinstance(each, Size)), Size())
        words = [each for each in arguments if isinstance(each, str)]
        master, slave = _terminal(size)
        found: list[bytes] = []
        reader = Thread(target=lambda: found.extend(iter(lambda: _read(master), b"")))
        reader.start()
        with os.fdopen(slave, "w", encoding="utf-8") as stdout, monkeypatch.context() as patch:
            patch.setattr("sys.stdout", stdout)
            patch.setattr("sys.__stdout__", stdout)  # whose size is the window's
            result = run(*words, **{"TERM": "xterm-256color", "PAPERNOTES_PAGER": "cat", **environ})
        reader.join()
        os.close(master)
        return Ended(result.code, b"".join(found).decode("utf-8"), result.err)

    return call


def _terminal(size: Size) -> tuple[int, int]:
    """Both ends of a terminal on which a line end comes out as it went in."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size.rows, size.columns, 0, 0))
    modes = termios.tcgetattr(slave)
    modes[1] &= ~termios.OPOST
    termios.tcsetattr(slave, termios.TCSANOW, modes)
    return master, slave


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError as error:
        if error.errno != errno.EIO:  # so Linux says that nobody holds the other end any more
            raise
        return b""


def bare(text: str) -> str:
    """Drawn text without its colours and links."""
    return SGR.sub("", LINK.sub("", text))


def same(text: str) -> str:
    """Drawn text without the numbers that tell its links apart, which are drawn by lot."""
    return re.sub("\x1b]8;id=[0-9-]+;", "\x1b]8;;", text)


@pytest.fixture
def lived(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home in which every command of the examples has something to do."""
    monkeypatch.setenv("EDITOR", "sed -i s/One/Any/")  # what an editor is to us: a program
    # It makes the catalog `mine`.
    run("add", "--title", "One of mine, of which there is more to say than would go into a line")
    run("start", "10", "--on", "2026-01-03")
    run("done", "8", "--on", "2026-01-02")
    run("done", "9", "--on", "2026-01-02", "--rating", "4")
    run("undo")


def test_a_stderr_that_is_full_is_no_failure_of_what_was_done(run: Run) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*PAPERNOTES, "done", "1"],
            env=surroundings(),
            stdout=subprocess.PIPE,
            stderr=full,
            check=False,
        )
    assert done.returncode == 0
    assert done.stdout.startswith(b"1\tattention\tdone\t")
    assert run("list", "--status", "done").rows[0][0] == "1"


def test_every_command_has_an_example_here() -> None:
    assert EXAMPLES.keys() == {"", *COMMANDS}


# Pipes


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize("name", LISTS)
def test_lists_and_marks_print_the_columns_of_the_contract(name: str, run: Run) -> None:
    papers = {str(each["number"]): each for each in run("list", "--json").json}
    result = run(*EXAMPLES[name], COLUMNS="20")
    assert result.code == 0
    assert result.rows
    for row in result.rows:
        assert len(row) == 7
        paper = papers[row[0]]
        url = paper["url"]
        fields = [paper["key"], row[2], paper["title"], str(paper["year"])]
        assert row[1:] == [*fields, ",".join(paper["topics"]), url]
        assert row[2] in STATUSES


@pytest.mark.usefixtures("lived")
def test_next_prints_the_columns_of_list_and_the_reasons(run: Run) -> None:
    listed = {tuple(row) for row in run("list").rows}
    rows = run("next", "-n", "5", COLUMNS="20").rows
    assert len(rows) == 5
    for row in rows:
        assert len(row) == 8
        assert tuple(row[:7]) in listed
        assert row[7].endswith(".")


@pytest.mark.usefixtures("lived")
def test_show_prints_a_field_a_line(run: Run) -> None:
    shown = run("show", "25")
    assert shown.rows[0] == ["number", "25"]
    assert all(2 <= len(row) <= 5 for row in shown.rows)
    paper = run("show", "25", "--json").json
    for name in ("key", "uid", "catalog", "title", "venue", "url", "takeaway", "detail", "status"):
        assert [name, paper[name]] in shown.rows
    authors = [row[1] for row in shown.rows if row[0] == "author"]
    assert authors == paper["authors"]
    assert len(authors) > 12


@pytest.mark.usefixtures("lived")
def test_bare_prints_counts_then_the_columns_of_list(run: Run) -> None:
    rows = run().rows
    assert rows[:4] == [["unread", "44"], ["reading", "1"], ["done", "1"], ["skipped", "0"]]
    assert [(row[0], len(row)) for row in rows[4:7]] == [("reading", 8), ("next", 8), ("lately", 8)]
    assert {(row[0], len(row)) for row in rows[7:]} == {("forecast", 3)}


@pytest.mark.usefixtures("lived")
@every_command
def test_a_pipe_gets_no_escape_and_nothing_is_cut_off(name: str) -> None:
    result = piped(*EXAMPLES[name], COLUMNS="20")
    assert result.code == 0
    assert "\x1b" not in result.out + result.err
    assert "…" not in result.out
    assert result.out.endswith("\n")
    assert all("\t" in line for line in result.out.splitlines()) or name in [*ONE_FIELD, *SCRIPTS]


@pytest.mark.usefixtures("lived")
@every_command
def test_stdout_is_data_and_what_is_said_besides_goes_to_stderr(name: str, run: Run) -> None:
    result = run(*EXAMPLES[name], "--json")
    assert result.code == 0
    assert isinstance(result.json, list | dict)
    assert not result.err


@every_command
def test_help_in_a_pipe_has_no_escapes(name: str, run: Run) -> None:
    assert "\x1b" not in run(*name.split(), "--help").out


# Terminals


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize("columns", [40, 80, 120, 200])
@every_drawing
def test_a_terminal_gets_a_drawing_no_wider_than_its_window(
    name: str, columns: int, terminal: Callable[..., Ended]
) -> None:
    result = terminal(*EXAMPLES[name], Size(columns))
    assert (result.code, result.err) == (0, "")
    assert "\x1b[" in result.out
    assert "\t" not in result.out
    lines = bare(result.out).splitlines()
    assert lines
    assert "\x1b" not in "".join(lines)
    assert [line for line in lines if cell_len(line) > columns] == []


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize(
    ("flags", "environ"),
    [
        ([], {"NO_COLOR": "1"}),
        ([], {"TERM": "dumb"}),
        (["--color", "never"], {}),
        (["--color", "never"], {"FORCE_COLOR": "1"}),
        ([], {"NO_COLOR": "1", "FORCE_COLOR": "1"}),
    ],
)
@every_command
def test_without_colour_a_terminal_gets_the_drawing_without_one_escape(
    name: str, flags: list[str], environ: dict[str, str], terminal: Callable[..., Ended]
) -> None:
    result = terminal(*EXAMPLES[name], *flags, **environ)
    assert result.code == 0
    assert "\x1b" not in result.out + result.err
    assert "\t" not in result.out
    assert result.out


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize("name", ["", "list", "show", "next", "stats"])
def test_without_colour_the_drawing_is_the_same(name: str) -> None:
    coloured = bare(on_terminal(*EXAMPLES[name]).out)
    plain = on_terminal(*EXAMPLES[name], NO_COLOR="1").out
    assert plain.splitlines() == [line.rstrip() for line in coloured.splitlines()]


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize("name", ["", "list", "show", "next", "stats"])
def test_color_always_and_force_color_mean_the_terminals_rendering(name: str) -> None:
    drawn = same(on_terminal(*EXAMPLES[name], Size(72)).out)
    always = piped(*EXAMPLES[name], "--color", "always", COLUMNS="72")
    forced = piped(*EXAMPLES[name], FORCE_COLOR="1", COLUMNS="72")
    assert same(always.out) == drawn
    assert same(forced.out) == drawn


@pytest.mark.usefixtures("lived")
@every_drawing
@pytest.mark.parametrize("how", ["flag", "variable"])
def test_every_command_can_be_drawn_into_a_pipe(name: str, how: str, run: Run) -> None:
    flags = ["--color", "always"] if how == "flag" else []
    result = run(*EXAMPLES[name], *flags, **({"FORCE_COLOR": "1"} if how == "variable" else {}))
    assert (result.code, result.err) == (0, "")
    assert "\x1b[" in result.out
    assert "\t" not in result.out
    assert max(cell_len(line) for line in bare(result.out).splitlines()) <= 80


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
@every_drawing
def test_color_always_beats_the_surroundings(name: str, environ: dict[str, str], run: Run) -> None:
    assert "\x1b[" in run(*EXAMPLES[name], "--color", "always", **environ).out


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize("variable", ["NO_COLOR", "FORCE_COLOR"])
def test_an_empty_variable_is_none(variable: str) -> None:
    plain = {variable: ""}
    assert "\x1b[" in on_terminal("list", **plain).out
    assert "\x1b" not in piped("list", **plain).out


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize("name", ["", "list", "show", "next", "stats"])
def test_columns_decides_over_the_window(name: str) -> None:
    narrow = on_terminal(*EXAMPLES[name], Size(120), COLUMNS="60").out
    assert same(narrow) == same(on_terminal(*EXAMPLES[name], Size(60)).out)
    assert narrow != on_terminal(*EXAMPLES[name], Size(120)).out


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize("columns", ["", "0", "-3", "wide", "1", "９９９９９９９９９"])
def test_columns_that_can_not_be_do_no_harm(columns: str, run: Run) -> None:
    assert run("list", "--color", "always", COLUMNS=columns).code == 0


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize("name", ["", "list", "show", "next", "stats"])
def test_json_is_the_same_on_a_terminal(name: str) -> None:
    assert on_terminal(*EXAMPLES[name], "--json", FORCE_COLOR="1").out == (
        piped(*EXAMPLES[name], "--json").out
    )


# Plain, and quiet


def words(text: str) -> set[str]:
    """What a text says, without marks, rules, ellipses and numbers that only lay it out."""
    return {word for word in re.findall(r"[^\W_]+", bare(text)) if not word.isdigit()}


@pytest.mark.usefixtures("lived")
@every_command
def test_plain_on_a_terminal_is_words_a_record_a_line_and_nothing_is_cut_off(
    name: str, terminal: Callable[..., Ended], run: Run
) -> None:
    plain = terminal(*EXAMPLES[name], "--plain", Size(40))
    assert plain.code == 0
    assert not set("\x1b…○·▸✓━─★☆") & set(plain.out)
    assert "\t\t" not in plain.out
    longest = max(len(line) for line in plain.out.splitlines())
    assert longest > 40 or name in ("open", "catalog refresh")  # an address, a title: short
    forced = run(*EXAMPLES[name], "--plain", "--color", "always")
    assert "\x1b" not in forced.out


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize("columns", [80, 200])
@pytest.mark.parametrize("name", READS)
def test_plain_says_all_that_the_drawing_says(
    name: str, columns: int, terminal: Callable[..., Ended]
) -> None:
    drawn = terminal(*EXAMPLES[name], Size(columns), PAPERNOTES_COLOR="never")
    plain = terminal(*EXAMPLES[name], "--plain", Size(columns), PAPERNOTES_COLOR="never")
    said = {word.lower() for word in words(plain.out + plain.err)}
    shown = words(re.sub(r"[^\W_]+…", "", drawn.out))  # without words that were cut off
    missing = {word.lower() for word in shown} - said - LABELS
    assert not missing or name in PATHS  # a path may be broken in two


@pytest.mark.usefixtures("lived")
@every_command
def test_quiet_says_nothing_but_what_was_asked_for(name: str, run: Run) -> None:
    result = run(*EXAMPLES[name], "--quiet")
    assert (result.code, result.err) == (0, "")
    asked_for = name in [*READS, *SCRIPTS, "paths", "check"]
    assert bool(result.out) == asked_for
    if asked_for and name != "config":  # which tells that it is to be quiet
        assert result.out == run(*EXAMPLES[name]).out


def test_quiet_still_says_what_went_wrong(run: Run) -> None:
    assert "no paper" in run("done", "99", "-q").err
    assert run("done", "99", "-q").code == 3


# Readers that leave, disks that are full, fingers on Ctrl-C


@pytest.mark.usefixtures("lived")
@in_every_form
def test_a_pipe_that_nobody_reads_ends_quietly(name: str, flags: list[str]) -> None:
    ends = os.pipe()
    os.close(ends[0])
    command = [*PAPERNOTES, *EXAMPLES[name], *flags]
    done = subprocess.run(
        command, stdout=ends[1], stderr=subprocess.PIPE, env=surroundings(), check=False
    )
    os.close(ends[1])
    assert (done.returncode, done.stderr) == (0, b"")


def test_what_was_marked_stays_marked_though_nobody_read_of_it(run: Run) -> None:
    ends = os.pipe()
    os.close(ends[0])
    done = subprocess.run([*PAPERNOTES, "done", "12"], stdout=ends[1], check=False)
    os.close(ends[1])
    assert done.returncode == 0
    assert run("list", "--status", "done").rows[0][0] == "12"


@pytest.mark.usefixtures("lived")
@in_every_form
def test_a_full_disk_is_one_clear_line_and_exit_code_1(name: str, flags: list[str]) -> None:
    command = [*PAPERNOTES, *EXAMPLES[name], *flags]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, env=surroundings(), check=False
        )
    assert done.returncode == 1
    assert done.stderr.startswith(b"papernotes: ")
    assert b": No space left on device. " in done.stderr
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["list", "--help"]])
def test_a_full_disk_is_heard_of_by_those_who_want_help(
    arguments: list[str],
    home: Path,  # noqa: ARG001
) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*PAPERNOTES, *arguments], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr.startswith(b"papernotes: ")
    assert b": No space left on device. " in done.stderr
    assert done.stderr.count(b"\n") == 1


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize(
    "name", sorted(EXAMPLES.keys() - {*READS, *SCRIPTS, "paths", "check", "catalog refresh"})
)
def test_ctrl_c_ends_with_130_and_nothing_is_recorded(name: str, home: Path, run: Run) -> None:
    before = run("list", "--json").out + run("catalog", "list").out
    lock = home / "state" / "lock"
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with subprocess.Popen(
            [*PAPERNOTES, *EXAMPLES[name]], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            while lock not in _open_files(process.pid):
                assert process.poll() is None, "it did not wait for the lock"
            process.send_signal(signal.SIGINT)
            out, err = process.communicate()
    assert (process.returncode, out, err) == (130, b"", b"")
    assert run("list", "--json").out + run("catalog", "list").out == before


def _open_files(pid: int) -> set[Path]:
    found = set()
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        try:
            found.add(descriptor.readlink())
        except FileNotFoundError:  # closed meanwhile
            continue
    return found


# Pagers


@pytest.fixture
def pager(tmp_path: Path) -> tuple[str, Path]:
    """A pager to set, and the file that it writes what it was given to."""
    script, marker = tmp_path / "my pager.py", tmp_path / "paged"
    script.write_text(
        "import sys\n"
        "data = sys.stdin.buffer.read()\n"
        f"open({str(marker)!r}, 'wb').write(data)\n"
        "sys.stdout.buffer.write(data)\n"
    )
    return shlex.join([sys.executable, str(script)]), marker


@pytest.mark.parametrize("name", ["list", "show", "next"])
def test_what_would_scroll_goes_through_the_pager(
    name: str, pager: tuple[str, Path], home: Path
) -> None:
    setting, marker = pager
    shown = on_terminal(*EXAMPLES[name], Size(rows=8), PAPERNOTES_PAGER=setting)
    assert (shown.code, shown.err) == (0, "")
    assert marker.read_bytes() == shown.out.encode()
    assert same(shown.out) == same(
        on_terminal(*EXAMPLES[name], Size(rows=8), PAPERNOTES_PAGER="cat").out
    )
    assert home.exists()


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(("limit", "paged"), [("22", False), ("23", False), ("24", True)])
def test_what_fits_the_window_with_the_next_prompt_is_just_printed(
    limit: str, paged: bool, pager: tuple[str, Path]
) -> None:
    setting, marker = pager
    shown = on_terminal("list", "--limit", limit, Size(80), PAPERNOTES_PAGER=setting)
    assert shown.out.count("\n") == int(limit)
    assert marker.exists() == paged


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("flags", [["--no-pager"], ["--json"]])
@pytest.mark.parametrize("name", ["list", "show", "next"])
def test_no_pager_means_none(name: str, flags: list[str], pager: tuple[str, Path]) -> None:
    setting, marker = pager
    shown = on_terminal(*EXAMPLES[name], *flags, Size(rows=4), PAPERNOTES_PAGER=setting)
    assert shown.code == 0
    assert shown.out
    assert not marker.exists()


@pytest.mark.usefixtures("lived")
@every_command
def test_nothing_is_paged_in_a_pipe(name: str, pager: tuple[str, Path]) -> None:
    setting, marker = pager
    flags = ["--color", "always"] if name == "list" else []
    assert piped(*EXAMPLES[name], *flags, PAPERNOTES_PAGER=setting, LINES="3").code == 0
    assert not marker.exists()


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    "setting", ["no-such-pager -x", "'less -R", " ", "/", "/dev/null", "cat", ""]
)
def test_a_pager_that_can_not_be_run_is_done_without(setting: str) -> None:
    environ = {"PAPERNOTES_PAGER": setting, "PAGER": "cat"}
    shown = on_terminal("list", Size(rows=10), **environ)
    assert (shown.code, shown.err) == (0, "")
    assert same(shown.out) == same(on_terminal("list", "--no-pager", Size(rows=10)).out)


@pytest.mark.usefixtures("home")
def test_a_pager_that_is_left_at_once_ends_quietly() -> None:
    shown = on_terminal(
        "list", Size(rows=10), PAPERNOTES_PAGER=shlex.join([sys.executable, "-c", ""])
    )
    assert (shown.code, shown.out, shown.err) == (0, "", "")


@pytest.mark.usefixtures("home")
def test_our_own_pager_decides_over_everybodys(pager: tuple[str, Path]) -> None:
    setting, marker = pager
    on_terminal("list", Size(rows=10), PAPERNOTES_PAGER="cat", PAGER=setting)
    assert not marker.exists()
    on_terminal("list", Size(rows=10), PAPERNOTES_PAGER="", PAGER=setting)
    assert marker.exists()


@pytest.mark.usefixtures("home")
def test_a_pager_is_never_run_by_a_shell(tmp_path: Path) -> None:
    victim = tmp_path / "made by a shell"
    shown = on_terminal("list", Size(rows=10), PAPERNOTES_PAGER=f"no-such-pager; touch '{victim}'")
    assert shown.code == 0
    assert not victim.exists()


# Locales, and streams that are closed


@pytest.mark.usefixtures("lived")
@in_every_form
def test_stdout_is_utf_8_whatever_the_locale_says(name: str, flags: list[str]) -> None:
    locale = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    arguments = ["show", "1"] if name == "show" else EXAMPLES[name]
    result = piped(*arguments, *flags, PYTHONIOENCODING="ascii", **locale)
    assert result.code == 0
    assert result.out
    if name == "show":
        assert "Łukasz" in result.out


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    "arguments", [["--help"], *([*name.split(), "--help"] for name in COMMANDS), ["show", "łukasz"]]
)
def test_no_message_is_too_much_for_an_ascii_locale(arguments: list[str]) -> None:
    locale = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    result = piped(*arguments, PYTHONIOENCODING="ascii", **locale)
    assert result.code == (0 if "--help" in arguments else 3), result.err
    assert "Traceback" not in result.err


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize(
    ("name", "closed"),
    [
        *((name, closed) for name in EXAMPLES for closed in (">&-", "<&- >&- 2>&-")),
        *((name, closed) for name in ("list", "done") for closed in ("<&-", "2>&-", ">&- 2>&-")),
    ],
)
def test_closed_streams_do_no_harm(name: str, closed: str) -> None:
    command = f"{shlex.join([*PAPERNOTES, *EXAMPLES[name]])} {closed}"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert bool(done.stdout) == (not closed.startswith(">") and " >" not in closed)


def test_marks_are_recorded_though_every_stream_is_closed(run: Run, home: Path) -> None:
    command = f"{shlex.join([*PAPERNOTES, 'done', '12'])} <&- >&- 2>&-"
    assert subprocess.run(["/bin/sh", "-c", command], check=False).returncode == 0
    assert run("list", "--status", "done").rows[0][0] == "12"
    (journal,) = (home / "data" / "journal").glob("*/*.toml")
    assert journal.read_bytes().startswith(b"schema = 1\n")
