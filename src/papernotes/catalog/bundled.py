"""Where the catalog that ships with the program lies."""

from pathlib import Path

NAME = "llm"


def path() -> Path:
    """In a wheel beside the code, in a checkout at the top.

    `importlib.resources` would say the same, but takes 10 ms to import.
    """
    package = Path(__file__).parent.parent
    installed = package / "data" / "papers.toml"
    return installed if installed.exists() else package.parent.parent / "data" / "papers.toml"
