"""The edit distance of ordered trees, against its definition and against a peer's library."""

from functools import cache
from typing import TypeAlias

import numpy as np
import pytest
from apted import APTED, Config
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.scoring.metric import Floats
from boilerbench.scoring.treedistance import Forest, distances

Tree: TypeAlias = tuple[str, tuple["Tree", ...]]
TREES = st.recursive(
    st.tuples(st.sampled_from(["a", "A", "b", "c"]), st.just(())),
    lambda inner: st.tuples(
        st.sampled_from(["a", "A", "b"]), st.lists(inner, max_size=3).map(tuple)
    ),
    max_leaves=7,
)
FORESTS = st.lists(TREES, max_size=3)


def cost(first: str, second: str, case: float) -> float:
    """Another letter costs 1, the same one in another case less."""
    return 0.0 if first == second else case if first.lower() == second.lower() else 1.0


def postorder(trees: list[Tree]) -> tuple[list[str], Forest]:
    labels: list[str] = []
    leftmost: list[int] = []
    roots: list[int] = []

    def walk(tree: Tree) -> None:
        first = len(labels)
        for child in tree[1]:
            walk(child)
        labels.append(tree[0])
        leftmost.append(first)

    for tree in trees:
        walk(tree)
        roots.append(len(labels) - 1)
    return labels, Forest(tuple(leftmost), tuple(roots))


def ours(first: list[Tree], second: list[Tree], case: float = 0.25) -> Floats:
    (labels, left), (others, right) = postorder(first), postorder(second)
    renaming = np.array([[cost(a, b, case) for b in others] for a in labels], dtype=float)
    return distances(left, right, renaming.reshape(len(labels), len(others)))


def defined(first: Tree, second: Tree, case: float = 0.25) -> float:
    """The least of deleting, inserting or matching the last root, and what is left."""

    @cache
    def size(forest: tuple[Tree, ...]) -> int:
        return sum(1 + size(tree[1]) for tree in forest)

    @cache
    def distance(left: tuple[Tree, ...], right: tuple[Tree, ...]) -> float:
        if not left or not right:
            return float(size(left) + size(right))
        (a, below), (b, beneath) = left[-1], right[-1]
        return min(
            distance(left[:-1] + below, right) + 1,
            distance(left, right[:-1] + beneath) + 1,
            distance(left[:-1], right[:-1]) + distance(below, beneath) + cost(a, b, case),
        )

    return distance((first,), (second,))


class UnitCosts(Config):  # type: ignore[misc]  # the peer has no types
    """Another label costs 1, as an insertion and a deletion do."""

    def rename(self, node1: Tree, node2: Tree) -> int:
        return int(node1[0] != node2[0])

    def children(self, node: Tree) -> list[Tree]:
        return list(node[1])


def test_known_value() -> None:
    """The example of Zhang and Shasha: f(d(a c(b)) e) and f(c(d(a b)) e) are two edits apart."""
    first: Tree = ("f", (("d", (("a", ()), ("c", (("b", ()),)))), ("e", ())))
    second: Tree = ("f", (("c", (("d", (("a", ()), ("b", ()))),)), ("e", ())))
    assert ours([first], [second]).tolist() == [[2.0]]


@given(FORESTS, FORESTS)
def test_every_pair_is_as_the_definition_has_it(first: list[Tree], second: list[Tree]) -> None:
    """A row per tree of one forest, a column per tree of the other, with fractions as costs."""
    found = ours(first, second)
    assert found.shape == (len(first), len(second))
    expected = [[defined(one, other) for other in second] for one in first]
    assert found.ravel().tolist() == pytest.approx([cell for row in expected for cell in row])


@given(TREES, TREES)
def test_unit_costs_as_apted_has_them(first: Tree, second: Tree) -> None:
    """The library that other benchmarks use; with fractions it is sometimes above the least."""
    expected = APTED(first, second, UnitCosts()).compute_edit_distance()
    assert ours([first], [second], case=1.0)[0, 0] == expected


@given(TREES, TREES)
def test_it_is_a_distance(first: Tree, second: Tree) -> None:
    """0 to itself, the same both ways, and never more than both trees together."""
    assert ours([first], [first])[0, 0] == 0
    apart = ours([first], [second])[0, 0]
    assert apart == pytest.approx(ours([second], [first])[0, 0])
    sizes = [len(postorder([tree])[0]) for tree in (first, second)]
    assert abs(sizes[0] - sizes[1]) <= apart < sum(sizes)


def test_no_trees_have_no_distances() -> None:
    """An empty forest on either side gives an empty matrix."""
    assert ours([], [("a", ())]).shape == (0, 1)
    assert ours([("a", ())], []).shape == (1, 0)
