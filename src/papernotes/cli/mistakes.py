"""What Typer says of a wrong command line, in the tone of our own messages."""

import re

# What it does not know stays as Typer says it: nothing but tone hangs on these.
_WORDING = (
    (r"^Got unexpected extra argument(?:\(s\)|s)? \((.*)\)$", r"more arguments than it takes: \1"),
    (r"^Option ('\S+') requires an argument$", r"option \1 needs a value"),
    (r"^Missing argument '([^'. ]+)\.\.\.'$", r"missing argument '\1'"),
    (r" \(Possible options: (.*)\)$", r". Did you mean \1?"),
    (r" is not in the range (\d+)<=x<=(\d+)$", r" is not between \1 and \2"),
    (r" is not a valid int(?:eger)?(?: range)?$", " is no whole number"),
)


def said(message: str) -> str:
    """The message of a TyperException: no capital, no full stop, “quotes”."""
    message = message.rstrip(".")
    for theirs, ours in _WORDING:
        message = re.sub(theirs, ours, message)
    return re.sub(r"'([^']*)'", r"“\1”", message[:1].lower() + message[1:])
