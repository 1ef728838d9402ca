"""The JSON that pytest-benchmark 5 writes, so that dashboards which read it read our times."""

import math
import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from boilerbench.manifests import Checkout, Machine

FORMAT: Final = "5.3.1"
"""The pytest-benchmark whose shape and definitions these are."""

_UNKNOWN: Final = "unversioned"
_FENCE: Final = 1.5  # quartile ranges beyond a quartile that make an outlier: Tukey's


class Timed(msgspec.Struct, frozen=True):
    """One thing that was timed, and the seconds of each of its rounds: at least one.

    Readers of several files know it again by its `fullname`; what has the same `group` is
    compared. `extra_info` is anything that JSON can hold. Raises ValueError without a round, and
    for seconds that are negative or no number.
    """

    name: str
    fullname: str
    group: str
    seconds: tuple[float, ...]
    params: Mapping[str, str | int | float | bool] = {}
    extra_info: Mapping[str, Any] = {}

    def __post_init__(self) -> None:
        if not self.seconds or not all(0 <= one < math.inf for one in self.seconds):
            raise ValueError(f"{self.fullname} has no times, or some that are none.")


class Stats(msgspec.Struct, frozen=True):
    """What pytest-benchmark says of the rounds: seconds, in ops rounds a second."""

    min: float
    max: float
    mean: float
    stddev: float
    rounds: int
    median: float
    iqr: float
    q1: float
    q3: float
    iqr_outliers: int
    stddev_outliers: int
    outliers: str
    ld15iqr: float
    hd15iqr: float
    ops: float
    total: float
    data: tuple[float, ...]
    iterations: int = 1


class Benchmark(msgspec.Struct, frozen=True):
    """One entry of `benchmarks`."""

    group: str
    name: str
    fullname: str
    params: Mapping[str, str | int | float | bool] | None
    param: str | None
    extra_info: Mapping[str, Any]
    options: Mapping[str, Any]
    stats: Stats


class Report(msgspec.Struct, frozen=True):
    """The whole file."""

    machine_info: Mapping[str, Any]
    commit_info: Mapping[str, Any]
    benchmarks: tuple[Benchmark, ...]
    datetime: str
    version: str = FORMAT


def report(
    timed: Sequence[Timed],
    machine: Machine,
    *,
    created: str,
    project: str,
    checkout: Checkout | None = None,
) -> Report:
    """The file of what was timed on a machine at a moment (ISO 8601).

    `checkout` is the source tree that was measured, where that was one.
    """
    return Report(
        machine_info=_machine_info(machine),
        commit_info=_commit_info(project, checkout),
        benchmarks=tuple(map(_benchmark, timed)),
        datetime=created,
    )


def written(whole: Report) -> str:
    """The text of the file: strict JSON, indented as pytest-benchmark does."""
    return msgspec.json.format(msgspec.json.encode(whole), indent=4).decode()


def stats_of(seconds: Sequence[float]) -> Stats:
    """The statistics of at least one round, by the definitions of `pytest_benchmark.stats`."""
    rounds, total = len(seconds), sum(seconds)
    data = sorted(seconds)
    mean = statistics.mean(seconds)
    deviation = statistics.stdev(seconds) if rounds > 1 else 0.0
    q1, q3 = _quartiles(data)
    low, high = q1 - _FENCE * (q3 - q1), q3 + _FENCE * (q3 - q1)
    beyond_deviation = _outside(data, mean - deviation, mean + deviation)
    beyond_fences = _outside(data, low, high)
    return Stats(
        min=data[0],
        max=data[-1],
        mean=mean,
        stddev=deviation,
        rounds=rounds,
        median=statistics.median(data),
        iqr=q3 - q1,
        q1=q1,
        q3=q3,
        iqr_outliers=beyond_fences,
        stddev_outliers=beyond_deviation,
        outliers=f"{beyond_deviation};{beyond_fences}",
        # A quartile between equal times can be rounded past them.
        ld15iqr=data[min(bisect_left(data, low), rounds - 1)],
        hd15iqr=data[max(bisect_right(data, high), 1) - 1],
        ops=rounds / total if total else 0.0,
        total=total,
        data=tuple(seconds),
    )


def _quartiles(data: Sequence[float]) -> tuple[float, float]:
    """Of sorted data; for odd numbers between two of them (method 3 of Wikipedia's quartiles)."""
    n, odd = divmod(len(data), 4)
    if len(data) == 1:
        return data[0], data[0]
    if odd == 1:
        return _between(data, n - 1, 0.75), _between(data, 3 * n, 0.25)
    if odd == 3:
        return _between(data, n, 0.25), _between(data, 3 * n + 1, 0.75)
    half = len(data) // 2
    return statistics.median(data[:half]), statistics.median(data[half:])


def _between(data: Sequence[float], place: int, share: float) -> float:
    return (1 - share) * data[place] + share * data[place + 1]


def _outside(data: Sequence[float], low: float, high: float) -> int:
    return sum(one < low or one > high for one in data)


def _benchmark(timed: Timed) -> Benchmark:
    return Benchmark(
        group=timed.group,
        name=timed.name,
        fullname=timed.fullname,
        params=timed.params or None,
        param="-".join(map(str, timed.params.values())) or None,
        extra_info=timed.extra_info,
        options={},
        stats=stats_of(timed.seconds),
    )


def _machine_info(machine: Machine) -> dict[str, Any]:
    """The machine in pytest-benchmark's words; of what was not recorded, the empty word."""
    system, _, rest = machine.system.partition(" ")
    release, _, architecture = rest.rpartition(" ")
    return {
        "node": "",
        "processor": architecture,
        "machine": architecture,
        "python_compiler": "",
        "python_implementation": "",
        "python_implementation_version": machine.python,
        "python_version": machine.python,
        "python_build": ["", ""],
        "release": release,
        "system": system,
        "cpu": {"brand_raw": machine.processor, "count": machine.cores, "arch": architecture},
    }


def _commit_info(project: str, checkout: Checkout | None) -> dict[str, Any]:
    return {
        "id": (checkout and checkout.commit) or _UNKNOWN,
        "time": None,
        "author_time": None,
        "dirty": bool(checkout and checkout.dirty),
        "project": project,
        "branch": "(unknown)",
    }
