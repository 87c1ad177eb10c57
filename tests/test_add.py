"""`add`: a paper that is on no list gets into a catalog of one's own, and nothing else changes."""

import json
import os
import resource
import shutil
import signal
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from papernotes.curating import add as adding
from papernotes.curating.block import block, string
from papernotes.curating.key import key_from
from papernotes.model.names import is_key
from papernotes.model.text import one_line
from tests.attacks.texts import HOSTILE
from tests.conftest import HEAD, Result, Run, paper
from tests.test_streams import PAPERNOTES, piped

pytestmark = pytest.mark.usefixtures("warm")

Write = Callable[..., Path]


def file_of(home: Path, name: str = "mine") -> Path:
    return home / "data" / "catalogs" / name / "papers.toml"


def everything(home: Path) -> dict[str, bytes]:
    data = home / "data"
    return {str(p.relative_to(data)): p.read_bytes() for p in data.rglob("*") if p.is_file()}


def shown(run: Run, ref: str) -> Any:
    return run("show", ref, "--json").json


# What it says and does


def test_an_id_is_enough_and_makes_a_catalog_of_ones_own(run: Run, home: Path) -> None:
    result = run("add", "https://arxiv.org/pdf/2401.04088v2")
    assert result.code == 0
    assert result.rows == [
        ["1", "", "unread", "arXiv:2401.04088", "", "", "https://arxiv.org/abs/2401.04088"]
    ]
    assert "mine as 1" in result.err
    assert "papernotes edit mine/1" in result.err  # to write the title
    assert "--title" in result.err
    assert "papernotes catalog use mine" in result.err
    assert "papernotes start mine/1" in result.err
    assert file_of(home).read_text("utf-8") == (
        'schema = 1\ntitle = "My papers"\n\n'
        '[[paper]]\nnumber = 1\ntitle = "arXiv:2401.04088"\narxiv = "2401.04088"\n'
    )
    assert run("start", "mine/1").code == 0
    assert shown(run, "2401.04088")["status"] == "reading"


def test_all_that_is_said_is_written_a_line_a_field(run: Run, home: Path, catalog: Write) -> None:
    catalog("mine", HEAD + paper(7))
    result = run(
        *("add", "10.1145/ABC.1", "--title", "Segment  Anything", "--author", "Łukasz K."),
        *("--author", "B. C", "--published", "2023-04-05", "--venue", "ICCV 2023", "--pages", "30"),
        *("--url", "https://example.org/sam", "--kind", "paper", "--topic", "vision", "-t", "data"),
        *("--takeaway", 'Point at "it".', "--short", "SAM", "--needs", "paper-7"),
        *("--link", "Code=https://example.org/code?a=b", "--needs", "llm/lora"),
        *("--catalog", "mine", "--helps", "llm/12"),
    )
    assert result.code == 0, result.err
    assert file_of(home).read_text("utf-8") == HEAD + paper(7) + (
        "[[paper]]\n"
        "number = 8\n"
        'key = "sam"\n'
        'short = "SAM"\n'
        'title = "Segment Anything"\n'
        'authors = ["Łukasz K.", "B. C"]\n'
        "published = 2023-04-05\n"
        'venue = "ICCV 2023"\n'
        'doi = "10.1145/abc.1"\n'
        'url = "https://example.org/sam"\n'
        'kind = "paper"\n'
        "pages = 30\n"
        'topics = ["vision", "data"]\n'
        'takeaway = "Point at \\"it\\"."\n'
        'needs = ["paper-7", "arxiv:2106.09685"]\n'
        'helps = ["arxiv:2305.14314"]\n'
        'links = [{ label = "Code", url = "https://example.org/code?a=b" }]\n'
    )
    said = shown(run, "mine/sam")
    assert (said["title"], said["published"], said["ready"]) == (
        "Segment Anything",
        "2023-04-05",
        False,
    )
    run("done", "llm/lora", "mine/7")
    assert shown(run, "mine/sam")["ready"]


def test_refs_of_needs_are_looked_up_in_the_catalog_that_is_added_to(
    run: Run, home: Path, catalog: Write
) -> None:
    catalog("mine", HEAD + paper(7))
    before = everything(home)
    refused = run("add", "--title", "x", "--needs", "12", "--catalog", "mine")
    assert refused.code == 3
    assert "no paper “12” in mine" in refused.err
    assert everything(home) == before
    assert run("add", "--title", "x", "--needs", "7", "--catalog", "mine").code == 0
    assert run("add", "--title", "y", "--needs", "12", "--needs", "qlora").code == 0
    assert shown(run, "mine/8")["needs"] == {"paper-7": ""}
    assert shown(run, "mine/9")["needs"] == {"arxiv:2305.14314": ""}


def test_json_says_what_was_added_and_what_was_there(run: Run) -> None:
    said = run("add", "2401.04088", "2305.14314", "--json")
    assert said.err == ""
    assert list(said.json) == ["papers", "same", "missed"]
    assert [(e["catalog"], e["number"]) for e in said.json["papers"]] == [("mine", 1)]
    assert [(e["catalog"], e["number"]) for e in said.json["same"]] == [("llm", 12)]


def test_several_are_added_at_once_each_once(run: Run, home: Path) -> None:
    result = run("add", "2401.04088", "10.1145/1", "https://example.org/a", "2401.04088v3")
    assert [row[0] for row in result.rows] == ["1", "2", "3"]
    (table,) = [tomllib.loads(file_of(home).read_text("utf-8"))]
    assert [each["number"] for each in table["paper"]] == [1, 2, 3]
    assert [each["title"] for each in table["paper"]] == [
        "arXiv:2401.04088",
        "doi:10.1145/1",
        "https://example.org/a",
    ]
    assert "papernotes edit mine/1" in result.err


def test_quiet_says_nothing(run: Run) -> None:
    assert run("add", "2401.04088", "-q") == (0, "", "")


def test_a_drawing_says_number_title_place_and_what_is_next(run: Run) -> None:
    result = run("add", "--title", "A B", "--short", "AB", NO_COLOR="1", FORCE_COLOR="1")
    assert result.err == ""
    for text in ("○ 1 AB: A B", "in mine as 1, key ab", "papernotes start mine/1"):
        assert text in result.out


# Where it goes


def test_it_goes_into_the_current_catalog_if_that_is_ones_own(
    run: Run, home: Path, catalog: Write
) -> None:
    catalog("club", HEAD + paper(1))
    assert run("add", "--title", "One", PAPERNOTES_CATALOG="club").rows[0][0] == "2"
    run("catalog", "use", "club")
    result = run("add", "--title", "Two")
    assert result.rows[0][0] == "3"
    assert "papernotes start 3 " in result.err
    assert not file_of(home).exists()
    assert run("add", "--title", "Three", "--catalog", "mine").rows[0][0] == "1"


def test_mine_is_made_when_it_is_the_current_one_and_not_there_yet(run: Run, home: Path) -> None:
    assert run("list", PAPERNOTES_CATALOG="mine").code == 3
    assert run("add", "--title", "One", PAPERNOTES_CATALOG="mine").code == 0
    assert run("list", PAPERNOTES_CATALOG="mine").code == 0
    assert file_of(home).stat().st_mode & 0o777 == 0o600


def test_a_current_catalog_that_is_not_there_is_not_made_up(run: Run, home: Path) -> None:
    result = run("add", "--title", "One", PAPERNOTES_CATALOG="yours")
    assert result.code == 3
    assert "PAPERNOTES_CATALOG" in result.err
    assert not (home / "data").exists()


def test_a_folder_that_somebody_made_for_it_is_used(run: Run, home: Path) -> None:
    (home / "data" / "catalogs" / "mine").mkdir(parents=True)
    assert run("add", "--title", "One").code == 0
    assert run("list", PAPERNOTES_CATALOG="mine").rows[0][0] == "1"


# What is there already


def test_a_paper_of_any_catalog_is_not_added_again(run: Run, home: Path) -> None:
    for what in ("2305.14314", "https://arxiv.org/abs/2305.14314v1", "10.48550/arXiv.2305.14314"):
        result = run("add", what, "--title", "Something else")
        assert result.code == 0
        assert result.rows[0][:2] == ["12", "qlora"]
        assert "is in llm as 12" in result.err
        assert "already" in result.err
        assert "papernotes start" not in result.err
        assert "papernotes show 12" in result.err
    assert not (home / "data").exists()  # no catalog is made for nothing


def test_any_id_of_a_paper_tells_that_it_is_there(run: Run, home: Path, catalog: Write) -> None:
    file = catalog("mine", HEAD + paper(1, url="https://example.org/a", aka=["doi:10.1145/1"]))
    for what in ("2001.00001", "https://www.example.org/a/", "10.1145/1"):
        assert run("add", what).rows[0][0] == "1"
    assert run("add", "2401.04088", "--url", "http://example.org/a").rows[0][0] == "1"
    assert file.read_text("utf-8") == HEAD + paper(
        1, url="https://example.org/a", aka=["doi:10.1145/1"]
    )
    assert home.exists()


def test_without_an_id_the_title_tells(run: Run, home: Path) -> None:
    assert run("add", "--title", "Über  Alles").code == 0
    before = everything(home)
    again = run("add", "--title", "uber alles")
    assert (again.code, again.rows[0][0]) == (0, "1")
    assert "mine as 1" in again.err
    assert everything(home) == before
    assert run("add", "2401.04088", "--title", "Über Alles").rows[0][0] == "2"
    assert run("add", "--title", "Über Alles, again").rows[0][0] == "3"


# Numbers, keys and ids


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (HEAD, 1),
        (HEAD + paper(3) + paper(41) + paper(7), 42),
        (HEAD + paper(3) + "[[paper]]\nnumber = 50\n", 51),  # it could not be read
        (HEAD + paper(3) + '[[paper]]\n "number" = 5_0\nkey = "x"\n', 51),
        (HEAD + paper(999_999) + paper(1), 2),
        (HEAD + paper(3) + '[[paper]]\nnumber = 99999999\ntitle = "x"\n', 4),
        (HEAD + paper(3, key=None) + "# number = 90\n", 4),
    ],
)
def test_the_number_is_one_more_than_the_largest(
    text: str, number: int, run: Run, catalog: Write
) -> None:
    catalog("mine", text)
    result = run("add", "2401.04088")
    assert result.code == 0, result.err
    assert result.rows[0][0] == str(number)
    assert shown(run, f"mine/{number}")["arxiv"] == "2401.04088"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Attention Is All You Need", "attention-need"),
        ("QLoRA: Efficient Finetuning of Quantized LLMs", "qlora"),
        ("Segment Anything: a very long story", "segment-anything"),
        ("Über die Größe", "uber-die-grosse"),
        ("Don't Stop Pretraining", "dont-stop-pretraining"),
        ("GPT-3", "gpt-3"),
        ("What Is That", "what-is-that"),
        ("1984", None),
        ("你好，世界", None),
        ("", None),
        (":", None),
        ("x" * 200, "x" * 40),
    ],
)
def test_a_key_is_made_of_the_telling_words(text: str, key: str | None) -> None:
    assert key_from(text, set()) == key


@given(st.text(max_size=80), st.sets(st.sampled_from(["a", "b", "a-2", "x"])))
@example("a", {"a", "a-2"})
def test_a_key_that_is_made_is_a_key_that_nothing_has(text: str, taken: set[str]) -> None:
    key = key_from(text, taken)
    assert key is None or (is_key(key) and key not in taken)


def test_a_key_is_given_or_made_or_left_out(run: Run, catalog: Write) -> None:
    broken = '[[paper]]\nnumber = 2\nkey = "scaling-laws"\n'  # it could not be read
    catalog("mine", HEAD + paper(1, key="sam") + broken)
    assert run("add", "2401.00001").rows[0][1] == ""
    assert run("add", "2401.00002", "--short", "SAM").rows[0][1] == "sam-2"
    assert run("add", "--title", "SAM: again").rows[0][1] == "sam-3"
    assert run("add", "--title", "Scaling Laws").rows[0][1] == "scaling-laws-2"
    assert run("add", "--title", "Other", "--key", "mine-own").rows[0][1] == "mine-own"
    refused = run("add", "--title", "More", "--key", "sam")
    assert refused.code == 2
    assert "--key: sam is another paper's in mine already" in refused.err
    assert run("add", "--title", "More", "--key", "scaling-laws").code == 2


def test_without_an_id_it_gets_one_of_its_own(run: Run, home: Path) -> None:
    run("add", "--title", "One")
    run("add", "--title", "Two")
    uids = [shown(run, f"mine/{number}")["uid"] for number in (1, 2)]
    assert all(uid.startswith("local:") for uid in uids)
    assert len(set(uids)) == 2
    run("done", "mine/one")
    shutil.rmtree(home / "cache")
    assert shown(run, uids[0])["status"] == "done"


def test_an_address_of_arxiv_or_of_a_doi_is_known_for_what_it_is(run: Run) -> None:
    run("add", "--url", "https://arxiv.org/abs/2401.04088", "--title", "One")
    run("add", "https://doi.org/10.1145/1", "--title", "Two")
    run("add", "url:https://example.org/X?utm_source=me")
    assert shown(run, "mine/1")["uid"] == "arxiv:2401.04088"
    assert shown(run, "mine/2")["doi"] == "10.1145/1"
    assert shown(run, "mine/3")["uid"] == "url:https://example.org/X"


# The rest of the file


@pytest.mark.parametrize(
    "text",
    [
        "# mine\n" + HEAD + paper(1) + "# the end",
        (HEAD + paper(1)).rstrip(),
        (HEAD + paper(1)).replace("\n", "\r\n"),
        "\ufeff" + HEAD + paper(1),
        HEAD
        + '[[paper]]\nnumber = 1\ntitle = """\n[[paper]]\nnumber = 8\n"""\nurl = "http://a.b"\n',
        HEAD + "[extra]\nx = 1\n\n" + paper(1, unknown="kept"),
        HEAD + paper(1) + "\n\n\n\n",
        'schema = 1\n  [[ paper ]]  # one\nnumber=1\ntitle=\'x\'\nurl="http://a.b"\n[paper.needs]\na=""',
    ],
)
def test_what_was_there_stays_byte_for_byte(text: str, run: Run, catalog: Write) -> None:
    file = catalog("mine", text)
    before = run("list", "--json", PAPERNOTES_CATALOG="mine").json
    for title in ("One", "Two"):
        assert run("add", "--title", title, "--catalog", "mine").code == 0
    data = file.read_bytes()
    assert data.startswith(text.encode())
    assert data.count(b"\r\n") == (data.count(b"\n") if "\r\n" in text else 0)
    tomllib.loads(data.decode("utf-8-sig"))
    after = run("list", "--json", PAPERNOTES_CATALOG="mine")
    assert after.code == 0
    assert after.json[: len(before)] == before
    assert [each["title"] for each in after.json[len(before) :]] == ["One", "Two"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD + paper(1) + '[[paper]]\ntitle = """open\n', "no TOML"),
        (HEAD + "[[paper]]\nnumber = \n" + paper(2), "no TOML"),
        (HEAD.encode() + b'[[paper]]\ntitle = "\xff"\n', "no UTF-8"),
        ('schema = 1\npaper = [{ number = 1, title = "x", arxiv = "2001.00001" }]\n', "[[paper]]"),
    ],
)
def test_to_what_does_not_end_well_nothing_is_appended(
    text: str | bytes, says: str, run: Run, home: Path, catalog: Write
) -> None:
    file = catalog("mine", text)
    before = everything(home)
    result = run("add", "--title", "One")
    assert (result.code, result.out) == (4, "")
    assert str(file) in result.err
    assert says in result.err
    assert "Nothing was added" in result.err
    assert everything(home) == before


def test_other_flaws_are_warned_of_and_do_not_hinder(run: Run, catalog: Write) -> None:
    file = catalog("mine", HEAD + paper(1) + paper(2, title=None))
    result = run("add", "--title", "One")
    assert (result.code, result.rows[0][0]) == (0, "3")
    assert f"warning: {file}:10: paper 2" in result.err


def test_a_catalog_that_can_not_be_read_is_not_replaced(
    run: Run, home: Path, catalog: Write
) -> None:
    file = catalog("mine", "")
    file.unlink()
    os.mkfifo(file)
    result = run("add", "--title", "One")
    assert (result.code, result.out) == (4, "")
    assert f"{file} is no regular file" in result.err
    assert file.is_fifo()
    assert home.exists()


def test_a_link_stays_one_and_permissions_stay(
    run: Run, home: Path, catalog: Write, tmp_path: Path
) -> None:
    real = tmp_path / "git" / "list.toml"
    real.parent.mkdir()
    real.write_text(HEAD + paper(1))
    real.chmod(0o644)
    file = catalog("mine", "")
    file.unlink()
    file.symlink_to(real)
    assert run("add", "--title", "One").rows[0][0] == "2"
    assert file.is_symlink()
    assert real.read_text().startswith(HEAD + paper(1) + "[[paper]]\nnumber = 2\n")
    assert real.stat().st_mode & 0o777 == 0o644
    assert [path.name for path in real.parent.iterdir()] == ["list.toml"]
    assert home.exists()


def test_a_file_that_an_editor_saves_meanwhile_keeps_what_that_wrote(
    run: Run, catalog: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = catalog("mine", HEAD + paper(1))

    def meanwhile(table: dict[str, Any]) -> str:
        file.write_text(HEAD + paper(1) + paper(2))
        return block(table)

    monkeypatch.setattr(adding, "block", meanwhile)
    result = run("add", "--title", "One")
    assert result.code == 1
    assert "changed by somebody else" in result.err
    assert file.read_text() == HEAD + paper(1) + paper(2)


# Any text

_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
_lines = st.one_of(_texts, st.just(HOSTILE), st.sampled_from(['"', "\\", "'''", '"""', "\\u0041"]))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@example(title=HOSTILE, author="\x7f\x00", takeaway="\u2028\x85", old="\n")
@given(title=_lines, author=_lines, takeaway=_lines, old=st.sampled_from(["", "\n", "# x", "\r\n"]))
def test_any_text_is_what_show_says_and_nothing_else_changes(
    title: str, author: str, takeaway: str, old: str, run: Run, catalog: Write
) -> None:
    before = f"{HEAD}# first\n{paper(1)}{old}"
    file = catalog("mine", before)
    given_texts = [f"a{title}", f"b{author}", f"c{takeaway}"]
    result = run(
        *("add", f"--title={given_texts[0]}", f"--author={given_texts[1]}", "--key", "new"),
        *(f"--takeaway={given_texts[2]}", f"--topic={given_texts[1]}"),
    )
    assert result.code == 0, result.err
    said = shown(run, "mine/new")
    expected = [one_line(text) for text in given_texts]
    assert [said["title"], said["authors"], said["takeaway"], said["topics"]] == [
        expected[0],
        [expected[1]],
        expected[2],
        [expected[1]],
    ]
    data = file.read_bytes()
    assert data.startswith(before.encode())
    added = data[len(before.encode()) :]
    assert added.strip().count(b"\n") == 7  # a line a field, whatever they hold
    assert not set(added.decode()) & set("\x00\x1b\x7f\x85\u2028\u202e")


@given(_texts)
def test_a_string_is_toml_and_means_what_it_meant(text: str) -> None:
    written = string(text)
    assert tomllib.loads(f"x = {written}") == {"x": text}
    assert "\n" not in written
    assert json.loads(written) == text


# Two at once, full disks, kills


def test_processes_that_add_at_once_all_survive_with_numbers_of_their_own(
    home: Path, run: Run
) -> None:
    writers = [
        subprocess.Popen(
            [*PAPERNOTES, "add", "--title", f"Paper {n}", "--key", f"paper-{n}"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for n in range(8)
    ]
    for process in writers:
        _, err = process.communicate()
        assert process.returncode == 0, err
    listed = run("list", PAPERNOTES_CATALOG="mine")
    assert [row[0] for row in listed.rows] == [str(n) for n in range(1, 9)]
    assert {row[1] for row in listed.rows} == {f"paper-{n}" for n in range(8)}
    assert file_of(home).read_text().count("schema = 1") == 1


def full_disk() -> None:
    """No file may grow beyond what it is: as a full disk, for this process alone."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


@pytest.mark.parametrize("first", [True, False])
def test_a_full_disk_is_said_and_changes_nothing(run: Run, home: Path, first: bool) -> None:
    if not first:
        run("add", "--title", "Zero")
    before = everything(home)
    failed = subprocess.run(
        [*PAPERNOTES, "add", "--title", "One"],
        preexec_fn=full_disk,
        capture_output=True,
        text=True,
        check=False,
    )
    assert failed.returncode == 1
    assert failed.stderr.count("\n") == 1
    assert "could not add it: File too large" in failed.stderr
    assert "Nothing was changed" in failed.stderr
    assert everything(home) == before
    assert run("add", "--title", "One").code == 0


def test_a_folder_that_may_not_be_written_to_is_said(
    run: Run, home: Path, catalog: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = catalog("mine", HEAD + paper(1))
    before = everything(home)
    if os.geteuid():
        file.parent.chmod(0o500)
    else:  # root may write anywhere
        real = os.open

        def denies(path: Any, flags: int, *mode: int) -> int:
            if flags & os.O_CREAT and Path(path).parent == file.parent:
                raise PermissionError(13, "Permission denied", str(path))
            return real(path, flags, *mode)

        monkeypatch.setattr(os, "open", denies)
    result: Result = run("add", "--title", "One")
    assert (result.code, result.out) == (1, "")
    assert "could not add it: Permission denied" in result.err
    assert everything(home) == before
    file.parent.chmod(0o700)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to any file")
def test_a_file_that_may_not_be_written_to_is_not_replaced(run: Run, catalog: Write) -> None:
    file = catalog("mine", HEAD + paper(1))
    file.chmod(0o400)
    result = run("add", "--title", "One")
    assert result.code == 1
    assert "may not be written to" in result.err
    assert file.read_text() == HEAD + paper(1)


# A writer that is killed at its nth call of the system. Half of a write is on the disk then.
def test_what_was_added_stays_though_nobody_reads_of_it(run: Run) -> None:
    ends = os.pipe()
    os.close(ends[0])
    done = subprocess.run([*PAPERNOTES, "add", "2401.04088"], stdout=ends[1], check=False)
    os.close(ends[1])
    assert done.returncode == 0
    assert run("list", PAPERNOTES_CATALOG="mine").rows[0][0] == "1"


@pytest.mark.usefixtures("home")
def test_bytes_that_are_no_utf_8_do_no_harm() -> None:
    assert piped("add", b"--title", b"caf\xe9").code == 0
    assert piped("add", b"caf\xe9").code == 2
    assert "caf\ufffd" in piped("list", PAPERNOTES_CATALOG="mine").out


def test_a_list_of_ones_own_may_have_what_others_have(run: Run) -> None:
    run("catalog", "new", "club", "--use")
    run("done", "llm/1", "--on", "2026-01-02")
    added = run("add", "1706.03762v5", "--topic", "club", "--json")
    (entry,) = added.json["papers"]
    assert (entry["catalog"], entry["title"]) == ("club", "Attention Is All You Need")
    assert entry["authors"][0] == "Ashish Vaswani"
    assert (entry["topics"], entry["status"]) == (["club"], "done")
    again = run("add", "https://arxiv.org/abs/1706.03762", "--json").json
    assert again["papers"] == []
    assert [each["catalog"] for each in again["same"]] == ["club"]
    run("catalog", "use", "llm")
    elsewhere = run("add", "1810.04805", "--json").json  # where no list was chosen
    assert (elsewhere["papers"], elsewhere["same"][0]["catalog"]) == ([], "llm")
    named = run("add", "1810.04805", "--catalog", "club", "--title", "What I call it", "--json")
    assert [each["title"] for each in named.json["papers"]] == ["What I call it"]


def test_who_adds_what_has_no_title_yet_once_more_hears_how_it_gets_one(run: Run) -> None:
    run("add", "2401.00009")
    assert "papernotes catalog refresh mine" in run("add", "2401.00009").err
    run("add", "--title", "An essay", "--url", "https://example.org/essay")
    assert "refresh" not in run("add", "https://example.org/essay").err


def test_a_hint_names_the_paper_that_is_meant_without_the_option(run: Run) -> None:
    said = run("add", "2401.00009", "--catalog", "mine").err
    assert "papernotes start mine/1" in said
    assert "papernotes edit mine/1" in said
    run("catalog", "use", "mine")
    assert "papernotes start 2" in run("add", "2401.00010").err


@pytest.mark.parametrize(
    ("typed", "uid"),
    [
        ("arxiv.org/abs/2401.22222v2", "arxiv:2401.22222"),
        ("doi.org/10.1000/XYZ", "doi:10.1000/xyz"),
        ("dx.doi.org/10.1000/xyz", "doi:10.1000/xyz"),
    ],
)
def test_an_address_may_be_typed_as_browsers_show_it(run: Run, typed: str, uid: str) -> None:
    assert run("add", typed, "--json").json["papers"][0]["uid"] == uid


def test_what_was_added_and_taken_back_is_no_mark_for_check(run: Run) -> None:
    run("add", "--title", "An essay")
    run("undo")
    assert "marked" not in run("check").out
