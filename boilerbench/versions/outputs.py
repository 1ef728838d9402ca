"""Two outputs of one page against each other: what was lost, added and moved."""

from collections.abc import Iterator

from boilerbench.records import Gold
from boilerbench.scoring.alignment import align
from boilerbench.versions.results import Piece


def changed_text(older: str, newer: str) -> tuple[Piece, ...]:
    """What the newer text lacks and has more than the older, in its own order.

    Lost text stands before the text that followed it. A text is aligned with another as an output
    is with gold.
    """
    if older == newer:
        return ()
    return tuple(_pieces(older, newer))


def _pieces(older: str, newer: str) -> Iterator[Piece]:
    alignment = align(Gold(text=older), newer)
    lost = [run for run in alignment.gold if run.label == "missing"]
    for run in alignment.output:
        while lost and run.origin is not None and lost[0].start < run.origin:
            first = lost.pop(0)
            yield Piece("missing", older[first.start : first.end])
        if run.label != "gold":
            mark = "moved" if run.label == "moved" else "added"
            yield Piece(mark, newer[run.start : run.end])
    yield from (Piece("missing", older[run.start : run.end]) for run in lost)
