"""Settings: what decides over each, where that is shown, and what a config file may hold."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papernotes.config import read
from papernotes.settings import SETTINGS, Given, resolve
from tests.conftest import HEAD, Run, paper

pytestmark = pytest.mark.usefixtures("warm")


@pytest.fixture
def config(home: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        file = home / "config" / "config.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    return write


def setting(run: Run, name: str, *arguments: str, **environ: str) -> tuple[str | bool, str]:
    """Its value, and where that comes from."""
    shown = run("config", "--json", *arguments, **environ).json
    return next((each["value"], each["source"]) for each in shown if each["name"] == name)


def test_every_setting_is_shown_with_its_default(run: Run) -> None:
    shown = run("config", "--json").json
    assert [each["name"] for each in shown] == [each.name for each in SETTINGS]
    for each in shown:
        assert each["value"] == each["default"]
        assert each["source"] == "default"
        assert each["help"]
        assert each["variable"] == f"PAPERNOTES_{each['name'].upper().replace('.', '_')}"


def test_values_are_shown_as_the_config_writes_them(run: Run) -> None:
    assert run("config", "--catalog", "mine", "--quiet").rows[:11] == [
        ["catalog", "mine", "--catalog"],
        ["color", "auto", "default"],
        ["pager", "less -FIRX", "default"],
        ["editor", "vi", "default"],
        ["browser", "(none)", "default"],
        ["plain", "false", "default"],
        ["quiet", "true", "--quiet"],
        ["offline", "false", "default"],
        ["resolver", "https://doi.org", "default"],
        ["minutes_per_page", "5", "default"],
        ["next.reading", "15", "default"],
    ]


def test_a_flag_decides_over_a_variable_over_state_over_the_config(
    run: Run, config: Callable[[str], Path], catalog: Callable[..., Path], home: Path
) -> None:
    for name in ("a", "b", "c", "d"):
        catalog(name, HEAD + paper(1))
    assert setting(run, "catalog") == ("llm", "default")
    file = config('catalog = "a"\n')
    assert setting(run, "catalog") == ("a", str(file))
    (home / "state").mkdir(exist_ok=True)
    (home / "state" / "catalog").write_text("b\n")
    assert setting(run, "catalog") == ("b", "state")
    assert setting(run, "catalog", PAPERNOTES_CATALOG="c") == ("c", "PAPERNOTES_CATALOG")
    assert setting(run, "catalog", "--catalog", "d", PAPERNOTES_CATALOG="c") == ("d", "--catalog")
    assert run("list", "--json").json[0]["catalog"] == "b"


def test_the_config_decides_over_everybodys_variables(
    run: Run, config: Callable[[str], Path]
) -> None:
    assert setting(run, "editor", VISUAL="", EDITOR="ed") == ("ed", "EDITOR")
    assert setting(run, "editor", VISUAL="vis", EDITOR="ed") == ("vis", "VISUAL")
    file = config('editor = "nano -w"\n')
    assert setting(run, "editor", VISUAL="vis") == ("nano -w", str(file))
    assert setting(run, "editor", PAPERNOTES_EDITOR="own") == ("own", "PAPERNOTES_EDITOR")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('color = "always"', ["list", "-n", "1"]),
        ('pager = "cat"\ncolor = "always"', ["list", "-n", "1"]),
    ],
)
def test_a_config_changes_what_commands_do(
    text: str, line: list[str], run: Run, config: Callable[[str], Path]
) -> None:
    before = run(*line)
    assert "\x1b[" not in before.out
    config(text)
    assert "\x1b[" in run(*line).out
    assert "\x1b[" not in run(*line, "--color", "never").out
    assert run(*line, PAPERNOTES_COLOR="auto") == before


def test_the_config_is_read_again_when_it_changes_and_forgotten_when_it_goes(
    run: Run, config: Callable[[str], Path]
) -> None:
    file = config("plain = true\n")
    assert setting(run, "plain")[0] is True
    config("plain = false\n")
    assert setting(run, "plain") == (False, str(file))
    file.unlink()
    assert setting(run, "plain") == (False, "default")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("color = \n", 1, "no TOML"),
        ('\ncolour = "never"\n', 2, "colour is no setting: there are catalog, color"),
        ('plain = true\ncolor = "pink"\n', 2, "color: "),
        ('plain = "yes"\n', 1, "plain: "),
        ("pager = 3\n", 1, "pager: "),
        ("[catalog]\nname = 1\n", 1, "catalog: "),
        ("editor = '\udcff'\n", 1, "no UTF-8"),
    ],
)
def test_what_is_wrong_in_the_config_is_said_with_its_line_and_the_rest_holds(
    text: str, line: int, says: str, run: Run, config: Callable[[str], Path]
) -> None:
    file = config("")
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    for _ in range(2):  # from the file, and from the index
        result = run("list")
        assert result.code == 4
        assert len(result.rows) == 46
        assert result.err.startswith(f"papernotes: warning: {file}:{line}: ")
        assert says in result.err
    assert run("done", "1").code == 0
    assert run("paths").code == 0
    file.write_text("plain = false\n")
    assert run("list")[::2] == (0, "")


def test_a_catalog_that_is_gone_is_said_with_the_way_out(
    run: Run, config: Callable[[str], Path], home: Path
) -> None:
    file = config('catalog = "gone"\n')
    assert f"Mend “catalog” in {file}" in run("list").err
    (home / "state").mkdir(exist_ok=True)
    (home / "state" / "catalog").write_text("away\n")
    result = run("list")
    assert result.code == 3
    assert "no catalog “away”" in result.err
    assert "papernotes catalog use NAME" in result.err
    assert setting(run, "catalog") == ("away", "state")


@pytest.mark.parametrize(("name", "value"), [("PLAIN", "maybe"), ("QUIET", "2"), ("COLOR", "on")])
def test_a_variable_that_can_not_be_is_wrong_usage(name: str, value: str, run: Run) -> None:
    result = run("list", **{f"PAPERNOTES_{name}": value})
    assert (result.code, result.out) == (2, "")
    assert f"PAPERNOTES_{name} is “{value}”" in result.err


@pytest.mark.parametrize("yes", ["1", "true", "YES", "on"])
def test_plain_and_quiet_can_be_variables(yes: str, run: Run) -> None:
    assert run("done", "1", PAPERNOTES_QUIET=yes) == (0, "", "")
    assert run("list", "--plain").out == run("list", PAPERNOTES_PLAIN=yes).out
    assert run("done", "2", PAPERNOTES_QUIET="off").out != ""


_values = st.one_of(st.none(), st.text(min_size=1, max_size=5))


@given(flag=_values, own=_values, state=_values, config=_values)
def test_the_first_that_says_something_decides(
    flag: str | None, own: str | None, state: str | None, config: str | None
) -> None:
    def said(value: str | None) -> dict[str, Any]:
        return {} if value is None else {"catalog": value}

    environ = {} if own is None else {"PAPERNOTES_CATALOG": own}
    found = resolve(
        Given(environ, said(flag)), state=said(state), config=said(config), config_path="file"
    )
    candidates = [
        (flag, "--catalog"), (own, "PAPERNOTES_CATALOG"), (state, "state"), (config, "file"),
        ("llm", "default"),
    ]  # fmt: skip
    value, source = next(each for each in candidates if each[0] is not None)
    assert (found.catalog, found.sources["catalog"]) == (value, source)


@given(st.binary(max_size=60))
def test_any_bytes_are_a_config_or_a_complaint(data: bytes) -> None:
    values, complaints = read(data)
    known = {each.name: type(each.default) for each in SETTINGS}
    assert all(type(value) is known[name] for name, value in values.items())
    assert all(complaint.line >= 1 and complaint.message for complaint in complaints)
