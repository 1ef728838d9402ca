"""Pages without what their rules find: untouched bytes, the control, what was taken by whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.decoding import decode
from boilerbench.rules.matching import RuleIndex
from boilerbench.rules.model import Css, Rule, Token, XPath
from boilerbench.rules.pruning import Pruned, control_of, prune
from boilerbench.shipped import shipped
from boilerbench.trees import parse_page, texts_of

PAGE = """<!DOCTYPE html>
<html><head><meta charset="iso-8859-1"><title>T</title></head><body>
<nav class="menu"><a href="/">Home</a></nav>
<article><p>Café story.</p><div class="ad box"><p class="label">Advertisement</p> now</div> tail
<p>More.</p></article><footer id="foot">Legal</footer></body></html>""".encode("latin-1")


def pruned(*rules: Rule, page: bytes = PAGE, url: str | None = None) -> Pruned:
    """A page after some rules."""
    return prune(RuleIndex(rules), page, url=url)


def wording(content: bytes) -> str:
    """A page's words."""
    tree = parse_page(content)
    assert tree is not None
    body = tree.find("body")
    assert body is not None
    return " ".join(" ".join(texts_of(body)).split())


@pytest.mark.parametrize(
    "rule",
    [
        Rule(Css(".nowhere")),
        Rule(Css(".ad"), on=False),
        Rule(Css(".ad"), sites=("b.com",)),
        Rule(Css("body")),
        Rule(XPath("count(//p)")),
        Rule(Css(".nowhere"), keep=True),
        Rule(Css("body"), keep=True),
    ],
)
def test_bytes_are_untouched_where_no_rule_fires(rule: Rule) -> None:
    """The very bytes come back, with no control, whatever kept the rule from firing."""
    found = pruned(rule, url="https://a.com/")
    assert found.content is PAGE
    assert found.control is None
    assert not found.fired
    assert not found.removals


def test_what_is_removed_is_named_and_what_stands_behind_it_stays() -> None:
    """The element goes with all in it, its tail stays, and the rule is told with path and text."""
    found = pruned(Rule(Css("p.nowhere")), Rule(Token("ad")), Rule(Css("#foot")))
    assert wording(found.content) == "Home Café story. tail More."
    assert [(one.rule, one.text) for one in found.removals] == [
        (1, "Advertisement\nnow"),
        (2, "Legal"),
    ]
    assert found.removals[0].path == "body > article > div.ad.box"


def test_a_rule_is_told_its_own_whatever_others_take() -> None:
    """Rules that find parts of each other are all told, and the outermost of one rule only."""
    found = pruned(Rule(Css(".ad")), Rule(Css(".label")), Rule(Css(".ad, .ad p")))
    assert [(one.rule, one.text) for one in found.removals] == [
        (0, "Advertisement\nnow"),
        (1, "Advertisement"),
        (2, "Advertisement\nnow"),
    ]


def test_only_some_rules_can_be_carried_out() -> None:
    """`only` names rules by their places; the others take nothing."""
    index = RuleIndex([Rule(Css(".ad")), Rule(Css("#foot"))])
    assert [one.rule for one in prune(index, PAGE, only=[1]).removals] == [1]
    assert prune(index, PAGE, only=()).content is PAGE


def test_the_control_is_the_page_with_nothing_removed() -> None:
    """It differs from the pruned page by what was removed alone, and both say they are UTF-8."""
    found = pruned(Rule(Css(".ad")))
    assert found.control is not None
    assert found.control == control_of(PAGE)
    assert wording(found.control) == wording(PAGE)
    gone = found.control.replace(
        b'<div class="ad box"><p class="label">Advertisement</p> now</div>', b""
    )
    assert gone == found.content
    assert b'<meta charset="utf-8">' in found.content
    assert "Café".encode() in found.content


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ('<meta charset="latin1">', b'<meta charset="utf-8">'),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=latin1">',
            b'content="text/html; charset=utf-8"',
        ),
        ("", b'<meta charset="utf-8">'),
    ],
)
def test_a_pruned_page_says_that_it_is_utf8(head: str, said: bytes) -> None:
    """However it declared its encoding before, or not at all, nobody reads it as another."""
    page = f"<html><head>{head}</head><body><i class=ad>x</i><p>é</p></body></html>"
    found = prune(RuleIndex([Rule(Css(".ad"))]), page.encode("latin1"), charset="latin1").content
    assert said in found
    assert decode(found).encoding == "utf-8"
    assert "é" in decode(found).text


def test_a_page_without_head_and_doctype_gets_no_doctype() -> None:
    """What a page lacks is not made up, but for the word on its encoding."""
    found = prune(RuleIndex([Rule(Css("b"))]), b"<p>x <b>y</b></p>").content
    assert b"doctype" not in found.lower()
    assert found == b'<html><head><meta charset="utf-8"></head><body><p>x </p></body></html>'


def test_the_whole_page_is_never_removed() -> None:
    """A rule that finds html, head or body is refused as a whole, and named."""
    found = pruned(Rule(XPath("//body | //nav")), Rule(Css("nav")))
    assert [one.rule for one in found.removals] == [1]
    assert [(one.rule, one.why) for one in found.troubles] == [
        (0, "it finds <body>, without which there is no page")
    ]


def test_a_rule_that_keeps_removes_all_the_rest() -> None:
    """All that is neither in nor around what it finds goes, bare text too; the first one wins."""
    page = (
        b"<body>bare<div><p class=k>one</p> beside <i>x</i></div><p>two</p><b class=k>3</b></body>"
    )
    rules = Rule(Css(".no"), keep=True), Rule(Css(".k"), keep=True), Rule(Css("p"), keep=True)
    found = pruned(*rules, page=page)
    assert wording(found.content) == "one 3"
    assert {one.rule for one in found.removals} == {1}
    assert sorted(one.text for one in found.removals) == ["bare", "beside", "two", "x"]


def test_exceptions_switch_rules_off_on_their_sites() -> None:
    """A rule with the same matcher does nothing there, and works elsewhere."""
    rules = Rule(Css(".ad")), Rule(Css(".ad"), sites=("a.com",), exception=True)
    assert not pruned(*rules, url="https://www.a.com/x").fired
    assert pruned(*rules, url="https://b.com/x").fired
    assert pruned(*rules).fired


def test_an_empty_page_has_no_elements() -> None:
    """A page with nothing in it comes back as it is."""
    assert pruned(Rule(Css("p")), page=b"").content == b""
    assert control_of(b"") == b""


NAMES = st.sampled_from(["a", "b", "c", "d"])


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> str:
    """HTML of nested elements with classes and ids out of four names."""
    children = draw(st.lists(trees(depth - 1), max_size=3)) if depth else []
    classes = " ".join(draw(st.lists(NAMES, max_size=3)))
    ident = draw(st.none() | NAMES)
    named = f' id="{ident}"' if ident else ""
    return f'<div class="{classes}"{named}>t{"".join(children)}</div>'


SIMPLE = st.one_of(
    NAMES.map(lambda name: f".{name}"),
    NAMES.map(lambda name: f"#{name}"),
    st.tuples(NAMES, NAMES).map(lambda names: f".{names[0]}.{names[1]}"),
    st.tuples(NAMES, NAMES).map(lambda names: f"div.{names[0]}#{names[1]}"),
    st.tuples(NAMES, NAMES).map(lambda names: f".{names[0]} > .{names[1]}"),
)


@given(trees(), st.lists(SIMPLE, min_size=1, max_size=6))
def test_the_index_finds_what_lxml_finds(page: str, selectors: list[str]) -> None:
    """For every selector the elements are those of lxml's own cssselect."""
    tree = parse_page(f"<body>{page}</body>".encode())
    assert tree is not None
    hits = RuleIndex([Rule(Css(one)) for one in selectors]).hits(tree, None)
    for at, one in enumerate(selectors):
        assert set(hits.elements.get(at, ())) == set(tree.cssselect(one))


@given(trees(), st.lists(SIMPLE, min_size=2, max_size=5), st.randoms())
def test_the_order_of_rules_does_not_matter(page: str, selectors: list[str], random) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001  hypothesis has no public type for it
    """The pruned page is the same in any order, and each rule takes what it takes alone."""
    content = f"<body>{page}</body>".encode()
    shuffled = list(selectors)
    random.shuffle(shuffled)
    rules = [Rule(Css(one)) for one in selectors]
    found = pruned(*rules, page=content)
    assert found.content == pruned(*(Rule(Css(one)) for one in shuffled), page=content).content
    for at, rule in enumerate(rules):
        alone = pruned(rule, page=content)
        own = [(one.text, one.path) for one in found.removals if one.rule == at]
        assert own == [(one.text, one.path) for one in alone.removals]


@pytest.mark.parametrize("name", ["summit", "storm-live"])
def test_on_shipped_pages_a_control_has_all_wording(name: str) -> None:
    """Parsing and serialising a real page loses no word of it."""
    (file,) = shipped("corpus").glob(f"*/{name}.html")
    content = file.read_bytes()
    assert wording(control_of(content)) == wording(content)
