"""How all benchmarks run: on one thread, slow ones when asked for, with the cores that were free.

numpy's threads that wait for each other on a busy machine would count as work. The variable stands
before numpy is imported; whoever sets it decides.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from collections.abc import Generator
from typing import Any, NamedTuple

import pytest

from boilerbench.machines import usable_cores
from boilerbench.speed.cores import CoresProbe, Reading, free_cores

FREE = "cores_free"


class Probed(NamedTuple):
    """A reading of all cores, and the best rate of a single process around it."""

    reading: Reading
    best: float


BEFORE = pytest.StashKey[Probed]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--slow`."""
    parser.addoption(
        "--slow", action="store_true", help="Run the benchmarks that take minutes too."
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Slow ones are left out unless they are asked for."""
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


@pytest.hookimpl(wrapper=True)
def pytest_benchmark_compare_machine_info(
    benchmarksession: Any, machine_info: dict[str, Any], compared_benchmark: dict[str, Any]
) -> Generator[None, object, object]:
    """A machine that is busier is no other machine, but one to be told of."""
    machine_info.pop(FREE, None)
    then = compared_benchmark["machine_info"].pop(FREE, None)
    told = f"Cores free before and after the earlier run: {then}"
    benchmarksession.logger.info(told)
    return (yield)
