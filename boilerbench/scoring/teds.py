"""How alike two tables are: TEDS, the similarity of their trees."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from boilerbench.scoring.metric import Floats
from boilerbench.scoring.tables import Cell, Table
from boilerbench.scoring.treedistance import Forest, distances

MOST_NODES: Final = 2_000_000
"""Nodes of all tables of one side, times those of the other, up to which TEDS is computed."""

MOST_LETTERS: Final = 10_000_000_000
"""The same product of the characters in their cells."""

Node: TypeAlias = str | Cell


def similarities(gold: Sequence[Table], output: Sequence[Table]) -> Floats | None:
    """TEDS of every gold table and every output table, gold x output, each in [0, 1].

    1 - distance / max(nodes), or 0 where that is less: trees of other shapes may be further apart
    than the larger one has nodes. Nodes are those below `table`: `thead` and `tbody`, rows, cells.
    To insert, delete or rename a node costs 1; to make one cell another of the same spans,
    the Levenshtein distance of their texts divided by the length of the longer one. None where
    the tables are too large. Source: Zhong, ShafieiBavani and Jimeno Yepes 2020
    (doi:10.1007/978-3-030-58589-1_34), and `src/metric.py` of ibm-aur-nlp/PubTabNet.
    """
    first, second = _trees(gold), _trees(output)
    if len(first.nodes) * len(second.nodes) > MOST_NODES:
        return None
    if first.letters * second.letters > MOST_LETTERS:
        return None
    found = distances(first.forest, second.forest, _renaming(first.nodes, second.nodes))
    similar: Floats = 1 - found / np.maximum.outer(first.sizes, second.sizes)
    return np.maximum(similar, 0.0)


def in_order(similarity: Floats) -> float:
    """The greatest sum of similarities of tables matched one to one, in the order of both sides."""
    best = np.zeros(similarity.shape[1] + 1)
    for row in similarity:
        best[1:] = np.maximum(best[1:], best[:-1] + row)
        best = np.maximum.accumulate(best)
    return float(best[-1])


@dataclass(frozen=True, eq=False)
class _Trees:
    """The nodes of some tables, the forest they make, and how many stand below each root."""

    nodes: tuple[Node, ...]
    forest: Forest
    sizes: Floats

    @property
    def letters(self) -> int:
        return sum(len(node.text) for node in self.nodes if isinstance(node, Cell))


def _trees(tables: Sequence[Table]) -> _Trees:
    nodes: list[Node] = []
    leftmost: list[int] = []
    roots: list[int] = []
    for table in tables:
        start = len(nodes)
        for node, first in _postorder(table):
            nodes.append(node)
            leftmost.append(start + first)
        roots.append(len(nodes) - 1)
    sizes = [root - leftmost[root] for root in roots]
    forest = Forest(tuple(leftmost), tuple(roots))
    return _Trees(tuple(nodes), forest, np.array(sizes, dtype=float))


def _postorder(table: Table) -> list[tuple[Node, int]]:
    """A table's nodes, each with the place of its first leaf."""
    nodes: list[tuple[Node, int]] = []
    for tag, rows in (("thead", table.head), ("tbody", table.body)):
        start = len(nodes)
        for row in rows:
            first = len(nodes)
            nodes += [(cell, first + place) for place, cell in enumerate(row)]
            nodes.append(("tr", first))
        if rows:
            nodes.append((tag, start))
    return [*nodes, ("table", 0)]


def _renaming(first: Sequence[Node], second: Sequence[Node]) -> Floats:
    """What it costs to make a node of one side into one of the other, first x second."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415  # pages without tables need none
    from rapidfuzz.process import cdist  # noqa: PLC0415  # the same

    numbers: dict[str | tuple[int, int], int] = {}
    sorts = [
        [numbers.setdefault(_sort(node), len(numbers)) for node in one] for one in (first, second)
    ]
    costs = np.not_equal.outer(*sorts).astype(float)
    cells = [
        [at for at, node in enumerate(one) if isinstance(node, Cell)] for one in (first, second)
    ]
    texts = [[node.text for node in one if isinstance(node, Cell)] for one in (first, second)]
    apart = cdist(*texts, scorer=Levenshtein.normalized_distance, dtype=np.float64)
    both = np.ix_(*cells)
    costs[both] = np.maximum(costs[both], apart)
    return costs


def _sort(node: Node) -> str | tuple[int, int]:
    return (node.columns, node.rows) if isinstance(node, Cell) else node
