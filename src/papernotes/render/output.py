"""Where a result goes, and in which of its three forms."""

import json
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from papernotes.errors import PapernotesError
from papernotes.model.clean import clean, escape_json
from papernotes.settings import Settings

if TYPE_CHECKING:
    from papernotes.render.view import View


class Output(NamedTuple):
    """What stdout can show. `drawn` for a terminal, else records; those are `plain` on demand."""

    drawn: bool
    color: bool
    width: int
    height: int  # lines, beyond which a pager helps; 0: no pager
    pager: str
    unicode: bool = True
    plain: bool = False


def output(settings: Settings, environ: Mapping[str, str], *, pager: bool = True) -> Output:
    """How stdout is to be written to.

    A setting decides over everybody's variables; NO_COLOR takes the colour, FORCE_COLOR
    means the terminal's rendering, a dumb terminal gets it without a single escape.
    """
    stream, color = sys.stdout, settings.color
    terminal = stream.isatty()
    forced = color == "always" or (color == "auto" and bool(environ.get("FORCE_COLOR")))
    drawn = (terminal or forced) and not settings.plain
    colored = drawn and color != "never"
    if color == "auto" and (environ.get("NO_COLOR") or environ.get("TERM") == "dumb"):
        colored = False
    width, height = size(environ, terminal) if drawn or terminal else (80, 0)
    return Output(
        drawn,
        colored,
        width,
        height if terminal and pager and environ.get("TERM") != "dumb" else 0,
        settings.pager,
        unicode="utf" in (stream.encoding or "").lower(),
        plain=settings.plain,
    )


def write_json(view: "View") -> None:
    write_text(escape_json(_dumps(view.json())) + "\n")


def _dumps(value: object) -> str:
    """JSON, the elements of an array on a line each: fast to write, and good for grep."""
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in value) + "\n]"
    return json.dumps(value, ensure_ascii=False)


def write(view: "View", out: Output) -> None:
    """Show a result on stdout: drawn, as records, or plain."""
    if out.drawn:
        from papernotes.render.draw import drawn  # Rich costs as much as all the rest

        text = drawn(view.draw(out), out)
    else:
        records = view.records()
        if out.plain:  # nobody wants to hear of empty fields
            records = map(_filled, getattr(view, "plain", view.records)())
        text = "".join("\t".join(map(clean, record)) + "\n" for record in records)
    if out.height and text.count("\n") >= out.height:
        from papernotes.render.pager import page

        if page(text, out.pager):
            return
    write_text(text)


def _filled(record: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, record))


def write_text(text: str) -> None:
    # UTF-8 by contract, whatever the locale says.
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise PapernotesError(
            f"the output could not be written: {error.strerror}",
            hint="Only that is lost: whatever was to be recorded is recorded.",
        ) from error


def size(environ: Mapping[str, str], terminal: bool) -> tuple[int, int]:
    """Columns and lines of the window; COLUMNS decides over what the terminal says."""
    import shutil

    columns = environ.get("COLUMNS", "")
    found = shutil.get_terminal_size() if terminal else (80, 24)
    width = int(columns) if columns.isdecimal() and int(columns) > 0 else found[0]
    return max(20, min(width, 1000)), found[1]
