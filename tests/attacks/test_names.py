"""Names, links and addresses that try to leave a folder, or to run something."""

import os
import shlex
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from papernotes.files import write_whole
from papernotes.model import ids
from papernotes.notes import file_name
from tests.attacks.library import toml
from tests.attacks.texts import HOSTILE, assert_harmless
from tests.conftest import HEAD, Run, paper

pytestmark = pytest.mark.usefixtures("warm")

MINE = {"PAPERNOTES_CATALOG": "mine"}
ESCAPES = [
    "..", ".", "/etc/passwd", "../../x", "llm/../../x", "a/b", "a\\b", "con", "nul", "aux.toml",
    "-x", "--", "--help", "-", "~", "~root", "$HOME", "`id`", "$(touch x)", "; touch x", "|x", "&",
    "x" * 5_000, "é", "É", "ﬁ", "K", "%2e%2e%2f", "file:///etc/passwd", "javascript:alert(1)",
    "data:text/html,x", "C:\\x", "\\\\host\\share", "a\nb", "a\tb", " ", "\x7f",
]  # fmt: skip
COMMANDS = [
    ["show"], ["done"], ["skip"], ["note", "-m", "text"], ["note", "--path"], ["open", "--print"],
    ["takeaway"], ["log"], ["undo"], ["catalog", "use"], ["catalog", "remove"],
    ["catalog", "update"], ["check"],
    ["list", "--catalog"],
]  # fmt: skip


def everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        yield str(path), path.read_bytes() if path.is_file() else b""


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_name_that_is_no_name_of_ours_touches_no_file(
    command: list[str], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", None)  # "-" is what comes by it
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    run("skip", "46")
    before = list(everything(tmp_path))
    for name in ESCAPES:
        # After "--" it is no option, whatever it begins with.
        words = [*command, name] if command[-1] == "--catalog" else [*command, "--", name]
        result = run(*words)
        found = command == ["check"]  # which takes a path
        assert result.code in ((0, 2, 3, 4) if found else (2, 3)), (words, result)
        assert "bug in papernotes" not in result.err
        assert_harmless(result.err)
    assert list(everything(tmp_path)) == before


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "-x", "--", "ftp://a.b/",
        "http:", "http://", "https:///x", "//a.example/", "view-source:https://a.example",
        " javascript:alert(1)//https://", "vbscript:x", "java\nscript:x", "mailto:a@b.example",
    ],
)  # fmt: skip
def test_an_address_that_is_no_page_is_let_in_by_no_door(
    address: str, run: Run, catalog: Callable[..., Path], home: Path
) -> None:
    for fields in ({"url": address}, {"links": [{"label": "Code", "url": address}]}):
        catalog("mine", HEAD + paper(1, **fields))
        assert run("open", "1", "--print", **MINE).code == 3
        assert run("list", **MINE).code == 4
    assert run("add", "--title", "x", f"--url={address}").code == 2
    assert run("add", "--title", "x", f"--link=Code={address}").code == 2
    assert sorted(path.name for path in (home / "data").iterdir()) == ["catalogs"]


@pytest.fixture
def browser(tmp_path: Path) -> tuple[str, Path]:
    """A browser to set, and where it writes the arguments that it was given, a line each."""
    script, seen = tmp_path / "browser.py", tmp_path / "seen"
    script.write_text(f"import sys\nopen({str(seen)!r}, 'w').write(repr(sys.argv[1:]))\n")
    return shlex.join([sys.executable, str(script)]), seen


@pytest.mark.parametrize(
    ("rest", "given"),
    [
        ("a b", "a b"),
        ("\x00", "%00"),
        ("\x1b]0;x\x07", "%1B]0;x%07"),
        ("\u202e\u200b", "%E2%80%AE%E2%80%8B"),
        ("\n-x", "%0A-x"),
        ("é?q=%41&x=$(touch x)`id`;'\"", "é?q=%41&x=$(touch x)`id`;'\""),
    ],
)
def test_a_browser_gets_one_argument_without_anything_that_can_not_be_seen(
    rest: str, given: str, run: Run, catalog: Callable[..., Path], browser: tuple[str, Path]
) -> None:
    setting, seen = browser
    catalog("mine", HEAD + paper(1, url=f"https://a.example/{rest}"))
    result = run("open", "1", PAPERNOTES_BROWSER=setting, **MINE)
    assert result.code == 0, result.err
    assert seen.read_text() == repr([f"https://a.example/{given}"])


@pytest.mark.parametrize("command", [["open", "12"], ["note", "12"]])
def test_a_setting_with_a_zero_byte_runs_nothing(
    command: list[str], run: Run, home: Path, tmp_path: Path
) -> None:
    (home / "config").mkdir(parents=True)
    setting = f"{sys.executable} -c 1 a\x00b"
    text = f"editor = {toml(setting)}\nbrowser = {toml(setting)}\npager = {toml(setting)}\n"
    (home / "config" / "config.toml").write_text(text)
    result = run(*command)
    assert result.code == 1
    assert "bug in papernotes" not in result.err
    assert not list((home / "data").rglob("*.md"))
    assert tmp_path.exists()


IDS = [
    "doi:10.1234/../../../etc/passwd", "doi:10.1234/a/../b", "doi:10.1234/-x", "doi:10.1234/con",
    "url:https://a.example/../../x", "url:https://a.example/%2e%2e/x", "url:https://a.example/a%00b",
    "url:https://a.example/" + "x" * 5_000, "local:aaaa", "arxiv:hep-th/9901001", "doi:10.1234/é",
    "doi:10.1234/E", "doi:10.1234/e%00", "url:https://a.example/A", "url:https://a.example/a",
]  # fmt: skip


def test_the_file_of_a_note_is_a_plain_name_whatever_the_id(run: Run, home: Path) -> None:
    names: dict[str, str] = {}
    for each in IDS:
        name = ids.parse(each)
        if name is None:
            continue
        file = file_name(name)
        assert Path(file).name == file
        assert file.isascii()
        assert file.isprintable()
        assert len(file) < 100
        assert file[0] not in "-."
        assert names.setdefault(file.casefold(), name) == name
    assert len(names) > 8
    assert run("list").code == 0
    assert not (home / "data").exists()


# Links of the file system


@pytest.mark.parametrize("what", ["file", "folder", "nowhere", "itself", "device", "pipe", "root"])
def test_a_catalog_that_is_a_link_or_no_file_is_read_as_what_it_leads_to(
    what: str, run: Run, home: Path, tmp_path: Path
) -> None:
    offer = tmp_path / "club.toml"
    real = tmp_path / "real.toml"
    real.write_text(HEAD + paper(1))
    targets = {"file": real, "nowhere": tmp_path / "none", "itself": offer, "root": Path("/")}
    if what == "pipe":
        os.mkfifo(offer)
    else:
        offer.symlink_to({**targets, "folder": tmp_path, "device": Path("/dev/zero")}[what])
    result = run("catalog", "add", str(offer))
    if what == "file":
        assert result.code == 0
        added = home / "data" / "catalogs" / "club" / "papers.toml"
        assert added.read_bytes() == real.read_bytes()
        assert not added.is_symlink()
    else:
        assert result.code in (1, 2, 4)
        assert result.out == ""
        assert not (home / "data").exists()


@pytest.mark.parametrize("when", ["before", "after old drafts were cleared away"])
def test_a_draft_that_somebody_laid_out_as_a_link_is_not_written_through(
    when: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if when != "before":
        monkeypatch.setattr(Path, "glob", lambda *_: ())
    victim, file = tmp_path / "victim", tmp_path / "papers.toml"
    victim.write_text("precious")
    victim.chmod(0o644)
    (tmp_path / f".papers.toml.{os.getpid()}").symlink_to(victim)
    write_whole(file, b"new")
    assert victim.read_text() == "precious"
    assert file.read_bytes() == b"new"
    assert not file.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_folder_that_somebody_laid_out_as_a_link_gets_no_catalog(
    run: Run, home: Path, tmp_path: Path
) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "papers.toml").write_text("precious")
    (home / "data" / "catalogs").mkdir(parents=True)
    (home / "data" / "catalogs" / ".mine.draft").symlink_to(victim)
    assert run("add", "--title", "One of mine").code == 0
    assert (victim / "papers.toml").read_text() == "precious"
    made = home / "data" / "catalogs" / "mine"
    assert made.is_dir()
    assert not made.is_symlink()


# What a shell would run


@pytest.mark.parametrize(
    "word", ["$(touch x)", "`touch x`", "; touch x", "| touch x", "x\ntouch x", "'; touch x; '"]
)
def test_what_an_error_proposes_to_type_runs_nothing_when_it_is_typed(
    word: str, run: Run, tmp_path: Path
) -> None:
    for line in (["add", word], ["catalog", "add", f"{tmp_path}/{word}.toml"]):
        said = run(*line).err
        assert "papernotes " in said
        proposal = said.rpartition(": ")[2].strip()
        words = shlex.split(proposal, posix=True)  # it reads back as words, quoted where need be
        assert not {";", "|", "touch"} & set(words)


def test_completion_offers_nothing_that_its_reader_could_not_see(
    run: Run, catalog: Callable[..., Path]
) -> None:
    evil = [HOSTILE, "$(touch x)", "`x`", "a b"]
    catalog("mine", HEAD + paper(1, topics=evil, links=[{"label": "$(x)", "url": "https://a.b"}]))
    for words in (["list", "topic:"], ["open", "1", "--link", ""], ["show", ""]):
        for ask in (["__complete", *words], ["__complete_bash", "\"'=:", "papernotes list topic:"]):
            result = run(*ask, **MINE)
            assert result.code == 0
            assert_harmless(result.out)
            assert ask[0] == "__complete" or not {"$(touch", "`x`"} & set(result.out.split())
