"""Tables in every format, whatever stands in the cells."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from boilerbench.reporting.tables import render

CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)


def test_numbers_stay_as_they_were_written() -> None:
    """0.90 keeps its zero and an id like 1e3 is no number."""
    text = render(["id", "F1"], [["1e3", "0.90"]], "table", ["left", "right"])
    assert "1e3" in text
    assert "0.90" in text


def test_a_pipe_never_ends_a_github_cell() -> None:
    """`|` in a cell is escaped, a line break becomes a space."""
    text = render(["a|b"], [["x|y\nz"]], "github", ["left"])
    assert "a\\|b" in text
    assert "x\\|y z" in text
    assert len(text.splitlines()) == 3


@given(st.lists(st.tuples(CELLS, CELLS), max_size=4))
def test_csv_reads_back(rows: list[tuple[str, str]]) -> None:
    """The csv format is the standard library's, and keeps every cell."""
    text = render(["a", "b"], rows, "csv", ["left", "left"])
    assert [tuple(row) for row in csv.reader(io.StringIO(text))][1:] == rows


def test_html_cells_are_escaped() -> None:
    """A cell with markup is text in the html format."""
    table = html.fromstring(render(["a"], [["<b>bold</b> & co"]], "html", ["left"]))
    assert table.xpath("//b") == []
    assert "<b>bold</b> & co" in table.text_content()


@pytest.mark.parametrize("style", ["table", "github", "latex", "html", "csv"])
def test_no_rows_are_no_crash(style: str) -> None:
    """An empty table still has its headers."""
    assert "extractor" in render(["extractor"], [], style, ["left"])
