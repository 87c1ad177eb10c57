"""Titles in bold."""

import re

from papernotes.importing.lists import names
from papernotes.importing.lists.cleaning import clean
from papernotes.importing.lists.continued import GOES_ON
from papernotes.importing.lists.line import MARK, Line
from papernotes.importing.lists.links import label_kind
from papernotes.importing.lists.marked import Title, authors_before, words_in
from papernotes.importing.lists.splitting import goes_on


def bold(line: Line, start: int) -> Title | None:
    """A title in bold, at the start or after the authors."""
    text = line.text
    for first, end in line.bold:
        if end <= start:
            continue
        begin = max(first, start)
        inner = text[begin:end]
        before = text[start:begin]
        words = line.plain(inner)
        if (
            not re.search(r"\w", re.sub(MARK, "", inner))
            or re.search(r"[(（\[]\s*$", before)
            or re.match(r"\s*[(（]", inner)
        ):
            continue
        report = re.search(r"\w Technical Report\W*$", words) and not before.strip()
        if (names.venue_and_date(words) and not report) or label_kind(words.strip(" :[]")):
            continue
        if len(words) <= 8 and re.match(r"[\u4e00-\u9fff]", text[end:]):
            continue  # stressed in a sentence in Chinese
        if names.cites(words.strip(" *:.,")) and words_in(text[end:]) >= 1:
            continue  # "**Ho, J. et al. (2020).** *Denoising …*"
        if _is_short_for_link(line, words, text[end:]):
            return None
        if before.strip(" *-–—:|,.\n") and not authors_before(line, before):
            announced = before.rstrip().endswith((":", "：")) and not re.search(MARK, before)
            if not announced or len(words.split()) < 4:
                return None  # unless it is "The first one to say so: **The biochemical basis …**"
        short = len(words.split()) <= 4
        after = text[end:]
        if (
            short
            and (re.match(r"\s*[:：;]", after) or words.rstrip().endswith((":", "：")))
            and goes_on(after)
        ):
            return None  # "**BERT**: Pre-training of Deep …"
        ends = words.rstrip().endswith((".", "!", "?", ","))
        meta = names.venue_and_date(re.split(r"[.,]\s|[(\[]|" + MARK, after.strip())[0])
        if (
            len(words.split()) <= 2
            and re.match(r"\s+[\w]", after)
            and not (ends or meta or after.startswith(" by "))
        ):
            return None  # the bold beginning of a title
        if _labels_link(line, words, after):
            continue
        if not ends and GOES_ON.match(after):
            return None  # "**Graph Networks** for Text Classification": but stressed
        if (
            names.people(words)
            and not before.strip()
            and re.search(r"\w{3}", re.sub(MARK, "", after))
        ):
            continue
        marks = re.findall(MARK, inner)
        link = line.link(marks[0]) if marks and not _is_no_title(line, marks[0]) else None
        return Title(
            clean(
                line.plain(
                    re.sub(
                        rf"[\[(]*{MARK}[\])]*",
                        lambda m: (
                            ""
                            if all(_is_no_title(line, x) for x in re.findall(MARK, m[0]))
                            else m[0]
                        ),
                        inner,
                    )
                )
            ),
            text[:begin],
            after,
            link,
            "bold",
        )
    return None


def _is_short_for_link(line: Line, words: str, after: str) -> bool:
    """Whether a bold word stands before the linked title: "**NCSN** [Generative modeling …](…)"."""
    match = re.match(rf"[\s*_:,|–—-]*({MARK})", after)
    if match is None or len(words.split()) > 4 or re.search(MARK, words):
        return False
    link = line.link(match[1])
    return (
        not link.says
        and link.leads in ("scholarly", "pdf", "page", "file")
        and len(link.label.split()) >= 3
    )


def _is_no_title(line: Line, mark: str) -> bool:
    link = line.link(mark)
    return bool(link.says) or names.cites(link.label) is not None


def _labels_link(line: Line, words: str, after: str) -> bool:
    """Whether a bold word or two but announce the title that follows: "**Sept 5**: [Title](…)"."""
    colon = r"\s*" if words.rstrip().endswith((":", "：")) else r"\s*[:：|–—-]\s*"
    match = re.match(rf"{colon}[\"“*_]*({MARK})", after)
    if match is None or len(words.split()) > 3:
        return False
    link = line.link(match[1])
    return not link.says and link.leads != "code"
