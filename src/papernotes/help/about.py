"""What a manual says besides its commands: REFs, queries, settings, files, exit codes.

Words of the command line and names of files stand in `backticks`.
"""

from typing import NamedTuple

from papernotes.errors import EXIT_CODES
from papernotes.settings import SETTINGS, Setting


class Section(NamedTuple):
    """Text, and perhaps a table.

    Its first column names what the others tell of. One without a head speaks for itself.
    """

    head: str
    paragraphs: tuple[str, ...]
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


REFS = Section(
    "Naming a paper",
    (
        "Where a command takes a REF, write any of these. Numbers and bare keys are looked up"
        " in the current catalog, ids in all of them.",
    ),
    ("REF", ""),
    (
        ("`12`", "The paper with that number. It may change when the catalog is edited."),
        ("`3-7`", "The papers with these numbers, where a command takes several."),
        ("`qlora`", "The paper with that key."),
        ("`llm/12`, `llm/qlora`", "The same in the catalog `llm`, whichever is the current one."),
        ("`2305.14314`, `arxiv:2305.14314`", "An arXiv id, with or without its version."),
        ("`10.48550/arXiv.2305.14314`", "A DOI."),
        ("`https://arxiv.org/abs/2305.14314`", "The address of a page or PDF."),
    ),
)

QUERIES = Section(
    "Queries",
    (
        "Where a command takes a QUERY, each argument is a term, and all of them must hold. A"
        " quoted argument is a phrase. Case and accents do not matter, and words match from"
        " their beginning. Several values with commas between them mean any of them.",
    ),
    ("term", ""),
    (
        (
            "`attention`",
            "With that word in title, short name, authors, takeaways, topics or your note.",
        ),
        ("`topic:rl`", "On that topic."),
        ("`status:unread,reading`", "Unread, reading, done or skipped ones."),
        ("`author:vaswani`", "By that author."),
        ("`year:2023`, `year:2020..2022`", "Of that year, or of one from the first to the last."),
        ("`tag:classic`", "With that tag of yours."),
        ("`rating:4..`", "That you rated 4 or better."),
        ("`is:ready`", "Unread or being read, and all that they need is settled."),
        ("`is:goal`, `is:later`", "That are a goal of yours; that you put off with `later`."),
        ("`has:note`", "With a note of yours; also `has:takeaway`, `has:rating`, `has:tag`."),
        ("`not:topic:rl`", "For which the term after `not:` does not hold."),
    ),
)

WORDS = Section(
    "Words and marks",
    ("What lists, cards and suggestions speak of:",),
    ("word", ""),
    (
        ("`○` unread", "Not begun, and ready to be."),
        ("`·` unread", "Not begun, and not ready yet."),
        ("`▸` reading", "Begun."),
        ("`✓` done, `–` skipped", "Either is settled."),
        ("needs", "Without that paper this one can't be followed. `show` says why."),
        ("helped by", "Good to know before, but no condition."),
        ("ready", "All that it needs is settled."),
        ("`⚑`", "A goal: a paper that you want to get to."),
        ("opens", "What would be ready if this one were settled."),
        ("leads to", "All that needs it, directly or further on."),
    ),
)

FILES = Section(
    "Files",
    (
        "Back up the data folder: it is all that matters, and only you and papernotes write to"
        " it. Where the folders are on your machine: `papernotes paths`."
        " With `PAPERNOTES_HOME=DIR` they are `DIR/data`, `DIR/config`, `DIR/state` and"
        " `DIR/cache`.",
    ),
    ("what", "on Linux", "on macOS"),
    (
        (
            "data: journal, notes, catalogs of your own",
            "`~/.local/share/papernotes/library/`",
            "`~/Library/Application Support/papernotes/library/`",
        ),
        (
            "settings, which only you write",
            "`~/.config/papernotes/config.toml`",
            "`~/Library/Application Support/papernotes/config.toml`",
        ),
        (
            "this device's id, its lock, what was set aside or taken out",
            "`~/.local/state/papernotes/`",
            "`~/Library/Application Support/papernotes/`",
        ),
        (
            "the index, a cache: delete it whenever you like",
            "`~/.cache/papernotes/index.db`",
            "`~/Library/Caches/papernotes/index.db`",
        ),
    ),
)

VARIABLES = Section(
    "Environment",
    ("Besides the variables of the settings:",),
    ("variable", ""),
    (
        ("`PAPERNOTES_HOME`", "One folder for everything."),
        ("`PAPERNOTES_DEBUG`", "`1`: a traceback with every error."),
        ("`NO_COLOR`", "No colour, if it is not empty."),
        ("`FORCE_COLOR`", "Draw as on a terminal, even into a pipe."),
        ("`TERM`", "`dumb`: no colour, no escapes at all."),
        ("`COLUMNS`", "The width to draw in, in place of the window's."),
        ("`XDG_DATA_HOME` …", "Where such folders are on Linux, as for other programs."),
    ),
)


def settings() -> Section:
    return Section(
        "Settings",
        (
            "An option decides first, then the variable, then what a command chose"
            " (`papernotes catalog use`), then the file `config.toml`, then the variables that"
            " many programs heed, then the default. A line of the file is a setting and its"
            ' value: `pager = "less -R"`, `plain = true`; `next.goal` is `goal` in a table'
            " `[next]`. What holds, and why: `papernotes config`.",
        ),
        ("setting", "", "variable", "option", "default"),
        tuple(map(_setting, SETTINGS)),
    )


def exit_codes() -> Section:
    rows = tuple((f"`{code}`", meaning) for code, meaning in EXIT_CODES.items())
    more = "All that can go wrong, with what is said and what to do about it: docs/errors.md."
    return Section("Exit status", (more,), ("code", ""), rows)


def sections() -> tuple[Section, ...]:
    """All of it, in the order of a manual."""
    return REFS, QUERIES, WORDS, settings(), VARIABLES, FILES, exit_codes()


def _setting(setting: Setting) -> tuple[str, ...]:
    variables = ", else ".join(f"`{each}`" for each in (setting.variable, *setting.others))
    default = str(setting.default)
    if isinstance(setting.default, bool):
        default = default.lower()  # as TOML has it
    return (
        f"`{setting.name}`",
        setting.help,
        variables,
        f"`{setting.flag}`" if setting.flag else "",
        f"`{default}`" if default else "",
    )
