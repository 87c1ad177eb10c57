"""`add` and `catalog refresh` with a network: servers of ours that answer as the web does."""

import signal
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from papernotes.curating import refresh
from papernotes.network import door
from papernotes.network.door import Patience
from tests.attacks.texts import HOSTILE
from tests.conftest import HEAD, Run, paper
from tests.web.pages import ALPHAFOLD, BERT, BLOG, MIXTRAL, OPENREVIEW, csl, page
from tests.web.server import Asked, Reply, Web, closed_port, moved, raw, serving

pytestmark = pytest.mark.usefixtures("warm")

Write = Callable[..., Path]


@pytest.fixture
def web(home: Path, no_proxy: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:  # noqa: ARG001 (they set what this changes)
    """A server that is doi.org and all others; beyond it nothing can be reached."""
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{closed_port()}")
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
    quick = partial(door.door, patience=Patience(tries=2, pause=0.0))
    for module in (door, refresh):
        monkeypatch.setattr(module, "door", quick)
    with serving() as found:
        monkeypatch.delenv("PAPERNOTES_OFFLINE")
        monkeypatch.setenv("PAPERNOTES_RESOLVER", found.url())
        found.pages["/10.48550/arXiv.2401.04088"] = csl(MIXTRAL)
        found.pages["/10.1038/s41586-021-03819-2"] = csl(ALPHAFOLD)
        found.pages["/post"] = BLOG
        found.pages["/forum?id=x"] = OPENREVIEW
        yield found


def file_of(home: Path, name: str = "mine") -> Path:
    return home / "data" / "catalogs" / name / "papers.toml"


def papers(home: Path, name: str = "mine") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(file_of(home, name).read_text("utf-8"))["paper"]
    return found


# add


@pytest.mark.parametrize(
    "what", ["2401.04088", "https://arxiv.org/pdf/2401.04088v1", "10.48550/arXiv.2401.04088"]
)
def test_an_id_is_enough_for_all_that_is_known(what: str, run: Run, web: Web, home: Path) -> None:
    result = run("add", what)
    assert result.code == 0
    assert "warning" not in result.err
    assert "No title" not in result.err
    assert web.paths == ["/10.48550/arXiv.2401.04088"]
    assert papers(home) == [
        {
            "number": 1,
            "key": "mixtral-experts",
            "title": "Mixtral of Experts",
            "authors": ["Albert Q. Jiang", "Alexandre Sablayrolles"],
            "published": "2024",
            "venue": "arXiv",
            "arxiv": "2401.04088",
            "topics": ["Machine Learning"],
        }
    ]


def test_a_doi_a_page_and_a_pdf_are_looked_up_at_once(run: Run, web: Web, home: Path) -> None:
    result = run("add", "10.1038/s41586-021-03819-2", web.url("/post"), web.url("/forum?id=x"))
    assert result.code == 0, result.err
    assert [each["title"] for each in papers(home)] == [
        "Highly accurate protein structure prediction with AlphaFold",
        "The Illustrated Test",
        "Adam & Eve: a test of tags",
    ]
    assert papers(home)[1]["kind"] == "post"
    assert papers(home)[1]["url"] == web.url("/post")
    assert [row[3] for row in result.rows] == [each["title"] for each in papers(home)]


def test_what_is_said_of_a_paper_stays_and_the_rest_is_found(
    run: Run, web: Web, home: Path
) -> None:
    run("add", "2401.04088", "--topic", "moe", "--key", "mixtral", "--needs", "1", "--pages", "13")
    (found,) = papers(home)
    assert (found["key"], found["topics"], found["pages"]) == ("mixtral", ["moe"], 13)
    assert found["needs"] == ["arxiv:1706.03762"]
    assert found["title"] == "Mixtral of Experts"
    assert len(web.asked) == 1


def test_with_a_title_nothing_is_looked_up(run: Run, web: Web, home: Path) -> None:
    run("add", "2401.04088", "--title", "My own words")
    assert web.asked == []
    assert papers(home)[0]["title"] == "My own words"
    assert "authors" not in papers(home)[0]


@pytest.mark.parametrize(
    ("flags", "environ"), [(["--offline"], {}), ([], {"PAPERNOTES_OFFLINE": "1"})]
)
def test_offline_nothing_is_looked_up_and_the_id_stands_for_the_title(
    flags: list[str], environ: dict[str, str], run: Run, web: Web, home: Path
) -> None:
    result = run("add", "2401.04088", *flags, **environ)
    assert result.code == 0
    assert web.asked == []
    assert papers(home)[0]["title"] == "arXiv:2401.04088"
    assert "papernotes catalog refresh mine" in result.err
    assert "warning" not in result.err


def test_what_is_there_is_said_before_anything_is_asked(run: Run, web: Web) -> None:
    result = run("add", "2305.14314", "https://arxiv.org/abs/1706.03762")
    assert "is in llm as 12" in result.err
    assert web.asked == []


def test_a_pdf_of_a_page_that_is_there_is_known(run: Run, web: Web, catalog: Write) -> None:
    catalog("mine", HEAD + paper(1, arxiv=None, url="https://aclanthology.org/N19-1423/"))
    for what in ("N19-1423", "https://aclanthology.org/N19-1423.pdf"):
        result = run("add", what)
        assert result.code == 0, result.err
        assert "is in mine as 1" in result.err
    assert web.asked == []


def test_a_paper_that_turns_out_to_be_there_under_another_id_is_not_added_again(
    run: Run, web: Web, catalog: Write
) -> None:
    file = catalog("mine", HEAD + paper(1, arxiv=None, doi="10.18653/v1/n19-1423"))
    before = file.read_bytes()
    web.pages["/bert"] = BERT
    result = run("add", web.url("/bert"), PAPERNOTES_CATALOG="mine")
    assert result.code == 0
    assert "is in mine as 1" in result.err
    assert file.read_bytes() == before


def test_the_link_by_which_a_paper_was_added_stays_known(run: Run, web: Web) -> None:
    web.pages["/tests"] = page(("citation_title", "On tests"), ("citation_doi", "10.1000/Tests"))
    run("add", web.url("/tests"))
    assert run("show", "10.1000/tests", "--json").json["title"] == "On tests"
    assert run("show", web.url("/tests"), "--json").json["doi"] == "10.1000/tests"
    assert "already" in run("add", web.url("/tests")).err
    assert len(web.asked) == 1


def test_what_was_looked_up_is_kept_for_the_next_time(run: Run, web: Web) -> None:
    run("add", "2401.04088")
    run("undo")
    assert run("add", "2401.04088").rows[0][3] == "Mixtral of Experts"
    assert len(web.asked) == 1


def test_no_network_is_one_clear_word_and_the_papers_are_added(
    run: Run, web: Web, home: Path
) -> None:
    result = run(
        *("add", "2401.04088", "10.1038/s41586-021-03819-2", "10.1000/b"),
        PAPERNOTES_RESOLVER=f"http://127.0.0.1:{closed_port()}",
    )
    assert result.code == 0
    assert [each["title"] for each in papers(home)] == [
        "arXiv:2401.04088",
        "doi:10.1038/s41586-021-03819-2",
        "doi:10.1000/b",
    ]
    (warning,) = [line for line in result.err.splitlines() if "warning" in line]
    assert warning.startswith("papernotes: warning: could not reach 127.0.0.1: Connection refused")
    assert "3 papers were not looked up" in warning
    assert "papernotes catalog refresh mine" in result.err
    assert web.asked == []


def test_what_was_not_found_is_in_json_and_quiet_is_quiet(run: Run, web: Web) -> None:
    web.pages["/10.1000/a"] = Reply(status=503)
    said = run("add", "10.1000/a", "--json")
    assert said.code == 0
    (missed,) = said.json["missed"]
    assert missed["id"] == "doi:10.1000/a"
    assert "out of order now (503)" in missed["why"]
    assert run("add", "10.1000/b", "--json", PAPERNOTES_OFFLINE="1").json["missed"] == []
    web.pages["/10.1000/c"] = Reply(status=503)
    assert run("add", "10.1000/c", "-q") == (0, "", "")


def test_a_paper_that_there_is_not_is_not_added(run: Run, web: Web, home: Path) -> None:
    result = run("add", "2401.04088", "10.1000/nothing")
    assert result.code == 3
    assert "there is no such paper at" in result.err
    assert "10.1000/nothing" in result.err
    assert not (home / "data").exists()
    assert len(web.asked) == 2


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Reply(status=403), "is not open to programs (403)"),
        (Reply(status=406), "does not tell programs what it is (406)"),
        (Reply("x" * 9_000_000), "is larger than 8 MB"),
        (Reply(b"%PDF-1.7", "application/pdf"), "application/pdf"),
        (Reply("<p>nothing</p>"), "does not say what it is"),
        (moved("http://169.254.169.254/"), "is not asked for: it is on your own network"),
        (moved("file:///etc/passwd"), "is not asked for: it is neither http nor https"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"), "breaks off in the middle"),
    ],
)
def test_a_page_that_does_not_say_what_it_is_is_added_by_its_address(
    answer: Any, says: str, run: Run, web: Web, home: Path
) -> None:
    web.pages["/x"] = answer
    result = run("add", web.url("/x"))
    assert result.code == 0
    assert says in result.err
    assert papers(home)[0]["title"] == web.url("/x")


def test_a_field_that_no_catalog_takes_is_lost_and_the_paper_is_not(
    run: Run, web: Web, home: Path
) -> None:
    item = {**MIXTRAL, "number-of-pages": 10_000_000, "issued": {"date-parts": [[0]]}}
    web.pages["/10.48550/arXiv.2401.04088"] = csl(item)
    assert run("add", "2401.04088").code == 0
    (found,) = papers(home)
    assert found["title"] == "Mixtral of Experts"
    assert "pages" not in found
    assert "published" not in found


def test_hostile_answers_reach_neither_terminal_nor_catalog_raw(
    run: Run, web: Web, home: Path
) -> None:
    for number, text in enumerate(HOSTILE[:40]):
        title = f"A {text} title".encode("utf-8", "replace").decode()
        web.pages[f"/h/{number}"] = page(("citation_title", title), ("citation_author", title))
        result = run("add", web.url(f"/h/{number}"))
        assert result.code == 0, result.err
        assert not set(result.out + result.err) & set("\x1b\x9b\u202e\x07\x00")
    assert run("check", str(file_of(home))).code == 0
    assert not set(file_of(home).read_text("utf-8")) & set("\x1b\x9b\u202e\x07\x00\x7f")


def test_bibtex_is_added_as_it_says_without_a_network(run: Run, web: Web, home: Path) -> None:
    text = (
        "@inproceedings{zaheer2017, title = {Deep {S}ets}, author = {Zaheer, Manzil and Kottur,"
        " Satwik}, year = 2017, booktitle = {NeurIPS}, eprint = {1703.06114},"
        " archivePrefix = {arXiv}}"
    )
    result = run("add", text, "--topic", "sets")
    assert result.code == 0, result.err
    (found,) = papers(home)
    assert (found["title"], found["arxiv"]) == ("Deep Sets", "1703.06114")
    assert found["authors"] == ["Manzil Zaheer", "Satwik Kottur"]
    assert found["topics"] == ["sets"]
    assert web.asked == []
    assert "already" in run("add", text).err


def test_bibtex_without_an_id_gets_one_of_its_own(run: Run, web: Web, home: Path) -> None:
    run("add", "@book{x, title = {A book}, author = {Ada Lovelace}, year = 1843}")
    (found,) = papers(home)
    assert found["uid"].startswith("local:")
    assert (found["title"], found["kind"]) == ("A book", "book")
    assert web.asked == []


@pytest.mark.parametrize("text", ["@article{x, title = {}}", "@article{x", "@", "@me"])
def test_bibtex_that_is_none_is_wrong_usage(text: str, run: Run, web: Web, home: Path) -> None:
    result = run("add", text)
    assert (result.code, result.out) == (2, "")
    assert "papernotes add '@article{…}'" in result.err
    assert not (home / "data").exists()
    assert web.asked == []


def test_a_resolver_that_is_no_address_is_said_with_where_to_mend_it(
    run: Run, web: Web, home: Path
) -> None:
    result = run("add", "10.1000/a", PAPERNOTES_RESOLVER="ftp://doi.org")
    assert result.code == 2
    assert "the resolver “ftp://doi.org” is no http or https address" in result.err
    assert "PAPERNOTES_RESOLVER" in result.err
    assert not (home / "data").exists()
    assert web.asked == []


def test_ctrl_c_while_it_waits_for_the_network_changes_nothing(web: Web, home: Path) -> None:
    stop = threading.Event()
    web.pages["/slow"] = raw(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", pause=9, stop=stop)
    before = sorted(home.rglob("*"))
    command = [sys.executable, "-m", "papernotes", "add", web.url("/slow")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        while not web.asked:
            assert process.poll() is None
            time.sleep(0.01)  # another process: nothing tells us that it has come so far
        # Nobody else has to wait for the network either: the writer's lock is free.
        done = subprocess.run([sys.executable, "-m", "papernotes", "done", "1"], check=False)
        assert done.returncode == 0
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=5)
    stop.set()
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err
    assert not (home / "data" / "catalogs").exists()
    assert not list((home / "cache").glob("lookups/*"))
    assert len(before) <= len(sorted(home.rglob("*")))


# catalog refresh

STUBS = (
    HEAD
    + "# My first papers.\n\n"
    + '[[paper]]\nnumber = 1 # one\ntitle = "arXiv:2401.04088" # later\narxiv = "2401.04088"\n'
    + 'topics = ["moe"]\n\n# About proteins:\n'
    + '[[paper]]\nnumber = 2\nkey = "fold"\ntitle = "My own title"\n'
    + 'doi = "10.1038/s41586-021-03819-2"\n\n'
    + paper(3, authors=["A. B"])
    + "# The end.\n"
)


def test_refresh_completes_what_has_only_an_id_and_keeps_what_is_said(
    run: Run, web: Web, home: Path, catalog: Write
) -> None:
    file = catalog("mine", STUBS)
    result = run("catalog", "refresh")
    assert result.code == 0, result.err
    assert [row[:4:3] for row in result.rows] == [
        ["1", "Mixtral of Experts"],
        ["2", "My own title"],
    ]
    assert "2 of 2 papers of mine completed." in result.err
    assert file.read_text("utf-8") == (
        HEAD
        + "# My first papers.\n\n"
        + '[[paper]]\nnumber = 1 # one\ntitle = "Mixtral of Experts" # later\n'
        + 'arxiv = "2401.04088"\ntopics = ["moe"]\nkey = "mixtral-experts"\n'
        + 'authors = ["Albert Q. Jiang", "Alexandre Sablayrolles"]\npublished = "2024"\n'
        + 'venue = "arXiv"\n'
        + "\n# About proteins:\n"
        + '[[paper]]\nnumber = 2\nkey = "fold"\ntitle = "My own title"\n'
        + 'doi = "10.1038/s41586-021-03819-2"\n'
        + 'authors = ["John Jumper", "Augustin Žídek"]\npublished = 2021-07-15\n'
        + 'venue = "Nature"\npages = 7\n\n'
        + paper(3, authors=["A. B"])
        + "# The end.\n"
    )
    assert len(web.asked) == 2
    assert papers(home)[0]["title"] == "Mixtral of Experts"
    run("undo")
    assert file.read_text("utf-8") == STUBS


def test_refresh_finds_nothing_to_do_the_second_time(run: Run, web: Web, catalog: Write) -> None:
    file = catalog("mine", STUBS)
    run("catalog", "refresh", "mine")
    before = file.read_bytes()
    result = run("catalog", "refresh", "mine")
    assert (result.code, result.out) == (0, "")
    assert "mine says of each paper what it is: nothing to look up." in result.err
    assert file.read_bytes() == before
    assert len(web.asked) == 2


def test_refresh_says_what_is_still_missing_and_why(run: Run, web: Web, catalog: Write) -> None:
    text = STUBS + '\n[[paper]]\nnumber = 4\ntitle = "doi:10.1000/no"\ndoi = "10.1000/no"\n'
    text += '\n[[paper]]\nnumber = 5\ntitle = "A talk"\nuid = "local:abcdef"\n'
    catalog("mine", text)
    result = run("catalog", "refresh", "mine")
    assert result.code == 0
    assert "2 of 4 papers of mine completed." in result.err
    assert "mine/4 doi:10.1000/no: there is no such paper at" in result.err
    assert "mine/5 A talk: it has no arXiv id, no DOI and no address" in result.err
    assert "papernotes edit mine/" in result.err
    said = run("catalog", "refresh", "mine", "--json").json
    assert [each["id"] for each in said["missed"]] == ["local:abcdef", "doi:10.1000/no"]
    assert said["papers"] == []
    assert len(web.asked) == 4


def test_refresh_without_a_network_is_an_error_and_changes_nothing(
    run: Run, web: Web, catalog: Write
) -> None:
    file = catalog("mine", STUBS)
    offline = run("catalog", "refresh", "mine", PAPERNOTES_OFFLINE="1")
    assert (offline.code, offline.out) == (1, "")
    assert "may not use the network. PAPERNOTES_OFFLINE has switched it off" in offline.err
    assert file.read_text("utf-8") == STUBS
    assert web.asked == []


def test_refresh_asks_nothing_of_ones_own_network(run: Run, web: Web, catalog: Write) -> None:
    with serving() as router:  # the resolver's own origin was named: this is another
        router.pages["/post"] = BLOG
        url = router.url("/post")
        catalog("mine", HEAD + paper(1, arxiv=None, title=url, url=url))
        result = run("catalog", "refresh", "mine")
        assert result.code == 0
        assert "is on your own network" in result.err
        assert router.asked == []
    assert web.asked == []


def test_refresh_takes_no_id_that_another_paper_has(
    run: Run, web: Web, catalog: Write, home: Path
) -> None:
    web.pages["/10.48550/arXiv.2401.04088"] = csl({**MIXTRAL, "note": "DOI: 10.1000/taken"})
    catalog("mine", STUBS + paper(6, arxiv=None, doi="10.1000/taken", authors=["C"]))
    assert run("catalog", "refresh", "mine").code == 0
    assert run("check", "mine").code == 0
    assert papers(home)[0]["title"] == "Mixtral of Experts"


@pytest.mark.parametrize(
    "title",
    ["'arXiv:2401.04088'", '"""arXiv:2401.04088"""', '"arXiv:\\u0032401.04088"'],
)
def test_refresh_changes_a_title_or_leaves_it_whatever_way_it_is_written(
    title: str, run: Run, web: Web, catalog: Write, home: Path
) -> None:
    text = f'[[paper]]\nnumber = 1\ntitle = {title}\narxiv = "2401.04088"\n'
    catalog("mine", HEAD + text + '[paper.needs]\n"llm" = "x"\n')
    result = run("catalog", "refresh", "mine")
    assert result.code == 0, result.err
    (found,) = papers(home)
    assert found["authors"] == ["Albert Q. Jiang", "Alexandre Sablayrolles"]
    assert found["needs"] == {"llm": "x"}
    assert found["title"] in ("Mixtral of Experts", "arXiv:2401.04088")
    assert web.asked


def test_refresh_of_the_bundled_catalog_is_refused(run: Run, web: Web) -> None:
    result = run("catalog", "refresh", "llm")
    assert result.code == 2
    assert "llm comes with papernotes" in result.err
    assert web.asked == []


def test_a_drawing_of_a_refresh_says_what_it_did(run: Run, web: Web, catalog: Write) -> None:
    catalog("mine", STUBS)
    result = run("catalog", "refresh", "mine", NO_COLOR="1", FORCE_COLOR="1")
    assert "○ 1 Mixtral of Experts" in result.out
    assert "2 of 2 papers of mine completed." in result.out
    assert len(web.asked) == 2


def test_what_is_said_of_an_id_is_not_written_to_a_paper_that_has_another_by_then(
    run: Run, web: Web, catalog: Write
) -> None:
    file = catalog("mine", HEAD + '[[paper]]\nnumber = 1\ntitle = "T"\narxiv = "2401.04088"\n')

    def corrected(asked: Asked) -> Reply:
        found = csl(MIXTRAL)
        text = file.read_text().replace('"2401.04088"', '"2401.00777"\naka = ["arxiv:2401.04088"]')
        file.write_text(text)
        return found(asked)

    web.pages["/10.48550/arXiv.2401.04088"] = corrected
    run("catalog", "refresh", "mine")
    assert "Mixtral" not in file.read_text()


@pytest.mark.usefixtures("web")
def test_of_several_that_one_is_not_there_is_said_with_what_became_of_the_others(run: Run) -> None:
    result = run("add", "2401.04088", "10.1000/nothing")
    assert result.code == 3
    assert "Nothing was added" in result.err
    assert [row[0] for row in run("catalog", "list").rows] == ["llm"]
