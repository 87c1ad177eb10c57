"""Put what was measured, and the table of guards, into docs/performance.md and docs/reliability.md.

    python docs/measured.py [--check]

The numbers stand in bench/*.md, where the benchmarks write them; a page says with
`<!-- from bench/startup.md -->` … `<!-- end -->` where they belong. `--check` writes nothing
and fails if a page does not say what the benchmarks' files say.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "docs" / f"{name}.md" for name in ("next", "performance", "reliability")]
_PLACE = re.compile(r"(<!-- from (\S+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
_GUARDS = "tests/guards"


def measured(name: str) -> str:
    """A file of the benchmarks without its head, its headings one level down."""
    if name == _GUARDS:
        return guards()
    _, _, body = (ROOT / name).read_text("utf-8").partition("\n")
    body = re.sub(r"\AMade by `[^`]*`[^\n]*\n", "", body.strip() + "\n")
    return re.sub(r"^#", "##", body, flags=re.MULTILINE).strip()


def guards() -> str:
    """Each guard of the program and the tests that fail without it."""
    sys.path.insert(0, str(ROOT))
    from tests.guards import guards as written

    rows = ["| promise | its guard stands in | fails without it |", "| --- | --- | --- |"]
    for guard in written():
        tests = "<br>".join(f"`{test.removeprefix('tests/')}`" for test in guard.tests)
        rows.append(f"| {guard.what} | `{guard.file.removeprefix('src/papernotes/')}` | {tests} |")
    return "\n".join(rows)


def page(text: str) -> str:
    """A page with the numbers of today's files in it."""
    return _PLACE.sub(lambda place: f"{place[1]}\n{measured(place[2])}\n\n{place[4]}", text)


def main() -> None:
    for file in PAGES:
        now = file.read_text("utf-8")
        if "--check" not in sys.argv:
            file.write_text(page(now), encoding="utf-8", newline="\n")
        elif page(now) != now:
            sys.exit(f"docs/{file.name} is stale: run `make docs`")


if __name__ == "__main__":
    main()
