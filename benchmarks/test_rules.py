"""What cleaning rules cost: 2,000 simple ones on a large page, beside an XPath for each."""

import pytest
from lxml import etree
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement
from pytest_benchmark.fixture import BenchmarkFixture

from boilerbench.rules.bounded import Pruner
from boilerbench.rules.matching import RuleIndex
from boilerbench.rules.model import Css, Rule, Token
from boilerbench.rules.pruning import prune
from boilerbench.trees import parse_page

BLOCKS = 4500
"""Of two elements each, every one with a class and every second with an id."""

RULES = (
    *(Rule(Css(f".promo-{number}")) for number in range(1200)),
    *(Rule(Css(f"#slot-{number}")) for number in range(400)),
    *(Rule(Css(f"div.block-{number}.kind-{number % 50}")) for number in range(200)),
    *(Rule(Token(f"banner-{number}")) for number in range(200)),
)
GROUP = pytest.mark.benchmark(group=f"{len(RULES):,} rules on {2 * BLOCKS:,} elements")


def page() -> bytes:
    """A page of so many blocks, of which some are what a rule finds."""
    blocks = "".join(
        f'<div class="block-{n % 700} kind-{n % 50}" id="i{n}"><p class="text">Words {n}.</p></div>'
        for n in range(BLOCKS)
    )
    return f"<html><head></head><body>{blocks}</body></html>".encode()


@pytest.fixture(scope="module")
def tree() -> HtmlElement:
    """The page, parsed."""
    found = parse_page(page())
    assert found is not None
    return found


@pytest.fixture(scope="module")
def index() -> RuleIndex:
    """The rules, ready."""
    return RuleIndex(RULES)


@GROUP
def test_index_the_rules(benchmark: BenchmarkFixture) -> None:
    """From rules to what looks them up, once for all pages."""
    assert benchmark(RuleIndex, RULES).rules == RULES


@GROUP
def test_parse_the_page(benchmark: BenchmarkFixture) -> None:
    """What has to be done anyway."""
    assert benchmark(parse_page, page()) is not None


@GROUP
def test_find_elements(benchmark: BenchmarkFixture, tree: HtmlElement, index: RuleIndex) -> None:
    """All rules at once, beyond parsing."""
    assert len(benchmark(index.hits, tree, None).elements) == 200


@GROUP
def test_find_elements_by_xpath_each(benchmark: BenchmarkFixture, tree: HtmlElement) -> None:
    """The plain way: lxml's own CSS selectors, one after the other."""
    selectors = [
        CSSSelector(
            rule.what.selector
            if isinstance(rule.what, Css)
            else f".{rule.what.token}, #{rule.what.token}"
        )
        for rule in RULES
        if isinstance(rule.what, Css | Token)
    ]

    def plain() -> int:
        return sum(bool(selector(tree)) for selector in selectors)

    assert benchmark.pedantic(plain, rounds=2) == 200


@GROUP
def test_prune(benchmark: BenchmarkFixture, index: RuleIndex) -> None:
    """Parsed, looked through, written twice: with and without what was found."""
    assert len({one.rule for one in benchmark(prune, index, page()).removals}) == 200


@GROUP
def test_prune_where_no_rule_fires(benchmark: BenchmarkFixture) -> None:
    """Parsed and looked through; the bytes are handed back."""
    content = page()
    assert benchmark(prune, RuleIndex(RULES[:1200]), content).content is content


@GROUP
def test_prune_in_a_process_of_its_own(benchmark: BenchmarkFixture) -> None:
    """The same with one rule more, which needs XPath and therefore bounds."""
    with Pruner([*RULES, Rule(Css(".kind-1 > p:first-child"))]) as pruner:
        pruner.prune(page())
        assert benchmark(pruner.prune, page()).fired


def test_the_plain_way_finds_the_same(tree: HtmlElement, index: RuleIndex) -> None:
    """What is held beside each other does the same work."""
    found = index.hits(tree, None).elements
    for at in (1600, 1799):
        rule = RULES[at].what
        assert isinstance(rule, Css)
        wanted = etree.XPath(CSSSelector(rule.selector).path)(tree)
        assert list(found[at]) == wanted
