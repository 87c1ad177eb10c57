"""What each command does, in a sentence, without running its module.

To import all commands takes five times as long as to look into their compiled code for
the docstring of `command`, which is where their help comes from.
"""

from importlib import import_module
from importlib.util import find_spec
from types import CodeType

from papernotes.help.page import docstring


def sentence(name: str) -> str:
    """The sentence of a command's help; "" if it can't be found."""
    spec = find_spec(f"papernotes.cli.{name.replace(' ', '.')}")
    read = getattr(spec.loader, "get_code", None) if spec else None
    code = read(spec.name) if spec and read else None
    functions = [each for each in code.co_consts if isinstance(each, CodeType)] if code else []
    for function in functions:
        if function.co_name == "command":
            text = function.co_consts[0]  # the docstring, where there is one
            return docstring(text)[0] if isinstance(text, str) else ""
    return ""


def group_sentence(name: str) -> str:
    """The same of a group of commands: its package holds nothing but that."""
    return docstring(import_module(f"papernotes.cli.{name}").__doc__ or "")[0]
