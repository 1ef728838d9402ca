"""The table of the gate's own test: which check notices which mutation."""

from collections.abc import Sequence
from typing import Final

from boilerbench.gating.self_test import Trial
from boilerbench.reporting.tables import Align, Cell, render

_MUST: Final = {True: "must", False: "must not", None: "may"}
HEADERS: Final = ("extractor", "mutation", "pages", "mean fall", "red", "noticed by")
ALIGN: Final[tuple[Align, ...]] = ("left", "left", "right", "right", "left", "left")


def self_test_table(trials: Sequence[Trial], style: str) -> str:
    """A row for each mutation on one page and on all."""
    rows: list[list[Cell]] = [
        [
            one.extractor,
            one.mutation,
            one.pages,
            f"{one.fall:.4f}",
            _MUST[one.must] + ("" if one.kept else ", and does otherwise"),
            ", ".join(one.noticed) or "-",
        ]
        for one in trials
    ]
    return render(HEADERS, rows, style, ALIGN)
