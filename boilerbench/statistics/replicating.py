"""Values in all replicates of the bootstrap, a few at a time, as all at once take much memory."""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from boilerbench.scoring.metric import Floats
from boilerbench.statistics.resampling import Counts

CELLS: Final = 1 << 18
"""Weights that are held at once, replicates times pages: 2 MB."""
FEWEST: Final = 16
"""Replicates that are taken together, however many pages there are: 13 MB for each column of a
hundred thousand."""


def replicated(
    weights: Counts | Floats, values: Callable[[Floats], Mapping[str, Floats]]
) -> dict[str, Floats]:
    """What `values` says of R x n weights, by name: its arrays end in one place a replicate."""
    step = max(1, CELLS // max(1, weights.shape[1]) // FEWEST) * FEWEST
    starts = range(0, max(1, len(weights)), step)
    parts = [values(weights[start : start + step].astype(float, copy=False)) for start in starts]
    if len(parts) == 1:
        return dict(parts[0])
    return {name: np.concatenate([one[name] for one in parts], axis=-1) for name in parts[0]}
