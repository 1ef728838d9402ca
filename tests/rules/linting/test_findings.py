"""What each check finds in a rule file, and what it leaves alone."""

import pytest

from boilerbench.errors import UsageError
from boilerbench.rules.linting.checking import asked_for, check, known_code, place
from boilerbench.rules.linting.codes import CHECKS
from boilerbench.rules.linting.innocent import INNOCENT
from boilerbench.rules.model import (
    Css,
    Lines,
    Matcher,
    Phrase,
    Regex,
    Repeated,
    Rule,
    RuleFile,
    Token,
    Unapplied,
    XPath,
)

X = ("x.example",)


def file_of(*rules: Rule | Matcher) -> RuleFile:
    """A file with a rule on each line."""
    whole = tuple(one if isinstance(one, Rule) else Rule(one) for one in rules)
    return RuleFile("some.toml", whole, tuple(range(1, len(rules) + 1)))


def codes(*rules: Rule | Matcher) -> list[tuple[str, int]]:
    """The code and line of each finding."""
    return [(one.code, (one.rule or 0) + 1) for one in check(file_of(*rules))]


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("W01", Token("ad", "inside")),
        ("W01", Token("zqx", "inside")),
        ("W01", Css("[class*=banner]")),
        ("W01", Css("div[id^='head']")),
        ("W01", Rule(XPath("//div[contains(@class, 'ad')]"), sites=X)),
        ("W01", Rule(Token("ad", "inside"), sites=X)),
        ("W02", Token("content")),
        ("W02", Css("div.article-body")),
        ("W02", Css(".zq, #main")),
        ("W03", Css("div > p")),
        ("W03", Css("section:not(.x)")),
        ("W03", Css("p:empty")),
        ("W03", Rule(XPath("//div/p"), sites=X)),
        ("W04", Phrase("Advertisement")),
        ("W04", Phrase("Share", cut="line")),
        ("W04", Lines(("More",), "inside")),
        ("W05", Regex(r".*")),
        ("W05", Regex(r"[a-z]+")),
        ("W05", Regex(r"(?:Advertisement)?")),
        ("W06", Repeated(1)),
        ("K01", Css(".css-1x2y3z")),
        ("K01", Css("#story > div:nth-child(3)")),
        ("K01", Rule(XPath("//div[@id='x']/p[3]"), sites=X)),
        ("N01", Rule(Css(".zq"), sites=("https://x.example/",))),
        ("N01", Rule(Css(".zq"), sites=("example",))),
        ("N02", Rule(Css(".zq"), sites=("a.x.example", "~x.example"))),
        ("N03", Css(".zq:hover")),
        ("N04", Rule(XPath("//DIV[@id='x']"), sites=X)),
        ("N04", Rule(XPath("//div[@ID='x']"), sites=X)),
        ("N05", Rule(XPath("//p/text()"), sites=X)),
        ("N05", Rule(XPath("//p[@id]/@class"), sites=X)),
        ("N05", Rule(XPath("count(//p)"), sites=X)),
        ("N06", Css("body.ad-page")),
        ("N07", Token(".ad-box")),
        ("N07", Token("ad box")),
        ("N08", Lines(("Don\u2019t miss it",))),
        ("N08", Phrase("Sign\u00a0up now")),
        ("P01", Css("p.zq:has-text(Advertisement)")),
        ("P01", XPath("//p[@id='zq']")),
        ("R01", Regex(r"^(?:\w+\s*)+:")),
        ("R01", Rule(XPath("//p[re:test(@id, '(a+)+$')]"), sites=X)),
        ("R01", Rule(Css(".zq:xpath(./p[re:test(., '(a|a)*')])"), sites=X)),
        ("R02", Regex(r"(a|aa)+$")),
        ("R02", Rule(Css(".zq:has-text(/(a|aa)+$/i)"), sites=X)),
    ],
)
def test_each_check_finds_its_fault_and_nothing_else(code: str, what: Rule | Matcher) -> None:
    """A rule with one fault has one finding, of the right code."""
    assert codes(what) == [(code, 1)]


@pytest.mark.parametrize(
    "what",
    [
        Css(".newsletter-form"),
        Css("nav, footer p, aside > div"),
        Css(".zq > p:not(:hover)"),
        Css("[class*=newsletter], [data-ad]"),
        Css("p:has(> .zq), div:contains('x')"),
        Css(":is(.zq, .zr) p"),
        Rule(Css("p:has-text(Advertisement)"), sites=X),
        Rule(Css(".zq:xpath(..)"), sites=X),
        Rule(Token("banner", "inside"), sites=X),
        Rule(XPath("//p[contains(@class, 'ad') and @id] | //aside"), sites=X),
        Rule(XPath("//div[@data-x='DIV']"), sites=("localhost", "~a.x.example")),
        Rule(Token("content"), sites=X),
        Rule(Css("body"), keep=True, sites=X),
        Rule(Css("div > p"), on=False),
        Rule(Token("newsletter", "inside")),
        Phrase("Sign up now"),
        Phrase("Don\u2019t miss it", loose=True),
        Lines(("More",)),
        Lines(("Read more", "about it"), "inside"),
        Regex(r"^Read more: .*$"),
        Regex(r"(?:\s*share)+"),
        Regex(r"(?>a+)+b|[^\]]{2}x"),
        Repeated(3),
    ],
)
def test_sound_rules_have_no_finding(what: Rule | Matcher) -> None:
    """What people write on purpose is left alone."""
    assert codes(what) == []


def test_substrings_are_told_with_the_innocent_names_they_stand_in() -> None:
    """The message says which names would be hit, and what to write."""
    (found,) = check(file_of(Token("ad", "inside")))
    assert "lead, read, badge" in found.found
    assert 'leave out match = "inside"' in found.remedy
    assert place(file_of(Token("ad", "inside")), found) == "some.toml:1"


def test_every_noise_word_of_the_threads_stands_inside_innocent_names() -> None:
    """The words that users were hurt by are each inside a name of the list."""
    for word in ("ad", "banner", "widget", "hero", "share", "social", "teaser"):
        hit = any(word in name for name in INNOCENT)
        assert hit, word


def test_unapplied_lines_are_counted_by_reason() -> None:
    """One note a reason, at its first line."""
    lines = (Unapplied(3, "||a", "no"), Unapplied(5, "||b", "no"), Unapplied(9, "c", "why"))
    file = RuleFile("list.txt", (), (), lines)
    found = check(file)
    assert [(one.code, place(file, one)) for one in found] == [
        ("U01", "list.txt:3"),
        ("U01", "list.txt:9"),
    ]
    assert found[0].found.startswith("2 lines, the first of them '||a': no")


def test_findings_are_chosen_by_code() -> None:
    """A letter stands for all codes that begin with it; an unknown one is an error."""
    found = check(file_of(Token("ad", "inside"), Css("div > p"), Regex(".*")))
    assert [one.code for one in asked_for(found, ["W0"], ["W03"])] == ["W01", "W05"]
    assert [one.code for one in asked_for(found, [], [])] == ["W01", "W03", "W05"]
    assert known_code("W") == "W"
    with pytest.raises(UsageError, match="There is no check 'W99'"):
        known_code("W99")
    with pytest.raises(UsageError):
        known_code("")


def test_codes_are_their_own_keys() -> None:
    """Each check is found by its code, and no name stands twice."""
    assert all(code == one.code for code, one in CHECKS.items())
    assert len({one.name for one in CHECKS.values()}) == len(CHECKS)
