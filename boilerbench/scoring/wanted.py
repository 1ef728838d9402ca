"""Runs of tokens that are looked for in many texts, and where each stands whole."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from boilerbench.scoring.goldtokens import Array, Numbers

Marks: TypeAlias = NDArray[np.bool_]

WIDEST: Final = 3  # tokens by which a run is found: mostly no other begins so


@dataclass(frozen=True, slots=True, eq=False)
class Openings:
    """The runs that begin with so many tokens, by these; `marks` say which token any has where.

    Each is indexed by a token's number; its last stands for all that are higher.
    """

    marks: tuple[Marks, ...]
    runs: Mapping[Numbers, Sequence[Numbers]]

    def starts(self, text: Array) -> list[int]:
        """The places from where on each token has its place in some opening: few others."""
        first, *others = self.marks
        starts = np.flatnonzero(first.take(text[: max(0, len(text) - len(others))], mode="clip"))
        for at, marked in enumerate(others, 1):
            starts = starts[marked.take(text[starts + at], mode="clip")]
        return starts.tolist()


Wanted: TypeAlias = tuple[Openings, ...]


def wanted(runs: Iterable[Numbers]) -> Wanted:
    """Runs of one token or more, prepared to be looked for."""
    by_width: dict[int, dict[Numbers, list[Numbers]]] = defaultdict(lambda: defaultdict(list))
    for tokens in runs:
        width = min(len(tokens), WIDEST)
        by_width[width][tokens[:width]].append(tokens)
    return tuple(
        Openings(tuple(_marks(tokens) for tokens in zip(*found, strict=True)), found)
        for found in by_width.values()
    )


def _marks(tokens: Sequence[int]) -> Marks:
    marks = np.zeros(max(tokens) + 2, bool)
    marks[list(tokens)] = True
    return marks


def occurrences(text: Array, runs: Wanted) -> dict[Numbers, list[int]]:
    """Where each of the runs stands whole in a text; the absent are left out."""
    found: dict[Numbers, list[int]] = defaultdict(list)
    words: list[int] = []
    for openings in runs:
        starts = openings.starts(text)
        width = len(openings.marks)
        words = words or (text.tolist() if starts else [])
        for start in starts:
            for tokens in openings.runs.get(tuple(words[start : start + width]), ()):
                if tuple(words[start : start + len(tokens)]) == tokens:
                    found[tokens].append(start)
    return found
