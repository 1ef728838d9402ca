"""Tables of statistics: such as a metric leaves of real outputs, and such as hold given values."""

import random
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from boilerbench.records import Gold, Noise
from boilerbench.scoring import METRICS, Metric
from boilerbench.scoring.metric import Floats
from boilerbench.scoring.parts import Facts, Part, Reads

EVERY = [METRICS[name]() for name in METRICS]
WORDS = ("the", "ferry", "left", "harbour", "at", "dawn", "with", "forty", "people", "and", "one")
NOISE = "buy now"


def rows(values: Floats | Sequence[float]) -> Floats:
    """Rows of `tokens` whose precision, recall and F1 are these values."""
    kept = np.array(values, dtype=float)
    return np.column_stack([kept, 1 - kept, 1 - kept])


@lru_cache
def outputs(metric: Metric, systems: int, pages: int, seed: int, *, gaps: bool = False) -> Floats:
    """Rows of S systems on n pages of made-up texts; with `gaps` some systems lack some."""
    chance = random.Random(seed)
    table = np.array(
        [[_row(metric, page, chance) for page in range(pages)] for _ in range(systems)]
    )
    if gaps:
        table[np.random.default_rng(seed).random((systems, pages)) < 0.2] = np.nan
    table.setflags(write=False)
    return table


def _row(metric: Metric, page: int, chance: random.Random) -> tuple[float, ...]:
    text = " ".join(random.Random(page).choices(WORDS, k=12))
    gold = Gold(
        text=text,
        markdown=f"# {text}",
        title=WORDS[page % len(WORDS)],
        noise=(Noise("promo", NOISE),) if page % 3 else (Noise("share", NOISE),),
        contains=(text[:9],),
        lacks=(NOISE,),
    )
    kept = [word for word in text.split() if chance.random() < 0.8] if chance.random() < 0.9 else []
    found = " ".join([*kept, NOISE] if chance.random() < 0.4 else kept)
    row = metric.page(gold, _part(found, metric.reads))
    assert row is not None
    return row


def _part(text: str, reads: Reads) -> Part:
    if reads == "facts":
        return Facts(title=text[:9])
    return text if reads == "text" else f"# {text}"
