"""Draws that come out the same on every machine: from digests, not from a generator's state."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

_T = TypeVar("_T")


class Draws:
    """A row of numbers that a seed alone decides."""

    def __init__(self, *seed: object) -> None:
        self._seed = "\x1f".join(map(str, seed))
        self._drawn = 0

    def below(self, limit: int) -> int:
        """The next whole number from 0 up to, but not with, the limit."""
        self._drawn += 1
        digest = hashlib.sha256(f"{self._seed}\x1f{self._drawn}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % limit

    def between(self, low: int, high: int) -> int:
        """The next whole number from low up to and with high."""
        return low + self.below(high - low + 1)

    def one(self, items: Sequence[_T]) -> _T:
        """One of the items."""
        return items[self.below(len(items))]

    def some(self, items: Sequence[_T], count: int) -> list[_T]:
        """So many different items, in the order drawn; all where there are no more."""
        left = list(items)
        return [left.pop(self.below(len(left))) for _ in range(min(count, len(left)))]

    def word(self, length: int, letters: str = "0123456789abcdefghijklmnopqrstuvwxyz") -> str:
        """So many letters or digits."""
        return "".join(letters[self.below(len(letters))] for _ in range(length))
