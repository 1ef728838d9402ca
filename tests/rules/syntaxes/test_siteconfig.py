"""Site configs: what strips and keeps is a rule, what tests is a test, the rest has its reason."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from boilerbench.errors import RuleError
from boilerbench.rules.model import Css, Phrase, Rule, RuleFile, SiteTest, Token, XPath
from boilerbench.rules.syntaxes import parse_rules, site_configs, unwritable, write_rules
from tests.rules.syntaxes.drawn import DOM, EXPRESSIONS, TEXT, rules

TOKENS = st.text(st.sampled_from("ab-_é日1:.#,/\\"), min_size=1, max_size=8)
NAMES = st.sampled_from(["example.com.txt", ".example.com.txt", "bücher.example.txt", "global.txt"])
SITES = {
    "example.com.txt": ("=example.com",),
    ".example.com.txt": (".example.com",),
    "bücher.example.txt": ("=bücher.example",),
    "global.txt": (),
}
SAYABLE: Any = rules(st.builds(XPath, EXPRESSIONS), keep=st.booleans()) | rules(
    st.builds(Token, TOKENS, st.just("inside"))
)

CONFIG = """# website-engine: ours
title: //meta[@property="og:title"]/@content
body: //article | //main
body: //div[@id='story']

# kind: related
# note: a box between paragraphs
strip: //aside[contains(@class, "read-more: now")]
strip_id_or_class: "newsletter"
strip_id_or_class: two words
strip_image_src: /ads/
strip_attr: //img/@srcset
replace_string(<noscript>): <div>
prune: no
# off: strip: //footer
stripp: //a
strip: //a[
strip:
no directive
test_contains: too early
single_page_link: //a
if_page_contains: //b
strip: //nav
if_page_contains: //b
test_url: https://example.com/1
test_contains: first: words
test_contains: more
test_url: https://example.com/2
"""


def test_a_config_is_read() -> None:
    """Rules in the order of the file, for the site of its name, with the comments above them."""
    file = parse_rules(CONFIG, "ftr", "configs/example.com.txt")
    own = ("=example.com",)
    assert file.rules == (
        Rule(XPath("//article | //main"), sites=own, keep=True),
        Rule(XPath("//div[@id='story']"), sites=own, keep=True),
        Rule(
            XPath('//aside[contains(@class, "read-more: now")]'),
            "related",
            own,
            "a box between paragraphs",
        ),
        Rule(Token("newsletter", "inside"), sites=own),
        Rule(XPath("//*[contains(@class, 'two words') or contains(@id, 'two words')]"), sites=own),
        Rule(XPath("//img[contains(@src, '/ads/')]"), sites=own),
        Rule(XPath("//footer"), sites=own, on=False),
    )
    assert file.lines == (3, 4, 8, 9, 10, 11, 15)
    assert file.tests == (
        SiteTest("https://example.com/1", ("first: words", "more"), 25),
        SiteTest("https://example.com/2", (), 28),
    )


def test_what_is_not_carried_out_is_told() -> None:
    """Every other directive has its line and its reason, in the order of the file."""
    file = parse_rules(CONFIG, "ftr", "example.com.txt")
    assert [(one.line, one.why.split(",")[0]) for one in file.unapplied] == [
        (2, "it finds what a page says of itself"),
        (12, "it takes an attribute away"),
        (13, "it changes the page's source before there are elements"),
        (14, "it asks the program's own clean-up to go over the body once more"),
        (16, "column 1: the directive 'stripp' is not known; did you mean 'strip'?"),
        (17, "column 12: '//a[' is no XPath: Invalid expression"),
        (18, "column 7: it has no value"),
        (19, "column 1: it is no directive"),
        (20, "column 1: no test_url stands above it"),
        (21, "it is about fetching pages"),
        (22, "it is the condition of the directive above it"),
        (23, "it holds only where the if_page_contains below it does"),
        (24, "it is the condition of the directive above it"),
    ]


@pytest.mark.parametrize(
    ("name", "sites"),
    [
        ("example.com.txt", ("=example.com",)),
        ("a\\.example.com.txt", (".example.com",)),
        ("sport.example.com.txt", ("=sport.example.com",)),
        ("global.txt", ()),
        ("example.com", ()),
        ("<stdin>", ()),
    ],
)
def test_the_name_says_the_site(name: str, sites: tuple[str, ...]) -> None:
    """A host is that host and its www; with a dot before it, what is below it."""
    assert parse_rules("strip: //p", "ftr", name).rules[0].sites == sites


def test_a_name_that_is_no_host() -> None:
    """A config of no site is refused, for it would be for all."""
    with pytest.raises(RuleError, match=r"'my site.com' is no host, .* such as example.com.txt"):
        parse_rules("strip: //p", "ftr", "my site.com.txt")


@pytest.mark.parametrize("value", ["''", '" "'])
def test_quotes_around_nothing(value: str) -> None:
    """A value that is only quotation marks is none; it would fit every element."""
    (one,) = parse_rules(f"strip_id_or_class: {value}", "ftr", "x").unapplied
    assert one.why.endswith("it has no value")


@given(NAMES, st.lists(SAYABLE, min_size=1, max_size=5))
def test_what_is_written_reads_back(name: str, drawn: list[Rule]) -> None:
    """The rules of a config are read as they were, from the file of the same name."""
    made = [Rule(r.what, r.kind, SITES[name], r.note, on=r.on, keep=r.keep) for r in drawn]
    tests = (SiteTest("https://x.example.com/1", ("a: #b",)),)
    file = RuleFile(name, tuple(made), (0,) * len(made), tests=tests)
    assert unwritable(file, "ftr") == ()
    assert list(site_configs(file)) == [name]
    again = parse_rules(write_rules(file, "ftr"), "ftr", name)
    assert again.rules == file.rules
    assert [(one.url, one.contains) for one in again.tests] == [(tests[0].url, tests[0].contains)]
    assert again.unapplied == ()


@given(st.lists(rules(DOM, keep=st.booleans()) | rules(TEXT), max_size=5))
def test_every_rule_is_written_or_told(drawn: list[Rule]) -> None:
    """No rule is lost in silence, and what is written is read without complaint."""
    file = RuleFile("x", tuple(drawn), (0,) * len(drawn))
    read = [parse_rules(text, "ftr", name) for name, text in site_configs(file).items()]
    assert not any(one.unapplied for one in read)
    told = unwritable(file, "ftr")
    for rule in drawn:
        assert any(said.startswith(f"x:0: {rule}: ") for said in told) or any(
            (rule.kind, rule.note, rule.on, rule.keep) == (one.kind, one.note, one.on, one.keep)
            for again in read
            for one in again.rules
        )


def test_a_config_for_each_site() -> None:
    """A rule for a host and all below it stands in two configs, and tests go to their own site."""
    file = RuleFile(
        "rules.toml",
        (
            Rule(Css(".ad, p > a:not(.b, .c)"), sites=("example.com",)),
            Rule(Token("promo"), sites=("=a.org",)),
            Rule(Token("promo", "inside"), keep=True, sites=("=a.org", ".example.com")),
            Rule(XPath("//nav")),
        ),
        (1, 2, 3, 4),
        tests=(SiteTest("https://www.a.org/1", ("x",)), SiteTest("https://example.com/1")),
    )
    configs = site_configs(file)
    assert list(configs) == ["example.com.txt", ".example.com.txt", "a.org.txt", "global.txt"]
    assert configs["global.txt"] == "strip: //nav\n"
    assert configs["a.org.txt"] == (
        "strip: //*[contains(concat(' ', normalize-space(@class), ' '), ' promo ')"
        " or @id = 'promo']\n"
        "body: //*[contains(@class, 'promo') or contains(@id, 'promo')]\n"
        "\ntest_url: https://www.a.org/1\ntest_contains: x\n"
    )
    assert configs["example.com.txt"].endswith("\ntest_url: https://example.com/1\n")
    with pytest.raises(RuleError, match=r"rules for one site, or a folder to write 4 configs to"):
        write_rules(file, "ftr")


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (Rule(Phrase("a")), "site configs are about elements, not about text"),
        (Rule(Css(".a"), exception=True), "site configs have no exceptions"),
        (Rule(Css(".a:upward(2)")), "XPath has no word for its operators"),
        (Rule(Css("a::b")), "'a::b' names a pseudo-element"),
        (Rule(Css("p:contains")), "The pseudo-class :contains is unknown"),
        (Rule(Token("'\"")), "XPath has no string with both kinds of quotation marks"),
        (Rule(Token("'", "inside")), "no directive can hold it, or it would be read otherwise"),
        (Rule(XPath("//p\n//a")), "no directive can hold it, or it would be read otherwise"),
        (Rule(Css(".a"), sites=("a.com", "~b.a.com")), "a config's name cannot say '~b.a.com'"),
        (Rule(Css(".a"), sites=("a.*",)), "a config's name cannot say 'a.*'"),
        (Rule(Css(".a"), sites=("localhost",)), "a config's name needs a dot, and 'localhost' h"),
    ],
)
def test_what_cannot_be_said(rule: Rule, why: str) -> None:
    """Each rule that no directive or name can say has its reason."""
    file = RuleFile("x", (rule,), (1,))
    assert site_configs(file) == {}
    assert write_rules(file, "ftr") == ""
    (said,) = unwritable(file, "ftr")
    assert said.startswith(f"x:1: {rule}: {why}")


def test_tests_without_a_place_are_told() -> None:
    """A test of a site that has no rules, or with a line break, has no config."""
    first, second = Rule(XPath("//p"), sites=("=a.com",)), Rule(XPath("//p"), sites=("=b.com",))
    tests = (SiteTest("https://c.com"), SiteTest("https://a.com", ("x\ny",)))
    said = unwritable(RuleFile("x", (first, second), (1, 2), tests=tests), "ftr")
    assert [one.partition(": it is")[0] for one in said] == [
        "x: test https://c.com",
        "x: test https://a.com",
    ]


@given(st.text() | st.text(st.sampled_from("strip:/_body()[]#'\"@ \n=x")))
@example("strip: \x00")
@example("strip: //a\ud800")
@example("if_page_contains: x")
@example("strip: " + "(" * 20_000)
def test_no_text_breaks_the_parser(text: str) -> None:
    """Any text is read; what is no rule has its reason."""
    file = parse_rules(text, "ftr", "example.com.txt")
    assert len(file.lines) == len(file.rules)
    assert all(one.why for one in file.unapplied)
