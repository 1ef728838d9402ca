"""A metric explained on one page: its definition, the page's numbers, the arithmetic."""

import inspect
import re
from collections.abc import Iterator, Mapping

import numpy as np

from boilerbench.scoring.metric import Metric, Row

MANY = 12
"""Statistics that fit in a line."""


def definition(metric: Metric) -> str:
    """What a metric is, in the words of its documentation."""
    return inspect.getdoc(type(metric)) or ""


def arithmetic(metric: Metric, row: Row) -> Iterator[str]:
    """A line for every value that the page has: formula, the same with its numbers, result."""
    numbers = dict(zip(metric.columns, row, strict=True))
    values = metric.values(np.array([row]))
    for name, formula in metric.formulas.items():
        value = float(values[name][0])
        if not np.isnan(value):
            yield f"{name} = {formula} = {written_out(formula, numbers)} = {value:.4f}"


def statistics(metric: Metric, row: Row) -> str:
    """The page's own numbers by name, those of 0 left out where there are many."""
    pairs = list(zip(metric.columns, row, strict=True))
    told = [pair for pair in pairs if pair[1]] if len(pairs) > MANY else pairs
    return ", ".join(f"{name} {value:g}" for name, value in told) or "all 0"


def written_out(formula: str, numbers: Mapping[str, float]) -> str:
    """A formula with the names of columns replaced by a page's numbers."""
    names = "|".join(re.escape(name) for name in sorted(numbers, key=len, reverse=True))
    return re.sub(rf"\b(?:{names})\b", lambda found: f"{numbers[found[0]]:.10g}", formula)
