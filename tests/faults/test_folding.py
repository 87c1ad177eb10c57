"""A home where "A" and "a" are one name: nothing is written over something else."""

from pathlib import Path

from tests.conftest import HEAD, paper
from tests.faults.kept import events
from tests.faults.processes import Home

UPPER, LOWER = "https://example.org/A", "https://example.org/a"


def club(home: Home, number: int) -> str:
    file = home.path.parent / f"list-{number}.toml"
    file.write_text(HEAD + paper(number), "utf-8")
    return str(file)


def by_hand(home: Home, name: str, text: str) -> Path:
    file = home.path / "data" / "catalogs" / name
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    return file


def test_a_catalog_is_not_put_over_one_whose_name_differs_in_case(folding: Home) -> None:
    mine = by_hand(folding, "Foo/papers.toml", HEAD + paper(9))
    refused = folding.run("catalog", "add", club(folding, 1), "--name", "foo")
    assert refused.code == 1
    assert "there is a catalog foo already" in refused.err
    assert mine.read_text("utf-8") == HEAD + paper(9)
    assert [path.name for path in mine.parent.parent.iterdir()] == ["Foo"]
    assert folding.run("catalog", "add", club(folding, 1), "--name", "bar").code == 0
    assert folding.run("catalog", "add", club(folding, 2), "--name", "bar").code == 1
    assert len(folding.run("list", "--catalog", "bar").out.splitlines()) == 1


def test_papers_are_added_to_the_file_that_is_there_however_it_is_written(folding: Home) -> None:
    mine = by_hand(folding, "mine/Papers.TOML", HEAD + paper(9))
    assert folding.run("add", "2401.00001", "--title", "New", "--catalog", "mine").code == 0
    assert mine.with_name("papers.toml").exists() != mine.exists()
    (file,) = mine.parent.iterdir()
    assert file.read_text("utf-8").startswith(HEAD + paper(9))
    assert len(folding.run("list", "--catalog", "mine").out.splitlines()) == 2


def test_notes_of_ids_that_differ_in_case_are_two(folding: Home) -> None:
    for url in (UPPER, LOWER):
        assert folding.run("add", url).code == 0
        assert folding.run("note", f"url:{url}", "-m", f"About {url}.").code == 0
    notes = [path.read_bytes() for path in (folding.path / "data" / "notes").iterdir()]
    assert len(notes) == 2
    for url in (UPPER, LOWER):
        (held,) = [note for note in notes if f"About {url}.".encode() in note]
        assert held.count(b"About") == 1
        shown = folding.run("show", f"url:{url}", "--json").out
        assert f"About {url}." in shown


def test_what_was_set_aside_is_not_written_over(folding: Home) -> None:
    for number in (1, 2):
        assert folding.run("catalog", "add", club(folding, number), "--name", "club").code == 0
        assert folding.run("catalog", "remove", "club").code == 0
    kept = [path / "papers.toml" for path in (folding.path / "state" / "set-aside").iterdir()]
    assert sorted(path.read_text("utf-8") for path in kept) == [HEAD + paper(n) for n in (1, 2)]


def test_a_segment_whose_name_differs_in_case_is_not_written_over(folding: Home) -> None:
    assert folding.run("done", "1").code == 0
    (segment,) = (folding.path / "data" / "journal").glob("*/*.toml")
    upper = segment.rename(segment.with_name("0001.TOML"))
    held = upper.read_bytes()
    marked = folding.run("done", "2")
    assert upper.read_bytes() == held
    assert marked.code == 1
    assert "could not record it" in marked.err
    upper.rename(segment)
    assert folding.run("done", "2").code == 0
    assert len(events(folding.path)) == 2


def test_a_device_is_found_again_where_its_folder_was_renamed_in_capitals(folding: Home) -> None:
    assert folding.run("done", "1").code == 0
    (segment,) = (folding.path / "data" / "journal").glob("*/*.toml")
    folder = segment.parent.rename(segment.parent.with_name(segment.parent.name.upper()))
    assert folding.run("done", "2").code == 0
    assert [path.name for path in folder.iterdir()] == ["0001.toml"]
    assert len(events(folding.path)) == 2
    assert len(folding.run("list", "--status", "done").out.splitlines()) == 2
