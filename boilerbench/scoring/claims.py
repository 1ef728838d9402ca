"""Who has claimed which token of an output."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from boilerbench.scoring.goldtokens import Array, Numbers

GOLD, OPTIONAL, NOISE = 0, 1, 2  # ranks: of equally long runs, gold's own goes first
FREE = -1  # the place of a token that is aligned with none, and the owner of one nobody has


@dataclass(frozen=True)
class Segment:
    """An optional text or a noise segment, by its rank."""

    rank: int
    tokens: Numbers

    @cached_property
    def array(self) -> Array:
        """The tokens once more, for what looks at all of them at once."""
        return np.array(self.tokens, np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Claims:
    """What each token of an output is, by number; -1 where it is not that. Filled in place.

    `held`: the gold token it is aligned with; `moved`: the gold token it was moved from; `owner`:
    the segment it belongs to, a place in a list of segments. `taken` marks the tokens that are any
    of these, `kept` the gold tokens held. `numbers` and `array` are the output and gold once more,
    for what looks at all of it at once.
    `breaks` are the places of gold at which a paragraph begins.
    """

    output: list[int]
    numbers: Array
    gold: Numbers
    array: Array
    breaks: Collection[int]
    held: list[int]
    moved: list[int]
    owner: list[int]
    taken: bytearray
    kept: bytearray

    @classmethod
    def none(
        cls,
        output: Sequence[int] | Array,
        gold: Numbers,
        breaks: Collection[int],
        array: Array | None = None,
    ) -> "Claims":
        """An output of which nothing has been claimed; `array` is gold once more, if at hand."""
        numbers = np.asarray(output, np.int32)
        return cls(
            output=numbers.tolist(),
            numbers=numbers,
            gold=gold,
            array=np.array(gold, np.int32) if array is None else array,
            breaks=breaks,
            held=[FREE] * len(numbers),
            moved=[FREE] * len(numbers),
            owner=[FREE] * len(numbers),
            taken=bytearray(len(numbers)),
            kept=bytearray(len(gold)),
        )

    def hold_all(self, held: NDArray[np.int64]) -> None:
        """Aligns all output tokens at once, of which none was aligned."""
        self.held[:] = held.tolist()
        self.taken[:] = (held != FREE).tobytes()
        np.frombuffer(self.kept, np.uint8)[held[held != FREE]] = True

    def free(self, start: int, end: int) -> bool:
        """Whether nothing has claimed any of these tokens."""
        return self.taken.find(1, start, end) < 0

    def own(self, start: int, end: int, segment: int) -> None:
        """Gives tokens that are free to a segment."""
        self.owner[start:end] = [segment] * (end - start)
        self.taken[start:end] = b"\1" * (end - start)

    def move(self, start: int, end: int, place: int) -> None:
        """Says of tokens that are free from which place of gold on they were moved."""
        self.moved[start:end] = range(place, place + end - start)
        self.taken[start:end] = b"\1" * (end - start)

    def hold(self, at: int, place: int) -> None:
        """Aligns an output token that has no owner with a gold token, or with none (-1)."""
        if self.held[at] != FREE:
            self.kept[self.held[at]] = False
        if place != FREE:
            self.kept[place] = True
        self.held[at] = place
        self.taken[at] = place != FREE
