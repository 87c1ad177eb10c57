"""What the bundled catalog, data/papers.toml, promises; checked as data, not by our reader."""

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from datetime import date
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

Paper = dict[str, Any]

HERE = Path(__file__).parent
CATALOG_FILE = HERE.parent / "data" / "papers.toml"
SHINGLES_FILE = HERE / "data" / "seed-shingles.txt"

CATALOG: dict[str, Any] = tomllib.loads(CATALOG_FILE.read_text(encoding="utf-8"))
PAPERS: list[Paper] = CATALOG["paper"]
BY_NUMBER: dict[int, Paper] = {paper["number"]: paper for paper in PAPERS}
BY_KEY: dict[str, Paper] = {paper["key"]: paper for paper in PAPERS}

# In the order in which a block is laid out.
FIELDS = [
    "number",
    "key",
    "short",
    "title",
    "authors",
    "published",
    "venue",
    "arxiv",
    "doi",
    "url",
    "kind",
    "pages",
    "topics",
    "takeaway",
    "detail",
    "needs",
    "helps",
    "links",
]
OPTIONAL = {"arxiv", "doi", "url", "pages", "needs", "helps", "links"}
KINDS = {"paper", "post", "survey"}
TOPICS = {
    "architecture",
    "pretraining",
    "scaling",
    "finetuning",
    "alignment",
    "retrieval",
    "efficiency",
    "evaluation",
    "code",
    "multimodal",
    "vision",
    "diffusion",
    "agents",
    "rl",
    "moe",
    "safety",
    "data",
}
LONGEST_TAKEAWAY = 160
LONGEST_DETAIL = 600
RUN_LENGTH = 5

# What the reading list's own note on each paper says: its figures and names, mended where it erred
# (TriviaQA takes 64 examples, not 50). A takeaway may say more, never less. 43 had no note.
FACTS: dict[int, list[str]] = {
    1: ["queries", "keys", "values", "position embeddings", "heads", "feed-forward", "skip"],
    2: ["decoder", "pre-train", "fine-tune"],
    3: ["left-to-right", "encoder", "pre-train", "fine-tune"],
    4: ["encoder-only", "decoder-only", "text in, text out", "pre-train", "fine-tune"],
    5: ["pre-train", "unsupervised"],
    6: ["unsupervised", "5 for coqa", "50 for winogrande and piqa", "64 for triviaqa"],
    7: ["10x", "5.5x", "1.8x"],
    8: ["10x", "3.2x the parameters", "3.2x the tokens"],
    9: ["smol", "public", "trained well past"],
    10: ["40 labelers", "supervised fine-tuning", "reward model", "ppo"],
    11: ["low-rank", "rank one"],
    12: ["4-bit", "double quantization", "paged optimizers"],
    13: ["dense embeddings", "precision"],
    14: ["semi-parametric", "dense vector", "non-parametric", "pre-trained llm"],
    15: ["chunks", "chunked cross-attention"],
    16: ["google search"],
    17: ["llm", "hypothetical"],
    18: ["for-loops", "sram"],
    19: ["constant bias", "query-key dot product", "hyperparameter m", "cached q, k, v"],
    20: ["fine-tune", "code"],
    21: ["mean and variance", "layer"],
    22: ["ahead of each sub-layer", "layer norm"],
    23: ["clip", "surrogate"],
    24: ["harder", "who answers"],
    25: ["27,540", "1 million", "binary", "sft", "rejection sampling", "ppo", "ghost attention"],
    26: ["linear attention", "inference", "rnn"],
    27: ["constitution", "16 harmlessness principles", "model"],
    28: ["noise", "softmax", "regularizer", "expert"],
    29: ["400 million", "project"],
    30: ["flatten", "2d patches"],
    31: ["reflection", "memory", "retrieval"],
    32: ["open-source", "permissive-use"],
    33: ["separate reward model"],
    34: ["gaussian noise straight back to the data"],
    35: ["consistency", "latent", "distill a diffusion model"],
    36: ["lora", "combine"],
    37: ["retrieved document"],
    38: ["bitter lesson"],
    39: ["bellman", "replay buffer"],
    40: ["classification guidelines", "multiple-choice"],
    41: ["synthetic data", "reward function"],
    42: ["subnetworks per block", "parameters", "inference", "training", "over devices"],
    43: ["175", "52k", "gpt-3", "instructgpt"],
    44: [
        "data and checkpoints",
        "replay",
        "memorization",
        "dedup",
        "data order",
        "gender debiasing",
        "negative results",
    ],
    45: [
        "own rewards",
        "no gpt-4 distilled",
        "llama 2 70b",
        "3 iterations",
        "claude 2",
        "gemini pro",
        "gpt-4 0613",
        "alpacaeval 2.0",
    ],
    46: ["survey", "model", "task", "auto-j", "correlation", "in place of alpacaeval"],
}

every_paper = pytest.mark.parametrize("paper", PAPERS, ids=[paper["key"] for paper in PAPERS])


def needs_and_helps(paper: Paper) -> dict[str, str]:
    return {**paper.get("needs", {}), **paper.get("helps", {})}


def published_between(paper: Paper) -> tuple[date, date]:
    """The first and the last day that `published` allows: a day, or a string "YYYY-MM"."""
    published = paper["published"]
    if isinstance(published, date):
        return published, published
    year, month = map(int, published.split("-"))
    return date(year, month, 1), date(year, month, 28)


def ids(paper: Paper) -> list[str]:
    found = [f"arxiv:{paper['arxiv']}"] if "arxiv" in paper else []
    if "doi" in paper:
        found.append(f"doi:{paper['doi'].lower()}")
    if "url" in paper:
        found.append(f"url:{paper['url'].lower().rstrip('/')}")
    return found


def sentences(text: str) -> int:
    return len(re.findall(r"[.!?][)'\"]*(?=\s+[A-Z0-9'\"(]|$)", text))


def strings(value: object) -> Iterator[str]:
    """Every string in a TOML value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from strings(item)


def shingles(text: str) -> set[str]:
    """The hash of every run of five words, as seed-shingles.txt describes it."""
    plain = re.sub(r"(?<=\w)[-‐‑'’](?=\w)", "", unicodedata.normalize("NFKC", text).lower())
    words = [word for word in re.findall(r"\w+", plain) if any(map(str.isalpha, word))]
    runs = (" ".join(words[i : i + RUN_LENGTH]) for i in range(len(words) - RUN_LENGTH + 1))
    return {hashlib.sha256(run.encode()).hexdigest()[:16] for run in runs}


def seed_shingles() -> list[str]:
    lines = SHINGLES_FILE.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def our_words(paper: Paper) -> list[str]:
    labels = [link["label"] for link in paper.get("links", [])]
    return [paper["takeaway"], paper["detail"], *needs_and_helps(paper).values(), *labels]


# The catalog as a whole


def test_it_says_what_it_is() -> None:
    assert CATALOG["schema"] == 1
    assert CATALOG["title"] == "LLM paper club"
    assert set(CATALOG) == {"schema", "title", "paper"}


def test_it_holds_46_papers_numbered_in_order() -> None:
    assert [paper["number"] for paper in PAPERS] == list(range(1, 47))


def test_no_two_papers_share_a_key() -> None:
    assert len(BY_KEY) == len(PAPERS)


def test_no_two_papers_share_an_id() -> None:
    found = [id_ for paper in PAPERS for id_ in ids(paper)]
    assert len(found) == len(set(found))


def test_no_two_papers_share_a_title_or_short_name() -> None:
    for field in ("title", "short"):
        assert len({paper[field].casefold() for paper in PAPERS}) == len(PAPERS)


def test_no_two_takeaways_or_details_are_alike() -> None:
    for field in ("takeaway", "detail"):
        assert len({paper[field].casefold() for paper in PAPERS}) == len(PAPERS)


def test_every_topic_of_the_vocabulary_is_used() -> None:
    assert {topic for paper in PAPERS for topic in paper["topics"]} == TOPICS


def test_following_needs_and_helps_never_leads_in_a_circle() -> None:
    graph = {paper["key"]: set(needs_and_helps(paper)) for paper in PAPERS}
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


def test_the_file_is_laid_out_for_editing_by_hand() -> None:
    text = CATALOG_FILE.read_bytes().decode("utf-8")
    assert "\r" not in text
    assert "\t" not in text
    assert text.endswith("]\n") or text.endswith("}\n") or text.endswith('"\n')
    assert not [line for line in text.splitlines() if line != line.rstrip()]
    assert text.count("[[paper]]\n") == len(PAPERS)
    assert "CONTRIBUTING.md" in text.partition("schema")[0]


# Each paper


@every_paper
def test_fields_stand_in_the_documented_order(paper: Paper) -> None:
    assert list(paper) == [field for field in FIELDS if field in paper]
    assert set(FIELDS) - set(paper) <= OPTIONAL


@every_paper
def test_nothing_optional_is_written_down_empty(paper: Paper) -> None:
    assert all(paper[field] for field in OPTIONAL & set(paper))


@every_paper
def test_keys_can_be_typed_as_a_ref(paper: Paper) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", paper["key"])
    assert re.search(r"[a-z]", paper["key"])


@every_paper
def test_every_paper_can_be_found_in_the_world(paper: Paper) -> None:
    assert ids(paper)


@every_paper
def test_a_url_is_given_only_where_there_is_no_arxiv_id(paper: Paper) -> None:
    assert ("url" in paper) != ("arxiv" in paper)
    if "url" in paper:
        parts = urlsplit(paper["url"])
        assert parts.scheme == "https"
        assert parts.hostname
        assert not parts.fragment


@every_paper
def test_arxiv_ids_are_well_formed_and_agree_with_the_date(paper: Paper) -> None:
    if "arxiv" not in paper:
        return
    match = re.fullmatch(r"(\d\d)(0[1-9]|1[0-2])\.\d{4,5}", paper["arxiv"])
    assert match, "new-style, without a version"
    submitted = (2000 + int(match[1])) * 12 + int(match[2])
    first, last = published_between(paper)
    assert submitted - 1 <= first.year * 12 + first.month
    assert last.year * 12 + last.month <= submitted + 1


@every_paper
def test_dois_are_well_formed_and_never_stand_for_an_arxiv_id(paper: Paper) -> None:
    if "doi" in paper:
        assert re.fullmatch(r"10\.\d{4,9}/\S+", paper["doi"])
        assert not paper["doi"].lower().startswith("10.48550/")


@every_paper
def test_dates_are_plausible(paper: Paper) -> None:
    published = paper["published"]
    assert type(published) is date or re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", published)
    assert 2016 <= published_between(paper)[0].year <= 2024


@every_paper
def test_kinds_pages_and_topics_are_known(paper: Paper) -> None:
    assert paper["kind"] in KINDS
    assert 1 <= paper.get("pages", 1) <= 200
    assert paper["topics"]
    assert len(paper["topics"]) == len(set(paper["topics"]))
    assert set(paper["topics"]) <= TOPICS


@every_paper
def test_authors_are_named_once_each(paper: Paper) -> None:
    assert paper["authors"]
    assert len({author.casefold() for author in paper["authors"]}) == len(paper["authors"])
    assert all("," not in author for author in paper["authors"])


@every_paper
def test_every_string_is_clean(paper: Paper) -> None:
    for text in strings(paper):
        assert text
        assert text == text.strip()
        assert "  " not in text
        assert text == unicodedata.normalize("NFC", text)
        assert not [c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Co", "Cs"}]


@every_paper
def test_a_takeaway_is_one_short_line(paper: Paper) -> None:
    assert 1 <= len(paper["takeaway"]) <= LONGEST_TAKEAWAY
    assert paper["takeaway"][-1] in ".!?)"


@every_paper
def test_a_detail_is_two_to_five_sentences(paper: Paper) -> None:
    assert 2 <= sentences(paper["detail"]) <= 5
    assert len(paper["detail"]) <= LONGEST_DETAIL


@every_paper
def test_needs_and_helps_name_other_papers_of_the_catalog(paper: Paper) -> None:
    assert set(needs_and_helps(paper)) <= set(BY_KEY) - {paper["key"]}


@every_paper
def test_nothing_both_needs_and_helps(paper: Paper) -> None:
    assert not set(paper.get("needs", {})) & set(paper.get("helps", {}))


@every_paper
def test_every_need_and_help_gives_a_short_reason(paper: Paper) -> None:
    for reason in needs_and_helps(paper).values():
        assert 10 <= len(reason) <= 90
        assert reason.endswith(".")
        assert sentences(reason) == 1


@every_paper
def test_no_paper_needs_a_later_one(paper: Paper) -> None:
    later = [
        key
        for key in needs_and_helps(paper)
        if published_between(BY_KEY[key])[0] > published_between(paper)[1]
    ]
    assert not later


@every_paper
def test_links_are_labelled_once_each_and_can_be_opened(paper: Paper) -> None:
    links = paper.get("links", [])
    for link in links:
        assert set(link) == {"label", "url"}
        assert 1 <= len(link["label"]) <= 40
        assert urlsplit(link["url"]).scheme in {"http", "https"}
        assert urlsplit(link["url"]).hostname
        assert " " not in link["url"]
    assert len({link["label"] for link in links}) == len(links)
    assert len({link["url"] for link in links}) == len(links)


# What the reading list says, we say too, and in our own words


@pytest.mark.parametrize("number", sorted(FACTS))
def test_a_takeaway_keeps_every_fact_of_the_list(number: int) -> None:
    takeaway = BY_NUMBER[number]["takeaway"].lower()
    missing = [fact for fact in FACTS[number] if fact not in takeaway]
    assert not missing


def test_the_facts_of_every_paper_are_listed_here() -> None:
    assert set(FACTS) == set(BY_NUMBER)


@every_paper
def test_no_five_words_in_a_row_are_taken_from_the_list(paper: Paper) -> None:
    seed = set(seed_shingles())
    assert not [text for text in our_words(paper) if shingles(text) & seed]


def test_the_hashes_of_the_list_are_sorted_and_well_formed() -> None:
    seed = seed_shingles()
    assert len(seed) > 300
    assert seed == sorted(set(seed))
    assert all(re.fullmatch(r"[0-9a-f]{16}", line) for line in seed)
    assert SHINGLES_FILE.read_text(encoding="utf-8").startswith("#")


def test_a_copied_run_is_found_however_it_is_dressed_up() -> None:
    forbidden = shingles("the quick fine-tuned fox doesn't jump")
    assert len(forbidden) == 2
    copied = "Yes: THE “quick” 5 (finetuned) fox, doesn’t — jump again."
    assert forbidden <= shingles(copied)
    assert not forbidden & shingles("The fine-tuned, quick fox doesn't jump.")
    assert not shingles("Four words are fine.")


# Corners that went wrong once, in the reading list or on the way from it


def test_the_evaluation_survey_is_not_olmo() -> None:
    assert BY_NUMBER[46]["arxiv"] == "2401.07103"


def test_the_post_on_experts_opens_at_its_beginning() -> None:
    assert BY_NUMBER[42]["url"] == "https://huggingface.co/blog/moe"


def test_a_post_known_by_its_month_claims_no_day() -> None:
    assert BY_NUMBER[32]["published"] == "2023-11"


def test_self_instruct_links_to_its_code_and_not_to_a_chat() -> None:
    code = {link["label"]: link["url"] for link in BY_NUMBER[43]["links"]}
    assert code["Code"] == "https://github.com/yizhongw/self-instruct"
    assert not [label for label, url in code.items() if "discord" in url and "Discord" not in label]


def test_a_stranger_s_reimplementation_is_not_sold_as_the_authors_code() -> None:
    labels = {link["url"]: link["label"] for link in BY_NUMBER[45]["links"]}
    assert "third party" in labels["https://github.com/lucidrains/self-rewarding-lm-pytorch"]
