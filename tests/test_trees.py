"""The tree of a page holds all its text, also where libxml2 alone would cut it off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.trees import flattened, parse_page, texts_of, unseen_texts


def _text(page: str) -> str:
    tree = parse_page(page.encode())
    assert tree is not None
    return " ".join(" ".join(texts_of(tree)).split())


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><p>a</p></body></html><p>b</p>",
        "<html><body><p>a</p></body></html><body class=x><p>b</p>",
        "<html><body><p>a</p></body><p>b</p></html>",
        "<html><body><p>a</p></body>b</html>",
        "<html><body>a</body></html></div>b",
        "<html><body>a</body></html><!-- c --><html><body>b</body></html>",
    ],
)
def test_text_after_the_end_belongs_to_the_body(page: str) -> None:
    """Browsers go on after `</body>` and `</html>`, and so do pages."""
    assert _text(page).replace(" ", "") == "ab"
    tree = parse_page(page.encode())
    assert tree is not None
    assert [child.tag for child in tree][-1] == "body"


def test_text_3000_elements_deep_is_there() -> None:
    """Wrappers beyond the depth that libxml2 builds are left out, and what is in them stays."""
    deep = "<div>" * 3000 + "<p id=x>buried <b>treasure</b></p>" + "</div>" * 3000 + "<p>after</p>"
    assert _text(f"<html><body>{deep}</body></html>") == "buried treasure after"


def test_flattening_leaves_comments_scripts_and_void_elements_alone() -> None:
    """Only wrappers too deep go, both ends of each."""
    page = "<div><span><b>x</b><br><!-- <div> --><script>'<div>'</script></span><p>y</p></div>"
    assert flattened(page, deepest=1) == (
        "<div>  x <br><!-- <div> --><script>'<div>'</script> <p>y</p></div>"
    )


@given(st.text("<>/divpab =\"'!-", max_size=60))
def test_any_text_can_be_flattened(text: str) -> None:
    """However broken the markup: no error, and a limit nobody reaches changes nothing."""
    assert flattened(text, deepest=100) == text
    flattened(text, deepest=1)


def test_unseen_text_is_in_templates_and_json() -> None:
    """What scripts would show: templates and strings of JSON scripts, other scripts not."""
    tree = parse_page(
        b"<html><template><p>in a template</p></template>"
        b'<script type="application/ld+json">{"a": ["one", {"b": "two", "c": 3}]}</script>'
        b'<script type="application/json">{broken</script><script>"code"</script></html>'
    )
    assert tree is not None
    assert list(unseen_texts(tree)) == ["in a template", "one", "two"]
    assert list(texts_of(tree)) == []


def test_an_empty_page_has_no_tree() -> None:
    """Nothing served is nothing to read."""
    assert parse_page(b"") is None
