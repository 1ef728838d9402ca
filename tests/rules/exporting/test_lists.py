"""Exported expressions find on pages what the rules find, and trafilatura takes that away."""

import json
import os
from typing import Any

import pytest
import trafilatura
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from boilerbench.corpora import open_unchecked
from boilerbench.rules.exporting import export
from boilerbench.rules.exporting.plainpath import literal, plain_path
from boilerbench.rules.matching import RuleIndex
from boilerbench.rules.model import Css, DomMatcher, Lines, Rule, RuleFile, Token, XPath
from boilerbench.rules.pruning import WHOLE
from boilerbench.trees import parse_page

MATCHERS: tuple[DomMatcher, ...] = (
    *map(
        Css,
        (
            "nav",
            ".ad",
            ".share-bar, .social a",
            "aside > p",
            "div[class*=promo i]",
            "ul:not(.a, .b) li",
            "section:has(> h2)",
            "p:nth-child(2)",
            "p:has-text(Advertisement)",
            "div:has-text(/sign up/i)",
            "a:has-text(/Read/):upward(2)",
            "button:upward(form)",
            ":has-text(Cookie):upward(.x)",
            "a:has-text(more) > span",
            "a:has-text(more) + a",
            "a:has-text(more).x",
            "div:has-text(Sign) p",
            "li:xpath(..)",
            "form:xpath(./div[1])",
        ),
    ),
    Token("newsletter"),
    Token("related", "inside"),
    XPath("//div[@id]/p[1]"),
    XPath("//aside | //footer"),
)


def file_of(*rules: Rule) -> RuleFile:
    """A file with a rule on each line."""
    return RuleFile("some.toml", rules, tuple(range(1, len(rules) + 1)))


def test_expressions_find_what_rules_find_on_every_shipped_page() -> None:
    """With plain lxml and no namespaces, but for html, head and body."""
    paths = [etree.XPath(plain_path(one)) for one in MATCHERS]
    index = RuleIndex([Rule(one) for one in MATCHERS])
    every = open_unchecked("shipped").pages
    for page in every if os.environ.get("HYPOTHESIS_PROFILE") else every[::24]:
        tree = parse_page(page.source.read(), page.charset)
        if tree is None:
            continue
        hits = index.hits(tree, None).elements
        for at, path in enumerate(paths):
            wanted = {one for one in hits.get(at, {}) if one.tag not in WHOLE}
            assert set(path(tree)) == wanted, MATCHERS[at]


@pytest.mark.parametrize(
    ("what", "why"),
    [
        (Css("p:has-text(/a+/)"), "takes a regular expression"),
        (Css("p:has-text(/a/s)"), "takes a regular expression"),
        (Css("p:upward(.a .b)"), "more than one element"),
        (Css("p:upward(.a, .b)"), "more than one element"),
        (Css("p:xpath(//a)"), "no step"),
        (XPath("//p[re:test(., 'a')]"), "regular expressions"),
        (XPath("//p/text()"), "finds text or values"),
    ],
)
def test_what_xpath_cannot_say_is_refused(what: DomMatcher, why: str) -> None:
    """With the reason."""
    with pytest.raises(ValueError, match=why):
        plain_path(what)
    (left_out,) = export(file_of(Rule(what)), "trafilatura").left_out
    assert why in left_out


@given(st.text(st.sampled_from("a'\" é"), max_size=6))
def test_literals_are_what_they_were(text: str) -> None:
    """Whatever quotes stand in them."""
    assert etree.XPath(f"string({literal(text)})")(etree.Element("a")) == text


PAGE = """<html><body><article><h1>Piano</h1>
<p>The ferry left the harbour at dawn with forty people and one piano on board of it.</p>
<div class="zq-box"><p>Sign up for our morning letter, which comes every single day.</p></div>
<p>By noon the piano had been played by everyone except the captain, who steered it.</p>
</article></body></html>"""


@pytest.mark.parametrize(
    "what",
    [
        Css(".zq-box"),
        Token("zq-box"),
        Token("zq", "inside"),
        XPath("//div[starts-with(@class, 'zq')]"),
        Css("p:has-text(/sign UP/i):upward(div)"),
    ],
)
def test_trafilatura_prunes_what_we_prune(what: DomMatcher) -> None:
    """The printed lines run, and the text that leaks without them is gone."""
    found = export(file_of(Rule(what)), "trafilatura")
    module: dict[str, object] = {}
    exec(compile(found.text, "exported", "exec"), module)  # noqa: S102  what is tested is that it runs
    paths = module["PRUNE_XPATH"]
    assert [entry["xpath"] for entry in found.entries] == paths
    assert "morning letter" in str(trafilatura.extract(PAGE))
    pruned = str(trafilatura.extract(PAGE, prune_xpath=paths))
    assert "morning letter" not in pruned
    assert "captain" in pruned


def test_nothing_in_a_rule_gets_out_of_its_string() -> None:
    """A file's name, a token and an expression with quotes and line breaks stay what they are."""
    evil = "x'\"\n]\nraise SystemExit\n#\u2028\\"
    rules = (Rule(Token(evil)), Rule(XPath("//p[@id=\n'a']")), Rule(Lines((evil,))))
    for target in ("trafilatura", "python"):
        found = export(RuleFile(f'a"""{evil}', rules, (1, 2, 3)), target)
        exec(compile(found.text, "exported", "exec"), {})  # noqa: S102  as above
    assert export(file_of(Rule(Token("a\nb"))), "xpath").text.count("\n") == 1


def test_rules_that_lists_cannot_hold_are_told() -> None:
    """Off, exceptions, sites, kept elements, excepted rules; CSS has no procedures and no paths."""
    rules = (
        Rule(Css(".a"), on=False),
        Rule(Css(".b")),
        Rule(Css(".b"), exception=True, sites=("x.example",)),
        Rule(Css(".c"), keep=True),
        Rule(Css("p:has-text(x)")),
        Rule(XPath("//p[@id]")),
        Rule(Token("d", "inside"), sites=("x.example",)),
    )
    found = export(file_of(*rules), "css")
    assert found.text == ""
    assert [one.rpartition(": ")[2] for one in found.left_out[-2:]] == [
        "it is an XPath, which CSS cannot say",
        "--site chooses one",
    ]
    assert len(found.left_out) == 7
    chosen = export(file_of(*rules), "css", "x.example")
    assert json.dumps(chosen.text) == json.dumps('[class*="d"], [id*="d"]\n')


def test_trafilatura_has_the_rules_of_each_host() -> None:
    """One module for many sites: general expressions and those of the host together."""
    rules = (
        Rule(Css(".zq-box"), sites=("=www.x.example",)),
        Rule(Css(".one"), sites=("y.example", ".X.example", "bücher.example")),
        Rule(Css(".all")),
        Rule(Css(".not"), sites=("~x.example",)),
        Rule(Css(".any"), sites=("x.*",)),
    )
    found = export(file_of(*rules), "trafilatura")
    assert [one.partition(": ")[0] for one in found.left_out] == ["some.toml:4", "some.toml:5"]
    assert found.rules == 3
    module: dict[str, Any] = {}
    exec(compile(found.text, "exported", "exec"), module)  # noqa: S102  what is tested is that it runs
    index = RuleIndex(rules[:3])
    paths = [plain_path(rule.what) for rule in rules[:3] if isinstance(rule.what, Css)]
    for host in (
        "x.example",
        "www.x.example",
        "a.x.example",
        "y.example",
        "b.y.example",
        "z",
        None,
        "Y.example.",
        "a.xn--bcher-kva.example",
    ):
        wanted = {paths[at] for at in index.active(host)}
        assert set(module["prune_xpath"](host)) == wanted, host
    assert "morning letter" in str(module["extract_pruned"](PAGE))
    pruned = str(module["extract_pruned"](PAGE, "https://www.x.example/1"))
    assert "morning letter" not in pruned
    assert "captain" in pruned
