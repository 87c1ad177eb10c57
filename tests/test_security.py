"""docs/security.md says what is so: its tests exist, its packages are those that are installed."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.conftest import Run
from tests.test_laziness import imported

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
LOCK = (ROOT / "requirements-dev.lock").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
RUNTIME = [Requirement(text) for text in PROJECT["dependencies"]]
DEV = [Requirement(text) for text in PROJECT["optional-dependencies"]["dev"]]


def rows(head: str) -> list[list[str]]:
    """The cells of the table of the page that begins with these heads."""
    table = PAGE[PAGE.index(f"| {head} |") :].split("\n\n")[0]
    return [[cell.strip() for cell in line.split(" | ")] for line in table.splitlines()[2:]]


@cache
def functions(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_bytes())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_test_that_the_page_names_exists_and_every_line_names_one() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)
    assert len(named) > 28
    for file, name in named:
        assert not name or name in functions(file), f"{file}::{name}"
    for row in [*rows("source | what it may hold"), *rows("what | when")]:
        assert "`tests/" in row[-1], row


def locked() -> dict[str, str]:
    """The version of each package of the lock file."""
    found = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", LOCK, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def test_every_package_of_the_lock_has_its_hashes() -> None:
    packages = re.split(r"^(?=[a-z])", LOCK, flags=re.MULTILINE)[1:]
    assert len(packages) == len(locked()) > 30
    for package in packages:
        assert re.match(r"[a-z0-9.-]+==[^ ]+( ; .*)? \\\n", package), package[:80]
        assert re.search(r"^    --hash=sha256:[0-9a-f]{64}", package, re.MULTILINE), package[:80]
    assert "://" not in LOCK  # whatever index a machine has: the hashes tell


def test_the_lock_is_of_what_pyproject_asks_for() -> None:
    for requirement in [*RUNTIME, *DEV]:
        version = locked()[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(Version(version)), f"{requirement}: run make lock"


def needed(name: str) -> Iterator[str]:
    """A package, and what it needs to run here, and so on."""
    seen: set[str] = set()
    waiting = [canonicalize_name(name)]
    while waiting:
        found = waiting.pop()
        if found not in seen:
            seen.add(found)
            for text in distribution(found).requires or []:
                each = Requirement(text)
                if each.marker is None or each.marker.evaluate({"extra": ""}):
                    waiting.append(canonicalize_name(each.name))
    yield from seen


def test_the_lock_has_all_that_its_packages_need_too() -> None:
    names = {name for requirement in RUNTIME for name in needed(requirement.name)}
    assert names <= locked().keys(), "run make lock"


def test_the_page_names_every_package_that_comes_with_the_program() -> None:
    names = {name for requirement in RUNTIME for name in needed(requirement.name)}
    told = {row[0].removeprefix("| "): row[1] for row in rows("package | comes with")}
    assert told.keys() == names
    own = {canonicalize_name(requirement.name) for requirement in RUNTIME}
    assert {name for name, source in told.items() if source == "papernotes"} == own


def test_make_installs_from_the_lock_and_nothing_besides() -> None:
    line = ["make", "-n", "-B", ".venv/.dev"]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True)
    installs = [line for line in done.stdout.splitlines() if " install " in line]
    assert len(installs) == 2
    assert "--require-hashes -r requirements-dev.lock" in installs[0]
    assert "--no-deps --no-build-isolation -e ." in installs[1]


def test_no_module_but_the_door_could_open_a_connection_and_none_run_a_shell() -> None:
    network = {"socket", "ssl", "http", "http.client", "urllib.request", "smtplib", "ftplib"}
    network |= {"httpx", "httpcore"}
    door = {"hop.py", "address.py", "proxy.py"}
    for file in sorted((ROOT / "src").rglob("*.py")):
        is_door = file.parent.name == "network" and file.name in door
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.Import) and not is_door:
                assert not {alias.name for alias in node.names} & network, file
            if isinstance(node, ast.ImportFrom) and not is_door:
                assert node.module not in network, file
            if isinstance(node, ast.Call):
                named = ast.unparse(node.func)
                assert named not in ("os.system", "os.popen", "eval", "exec"), file
                assert not [each for each in node.keywords if each.arg == "shell"], file


def test_what_the_page_says_is_never_imported_is_not(run: Run) -> None:
    assert run("done", "1").code == 0
    lines = [["list", "--color", "always"], ["show", "12", "--color", "always"], ["--help"]]
    for line in lines:
        modules = imported(*line)
        for row in rows("package | comes with"):
            if row[-1].removesuffix(" |") == "never":
                name = row[0].removeprefix("| ").replace("-py", "").replace("-", "_")
                assert name not in modules, (line, name)
