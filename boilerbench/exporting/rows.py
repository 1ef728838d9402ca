"""The rows of an exported table: one for each page and extractor, made a few pages at a time."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

import numpy as np

from boilerbench.answers import Answers
from boilerbench.exporting.columns import LEAKED, Texts
from boilerbench.manifests import SystemRecord
from boilerbench.measuring import gives_text_only, row_of
from boilerbench.records import NOISE_KINDS, Extraction, Page, Timing
from boilerbench.runs import Run
from boilerbench.scoring import Metric, NoiseLeaks
from boilerbench.scoring.parts import text_of
from boilerbench.text import tokens
from boilerbench.units import MEGABYTE

Value: TypeAlias = str | int | float | bool | dt.datetime | None
Row: TypeAlias = tuple[Value, ...]

PORTION: Final = 64
"""Pages whose scores are held at once."""
NOT_EXTRACTED: Final = "not extracted"
_NOISE: Final = NoiseLeaks()
_LEAKED: Final = [_NOISE.columns.index(f"{kind}.leaked_tokens") for kind in NOISE_KINDS]
_PLANTED: Final = [_NOISE.columns.index(f"{kind}.planted_tokens") for kind in NOISE_KINDS]
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Table:
    """What is exported: the answers of a run, their scores, and how much of each text."""

    run: Run
    answers: Sequence[Answers]
    pages: Sequence[Page]
    metrics: Sequence[Metric]
    texts: Texts

    def rows(self) -> Iterator[Row]:
        """Every row in the order of `columns_of`: page by page, extractors in the run's order."""
        for start in range(0, len(self.pages), PORTION):
            some = self.pages[start : start + PORTION]
            scores = [self._scores(metric, some) for metric in self.metrics]
            for page in some:
                for place in range(len(self.answers)):
                    found = (value for one in scores for value in one[page.id, place])
                    yield self._row(page, place, tuple(found))

    @cached_property
    def created(self) -> dt.datetime | None:
        """When the run began, in UTC; None where its manifest says it in no known way."""
        try:
            found = dt.datetime.fromisoformat(self.run.manifest.created)
        except ValueError:
            return None
        return found.astimezone(dt.UTC) if found.tzinfo else found.replace(tzinfo=dt.UTC)

    @cached_property
    def _text_only(self) -> list[bool]:
        return [gives_text_only(one.briefs) for one in self.answers]

    def _scores(
        self, metric: Metric, pages: Sequence[Page]
    ) -> Mapping[tuple[str, int], Sequence[float | None]]:
        """The values of each page and extractor; None for one that is not to be had."""
        nothing = [None] * len(metric.formulas)
        scores: dict[tuple[str, int], Sequence[float | None]] = {}
        rows: dict[tuple[str, int], tuple[float, ...]] = {}
        for page in pages:
            for place in range(len(self.answers)):
                scores[page.id, place] = nothing
                row = self._statistics(metric, page, place)
                if row is not None:
                    rows[page.id, place] = row
        if rows:
            values = metric.values(np.array(list(rows.values()), dtype=float))
            columns = np.array([values[name] for name in metric.formulas], dtype=float)
            scores |= {
                key: [None if np.isnan(value) else float(value) for value in column]
                for key, column in zip(rows, columns.T, strict=True)
            }
        return scores

    def _statistics(self, metric: Metric, page: Page, place: int) -> tuple[float, ...] | None:
        """A page's row as `score` has it."""
        if not metric.judges(page.gold):
            return None
        if metric.reads == "markdown" and self._text_only[place]:
            return None
        row = row_of(metric, page, self.answers[place].of(page.id))
        return None if isinstance(row, str) else row

    def _row(self, page: Page, place: int, scores: Row) -> Row:
        answers = self.answers[place]
        extraction = answers.of(page.id)
        facts = self._facts(answers.system, page, extraction)
        leaked = leaked_words(self._statistics(_NOISE, page, place))
        row = (*facts, *leaked, *scores, *written(extraction, self.texts))
        return tuple(whole(value) if isinstance(value, str) else value for value in row)

    def _facts(self, system: SystemRecord, page: Page, extraction: Extraction | None) -> Row:
        name, corpus = self.run.path.resolve().name, self.run.manifest.corpus.name
        return (
            *(name, self.created, corpus),
            *(system.spec, system.label, system.version, system.kind, system.rules),
            *(page.id, page.url, page.site, page.set, page.language, page.type),
            *what_became(extraction, system),
        )


def what_became(extraction: Extraction | None, system: SystemRecord) -> Row:
    """The outcome with what it cost and gave."""
    if extraction is None:
        return (None, system.reason or NOT_EXTRACTED, *[None] * 9)
    return (
        *(extraction.outcome, extraction.reason, extraction.size, *cost(extraction.timing)),
        *(extraction.host, extraction.attempts, extraction.network_attempts),
        len(tokens(text_of(extraction))) if extraction.answered else None,
    )


def cost(timing: Timing | None) -> Row:
    """Wall and CPU milliseconds, megabytes, and whether it was a worker's first call."""
    if timing is None:
        return (None,) * 4
    memory = timing.peak_memory / MEGABYTE
    return timing.wall_ns / 1e6, timing.cpu_ns / 1e6, memory, timing.first


def leaked_words(statistics: tuple[float, ...] | None) -> Row:
    """Leaked words of each kind, of the row of `noise`; None for a kind not labelled there."""
    if statistics is None:
        return (None,) * len(LEAKED)
    pairs = zip(_LEAKED, _PLANTED, strict=True)
    return tuple(int(statistics[some]) if statistics[of] else None for some, of in pairs)


def written(extraction: Extraction | None, texts: Texts) -> Row:
    """What `--texts` asks for of an output; None where there is no answer."""
    if texts == "none":
        return ()
    if extraction is None or not extraction.answered:
        return (None,) if texts == "digest" else (None, None, None)
    text = whole(text_of(extraction))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return (digest,) if texts == "digest" else (digest, text, extraction.markdown)


def whole(text: str) -> str:
    """Text that UTF-8 can hold: a lone surrogate becomes U+FFFD."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)
