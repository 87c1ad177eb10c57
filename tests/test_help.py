"""`--help`, the man page and docs/cli.md: complete, of one source, and fit to be read anywhere."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from papernotes import errors
from papernotes.cli.app import COMMANDS, everything
from papernotes.cli.described import DescribedCommand, DescribedGroup, in_order
from papernotes.errors import EXIT_CODES
from papernotes.help.about import FILES, QUERIES, REFS
from papernotes.help.man import man
from papernotes.help.markdown import markdown
from papernotes.help.page import Page, docstring, walk
from papernotes.help.reference import reference
from papernotes.help.text import text
from papernotes.paths import places
from papernotes.settings import SETTINGS
from tests.attacks.texts import assert_harmless
from tests.conftest import Run
from tests.test_laziness import imported
from tests.test_look import picture
from tests.test_streams import on_terminal, piped

pytestmark = pytest.mark.usefixtures("warm")

CHECKOUT = Path(__file__).parent.parent
PAGES = {page.name: page for page in walk(typer.main.get_command(everything()), "papernotes")}
EVERY = ["", *COMMANDS]

every_page = pytest.mark.parametrize("name", PAGES)
every_command = pytest.mark.parametrize("name", EVERY)


def page_of(name: str) -> Page:
    return PAGES[f"papernotes {name}".rstrip()]


def doc(name: str) -> str:
    return (CHECKOUT / "docs" / name).read_text(encoding="utf-8")


# On the terminal


@pytest.mark.parametrize("columns", ["40", "80", "120"])
@pytest.mark.parametrize("line", ["--help", "list --help", "done --help"])
def test_help_looks_like_this(
    line: str, columns: str, run: Run, snapshot: SnapshotAssertion
) -> None:
    result = run(*line.split(), COLUMNS=columns, FORCE_COLOR="1")
    assert (result.code, result.err) == (0, "")
    assert picture(result.out) == snapshot


@every_page
def test_help_is_never_wider_than_the_window_and_always_complete(name: str) -> None:
    page = PAGES[name]

    def letters(printed: str) -> str:
        return "".join(printed.replace(" \\\n", "\n").split())

    whole = letters(text(page, 100))
    for width in range(40, 130):
        printed = text(page, width)
        assert max(map(len, printed.splitlines())) <= min(width, 100)
        assert letters(printed) == whole
    for width in range(20, 40):  # where a word of an example is what it is
        printed = text(page._replace(examples=()), width)
        assert max(map(len, printed.splitlines())) <= width
        assert letters(printed) == letters(text(page._replace(examples=()), 100))


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_help_has_the_width_of_the_window(columns: int, run: Run) -> None:
    widest = max(map(len, run("done", "--help", COLUMNS=str(columns)).out.splitlines()))
    assert min(columns, 100) - 15 <= widest <= columns


WORDS = st.lists(
    st.one_of(
        st.from_regex(r"[a-z0-9:./-]{1,20}", fullmatch=True),
        st.from_regex(r'"[a-z ]{0,40}"', fullmatch=True),
        st.from_regex(r"--[a-z]{1,9}='[a-z ]{0,30}'", fullmatch=True),
    ),
    min_size=1,
    max_size=9,
)


@given(WORDS, st.integers(20, 100))
def test_a_shell_takes_an_example_over_several_lines_for_the_one_that_it_is(
    words: list[str], width: int
) -> None:
    example = " ".join(["papernotes", *words])
    page = PAGES["papernotes"]._replace(examples=(example,), closing=())
    printed = text(page, width).partition("\nExamples\n")[2]
    assert shlex.split(printed.replace("\\\n", "")) == shlex.split(example)


@pytest.mark.usefixtures("home")
def test_headings_are_bold_only_where_escapes_are_welcome() -> None:
    bold = "\x1b[1mReading\x1b[0m\n"
    assert bold in on_terminal("--help").out
    assert bold in piped("--help", FORCE_COLOR="1").out
    for plain in (
        on_terminal("--help", NO_COLOR="1"),
        on_terminal("--help", TERM="dumb"),
        on_terminal("--help", PAPERNOTES_COLOR="never"),
        piped("--help"),
    ):
        assert "\x1b" not in plain.out
        assert "\nReading\n" in plain.out


def test_help_comes_even_if_a_variable_is_set_to_nonsense(run: Run) -> None:
    result = run("list", "--help", PAPERNOTES_COLOR="pink", COLUMNS="wide")
    assert (result.code, result.err) == (0, "")
    assert result.out == run("list", "--help").out


@pytest.mark.usefixtures("home")
def test_a_terminal_without_unicode_gets_quotes_that_it_can_show() -> None:
    out = piped("list", "--help", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0").out
    assert out.isascii()
    assert '"always" draws as on a terminal' in out
    assert "?" not in out


@every_command
def test_help_imports_neither_rich_nor_pydantic(name: str, run: Run) -> None:
    run("list")
    modules = imported(*name.split(), "--help")
    assert not {"rich", "pydantic", "tomllib", "dataclasses"} & modules
    loaded = {each for each in COMMANDS if f"papernotes.cli.{each.replace(' ', '.')}" in modules}
    assert loaded == ({name} if name else {*COMMANDS})


# `papernotes help`


@every_page
def test_help_command_prints_what_command_help_prints(name: str, run: Run) -> None:
    words = name.split()[1:]
    asked = run("help", *words)
    assert (asked.code, asked.err) == (0, "")
    assert asked == run(*words, "--help") == run(*words, "-h")
    assert asked.out.startswith(PAGES[name].sentence[:30])


@pytest.mark.parametrize("words", [["help"], ["help", "help"], ["help", "--help"], ["-h"]])
def test_help_without_a_command_is_that_of_the_program(words: list[str], run: Run) -> None:
    assert run(*words) == run("--help")


def test_help_for_what_is_no_command_offers_the_nearest(run: Run) -> None:
    result = run("help", "lst")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "papernotes: no such command “lst”. Did you mean “list”? See: papernotes --help\n"
    )


# What it says


@every_command
def test_every_command_is_documented(name: str) -> None:
    page = page_of(name)
    assert re.fullmatch(r"[A-Z].{10,99}\.", page.sentence)
    assert page.examples or not name
    assert all(example.split("|")[0].startswith(page.name) for example in page.examples)
    assert all(argument.help for argument in page.arguments)
    options = [option for group in page.options for option in group.options]
    assert len(options) >= 2
    for option in options:
        assert re.search(r"[.)]$", option.help), option
        assert all(re.fullmatch(r"-[a-z]|--[a-z][a-z-]+", each) for each in option.names)


@every_page
def test_help_is_plain_text(name: str) -> None:
    printed = text(PAGES[name], 100)
    assert_harmless(printed)
    assert not re.search(r"[`*\t]|\[/", printed)


def test_the_help_of_the_program_lists_every_command_once_in_the_order_of_their_panels() -> None:
    panels = PAGES["papernotes"].panels
    listed = {panel.head: [each.name for each in panel.commands] for panel in panels}
    expected: dict[str, list[str]] = {}
    for name, command in COMMANDS.items():
        expected.setdefault(command.panel, []).append(name)
    assert listed == expected
    assert list(listed) == list(expected)


def test_the_output_options_come_last_and_help_is_the_last_of_them(run: Run) -> None:
    groups = page_of("done").options
    assert [group.head for group in groups] == ["Options", "Output"]
    assert groups[-1].options[-1].names == ("-h", "--help")
    printed = run("done", "--help").out
    assert re.search(r"\n\nOptions\n.*\n  -m, --message TEXT .*\n\nOutput\n", printed, re.DOTALL)


def test_a_usage_has_the_arguments_as_they_are_typed() -> None:
    assert page_of("done").usage == "papernotes done [REF]... [OPTIONS]"
    assert page_of("skip").usage == "papernotes skip REF... [OPTIONS]"
    assert page_of("show").usage == "papernotes show [REF] [OPTIONS]"
    assert page_of("").usage == "papernotes [COMMAND] [ARGUMENTS] [OPTIONS]"
    assert [each.name for each in page_of("done").arguments] == ["REF"]


def made_up() -> list[Page]:
    """The pages of an app with a group, and everything that an option may have."""
    app = typer.Typer(cls=in_order(["box put", "look", "box take"]), add_completion=False)
    box = typer.Typer(cls=DescribedGroup, help="Boxes. Several.")
    app.callback()(lambda: None)

    def look(
        where: Annotated[str, typer.Argument(help="Where.")],
        how: Annotated[int, typer.Option("--how", help="How often.")] = 2,
        dark: Annotated[bool, typer.Option("--dark/--light", help="Which.")] = False,
        hidden: Annotated[bool, typer.Option(hidden=True)] = False,
        panel: Annotated[
            str | None, typer.Option("--p", "-p", help="P.", rich_help_panel="First")
        ] = None,
    ) -> None:
        """Look. Then look again.

        A second
        paragraph.

        Examples:

            look here

            look there
        """
        del where, how, dark, hidden, panel

    app.command("look", cls=DescribedCommand, rich_help_panel="B")(look)
    app.add_typer(box, name="box", rich_help_panel="A")
    for name in ("put", "take"):
        box.command(name, cls=DescribedCommand, rich_help_panel="A")(look)
    return list(walk(typer.main.get_command(app), "app"))


def test_a_page_has_all_that_typer_knows_and_groups_show_their_commands() -> None:
    pages = {page.name: page for page in made_up()}
    assert [(p.head, [c.name for c in p.commands]) for p in pages["app"].panels] == [
        ("A", ["box put", "box take"]),
        ("B", ["look"]),
    ]
    assert list(pages) == ["app", "app box", "app box put", "app box take", "app look"]
    assert pages["app box"].sentence == "Boxes."
    assert pages["app box"].usage == "app box COMMAND [ARGUMENTS] [OPTIONS]"
    look = pages["app look"]
    assert (look.sentence, look.paragraphs) == (
        "Look.",
        ("Then look again.", "A second paragraph."),
    )
    assert look.examples == ("look here", "look there")
    assert look.usage == "app look WHERE [OPTIONS]"
    own, first = look.options
    assert (own.head, first.head) == ("Options", "First")
    assert [(each.names, each.metavar, each.help) for each in own.options] == [
        (("--how",), "INT", "How often. Default: 2."),
        (("--dark", "--light"), "", "Which."),
    ]
    assert [each.names for each in first.options] == [("-p", "--p"), ("-h", "--help")]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_docstring_may_have_blank_lines_between_its_examples_or_none(between: str) -> None:
    found = docstring(f"Do it.\n\nExamples:{between}    a b{between}    a c")
    assert found == ("Do it.", (), ("a b", "a c"))


# The manual


def test_the_manual_is_what_the_program_says_now() -> None:
    check = [sys.executable, "docs/reference.py", "--check"]
    done = subprocess.run(check, cwd=CHECKOUT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@every_command
def test_the_manual_has_every_command_with_its_options_and_examples(name: str) -> None:
    page = page_of(name)
    shown = doc("cli.md")
    level = "###" if name else "##"
    section = re.search(rf"^{level} {page.name}\n(.*?)(?=^#|\Z)", shown, re.DOTALL | re.MULTILINE)
    assert section
    assert f"    {page.usage}\n" in section[1]
    for group in page.options:
        where = section[1] if group.head == "Options" else shown
        for option in group.options:
            assert all(f"`{each}" in where for each in option.names)
    assert all(f"    {example}\n" in section[1] for example in page.examples)


def test_the_contents_of_the_manual_lead_to_its_sections() -> None:
    shown = doc("cli.md")
    heads = re.findall(r"^#+ (.+)$", shown, re.MULTILINE)
    links = re.findall(r"\]\(#(.+?)\)", shown)
    assert len(links) >= len(COMMANDS) + 5
    assert set(links) <= {head.lower().replace(" ", "-") for head in heads}


def test_the_manual_tells_of_every_setting_variable_and_exit_code() -> None:
    shown = doc("cli.md")
    for setting in SETTINGS:
        row = next(line for line in shown.splitlines() if line.startswith(f"| `{setting.name}` |"))
        for each in (setting.variable, *setting.others, setting.flag, setting.help):
            assert each in row
    sources = "".join(path.read_text("utf-8") for path in (CHECKOUT / "src").rglob("*.py"))
    assert set(re.findall(r'"(PAPERNOTES_[A-Z]+)"', sources)) <= set(
        re.findall(r"`(PAPERNOTES_[A-Z]+)`", shown)
    )
    codes = {value for name, value in vars(errors).items() if type(value) is int and name.isupper()}
    assert codes | {0} == EXIT_CODES.keys()
    assert all(f"| `{code}` | {meaning} |" in shown for code, meaning in EXIT_CODES.items())


@pytest.mark.skipif(sys.platform != "linux", reason="the folders of Linux")
def test_the_manual_says_where_files_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for kind in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.delenv(f"XDG_{kind}_HOME", raising=False)
    where = places({})
    said = [row[1].strip("`").rstrip("/").replace("~", str(tmp_path)) for row in FILES.rows]
    assert said == [*map(str, (where.data, where.config_file, where.state, where.index_file))]


def test_every_ref_and_query_of_the_manual_can_be_typed(run: Run) -> None:
    refs = [ref for row in REFS.rows for ref in re.findall("`(.+?)`", row[0])]
    assert len(refs) >= 8
    for ref in refs:
        result = run("done", ref)
        assert result.code == 0, (ref, result.err)
    terms = [term for row in QUERIES.rows for term in re.findall("`(.+?)`", row[0])]
    assert len(terms) >= 10
    for term in terms:
        assert run("list", term).code == 0, term


needs_groff = pytest.mark.skipif(not shutil.which("groff"), reason="groff is not here")


def formatted(page: str) -> str:
    """A man page as it is read, in letters alone. Raises if groff has anything to warn of."""
    groff = ["groff", "-man", "-Kutf8", "-Tutf8", "-ww", "-P-cbou", "-rLL=200n"]
    done = subprocess.run(groff, input=page.encode(), check=True, capture_output=True)
    assert done.stderr == b""
    return done.stdout.decode()


@needs_groff
def test_the_man_page_is_sound_and_its_lines_can_be_typed() -> None:
    shown = formatted(doc("papernotes.1"))
    for name in EVERY:
        for example in page_of(name).examples:
            assert f" {example}\n" in shown
    for option in ("--no-pager", "-m, --message TEXT", "-h, --help"):
        assert option in shown
    for head in ("NAME", "SYNOPSIS", "SETTINGS", "ENVIRONMENT", "FILES", "EXIT STATUS"):
        assert f"\n{head}\n" in shown


@pytest.mark.skipif(not shutil.which("mandoc"), reason="mandoc is not here")
def test_mandoc_finds_no_more_in_the_man_page_than_that_it_has_no_date() -> None:
    lint = ["mandoc", "-T", "lint", "-W", "warning", "docs/papernotes.1"]
    done = subprocess.run(lint, cwd=CHECKOUT, check=False, capture_output=True, text=True)
    found = [line for line in done.stdout.splitlines() if "missing date" not in line]
    assert found == []


@needs_groff
def test_no_text_is_taken_for_a_request_of_roff() -> None:
    odd = r"""'tis .SH a \fB "b" 'c' `d` ^ ~ – “e” … \\ -f --g é 你"""
    program = typer.main.get_command(everything())
    manual = reference(program)
    page = manual.program._replace(
        sentence=".so /etc/passwd", paragraphs=(odd, ".SH x", "'br"), examples=(odd, ".SH y")
    )
    shown = formatted(man(manual._replace(program=page), "1", ".SH z\n.SH z"))
    for line in (odd, ".so /etc/passwd", ".SH x", "'br", ".SH y"):
        assert f" {line}\n" in shown
    assert ".SH z" not in shown


def test_no_text_is_taken_for_markup_of_markdown() -> None:
    manual = reference(typer.main.get_command(everything()))
    page = manual.program._replace(sentence=r"*a* _b_ c_d `e` <f> [g](h) | \i")
    shown = markdown(manual._replace(program=page), "note")
    assert r"\*a\* \_b\_ c_d \`e\` \<f> \[g\](h) \| \\i" in shown
