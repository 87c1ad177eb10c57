"""Where in our sources an error was made: noted while the program runs, in whatever process."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from papernotes import errors

SOURCE = Path(errors.__file__).parent
Place = tuple[str, int]  # a module's path below SOURCE, and a line


def noting(note: Callable[[Place], object]) -> Callable[..., None]:
    """An `__init__` for PapernotesError that notes where, and by way of whom, it was called."""
    original = errors.PapernotesError.__init__

    def init(self: errors.PapernotesError, *given: Any, **named: Any) -> None:
        original(self, *given, **named)
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            file = Path(frame.f_code.co_filename)
            if file.is_relative_to(SOURCE):
                note((file.relative_to(SOURCE).as_posix(), frame.f_lineno))
            frame = frame.f_back

    return init


def main(sink: str, arguments: list[str]) -> None:
    """Run the program as its console script does; what is noted goes to the file `sink`."""
    from papernotes.main import run

    with Path(sink).open("a", encoding="utf-8", buffering=1) as file:
        errors.PapernotesError.__init__ = noting(  # type: ignore[method-assign]
            lambda place: file.write(f"{place[0]}\t{place[1]}\n")
        )
        sys.argv = ["papernotes", *arguments]
        run()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
