"""Papers that are like one another, and the words that make them so."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papernotes.library.core import open_library
from papernotes.library.likeness import Near, near
from papernotes.library.refs import resolve
from papernotes.model.text import fold
from papernotes.notes import file_name
from papernotes.paths import places
from papernotes.query.sql import where
from papernotes.query.telling import forms, profile, root, shared
from papernotes.query.terms import parse
from papernotes.settings import Given
from tests.attacks.texts import HOSTILE
from tests.conftest import HEAD, Run, paper
from tests.strategies import lines

pytestmark = pytest.mark.usefixtures("warm")


def keys(run: Run, *arguments: str, **environ: str) -> list[str]:
    found = run("similar", *arguments, "--json", **environ)
    assert (found.code, found.err) == (0, "")
    return [each["paper"]["key"] for each in found.json]


def words(run: Run, ref: str, other: str) -> list[str]:
    found: list[Any] = run("similar", ref, "-n", "50", "--json").json
    (each,) = [each for each in found if each["paper"]["key"] == other]
    said: list[str] = each["words"]
    return said


# What people who know the papers expect

EXPECTED = [
    ("lora", "lcm-lora"), ("lora", "qlora"), ("qlora", "lora"), ("dpr", "hyde"), ("dpr", "rag"),

    ("hyde", "dpr"), ("consistency-models", "lcm"), ("lcm", "lcm-lora"), ("lcm-lora", "lora"),
    ("sparse-moe", "moe-explained"), ("moe-explained", "sparse-moe"), ("bert", "gpt"),
    ("gpt", "bert"), ("gpt2", "gpt3"), ("t5", "gpt"), ("dpo", "self-rewarding"),
    ("dpo", "instructgpt"), ("ppo", "dpo"), ("self-rewarding", "dpo"), ("pre-ln", "layernorm"),
    ("constitutional-ai", "instructgpt"), ("self-instruct", "instructgpt"), ("vit", "clip"),
    ("alibi", "attention"), ("rwkv", "attention"), ("llama", "llama2"), ("llama2", "llama-guard"),
    ("chinchilla", "scaling-laws"), ("scaling-laws", "chinchilla"), ("codex", "wizardcoder"),
]  # fmt: skip


def test_of_the_bundled_papers_those_are_near_that_belong_together(run: Run) -> None:
    first = {ref: keys(run, ref, "-n", "3") for ref in {ref for ref, _ in EXPECTED}}
    assert [pair for pair in EXPECTED if pair[1] not in first[pair[0]]] == []


@pytest.mark.parametrize(
    ("ref", "other", "said"),
    [
        ("lora", "lcm-lora", ["LoRA", "low-rank"]),
        ("attention", "rwkv", ["Transformer", "recurrence", "attention"]),
        ("moe-explained", "sparse-moe", ["experts"]),
        ("dpo", "ppo", ["Optimization", "policy"]),
        ("rag", "chain-of-note", ["Retrieval-Augmented"]),
        ("consistency-models", "lcm", ["consistency"]),
    ],
)
def test_the_words_are_telling_and_written_as_people_write_them(
    ref: str, other: str, said: list[str], run: Run
) -> None:
    assert words(run, ref, other)[: len(said)] == said


def test_every_bundled_paper_has_near_ones_and_is_none_of_them(run: Run) -> None:
    for entry in run("list", "--json").json:
        found = keys(run, entry["key"])
        assert len(found) == 5
        assert entry["key"] not in found


# What is printed


def test_a_pipe_gets_the_columns_of_list_the_likeness_and_the_words(run: Run) -> None:
    (row,) = run("similar", "lora", "-n", "1").rows
    (listed,) = run("list", "LCM-LoRA").rows
    assert row[:-2] == listed
    assert 0 < float(row[-2]) < 1
    assert row[-1] == "LoRA,low-rank"


def test_plain_words_say_all_of_it(run: Run) -> None:
    (line,) = run("similar", "qlora", "-n", "1", "--plain").lines
    assert line.startswith("11\tLoRA: Low-Rank Adaptation")
    why = "in common: LoRA, QLoRA, Freeze, adapters; topics finetuning, efficiency"
    assert line.endswith(f"\t{why}")
    assert "\tlikeness 0." in line


def test_without_a_ref_it_is_the_paper_that_you_are_reading(run: Run) -> None:
    run("start", "qlora")
    assert run("similar").out == run("similar", "qlora").out


def test_more_papers_are_the_same_ones_and_others_after_them(run: Run) -> None:
    many = run("similar", "lora", "-n", "50").lines
    assert len(many) > 20
    assert run("similar", "lora").lines == many[:5]


# Catalogs of one's own


def test_needs_and_authors_make_no_paper_near(run: Run, catalog: Callable[..., Path]) -> None:
    catalog(
        "mine",
        HEAD
        + paper(1, title="Zebra stripes", authors=["Ada Quagga"])
        + paper(2, title="Walrus tusks", authors=["Ada Quagga"], needs=["paper-1"])
        + paper(3, title="Quagga foals")
        + paper(4, title="Stripes of the zebra"),
    )
    assert keys(run, "1", PAPERNOTES_CATALOG="mine") == ["paper-4"]


def test_your_takeaway_and_your_note_count(
    run: Run, catalog: Callable[..., Path], home: Path
) -> None:
    catalog(
        "mine", HEAD + "".join(paper(n, title=t) for n, t in ((1, "Ox"), (2, "Yak"), (3, "Elk")))
    )
    here = {"PAPERNOTES_CATALOG": "mine"}
    assert keys(run, "1", **here) == []
    run("takeaway", "1", "Ruminants digest twice", **here)
    note = home / "data" / "notes" / file_name("arxiv:2001.00002")
    note.parent.mkdir(exist_ok=True)
    note.write_text("# Yak\n\nA ruminant, digesting grass.\n", "utf-8")
    assert keys(run, "1", **here) == ["paper-2"]
    assert run("similar", "2", **here).rows[0][-1] == "digesting,ruminant"


def test_nothing_near_is_said_and_no_failure(run: Run, catalog: Callable[..., Path]) -> None:
    catalog("mine", HEAD + paper(1, title="∑ ∂ → ∞ 3.14") + paper(2, title="Walrus"))
    for ref in ("1", "2"):
        said = run("similar", ref, PAPERNOTES_CATALOG="mine")
        assert (said.code, said.out) == (0, "")
        assert said.err.startswith("No other paper here has words that tell of “")
        drawn = run("similar", ref, "--color", "always", PAPERNOTES_CATALOG="mine")
        assert (drawn.code, drawn.err) == (0, "")
        assert "No other paper" in drawn.out
        assert run("similar", ref, "--json", PAPERNOTES_CATALOG="mine").json == []


def test_copies_in_other_catalogs_are_the_same_work_and_each_is_shown_once(
    run: Run, catalog: Callable[..., Path]
) -> None:
    lora = {"title": "LoRA: Low-Rank Adaptation", "key": "lora", "arxiv": "2106.09685"}
    qlora = {"title": "QLoRA: LoRA on quantized models", "key": "qlora", "arxiv": "2305.14314"}
    text = HEAD + paper(1, **lora) + paper(2, **qlora) + paper(3, title="LoRA for walruses")
    catalog("mine", text)
    rows = run("similar", "lora", "-a", "-n", "50").rows
    assert {(row[-1], row[1]) for row in rows} >= {("llm", "qlora"), ("mine", "paper-3")}
    assert "lora" not in [row[1] for row in rows]
    assert [row[-1] for row in rows if row[1] == "qlora"] == ["llm"]
    assert "lora" not in keys(run, "mine/lora", "-n", "50")
    assert keys(run, "llm/lora", PAPERNOTES_CATALOG="mine") == ["qlora", "paper-3"]


def test_an_index_that_cannot_be_written_is_as_good(run: Run) -> None:
    expected = run("similar", "lora").out
    index = places(os.environ).index_file
    for path in index.parent.iterdir():
        path.unlink()
    index.mkdir()  # so that it can only be made in memory
    assert run("similar", "lora").out == expected
    assert index.is_dir()


def test_a_look_for_words_writes_nothing_to_the_index(run: Run) -> None:
    run("list")
    index = places(os.environ).index_file
    before = (index.read_bytes(), index.stat().st_mtime_ns)
    run("similar", "lora")
    assert (index.read_bytes(), index.stat().st_mtime_ns) == before
    index.chmod(0o400)
    assert run("similar", "lora").code == 0


def test_a_word_that_is_an_operator_is_a_word(run: Run, catalog: Callable[..., Path]) -> None:
    titles = ["NEAR AND zebra NOT OR quagga NEAREST", "Zebra quagga", "nearest NEAR quaggas"]
    catalog("mine", _titled(*titles))
    assert keys(run, "1", PAPERNOTES_CATALOG="mine") == ["paper-2", "paper-3"]


# Whatever a title holds


def _titled(*titles: str) -> str:
    return HEAD + "".join(paper(n, title=title) for n, title in enumerate(titles, 1))


@settings(
    max_examples=15 * int(os.environ.get("PAPERNOTES_TRIES", "1")),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(title=st.one_of(lines, st.text(' "*()-^:+{}abcANDORNOTéß中', min_size=1)))
def test_no_title_is_an_error_or_a_query_or_near_to_itself(
    title: str, run: Run, catalog: Callable[..., Path]
) -> None:
    title = title.strip() or "x"
    catalog("mine", _titled(title, f"{title} again", 'NEAR("zebra" walrus) OR title : x*'))
    for ref in ("1", "3"):
        found = run("similar", ref, "--json", PAPERNOTES_CATALOG="mine")
        assert (found.code, found.err) == (0, "")
        numbers = [each["paper"]["number"] for each in found.json]
        assert int(ref) not in numbers
        assert all(0 < each["score"] <= 1 for each in found.json)


def test_hostile_text_is_searched_for_as_words(run: Run, catalog: Callable[..., Path]) -> None:
    texts = [HOSTILE.replace("\x00", ""), 'quagga" OR "zebra', "quagga", "zebra* NOT quagga"]
    catalog("mine", _titled(*texts))
    found = run("similar", "2", "--json", PAPERNOTES_CATALOG="mine").json
    assert {each["paper"]["number"] for each in found} == {3, 4}
    assert all(each["paper"]["title"] == texts[each["paper"]["number"] - 1] for each in found)


# Words by themselves


@pytest.mark.parametrize(
    "family",
    ["model models modeling modelling modeled", "scale scales scaling scaled", "policy policies",
     "tune tunes tuned tuning", "loss losses", "code codes coding", "retrieve retrieval retrieving",
     "embedding embeddings", "image images", "memory memories", "tree trees", "skill skills"],
)  # fmt: skip
def test_forms_of_a_word_have_one_root_and_are_found_from_it(family: str) -> None:
    (name,) = {root(word) for word in family.split()}
    assert set(family.split()) <= set(forms(name))


@pytest.mark.parametrize(
    "word", ["the", "uses", "using", "12", "4bit", "rl", "lms", "paper", "½", "ﷺ"]
)
def test_what_tells_nothing_has_no_root(word: str) -> None:
    assert root(fold(word)) == ""


@given(word=st.text("abcdegilnsuy", min_size=3, max_size=9))
def test_a_word_is_among_the_forms_of_its_root(word: str) -> None:
    name = root(word)
    assert not name or word in forms(name)


def test_what_both_write_with_hyphens_stays_together() -> None:
    ours = profile([("Self-Play and Low-Rank Maps", 1.0), ("maps of low-rank play", 0.5)])
    theirs = profile([("Low-rank maps at play", 1.0)])
    worth = {"low": 2.0, "rank": 2.0, "map": 3.0, "pla": 1.0}
    assert shared(ours, theirs, worth) == ["low-rank", "maps", "play"]
    assert shared(ours, theirs, {"map": 3.0, "pla": 0.1}) == ["maps"]


# What `next` may go by


def _near(liked: dict[str, float], limit: int = 5, query: str = "") -> list[Near]:
    with open_library(places(os.environ), Given({})) as library:
        rated = [(resolve(library, ref), weight) for ref, weight in liked.items()]
        terms = parse(query.split())
        return near(library, rated, limit, **({"among": where(terms)} if terms else {}))


def _keys(found: list[Near]) -> list[str | None]:
    return [each.entry.paper.key for each in found]


def test_what_is_like_the_liked_ones_comes_first_and_names_the_nearest(run: Run) -> None:
    run("done", "lora", "dpr")
    found = _near({"lora": 5.0, "dpr": 4.0})
    assert found[0].entry.paper.key == "lcm-lora"
    assert {each.nearest.paper.key for each in found} == {"lora", "dpr"}
    assert all(0 < each.score <= 1 for each in found)
    assert [each.score for each in found] == sorted((e.score for e in found), reverse=True)
    assert found == _near({"dpr": 4.0, "lora": 5.0})
    assert _near({}) == _near({"lora": 0.0}) == []


def test_nothing_settled_and_nothing_liked_is_near(run: Run) -> None:
    assert "lcm-lora" in _keys(_near({"lora": 1.0}, 50))
    run("done", "lcm-lora")
    run("skip", "qlora")
    assert not {"lora", "lcm-lora", "qlora"} & set(_keys(_near({"lora": 1.0}, 50)))


def test_a_query_narrows_what_is_near(run: Run) -> None:
    run("list")
    found = _near({"lora": 1.0}, 50, "topic:diffusion")
    assert _keys(found)[0] == "lcm-lora"
    assert all("diffusion" in each.entry.paper.topics for each in found)


def test_more_liking_never_makes_a_paper_less_near(run: Run) -> None:
    run("list")
    alone = {each.entry.paper.key: each.score for each in _near({"lora": 1.0}, 50)}
    both = {each.entry.paper.key: each.score for each in _near({"lora": 1.0, "lcm": 1.0}, 50)}
    assert all(both[key] >= score - 1e-9 for key, score in alone.items() if key in both)
    assert both["lcm-lora"] > alone["lcm-lora"]
