"""The columns of an exported table: their names, types and meanings, in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from boilerbench.errors import MetricError
from boilerbench.records import NOISE_KINDS
from boilerbench.scoring import Metric, parse_metric

Type: TypeAlias = Literal["text", "integer", "number", "flag", "time"]
"""What a column holds: text, a whole number, a float, true or false, a moment in UTC."""

Texts: TypeAlias = Literal["none", "digest", "full"]
"""What of an output is exported: nothing, its SHA-256, or that and all of it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: null, whatever its type, where nothing is known."""

    name: str
    type: Type
    told: str


FACTS: Final = (
    Column("run", "text", "the name of the run's folder"),
    Column("created", "time", "when the run began"),
    Column("corpus", "text", "the name of its corpus"),
    Column("extractor", "text", "the spec of the extractor"),
    Column("label", "text", "the name of its row"),
    Column("version", "text", "the version of its package; null where none is known"),
    Column("kind", "text", "extractor, converter or scale"),
    Column("rules", "text", "the cleaning rules its pages and outputs went through, if any"),
    Column("page", "text", "the page's id"),
    Column("url", "text", "the page's URL; null where none is known"),
    Column("site", "text", "the registered domain of the URL, else the page's id"),
    Column("set", "text", "the part of the corpus it belongs to, where there are parts"),
    Column("language", "text", "the page's language; null where none is known"),
    Column("type", "text", "the page's type: article, forum, product, …; null where unlabelled"),
    Column("outcome", "text", "how the extraction ended; null where there is none"),
    Column("reason", "text", "why it failed, or why there is none"),
    Column("size", "integer", "the page's bytes"),
    Column("wall_ms", "number", "milliseconds of the call; null where no call came back"),
    Column("cpu_ms", "number", "milliseconds of CPU time of the call"),
    Column("peak_mb", "number", "peak memory in megabytes of 2^20 bytes"),
    Column("first_call", "flag", "whether it was a worker's first call, which also loads code"),
    Column(
        "host",
        "text",
        "the other host it was extracted on, by its name in `run.json`; null on the run's own"
        " machine, on one of that kind in a merged run, and where there is no extraction",
    ),
    Column("attempts", "integer", "how often it was called: 2 after a retry"),
    Column("network_attempts", "integer", "connections and look-ups that were refused"),
    Column("words", "integer", "words of the text; null where the page was not answered"),
)
"""What stands in every table."""

DIGEST: Final = Column("text_sha256", "text", "SHA-256 of the text in UTF-8, 64 hex digits")
TEXT: Final = Column("text", "text", "the text as it is scored")
MARKDOWN: Final = Column("markdown", "text", "the markdown that came back; null where none did")
WRITTEN: Final[dict[Texts, tuple[Column, ...]]] = {
    "none": (),
    "digest": (DIGEST,),
    "full": (DIGEST, TEXT, MARKDOWN),
}
"""What `--texts` adds."""

LEAKED: Final = tuple(
    Column(
        f"leaked.{kind}",
        "integer",
        f"words of {kind} noise that came out; null where the page has none labelled or was not"
        " answered",
    )
    for kind in NOISE_KINDS
)


def columns_of(metrics: Sequence[Metric], texts: Texts) -> tuple[Column, ...]:
    """All columns of a table: facts, leaked words, scores, and last what there is of texts."""
    scores = (column for metric in metrics for column in score_columns(metric))
    return (*FACTS, *LEAKED, *scores, *WRITTEN[texts])


def score_columns(metric: Metric) -> list[Column]:
    """A column for each value of a metric, in the order of its formulas."""
    return [
        Column(f"{short_name(metric)}.{name}", "number", f"{name} of the page by {metric!r}")
        for name in metric.formulas
    ]


def short_name(metric: Metric) -> str:
    """What a metric's columns begin with: `shingles`, or `shingles(n=2)` beside its defaults."""
    name = repr(metric).partition("(")[0]
    try:
        usual = parse_metric(name) == metric
    except MetricError:
        usual = False
    return name if usual else repr(metric)
