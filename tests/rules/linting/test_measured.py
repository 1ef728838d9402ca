"""Rules tried on pages: gold that they find, tests that they break, rules that are too slow."""

from collections.abc import Callable
from pathlib import Path

import pytest

from boilerbench.corpora import open_unchecked
from boilerbench.corpora.corpus import Corpus
from boilerbench.rules.linting import measured as measuring
from boilerbench.rules.linting.checking import check
from boilerbench.rules.linting.measured import measured, tried
from boilerbench.rules.linting.sitetests import runnable
from boilerbench.rules.linting.sitetests import tests_of as run_tests
from boilerbench.rules.model import Css, Lines, Matcher, Phrase, Rule, RuleFile, SiteTest, XPath


@pytest.fixture
def ferry(make_corpus: Callable[..., Path]) -> Corpus:
    """Two pages on a piano that goes to sea."""
    return open_unchecked(str(make_corpus(2)))


def file_of(*rules: Rule | Matcher, tests: tuple[SiteTest, ...] = ()) -> RuleFile:
    """A file with a rule on each line."""
    whole = tuple(one if isinstance(one, Rule) else Rule(one) for one in rules)
    return RuleFile("some.toml", whole, tuple(range(1, len(rules) + 1)), tests=tests)


def test_elements_with_gold_in_them_are_told_with_its_words(ferry: Corpus) -> None:
    """Noise is no gold, and a rule of one site is tried on that site alone."""
    rules = file_of(
        Css("body > p"),
        Css(".newsletter"),
        Rule(Css("p"), sites=("www.site1.example",)),
        Rule(Css("p"), sites=("other.example",)),
        Css("body"),
        Rule(Css("nav"), keep=True),
        Css("p:has-text(captain)"),
    )
    found = {one.rule: one for one in measured(rules, ferry)}
    assert sorted(found, key=str) == [0, 2, 6]
    assert "58 words of gold on 2 pages: on page0 'The ferry left" in found[0].found
    assert "29 words of gold on 1 page: on page1" in found[2].found
    assert found[6].code == "M01"


def test_text_that_is_gold_is_told(ferry: Corpus) -> None:
    """Rules of text are tried on the gold itself."""
    found = list(measured(file_of(Phrase("one piano"), Lines(("captain",))), ferry))
    assert [(one.code, one.rule) for one in found] == [("M02", 0)]
    assert "it cuts 4 words of gold on 2 pages: on page0 'one piano'" in found[0].found


def test_a_rule_that_takes_too_long_is_named(
    ferry: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is looked for within bounds, and what others find is told all the same."""
    monkeypatch.setattr(measuring, "SECONDS", 1.0)
    slow = XPath("//p[re:test('" + "a" * 40 + "!', '^(a|a)+$')]")
    found = {one.rule: one.code for one in measured(file_of(slow, Css("body > p")), ferry)}
    assert found == {0: "M03", 1: "M01"}


def test_a_rule_that_cannot_be_evaluated_is_named(ferry: Corpus) -> None:
    """The engine's words are in the message."""
    (found,) = measured(file_of(XPath("//p[re:test(., '(')]")), ferry)
    assert found.code == "M03"


def test_very_many_slow_rules_are_tried_on_fewer_pages(
    ferry: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never on fewer than the least; simple rules do not count."""
    monkeypatch.setattr(measuring, "FEWEST", 1)
    monkeypatch.setattr(measuring, "WORK", 3)
    assert len(tried(file_of(Css("p.a > b"), Css("p.a > i")), ferry).pages) == 1
    assert len(tried(file_of(Css(".a"), Css(".b")), ferry).pages) == 2


def test_tests_of_site_configs_are_run_on_pages_of_the_corpus(ferry: Corpus) -> None:
    """What rules take away is an error, what the page never had a warning."""
    url = "http://site0.example/page0/"
    tests = (
        SiteTest(url, ("played by everyone", "all rights reserved", "a wooden leg")),
        SiteTest("https://other.example/", ("anything",)),
        SiteTest("https://[", ("anything",)),
        SiteTest("https://www.site1.example/page1", ()),
    )
    rules = file_of(Css("footer"), tests=tests)
    found = check(rules, ferry)
    assert [one.code for one in found] == ["T01", "T02"]
    assert f"take 'all rights reserved' away from {url}" in found[0].found
    assert runnable(rules, ferry) == 1
    assert list(run_tests(file_of(Css("footer")), ferry)) == []
