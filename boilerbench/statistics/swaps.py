"""Ways to swap the names of two systems, unit by unit."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from boilerbench.scoring.metric import Floats

AT_ONCE: Final = 500
"""Swaps held in memory at a time."""


@dataclass(frozen=True, slots=True)
class Swaps:
    """Ways to swap `units`: so many, drawn by coin, or each one where `number` covers them all."""

    units: int
    number: int
    seed: int

    @property
    def exact(self) -> bool:
        """Whether 2^units <= number."""
        return self.units < self.number.bit_length()

    def chunks(self) -> Iterator[Floats]:
        """All of them in turn, c x units of 0 and 1."""
        total = 2**self.units if self.exact else self.number
        rng = np.random.default_rng([self.seed, 1])  # a stream apart from the bootstrap's
        for start in range(0, total, AT_ONCE):
            count = min(AT_ONCE, total - start)
            if self.exact:
                ways = np.arange(start, start + count)[:, None]
                yield (ways >> np.arange(self.units) & 1).astype(float)
            else:
                yield rng.integers(0, 2, size=(count, self.units), dtype=np.int8).astype(float)

    def p(self, hits: Floats) -> Floats:
        """p-values: the share of hits; among drawn swaps the measured one counts as one more.

        Phipson and Smyth 2010, Permutation P-values should never be zero, Statistical
        Applications in Genetics and Molecular Biology 9(1), 39, doi:10.2202/1544-6115.1585.
        """
        return hits / 2.0**self.units if self.exact else (1 + hits) / (1 + self.number)
