"""What a document is built of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.scoring.items import Form, Kind, items_of, target_of
from boilerbench.scoring.markup import text_in, tree_of_markdown


def found(markdown: str, kind: Kind) -> list[tuple[str, Form]]:
    return [(" ".join(item.words), item.form) for item in items_of(markdown).by_kind[kind]]


@pytest.mark.parametrize(
    ("markdown", "headings"),
    [
        ("# A *b* `c`\n\n### D ###\n\nE\n===\n", [("a b c", 1), ("e", 1), ("d", 3)]),
        ("<h2>Raw <b>he</b>ading</h2>\n", [("raw heading", 2)]),
        ("## [Link](/x) &amp; more <br> of it\n", [("link more of it", 2)]),
        ("#hashtag\n\n## \n\n####### seven\n\n    # code\n\n\\# no\n", []),
    ],
)
def test_headings(markdown: str, headings: list[tuple[str, Form]]) -> None:
    """Both kinds of CommonMark and raw ones, by level; without words there is none."""
    assert found(markdown, "headings") == headings


def test_list_items() -> None:
    """Their own text without the lists inside them, whether numbered, and how deep."""
    markdown = "- one\n  1. two\n\n     still two\n  2. three\n- four\n\n\n* five\n"
    assert found(markdown, "lists") == [
        *(("one", (False, 1)), ("two still two", (True, 2)), ("three", (True, 2))),
        *(("four", (False, 1)), ("five", (False, 1))),
    ]
    assert found("<li>stray</li>\n", "lists") == [("stray", (False, 0))]
    assert found("1. text\n\n   ```\n   code\n   ```\n\n   | a |\n   |---|\n", "lists") == [
        ("text", (True, 1))
    ]


def test_code_is_its_lines() -> None:
    """Fenced, indented and raw blocks, without blank lines, indented as against the block."""
    fenced = "```python\n  def f():\n\n      return  '<b>'  # it\n```\n"
    lines = [("def f():", 0), ("return '<b>' # it", 4)]
    assert found(fenced, "code") == lines
    assert found(fenced.replace("      return", "\treturn"), "code")[1] == ("return '<b>' # it", 2)
    assert found("    def f():\n        return  '<b>'  # it\n", "code") == lines
    raw = "<pre><span>def f():</span>\n\u00a0\u00a0\u00a0 return '&lt;b&gt;' # it\n</pre>\n"
    assert found(raw, "code") == lines
    assert found("Some `inline` code\n\n```\n\n```\n", "code") == []


def test_links() -> None:
    """Inline, by reference, raw and in angle brackets; images, anchors and empty links are none."""
    markdown = (
        "[One *two*](https://example.com/a/?x=1#y 'title') [three][ref] <https://example.com>\n"
        "<a href='/raw'>four</a> <a name='x'>five</a> ![six](/i.png) [![](/i.png)](/j) [](/k)\n"
        "\n[ref]: ../b\n"
    )
    assert found(markdown, "links") == [
        *(("one two", "a?x=1#y"), ("three", "b"), ("https example com", ""), ("four", "raw")),
    ]


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://example.com/a%20b/", "a b"),
        ("//cdn.example.com/a", "a"),
        ("/a/", "a"),
        ("./a?b=c", "a?b=c"),
        ("#part", "#part"),
        ("mailto:ada@example.com", "mailto:ada@example.com"),
        ("http://[broken/a", "http://[broken/a"),
    ],
)
def test_targets_are_the_same_whole_and_relative(address: str, target: str) -> None:
    """Scheme, host, leading dots and slashes, a slash at the end: none makes another target."""
    assert target_of(address) == target


def test_raw_html_swallows_nothing() -> None:
    """Tags that would hide the rest, comments and what only looks like a tag are no markup."""
    markdown = (
        "<!-- # no -->\n\n<title>\n\n# One\n\nList<String> and <script> are\n\n<!-- left open\n\n"
        "<table>\n\n# Two\n"
    )
    assert found(markdown, "headings") == [("one", 1)]
    assert found(markdown.replace("<!-- left open", "<x> a < b"), "headings") == [
        *(("one", 1), ("two", 1)),
    ]
    assert text_in(tree_of_markdown("<div>\n<x> a < b <!-- c --> <i>d</i>e <p>f\n")) == "a < b de f"


def test_deep_nesting_is_read() -> None:
    """What nobody closes nests as deep as the text is long; beyond 2048 the parser drops it."""
    assert text_in(tree_of_markdown("<table>" * 1500 + "x")) == "x"
    assert text_in(tree_of_markdown("<table>" * 3000 + "x")) == ""
    assert len(items_of("> " * 500 + "# a").by_kind["headings"]) <= 1


@given(st.text() | st.text(alphabet="#-*1.`|<a>/[]() \n!&;tdr=\"'\\", max_size=60))
def test_any_text_is_a_document(markdown: str) -> None:
    """Nothing is raised, and a second reading finds the same."""
    assert items_of(markdown) == items_of(markdown)
