"""The score of trafilatura's evaluation: snippets that must be kept, and such that must not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from boilerbench.records import Gold
from boilerbench.scoring.metric import Failures, Floats, Row, ratio
from boilerbench.scoring.parts import Reads

COLUMNS = ("tp", "fp", "fn", "tn")


@dataclass(frozen=True, repr=False)
class TrafilaturaSnippets:
    """Precision, recall, accuracy and F1 over all snippets, as trafilatura's evaluation has them.

    A snippet is found where it stands in the output letter for letter, with white space folded.
    `contains` that are found are true positives, `lacks` that are found false ones. Counts are
    added up over all pages, so that a page weighs as many snippets as it has. A failed page is an
    empty output: all it must contain is missed. Values in [0, 1]; 1 is ideal.
    Source: adbar/trafilatura e90b0ef, `tests/eval_common.py` and `tests/evaluate.py`.
    """

    columns: ClassVar[tuple[str, ...]] = COLUMNS
    formulas: ClassVar[Mapping[str, str]] = {
        "f1": "2 * tp / (2 * tp + fp + fn)",
        "precision": "tp / (tp + fp)",
        "recall": "tp / (tp + fn)",
        "accuracy": "(tp + tn) / (tp + fp + fn + tn)",
    }
    ideal: ClassVar[Mapping[str, float]] = {
        "f1": 1.0, "precision": 1.0, "recall": 1.0, "accuracy": 1.0,
    }  # fmt: skip  # one line says it
    headline: ClassVar[str] = "f1"
    failures: ClassVar[Failures] = "empty"
    reads: ClassVar[Reads] = "text"
    tokeniser: ClassVar[str] = "none"
    mean_of_pages: ClassVar[bool] = False
    summed: ClassVar[Mapping[str, tuple[str, ...]]] = dict.fromkeys(formulas, COLUMNS)

    def __repr__(self) -> str:
        return "trafilatura-snippets"

    def judges(self, gold: Gold) -> bool:
        """Whether a page has any snippet."""
        return bool(gold.contains or gold.lacks)

    def page(self, gold: Gold, text: str) -> Row:
        """Snippets kept rightly and wrongly, missed, and left out rightly."""
        flat = _flat(text)
        kept = sum(snippet in flat for snippet in gold.contains)
        leaked = sum(snippet in flat for snippet in gold.lacks)
        missed, left_out = len(gold.contains) - kept, len(gold.lacks) - leaked
        return float(kept), float(leaked), float(missed), float(left_out)

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """The four values of each page alone."""
        return self.of_sums(dict(zip(COLUMNS, statistics.T, strict=True)))

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """The four values of all snippets of a replicate; nan where it has no page."""
        pages = weights.sum(axis=1)
        rates = self.values(weights @ statistics)
        return {name: np.where(pages > 0, one, np.nan) for name, one in rates.items()}

    def of_sums(self, sums: Mapping[str, Floats]) -> Mapping[str, Floats]:
        """The four values of sums of snippets."""
        return _rates(*(sums[name] for name in COLUMNS))


def _rates(tp: Floats, fp: Floats, fn: Floats, tn: Floats) -> Mapping[str, Floats]:
    """Rates of counts; all but accuracy are nan where nothing was to be kept: none is earned."""
    rates = {
        "f1": ratio(2 * tp, 2 * tp + fp + fn, empty=0.0),
        "precision": ratio(tp, tp + fp, empty=0.0),
        "recall": ratio(tp, tp + fn, empty=0.0),
    }
    known = {name: np.where(tp + fn > 0, rate, np.nan) for name, rate in rates.items()}
    return {**known, "accuracy": ratio(tp + tn, tp + fp + fn + tn, empty=0.0)}


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
