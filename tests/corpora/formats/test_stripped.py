"""What annotation left in a page is taken out before an extractor sees it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.corpora.formats.stripped import without_marks, without_wrapper, wrapper_of


def test_cleanevals_wrapper_goes_and_says_the_url() -> None:
    """`<text id="URL" …>` around the page is no part of it."""
    content = (
        b'<text id="http://a.example/" title="A" encoding="unset">\n<html><p>x</html>\n</text>'
    )
    assert without_wrapper(content) == b"<html><p>x</html>\n"
    assert wrapper_of(content) == {"id": "http://a.example/", "title": "A", "encoding": "unset"}


def test_a_page_without_a_wrapper_stays_as_it_is() -> None:
    """Only a wrapper at the very ends is one."""
    content = b'<svg><text id="a">x</text></svg><p>y'
    assert (without_wrapper(content), wrapper_of(content)) == (content, {})


@pytest.mark.parametrize(
    ("marked", "clean"),
    [
        (b'<p cc-select="true">x</p>', b"<p>x</p>"),
        (b'<p id="a" cc-select=true data-anno-uid="anno-1">x</p>', b'<p id="a">x</p>'),
        (b'<p class="lead mark-selected wide">x</p>', b'<p class="lead wide">x</p>'),
        (b'<p class="mark-selected">x</p>', b"<p>x</p>"),
        (b"<p>x<marked-tail> y</marked-tail></p>", b"<p>x y</p>"),
        (b'<style id="cc-extraStyle" name="cc">p{}</style><p>x', b"<p>x"),
        (b'<span __boilernet_label="1">x</span>', b"<span>x</span>"),
        (b'<span class="x-nc-sel2">x</span>', b"<span>x</span>"),
        (
            b'<p class="remark-selected">cc-select="true"</p>',
            b'<p class="remark-selected">cc-select="true"</p>',
        ),
    ],
)
def test_labels_go_and_the_rest_stays(marked: bytes, clean: bytes) -> None:
    """Each tool's marks are removed from tags, and nothing else is."""
    assert without_marks(marked) == clean


@given(st.text(alphabet="<>/ pabc=\"'-", max_size=60))
def test_a_page_without_marks_is_not_touched(page: str) -> None:
    """Whatever the markup, what carries no label stays byte for byte."""
    content = page.encode()
    assert without_marks(content) == content
