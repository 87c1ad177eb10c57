"""Settings: each declared once, here, and what decides over its value.

Precedence: flag, `PAPERNOTES_…` variable, state, config, the variables that many programs
heed (`PAGER` …), default.
"""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from papernotes.errors import USAGE, PapernotesError

Color = Literal["auto", "always", "never"]
Value = str | bool | float

_YES = ("1", "true", "yes", "on")
_NO = ("0", "false", "no", "off")


class Setting(NamedTuple):
    """What can be set, and how."""

    name: str
    default: Value
    flag: str  # as it is typed; "" if there is none
    help: str
    others: tuple[str, ...] = ()  # variables that many programs heed
    choices: tuple[str, ...] = ()
    least: float = 0  # of a number
    most: float = 100

    @property
    def variable(self) -> str:
        return f"PAPERNOTES_{self.name.upper().replace('.', '_')}"


def _weight(name: str, default: float, what: str) -> Setting:
    return Setting(f"next.{name}", default, "", f"Points in “next” {what}.")


SETTINGS: Final = (
    Setting(
        "catalog",
        "llm",
        "--catalog",
        "The current catalog: where numbers and bare keys are looked up.",
    ),
    Setting(
        "color",
        "auto",
        "--color",
        "When to use colour. “always” draws as on a terminal, even into a pipe.",
        choices=("auto", "always", "never"),
    ),
    Setting(
        "pager",
        "less -FIRX",
        "--no-pager",
        "What shows that which would scroll away. “cat”: nothing does.",
        others=("PAGER",),
    ),
    Setting(
        "editor",
        "vi",
        "",
        "What “note” opens a note with.",
        others=("VISUAL", "EDITOR"),
    ),
    Setting(
        "browser",
        "",
        "",
        "What “open” shows a page with. Empty: what the system has.",
        others=("BROWSER",),
    ),
    Setting("plain", False, "--plain", "Words in place of a drawing, for screen readers."),
    Setting("quiet", False, "--quiet", "Say nothing but what was asked for, and errors."),
    Setting("offline", False, "--offline", "Never use the network."),
    Setting(
        "resolver",
        "https://doi.org",
        "",
        "Where DOIs are looked up: institutions run their own.",
    ),
    Setting(
        "minutes_per_page",
        5.0,
        "",
        "How long you read at a page, until three papers tell that you marked with “done --took”.",
        least=0.1,
        most=600,
    ),
    # The terms of the score (docs/next.md): each is its weight times a number from 0 to 1,
    # "taste" from -1 to 1; "blocked" is taken off.
    _weight("reading", 15.0, "for what you are reading"),
    _weight("waiting", 2.0, "for what you began or put off, the more the longer ago"),
    _weight("goal", 10.0, "for what is on the way to a goal, the more the nearer the goal"),
    _weight("opens", 1.0, "for a paper that makes others ready, the more the more of them"),
    _weight("leads", 1.0, "for a paper that leads to others, the more the more of them"),
    _weight("taste", 6.0, "for topics that you rate above your average; below it they are lost"),
    _weight("change", 0.5, "for other topics than those of the papers you read last"),
    _weight("order", 0.5, "for an early place in the catalog"),
    _weight("likeness", 3.0, "for words like those of papers you rated high; without needs only"),
    _weight("date", 0.25, "for an early date of publication; in a catalog without needs only"),
    _weight("blocked", 6.0, "that a paper loses for what it needs and you have not read"),
)


class Given(NamedTuple):
    """What the surroundings and the command line say."""

    environ: Mapping[str, str]
    flags: Mapping[str, Value] = {}  # by the setting's name; those that were typed


class Settings(NamedTuple):
    """The value of each setting, and by its name where that comes from."""

    catalog: str
    color: Color
    pager: str
    editor: str
    browser: str
    plain: bool
    quiet: bool
    offline: bool
    resolver: str
    minutes_per_page: float
    weights: Mapping[str, float]  # of the terms of the score of `next`
    sources: Mapping[str, str]

    def value(self, name: str) -> Value:
        """That of the setting of this name."""
        group, _, term = name.rpartition(".")
        value: Value = self.weights[term] if group else getattr(self, name)
        return value


def resolve(
    given: Given, *, state: Mapping[str, Value], config: Mapping[str, Value], config_path: str
) -> Settings:
    """What holds. Raises PapernotesError (wrong usage) if a variable has an impossible value."""
    values: dict[str, Value] = {}
    sources: dict[str, str] = {}
    for setting in SETTINGS:
        name = setting.name
        candidates = (
            (given.flags.get(name), setting.flag),
            (_variable(setting, given.environ), setting.variable),
            (state.get(name), "state"),
            (config.get(name), config_path),
            *((given.environ.get(other) or None, other) for other in setting.others),
            (setting.default, "default"),
        )
        values[name], sources[name] = next(
            (value, source) for value, source in candidates if value is not None
        )
    weights = {name[5:]: values.pop(name) for name in [*values] if name.startswith("next.")}
    return Settings(**values, weights=weights, sources=sources)  # type: ignore[arg-type]  # the door checked them


def _variable(setting: Setting, environ: Mapping[str, str]) -> Value | None:
    text = environ.get(setting.variable)
    if not text:  # an empty variable is none
        return None
    if isinstance(setting.default, bool):
        if text.lower() in (*_YES, *_NO):
            return text.lower() in _YES
        raise PapernotesError(
            f"{setting.variable} is “{text}”", hint="Set it to 1 or to 0.", code=USAGE
        )
    if isinstance(setting.default, float):
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if setting.least <= number <= setting.most:
            return number
        raise PapernotesError(
            f"{setting.variable} is “{text}”",
            hint=f"Set it to a number from {setting.least:g} to {setting.most:g}.",
            code=USAGE,
        )
    if setting.choices and text not in setting.choices:
        raise PapernotesError(
            f"{setting.variable} is “{text}”",
            hint=f"Set it to {', '.join(setting.choices[:-1])} or {setting.choices[-1]}.",
            code=USAGE,
        )
    return text
