"""Who has claimed which token of an output."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boilerbench.scoring.goldtokens import Array, Numbers

GOLD, OPTIONAL, NOISE = 0, 1, 2  # ranks: of equally long runs, gold's own goes first
FREE = -1  # the place of a token that is aligned with none, and the owner of one nobody has


@dataclass(frozen=True, slots=True)
class Segment:
    """An optional text or a noise segment, by its rank."""

    rank: int
    tokens: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Claims:
    """What each token of an output is, by number; -1 where it is not that. Filled in place.

    `held`: the gold token it is aligned with; `moved`: the gold token it was moved from; `owner`:
    the segment it belongs to, a place in a list of segments. `kept` marks the gold tokens held.
    `numbers` are the output once more, for what looks at all of it at once.
    `breaks` are the places of gold at which a paragraph begins.
    """

    output: list[int]
    numbers: Array
    gold: Numbers
    breaks: Collection[int]
    held: list[int]
    moved: list[int]
    owner: list[int]
    kept: bytearray

    @classmethod
    def none(
        cls, output: Sequence[int] | Array, gold: Numbers, breaks: Collection[int]
    ) -> "Claims":
        """An output of which nothing has been claimed."""
        numbers = np.asarray(output, np.int32)
        words, free = numbers.tolist(), [FREE] * len(numbers)
        return cls(words, numbers, gold, breaks, free[:], free[:], free[:], bytearray(len(gold)))

    def hold_all(self, held: NDArray[np.int64]) -> None:
        """Aligns all output tokens at once, of which none was aligned."""
        self.held[:] = held.tolist()
        np.frombuffer(self.kept, np.uint8)[held[held != FREE]] = True

    def free(self, start: int, end: int) -> bool:
        """Whether nothing has claimed any of these tokens."""
        size = end - start
        return all(
            part[start:end].count(FREE) == size for part in (self.held, self.moved, self.owner)
        )

    def hold(self, at: int, place: int) -> None:
        """Aligns an output token with a gold token, or with none (-1)."""
        if self.held[at] != FREE:
            self.kept[self.held[at]] = False
        if place != FREE:
            self.kept[place] = True
        self.held[at] = place
