"""Tables read back: whatever stands in a cell, the same cell comes out."""

import csv
import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from boilerbench.reporting.tables import fitted, render, signed
from boilerbench.reporting.widths import cut_to, width

MARKS = st.sampled_from(
    [*"|&_%#$~^\\<>{}[]()!*`\"'-:@=+ \n", "**", "--", "![x](y)", "&amp;", "<b>"]
)
LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))
CELLS = st.lists(MARKS | st.text(LETTERS, max_size=3), max_size=6).map("".join)
TABLES = st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4)


def _flat(cell: str) -> str:
    return " ".join(cell.split())


def _rendered(rows: list[tuple[str, str]], style: str, captions: dict[int, str]) -> str:
    return render(["a_b|c", "#1"], rows, style, ["left", "right"], captions)


@given(TABLES, CELLS)
@example([("a\\|b", "\\")], "x|y")
@example([("https://example.org www.a.b", ":smile: @somebody $x$")], "*")
def test_markdown_cells_read_back(rows: list[tuple[str, str]], caption: str) -> None:
    """Every cell of a GitHub table is one run of text: no code, link, emphasis or entity."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = parser.parse(_rendered(rows, "github", {0: f"x{caption}"}))
    inlines = [token.children or [] for token in tokens if token.type == "inline"]
    cells = ["".join(one.content for one in children) for children in inlines]
    kinds = {one.type for children in inlines for one in children}
    assert kinds <= {"text", "text_special", "em_open", "em_close"}
    assert cells[:2] == ["a_b|c", "#1"]
    assert _flat(cells[2]) == _flat(f"x{caption}")
    assert list(map(_flat, cells[4:])) == [_flat(cell) for row in rows for cell in row]


@given(TABLES, CELLS)
def test_html_cells_read_back(rows: list[tuple[str, str]], caption: str) -> None:
    """Cells and captions of an HTML table are text."""
    tree = html.fromstring(_rendered(rows, "html", {0: caption}))
    cells = [_flat(cell.text_content()) for cell in tree.iter("td")]
    assert cells == [_flat(cell) for row in rows for cell in row]
    assert {one.tag for one in tree.iter()} <= {"table", "thead", "tbody", "tr", "td", "th"}
    heads = [_flat(cell.text_content()) for cell in tree.iter("th")]
    assert heads == ["a_b|c", "#1", _flat(caption)]


@given(st.lists(st.tuples(CELLS, CELLS | st.just("a\r\nb\rc")), max_size=4))
def test_csv_cells_read_back(rows: list[tuple[str, str]]) -> None:
    """The csv format keeps every cell to the letter; a formula stays what it is."""
    text = render(["a", "b"], rows, "csv", ["left", "left"])
    assert [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))][1:] == rows


_COMMANDS = {
    r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textquotedbl{}": '"',
    r"\textasciigrave{}": "`",
    r"\ensuremath{<}": "<",
    r"\ensuremath{>}": ">",
    r"\ensuremath{|}": "|",
    "-{}": "-",
    "{[}": "[",
    "{*}": "*",
    **{f"\\{mark}": mark for mark in "&%$#_{}"},
}
_READ = re.compile("|".join(map(re.escape, _COMMANDS)) + "|.", re.DOTALL)


def _from_latex(cell: str) -> str:
    """A cell as TeX sets it; fails on a special character that is not escaped."""
    found = []
    for match in _READ.finditer(cell):
        assert match[0] in _COMMANDS or match[0] not in '&%$#_{}\\~^<>|"`'
        found.append(_COMMANDS.get(match[0], match[0]))
    return "".join(found)


@given(TABLES, CELLS)
@example([("[2em]", "*")], "[")
def test_latex_cells_read_back(rows: list[tuple[str, str]], caption: str) -> None:
    """No special character of a cell or caption is left to TeX, and no row's end takes a cell."""
    lines = _rendered(rows, "latex", {0: caption}).split("\n")
    assert lines[:2] == [r"\begin{tabular}{lr}", r"\toprule"]
    body = lines[lines.index(r"\midrule") + 1 : -2]
    start, end = r"\multicolumn{2}{l}{\textit{", "}} \\\\"
    assert body[0] == r"\addlinespace"
    assert _from_latex(body[1].removeprefix(start).removesuffix(end)) == _flat(caption)
    for line, row in zip(body[2:], rows, strict=True):
        assert line.endswith(" \\\\")
        assert not line.lstrip().startswith(("[", "*"))
        cells = re.split(r"(?<!\\) & ", line.removesuffix(" \\\\"))
        assert [_from_latex(cell).strip() for cell in cells] == list(map(_flat, row))


@given(st.lists(CELLS, min_size=1, max_size=5), st.integers(4, 12))
def test_a_terminal_column_is_cut_by_what_is_seen(cells: list[str], room: int) -> None:
    """Columns line up whatever script a cell is in, and a cut cell keeps its room."""
    for cell in cells:
        assert width(cut_to(_flat(cell), room)) <= room
    rows = [[_flat(cell), "x"] for cell in cells]
    kept = fitted(["a", "b" * 80], rows, column=0, least=room)
    assert all(width(row[0]) <= max(room, 18) for row in kept)


def test_wide_letters_take_two_columns() -> None:
    """Chinese and emoji count twice, combining marks not at all."""
    assert list(map(width, ["abc", "東京", "e\u0301", "👩\u200d🚀", "a\x07b"])) == [3, 4, 1, 2, 2]
    assert cut_to("東京都庁", 5) == "東京…"
    text = render(["page", "n"], [["東京", "1"], ["ab", "2"]], "table", ["left", "right"])
    assert len({width(line) for line in text.splitlines()}) == 1


def test_a_terminal_obeys_no_cell() -> None:
    """A control character in a cell is shown, and a line break ends no row."""
    text = render(["a"], [["x\x1b[2J\ny\u202ez"]], "table", ["left"])
    assert text.splitlines()[-1] == "x⟨U+001B⟩[2J y⟨U+202E⟩z"


@pytest.mark.parametrize(
    ("style", "told"),
    [
        ("github", "\n``a`b|c``  \n`short`"),
        ("latex", "% a`b|c\n% short"),
        ("html", "<!-- a`b|c short -->"),
        ("table", "a`b|c\n  short: short"),
    ],
)
def test_signatures_are_told_as_they_are(style: str, told: str) -> None:
    """As code, comments or text."""
    assert signed("a`b|c", "short", style) == told
    assert MarkdownIt().render(signed("`a", "b", "github")).count("<code>") == 2
