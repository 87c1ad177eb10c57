"""`catalog`: which there are, one more, another one current, one set aside."""

import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from papernotes.current import current
from papernotes.paths import places
from tests.attacks.library import MODES, assert_all_harmless, toml
from tests.attacks.texts import ATTACKS, HOSTILE
from tests.conftest import HEAD, Result, Run, paper
from tests.test_add import everything, full_disk
from tests.test_streams import CATALOG, PAPERNOTES

Write = Callable[..., Path]
LIST = HEAD + paper(1) + paper(2)


def names(run: Run) -> list[str]:
    return [row[0] for row in run("catalog", "list").rows]


def current_one(run: Run, **environ: str) -> str:
    (name,) = [row[0] for row in run("catalog", "list", **environ).rows if row[4] == "current"]
    return name


def choice(home: Path) -> str | None:
    return current(places({"PAPERNOTES_HOME": str(home)}))


@pytest.fixture
def club(tmp_path: Path) -> Path:
    """A catalog's file that is in no library."""
    file = tmp_path / "club.toml"
    file.write_text(LIST)
    return file


# list


def test_a_catalog_is_a_line_with_what_is_known_of_it(run: Run, home: Path, catalog: Write) -> None:
    file = catalog("mine", HEAD + paper(1) + paper(2) + paper(3))
    run("done", "mine/1", "1")
    run("start", "mine/2")
    assert run("catalog", "list").rows == [
        ["llm", "LLM paper club", "46", "1", "current", str(CATALOG)],
        ["mine", "Mine", "3", "1", "", str(file)],
    ]
    assert run("catalog") == run("catalog", "list")
    assert run("catalog", "--json") == run("catalog", "list", "--json")
    assert home.exists()


def test_json_tells_more(run: Run, home: Path, catalog: Write) -> None:
    file = catalog("mine", "schema = 1\n\n" + paper(1) + paper(1))
    run("done", "mine/1")
    said = run("catalog", "--json")
    assert said.code == 4  # as every read over damaged files
    llm, mine = said.json
    assert mine == {
        "name": "mine",
        "title": None,
        "papers": 1,
        "counts": {"unread": 0, "reading": 0, "done": 1, "skipped": 0},
        "current": False,
        "chosen_by": None,
        "bundled": False,
        "flaws": 1,
        "path": str(file),
    }
    assert (llm["current"], llm["chosen_by"], llm["bundled"]) == (True, "default", True)
    assert home.exists()


def test_it_says_why_a_catalog_is_the_current_one(run: Run, home: Path, catalog: Write) -> None:
    catalog("mine", LIST)
    config = home / "config" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('catalog = "mine"\n')

    def chosen(**environ: str) -> tuple[str, str]:
        (found,) = [c for c in run("catalog", "--json", **environ).json if c["current"]]
        return found["name"], found["chosen_by"]

    assert chosen() == ("mine", str(config))
    run("catalog", "use", "llm")
    assert chosen() == ("llm", "state")
    assert chosen(PAPERNOTES_CATALOG="mine") == ("mine", "PAPERNOTES_CATALOG")
    config.unlink()
    (home / "state" / "catalog").unlink()
    assert chosen() == ("llm", "default")
    drawn = run("catalog", NO_COLOR="1", FORCE_COLOR="1")
    assert "* llm  LLM paper club" in drawn.out
    assert "nothing else was chosen" in drawn.out
    plain = run("catalog", "--plain")
    llm, mine = plain.rows
    assert llm[-2:] == ["bundled", "current: nothing else was chosen"]
    assert "current" not in " ".join(mine)


def test_it_helps_where_the_current_catalog_is_not_there(run: Run, catalog: Write) -> None:
    catalog("mine", LIST)
    result = run("catalog", "list", PAPERNOTES_CATALOG="yours")
    assert result.code == 0
    assert [row[4] for row in result.rows] == ["", ""]
    assert "“yours”" in result.err
    assert "PAPERNOTES_CATALOG" in result.err
    assert "“yours”" in run("catalog", PAPERNOTES_CATALOG="yours", FORCE_COLOR="1").out


def test_damaged_catalogs_are_shown_and_warned_of(run: Run, home: Path, catalog: Write) -> None:
    catalog("broken", "no toml")
    catalog("pipe", "").unlink()
    os.mkfifo(home / "data" / "catalogs" / "pipe" / "papers.toml")
    catalog("No Name", LIST)
    (home / "data" / "catalogs" / "llm").mkdir()
    (home / "data" / "catalogs" / "llm" / "papers.toml").write_text(LIST)
    result = run("catalog", "list")
    assert result.code == 4
    assert [(row[0], row[2]) for row in result.rows] == [
        ("broken", "0"),
        ("llm", "46"),
        ("pipe", "0"),
    ]
    assert result.err.startswith("papernotes: warning: ")
    assert result.err.count("\n") == 1
    flaws = {each["name"]: each["flaws"] for each in run("catalog", "--json").json}
    assert (flaws["llm"], flaws["pipe"]) == (0, 1)


# add


def test_a_file_becomes_a_catalog(run: Run, home: Path, club: Path) -> None:
    result = run("catalog", "add", str(club))
    file = home / "data" / "catalogs" / "club" / "papers.toml"
    assert result.code == 0
    assert result.rows == [["club", "Mine", "2", "0", "", str(file)]]
    assert "2 papers" in result.err
    assert "papernotes catalog use club" in result.err
    assert file.read_bytes() == club.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [path.name for path in (home / "data" / "catalogs").iterdir()] == ["club"]
    assert len(run("list", "--catalog", "club").rows) == 2


def test_the_bundled_catalog_itself_is_sound(run: Run) -> None:
    result = run("catalog", "add", str(CATALOG), "--name", "copy", "--use", "--json")
    assert result.err == ""
    assert list(result.json) == ["catalog", "added"]
    assert result.json["added"] is True
    assert result.json["catalog"]["papers"] == 46
    assert result.json["catalog"]["current"] is True
    assert current_one(run) == "copy"


@pytest.mark.parametrize(
    ("path", "argument", "name"),
    [
        ("club/papers.toml", "club/papers.toml", "club"),
        ("club/papers.toml", "club", "club"),
        ("club/papers.toml", "club/", "club"),
        ("My_Reading List/papers.toml", "My_Reading List", "my-reading-list"),
        ("Big List.toml", "Big List.toml", "big-list"),
        ("a.b.toml", "a.b.toml", None),
        ("12.toml", "12.toml", None),
        ("Ünï.toml", "Ünï.toml", None),
        ("llm.toml", "llm.toml", None),
        ("llm/papers.toml", "llm", None),
    ],
)
def test_the_name_is_the_folders_or_the_files(
    path: str,
    argument: str,
    name: str | None,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "there" / path
    file.parent.mkdir(parents=True)
    file.write_text(LIST)
    monkeypatch.chdir(tmp_path / "there")
    result = run("catalog", "add", argument)
    if name:
        assert (result.code, result.rows[0][0]) == (0, name)
    else:
        assert result.code == 2
        assert "--name my-" in result.err
        assert names(run) == ["llm"]
        assert run("catalog", "add", argument, "--name", "given").rows[0][0] == "given"


def test_where_one_stands_is_a_folder_too(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "papers.toml").write_text(LIST)
    monkeypatch.chdir(tmp_path / "here")
    assert run("catalog", "add", ".").rows[0][0] == "here"


@pytest.mark.usefixtures("home")
def test_a_catalog_can_come_on_stdin(run: Run) -> None:
    command = [*PAPERNOTES, "catalog", "add", "-", "--name", "club"]
    done = subprocess.run(command, input=LIST.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert names(run) == ["club", "llm"]
    flawed = subprocess.run(
        [*command[:-1], "other"], input=b"no toml", capture_output=True, check=False
    )
    assert flawed.returncode == 4
    assert b"stdin:1: is no TOML" in flawed.stderr


@pytest.mark.parametrize(
    "name", ["../x", "/x", "a/b", ".x", "", ".", "..", "X", "x" * 65, "12", "llm", "x\n", "-x-"]
)
def test_a_name_that_can_not_be_never_makes_a_path(
    name: str, run: Run, home: Path, club: Path
) -> None:
    before = sorted(club.parent.rglob("*"))
    result = run("catalog", "add", str(club), f"--name={name}")
    assert (result.code, result.out) == (2, "")
    assert "--name my-" in result.err or "--name x" in result.err
    assert sorted(club.parent.rglob("*")) == before
    assert not home.exists()


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_files_and_names_do_no_harm(attack: str, run: Run, tmp_path: Path) -> None:
    name = ATTACKS[attack].replace("/", "_").replace("\x00", "")
    file = tmp_path / f"{name}.toml"
    file.write_text(f"schema = 1\ntitle = {toml(HOSTILE)}\n\n" + paper(1, title=HOSTILE))
    refused = run("catalog", "add", str(file))
    assert (refused.code, refused.out) == (2, "")
    assert_all_harmless("", "json", Result(0, "{}", refused.err))
    for mode, flags in MODES.items():
        result = run("catalog", "add", str(file), "--name", f"x-{mode}", *flags)
        assert result.code == 0, result.err
        assert_all_harmless("catalog add", mode, result)
    file.write_text(f"[[paper]]\n{toml(HOSTILE)} = \n")
    flawed = run("catalog", "add", str(file), "--name", "y")
    assert flawed.code == 4
    assert_all_harmless("", "json", Result(0, "{}", flawed.err))


def test_the_same_again_is_said_and_nothing_is_done(run: Run, home: Path, club: Path) -> None:
    run("catalog", "add", str(club))
    before = everything(home)
    stamp = (home / "data" / "catalogs" / "club" / "papers.toml").stat()
    again = run("catalog", "add", str(club))
    assert again.code == 0
    assert "already" in again.err
    assert run("catalog", "add", str(club), "--json").json["added"] is False
    assert everything(home) == before
    assert (home / "data" / "catalogs" / "club" / "papers.toml").stat() == stamp
    run("catalog", "add", str(club), "--use")
    assert current_one(run) == "club"


def test_another_of_that_name_is_refused_with_the_ways_out(
    run: Run, home: Path, club: Path, catalog: Write
) -> None:
    catalog("club", HEAD + paper(9))
    before = everything(home)
    result = run("catalog", "add", str(club), "--use")
    assert (result.code, result.out) == (1, "")
    assert "--name" in result.err
    assert "papernotes catalog remove club" in result.err
    assert everything(home) == before
    assert choice(home) is None
    assert run("catalog", "add", str(club), "--name", "other").code == 0
    assert run("catalog", "remove", "club").code == 0
    assert run("catalog", "add", str(club)).code == 0


def test_what_lies_in_the_way_is_never_overwritten(run: Run, home: Path, club: Path) -> None:
    folder = home / "data" / "catalogs"
    folder.mkdir(parents=True)
    (folder / "club").write_text("mine")
    assert run("catalog", "add", str(club)).code == 1
    (folder / "other").symlink_to("nowhere")
    assert run("catalog", "add", str(club), "--name", "other").code == 1
    (folder / "third").mkdir()
    (folder / "third" / "README").write_text("mine")
    assert run("catalog", "add", str(club), "--name", "third").code == 0
    (folder / "fourth").mkdir()
    (folder / "fourth" / "papers.toml").symlink_to("nowhere")
    assert run("catalog", "add", str(club), "--name", "fourth").code == 1
    assert (folder / "club").read_text() == "mine"
    assert (folder / "third" / "README").read_text() == "mine"
    assert (folder / "fourth" / "papers.toml").is_symlink()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("no toml", ":1: is no TOML"),
        ("", "has no schema"),
        ("schema = 2\n", "newer than this papernotes"),
        (LIST + paper(3, title=None), ":16: paper 3: title: is missing"),
        (LIST + paper(2, key="x", arxiv="2001.00009"), ":16: paper 2 is left out: number 2"),
        (LIST + paper(3, url="javascript:alert(1)"), "url: is no http or https"),
        (HEAD + "".join(paper(n, title=None) for n in range(1, 6)), "(and 2 more)"),
        (b"\xff\xfe", "is no UTF-8"),
    ],
)
def test_a_file_with_any_flaw_is_refused_with_its_place(
    text: str | bytes, says: str, run: Run, home: Path, club: Path
) -> None:
    club.write_bytes(text if isinstance(text, bytes) else text.encode())
    result = run("catalog", "add", str(club), "--use")
    assert (result.code, result.out) == (4, "")
    assert f"papernotes: {club}:" in result.err
    assert says in result.err
    assert "Nothing was added" in result.err
    assert result.err.count("\n") == 1
    assert not home.exists()


@pytest.mark.parametrize(
    ("what", "code", "says"),
    [
        ("no-such.toml", 1, "No such file"),
        ("empty", 1, "No such file"),
        ("pipe", 4, "catalog add - --name NAME"),
        ("/dev/zero", 4, "no regular file"),
        ("x" * 5000, 1, "name too long"),
        ("a\x00b", 1, "no file has such a name"),
        ("huge.toml", 1, "larger than 256 MB"),
    ],
)
def test_a_file_that_can_not_be_read_is_said(
    what: str, code: int, says: str, run: Run, tmp_path: Path, home: Path
) -> None:
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "huge.toml").open("wb") as file:
        file.truncate(256_000_001)  # on the disk it takes nothing
    result = run("catalog", "add", str(tmp_path / what), "--name", "x")
    assert (result.code, result.out) == (code, "")
    assert says in result.err
    assert not home.exists()


# use


def test_the_current_catalog_is_remembered_on_this_device(
    run: Run, home: Path, catalog: Write
) -> None:
    catalog("mine", LIST)
    result = run("catalog", "use", "mine")
    assert (result.code, result.rows[0][0], result.rows[0][4]) == (0, "mine", "current")
    assert result.err == "mine is the current catalog from now on.\n"
    assert len(run("list").rows) == 2
    assert run("catalog", "use", "llm").code == 0
    assert len(run("list").rows) == 46
    assert everything(home).keys() == {"catalogs/mine/papers.toml"}


def test_what_decides_over_the_choice_is_said(run: Run, catalog: Write) -> None:
    catalog("mine", LIST)
    result = run("catalog", "use", "mine", PAPERNOTES_CATALOG="llm")
    assert result.code == 0
    assert "PAPERNOTES_CATALOG" in result.err
    assert "“llm”" in result.err
    said = run("catalog", "use", "mine", "--json", PAPERNOTES_CATALOG="llm").json
    assert said["overridden_by"] == "PAPERNOTES_CATALOG"
    assert run("catalog", "use", "mine", "--json").json["overridden_by"] is None
    assert "“nowhere”" in run("catalog", "use", "mine", PAPERNOTES_CATALOG="nowhere").err


def test_a_catalog_that_is_not_there_can_not_be_chosen(
    run: Run, home: Path, catalog: Write
) -> None:
    catalog("reading", LIST)
    result = run("catalog", "use", "Readng")
    assert (result.code, result.out) == (3, "")
    assert "You have llm, reading. Did you mean reading?" in result.err
    assert choice(home) is None


def test_the_bundled_catalog_can_be_chosen_whatever_else_is_broken(
    run: Run, home: Path, catalog: Write
) -> None:
    catalog("mine", "no toml")
    (home / "state").mkdir()
    (home / "state" / "catalog").write_bytes(b"\xff\x00gone")
    assert run("catalog", "use", "llm").code == 0
    (home / "state" / "catalog").write_text("gone\n")
    assert run("list").code == 3
    assert run("catalog", "use", "llm").code == 0
    assert len(run("list").rows) == 46


# remove


def test_removing_sets_aside_and_says_how_to_bring_it_back(
    run: Run, home: Path, catalog: Write
) -> None:
    file = catalog("mine", LIST)
    (file.parent / "README.md").write_text("about it")
    run("done", "mine/1", "--rating", "4")
    result = run("catalog", "remove", "mine")
    assert result.code == 0
    ((name, path),) = result.rows
    assert (name, Path(path).parent) == ("mine", home / "state" / "set-aside")
    assert (Path(path) / "papers.toml").read_text() == LIST
    assert (Path(path) / "README.md").read_text() == "about it"
    assert names(run) == ["llm"]
    assert "progress and your notes stay" in result.err
    back = result.err.splitlines()[-1].partition("Bring it back with: papernotes ")[2]
    assert run(*back.split()).code == 0
    (entry,) = run("list", "--catalog", "mine", "status:done", "--json").json
    assert (entry["number"], entry["rating"]) == (1, 4)


def test_json_says_where_it_is(run: Run, home: Path, catalog: Write) -> None:
    catalog("mine", LIST)
    said = run("catalog", "remove", "mine", "--json")
    assert list(said.json) == ["name", "set_aside", "back", "current"]
    assert Path(said.json["set_aside"]).is_dir()
    assert said.json["back"].startswith("papernotes catalog add ")
    assert (said.json["name"], said.json["current"]) == ("mine", "llm")
    assert home.exists()


def test_a_home_with_blanks_is_quoted_in_what_brings_it_back(run: Run, tmp_path: Path) -> None:
    home = str(tmp_path / "my home")
    run("add", "--title", "One", PAPERNOTES_HOME=home)
    said = run("catalog", "remove", "mine", "--json", PAPERNOTES_HOME=home).json
    assert f"'{said['set_aside']}'" in said["back"]


def test_the_choice_goes_back_to_the_default_with_the_catalog(
    run: Run, home: Path, catalog: Write
) -> None:
    catalog("mine", LIST)
    catalog("other", LIST)
    run("catalog", "use", "mine")
    result = run("catalog", "remove", "other")
    assert "current" not in result.err
    assert current_one(run) == "mine"
    result = run("catalog", "remove", "mine")
    assert "current catalog is llm now" in result.err
    assert choice(home) is None
    assert current_one(run) == "llm"


def test_what_still_names_it_is_said(run: Run, catalog: Write) -> None:
    catalog("mine", LIST)
    result = run("catalog", "remove", "mine", PAPERNOTES_CATALOG="mine")
    assert result.code == 0
    assert "PAPERNOTES_CATALOG still names it" in result.err


def test_damaged_catalogs_can_be_removed(run: Run, home: Path, catalog: Write) -> None:
    catalog("mine", "no toml")
    result = run("catalog", "remove", "mine")
    assert result.code == 0
    assert "mend them" in result.err
    catalog("pipe", "").unlink()
    os.mkfifo(home / "data" / "catalogs" / "pipe" / "papers.toml")
    assert run("catalog", "remove", "pipe").code == 0
    assert run("catalog", "list")[::2] == (0, "")


def test_nothing_is_written_over_what_was_set_aside_before(
    run: Run, home: Path, catalog: Write
) -> None:
    for number in range(1, 5):
        catalog("mine", HEAD + paper(number))
        assert run("catalog", "remove", "mine").code == 0
    kept = (home / "state" / "set-aside").iterdir()
    assert sorted((path / "papers.toml").read_text() for path in kept) == [
        HEAD + paper(number) for number in range(1, 5)
    ]


@pytest.mark.parametrize("relative", [True, False])
def test_links_still_lead_where_they_led(
    relative: bool, run: Run, home: Path, tmp_path: Path
) -> None:
    real = tmp_path / "git" / "papers.toml"
    real.parent.mkdir()
    real.write_text(LIST)
    folder = home / "data" / "catalogs"
    (folder / "mine").mkdir(parents=True)
    (folder / "inner").mkdir()
    (folder / "inner" / "real.toml").write_text(LIST)
    (folder / "inner" / "papers.toml").symlink_to("real.toml")
    up = Path("../../../..") if relative else tmp_path
    (folder / "mine" / "papers.toml").symlink_to(up / "git" / "papers.toml")
    up = Path("../../..") if relative else tmp_path
    (folder / "whole").symlink_to(up / "git")
    assert names(run) == ["inner", "llm", "mine", "whole"]
    for name in ("inner", "mine", "whole"):
        path = Path(run("catalog", "remove", name).rows[0][1])
        assert (path / "papers.toml").read_text() == LIST
        assert run("catalog", "add", str(path), "--name", name).code == 0
    assert real.read_text() == LIST


@pytest.fixture
def other_disk(home: Path, tmp_path: Path) -> Iterator[Path]:
    """The state folder, on a file system of its own."""
    shared = Path("/dev/shm")
    if not shared.is_dir() or shared.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is only one file system here")
    folder = Path(tempfile.mkdtemp(dir=shared))
    home.mkdir()
    (home / "state").symlink_to(folder)
    yield folder
    shutil.rmtree(folder)


def test_it_is_set_aside_on_another_disk_too(run: Run, other_disk: Path, catalog: Write) -> None:
    file = catalog("mine", LIST)
    file.chmod(0o640)
    (file.parent / "notes").mkdir()
    (file.parent / "notes" / "a.md").write_text("about it")
    (file.parent / "link").symlink_to("papers.toml")
    assert run("catalog", "remove", "mine").code == 0
    assert not list(file.parent.parent.iterdir())
    (path,) = (other_disk / "set-aside").iterdir()
    assert (path / "papers.toml").read_text() == LIST
    assert stat.S_IMODE((path / "papers.toml").stat().st_mode) == 0o640
    assert (path / "notes" / "a.md").read_text() == "about it"
    assert (path / "link").is_symlink()


def test_a_full_other_disk_leaves_the_catalog_where_it_is(
    run: Run, home: Path, other_disk: Path, catalog: Write
) -> None:
    catalog("mine", LIST)
    before = everything(home)
    failed = subprocess.run(
        [*PAPERNOTES, "catalog", "remove", "mine"],
        preexec_fn=full_disk,
        capture_output=True,
        text=True,
        check=False,
    )
    assert failed.returncode == 1
    assert "could not set the catalog aside" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert everything(home) == before
    assert not list((other_disk / "set-aside").iterdir())
    assert names(run) == ["llm", "mine"]


# Two at once, full disks


def at_once(*lines: list[str]) -> list[tuple[int, bytes]]:
    running = [
        subprocess.Popen([*PAPERNOTES, *line], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for line in lines
    ]
    return [(process.wait(), process.communicate()[1]) for process in running]


def test_of_several_that_add_one_name_at_once_one_succeeds(
    run: Run, home: Path, tmp_path: Path
) -> None:
    files = [tmp_path / f"list-{number}.toml" for number in range(4)]
    for number, file in enumerate(files, 1):
        file.write_text(HEAD + paper(number))
    ended = at_once(*(["catalog", "add", str(file), "--name", "club"] for file in files))
    assert sorted(code for code, _ in ended) == [0, 1, 1, 1]
    (row,) = run("list", "--catalog", "club").rows
    (winner,) = [number for number, (code, _) in enumerate(ended, 1) if code == 0]
    assert row[0] == str(winner)
    assert [path.name for path in (home / "data" / "catalogs").iterdir()] == ["club"]


def test_of_several_that_remove_at_once_one_succeeds_and_nothing_is_lost(
    run: Run, home: Path, catalog: Write
) -> None:
    catalog("mine", LIST)
    ended = at_once(*[["catalog", "remove", "mine"]] * 4)
    assert sorted(code for code, _ in ended) == [0, 3, 3, 3]
    (path,) = (home / "state" / "set-aside").iterdir()
    assert (path / "papers.toml").read_text() == LIST
    assert names(run) == ["llm"]


@pytest.mark.parametrize("there", ["nothing", "a catalog", "its folder"])
def test_a_full_disk_is_said_and_nothing_is_added(
    there: str, run: Run, home: Path, club: Path, catalog: Write
) -> None:
    if there == "a catalog":
        catalog("mine", LIST)
    if there == "its folder":
        catalog("club", "").unlink()
    before = everything(home)
    failed = subprocess.run(
        [*PAPERNOTES, "catalog", "add", str(club), "--use"],
        preexec_fn=full_disk,
        capture_output=True,
        text=True,
        check=False,
    )
    assert failed.returncode == 1
    assert "could not add the catalog: File too large" in failed.stderr
    assert failed.stderr.count("\n") == 1
    assert everything(home) == before
    assert choice(home) is None
    assert run("catalog", "add", str(club)).code == 0
