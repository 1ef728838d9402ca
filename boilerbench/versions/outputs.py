"""Two outputs of one page against each other: what was lost, added and moved."""

from collections.abc import Iterator
from itertools import accumulate
from typing import Final, Literal

from boilerbench.records import Gold
from boilerbench.scoring.alignment import align
from boilerbench.versions.results import Piece

WORDS: Final = 6
"""Words around a piece that are shown with it."""
_FAR: Final = 1 << 62


def changed_text(older: str, newer: str) -> tuple[Piece, ...]:
    """What the newer text lacks and has more than the older, in its own order.

    Lost text stands before the text that replaced or followed it. A text is aligned with another as
    an output is with gold.
    """
    return () if older == newer else tuple(_pieces(older, newer))


def _pieces(older: str, newer: str) -> Iterator[Piece]:
    alignment = align(Gold(text=older), newer)
    lost = [run for run in alignment.gold if run.label == "missing"]
    origins = [_FAR if run.origin is None else run.origin for run in alignment.output]
    following = [*accumulate(reversed(origins), min)][::-1]  # where the kept text goes on
    for run, goes_on in zip(alignment.output, following, strict=True):
        while lost and lost[0].start < goes_on:
            first = lost.pop(0)
            yield _piece("missing", older, first.start, first.end)
        if run.label == "moved":
            yield _piece("moved", newer, run.start, run.end)
        elif run.label != "gold":
            yield _piece("added", newer, run.start, run.end)
    yield from (_piece("missing", older, run.start, run.end) for run in lost)


def _piece(mark: Literal["missing", "added", "moved"], text: str, start: int, end: int) -> Piece:
    before = " ".join(text[max(0, start - 200) : start].split()[-WORDS:])
    after = " ".join(text[end : end + 200].split()[:WORDS])
    return Piece(mark, text[start:end], before, after)
