"""A page for a browser: the list to read, to print and to send to somebody."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from papernotes.exporting.formats import Exported, Options
from papernotes.exporting.sheet import sheet
from papernotes.exporting.texts import escaped, line, web
from papernotes.model.clean import clean_lines
from papernotes.model.entry import full_title
from papernotes.model.paper import Entry, Paper, Progress, Status
from papernotes.notes import beyond_heading

_STYLE = """
:root{color-scheme:light dark;--ink:#1f2328;--dim:#57606a;--line:#d8dde3;--paper:#fff;
--link:#0a58b8;--chip:#eef1f4;--done:#1f7a46;--reading:#8a6100;--skipped:#6b5557;
--unread:#57606a}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--dim:#a2acb7;--line:#333b45;--paper:#11151a;
--link:#79b8ff;--chip:#232a33;--done:#5fc48f;--reading:#e0b23c;--skipped:#bda9ab;--unread:#a2acb7}}
*{box-sizing:border-box}
body{font:1.0625rem/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper);
margin:0 auto;padding:1.5rem 1rem 4rem;max-width:50rem;overflow-wrap:anywhere}
h1{font-size:1.75rem;line-height:1.25;margin:.5rem 0}
h2{font-size:1.25rem;margin:2.5rem 0 0}
a{color:var(--link);text-underline-offset:.15em}
ol{list-style:none;margin:1.25rem 0 0;padding:0}
li{display:grid;grid-template-columns:minmax(2.75rem,max-content) 1fr;
padding:.9rem 0;border-top:1px solid var(--line)}
.number{color:var(--dim);font-variant-numeric:tabular-nums;text-align:right;padding-right:.9rem}
.title{font-weight:600;margin:0}
.by,.about,.links{color:var(--dim);font-size:.9rem;margin:.15rem 0 0}
.takeaway{margin:.35rem 0 .4rem}
.mine{margin:.5rem 0 0;padding-left:.75rem;border-left:3px solid var(--line)}
.note{white-space:pre-wrap;font-size:.9rem}
.topic{display:inline-block;background:var(--chip);border-radius:1em;padding:0 .6em;
margin:0 .3em .2em 0}
.status{font-weight:600}
.done{color:var(--done)}.reading{color:var(--reading)}
.skipped{color:var(--skipped)}.unread{color:var(--unread)}
@media (max-width:30rem){li{grid-template-columns:minmax(2rem,max-content) 1fr}
.number{padding-right:.5rem}}
@media print{body{font-size:10.5pt;max-width:none;padding:0;color:#000;background:#fff}
li{break-inside:avoid}a{color:inherit}
.topic{background:none;padding:0}.topic:not(:last-child)::after{content:","}}
"""
# Nothing by colour alone, so that it can be printed and heard.
_MARKS: Final[dict[Status, str]] = {
    "unread": "○ unread",
    "reading": "▸ reading",
    "done": "✓ done",
    "skipped": "– skipped",
}
_AUTHORS = 12  # named; papers of large experiments have thousands


def write(papers: Sequence[Exported], options: Options) -> str:
    title = line(options.title)
    body = f"<h1>{escaped(title)}</h1>\n<p class=about>{_counted(papers, options)}</p>\n"
    catalogs = groupby(papers, lambda each: each.entry.catalog)
    several = len({each.entry.catalog for each in papers}) > 1
    for catalog, members in catalogs:
        body += f"<h2>{escaped(catalog)}</h2>\n" if several else ""
        body += "<ol>\n" + "".join(_item(each, options) for each in members) + "</ol>\n"
    return sheet(title, _STYLE, body)


def _counted(papers: Sequence[Exported], options: Options) -> str:
    total = "1 paper" if len(papers) == 1 else f"{len(papers)} papers"
    if not options.progress:
        return total
    done = sum(each.entry.progress.status == "done" for each in papers)
    return f"{total}, {done} of them done"


def _item(exported: Exported, options: Options) -> str:
    entry = exported.entry
    parts = [*_paper(entry.paper), *(_progress(entry.progress) if options.progress else ())]
    note = beyond_heading(exported.note or "", entry.paper.title).strip()
    if note:
        lines = map(escaped, clean_lines(note).split("\n"))
        parts.append('<div class="mine note">' + "\n".join(lines) + "</div>")
    text = "".join(f"{part}\n" for part in parts)
    number = f"<span class=number>{entry.paper.number}</span>"
    return f"<li>{number}<div>\n<p class=title>{_title(entry)}</p>\n{text}</div></li>\n"


def _title(entry: Entry) -> str:
    return _link(full_title(entry), entry.paper.url)


def _link(label: str, url: str | None) -> str:
    shown, address = escaped(line(label)), web(url)
    return f'<a href="{escaped(address)}">{shown}</a>' if address else shown


def _paper(paper: Paper) -> Iterator[str]:
    authors = [escaped(line(author)) for author in paper.authors[:_AUTHORS]]
    if more := len(paper.authors) - len(authors):
        authors.append(f"and {more} more")
    venue, year = line(paper.venue), str(paper.year or "")
    if re.search(r"\b\d{4}$", venue):  # "NeurIPS 2017": when it came out besides would confuse
        year = ""
    where = ", ".join(filter(None, (escaped(venue), year)))
    by = ". ".join(filter(None, (", ".join(authors), where)))
    if by:
        yield f"<p class=by>{by}</p>"
    if paper.takeaway:
        yield f"<p class=takeaway>{escaped(line(paper.takeaway))}</p>"
    topics = "".join(f"<span class=topic>{escaped(line(each))}</span>" for each in paper.topics)
    links = ", ".join(_link(label, url) for label, url in paper.links)
    if about := " ".join(filter(None, (topics, links))):
        yield f"<p class=about>{about}</p>"


def _progress(mine: Progress) -> Iterator[str]:
    said = [f'<span class="status {mine.status}">{_MARKS[mine.status]}</span>']
    if mine.finished or mine.started:
        said.append(escaped(mine.finished or f"since {mine.started}"))
    if mine.rating:
        said.append(f"rated {mine.rating} of 5")
    tags = "".join(f" <span class=topic>{escaped(line(tag))}</span>" for tag in mine.tags)
    yield f"<p class=about>{', '.join(said)}{tags}</p>"
    if mine.my_takeaway:
        yield f"<p class=mine>{escaped(line(mine.my_takeaway))}</p>"
