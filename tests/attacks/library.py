"""A library in which every text is hostile, and a line for each command to meet it with."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from papernotes.notes import file_name
from tests.attacks.texts import (
    ATTACKS,
    HOSTILE,
    PAGE,
    assert_drawn_harmlessly,
    assert_harmless,
)
from tests.conftest import Result, Run, paper
from tests.test_streams import CATALOG

# For each command, and for none, what it does in the library of `hostile`.
EXAMPLES = {
    "": [],
    "list": ["list"],
    "show": ["show", "1"],
    "next": ["next", "-n", "9"],
    "graph": ["graph", "--helps"],
    "stats": ["stats"],
    "export": ["export", "--notes", "--progress"],
    "start": ["start", "2", "1"],
    "done": ["done", "1", "3", "-m", HOSTILE.replace("\x00", "")],
    "skip": ["skip", "2-4"],
    "reset": ["reset", "1-4"],
    "undo": ["undo"],
    "redo": ["redo"],
    "rate": ["rate", "1-3", "4"],
    "tag": ["tag", "1", "+x [red] :smile: $(x)"],
    "takeaway": ["takeaway", "1", HOSTILE.replace("\x00", "")],
    "note": ["note", "1", "-m", HOSTILE.replace("\x00", "")],
    "search": ["search", "evil"],
    "similar": ["similar", "1"],
    "path": ["path", "2-4", "--helps"],
    "goal": ["goal", "2", "3"],
    "later": ["later", "2", "10"],
    "open": ["open", "1", "--print"],
    "log": ["log"],
    "paths": ["paths"],
    "config": ["config"],
    "add": [
        *("add", "--title", f"new {HOSTILE}".replace("\x00", ""), "--author", ATTACKS["bidi"]),
        *("--link", f"{ATTACKS['colour']}={PAGE}"),
    ],
    "import": ["import", str(Path(__file__).parent.parent / "data" / "bib" / "jabref.bib")],
    "edit": ["edit", "1"],
    "remove": ["remove", "1", "--yes"],
    "catalog list": ["catalog", "list"],
    "catalog add": ["catalog", "add", str(CATALOG), "--name", "club"],
    "catalog new": ["catalog", "new", "group", "--from", "evil"],
    "catalog update": ["catalog", "update", "evil", "--from", str(CATALOG), "--yes"],
    "catalog rename": ["catalog", "rename", "spare", "worse"],
    "catalog use": ["catalog", "use", "evil"],
    "catalog refresh": ["catalog", "refresh", "evil"],
    "catalog remove": ["catalog", "remove", "evil"],
    "check": ["check"],
    "completion": ["completion", "bash"],
}
MODES = {
    "piped": [],
    "json": ["--json"],
    "drawn": ["--color", "always"],
}
FIELDS = {
    "": {2, 3, 8, 10},
    "show": {2, 3, 4, 5},
    "next": {8},
    "path": {8},
    "graph": {12},
    "search": {8},
    "similar": {9},
    "log": {8},
    "note": {1},
    "open": {1},
    "paths": {2},
    "config": {3},
    "check": {6},
    "completion": {1},
    "export": {1},
    "stats": {3, 4, 5},
    "catalog list": {6},
    "catalog add": {6},
    "catalog new": {6},
    "catalog update": {7},
    "catalog rename": {6},
    "catalog use": {6},
    "catalog remove": {2},
}


def assert_all_harmless(name: str, mode: str, result: Result) -> None:
    assert result.out
    assert "Traceback" not in result.err
    assert_harmless(result.err)
    assert "\t" not in result.err
    if mode == "drawn":
        assert_drawn_harmlessly(result.out)
    else:
        assert_harmless(result.out)
    if mode == "json":
        assert "\t" not in result.out
        assert isinstance(result.json, list | dict)
    if mode == "piped":
        fields = FIELDS.get(name, {7})
        assert {len(row) for row in result.rows} <= fields


@pytest.fixture
def hostile(
    run: Run, catalog: Callable[..., Path], home: Path, monkeypatch: pytest.MonkeyPatch
) -> Run:
    """A library in which every text is hostile, and the program run on it."""
    monkeypatch.setenv("EDITOR", "true")  # an editor that leaves everything as it is
    texts: dict[str, Any] = {
        "title": HOSTILE,
        "short": HOSTILE,
        "authors": [HOSTILE, "Second " + HOSTILE],
        "venue": HOSTILE,
        "kind": HOSTILE,
        "topics": [HOSTILE, "second " + HOSTILE],
        "takeaway": HOSTILE,
        "detail": HOSTILE,
        "links": [{"label": HOSTILE, "url": PAGE}],
        "helps": {toml(HOSTILE)[1:-1]: HOSTILE, "paper-3": HOSTILE},
        toml(f"unknown {HOSTILE}"): HOSTILE,
    }
    head = f"schema = 1\ntitle = {toml(HOSTILE)}\n{toml(HOSTILE)} = {toml(HOSTILE)}\n\n"
    pages = [{"url": f"{PAGE}{number}"} for number in range(1, 5)]
    papers = [paper(1, **texts, **pages[0])]
    papers += [paper(2, **texts, **pages[1], needs={"paper-1": HOSTILE})]
    papers += [paper(3, **texts, **pages[2])]
    papers += [paper(4, **texts, **pages[3], arxiv=None, doi="10.1234/[red]x[/red]")]
    catalog("evil", head + "".join(papers))
    catalog("spare", head + paper(9, **texts, **pages[0]))
    folder = home / "data" / "notes"
    folder.mkdir(parents=True)
    (folder / file_name("arxiv:2001.00001")).write_text(HOSTILE, encoding="utf-8", newline="")
    started = run("start", "1", "3", "--on", "2026-01-02", PAPERNOTES_CATALOG="evil")
    assert started.code == 0, started.err
    run("done", "4", "--on", "2026-01-03", PAPERNOTES_CATALOG="evil")
    (own,) = (home / "data" / "journal").iterdir()
    by_hand(
        home,
        "otherdevice",
        {"kind": "takeaway", "papers": ["arxiv:2001.00001"], "takeaway": HOSTILE},
        {"kind": "tag", "papers": ["arxiv:2001.00001"], "add": [HOSTILE, "plain"]},
        {
            "kind": HOSTILE,
            "papers": [HOSTILE, "arxiv:2001.00001"],
            "target": HOSTILE,
            toml(HOSTILE): HOSTILE,
        },
    )
    # The newest of this device, of a paper that no catalog has: undone by its title alone.
    by_hand(home, own.name, {"kind": "done", "papers": ["arxiv:2001.99999"]}, segment="0002")

    def call(*arguments: str, **environ: str) -> Result:
        return run(*arguments, **{"PAPERNOTES_CATALOG": "evil", **environ})

    return call


def toml(value: object) -> str:
    """A string or an array of strings: JSON, but for a letter that TOML does not take raw."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def by_hand(home: Path, device: str, *events: dict[str, Any], segment: str = "0001") -> None:
    """A journal's segment as somebody else's program may have written it."""
    lines = ["schema = 1", f"device = {toml(ATTACKS['colour'])}", ""]
    for position, event in enumerate(events):
        lines.append("[[event]]")
        table = {
            "id": f"{1_900_000_000_000_000 + position}-{device}",
            "at": HOSTILE,
            "titles": [HOSTILE],
            **event,
        }
        lines += [f"{name} = {toml(value)}" for name, value in table.items()]
        lines.append("")
    folder = home / "data" / "journal" / device
    folder.mkdir(exist_ok=True)
    (folder / f"{segment}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
