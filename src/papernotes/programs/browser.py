"""Hand an address to the user's browser."""

import os
from urllib.parse import quote

from papernotes.errors import PapernotesError
from papernotes.programs.foreground import run, words


def browse(url: str, setting: str) -> None:
    """Open `url` with the program of the setting ("": what the system has).

    `%s` in the setting stands for the address; else it comes last. Only http and https.
    """
    if not url.lower().startswith(("http://", "https://")):
        raise PapernotesError(
            "only http and https addresses are opened", hint="Mend that link in the catalog."
        )
    url = _visible(url)
    if not (_own(url, setting) if setting else _systems(url)):
        raise PapernotesError(
            f"no browser could be started{f' ({setting})' if setting else ''}",
            hint=f"Set one, as in PAPERNOTES_BROWSER=firefox, or open it yourself: {url}",
        )


def _visible(url: str) -> str:
    """The address with what can't be seen written as %1B and the like, as browsers do."""
    return "".join(
        char if char.isprintable() else quote(char, safe="", errors="replace") for char in url
    )


def _own(url: str, setting: str) -> bool:
    command = words(setting)
    if not command:
        return False
    given = [word.replace("%s", url) for word in command]
    if given == command:
        given.append(url)
    try:
        # Waited for: a browser in the terminal needs it, one with windows hands over and
        # ends. What it says is no data of ours, so that it goes to stderr.
        return run(given, stdout=None if os.isatty(1) else 2) == 0
    except OSError:
        return False


def _systems(url: str) -> bool:
    import webbrowser  # 10 ms, and only here

    return webbrowser.open(url)
