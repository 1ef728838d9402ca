"""Metrics: what each says of one output, and the one table of them all."""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress

from boilerbench.errors import MetricError
from boilerbench.scoring.aeb import AebShingles
from boilerbench.scoring.alignment import Alignment, GoldRun, Leak, OutputRun, align, leaks
from boilerbench.scoring.cleaneval import CleanevalAlign
from boilerbench.scoring.duplication import Duplication
from boilerbench.scoring.exact import Exact
from boilerbench.scoring.fundus import FundusParagraphs, FundusRouge
from boilerbench.scoring.fusion import Fusion
from boilerbench.scoring.lcs import Lcs
from boilerbench.scoring.metadata import Metadata
from boilerbench.scoring.metric import Metric
from boilerbench.scoring.mineru import MineruRouge5
from boilerbench.scoring.newspaper4k import Newspaper4kShingles
from boilerbench.scoring.noise import LeakCounts, NoiseLeaks, leak_counts
from boilerbench.scoring.order import Order
from boilerbench.scoring.overlap import Shingles, Tokens
from boilerbench.scoring.segments import Segments
from boilerbench.scoring.silence import kept_silent
from boilerbench.scoring.structure import Structure
from boilerbench.scoring.thirds import HeadBodyTail
from boilerbench.scoring.trafilatura import TrafilaturaSnippets
from boilerbench.scoring.wceb import WcebLevenshtein, WcebRouge
from boilerbench.scoring.wcxb import WcxbWords
from boilerbench.scoring.wmb import WmbText
from boilerbench.spelling import suggestion

METRICS: Mapping[str, Callable[..., Metric]] = {
    "aeb-shingles": AebShingles,
    "cleaneval-align": CleanevalAlign,
    "duplication": Duplication,
    "exact": Exact,
    "fundus-paragraphs": FundusParagraphs,
    "fundus-rouge": FundusRouge,
    "fusion": Fusion,
    "head-body-tail": HeadBodyTail,
    "lcs": Lcs,
    "metadata": Metadata,
    "mineru-rouge5": MineruRouge5,
    "newspaper4k-shingles": Newspaper4kShingles,
    "noise": NoiseLeaks,
    "order": Order,
    "segments": Segments,
    "shingles": Shingles,
    "structure": Structure,
    "tokens": Tokens,
    "trafilatura-snippets": TrafilaturaSnippets,
    "wceb-levenshtein": WcebLevenshtein,
    "wceb-rouge": WcebRouge,
    "wcxb-words": WcxbWords,
    "wmb-text": WmbText,
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
        raise MetricError(
            f"There is no metric {name!r}{suggestion(name, METRICS)} "
            f"Known are {', '.join(METRICS)}."
        )
    parameters = list(inspect.signature(METRICS[name]).parameters)
    given = _parameters(name, bracketed or colon or "", parameters)
    return METRICS[name](**given)


def parse_metrics(texts: Iterable[str]) -> list[Metric]:
    """The metrics of several spellings in their order; one that was named twice is one."""
    return list({repr(metric): metric for metric in map(parse_metric, texts)}.values())


def metrics_at_hand() -> Iterator[tuple[str, Metric]]:
    """Every metric by name, with its defaults, but those that need a package not installed here."""
    for name, make in METRICS.items():
        with suppress(MetricError):
            yield name, make()


def _parameters(metric: str, written: str, known: list[str]) -> dict[str, int]:
    given: dict[str, int] = {}
    for item in written.split(",") if written.strip() else []:
        match = _PARAMETER.fullmatch(item)
        if match is None:
            raise MetricError(f"{metric}: {item.strip()!r} is not PARAMETER=NUMBER, as in n=4.")
        name, value = match.groups()
        if name in given:
            raise MetricError(f"{metric}: {name} is given twice; give it once.")
        if name not in known:
            raise MetricError(
                f"{metric} has no parameter {name!r}{suggestion(name, known)} "
                f"Parameters: {', '.join(known) or 'none'}."
            )
        given[name] = int(value)
    return given


__all__ = [
    "METRICS",
    "AebShingles",
    "Alignment",
    "CleanevalAlign",
    "Duplication",
    "Exact",
    "FundusParagraphs",
    "FundusRouge",
    "Fusion",
    "GoldRun",
    "HeadBodyTail",
    "Lcs",
    "Leak",
    "LeakCounts",
    "Metadata",
    "Metric",
    "MineruRouge5",
    "Newspaper4kShingles",
    "NoiseLeaks",
    "Order",
    "OutputRun",
    "Segments",
    "Shingles",
    "Structure",
    "Tokens",
    "TrafilaturaSnippets",
    "WcebLevenshtein",
    "WcebRouge",
    "WcxbWords",
    "WmbText",
    "align",
    "kept_silent",
    "leak_counts",
    "leaks",
    "metrics_at_hand",
    "parse_metric",
    "parse_metrics",
]
