"""A paper that is not there."""

from collections.abc import Sequence

from bench.rivals.faults.bed import Bed, outcome
from papernotes.model.paper import Paper

COLUMNS = ("show", "mark")


def missing(bed: Bed) -> Sequence[str]:
    nobody = Paper(99_999, None, (), "Nowhere", authors=("No Body",), published="2020")
    bed.fresh()
    bed.note("a paper that is not there")
    return [
        outcome(bed.noted(name, bed.tool.run(bed.home, commands)))
        for name, commands in (("show", bed.tool.show(nobody)), ("mark", bed.tool.mark(nobody)))
    ]
