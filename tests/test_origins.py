"""Where in its page a text of an output stands."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.cssselect import CSSSelector

from boilerbench.corpora import open_corpus
from boilerbench.origins import Origins, origins
from boilerbench.pagetexts import page_texts
from boilerbench.records import Gold, HtmlBytes, Noise, Page
from boilerbench.trees import parse_page

PAGE = """<html><head><title>Piano at sea | The Courier</title>
<meta name="description" content="A tale of forty people"></head><body>
<div id="content"><p>First words of the story.</p>
<aside class="newsletter-promo wide"><p>Sign <b>up</b> now</p>
<p hidden>Thank you, friend</p></aside>
<p>Second words of the story.</p><p>Share</p><p>Third words.</p><p>Share</p>
<div style="display: none"><span>Gone with the wind</span></div></div>
<ul><li>Share</li><li class="a"><a>One</a></li><li class="a b"><a>Two</a></li></ul>
<img alt="A ship" data-note="two words"><template><p>Not yet here</p></template>
<script type="application/ld+json">{"articleBody": "Caf\\u00e9 of the harbour"}</script>
<script type="application/json">{broken words</script><script>var shown = "hello there";</script>
</body></html>"""


def _origins(markup: str, gold: Gold | None = None) -> Origins:
    found = origins(Page("p", HtmlBytes(markup.encode()), gold or Gold(), charset="utf-8"))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("first words of the story", "div#content > p:nth-of-type(1)"),
        ("Sign up now", "div#content > aside.newsletter-promo.wide > p:nth-of-type(1)"),
        ("Signup", "div#content > aside.newsletter-promo.wide > p:nth-of-type(1)"),
        ("up", "div#content > aside.newsletter-promo.wide > p:nth-of-type(1) > b"),
        (
            "Thank you, friend",
            "div#content > aside.newsletter-promo.wide > p:nth-of-type(2) (hidden)",
        ),
        ("Gone with the wind", "div#content > div > span (hidden)"),
        ("story. Sign up", "div#content"),
        ("One\nTwo", "body > ul"),
        ("First words of the story.\nSecond words of the story.", "div#content"),
        ("Two", "body > ul > li.a.b > a"),
        ("One", "body > ul > li.a:nth-of-type(2) > a"),
        ("Share", "div#content > p:nth-of-type(3) (one of 3 places)"),
        ("The Courier", "not in the visible text: in the page's title"),
        ("A ship", "not in the visible text: in an attribute (alt) of body > img"),
        ("two words", "not in the visible text: in an attribute (data-note) of body > img"),
        (
            "tale of forty people",
            "not in the visible text: in an attribute (content) of html > head > meta",
        ),
        ("Not yet here", "not in the visible text: in a template: body > template"),
        (
            "Café of the harbour",
            "not in the visible text: in a script: body > script:nth-of-type(1)",
        ),
        ("broken words", "not in the visible text: in a script: body > script:nth-of-type(2)"),
        ("hello there", "not in the visible text: in a script: body > script:nth-of-type(3)"),
        ("words that nobody wrote", "None"),
        ("One\nnobody\nwrote this", "None"),
        ("...", "None"),
        ("", "None"),
    ],
)
def test_a_text_is_told_where_it_stands(text: str, told: str) -> None:
    """The smallest element around it, or what else holds it; None for what the page has not."""
    assert str(_origins(PAGE).of(text)) == told


@pytest.mark.parametrize(
    ("near", "told"),
    [
        (("Second words of the story.", "Third words."), "div#content > p:nth-of-type(3)"),
        (("Third words.", ""), "div#content > p:nth-of-type(5)"),
        (("", "One"), "body > ul > li:nth-of-type(1)"),
        (("words that nobody wrote", "nor these"), "div#content > p:nth-of-type(3)"),
    ],
)
def test_neighbours_tell_places_apart(near: tuple[str, str], told: str) -> None:
    """Of several places it is the one between, or beside, what stands around it in the output."""
    origin = _origins(PAGE).of("Share", near)
    assert origin is not None
    assert origin.path == told


def test_a_selector_of_the_gold_is_believed() -> None:
    """A leak that a noise entry explains stands where the entry says; without one, nothing is."""
    noise = (Noise("share", "Share", "ul > li:nth-of-type(1)"), Noise("share", "Share"))
    found = _origins(PAGE, Gold(noise=noise))
    assert str(found.of_noise(0)) == "body > ul > li:nth-of-type(1)"
    assert found.of_noise(1) is None


@pytest.mark.parametrize(
    ("markup", "text", "path"),
    [
        ("<p>one<p>two <b>three<i>four</b> five", "three four", "body > p:nth-of-type(2) > b"),
        (
            "<frameset><frame src=x><noframes><body><p>old words</p></noframes></frameset>",
            "old words",
            "html > frameset > noframes",
        ),
        (
            "<table><tr><td><table id=in><tr><td>deep cell</td></tr></table></td></tr></table>",
            "deep cell",
            "table#in > tr > td",
        ),
        ("<p id=x>a</p><p id=x>b</p>", "b", "body > p#x:nth-of-type(2)"),
        ("<div><o:p>office</o:p><o:p>words</o:p></div>", "words", "body > div > *:nth-child(2)"),
        ("<div>" * 9 + "<i>far</i>", "far", "body div > div > div > div > i"),
        ("<div>" * 9 + "<i>far</i></div><div><i>x</i>", "far", ""),
        ("<div>" * 3000 + "<i>far</i><i>x</i>", "far", ""),
        ("<p>after</p></html>tail words", "tail words", "body"),
    ],
)
def test_pages_of_any_kind_have_places(markup: str, text: str, path: str) -> None:
    """Malformed pages, frames, nested tables, deep trees: a path that finds the element, or "…"."""
    found = _origins(markup)
    origin = found.of(text)
    assert origin is not None
    if path:
        assert origin.path.endswith(path)
    tree = parse_page(markup.encode(), "utf-8")
    assert tree is not None
    if not origin.path.startswith("…"):
        (element,) = CSSSelector(origin.path)(tree)
        assert text in " ".join("".join(element.itertext()).split()) or "three" in text
    assert origin.path.count(" > ") < 13


def test_an_empty_page_has_no_places() -> None:
    """Nothing is prepared for nothing."""
    assert origins(Page("p", HtmlBytes(b""), Gold())) is None


TAGS = st.sampled_from(["div", "p", "span", "ul", "section", "x-y"])
NAMES = st.sampled_from(["", " id=a", " id=b", " class=c", " class='c d'", " class='d e c'"])
TREES = st.recursive(
    st.sampled_from(["one", "two words", "three", ""]),
    lambda inner: st.builds(
        lambda tag, names, parts: f"<{tag}{names}>{' '.join(parts)}</{tag}>",
        TAGS,
        NAMES,
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@given(TREES)
def test_every_path_finds_its_element_alone(markup: str) -> None:
    """Whatever ids and classes a page repeats."""
    tree = parse_page(f"<body>{markup} end</body>".encode())
    assert tree is not None
    paths = Origins(tree, Gold())._paths
    for element in tree.iter():
        path = paths.of(element)
        if not path.startswith("…"):
            assert CSSSelector(path)(tree) == [element]


@given(TREES)
def test_every_word_of_a_page_is_found(markup: str) -> None:
    """Each word stands in the element that its place is told of."""
    tree = parse_page(f"<body>{markup} end</body>".encode())
    assert tree is not None
    texts = page_texts(tree)
    for at, word in enumerate(texts.words):
        assert (at, at + 1) in texts.spaced.places([word])
        assert texts.around((at, at + 1)) is texts.elements[at]
    whole = texts.around((0, len(texts.words)))
    assert "".join("".join(whole.itertext()).split()) == "".join(texts.words)


def test_shipped_noise_is_found_where_its_selector_says() -> None:
    """Of the shipped news, the place found for a noise text has that entry's words, or holds them.

    Looked for by its words and neighbours alone, it is nearly always the element of its selector;
    what is told as the place is that element always.
    """
    met: Counter[str] = Counter()
    for page in open_corpus("news").pages[:12]:
        tree = parse_page(page.source.read(), page.charset)
        assert tree is not None
        found, noise = Origins(tree, page.gold), page.gold.noise
        for index, one in enumerate(noise):
            if one.selector is None:
                continue
            (wanted,) = CSSSelector(one.selector)(tree)
            told = found.of_noise(index)
            assert told is not None
            if not told.path.startswith("…"):
                assert CSSSelector(told.path)(tree) == [wanted]
            before = noise[index - 1].text if index else ""
            after = noise[index + 1].text if index + 1 < len(noise) else ""
            alone = found.of(one.text, (before, after))
            assert alone is not None
            if alone.places == 1 and not alone.path.startswith("…"):
                (element,) = CSSSelector(alone.path)(tree)
                near = wanted in element.iterancestors() or element in wanted.iterancestors()
                met["right" if element is wanted or near else "elsewhere"] += 1
            else:
                met["one of several"] += 1
    assert met["right"] > 20 * (met["elsewhere"] + met["one of several"])


@pytest.mark.parametrize("body", ["", "<article></article>", "<script>var a</script>"])
def test_a_page_without_words_has_no_place_for_any(body: str) -> None:
    """An output may hold words all the same: the extractor made them up."""
    assert _origins(f"<html><body>{body}</body></html>").of("menu home") is None
