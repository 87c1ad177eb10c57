"""The wheel as users get it: built, installed into an empty environment, and used there."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
# Where each shell, or what comes with it, looks below a folder `share`.
COMPLETIONS = {
    "bash": "bash-completion/completions/papernotes",
    "zsh": "zsh/site-functions/_papernotes",
    "fish": "fish/vendor_completions.d/papernotes.fish",
}


def build(kind: str, source: Path, folder: Path) -> Path:
    """A "wheel" or "sdist" of a source folder."""
    # Hatchling itself: pip would fetch it once more into an environment of its own.
    hatchling = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    subprocess.run(hatchling, cwd=source, check=True, capture_output=True)
    (built,) = (file for file in folder.iterdir() if file.is_file())
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", CHECKOUT, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `papernotes` of an environment that has the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("user")
    venv.create(folder / "env", with_pip=True)
    binaries = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    install = [str(binaries / "python"), "-m", "pip", "install", "-q", str(wheel)]
    subprocess.run(install, check=True, cwd=folder, capture_output=True)
    return binaries / "papernotes"


def use(command: Path, home: Path, *arguments: str) -> str:
    environ = {"PATH": os.environ["PATH"], "HOME": str(home)}
    run = [str(command), *arguments]
    done = subprocess.run(run, cwd=home, env=environ, check=True, capture_output=True, text=True)
    return done.stdout


def test_the_wheel_holds_the_catalog_and_no_more_than_the_package(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "papernotes/data/papers.toml" in names
    assert "papernotes/py.typed" in names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"papernotes"}
    kinds = {name.split("/")[0].rpartition(".")[2] for name in names if "-" in name.split("/")[0]}
    assert kinds == {"dist-info", "data"}
    shared = [name.partition(".data/")[2] for name in names if ".data/" in name]
    assert "data/share/man/man1/papernotes.1" in shared
    assert {f"data/share/{place}" for place in COMPLETIONS.values()} <= set(shared)
    assert all(name.startswith("data/share/") for name in shared)


def test_an_installed_wheel_brings_the_man_page_to_where_man_looks(installed: Path) -> None:
    page = installed.parent.parent / "share" / "man" / "man1" / "papernotes.1"
    assert page.read_bytes() == (CHECKOUT / "docs" / "papernotes.1").read_bytes()


@pytest.mark.parametrize("shell", COMPLETIONS)
def test_an_installed_wheel_brings_its_completion_to_where_the_shell_looks(
    shell: str, installed: Path, tmp_path: Path
) -> None:
    script = (installed.parent.parent / "share" / COMPLETIONS[shell]).read_text("utf-8")
    assert script == use(installed, tmp_path, "completion", shell)
    assert use(installed, tmp_path, "__complete", "show", "qlo").startswith("qlora\tQLoRA: ")


def test_the_sdist_has_the_pages_and_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    sdist = build("sdist", CHECKOUT, tmp_path / "sdist")
    subprocess.run(["tar", "-xzf", sdist, "-C", tmp_path], check=True)
    source = tmp_path / sdist.name.removesuffix(".tar.gz")
    for page in ("docs/papernotes.1", "docs/cli.md", "docs/reference.py", "CHANGELOG.md"):
        assert (source / page).read_bytes() == (CHECKOUT / page).read_bytes()
    again = zipfile.ZipFile(build("wheel", source, tmp_path / "wheel"))
    first = zipfile.ZipFile(wheel)
    assert sorted(again.namelist()) == sorted(first.namelist())
    assert {each.filename: each.CRC for each in again.infolist()} == {
        each.filename: each.CRC for each in first.infolist()
    }


def test_an_installed_wheel_lists_shows_marks_and_suggests(installed: Path, tmp_path: Path) -> None:
    listed = use(installed, tmp_path, "list").splitlines()
    assert len(listed) == 46
    assert "title\tQLoRA: Efficient Finetuning of Quantized LLMs" in use(
        installed, tmp_path, "show", "12"
    )
    assert use(installed, tmp_path, "done", "12").startswith("12\tqlora\tdone\t")
    assert use(installed, tmp_path, "next", "-n", "1").startswith("1\tattention\tunread\t")
    assert use(installed, tmp_path, "list", "--status", "done").startswith("12\tqlora\tdone\t")


def test_an_installed_wheel_keeps_its_files_where_the_platform_wants_them(
    installed: Path, tmp_path: Path
) -> None:
    use(installed, tmp_path, "done", "1")
    found = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*.toml")}
    assert found == ({".local"} if sys.platform == "linux" else {"Library"})
