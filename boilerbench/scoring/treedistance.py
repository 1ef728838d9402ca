"""How many nodes must be inserted, deleted or renamed to make one ordered tree another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from boilerbench.scoring.metric import Floats

SPREAD: Final = 1 << 20
"""More than any distance: the most nodes of two forests together."""

Places: TypeAlias = NDArray[np.intp]


@dataclass(frozen=True)
class Forest:
    """Ordered trees one after the other, their nodes in postorder.

    `leftmost` is the place of each node's first leaf (its own if it is one), `roots` are the
    places of the trees' roots.
    """

    leftmost: tuple[int, ...]
    roots: tuple[int, ...]

    @property
    def keyroots(self) -> list[int]:
        """The last node above each first leaf: nodes that have a sibling on their left, roots."""
        return sorted({first: place for place, first in enumerate(self.leftmost)}.values())


def distances(first: Forest, second: Forest, renaming: Floats) -> Floats:
    """The edit distance of each tree of one forest to each of the other: roots x roots.

    To insert or delete a node costs 1, to rename node i of `first` into j of `second`
    `renaming[i, j]`. Zhang and Shasha 1989 (doi:10.1137/0218082): time grows with the product of
    the numbers of nodes, times depth or leaves on both sides; here all subtrees of `second` are
    gone through at once.
    """
    subtrees = np.full((len(first.leftmost), len(second.leftmost) + 1), np.inf)
    columns = list(_columns(second))
    for keyroot in first.keyroots:
        _compare(first, keyroot, columns, renaming, subtrees)
    return subtrees[np.ix_(first.roots, second.roots)]


@dataclass(frozen=True)
class _Columns:
    """The tables of keyroots between which no table needs another, side by side.

    A table's column k is the forest of its first k nodes, and its first column the empty forest.
    `off` sets the tables apart, so that no minimum over a row reaches from one into the next.
    """

    size: Floats  # nodes in the column's forest
    before: Places  # the column of what stands left of the subtree that ends the forest
    ending: Places  # the root of that subtree; none of an empty forest
    apart: Places  # the same, and none either where the forest is a subtree
    whole: Places  # the columns whose forest is a subtree
    roots: Places  # the roots of those
    off: Floats


def _columns(forest: Forest) -> Iterator[_Columns]:
    nested: dict[int, int] = {}
    for keyroot in forest.keyroots:
        inner = range(forest.leftmost[keyroot], keyroot)
        nested[keyroot] = 1 + max((nested[node] for node in inner if node in nested), default=0)
    for depth in sorted(set(nested.values())):
        yield _side_by_side(forest, [keyroot for keyroot in nested if nested[keyroot] == depth])


def _side_by_side(forest: Forest, keyroots: Sequence[int]) -> _Columns:
    none = len(forest.leftmost)
    size: list[int] = []
    before: list[int] = []
    ending: list[int] = []
    apart: list[int] = []
    table: list[int] = []
    for number, keyroot in enumerate(keyroots):
        first, start = forest.leftmost[keyroot], len(size)
        nodes = range(first, keyroot + 1)
        size += range(len(nodes) + 1)
        before += [start, *(start + forest.leftmost[node] - first for node in nodes)]
        ending += [none, *nodes]
        apart += [none, *(none if forest.leftmost[node] == first else node for node in nodes)]
        table += [number] * (len(nodes) + 1)
    endings, sizes = np.array(ending), np.array(size, dtype=np.float64)
    whole = np.flatnonzero((endings != none) & (np.array(apart) == none))
    return _Columns(
        size=sizes,
        before=np.array(before),
        ending=endings,
        apart=np.array(apart),
        whole=whole,
        roots=endings[whole],
        off=sizes + SPREAD * np.array(table),
    )


def _compare(
    first: Forest, keyroot: int, columns: Sequence[_Columns], renaming: Floats, subtrees: Floats
) -> None:
    """Fill in the distances of every subtree on the keyroot's left edge to all subtrees."""
    start = first.leftmost[keyroot]
    tables = [np.empty((keyroot - start + 2, len(one.size))) for one in columns]
    for table, one in zip(tables, columns, strict=True):
        table[0] = one.size
    for node in range(start, keyroot + 1):
        row = node - start + 1
        before = first.leftmost[node] - start
        for table, one in zip(tables, columns, strict=True):
            ending = one.ending if before else one.apart
            best = table[before].take(one.before) + subtrees[node].take(ending)
            np.minimum(best, table[row - 1] + 1, out=best)
            if not before:
                renamed = table[row - 1].take(one.whole - 1) + renaming[node].take(one.roots)
                best[one.whole] = np.minimum(best[one.whole], renamed)
            best -= one.off
            np.minimum.accumulate(best, out=best)
            np.add(best, one.off, out=table[row])
            if not before:
                subtrees[node, one.roots] = table[row, one.whole]
