"""`graph`: the tree of what a paper needs and leads to, and the files that are made of it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from papernotes.drawing.layout import layout
from papernotes.library.graph import Arc, Graph, Node
from tests.attacks.texts import ATTACKS, HOSTILE, assert_harmless
from tests.conftest import HEAD, Run, paper
from tests.test_streams import bare, piped

pytestmark = pytest.mark.usefixtures("warm")

SVG = "{http://www.w3.org/2000/svg}"
FORMATS = ["dot", "mermaid", "svg", "html"]
MINE = {"PAPERNOTES_CATALOG": "mine"}


def parsed(text: str) -> ElementTree.Element:
    """Fails unless the text is well-formed XML."""
    return ElementTree.fromstring(text)  # noqa: S314 (of our own making, without a DTD)


def needing(number: int, *needs: int) -> str:
    return paper(number, needs={f"paper-{need}": f"why {need}" for need in needs})


def test_the_tree_of_a_paper_holds_all_that_it_needs_and_once_each_taken_apart(run: Run) -> None:
    rows = run("graph", "33", "--no-helps").rows
    assert [(row[0], row[1], row[2]) for row in rows] == [
        ("0", "", "33"), ("1", "needs", "10"), ("2", "needs", "6"), ("3", "needs", "5"),
        ("4", "needs", "2"), ("5", "needs", "1"), ("2", "needs", "23"),
    ]  # fmt: skip
    assert {len(row) for row in rows} == {12}
    helped = run("graph", "33").rows
    assert {row[2] for row in helped if row[1] == "helps"} == {"7", "21", "44"}
    assert [row for row in helped if row[1] != "helps"] == rows


def test_unlocks_is_all_that_a_paper_leads_to(run: Run) -> None:
    rows = run("graph", "10", "--unlocks", "--no-helps").rows
    leads = {row[2] for row in rows[1:]}
    assert {row[1] for row in rows[1:]} == {"leads_to"}
    shown = run("show", "10").rows
    assert leads == {row[2] for row in shown if row[0] == "leads_to"}


def test_without_a_ref_every_paper_is_there_and_roots_need_nothing(run: Run) -> None:
    rows = run("graph").rows
    entries = {str(each["number"]): each for each in run("list", "--json").json}
    assert {row[2] for row in rows} == entries.keys()
    assert {row[2] for row in rows if row[0] == "0"} == {
        number for number, each in entries.items() if not each["needs"]
    }
    taken_apart = [row[2] for row in rows if row[11] == ""]
    assert len(taken_apart) == len(set(taken_apart)) == 46
    assert {row[2] for row in rows if row[11]} <= set(taken_apart)


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_depth_is_how_many_steps_are_shown(depth: int, run: Run) -> None:
    for line in (["33"], ["1", "--unlocks"], []):
        found = [int(row[0]) for row in run("graph", *line, "--depth", str(depth)).rows]
        assert max(found) == depth


def test_a_need_that_no_catalog_has_is_a_name_with_a_question_mark(
    run: Run, catalog: Callable[..., Path]
) -> None:
    catalog("mine", HEAD + paper(1, needs={"nowhere": "who knows"}))
    drawn = run("graph", "1", "--color", "always", **MINE).out
    assert "└─ ? nowhere  who knows" in bare(drawn)
    assert run("graph", "1", **MINE).rows[1][:5] == ["1", "needs", "", "nowhere", "unknown"]
    said = run("graph", "1", "--json", **MINE).json
    assert said["unknown"] == ["nowhere"]
    assert said["edges"][0]["to"] == "nowhere"


@pytest.mark.parametrize("line", [["1"], ["1", "--unlocks"], [], ["--depth", "3"], ["-f", "svg"]])
def test_a_circle_is_a_warning_and_breaks_nothing(
    line: list[str], run: Run, catalog: Callable[..., Path]
) -> None:
    catalog("mine", HEAD + needing(1, 2) + needing(2, 3) + needing(3, 1) + needing(4, 4))
    result = run("graph", *line, **MINE)
    assert result.code == 0
    assert "circle" in result.err
    assert "papernotes check" in result.err
    assert "Paper number 3" in result.out
    assert line == ["-f", "svg"] or len(result.lines) <= 5


def test_a_chain_of_thousands_of_papers_is_no_recursion(
    run: Run, catalog: Callable[..., Path]
) -> None:
    last = 3_000  # three times what Python would recurse
    catalog("mine", HEAD + paper(1) + "".join(needing(n, n - 1) for n in range(2, last + 1)))
    for line in ([], [str(last)], ["1", "--unlocks"]):
        rows = run("graph", *line, **MINE).rows
        assert [row[0] for row in rows] == [str(depth) for depth in range(last)]
    drawn = bare(run("graph", "--color", "always", COLUMNS="40", **MINE).out).splitlines()
    assert len(drawn) == last
    assert max(map(cell_len, drawn)) <= 40
    assert drawn[-1].startswith(f"{last - 1} ")
    assert f"p{last - 2} -> p{last - 1} " in run("graph", "-f", "dot", **MINE).out


@pytest.mark.parametrize("format_", FORMATS)
def test_a_file_is_the_same_every_time_and_the_same_as_on_stdout(
    format_: str, run: Run, tmp_path: Path
) -> None:
    printed = run("graph", "--format", format_)
    assert printed.code == 0
    file = tmp_path / "made"
    file.write_text("what was there before")
    wrote = run("graph", "--format", format_, "-o", str(file))
    assert (wrote.code, wrote.out, wrote.err) == (0, "", f"Wrote {file}\n")
    assert file.read_text("utf-8") == printed.out == run("graph", "-f", format_, "-o", "-").out
    assert list(tmp_path.glob(".made*")) == []
    again = subprocess.run(
        [sys.executable, "-m", "papernotes", "graph", "-f", format_],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    assert again.stdout.decode() == printed.out


def test_a_pipe_is_written_to_and_not_replaced(run: Run, tmp_path: Path) -> None:
    # No device: without the guard, who runs the tests as root would replace it for all.
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert run("graph", "1", "--no-helps", "-f", "dot", "-o", str(pipe)).code == 0
    assert os.read(reading, 65536).startswith(b"digraph")
    os.close(reading)
    assert pipe.is_fifo()


@pytest.mark.parametrize("command", ["export", "graph"])
def test_a_pipe_that_nobody_reads_from_is_refused_and_not_waited_for(
    command: str, run: Run, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    format_ = {"export": "ris", "graph": "dot"}[command]
    refused = run(command, "-f", format_, "-o", str(pipe))
    assert refused.code == 1
    assert refused.err == (
        f"papernotes: could not write the file: nobody reads from that pipe ({pipe})."
        " Nothing was changed. Start what reads from it, and run the same command again.\n"
    )
    assert pipe.is_fifo()


def test_the_legend_tells_of_goals_where_there_are_any(run: Run) -> None:
    assert "a goal" not in run("graph", "-f", "svg").out
    run("goal", "33")
    shown = run("graph", "-f", "svg").out
    assert ">a goal<" in shown
    assert "⚑ DPO" in shown.replace("</tspan>", "")
    assert "⚑" in run("graph", "33", "--color", "always").out


def test_a_new_file_is_for_all_whom_the_umask_lets(run: Run, tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        run("graph", "-o", str(tmp_path / "a.svg"))
    finally:
        os.umask(before)
    assert (tmp_path / "a.svg").stat().st_mode & 0o777 == 0o640


def test_a_picture_shows_every_paper_with_its_link_and_no_boxes_overlap(run: Run) -> None:
    run("done", "1")
    run("start", "2")
    tree = parsed(run("graph", "-f", "svg").out)
    assert tree.get("role") == "img"
    assert float(tree.get("width") or 0) < 1300
    links = {each.get("href") for each in tree.iter(f"{SVG}a")}
    assert links == {each["url"] for each in run("list", "--json").json}
    boxes = [
        tuple(float(rect.get(name) or 0) for name in ("x", "y", "width", "height"))
        for rect in tree.iter(f"{SVG}rect")
        if rect.get("class") == "box"
    ]
    assert len(boxes) == 46 + 4  # those of the legend
    assert_apart(boxes)
    marks = [text.text for text in tree.iter(f"{SVG}text")]
    assert {"✓", "▸", "○", "·"} <= set(marks)


def assert_apart(boxes: list[tuple[float, ...]]) -> None:
    for (x, y, w, h), (x2, y2, w2, h2) in combinations(boxes, 2):
        assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y


@given(
    size=st.integers(1, 24),
    pairs=st.sets(st.tuples(st.integers(0, 23), st.integers(0, 23)), max_size=50),
    wide=st.sampled_from([30.0, 120.0, 400.0]),
)
@settings(max_examples=int(os.environ.get("PAPERNOTES_TRIES", "40")), deadline=None)
def test_no_boxes_overlap_and_no_line_runs_through_one(
    size: int, pairs: set[tuple[int, int]], wide: float
) -> None:
    arcs = [Arc(max(p), min(p), "needs", "") for p in sorted(pairs) if max(p) < size]
    arcs = [arc for arc in dict.fromkeys(arcs) if arc.source != arc.target]
    placed = layout(Graph([Node(None, "x")] * size, arcs, [], False, "mine"), wide)
    assert_apart([tuple(box) for box in placed.boxes])
    for box in placed.boxes:
        assert box.x >= 0
        assert box.x + box.width <= placed.width
        assert box.y + box.height <= placed.height
    for arc, line in zip(arcs, placed.lines, strict=True):
        for place, box in enumerate(placed.boxes):
            if place not in (arc.source, arc.target):
                assert not any(crosses(box, a, b) for a, b in pairwise(line))


def crosses(box: tuple[float, ...], a: tuple[float, float], b: tuple[float, float]) -> bool:
    """Whether the line from a to b comes into the box (clipped as Liang and Barsky do)."""
    x, y, wide, high = box[0] + 1, box[1] + 1, box[2] - 2, box[3] - 2
    low, top = 0.0, 1.0
    for start, step, least, most in (
        (a[0], b[0] - a[0], x, x + wide),
        (a[1], b[1] - a[1], y, y + high),
    ):
        if step == 0:
            if not least < start < most:
                return False
            continue
        ends = sorted(((least - start) / step, (most - start) / step))
        low, top = max(low, ends[0]), min(top, ends[1])
    return low < top


@pytest.fixture
def hostile_graph(run: Run, catalog: Callable[..., Path]) -> Run:
    texts = {name: f"{text} ]]> --> \" ' \ufffe" for name, text in ATTACKS.items()}
    papers = [
        paper(n, title=text, short=text, takeaway=text, topics=[text], needs={"paper-1": text})
        for n, text in enumerate([HOSTILE, *texts.values()], 1)
    ]
    papers.append(
        paper(99, title="漢字" * 60, url='https://e.org/"><script>x</script>', arxiv=None)
    )
    catalog("mine", HEAD + "".join(papers))
    return lambda *words, **environ: run(*words, **{**MINE, **environ})


@pytest.mark.parametrize("format_", FORMATS)
def test_hostile_texts_stay_texts_in_every_format(format_: str, hostile_graph: Run) -> None:
    result = hostile_graph("graph", "-f", format_, "--helps")
    assert result.code == 0
    assert_harmless(result.out)
    if format_ in ("svg", "html"):
        assert "<script" not in result.out
        assert "<img" not in result.out
        assert not re.search(r"<[^>]*\son\w+=", result.out)
    if format_ == "svg":
        parsed(result.out)
    if format_ == "mermaid":
        for line in result.lines[1:]:
            assert re.fullmatch(
                r'  (p\d+\["[^"<>\[\]{}|\\`*_~$@]*"\]:::\w+|click p\d+ href "[^"<>\s]*" _blank'
                r"|p\d+ --> p\d+|classDef .*)",
                line,
            ), line


def test_a_page_takes_nothing_from_elsewhere_and_runs_nothing(run: Run) -> None:
    page = run("graph", "-f", "html").out
    assert "default-src 'none'" in page
    assert not re.search(r"<(script|img|link|iframe|object|embed|form)\b|@import|url\(http", page)
    picture = page[page.index("<svg") : page.index("</svg>") + 6]
    parsed(picture)
    assert page.count('<li id="p') == 46


@pytest.mark.skipif(
    not shutil.which("dot") and not os.environ.get("CI"), reason="Graphviz is not installed"
)
def test_graphviz_reads_what_is_written_for_it(hostile_graph: Run, run: Run) -> None:
    for text in (run("graph", "-f", "dot").out, hostile_graph("graph", "-f", "dot").out):
        done = subprocess.run(
            ["dot", "-Tplain"], input=text.encode(), capture_output=True, check=False
        )
        assert (done.returncode, b"rror" in done.stderr) == (0, False), done.stderr
        nodes = len(re.findall(r"^  p\d+ \[", text, re.MULTILINE))
        assert done.stdout.count(b"\nnode ") == nodes


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_wide_and_hostile_names_keep_to_the_window(columns: str, hostile_graph: Run) -> None:
    drawn = hostile_graph("graph", "--helps", "--color", "always", COLUMNS=columns)
    assert max(map(cell_len, bare(drawn.out).splitlines())) <= int(columns)


@pytest.mark.usefixtures("run")
def test_without_unicode_the_tree_is_ascii() -> None:
    ascii_ = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "FORCE_COLOR": "1"}
    drawn = bare(piped("graph", "33", COLUMNS="70", **ascii_).out)
    assert "`- " in drawn
    assert drawn.isascii()


def test_a_picture_of_thousands_is_refused_and_a_paper_of_them_is_drawn(
    run: Run, catalog: Callable[..., Path]
) -> None:
    catalog("mine", HEAD + paper(1) + "".join(needing(n, 1) for n in range(2, 502)))
    refused = run("graph", "-f", "html", **MINE)
    assert (refused.code, refused.out) == (2, "")
    assert "--format dot" in refused.err
    assert run("graph", "7", "-f", "html", **MINE).code == 0
