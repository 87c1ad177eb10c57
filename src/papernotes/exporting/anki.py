"""Cards for Anki: what is this paper, and on the back its takeaway."""

from collections.abc import Sequence
from hashlib import blake2b

from papernotes.exporting.formats import Exported, Options
from papernotes.exporting.texts import escaped, line
from papernotes.model.clean import clean_lines
from papernotes.model.paper import Entry
from papernotes.notes import beyond_heading

# What Anki is told of the file: https://docs.ankiweb.net/importing/text-files.html
_HEAD = """#separator:tab
#html:true
#columns:guid\tfront\tback\ttags
#guid column:1
#tags column:4
"""
_HASH_BYTES = 8
_MANY = 3  # authors: beyond them the first stands for all


def write(papers: Sequence[Exported], options: Options) -> str:
    return _HEAD + "".join(_card(each, options) for each in papers if _told(each, options))


def left_out(papers: Sequence[Exported], options: Options) -> int:
    """How many have no takeaway, and so nothing to be asked."""
    return sum(not _told(each, options) for each in papers)


def _told(exported: Exported, options: Options) -> list[str]:
    """The takeaways, the catalog's first."""
    entry = exported.entry
    mine = entry.progress.my_takeaway if options.progress else None
    return [shown for each in (entry.paper.takeaway, mine) if (shown := line(each))]


def _card(exported: Exported, options: Options) -> str:
    takeaways = [escaped(each) for each in _told(exported, options)]
    note = clean_lines(beyond_heading(exported.note or "", exported.entry.paper.title)).strip()
    if note:
        lines = (escaped(each) for each in note.split("\n"))
        takeaways.append(f"<small>{'<br>'.join(lines)}</small>")
    fields = [
        _guid(exported.entry),
        _front(exported.entry),
        "<br><br>".join(takeaways),
        _tags(exported, options),
    ]
    return "\t".join(fields) + "\n"


def _guid(entry: Entry) -> str:
    """The same for a paper every time, so that its card is changed and not made anew."""
    return blake2b(entry.paper.uid.encode(), digest_size=_HASH_BYTES).hexdigest()


def _front(entry: Entry) -> str:
    paper = entry.paper
    title, short = line(paper.title), line(paper.short)
    # Unless the title begins with the short name itself.
    said = not short or title.casefold().startswith(short.casefold())
    named = f"<b>{escaped(title if said else short)}</b>"
    named += "" if said else f"<br>{escaped(title)}"
    authors = [escaped(line(author)) for author in paper.authors]
    who = ", ".join(authors) if len(authors) <= _MANY else f"{authors[0]} et al."
    below = ", ".join(filter(None, (who, str(paper.year or ""))))
    return f"{named}<br><small>{below}</small>" if below else named


def _tags(exported: Exported, options: Options) -> str:
    """Topics and tags; Anki's have no spaces."""
    words = [
        *exported.entry.paper.topics,
        *(exported.entry.progress.tags if options.progress else ()),
    ]
    return " ".join(dict.fromkeys(escaped(line(word)).replace(" ", "-") for word in words))
