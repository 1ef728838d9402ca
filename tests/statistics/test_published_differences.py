"""Differences that were measured on article-extraction-benchmark's stored outputs before."""

import json
from pathlib import Path

import numpy as np
import pytest

from boilerbench.records import Gold
from boilerbench.scoring import AebShingles
from boilerbench.scoring.metric import Floats
from boilerbench.statistics import differences

SYSTEMS = ("trafilatura", "newspaper", "readability_js")
MEASURED = {
    (0, 1): (0.009, -0.006, 0.026),
    (0, 2): (0.011, -0.001, 0.021),
    (1, 2): (0.002, -0.015, 0.016),
}
"""AEB's F1 over 181 pages: value and 95 % interval of 2,000 replicates that drew pages."""


def table(folder: Path, system: str) -> Floats:
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    stored = json.loads((folder / "output" / f"{system}.json").read_text(encoding="utf-8"))
    output = stored.get("output", stored)
    metric = AebShingles()
    return np.array(
        [
            metric.page(Gold(text=gold[page]["articleBody"]), output[page]["articleBody"] or "")
            for page in sorted(gold)
        ]
    )


def test_measured_differences_come_out(real_corpora: Path) -> None:
    """Values to three decimals, ends within .003, which is what 2,000 draws leave open."""
    folder = real_corpora / "article-extraction-benchmark"
    tables = [table(folder, system) for system in SYSTEMS]
    pages = [f"page{number}" for number in range(181)]
    found = differences(AebShingles(), tables, pages, replicates=2000, permutations=999)
    for one in found:
        value, low, high = MEASURED[one.first, one.second]
        assert round(one.value, 3) == value
        assert (one.low, one.high) == pytest.approx((low, high), abs=0.003)
        assert one.units == 181
        assert (one.p < 0.05) == (one.low > 0 or one.high < 0)
