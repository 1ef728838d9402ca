"""When a page counts as broken: below a limit that was given, or well below the older version."""

import re
from dataclasses import dataclass
from typing import Final

from boilerbench.errors import MetricError, UsageError
from boilerbench.scoring import HEADLINE, Metric, parse_metric
from boilerbench.scoring.metric import Better
from boilerbench.spelling import suggestion
from boilerbench.versions.results import Rule

FALL: Final = 0.05
"""How much a page must lose to count as broken, where no limit is given."""

_BELOW = re.compile(
    r"(?P<metric>[a-z][a-z0-9-]*(?:\([^)]*\))?)(?:\.(?P<value>[\w.-]+))?:(?P<limit>[0-9.]+)"
)


@dataclass(frozen=True)
class Gauge:
    """What is read off a page: one value of a metric; and the limit, where one was given."""

    metric: Metric = HEADLINE
    value: str = HEADLINE.headline
    limit: float | None = None

    @property
    def better(self) -> Better:
        """Which end of the value is the good one."""
        return "low" if self.metric.ideal[self.value] == 0 else "high"

    def rule(self, older: float | None) -> Rule:
        """The rule, given what the older end has."""
        limit = self.limit
        if limit is None:
            base = older or 0.0
            limit = base - FALL if self.better == "high" else base + FALL
        return Rule(repr(self.metric), self.value, limit, self.better)


def gauge_of(metric: str | None, below: str | None) -> Gauge:
    """The gauge of `--metric METRIC` or of `--below METRIC[.VALUE]:X`.

    Raises MetricError for an unknown metric or value, UsageError for another grammar.
    """
    if below is None:
        chosen = parse_metric(metric) if metric else HEADLINE
        return Gauge(chosen, chosen.headline)
    if metric is not None:
        raise UsageError("--below names a metric already: leave out --metric.")
    found = _BELOW.fullmatch(below)
    if found is None or found["limit"].count(".") > 1 or found["limit"] == ".":
        raise UsageError(
            f"--below takes METRIC:X or METRIC.VALUE:X, as shingles.f1:0.5 or noise.tokens:0.1; "
            f"not {below!r}."
        )
    chosen = parse_metric(found["metric"])
    value = found["value"] or chosen.headline
    if value not in chosen.ideal:
        raise MetricError(
            f"{chosen!r} has no value {value!r}{suggestion(value, chosen.ideal)} "
            f"It has {', '.join(list(chosen.ideal)[:8])}."
        )
    return Gauge(chosen, value, float(found["limit"]))
