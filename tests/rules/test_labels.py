"""Every word of a page has the label that its gold gives it, and elements count their words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement

from boilerbench.records import Gold, Noise, OptionalText
from boilerbench.rules.labels import (
    COLUMNS,
    GOLD,
    NOISE,
    OPTIONAL,
    UNLABELLED,
    Labelled,
    labelled,
    runs,
    united,
    with_snippets,
)

PAGE = """<html><body><h1 id="head">Ferry late</h1><div id="all"><p id="one">The <b>ferry</b> is
late.</p><div id="box"><p>Sign up</p> now</div></div><footer id="foot">Imprint</footer>
</body></html>"""
KNOWN = Gold(
    text="The ferry is late.",
    title="Ferry late",
    noise=(Noise("newsletter", "Sign up now"),),
)
NEWSLETTER = NOISE + 1


def at(tree: HtmlElement, name: str) -> HtmlElement:
    """The element with an id."""
    return tree.get_element_by_id(name)


def counted(page: Labelled, *elements: HtmlElement) -> dict[int, int]:
    """The words of each code in elements."""
    counts = page.counts(page.places(elements)).tolist()
    return {code: words for code, words in enumerate(counts) if words}


@pytest.fixture
def tree() -> HtmlElement:
    """The page's tree."""
    return html.document_fromstring(PAGE)


def test_words_are_what_the_gold_says(tree: HtmlElement) -> None:
    """Gold, title, noise by its kind, and what nobody labelled."""
    page = labelled(tree, KNOWN)
    assert page.codes.tolist() == [
        *[OPTIONAL] * 2, *[GOLD] * 4, *[NEWSLETTER] * 3, UNLABELLED
    ]  # fmt: skip  # page order
    assert page.entries.tolist() == [*[-1] * 6, 0, 0, 0, -1]


def test_an_element_counts_its_words_and_no_tail(tree: HtmlElement) -> None:
    """What stands behind an element is its parent's."""
    page = labelled(tree, KNOWN)
    assert counted(page, at(tree, "one")) == {GOLD: 4}
    assert counted(page, at(tree, "box")[0]) == {NEWSLETTER: 2}
    assert counted(page, at(tree, "box")) == {NEWSLETTER: 3}


def test_nested_elements_count_once(tree: HtmlElement) -> None:
    """A union has each word once, however its elements lie in each other."""
    page = labelled(tree, KNOWN)
    nested = [at(tree, "all"), at(tree, "one"), at(tree, "box"), at(tree, "box")[0]]
    assert counted(page, *nested) == {GOLD: 4, NEWSLETTER: 3}
    assert counted(page, *reversed(nested), at(tree, "foot")) == {
        GOLD: 4, NEWSLETTER: 3, UNLABELLED: 1
    }  # fmt: skip  # one value


def test_texts_are_as_the_page_spells_them(tree: HtmlElement) -> None:
    """The very text of a place, or of the runs of one code in it."""
    page = labelled(tree, KNOWN)
    places = page.places([at(tree, "all")])
    assert page.texts(places) == ["The ferry is late. Sign up now"]
    assert page.texts(places, GOLD) == ["The ferry is late"]
    assert page.texts(places, NEWSLETTER) == ["Sign up now"]


def test_an_element_without_words_has_no_place(tree: HtmlElement) -> None:
    """Elements that hold nothing are passed over."""
    page = labelled(tree, KNOWN)
    assert page.places([html.Element("img")]) == []


def test_gold_that_the_page_has_otherwise_is_aligned() -> None:
    """A paragraph with one word more than the page is not lost, nor is noise with one less."""
    tree = html.document_fromstring(
        "<p>The ferry is <i>la</i>te again today on the river.</p><p>Sign up now please</p>"
        "<p>By Ann Smith of the paper</p><p>Else</p>"
    )
    gold = Gold(
        text="The old ferry is late again today on the river.",
        title="Nothing of the sort",
        optional=(OptionalText("byline", "By Ann Smith Onymous of the paper"),),
        noise=(Noise("newsletter", "Sign up now pretty please"),),
    )
    page = labelled(tree, gold)
    told = dict(zip(page.page.letters, page.codes.tolist(), strict=True))
    assert told["la"] == told["te"] == told["river"] == GOLD
    assert told["sign"] == NEWSLETTER
    assert told["ann"] == told["paper"] == OPTIONAL
    assert told["else"] == UNLABELLED


def test_snippets_are_gold_and_noise() -> None:
    """A page with snippets alone has those that must appear as text, and those that must not."""
    gold = with_snippets(Gold(contains=("The\nferry",), lacks=("Sign up",)))
    assert gold.text == "The ferry"
    assert [one.text for one in gold.noise] == ["Sign up"]
    assert with_snippets(KNOWN) is KNOWN
    assert with_snippets(Gold()) == Gold()


WORDS = st.sampled_from(["ferry", "late", "pier", "rain", "sign", "letter", "read"])


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> str:
    """Markup of elements in each other with words before, in and behind them."""
    children = draw(st.lists(trees(depth=depth - 1), max_size=3)) if depth else []
    own = draw(st.lists(WORDS, max_size=3))
    tag = draw(st.sampled_from(["div", "b", "p" if not children else "section"]))
    return f"<{tag}>{' '.join(own)}{''.join(children)}</{tag}>{draw(WORDS)} "


@given(trees(), st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=3), st.data())
def test_sums_hold(markup: str, text: list[str], noise: list[str], data: st.DataObject) -> None:
    """The body's counts are the totals, and a union counts each of its words once."""
    tree = html.document_fromstring(f"<body><div>{markup}</div></body>")
    entries = (Noise("promo", " ".join(noise)),) if noise else ()
    page = labelled(tree, Gold(text=" ".join(text), noise=entries))
    totals = np.bincount(page.codes, minlength=COLUMNS).tolist()
    assert page.counts(page.places(tree.xpath("//body"))).tolist() == totals
    elements = data.draw(st.lists(st.sampled_from(list(tree.iter())), max_size=6))
    held = {
        word
        for element in elements
        if element in page.ranges
        for word in range(*page.ranges[element])
    }
    expected = np.bincount(page.codes[sorted(held)], minlength=COLUMNS).tolist()
    assert page.counts(page.places(elements)).tolist() == expected


def test_runs_and_unions() -> None:
    """Marked words as first and behind last; of places in each other the outer."""
    assert runs(np.array([True, False, True, True])) == [(0, 1), (2, 4)]
    assert runs(np.zeros(0, np.bool_)) == []
    assert united([(4, 5), (0, 3), (0, 2), (1, 2), (0, 3)]) == [(0, 3), (4, 5)]
