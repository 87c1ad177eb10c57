"""CPU time of whole commands against a hello-world Typer app: the budgets of the design.

    python bench/startup.py [--runs 25] [--write]

Every round runs every command once, in turn, so that whatever else the machine does
touches all alike; the ratios are of the rounds' own times. CPU time is user + system of
the child, as the kernel counts it. `--write` puts the table into bench/startup.md.
"""

import argparse
import datetime as dt
import os
import platform
import pty
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import typer

HELLO = """\
import typer
app = typer.Typer()
@app.command()
def hello(name: str = "world") -> None:
    print("hello", name)
@app.command()
def goodbye(name: str = "world") -> None:
    print("goodbye", name)
app()
"""


class Case(NamedTuple):
    name: str
    budget: float
    arguments: list[str]
    terminal: bool = False
    fresh: bool = False  # without an index
    home: str = "warm"


CASES = [
    Case("`list` piped", 1.25, ["list"]),
    Case("`list` on a terminal", 2.1, ["list", "--no-pager"], terminal=True),
    Case("`show 12` piped", 1.25, ["show", "12"]),
    Case("`next` piped", 1.35, ["next"]),
    Case("`search attention` piped", 1.35, ["search", "attention"]),
    Case("`done 12`", 1.7, ["done", "12"], home="marked"),
    Case("a TAB completion of a REF", 1.3, ["__complete", "show", "q"]),
    Case("first `list` ever", 4.0, ["list"], fresh=True, home="cold"),
]


def cpu(command: list[str], environ: dict[str, str], *, terminal: bool = False) -> float:
    """Seconds of user and system time that a command took, children of its own included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    if terminal:
        _on_a_terminal(command, environ)
    else:
        subprocess.run(command, env=environ, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def _on_a_terminal(command: list[str], environ: dict[str, str]) -> None:
    master, slave = pty.openpty()
    with subprocess.Popen(command, env=environ, stdin=slave, stdout=slave, stderr=slave) as child:
        os.close(slave)
        try:
            while os.read(master, 65536):
                pass
        except OSError:  # the last one has closed the terminal
            pass
        if child.wait() != 0:
            raise SystemExit(f"{command} failed")
    os.close(master)


def interval(
    found: Sequence[float],
    draw: random.Random,
    middle: Callable[[Sequence[float]], float] = statistics.median,
) -> tuple[float, float]:
    """95 % confidence interval of the median, or of another middle, by bootstrap."""
    middles = sorted(middle(draw.choices(found, k=len(found))) for _ in range(2000))
    return middles[50], middles[1949]


def surroundings(home: Path) -> dict[str, str]:
    """The environment of a user who has set nothing."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PAPERNOTES", "PYTHON", "NO_COLOR", "XDG_"))
    }
    return {**kept, "COLUMNS": "120", "HOME": str(home)}


def about() -> str:
    """The day and the machine."""
    return (
        f"{dt.datetime.now().astimezone():%Y-%m-%d}, {platform.python_implementation()}"
        f" {platform.python_version()} on {platform.system()} {platform.machine()},"
        f" {os.cpu_count()} cores, Typer {typer.__version__}."
    )


def fsyncs(command: list[str], environ: dict[str, str]) -> int | None:
    """How often a command waits for the disk, if strace can count it."""
    if not shutil.which("strace"):
        return None
    with tempfile.NamedTemporaryFile() as log:
        strace = ["strace", "-f", "-e", "trace=fsync,fdatasync,msync,sync", "-o", log.name]
        subprocess.run([*strace, *command], env=environ, check=True, capture_output=True)
        return Path(log.name).read_text("utf-8").count("sync(")


class Measured(NamedTuple):
    """Seconds of CPU of every round, and how often `done` waited for the disk."""

    hellos: list[float]
    times: dict[str, list[float]]
    fsyncs: int | None


def measure(runs: int) -> Measured:
    papernotes = str(Path(sys.executable).with_name("papernotes"))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        hello = root / "hello.py"
        hello.write_text(HELLO)
        # The places of a real user: what they cost to find belongs to the measurement.
        environ = surroundings(root)

        def prepare(case: Case) -> dict[str, str]:
            home = root / case.home
            if case.fresh:
                shutil.rmtree(home, ignore_errors=True)
            home.mkdir(exist_ok=True)
            return {**environ, "HOME": str(home)}

        for case in CASES:  # byte code, indexes, file cache
            cpu([papernotes, "list"], prepare(case))
        warm = {**environ, "HOME": str(root / "marked")}
        subprocess.run([papernotes, "done", "1-3"], env=warm, check=True, capture_output=True)
        hellos: list[float] = []
        times: dict[str, list[float]] = {case.name: [] for case in CASES}
        for _ in range(runs):
            hellos.append(cpu([sys.executable, str(hello), "hello"], environ))
            for case in CASES:
                place = prepare(case)
                command = [papernotes, *case.arguments]
                times[case.name].append(cpu(command, place, terminal=case.terminal))
                if case.arguments[0] == "done":  # every round marks anew
                    subprocess.run([papernotes, "undo"], env=place, check=True, capture_output=True)
        return Measured(hellos, times, fsyncs([papernotes, "done", "12"], warm))


def table(measured: Measured) -> str:
    hellos, times, waits = measured
    draw = random.Random(0)  # noqa: S311 (a bootstrap, not a secret)
    base = statistics.median(hellos)
    lines = [
        f"{about()} {len(hellos)} interleaved runs; hello-world takes {base * 1000:.0f} ms of CPU.",
        "",
        "| command | CPU ms | ratio | 95 % interval | budget | met |",
        "| --- | ---: | ---: | ---: | ---: | --- |",
    ]
    for case in CASES:
        ratios = [mine / theirs for mine, theirs in zip(times[case.name], hellos, strict=True)]
        low, high = interval(ratios, draw)
        middle = statistics.median(ratios)
        lines.append(
            f"| {case.name} | {statistics.median(times[case.name]) * 1000:.0f} | {middle:.2f}"
            f" | {low:.2f} to {high:.2f} | {case.budget} | {_met(middle, case)} |"
        )
    if waits is not None:
        lines += ["", f"`done 12` waits for the disk {waits} time(s): one event, one fsync."]
    return "\n".join(lines) + "\n"


def _met(ratio: float, case: Case) -> str:
    return "yes" if ratio <= case.budget else "NO"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=25)
    parser.add_argument("--write", action="store_true", help="write bench/startup.md")
    options = parser.parse_args()
    text = table(measure(options.runs))
    print(text)
    if options.write:
        head = "# Start-up\n\nMade by `python bench/startup.py --write`.\n\n"
        Path(__file__).with_suffix(".md").write_text(head + text, encoding="utf-8")


if __name__ == "__main__":
    main()
