"""Pages as doi.org, DataCite, Crossref, arXiv, the ACL Anthology, OpenReview and others have them.

Their form is theirs; titles, authors and ids are facts about papers.
"""

import json
from collections.abc import Callable
from html import escape

from tests.web.server import Asked, Reply

CSL = "application/vnd.citationstyles.csl+json"

MIXTRAL = {  # as DataCite answers for arXiv
    "type": "article",
    "id": "https://doi.org/10.48550/arxiv.2401.04088",
    "categories": ["Machine Learning (cs.LG)", "FOS: Computer and information sciences"],
    "author": [
        {"family": "Jiang", "given": "Albert Q."},
        {"family": "Sablayrolles", "given": "Alexandre"},
    ],
    "issued": {"date-parts": [[2024]]},
    "DOI": "10.48550/ARXIV.2401.04088",
    "publisher": "arXiv",
    "title": "Mixtral of Experts",
    "copyright": "Creative Commons Attribution 4.0 International",
}
ALPHAFOLD = {  # as Crossref does
    "type": "journal-article",
    "title": "Highly accurate protein structure prediction with <i>AlphaFold</i>",
    "DOI": "10.1038/s41586-021-03819-2",
    "author": [
        {"given": "John", "family": "Jumper", "sequence": "first", "affiliation": []},
        {"given": "Augustin", "family": "Žídek", "sequence": "additional"},
    ],
    "container-title": "Nature",
    "issued": {"date-parts": [[2021, 7, 15]]},
    "page": "583-589",
    "URL": "https://doi.org/10.1038/s41586-021-03819-2",
    "reference": [{"key": str(number)} for number in range(50)],
}


def csl(item: object, page: Reply | None = None) -> Callable[[Asked], Reply]:
    """What a registry answers: the item to whom asks for CSL-JSON, else its page."""

    def answer(asked: Asked) -> Reply:
        if asked.headers["accept"] == CSL:
            return Reply(json.dumps(item), CSL)
        return page or Reply("not in this form", status=406)

    return answer


def page(*tags: tuple[str, str], title: str = "", body: str = "<p>x</p>") -> Reply:
    """A page with `<meta>` tags; those with a colon are properties."""
    lines = [
        f'<meta {"property" if ":" in name else "name"}="{name}" content="{escape(text)}">'
        for name, text in tags
    ]
    head = f"<title>{escape(title)}</title>" + "\n".join(lines)
    return Reply(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>")


ARXIV = page(
    ("citation_title", "Deep Sets"),
    ("citation_author", "Zaheer, Manzil"),
    ("citation_author", "Kottur, Satwik"),
    ("citation_date", "2017/03/10"),
    ("citation_online_date", "2018/04/14"),
    ("citation_pdf_url", "https://arxiv.org/pdf/1703.06114"),
    ("citation_arxiv_id", "1703.06114"),
    title="[1703.06114] Deep Sets",
)
BERT = page(
    (
        "citation_title",
        "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding",
    ),
    ("citation_author", "Jacob Devlin"),
    ("citation_author", "Ming-Wei Chang"),
    ("citation_publication_date", "2019/06"),
    ("citation_conference_title", "Proceedings of NAACL-HLT 2019"),
    ("citation_firstpage", "4171"),
    ("citation_lastpage", "4186"),
    ("citation_doi", "10.18653/v1/N19-1423"),
)
OPENREVIEW = page(
    ("citation_title", "Adam & Eve: <i>a</i> test of tags"),
    ("citation_author", "Ada Lovelace"),
    ("citation_publication_date", "2023/02/01"),
    ("citation_conference_title", "The Eleventh International Conference on Tests"),
    ("og:title", "Something else"),
    title="Something else | OpenReview",
)
BLOG = page(
    ("og:title", "The Illustrated Test"),
    ("og:site_name", "A blog"),
    ("author", "Jay Tester"),
    ("article:published_time", "2018-06-27T00:00:00+00:00"),
    title="The Illustrated Test – A blog",
)
