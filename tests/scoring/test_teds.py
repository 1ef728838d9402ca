"""Tables of Markdown and HTML, and how alike they are."""

from typing import TypeAlias

import numpy as np
import pytest
from apted import APTED, Config
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.scoring import teds
from boilerbench.scoring.items import items_of
from boilerbench.scoring.tables import Cell, Table
from boilerbench.scoring.teds import in_order, similarities

Node: TypeAlias = tuple[str, int, int, str, tuple["Node", ...]]

# Texts of which two are alike or nothing alike, so that every cost is 0 or 1.
CELLS = st.builds(Cell, st.sampled_from([1, 1, 2]), st.just(1), st.sampled_from(["", "x", "y"]))
ROWS = st.lists(CELLS, min_size=1, max_size=3).map(tuple)
TABLES = st.builds(
    Table,
    st.lists(ROWS, min_size=1, max_size=2).map(tuple),
    st.lists(ROWS, max_size=3).map(tuple),
)


def table(markdown: str) -> Table:
    (found,) = items_of(markdown).tables
    return found


def alike(gold: str, output: str) -> float:
    found = similarities([table(gold)], [table(output)])
    assert found is not None
    return float(found[0, 0])


def row(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(1, 1, text) for text in texts)


PIPES = "| Name | Price |\n|---|---|\n| Tea | 3 |\n| Bread | 4 |\n"


def test_markdown_and_html_are_the_same_table() -> None:
    """Rows in head and body, with or without the elements that say so; marks in cells are gone."""
    expected = Table((row("name", "price"),), (row("tea", "3"), row("bread", "4")))
    assert table(PIPES) == expected
    body = "<tr><td>Tea<td> 3 <tr><td><b>Br</b>ead<td>4"
    for head in ("<tr><th>Name<th>Price", "<thead><tr><td>Name<td>Price</thead><tbody>"):
        assert table(f"<table>{head}{body}</table>") == expected
    assert table(f"<table><tr><td>Name<td>Price{body}</table>") == expected
    assert table(PIPES.replace("Tea", "**[Tea](/tea)**")) == expected


def test_empty_rows_and_tables_go() -> None:
    """Markdown has an empty head where a table has none; a table without a word is none."""
    without_head = "|  |  |\n|---|---|\n| Tea | 3 |\n| Bread | 4 |\n"
    assert table(without_head) == Table((row("tea", "3"),), (row("bread", "4"),))
    assert items_of("|  |  |\n|---|---|\n|  |  |\n").tables == ()


def test_spans_are_read_as_browsers_read_them() -> None:
    """Numbers of at least 1, up to 1000; what is no number is 1."""
    cells = "<td colspan=2 rowspan='3'>a<td colspan=0>b<td colspan=x>c<td colspan=9999>d"
    spans = [(cell.columns, cell.rows) for cell in table(f"<table><tr>{cells}</table>").cells]
    assert spans == [(2, 3), (1, 1), (1, 1), (1000, 1)]


def test_a_table_inside_a_cell_is_text_of_the_cell() -> None:
    """Only the outermost table counts, with its own rows."""
    inner = "<table><tr><td>a<td>b</table>"
    (found,) = items_of(f"<table><tr><td>{inner}<tr><td>c</table>").tables
    assert found == Table((row("a b"),), (row("c"),))


def test_known_values() -> None:
    """Eleven nodes below `table`: a head of a row of two, a body of two rows of two."""
    assert alike(PIPES, PIPES) == 1
    assert alike(PIPES, PIPES.replace("Tea", "Sea")) == pytest.approx(1 - (1 / 3) / 11)
    assert alike(PIPES, PIPES.replace("| Bread | 4 |\n", "")) == pytest.approx(1 - 3 / 11)
    spanned = "<table><tr><td colspan=2>Name<td>Price<tr><td>Tea<td>3<tr><td>Bread<td>4</table>"
    assert alike(PIPES, spanned) == pytest.approx(1 - 1 / 11)


class PubTabNet(Config):  # type: ignore[misc]  # the peer has no types
    """Costs as `src/metric.py` of PubTabNet has them, for cells that are alike or not at all."""

    def rename(self, node1: Node, node2: Node) -> int:
        return int(node1[:4] != node2[:4])

    def children(self, node: Node) -> list[Node]:
        return list(node[4])


def tree(found: Table) -> tuple[Node, int]:
    """A table as PubTabNet builds it, and the number of nodes below its root."""
    parts: list[Node] = []
    for tag, rows in (("thead", found.head), ("tbody", found.body)):
        built: list[Node] = [
            ("tr", 1, 1, "", tuple(("td", c.columns, c.rows, c.text, ()) for c in cells))
            for cells in rows
        ]
        parts += [(tag, 1, 1, "", tuple(built))] if rows else []
    rows_in_all = len(found.head) + len(found.body)
    return ("table", 1, 1, "", tuple(parts)), len(parts) + rows_in_all + len(found.cells)


@given(st.lists(TABLES, max_size=3), st.lists(TABLES, max_size=3))
def test_teds_as_pubtabnet_has_it(gold: list[Table], output: list[Table]) -> None:
    """One minus the distance by the nodes of the larger table; what is below 0 there is 0 here."""
    found = similarities(gold, output)
    assert found is not None
    for place, one in enumerate(gold):
        for other_place, other in enumerate(output):
            (first, size), (second, other_size) = tree(one), tree(other)
            apart = APTED(first, second, PubTabNet()).compute_edit_distance()
            expected = max(1 - apart / max(size, other_size), 0)
            assert found[place, other_place] == pytest.approx(expected)


@pytest.mark.parametrize("bound", ["MOST_NODES", "MOST_LETTERS"])
def test_large_tables_are_not_compared(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a number of nodes, or of letters, there is no similarity instead of a long wait."""
    assert similarities([table(PIPES)], [table(PIPES)]) is not None
    monkeypatch.setattr(teds, bound, 100)
    assert similarities([table(PIPES)], [table(PIPES)]) is None


@pytest.mark.parametrize(
    ("similarity", "best"),
    [
        ([[1.0, 0.0], [0.0, 1.0]], 2.0),
        ([[0.0, 1.0], [1.0, 0.0]], 1.0),
        ([[0.4, 0.9], [0.3, 0.8]], 1.2),
        ([[0.2], [0.7], [0.6]], 0.7),
        ([[], []], 0.0),
    ],
)
def test_tables_are_matched_in_order(similarity: list[list[float]], best: float) -> None:
    """Each once, none across another: tables that change places are right once."""
    assert in_order(np.array(similarity)) == pytest.approx(best)
