"""What scoring costs: every metric on the sample, its gold prepared before, as for all systems."""

from itertools import count

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.sample import GOLDS, PARTS, marked, unseen
from boilerbench.errors import MetricError
from boilerbench.scoring import METRICS, parse_metric
from boilerbench.scoring.metric import Row
from boilerbench.scoring.parts import Part

TURN = count(1)


@pytest.mark.benchmark(group=f"metrics: {len(GOLDS)} pages, all visible text")
@pytest.mark.parametrize("name", METRICS)
def test_metric(benchmark: BenchmarkFixture, name: str) -> None:
    """A row of every page."""
    try:
        metric = parse_metric(name)
    except MetricError as error:
        pytest.skip(str(error))
    golds = [marked(gold) if metric.reads == "markdown" else gold for gold in GOLDS]
    assert all(map(metric.judges, golds))

    def new_values() -> tuple[tuple[list[Part]], dict[str, object]]:
        turn = next(TURN)
        return ([unseen(part, turn) for part in PARTS[metric.reads]],), {}

    def score(parts: list[Part]) -> list[Row | None]:
        return [metric.page(gold, part) for gold, part in zip(golds, parts, strict=True)]

    rows = benchmark.pedantic(score, setup=new_values, rounds=7, warmup_rounds=1)
    assert all(row and len(row) == len(metric.columns) for row in rows)
    if benchmark.stats:
        benchmark.extra_info["us_per_page"] = benchmark.stats["min"] / len(GOLDS) * 1e6
