"""Output and gold as runs of words that are one thing and belong to one paragraph."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

from boilerbench.records import Gold
from boilerbench.scoring.alignment import attributed
from boilerbench.scoring.claims import FREE
from boilerbench.sidebyside.places import Places, known_places, places
from boilerbench.sidebyside.shapes import Mark

Numbers = NDArray[np.int64]


class Run(msgspec.Struct, frozen=True, gc=False):
    """Words from `first` to before `behind` of one side.

    `home` is the gold paragraph that holds them, `line` the output's line. `other` is of misplaced
    words: on the output's side the gold paragraph they are of, on gold's the output word they are.
    `index` is a place in `gold.noise` or `gold.optional`, `kind` the kind of what is there.
    """

    mark: Mark
    first: int
    behind: int
    home: int | None = None
    line: int = 0
    other: int | None = None
    index: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Aligned:
    """Both sides of a page as runs, and where the words of each stand in its text."""

    gold: tuple[Run, ...]
    output: tuple[Run, ...]
    gold_places: Places
    output_places: Places


def aligned(gold: Gold, text: str) -> Aligned:
    """An output held against its gold as scoring holds it."""
    prepared, parts, found = attributed(gold, text)
    where = places(parts)
    held, moved, owner = (
        np.array(numbers, np.int64) for numbers in (found.held, found.moved, found.owner)
    )
    breaks = np.array(sorted(prepared.breaks), np.int64)
    size = len(prepared.text)
    homes = np.append(np.searchsorted(breaks, np.arange(size), "right"), FREE)
    return Aligned(
        gold=_gold(_gold_labels(held, moved, size), homes[:-1]),
        output=_output(gold, np.stack([homes[held], homes[moved], owner, where.lines(len(held))])),
        gold_places=known_places(prepared.source, prepared.spans),
        output_places=where,
    )


def _output(gold: Gold, keys: Numbers) -> tuple[Run, ...]:
    """The output's runs, by paragraph held, paragraph moved from, owner and line of each word."""
    kinds = [one.kind for one in gold.optional] + ["title"]

    def run(first: int, behind: int) -> Run:
        home, moved, own, line = keys[:, first].tolist()
        if own >= len(kinds):
            index = own - len(kinds)
            kind = gold.noise[index].kind
            return Run("leaked", first, behind, line=line, index=index, kind=kind)
        if own != FREE:
            return Run("optional", first, behind, line=line, index=own, kind=kinds[own])
        if home != FREE:
            return Run("kept", first, behind, home=home, line=line)
        if moved != FREE:
            return Run("moved", first, behind, line=line, other=moved)
        return Run("extra", first, behind, line=line)

    return _runs(keys, run)


def _gold_labels(held: Numbers, moved: Numbers, size: int) -> Numbers:
    """Of each word of gold: 0 missing, 1 kept, else 2 and the output word it was moved to."""
    labels = np.zeros(size, np.int64)
    at = np.flatnonzero(moved != FREE)
    labels[moved[at]] = at + 2
    labels[held[held != FREE]] = 1
    return labels


def _gold(labels: Numbers, places: Numbers) -> tuple[Run, ...]:
    def run(first: int, behind: int) -> Run:
        home, label = int(places[first]), int(labels[first])
        if label > 1:
            return Run("moved", first, behind, home=home, other=label - 2)
        return Run("kept" if label else "missing", first, behind, home=home)

    # Moved words run on as long as the output goes on with them.
    strands = np.where(labels > 1, labels - np.arange(len(labels)) + len(labels) + 2, labels)
    return _runs(np.stack([strands, places]), run)


def _runs(keys: Numbers, run: Callable[[int, int], Run]) -> tuple[Run, ...]:
    """A run for each stretch of words with the same keys (keys x words)."""
    size = keys.shape[1]
    if not size:
        return ()
    edges = [0, *(np.flatnonzero((keys[:, 1:] != keys[:, :-1]).any(axis=0)) + 1).tolist(), size]
    return tuple(run(first, behind) for first, behind in pairwise(edges))
