"""How all benchmarks run: on one thread, slow ones when asked for, with the cores that were free.

numpy's threads that wait for each other on a busy machine would count as work: a product of half a
millisecond takes 12 then. The variable is for processes that are started from here; in this one a
plugin of pytest's may have imported numpy already. Whoever sets it decides.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from collections.abc import Callable, Generator, Sequence
from typing import Any, NamedTuple

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # it has no types

from boilerbench.machines import usable_cores
from boilerbench.speed.cores import CoresProbe, Reading, free_cores

FREE = "cores_free"


class Probed(NamedTuple):
    """A reading of all cores, and the best rate of a single process around it."""

    reading: Reading
    best: float


BEFORE = pytest.StashKey[Probed]()


def pytest_configure() -> None:
    """Let numpy's products run on as many threads as the variable says."""
    threadpool_limits(int(os.environ["OPENBLAS_NUM_THREADS"]), user_api="blas")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--slow`, `--group` and `--rounds`."""
    parser.addoption(
        "--slow", action="store_true", help="Run the benchmarks that take minutes too."
    )
    parser.addoption(
        "--group",
        action="append",
        default=[],
        metavar="NAME",
        help="Only groups that begin so; repeatable.",
    )
    parser.addoption(
        "--rounds",
        type=int,
        default=1,
        metavar="N",
        help="At least N rounds where a benchmark fixes their number (some fix 1).",
    )


@pytest.fixture
def benchmark(benchmark: BenchmarkFixture, request: pytest.FixtureRequest) -> BenchmarkFixture:
    """pytest-benchmark's own, with at least `--rounds` in `pedantic`: it has no option for that."""
    pedantic: Callable[..., Any] = benchmark.pedantic
    least = request.config.getoption("--rounds")

    def patiently(*more: Any, rounds: int = 1, **options: Any) -> Any:
        return pedantic(*more, rounds=max(rounds, least), **options)

    vars(benchmark)["pedantic"] = patiently
    return benchmark


def group_of(item: pytest.Item) -> str:
    """The group of a benchmark, which its nearest mark names; none has none."""
    mark = item.get_closest_marker("benchmark")
    return str(mark.kwargs["group"]) if mark and "group" in mark.kwargs else ""


def leave_out_others(
    config: pytest.Config, items: list[pytest.Item], chosen: tuple[str, ...]
) -> None:
    """Keep the groups that begin so; UsageError where there are none."""
    groups = sorted({group_of(item) for item in items})
    others = [item for item in items if not group_of(item).startswith(chosen)]
    if len(others) == len(items):
        raise pytest.UsageError(
            f"No group begins with {' or '.join(chosen)}; there are {'; '.join(groups)}."
        )
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if group_of(item).startswith(chosen)]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Other groups are left out where some are chosen, slow ones unless they are asked for."""
    if chosen := tuple(config.getoption("--group")):
        leave_out_others(config, items, chosen)
    if not config.getoption("--slow"):
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker(pytest.mark.skip(reason="takes a minute; --slow runs it too"))


def probed() -> Probed:
    """What all cores did at once just now, and the best that one of them did alone."""
    with CoresProbe() as probe:
        return Probed(probe.take(usable_cores()), probe.best)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Take the first reading."""
    if not session.config.getoption("collectonly"):
        session.config.stash[BEFORE] = probed()


def pytest_benchmark_update_machine_info(
    config: pytest.Config, machine_info: dict[str, Any]
) -> None:
    """The cores there are, and how many were free before and after: of a busy machine, beware."""
    machine_info["cores"] = usable_cores()
    if BEFORE in config.stash:
        both = (config.stash[BEFORE], probed())
        best = max(one.best for one in both)
        machine_info[FREE] = [round(free_cores(one.reading, best), 2) for one in both]


def readable(free: Sequence[float] | None, cores: int | None) -> str:
    """The two readings, of how many cores; a file without them is none of this suite's."""
    return f"{' and '.join(map(str, free))} of {cores}" if free else "not measured"


@pytest.hookimpl(wrapper=True)
def pytest_benchmark_compare_machine_info(
    benchmarksession: Any, machine_info: dict[str, Any], compared_benchmark: dict[str, Any]
) -> Generator[None, object, object]:
    """A machine that is busier is no other machine, but one to be told of."""
    machine_info.pop(FREE, None)
    then = compared_benchmark["machine_info"]
    told = readable(then.pop(FREE, None), then.get("cores"))
    line = f"Cores free before and after the earlier run: {told}"
    benchmarksession.logger.info(line)
    return (yield)
