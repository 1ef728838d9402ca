"""What extracting cost: time and memory, from the timings that workers took."""

from collections.abc import Sequence

import numpy as np

from boilerbench.records import Extraction
from boilerbench.scores import Speed
from boilerbench.units import MEGABYTE


def speed_of(extractions: Sequence[Extraction], jobs: int | None = None) -> Speed | None:
    """The speed of what was timed; None where nothing was, as with stored outputs.

    The first call of a worker is left out where there are others: it also loads the extractor.
    `jobs` is how many extractions went on at once.
    """
    called = [(e.timing, e.size) for e in extractions if e.timing is not None]
    if not called:
        return None
    timed = [one for one in called if not one[0].first] or called
    wall = np.array([timing.wall_ns for timing, _ in timed], dtype=float)
    cpu = np.array([timing.cpu_ns for timing, _ in timed], dtype=float)
    seconds = max(float(wall.sum()) / 1e9, 1e-9)
    return Speed(
        mean_cpu_ms=float(cpu.mean()) / 1e6,
        median_ms=float(np.median(wall)) / 1e6,
        p95_ms=float(np.percentile(wall, 95)) / 1e6,
        pages_per_second=len(timed) / seconds,
        megabytes_per_second=sum(size for _, size in timed) / MEGABYTE / seconds,
        peak_memory_mb=max(timing.peak_memory for timing, _ in called) / MEGABYTE,
        jobs=jobs,
    )
