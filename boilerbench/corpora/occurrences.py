"""Where a page holds given letters, and which of these places are still free: for many labels."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final, TypeAlias

Place: TypeAlias = tuple[int, int]
"""The number of a place's first word, and of the one behind its last."""

LEAST: Final = 32
BUDGET: Final = 50_000_000
"""Letters by which words are sorted: at least so many each, and so many in all."""


class Occurrences:
    """The words of a page, sorted by the letters that follow, so that a look-up is no search."""

    def __init__(self, words: Sequence[str], longest: int) -> None:
        self._letters = "".join(words)
        self._starts = list(accumulate(map(len, words), initial=0))
        self._word_at = {start: number for number, start in enumerate(self._starts)}
        self._reach = max(LEAST, min(longest, BUDGET // max(1, len(words))))
        self._sorted = sorted(range(len(words)), key=lambda word: self._head(word, self._reach))
        self._known: dict[str, tuple[Place, ...]] = {}

    def of(self, letters: str) -> tuple[Place, ...]:
        """Every place that holds just these letters, from a word's start to a word's end."""
        if letters not in self._known:
            self._known[letters] = tuple(self._found(letters)) if letters else ()
        return self._known[letters]

    def _found(self, letters: str) -> list[Place]:
        head = letters[: self._reach]
        low = bisect_left(self._sorted, head, key=lambda word: self._head(word, len(head)))
        high = bisect_right(
            self._sorted, head, lo=low, key=lambda word: self._head(word, len(head))
        )
        return [
            (word, behind)
            for word in sorted(self._sorted[low:high])
            if self._letters.startswith(letters, self._starts[word])
            and (behind := self._word_at.get(self._starts[word] + len(letters))) is not None
        ]

    def _head(self, word: int, reach: int) -> str:
        return self._letters[self._starts[word] : self._starts[word] + reach]


class Free:
    """Places of the same letters, of which those that are taken are passed over, once for all."""

    def __init__(self, places: Sequence[Place], owners: Sequence[int]) -> None:
        self._places = places
        self._owners = owners
        self._next = list(range(len(places) + 1))

    def within(self, low: int, high: int) -> Place | None:
        """The first free place among the words from `low` to `high`; None where there is none."""
        at = self._open(bisect_left(self._places, (low, 0)))
        if at == len(self._places) or self._places[at][1] > high:
            return None
        return self._places[at]

    def _open(self, at: int) -> int:
        """The number of the first place from `at` on that nobody took."""
        passed = []
        while at < len(self._places) and (self._next[at] != at or not self._is_free(at)):
            passed.append(at)
            at = max(self._next[at], at + 1)
        for number in passed:
            self._next[number] = at
        return at

    def _is_free(self, at: int) -> bool:
        first, behind = self._places[at]
        return all(owner < 0 for owner in self._owners[first:behind])
