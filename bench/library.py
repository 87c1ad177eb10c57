"""Libraries of any size, the same at every run: what the benchmarks are run on.

The papers are made of the words and the habits of real ones (a few words are in many
titles and most in few, one to six authors, up to three needs among earlier papers), so
that a search finds as much of a library as it does in life.
"""

import datetime as dt
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from papernotes.catalog import bundled as shipped
from papernotes.catalog.read import Read, pieces, toml
from papernotes.catalog.read import papers as read
from papernotes.curating.block import block, string
from papernotes.journal.append import SEGMENT_SIZE
from papernotes.journal.clock import next_id
from papernotes.journal.write import encode, header
from papernotes.model.event import Event
from papernotes.model.paper import Paper
from papernotes.notes import file_name, heading

SEED = 4
BUNDLED = 46  # the size that stands for the catalog that ships with papernotes
NEEDS = 3
_FIRST, _DAYS = dt.date(2010, 1, 1), 16 * 365
_BEGAN = dt.datetime(2025, 1, 1, 8, tzinfo=dt.UTC)

# From the most to the least frequent.
_WORDS = """
learning models language neural networks attention deep efficient training transformers large
generation data representation robust graph reinforcement retrieval scaling vision adaptive
multimodal pretraining reasoning alignment sparse diffusion optimization policy contrastive
distillation quantization evaluation translation long context memory expert mixture prompting
instruction tuning feedback preference reward safety benchmark code synthesis speech audio video
segmentation detection embedding tokenization compression pruning routing inference decoding
speculative parallel distributed gradient stochastic variational bayesian causal federated private
adversarial fair interpretable mechanistic probing calibration uncertainty continual transfer meta
curriculum active zero shot recurrent convolutional residual normalization initialization kernel
spectral hyperbolic equivariant molecular protein climate medical legal financial robotic planning
search agents tools dialogue summarization extraction linking knowledge temporal spatial
hierarchical modular composable symbolic theorem proving geometry games simulation
"""
_GIVEN = """
Ada Alan Anna Bo Chen Dana Emil Fatima Grace Hiro Ines Jun Kofi Lena Łukasz Mei Noam Olga Priya
Quinn Rosa Sven Tomás Uma Victor Wei Xin Yusuf Zoë
"""
_BEGIN = "An Bar Cor Del Ev Fer Gal Har Is Jor Kal Lor Mar Nor Ost Pet Ras Sol Tor Vas"
_END = "aki ano berg chuk dez ell esen holm ic ini kov lund man nen ova ridge son tani wani ez"
_TOPICS = """
architecture pretraining finetuning efficiency scaling data alignment retrieval rl evaluation
safety diffusion code moe vision multimodal agents
"""
_FORMS = (
    "{0} {1} for {2} {3}",
    "{0} {1} with {2} {3}",
    "On the {0} of {1} {2}",
    "{0}: {1} {2} at scale",
    "Towards {0} {1} {2}",
    "{0} {1} is all you need for {2}",
    "Rethinking {0} {1} in {2} {3}",
    "A survey of {0} {1} and {2}",
)


class _Words(NamedTuple):
    """Whence the parts of a paper are drawn."""

    words: Sequence[str]
    weights: Sequence[float]
    given: Sequence[str]
    begin: Sequence[str]
    end: Sequence[str]
    topics: Sequence[str]


_FROM = _Words(
    words=_WORDS.split(),
    weights=list(accumulate(1 / (20 + rank) for rank in range(len(_WORDS.split())))),
    given=_GIVEN.split(),
    begin=_BEGIN.split(),
    end=_END.split(),
    topics=_TOPICS.split(),
)


@cache
def papers(n: int, seed: int = SEED) -> Sequence[Paper]:
    """`n` made-up papers in the order of their dates, numbered from 1."""
    draw = random.Random(seed)  # noqa: S311 (made-up papers, no secret)
    made: list[Paper] = []
    for number in range(1, n + 1):
        day = _FIRST + dt.timedelta(days=(number - 1) * _DAYS // n)
        words = draw.choices(_FROM.words, cum_weights=_FROM.weights, k=4)
        arxiv = f"{day:%y%m}.{number % 100_000:05d}"
        title = draw.choice(_FORMS).format(*words)
        needed = draw.sample(made, min(NEEDS, len(made)))
        made.append(
            Paper(
                number=number,
                key=f"{words[0]}-{words[1]}-{number}",
                ids=(f"arxiv:{arxiv}",),
                title=title[0].upper() + title[1:],
                authors=tuple(_author(draw) for _ in range(draw.randint(1, 6))),
                published=day.isoformat(),
                venue=f"{draw.choice(['NeurIPS', 'ICML', 'ICLR', 'ACL'])} {day.year}",
                arxiv=arxiv,
                url=f"https://arxiv.org/abs/{arxiv}",
                kind="paper",
                pages=draw.randint(6, 40),
                topics=tuple(draw.sample(_FROM.topics, draw.randint(1, 3))),
                takeaway=_sentence(draw, 9),
                needs={each.key: _sentence(draw, 8) for each in needed if each.key},
            )
        )
    return tuple(made)


def bundled() -> list[Paper]:
    """The papers that ship with papernotes."""
    found: list[Paper] = []
    for piece in pieces(shipped.path().read_bytes()):
        tables = toml(piece)
        if isinstance(tables, dict):
            found += [each.paper for each in read(tables, 1) if isinstance(each, Read)]
    return found


def collection(n: int) -> Sequence[Paper]:
    """The library of a size: the bundled catalog at 46, made-up papers elsewhere."""
    return bundled() if n == BUNDLED else papers(n)


def catalog_text(papers: Iterable[Paper], title: str = "Made up") -> Iterator[str]:
    """A catalog, piece by piece."""
    yield f"schema = 1\ntitle = {string(title)}\n"
    for paper in papers:
        table = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in paper._asdict().items()
            if value and name not in ("ids", "url", "detail", "links", "needs", "helps")
        }
        if not paper.arxiv and not paper.doi:
            table["url"] = paper.url
        yield "\n" + block(table)
        if paper.needs:
            pairs = (f"{key} = {string(reason)}" for key, reason in paper.needs.items())
            yield f"needs = {{ {', '.join(pairs)} }}\n"


def write_catalog(path: Path, n: int, seed: int = SEED) -> None:
    """A `papers.toml` of `n` made-up papers with three needs each."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(catalog_text(papers(n, seed))), encoding="utf-8")


def write_journal(folder: Path, n_events: int, n_papers: int, seed: int = SEED) -> None:
    """The journal of the device that `folder` is named after: a year's marks of the papers."""
    draw = random.Random(seed)  # noqa: S311
    device, made = folder.name, papers(n_papers, seed)
    folder.mkdir(parents=True, exist_ok=True)
    segment, number, seen = header(device), 1, None
    for count in range(n_events):
        at = _BEGAN + dt.timedelta(days=365) * count / n_events
        seen = next_id(int(at.timestamp()) * 10**9, seen, device)
        event = _event(draw, draw.choice(made), at)
        segment += encode(event._replace(id=seen))
        if len(segment) >= SEGMENT_SIZE or count == n_events - 1:
            (folder / f"{number:04d}.toml").write_bytes(segment)
            segment, number = header(device), number + 1


def write_notes(folder: Path, n: int, n_papers: int, seed: int = SEED) -> None:
    """Notes of a few paragraphs about `n` of the papers, spread over the library."""
    draw = random.Random(seed)  # noqa: S311
    folder.mkdir(parents=True, exist_ok=True)
    for paper in draw.sample(papers(n_papers, seed), n):
        body = "\n\n".join(_sentence(draw, draw.randint(20, 60)) for _ in range(4))
        text = f"{heading(paper.title)}\n{body}\n"
        (folder / file_name(paper.uid)).write_text(text, encoding="utf-8")


def bibtex(papers: Iterable[Paper]) -> Iterator[str]:
    """An entry of BibTeX a paper, for programs that know no catalog of ours."""
    for paper in papers:
        fields = {
            "title": f"{{{_tex(paper.title)}}}",
            "author": _tex(" and ".join(paper.authors)),
            "year": str(paper.year),
            "url": paper.url or "",
            "eprint": paper.arxiv or "",
            "keywords": ", ".join(paper.topics),
            "abstract": _tex(paper.takeaway or ""),
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        yield "\n".join([f"@article{{{cite_key(paper)},", *lines, "}", "", ""])


def cite_key(paper: Paper) -> str:
    """A key that every program of the field takes: `vaswani2017_1`."""
    family = paper.authors[0].split()[-1] if paper.authors else "anon"
    ascii_only = re.sub("[^a-z]", "", family.lower())
    return f"{ascii_only}{paper.year}_{paper.number}"


def write_bibtex(path: Path, n: int, seed: int = SEED) -> None:
    """The papers of `write_catalog` as BibTeX."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(bibtex(papers(n, seed))), encoding="utf-8")


def _event(draw: random.Random, paper: Paper, at: dt.datetime) -> Event:
    kind = draw.choices(["done", "start", "skip", "rate", "tag", "takeaway"], [8, 6, 1, 3, 2, 1])[0]
    event = Event("", f"{at:%Y-%m-%dT%H:%M:%SZ}", kind, (paper.uid,), (paper.title,), f"{at:%F}")
    match kind:
        case "rate":
            return event._replace(rating=draw.randint(1, 5))
        case "tag":
            return event._replace(add=(draw.choice(_FROM.topics),))
        case "takeaway":
            return event._replace(takeaway=_sentence(draw, 12))
    return event


def _author(draw: random.Random) -> str:
    return f"{draw.choice(_FROM.given)} {draw.choice(_FROM.begin)}{draw.choice(_FROM.end)}"


def _sentence(draw: random.Random, words: int) -> str:
    text = draw.choices(_FROM.words, cum_weights=_FROM.weights, k=words)
    return f"{' '.join(text).capitalize()}."


def _tex(text: str) -> str:
    """What TeX would take for its own is written so that it stands for itself."""
    return re.sub(r"([&%$#_])", r"\\\1", text.replace("{", "").replace("}", ""))
