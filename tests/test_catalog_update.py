"""`catalog new`, `rename` and `update`: a list of one's own, and the list of somebody else."""

import os
import pty
import re
import stat
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papernotes.curating import origin as origins
from papernotes.curating.origin import origin
from papernotes.curating.update import carry_out, plan
from papernotes.current import current
from papernotes.errors import PapernotesError
from papernotes.paths import places
from papernotes.settings import Given
from tests.conftest import HEAD, Run, paper
from tests.test_add import everything, full_disk
from tests.test_merge import catalogs, text_of
from tests.test_streams import CATALOG, PAPERNOTES, on_terminal, surroundings

pytestmark = pytest.mark.usefixtures("warm")

Write = Callable[..., Path]
LIST = HEAD + paper(1) + paper(2)
LATER = HEAD + paper(1, title="Anew") + paper(3)


@pytest.fixture
def club(tmp_path: Path) -> Path:
    """The file of somebody else's list."""
    file = tmp_path / "there" / "club" / "papers.toml"
    file.parent.mkdir(parents=True)
    file.write_text(LIST)
    return file


def folder(home: Path, name: str = "club") -> Path:
    return home / "data" / "catalogs" / name


def titles(run: Run, name: str = "club") -> dict[str, str]:
    return {row[0]: row[3] for row in run("list", "--catalog", name).rows}


# new


def test_a_new_catalog_is_a_folder_that_can_be_pushed_as_it_is(run: Run, home: Path) -> None:
    result = run("catalog", "new", "thursday-group")
    assert result.code == 0
    assert result.rows[0][:4] == ["thursday-group", "Thursday group", "0", "0"]
    made = folder(home, "thursday-group")
    assert sorted(path.name for path in made.iterdir()) == ["README.md", "papers.toml"]
    assert (made / "papers.toml").read_text() == 'schema = 1\ntitle = "Thursday group"\n'
    page = (made / "README.md").read_text()
    assert page.startswith("# Thursday group\n")
    assert "papernotes catalog add ADDRESS --name thursday-group" in page
    assert "papernotes catalog update thursday-group" in page
    for said in (str(made), "git init", "papernotes add … --catalog thursday-group"):
        assert said in result.err
    assert run("add", "2401.04088", "--title", "X", "--catalog", "thursday-group").code == 0
    assert run("check").code == 0
    assert stat.S_IMODE((made / "README.md").stat().st_mode) == 0o600


def test_its_title_is_what_people_call_it(run: Run, home: Path) -> None:
    result = run("catalog", "new", "ours", "--title", 'Ours "and"\nyours', "--use", "--json")
    assert result.json["catalog"]["title"] == 'Ours "and" yours'
    assert result.json["folder"] == str(folder(home, "ours"))
    assert result.json["catalog"]["current"] is True
    assert current(places({"PAPERNOTES_HOME": str(home)})) == "ours"


def test_a_copy_of_the_bundled_catalog_is_ones_own(run: Run, home: Path) -> None:
    run("done", "12")
    result = run("catalog", "new", "my-llm", "--from", "llm", "--title", "My LLM papers")
    assert result.rows[0][1:4] == ["My LLM papers", "46", "1"]
    file = folder(home, "my-llm") / "papers.toml"
    assert file.read_text() == CATALOG.read_text().replace('"LLM paper club"', '"My LLM papers"')
    assert "**[Attention Is All You Need]" in (file.parent / "README.md").read_text()
    # It follows the bundled one: of what was changed in it, nothing is taken back.
    assert run("catalog", "update", "my-llm").err.startswith("Nothing to do")
    seen = re.sub(r'(?m)^title = "Attention.*', 'title = "Older"', CATALOG.read_text(), count=1)
    (file.parent / ".origin").write_bytes(origins.Origin(origins.BUNDLED, seen.encode()).text())
    file.write_text(seen.replace('"LLM paper club"', '"My LLM papers"'))
    assert run("catalog", "update", "my-llm", "--yes").code == 0
    assert titles(run, "my-llm")["1"].startswith("Attention")
    assert run("catalog", "--json").json[1]["title"] == "My LLM papers"


def test_a_copy_of_a_list_that_is_followed_follows_it_too(run: Run, club: Path) -> None:
    run("catalog", "add", str(club))
    run("catalog", "new", "fork", "--from", "club")
    club.write_text(LATER)
    assert run("catalog", "update", "fork", "--yes").code == 0
    assert titles(run, "fork") == {"1": "Anew", "3": "Paper number 3"}
    assert titles(run) == {"1": "Paper number 1", "2": "Paper number 2"}


def test_a_name_that_is_taken_and_a_flawed_list_are_refused(
    run: Run, home: Path, catalog: Write
) -> None:
    catalog("mine", HEAD + paper(1, title=None))
    before = everything(home / "data")
    assert "already" in run("catalog", "new", "mine").err
    result = run("catalog", "new", "ours", "--from", "mine")
    assert (result.code, result.out) == (4, "")
    assert "title: is missing" in result.err
    folder(home, "file").write_text("")
    assert "in the way" in run("catalog", "new", "file").err
    folder(home, "file").unlink()
    assert everything(home / "data") == before


def test_what_lies_in_a_folder_already_stays(run: Run, home: Path) -> None:
    folder(home, "ours").mkdir(parents=True)
    (folder(home, "ours") / "README.md").write_text("Mine.")
    assert run("catalog", "new", "ours").code == 0
    assert (folder(home, "ours") / "README.md").read_text() == "Mine."


# rename


def test_a_catalog_is_renamed_with_all_that_hangs_on_its_name(
    run: Run, home: Path, club: Path
) -> None:
    run("catalog", "add", str(club), "--use")
    run("done", "2", "-m", "Mine.")
    result = run("catalog", "rename", "club", "circle")
    assert result.code == 0
    assert result.rows == [
        ["circle", "Mine", "2", "1", "current", str(folder(home, "circle") / "papers.toml")]
    ]
    assert not folder(home).exists()
    assert run("show", "2", "--json").json["my_takeaway"] == "Mine."
    club.write_text(LATER)
    assert run("catalog", "update", "--yes").code == 0  # it knows where it came from
    assert titles(run, "circle") == {"1": "Anew", "3": "Paper number 3", "2": "Paper number 2"}
    assert run("catalog", "rename", "circle", "llm").code == 2


def test_a_renamed_catalog_that_the_config_names_is_said(
    run: Run, home: Path, catalog: Write
) -> None:
    catalog("mine", LIST)
    config = home / "config" / "config.toml"
    config.parent.mkdir()
    config.write_text('catalog = "mine"\n')
    result = run("catalog", "rename", "mine", "ours")
    assert result.code == 0
    assert f"{config} still names mine as the current catalog: change that." in result.err
    assert run("catalog", "rename", "ours", "mine", "--json").json["before"] == "ours"
    assert config.read_text() == 'catalog = "mine"\n'  # the user's alone


def test_a_name_that_is_taken_is_not_given_twice(run: Run, home: Path, catalog: Write) -> None:
    catalog("mine", LIST)
    catalog("ours", LATER)
    before = everything(home / "data")
    result = run("catalog", "rename", "mine", "ours")
    assert (result.code, result.out) == (1, "")
    assert "there is a catalog ours already" in result.err
    (folder(home, "way")).symlink_to("nowhere")
    assert "in the way" in run("catalog", "rename", "mine", "way").err
    (folder(home, "way")).unlink()
    assert everything(home / "data") == before


def test_a_folder_that_is_a_link_stays_one(run: Run, home: Path, club: Path) -> None:
    folder(home).parent.mkdir(parents=True)
    folder(home).symlink_to(club.parent)
    assert run("catalog", "rename", "club", "circle").code == 0
    assert folder(home, "circle").readlink() == club.parent
    assert len(titles(run, "circle")) == 2
    assert club.exists()


# update


@pytest.fixture
def followed(run: Run, club: Path) -> Path:
    """A list that was added, of which something is marked; it has changed since."""
    assert run("catalog", "add", str(club.parent), "--use").code == 0
    assert run("done", "2", "--on", "2026-01-02", "--rating", "4", "-m", "Mine.").code == 0
    club.write_text(LATER)
    return club


def test_without_a_terminal_it_only_shows(run: Run, home: Path, followed: Path) -> None:
    before = everything(home / "data")
    result = run("catalog", "update")
    assert result.code == 0
    assert result.rows == [
        ["new", "3", "arxiv:2001.00003", "Paper number 3", "", "", ""],
        ["changed", "1", "arxiv:2001.00001", "Anew", "title", "Paper number 1", "Anew"],
        ["kept", "2", "arxiv:2001.00002", "Paper number 2", "", "", ""],
    ]
    assert "Nothing was changed. To do it: papernotes catalog update club --yes" in result.err
    assert run("catalog", "update", "--dry-run", "--yes").rows == result.rows
    assert everything(home / "data") == before
    assert followed.read_text() == LATER


def test_with_yes_it_is_done_and_what_was_is_set_aside(
    run: Run, home: Path, followed: Path
) -> None:
    file = folder(home) / "papers.toml"
    result = run("catalog", "update", "club", "--yes")
    assert result.code == 0
    assert file.read_text() == LATER + paper(2)
    (aside,) = (home / "state" / "set-aside").iterdir()
    assert (aside / "papers.toml").read_text() == LIST
    assert str(aside) in result.err
    shown = run("show", "2", "--json").json
    assert (shown["status"], shown["finished"]) == ("done", "2026-01-02")
    assert (shown["rating"], shown["my_takeaway"]) == (4, "Mine.")
    again = run("catalog", "update", "--yes")
    assert (again.out, again.code) == ("", 0)
    assert again.err == f"Nothing to do: club has all that {followed.parent} has.\n"
    assert len(list((home / "state" / "set-aside").iterdir())) == 1


@pytest.mark.usefixtures("followed")
def test_json_has_all_of_it(run: Run) -> None:
    said = run("catalog", "update", "--json").json
    assert list(said) == [
        "catalog", "source", "title", "new", "changed", "moved", "gone", "yours", "set_aside",
        "applied",
    ]  # fmt: skip
    assert said["new"][0]["uid"] == "arxiv:2001.00003"
    assert said["new"][0]["ready"] is True
    assert said["changed"] == [
        {
            "uid": "arxiv:2001.00001",
            "number": 1,
            "title": "Anew",
            "fields": {"title": ["Paper number 1", "Anew"]},
        }
    ]
    assert said["gone"] == [
        {"uid": "arxiv:2001.00002", "title": "Paper number 2", "kept": True, "into": None}
    ]
    assert (said["moved"], said["yours"], said["applied"]) == ([], [], False)
    done = run("catalog", "update", "--json", "--yes").json
    assert done["applied"] is True
    assert Path(done["set_aside"]).is_dir()
    assert done["new"] == [each for each in run("list", "--json").json if each["number"] == 3]


def test_a_note_keeps_a_paper_and_what_nobody_used_goes(run: Run, club: Path) -> None:
    run("catalog", "add", str(club), "--use")
    run("note", "1", "-m", "Mine.")
    club.write_text(HEAD + paper(9))
    assert run("catalog", "update", "--yes").code == 0
    assert titles(run) == {"9": "Paper number 9", "1": "Paper number 1"}
    assert "Mine." in run("show", "1").out


def test_a_plain_view_says_it_too(run: Run, followed: Path) -> None:
    assert run("catalog", "update", "--plain").rows[-1][:2] == ["kept", "2"]
    assert followed.exists()


def test_what_comes_with_flaws_changes_nothing(run: Run, home: Path, followed: Path) -> None:
    followed.write_text(LATER + paper(1))
    before = everything(home / "data")
    result = run("catalog", "update", "--yes")
    assert (result.code, result.out) == (4, "")
    assert f"{followed}:" in result.err
    assert "Nothing was changed" in result.err
    followed.unlink()
    assert run("catalog", "update", "--yes").code == 1
    assert everything(home / "data") == before


def test_what_somebody_changes_between_the_question_and_the_answer_is_not_lost(
    run: Run, home: Path, followed: Path
) -> None:
    there = places({"PAPERNOTES_HOME": str(home)})
    wanted = plan(there, Given({}), "club", None)
    file = folder(home) / "papers.toml"
    file.write_text(file.read_text() + paper(7))
    with pytest.raises(PapernotesError, match="changed by somebody else meanwhile"):
        carry_out(there, Given({}), wanted)
    assert file.read_text() == LIST + paper(7)
    assert followed.exists()
    assert run("catalog", "update", "club", "--yes").code == 0
    assert "7" in titles(run)


def test_a_killed_update_is_finished_by_the_next(run: Run, home: Path, followed: Path) -> None:
    there = places({"PAPERNOTES_HOME": str(home)})
    wanted = plan(there, Given({}), "club", None)
    draft = folder(home) / ".origin.next"
    draft.write_bytes(wanted.origin.text(wanted.merged.data))
    assert origin(folder(home)) == origins.Origin(str(followed.parent), LIST.encode())
    (folder(home) / "papers.toml").write_bytes(wanted.merged.data)
    assert origin(folder(home)) == origins.Origin(str(followed.parent), LATER.encode())
    assert run("catalog", "update", "--yes").err.startswith("Nothing to do")
    assert not draft.exists()
    assert origin(folder(home)) == origins.Origin(str(followed.parent), LATER.encode())


def test_two_updates_at_once_are_as_one(run: Run, home: Path, followed: Path) -> None:
    command = [*PAPERNOTES, "catalog", "update", "club", "--yes"]
    with subprocess.Popen(command, env=surroundings()) as one:
        two = subprocess.run(command, env=surroundings(), check=False, capture_output=True)
    assert {one.returncode, two.returncode} <= {0, 1}
    assert 0 in {one.returncode, two.returncode}
    assert (folder(home) / "papers.toml").read_text() == LATER + paper(2)
    assert origin(folder(home)) == origins.Origin(str(followed.parent), LATER.encode())
    assert run("list", "--catalog", "club").code == 0


def test_a_flawed_copy_is_left_alone(run: Run, home: Path, followed: Path) -> None:
    file = folder(home) / "papers.toml"
    file.write_text(file.read_text() + paper(4, title=None))
    held = file.read_bytes()
    result = run("catalog", "update", "--yes")
    assert result.code == 4
    assert f"{file}:" in result.err
    assert file.read_bytes() == held
    assert followed.exists()


def test_where_a_catalog_came_from_can_be_said_later(
    run: Run, home: Path, catalog: Write, club: Path
) -> None:
    catalog("club", LIST + paper(4))
    assert run("catalog", "update", "club").code == 2
    club.write_text(LATER)
    result = run("catalog", "update", "club", "--from", str(club), "--yes")
    assert result.code == 0
    assert titles(run) == {"1": "Anew", "2": "Paper number 2", "3": "Paper number 3",
                           "4": "Paper number 4"}  # fmt: skip
    assert origin(folder(home)) == origins.Origin(str(club.parent), LATER.encode())
    club.write_text(LATER + paper(5))
    assert run("catalog", "update", "club", "--yes").code == 0
    assert "5" in titles(run)


def test_a_catalog_that_was_set_aside_comes_back_with_where_it_was_from(
    run: Run, home: Path, club: Path
) -> None:
    run("catalog", "add", str(club))
    back = run("catalog", "remove", "club", "--json").json["back"]
    assert run(*back.split()[1:]).code == 0
    found = origin(folder(home))
    assert found
    assert found.source == str(club.parent)


def test_who_adds_a_folder_does_not_follow_whom_its_owner_follows(
    run: Run, home: Path, club: Path
) -> None:
    (club.parent / ".origin").write_bytes(origins.Origin("https://a.example", b"").text())
    run("catalog", "add", str(club.parent))
    found = origin(folder(home))
    assert found
    assert found.source == str(club.parent)


@pytest.mark.parametrize(
    "held", [b"", b"\xff", b"source = 1\n", b"schema = 1\n--- the", b"a\n" * 9]
)
def test_an_origin_that_somebody_damaged_is_as_if_there_were_none(
    held: bytes, run: Run, home: Path, followed: Path
) -> None:
    (folder(home) / ".origin").write_bytes(held)
    assert run("catalog", "update").code == 2
    assert run("catalog", "update", "--from", str(followed), "--yes").code == 0
    assert titles(run)["1"] == "Anew"


@pytest.mark.parametrize("line", [["update", "--yes"], ["new", "ours", "--from", "llm"]])
def test_a_disk_that_is_full_leaves_all_as_it_was(
    line: list[str], run: Run, home: Path, followed: Path
) -> None:
    before = everything(home / "data"), everything(home / "state")
    failed = subprocess.run(
        [*PAPERNOTES, "catalog", *line],
        preexec_fn=full_disk,
        capture_output=True,
        check=False,
        env=surroundings(),
    )
    assert (failed.returncode, failed.stdout) == (1, b"")
    assert b"could not" in failed.stderr
    assert (everything(home / "data"), everything(home / "state")) == before
    assert followed.exists()
    assert run("catalog", *line).code == 0


# Terminals


def asked(home: Path, answer: bytes) -> str:
    """What `catalog update` prints on a terminal where that is typed."""
    master, slave = pty.openpty()
    env = surroundings(PAPERNOTES_HOME=str(home), COLUMNS="80")
    with subprocess.Popen(
        [*PAPERNOTES, "catalog", "update"], stdin=slave, stdout=slave, stderr=slave, env=env
    ) as process:
        os.close(slave)
        os.write(master, answer)
        out = b""
        try:
            while chunk := os.read(master, 65536):
                out += chunk
        except OSError:  # nobody is at the other end any more
            pass
        os.close(master)
        assert process.wait() == 0
    return out.decode()


def test_on_a_terminal_it_asks_and_does_what_it_is_told(
    run: Run, home: Path, followed: Path
) -> None:
    for answer in (b"\n", b"n\n", b"\x04"):
        shown = asked(home, answer)
        assert "Update it? [y/N]" in shown
        assert titles(run)["1"] == "Paper number 1"
    shown = asked(home, b"y\n")
    assert "/state/set-aside/club-" in shown.replace("\r\n", "")
    assert titles(run)["1"] == "Anew"
    assert "Update it?" not in asked(home, b"y\n")
    assert followed.exists()


# The web


class Pages(BaseHTTPRequestHandler):
    pages: ClassVar[dict[str, tuple[str, bytes]]] = {}

    def do_GET(self) -> None:
        kind, data = self.pages.get(self.path, ("", b""))
        self.send_response(200 if kind else 404)
        self.send_header("Content-Type", kind or "text/plain")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.delenv("PAPERNOTES_OFFLINE", raising=False)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    server = HTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    Pages.pages = {
        "/club/papers.toml": ("text/plain; charset=utf-8", LIST.encode()),
        "/club": ("text/html", b"<!doctype html><title>A page</title>"),
        "/page": ("text/plain", b" <html>"),
        "/page/papers.toml": ("text/html", b"<p>Nothing here."),
    }
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_list_on_the_web_is_added_and_followed(run: Run, home: Path, web: str) -> None:
    assert run("catalog", "add", f"{web}/club").code == 0
    run("done", "club/2")
    found = origin(folder(home))
    assert found
    assert found.source == f"{web}/club"
    Pages.pages["/club/papers.toml"] = ("application/toml", LATER.encode())
    assert run("catalog", "update", "club", "--yes").code == 0
    assert titles(run) == {"1": "Anew", "3": "Paper number 3", "2": "Paper number 2"}
    assert run("catalog", "add", f"{web}/club/papers.toml", "--name", "again").code == 0


def test_a_page_or_nothing_is_no_list(run: Run, home: Path, web: str) -> None:
    result = run("catalog", "add", f"{web}/page")
    assert (result.code, result.out) == (4, "")
    assert f"there is a page at {web}/page/papers.toml" in result.err
    assert run("catalog", "add", f"{web}/nothing").code == 3
    assert run("catalog", "add", f"{web}/club", "--offline").code == 1
    assert not (home / "data").exists()


# Whatever upstream does


@settings(
    max_examples=int(os.environ.get("PAPERNOTES_TRIES", "6")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_whatever_upstream_changes_all_that_was_marked_is_still_shown(
    run: Run, club: Path, data: st.DataObject
) -> None:
    before = [each for each in data.draw(catalogs()) if each["number"]]
    club.write_text(text_of(before))
    run("catalog", "remove", "club")
    assert run("catalog", "add", str(club)).code == 0
    marked = [each for each in before if data.draw(st.booleans())]
    for each in marked:
        ref = f"club/{each['number']}"
        assert run("done", ref, "--rating", "3", "-m", f"On {each['title']}.").code == 0
        run("tag", ref, "+mine")
        run("note", ref, "-m", "A note.")
    then = [
        each for each in run("list", "--catalog", "club", "--json").json if each["status"] == "done"
    ]
    club.write_text(text_of(data.draw(catalogs(before))))
    assert run("catalog", "update", "club", "--yes").code == 0
    for each in then:  # under the id by which it was shown, whatever that paper is called now
        now = run("show", each["uid"], "--catalog", "club", "--json").json
        assert (now["status"], now["rating"], now["tags"]) == ("done", 3, ["mine"])
        assert "A note." in now["note"]
        assert now["my_takeaway"].startswith("On ")  # of two that became one the later
    listed = run("list", "--catalog", "club", "--json").json
    assert {each["status"] for each in listed} <= {"done", "unread"}
    again = run("catalog", "update", "club", "--yes")
    assert again.err.startswith("Nothing to do")
    assert run("list", "--catalog", "club", "--json").json == listed


def test_a_drawing_fits_its_window(followed: Path, home: Path) -> None:  # noqa: ARG001
    result = on_terminal("catalog", "update", "-n")
    assert "New" in result.out
    assert "Changed" in result.out
    assert "stays in your copy" in result.out
