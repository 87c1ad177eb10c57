"""Completion in the real shells: what the key TAB puts into the line, and shows below it."""

import os
import shlex
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes.completing import bash as bash_lines
from papernotes.completing.scripts import script
from tests.attacks.library import by_hand
from tests.conftest import HEAD, paper
from tests.shells import Terminal, program, required

pytestmark = pytest.mark.usefixtures("warm")

# Each would run, expand or end something, were it not data; their first letters differ.
HOSTILE = [
    "a$(touch pwned)", "b`touch pwned`", "c;touch pwned", 'd"touch pwned', "e'touch pwned",
    "f!touch", "g\\touch", "h touch *", "i&&touch pwned", "j{a..c}*?", "k~", "l$HOME",
    "m%F{red}x%B", "n:o", "o=p", "q<r>s|t", "r(s)[t]", "s#t", "ü“é”", "v -- w", "x\\$(touch pwned)",
]  # fmt: skip
TITLE = "Fine; `touch pwned` $(touch pwned) %F{red} 'q\" \\ : tab"
# Bound to keys, so that the line is shown exactly as it stands after all keys before them.
_BASH = r"""
PS1='ready>'; HISTFILE=
bind 'set enable-bracketed-paste off'; bind 'set bell-style none'; bind 'set page-completions off'
bind 'set show-all-if-ambiguous on'; bind 'set completion-query-items 0'
show() { printf '\n{{%s}}\n' "$READLINE_LINE"; READLINE_LINE=; READLINE_POINT=0; }
bind -x '"\C-t": show'; bind '"\C-o": insert-completions'
"""
_ZSH = r"""
PS1='ready>'; unsetopt beep zle_bracketed_paste prompt_sp; LISTMAX=0; KEYTIMEOUT=1
show() { zle -I; print -r -- "{{$BUFFER}}"; BUFFER=; }; zle -N show; bindkey '^T' show
"""
_COMPINIT = "autoload -Uz compinit; compinit -u -D\n"
_DONE = "echo all''set\n"


class Place(NamedTuple):
    """Where the shells run: their variables, and their folder, which holds a file."""

    environ: dict[str, str]
    folder: Path

    def start(self, *command: str, setup: str) -> Terminal:
        terminal = Terminal([required(command[0]), *command[1:]], self.environ, self.folder)
        terminal.type(setup.lstrip("\n") + _DONE)
        terminal.wait("allset\r?\n")
        return terminal

    def fish(self, *lines: str, setup: str = "papernotes completion fish | source;") -> list[str]:
        """What fish offers for each of the lines, as "value<TAB>help" lines."""
        code = f"{setup} for line in $argv; complete -C $line; echo =; end"
        run = [required("fish"), "--no-config", "-c", code, *lines]
        done = subprocess.run(
            run, cwd=self.folder, env=self.environ, check=True, capture_output=True, text=True
        )
        assert done.stderr == ""
        return done.stdout.split("=\n")[:-1]


class Press(Protocol):
    """`press("papernotes show q\\t")`: the line then, and what is shown below it."""

    def __call__(self, keys: str) -> tuple[str, str]: ...


def pressing(terminal: Terminal) -> Press:
    def press(keys: str) -> tuple[str, str]:
        terminal.type(f"{keys}\x14")
        shown = terminal.wait(r"(.*?)\{\{(.*?)\}\}")
        return shown[2], shown[1]

    return press


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A library with hostile tags, topics and titles, and a folder to be in."""
    root = tmp_path_factory.mktemp("shells")
    home, folder = root / "home", root / "folder"
    (folder / "sub folder").mkdir(parents=True)
    (folder / "some-papers.toml").touch()
    mine = home / "data" / "catalogs" / "mine" / "papers.toml"
    mine.parent.mkdir(parents=True)
    papers = [
        paper(1, key="hostile", title=TITLE, topics=HOSTILE),
        paper(2, key="hostess", title=f"Another. {TITLE}"),
    ]
    mine.write_text(HEAD + "".join(papers), encoding="utf-8")
    (home / "data" / "journal").mkdir()
    by_hand(home, "device", {"kind": "tag", "papers": ["arxiv:2001.00001"], "add": HOSTILE})
    kept = {name: os.environ[name] for name in ("PYTHONPATH", "LANG") if name in os.environ}
    environ = {
        **kept,
        "PATH": f"{program(root / 'bin')}:{os.environ['PATH']}",
        "HOME": str(root),
        "XDG_DATA_HOME": str(root / "share"),
        "PAPERNOTES_HOME": str(home),
        "TERM": "xterm",
        "LC_ALL": "C.UTF-8",
    }
    return Place(environ, folder)


@pytest.fixture(scope="module")
def bash(place: Place) -> Iterator[Press]:
    setup = f'{_BASH}eval "$(papernotes completion bash)"\n'
    terminal = place.start("bash", "--norc", "--noprofile", "-i", setup=setup)
    yield pressing(terminal)
    terminal.close()


@pytest.fixture(scope="module")
def zsh(place: Place) -> Iterator[Press]:
    setup = f'{_ZSH}{_COMPINIT}eval "$(papernotes completion zsh)"\n'
    terminal = place.start("zsh", "-f", "-i", setup=setup)
    yield pressing(terminal)
    terminal.close()


@pytest.fixture(params=["bash", "zsh"])
def press(request: pytest.FixtureRequest) -> Press:
    found: Press = request.getfixturevalue(request.param)
    return found


LINES = [
    ("papernotes li\t", "papernotes list "),
    ("papernotes cata\t", "papernotes catalog "),
    ("papernotes catalog us\t", "papernotes catalog use "),
    ("papernotes list --stat\t", "papernotes list --status "),
    ("papernotes list --stat\tunr\t", "papernotes list --status unread "),
    ("papernotes list --status unread,rea\t", "papernotes list --status unread,reading "),
    ("papernotes list --color=al\t", "papernotes list --color=always "),
    ("papernotes list --sort y\t", "papernotes list --sort year "),
    ("papernotes show qlo\t", "papernotes show qlora "),
    ("papernotes show QLO\t", "papernotes show qlora "),
    ("papernotes show 46\t", "papernotes show 46 "),
    ("papernotes show min\t", "papernotes show mine/"),
    ("papernotes show mine/hostil\t", "papernotes show mine/hostile "),
    ("papernotes show arxiv:2305.143\t", "papernotes show arxiv:2305.14314 "),
    ("papernotes list top\t", "papernotes list topic:"),
    ("papernotes list topic:rl\t", "papernotes list topic:rl "),
    ("papernotes list not:topic:retr\t", "papernotes list not:topic:retrieval "),
    ('papernotes list "topic:rl\t', 'papernotes list "topic:rl" '),
    ("papernotes list 'topic:rl\t", "papernotes list 'topic:rl' "),
    ("papernotes list topic:rl year:2016\t", "papernotes list topic:rl year:2016 "),
    ("papernotes list --catalog mine topic:n\t", "papernotes list --catalog mine topic:n:o "),
    ("papernotes done 12 --on yes\t", "papernotes done 12 --on yesterday "),
    ("papernotes completion z\t", "papernotes completion zsh "),
    ("papernotes check some\t", "papernotes check some-papers.toml "),
    ("papernotes check sub\t", "papernotes check sub\\ folder/"),
    ("papernotes show 12 > some\t", "papernotes show 12 > some-papers.toml "),
    ("papernotes show xyzzy\t", "papernotes show xyzzy"),
    ("papernotes list -- --js\t", "papernotes list -- --js"),
    ("papernotes show \"unfinished '\t", "papernotes show \"unfinished '"),
    ("papernotes show $(\t", "papernotes show $("),
]


@pytest.mark.parametrize(("keys", "line"), LINES)
def test_the_key_puts_into_the_line_what_can_only_be_meant(
    keys: str, line: str, press: Press
) -> None:
    assert press(keys)[0] == line


def test_zsh_shows_what_there_is_with_its_help(zsh: Press) -> None:
    line, shown = zsh("papernotes show q\t")
    assert line == "papernotes show q"
    assert "qlora" in shown
    assert "-- QLoRA: Efficient Finetuning of Quantized LLMs" in shown
    assert "-- List papers, in the order of the catalog." in zsh("papernotes \t")[1]
    assert "-- The other way round." in zsh("papernotes list -\t")[1]
    assert "-- as in topic:rl" in zsh("papernotes list \t")[1]
    shown = zsh("papernotes show --catalog mine host\t")[1]
    assert f"-- {TITLE}" in shown
    assert f"-- Another. {TITLE}" in shown


def test_bash_shows_the_words_alone(bash: Press) -> None:
    line, shown = bash("papernotes show q\t")
    assert line == "papernotes show q"
    assert {"q-transformer", "qlora"} <= set(shown.split())
    assert "Efficient" not in shown
    assert bash("papernotes list topic:r\x0f")[0] == "papernotes list topic:retrieval rl "


def test_fish_offers_what_there_is_with_its_help(place: Place) -> None:
    lines = [
        "papernotes show q", "papernotes li", "papernotes list --rev", "papernotes list topic:r",
        'papernotes list "topic:r', "papernotes list 'not:topic:r", "papernotes check some",
        "papernotes list --status unread,re", "papernotes list --color=al", "papernotes catalog us",
        "A=b papernotes show QLO", "papernotes show 'unfinished \"", "papernotes show (",
        "papernotes show --catalog mine host", "papernotes list -- --js", "papernotes check sub",
    ]  # fmt: skip
    found = dict(zip(lines, place.fish(*lines), strict=True))
    qlora = "qlora\tQLoRA: Efficient Finetuning of Quantized LLMs\n"
    assert qlora in found["papernotes show q"]
    assert found["papernotes show q"].count("\n") == 2
    assert found["papernotes li"] == "list\tList papers, in the order of the catalog.\n"
    assert found["papernotes list --rev"] == "--reverse\tThe other way round.\n"
    for line in ("papernotes list topic:r", 'papernotes list "topic:r'):
        assert found[line].split() == ["topic:retrieval", "topic:rl"]
    assert found["papernotes list 'not:topic:r"].split() == ["not:topic:retrieval", "not:topic:rl"]
    assert found["papernotes list --status unread,re"].split() == ["unread,reading"]
    assert found["papernotes list --color=al"].split() == ["--color=always"]
    assert found["papernotes catalog us"].startswith("use\t")
    assert found["A=b papernotes show QLO"] == qlora
    assert found["papernotes check some"].strip() == "some-papers.toml"
    assert found["papernotes check sub"].strip() == "sub folder/"
    assert found["papernotes list -- --js"] == ""
    assert sorted(found["papernotes show --catalog mine host"].splitlines()) == [
        f"hostess\tAnother. {TITLE}", f"hostile\t{TITLE}"
    ]  # fmt: skip


# Hostile names


@pytest.fixture(autouse=True)
def nothing_ran(place: Place) -> Iterator[None]:
    yield
    found = sorted(path.name for path in place.folder.iterdir())
    assert found == ["some-papers.toml", "sub folder"]


@pytest.mark.parametrize("quote", ["", '"', "'"])
@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_name_is_one_word_in_the_line(value: str, quote: str, press: Press) -> None:
    line, _ = press(f"papernotes list tag:{quote}{value[0]}\t")
    if quote == '"' and line.endswith('" '):
        # Between double quotes Python's shlex knows only two of what a backslash takes.
        line = line.replace("\\$", "$").replace("\\`", "`")
    assert shlex.split(line) == ["papernotes", "list", f"tag:{value}"]


@pytest.mark.parametrize("start", ["papernotes tag 1 --remove ", "papernotes tag 1 +"])
def test_a_line_with_a_hostile_name_runs_nothing(start: str, press: Press) -> None:
    for value in HOSTILE:
        if "pwned" in value:
            press(f"{start}{value[0]}\t\r")
            press(f'{start}"{value[0]}\t\r')


def test_what_is_typed_runs_nothing_before_its_time(press: Press, place: Place) -> None:
    lines = ("show $(touch pwned) ql", "show `touch pwned` ql", 'show "$(touch pwned)" ql')
    for line in lines:
        assert press(f"papernotes {line}\t")[0].startswith(f"papernotes {line}")
    found = place.fish(*(f"papernotes {line}" for line in (lines[0], lines[2])))
    assert all("touch" not in line for line in found)


def test_what_is_listed_of_hostile_names_runs_nothing(press: Press) -> None:
    for line in ("list tag:", "list --catalog mine topic:", "tag --catalog mine ", "show mine/"):
        _, shown = press(f"papernotes {line}\t\t\t")
        assert shown
    press("papernotes tag --catalog mine hostile +\t\t\t\t\r")


def test_fish_offers_hostile_names_as_they_are(place: Place) -> None:
    lines = ("papernotes list tag:", "papernotes tag mine/1 +", 'papernotes list "tag:')
    tags, plus, quoted = (found.splitlines() for found in place.fish(*lines))
    assert sorted(tags) == sorted(quoted) == sorted(f"tag:{value}" for value in HOSTILE)
    assert sorted(plus) == sorted(f"+{value}" for value in HOSTILE)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1),
            st.sampled_from(["", "'", '"']),
        ),
        min_size=1,
    )
)
def test_bash_itself_reads_back_what_was_put_in(values: Sequence[tuple[str, str]]) -> None:
    words = []
    for value, quote in values:
        typed = bash_lines.take_apart(f"papernotes show {quote}", " \t\n\"'@><=;|&(:")
        words += [quote + word + quote for word in bash_lines.put_back(typed, [value])]
    code = f"printf '%s\\0' {' '.join(words)}"
    done = subprocess.run([required("bash"), "-c", code], check=True, capture_output=True)
    assert done.stdout.decode().split("\0")[:-1] == [value for value, _ in values]


# Installed as files


def test_bash_completion_loads_the_installed_file_by_itself(place: Place) -> None:
    library = Path("/usr/share/bash-completion/bash_completion")
    if not library.exists():
        required("bash-completion")
    file = Path(place.environ["XDG_DATA_HOME"], "bash-completion", "completions", "papernotes")
    file.parent.mkdir(parents=True)
    file.write_text(script("bash"), encoding="utf-8")
    setup = f"{_BASH}. {library}\n"
    terminal = place.start("bash", "--norc", "--noprofile", "-i", setup=setup)
    press = pressing(terminal)
    assert press("papernotes show qlo\t")[0] == "papernotes show qlora "
    assert press("papernotes list topic:rl\t")[0] == "papernotes list topic:rl "
    assert press("papernotes check some\t")[0] == "papernotes check some-papers.toml "
    terminal.close()


def test_zsh_loads_the_installed_function_by_itself(place: Place, tmp_path: Path) -> None:
    (tmp_path / "_papernotes").write_text(script("zsh"), encoding="utf-8")
    setup = f"{_ZSH}fpath=({shlex.quote(str(tmp_path))} $fpath)\n{_COMPINIT}"
    terminal = place.start("zsh", "-f", "-i", setup=setup)
    press = pressing(terminal)
    for _ in range(2):  # the first time it is loaded
        assert press("papernotes show qlo\t")[0] == "papernotes show qlora "
        assert press("papernotes list topic:rl\t")[0] == "papernotes list topic:rl "
    terminal.close()


def test_fish_loads_the_installed_file_by_itself(place: Place) -> None:
    share = Path(place.environ["XDG_DATA_HOME"])
    file = share / "fish" / "vendor_completions.d" / "papernotes.fish"
    file.parent.mkdir(parents=True)
    file.write_text(script("fish"), encoding="utf-8")
    command = [required("fish"), "-c", "complete -C 'papernotes show qlo'"]
    done = subprocess.run(
        command, cwd=place.folder, env=place.environ, check=True, capture_output=True, text=True
    )
    assert done.stdout == "qlora\tQLoRA: Efficient Finetuning of Quantized LLMs\n"


@pytest.mark.parametrize("options", ["ksh_arrays sh_word_split", "glob_subst null_glob no_unset"])
def test_zsh_completes_whatever_its_user_has_set(options: str, place: Place) -> None:
    setup = f'{_ZSH}{_COMPINIT}eval "$(papernotes completion zsh)"\nsetopt {options}\n'
    terminal = place.start("zsh", "-f", "-i", setup=setup)
    press = pressing(terminal)
    assert press("papernotes show qlo\t")[0] == "papernotes show qlora "
    assert "-- QLoRA: Efficient" in press("papernotes show q\t")[1]
    terminal.close()


@pytest.mark.parametrize("options", ["set -u", "set -f; IFS=q", "shopt -s nocasematch failglob"])
def test_bash_completes_whatever_its_user_has_set(options: str, place: Place) -> None:
    setup = f'{_BASH}eval "$(papernotes completion bash)"\n{options}\n'
    terminal = place.start("bash", "--norc", "--noprofile", "-i", setup=setup)
    press = pressing(terminal)
    assert press("papernotes show qlo\t")[0] == "papernotes show qlora "
    assert press("papernotes list topic:rl\t")[0] == "papernotes list topic:rl "
    terminal.close()


def test_zsh_says_what_has_to_come_first(place: Place) -> None:
    done = subprocess.run(
        [required("zsh"), "-f", "-c", 'eval "$(papernotes completion zsh)"'],
        env=place.environ,
        check=True,
        capture_output=True,
        text=True,
    )
    assert (done.stdout, "compinit" in done.stderr) == ("", True)


def test_without_the_program_or_with_another_the_shells_stay_quiet(
    place: Place, tmp_path: Path
) -> None:
    """One that knows nothing of completing, as an older one would."""
    other = tmp_path / "papernotes"
    other.write_text("#!/bin/sh\necho no such command >&2\nexit 2\n", encoding="utf-8")
    other.chmod(0o755)
    starts: dict[str, tuple[list[str], Callable[[str], str]]] = {
        "bash": (["--norc", "--noprofile", "-i"], lambda file: f"{_BASH}. {file}\n"),
        "zsh": (["-f", "-i"], lambda file: f"{_ZSH}{_COMPINIT}. {file}\n"),
    }
    for name in ("bash", "zsh"):
        file = tmp_path / f"script.{name}"
        file.write_text(script("bash" if name == "bash" else "zsh"), encoding="utf-8")
        options, setup = starts[name]
        for change in (f"PATH={tmp_path}:$PATH\n", "PATH=/nonexistent\n"):
            terminal = place.start(name, *options, setup=setup(shlex.quote(str(file))) + change)
            line, shown = pressing(terminal)("papernotes show ql\t")
            assert line == "papernotes show ql"
            assert "no such command" not in shown
            assert "not found" not in shown
            terminal.close()
