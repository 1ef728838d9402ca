"""Metrics: what each says of one output, and the one table of them all."""

import difflib
import inspect
import re
from collections.abc import Callable, Mapping

from boilerbench.errors import MetricError
from boilerbench.scoring.aeb import AebShingles
from boilerbench.scoring.alignment import Alignment, GoldRun, Leak, OutputRun, align, leaks
from boilerbench.scoring.metric import Metric
from boilerbench.scoring.noise import LeakCounts, NoiseLeaks, leak_counts
from boilerbench.scoring.overlap import Shingles, Tokens
from boilerbench.scoring.silence import kept_silent

METRICS: Mapping[str, Callable[..., Metric]] = {
    "aeb-shingles": AebShingles,
    "noise": NoiseLeaks,
    "shingles": Shingles,
    "tokens": Tokens,
}
"""Every metric by the name it is called by; a metric's fields are its parameters."""

HEADLINE = Shingles(n=4)
"""What a leaderboard is sorted by: the mean over pages of its F1."""

_SPELLING = re.compile(r"\s*([a-z][a-z0-9-]*)\s*(?:\((.*)\)|:(.+))?\s*")
_PARAMETER = re.compile(r"\s*([a-z_]+)\s*=\s*([0-9]+)\s*")


def parse_metric(text: str) -> Metric:
    """The metric of a spelling: `tokens`, `shingles(n=4)`, `shingles:n=4`.

    Raises MetricError for an unknown name or parameter, with the nearest one that exists.
    """
    match = _SPELLING.fullmatch(text)
    if match is None:
        raise MetricError(f"{text!r} is no metric: write NAME or NAME(PARAMETER=VALUE).")
    name, bracketed, colon = match.groups()
    if name not in METRICS:
        raise MetricError(f"No metric is called {name!r}{_hint(name, list(METRICS))}.")
    parameters = list(inspect.signature(METRICS[name]).parameters)
    given = _parameters(text, bracketed or colon or "", parameters)
    return METRICS[name](**given)


def _parameters(text: str, written: str, known: list[str]) -> dict[str, int]:
    given: dict[str, int] = {}
    for item in written.split(",") if written.strip() else []:
        match = _PARAMETER.fullmatch(item)
        if match is None:
            raise MetricError(f"{item.strip()!r} in {text!r} is not PARAMETER=NUMBER, as in n=4.")
        name, value = match.groups()
        if name in given:
            raise MetricError(f"{text!r} gives {name} twice: give it once.")
        if name not in known:
            raise MetricError(f"{text!r} has no parameter {name!r}{_hint(name, known)}.")
        given[name] = int(value)
    return given


def _hint(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if near:
        return f", did you mean {near[0]!r}"
    return f"; there is {', '.join(known)}" if known else "; it takes none"


__all__ = [
    "METRICS",
    "AebShingles",
    "Alignment",
    "GoldRun",
    "Leak",
    "LeakCounts",
    "Metric",
    "NoiseLeaks",
    "OutputRun",
    "Shingles",
    "Tokens",
    "align",
    "kept_silent",
    "leak_counts",
    "leaks",
    "parse_metric",
]
