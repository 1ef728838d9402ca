"""What extracting cost: time and memory, from the timings that workers took."""

from collections.abc import Iterable, Sequence

import numpy as np

from boilerbench.hosts import unlike_machines
from boilerbench.manifests import Machine, Manifest
from boilerbench.recorded import Outline
from boilerbench.records import Timing
from boilerbench.scores import Speed
from boilerbench.units import MEGABYTE


def steady_calls(extractions: Iterable[Outline]) -> list[tuple[Timing, int]]:
    """The calls that were timed, each with its page's bytes.

    The first call of a worker is left out where there are others: it also loads the extractor.
    """
    called = _calls(extractions)
    return [one for one in called if not one[0].first] or called


def _calls(extractions: Iterable[Outline]) -> list[tuple[Timing, int]]:
    return [(e.timing, e.size) for e in extractions if e.timing is not None]


def speed_of(extractions: Sequence[Outline], jobs: int | None = None) -> Speed | None:
    """The speed of what was timed, by its steady calls; None where nothing was.

    So it is with stored outputs. The peak is that of all calls; `jobs` is how many extractions
    went on at once.
    """
    timed = steady_calls(extractions)
    if not timed:
        return None
    wall = np.array([timing.wall_ns for timing, _ in timed], dtype=float)
    cpu = np.array([timing.cpu_ns for timing, _ in timed], dtype=float)
    seconds = max(float(wall.sum()) / 1e9, 1e-9)
    return Speed(
        mean_cpu_ms=float(cpu.mean()) / 1e6,
        median_ms=float(np.median(wall)) / 1e6,
        p95_ms=float(np.percentile(wall, 95)) / 1e6,
        pages_per_second=len(timed) / seconds,
        megabytes_per_second=sum(size for _, size in timed) / MEGABYTE / seconds,
        peak_memory_mb=max(timing.peak_memory for timing, _ in _calls(extractions)) / MEGABYTE,
        jobs=jobs,
    )


def timed_on(manifest: Manifest, extractions: Iterable[Outline]) -> tuple[Machine, ...]:
    """The machines on which some extractions of a run were timed, one of each kind."""
    names = dict.fromkeys(one.host for one in extractions if one.timing is not None)
    known: dict[str | None, Machine] = {None: manifest.machine}
    known |= manifest.hosts.items()
    return unlike_machines(known[name] for name in names if name in known)
