"""Selectors name one element, and the checks agree."""

import pytest
from cssselect import HTMLTranslator
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from lxml.etree import XPath

from boilerbench.corpora.selectors import Selectors

_TAGS = st.sampled_from(["div", "p", "span", "section"])
_ATTRIBUTES = st.sampled_from(
    ["", " id=one", " id=two", ' class="a"', ' class="a b"', " id='3x'", ' class="a:b c/d"']
)
_TREES = st.recursive(
    st.tuples(_TAGS, _ATTRIBUTES).map(lambda t: f"<{t[0]}{t[1]}>x</{t[0]}>"),
    lambda inner: st.tuples(_TAGS, _ATTRIBUTES, st.lists(inner, max_size=4)).map(
        lambda t: f"<{t[0]}{t[1]}>{''.join(t[2])}</{t[0]}>"
    ),
    max_leaves=12,
)


@given(_TREES)
def test_a_selector_finds_its_element_and_no_other(body: str) -> None:
    """Whatever ids and classes repeat or are no identifiers."""
    tree = html.document_fromstring(f"<html><body>{body}</body></html>")
    selectors = Selectors(tree)
    for element in tree.iter():
        selector = selectors.of(element)
        if selector is not None:
            assert XPath(HTMLTranslator().css_to_xpath(selector))(tree) == [element], selector


def test_the_most_telling_name_is_taken() -> None:
    """An id before a class, a class before a place among siblings."""
    tree = html.document_fromstring(
        "<div id=top class=x><p class=y>1</p><p>2</p><ul><li>3</li><li>4</li></ul></div>"
    )
    selectors = Selectors(tree)
    first, second = tree.iter("p")
    assert selectors.of(next(tree.iter("div"))) == "#top"
    assert selectors.of(first) == ".y"
    assert selectors.of(second) == "#top > p:nth-of-type(2)"
    assert [selectors.of(item) for item in tree.iter("li")] == [
        "ul > li:nth-of-type(1)",
        "ul > li:nth-of-type(2)",
    ]


def test_an_element_far_below_any_name_has_no_selector() -> None:
    """Rather none than a path that only this page has."""
    tree = html.document_fromstring("<div>" * 2 + "<b><i><u><s><q><i><b>x</b>" + "<b>y</b>")
    last = list(tree.iter("b"))[-1]
    assert Selectors(html.document_fromstring("<p>" + "<b>" * 12 + "x")).of(last) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [(["sign", "up"], "form"), (["sign"], "b"), (["sign", "up", "now"], None)],
)
def test_the_element_around_words_is_found(words: list[str], expected: str | None) -> None:
    """The one that holds them and nothing else."""
    tree = html.document_fromstring("<div>x <form><b>Sign</b> up</form></div>")
    assert Selectors(tree).holding(next(tree.iter("b")), words) == expected
