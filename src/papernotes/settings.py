"""Settings: each declared once, here, and what decides over its value.

Precedence: flag, `PAPERNOTES_…` variable, state, config, the variables that many programs
heed (`PAGER` …), default.
"""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from papernotes.errors import USAGE, PapernotesError

Color = Literal["auto", "always", "never"]
Value = str | bool

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

    @property
    def variable(self) -> str:
        return f"PAPERNOTES_{self.name.upper()}"


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
    sources: Mapping[str, str]


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
    return Settings(**values, sources=sources)  # type: ignore[arg-type]  # the door checked them


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
    if setting.choices and text not in setting.choices:
        raise PapernotesError(
            f"{setting.variable} is “{text}”",
            hint=f"Set it to {', '.join(setting.choices[:-1])} or {setting.choices[-1]}.",
            code=USAGE,
        )
    return text
