"""`papernotes completion`."""

import json
from typing import Annotated

import typer

from papernotes.cli.options import AskedOptions
from papernotes.completing.scripts import Shell, script
from papernotes.render.output import write_text


def command(
    shell: Annotated[
        Shell, typer.Argument(metavar="SHELL", help="bash, zsh or fish.", show_default=False)
    ],
    asked: AskedOptions,
) -> int:
    """Print the script by which a shell completes commands, options, papers and topics.

    It changes no file of yours. bash wants this line in ~/.bashrc:
    eval "$(papernotes completion bash)"

    zsh wants this one in ~/.zshrc, after compinit:
    eval "$(papernotes completion zsh)"

    fish wants this one in ~/.config/fish/config.fish:
    papernotes completion fish | source

    Examples:
        papernotes completion bash
        papernotes completion zsh
        papernotes completion fish
    """
    text = script(shell)
    # Never drawn: a shell is to read it, wherever it goes.
    write_text(f"{json.dumps({'shell': shell, 'script': text})}\n" if asked.json else text)
    return 0
