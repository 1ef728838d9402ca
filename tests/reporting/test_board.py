"""The leaderboard's groups: extractors, converters apart from them, then the scale."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from boilerbench.manifests import RowKind
from boilerbench.reporting.board import leaderboard, metric_table, ordered
from boilerbench.reporting.groups import CAPTIONS, KINDS
from boilerbench.scores import MetricScores, Row, Value
from boilerbench.scoring import HEADLINE

CONVERTERS = CAPTIONS["converter"]


def row(name: str, kind: RowKind, f1: float | None) -> Row:
    values = {part: Value(f1, f1, f1) for part in ("f1", "precision", "recall", "worst_tenth")}
    return Row(
        extractor=name,
        label=name,
        version=None,
        kind=kind,
        rank=None,
        group=None,
        statuses={"ok": 3} if f1 is not None else {},
        reason=None if f1 is not None else "It cannot run.",
        scores={repr(HEADLINE): MetricScores("signature", "short", values)},
        speed=None,
    )


MIXED = [
    row("oracle", "scale", 1.0),
    row("all-text", "converter", 0.99),
    row("weak", "extractor", 0.2),
    row("markdown-of-everything-under-a-very-long-name", "converter", 0.6),
    row("absent", "extractor", None),
    row("strong", "extractor", 0.9),
    row("nothing", "scale", 0.0),
]
NAMES = ["strong", "weak", "absent", "all-text", "markdown", "oracle", "nothing"]


def test_a_converter_never_stands_above_an_extractor() -> None:
    """The best converter comes after the worst extractor, and the scale after all."""
    assert [one.label.split("-of-")[0] for one in ordered(MIXED, HEADLINE)] == NAMES


@given(st.permutations(MIXED))
def test_order_does_not_depend_on_the_order_given(rows: list[Row]) -> None:
    """Groups and merit alone decide."""
    assert ordered(rows, HEADLINE) == ordered(MIXED, HEADLINE)


@pytest.mark.parametrize("style", ["table", "github", "latex", "html"])
def test_each_format_says_where_converters_begin(style: str) -> None:
    """The caption stands between the last extractor and the first converter, one for the scale."""
    for table in (leaderboard(MIXED, {}, style), metric_table(MIXED, HEADLINE, style)):
        marks = [*NAMES[:3], CONVERTERS, *NAMES[3:5], CAPTIONS["scale"], *NAMES[5:]]
        places = [table.index(mark) for mark in marks]
        assert places == sorted(places)


def test_the_terminal_keeps_its_hundred_columns() -> None:
    """The caption is a line of its own and widens no column."""
    for table in (leaderboard(MIXED, {}, "table"), metric_table(MIXED, HEADLINE, "table")):
        assert CONVERTERS in table.splitlines()
        assert max(map(len, table.splitlines())) <= 100


def test_a_captioned_github_table_is_one_table() -> None:
    """Every line of it has the same number of cells."""
    lines = leaderboard(MIXED, {}, "github").splitlines()
    assert len({len(re.findall(r"(?<!\\)\|", line)) for line in lines}) == 1


def test_a_captioned_html_table_is_as_wide_everywhere() -> None:
    """Its captions span all columns."""
    table = html.fromstring(leaderboard(MIXED, {}, "html"))
    spans = [
        sum(int(cell.get("colspan", 1)) for cell in line.xpath("td|th"))
        for line in table.xpath("//tr")
    ]
    assert len(spans) == 1 + len(MIXED) + 2
    assert len(set(spans)) == 1


@pytest.mark.parametrize("style", ["csv", "json"])
def test_data_formats_have_rows_only(style: str) -> None:
    """In csv and json a row is a row."""
    assert CONVERTERS not in leaderboard(MIXED, {}, style)


@pytest.mark.parametrize("style", ["table", "github", "latex", "html"])
def test_without_converters_nothing_is_set_apart(style: str) -> None:
    """A table of extractors and the scale has no captions."""
    rows = [one for one in MIXED if one.kind != "converter"]
    assert not any(caption in leaderboard(rows, {}, style) for caption in CAPTIONS.values())


def test_every_kind_has_its_place() -> None:
    """The order names each kind once, and all but the first group have a caption."""
    assert set(KINDS) == {"extractor", *CAPTIONS}
    assert len(KINDS) == len(set(KINDS))
