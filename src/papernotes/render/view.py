"""What a result must offer to be shown."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from papernotes.render.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType


class View(Protocol):
    """A result that can be shown in all three forms.

    It may have more: `plain()`, the records with what only the drawing says besides;
    `remarks()`, lines for stderr where it is not drawn; `warnings()`, lines for stderr
    always; and `confirms = True` if it only says that something was done, which nobody
    needs to hear who wants it quiet.
    """

    def json(self) -> object:
        """What `json.dumps` takes."""

    def records(self) -> Iterable[tuple[str, ...]]:
        """One record a line; fields in the order of the contract."""

    def draw(self, output: Output) -> "RenderableType":
        """What Rich draws on a terminal."""
