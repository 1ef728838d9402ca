"""Whether extractors slow down with size, on pages enough to be sure of it."""

import sys
import tempfile
from pathlib import Path
from typing import Final

from benchmarks.sized_pages import sized_corpus
from boilerbench.manifests import Settings
from boilerbench.speed.measuring import measure_speed
from boilerbench.speed.record import Protocol
from boilerbench.speed.summing import speeds_of

SIZES: Final = tuple(
    1000 * size
    for size in (20, 40, 60, 90, 130, 180, 250, 330, 420, 520, 640, 780, 920, 1100, 1300, 1600)
)
"""Bytes of sixteen pages, of which the larger half tells the exponent."""


def main() -> None:
    """Time the extractors that are named, or the two that are known to slow down."""
    specs = sys.argv[1:] or ["boilerpy3", "newspaper4k"]
    with tempfile.TemporaryDirectory() as folder:
        made = measure_speed(
            specs,
            sized_corpus(SIZES),
            out=Path(folder) / "growth",
            settings=Settings(timeout=60.0),
            protocol=Protocol(repeats=5, processes=1),
        )
        for row in speeds_of(made).rows:
            if (found := row.growth) is not None:
                mark = " !" if found.super_linear else ""
                told = f"{found.exponent:.2f} [{found.low:.2f}, {found.high:.2f}]{mark}"
                sys.stdout.write(f"{row.name}: {told}\n")


if __name__ == "__main__":
    main()
