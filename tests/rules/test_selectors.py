"""Matchers of pages: CSS with procedural operators, XPath, tokens."""

import pytest

from boilerbench.rules.matching import RuleIndex
from boilerbench.rules.model import Css, DomMatcher, Rule, Token, XPath
from boilerbench.rules.selectors import Compound, Search, compiled
from boilerbench.rules.splitting import operators, parts
from boilerbench.trees import parse_page

PAGE = b"""<html><body>
<div class="a b" id="x"><p class="c" id="one">Hello <b id="bold">sponsored</b> x</p>
<p id="two">two</p></div>
<section id="s"><div class="z" id="zed"><span id="span">Sponsored</span><i id="i">next</i></div>
</section>
</body></html>"""


def found(what: DomMatcher) -> list[str]:
    """The ids of what a matcher finds on the page, in document order."""
    tree = parse_page(PAGE)
    assert tree is not None
    hits = RuleIndex([Rule(what)]).hits(tree, None)
    assert not hits.troubles
    order = {element: at for at, element in enumerate(tree.iter())}
    elements = sorted(hits.elements.get(0, {}), key=order.__getitem__)
    return [str(one.get("id") or one.tag) for one in elements]


@pytest.mark.parametrize(
    ("selector", "wanted"),
    [
        (".a", ["x"]),
        (".a.b", ["x"]),
        (".a.q", []),
        ("div#x", ["x"]),
        ("p#x", []),
        ("#x.b", ["x"]),
        (".z, .c", ["one", "zed"]),
        (".a > p", ["one", "two"]),
        (".nowhere > p", []),
        (".a:has(> p.c)", ["x"]),
        ("div:not(.z, .q)", ["x"]),
        ("div:not(.z):not(.q) p", ["one", "two"]),
        ("[class*='b' i]", ["x"]),
        ("p:has-text(/SPONS/i)", ["one"]),
        ("p:has-text(SPONS)", []),
        ("p:has-text(sponsored):upward(1)", ["x"]),
        ("span:has-text(/spons/i):upward(section)", ["s"]),
        ("span:has-text(/spons/i):upward(article)", []),
        ("b:xpath(../..)", ["x"]),
        (":xpath(//p)", ["one", "two"]),
        ("span:has-text(Sp) + i", ["i"]),
        ("span:has-text(Sp) ~ i", ["i"]),
        ("div:upward(1) p.c", ["one"]),
        ("div:has-text(Hello) > p", ["one", "two"]),
        ("p:has-text(Hello):not(.q)", ["one"]),
        ("p:has-text(Hello).q", []),
        ("p:has-text(/a(b|c)\\)/)", []),
        ("p:has-text(two, three)", []),
    ],
)
def test_a_selector_finds_what_it_says(selector: str, wanted: list[str]) -> None:
    """Simple and combined selectors, and uBlock's operators, alone and after each other."""
    assert found(Css(selector)) == wanted


@pytest.mark.parametrize(
    ("what", "wanted"),
    [
        (XPath("//p[re:test(., 'two')]"), ["two"]),
        (XPath("//div | //p"), ["x", "one", "two", "zed"]),
        (XPath("//p/text()"), []),
        (Token("a"), ["x"]),
        (Token("x"), ["x"]),
        (Token("on"), []),
        (Token("on", "inside"), ["one"]),
        (Token("z", "inside"), ["zed"]),
    ],
)
def test_expressions_and_tokens_find_elements(what: DomMatcher, wanted: list[str]) -> None:
    """XPath with EXSLT; a token is a whole class or id, or a part of one."""
    assert found(what) == wanted


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (Css("p{"), "is no CSS selector"),
        (Css(""), "is no CSS selector"),
        (Css("p,"), "is no CSS selector"),
        (Css("p:has-text(x"), "column 11 is not closed"),
        (Css("a[b="), "column 2 is not closed"),
        (Css("a:not(.b, .c"), "is not closed"),
        (Css("::before"), "pseudo-element"),
        (Css("p:foo(1)"), "not supported"),
        (Css("p:upward(0)"), "1 to 255"),
        (Css("p:upward(999)"), "1 to 255"),
        (Css("p:has-text()"), "needs words"),
        (Css("p:has-text(/(/)"), "is no regular expression"),
        (Css("p:has-text(/a/q)"), "no flag 'q'"),
        (Css("p:has-text(a) :upward(1)"), "white space"),
        (Css("p:has-text(a) > {"), "is no CSS selector"),
        (Css("p:xpath(//p//)"), "is no XPath"),
        (XPath("//p["), "is no XPath"),
    ],
)
def test_a_broken_matcher_says_what_is_wrong(what: DomMatcher, said: str) -> None:
    """Every fault of a selector is a ValueError in words, when it is compiled."""
    with pytest.raises(ValueError, match=said):
        compiled(what)


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("count(//p)", "finds a float, not elements"),
        ("re:test(a)", "cannot be evaluated"),
        ("//*[re:test(., '(')]", "cannot be evaluated: missing )"),
        ("//foo:bar", "cannot be evaluated"),
    ],
)
def test_what_can_only_fail_on_a_page_is_a_trouble(expression: str, said: str) -> None:
    """An expression that finds no elements, or cannot be evaluated, is named and skipped."""
    tree = parse_page(PAGE)
    assert tree is not None
    hits = RuleIndex([Rule(XPath(expression)), Rule(Css(".a"))]).hits(tree, None)
    assert said in hits.troubles[0]
    assert list(hits.elements) == [1]


def test_simple_selectors_are_looked_up_and_the_rest_asks_for_its_names() -> None:
    """Tags, classes and an id are an index's; others know which names they cannot do without."""
    assert compiled(Css("p.a.b")) == (Compound("p", None, frozenset("ab")),)
    (search,) = compiled(Css("#main .ad > p:first-child"))
    assert isinstance(search, Search)
    assert search.needs == {"#main", ".ad"}
    (negated,) = compiled(Css("p:not(.a) em"))
    assert isinstance(negated, Search)
    assert not negated.needs


def test_text_is_split_where_it_stands_free() -> None:
    """Separators in strings, brackets, parentheses and escapes are no separators."""
    assert parts("a[x=','], b:not(c, d), e\\,f") == ["a[x=',']", "b:not(c, d)", "e\\,f"]
    assert parts("p:has-text(/a,(b/), q") == ["p:has-text(/a,(b/)", "q"]
    assert [name for _, name, _, _ in operators("p:has-text(:upward(1)):upward(2)")] == [
        "has-text",
        "upward",
    ]
