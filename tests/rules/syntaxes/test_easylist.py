"""EasyList and uBlock lines: what hides an element is a rule, and nothing else is lost silently."""

from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from boilerbench.rules.model import Css, Lines, Rule, RuleFile, SiteTest, Token, XPath
from boilerbench.rules.selectors import Search, compiled
from boilerbench.rules.syntaxes import parse_rules, unwritable, write_rules
from tests.rules.syntaxes.drawn import DOM, EXPRESSIONS, SELECTORS, TEXT, WORDS, rules

HOSTS = st.sampled_from(["example.com", "~news.example.co.uk", "bücher.example", "example.*"])
SITES = st.lists(HOSTS, max_size=3).map(tuple)
SAYABLE: Any = rules(
    st.builds(Css, SELECTORS) | st.builds(XPath, EXPRESSIONS),
    sites=SITES,
    exception=st.booleans(),
)


def parsed(text: str) -> RuleFile:
    return parse_rules(text, "easylist", "list.txt")


def only(line: str) -> Rule:
    file = parsed(line)
    assert file.unapplied == ()
    (rule,) = file.rules
    return rule


def refusal(line: str) -> str:
    file = parsed(line)
    assert file.rules == ()
    (one,) = file.unapplied
    assert (one.line, one.text) == (1, line)
    return one.why


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("##.ad", Rule(Css(".ad"))),
        ("###ad", Rule(Css("#ad"))),
        ("*##.ad", Rule(Css(".ad"))),
        ("##iframe", Rule(Css("iframe"))),
        ("a.com,~b.a.com##.ad", Rule(Css(".ad"), sites=("a.com", "~b.a.com"))),
        ("a.com , c.*##.ad > p", Rule(Css(".ad > p"), sites=("a.com", "c.*"))),
        ("a.com#@#.ad", Rule(Css(".ad"), sites=("a.com",), exception=True)),
        ("#@##ad", Rule(Css("#ad"), exception=True)),
        ("a.com#?#p:-abp-has(> .x)", Rule(Css("p:has(> .x)"), sites=("a.com",))),
        ("a.com#?#p:-abp-contains(/Ad/)", Rule(Css("p:has-text(/Ad/)"), sites=("a.com",))),
        ("a.com#?#p:contains(Ad)", Rule(Css("p:has-text(Ad)"), sites=("a.com",))),
        ("a.com#@?#p:has-text(Ad)", Rule(Css("p:has-text(Ad)"), sites=("a.com",), exception=True)),
        ("##.a:nth-ancestor(2)", Rule(Css(".a:upward(2)"))),
        ("##.a:remove()", Rule(Css(".a"))),
        ("##:xpath(//p[contains(., ')')])", Rule(XPath("//p[contains(., ')')]"))),
        ("##.a:xpath(..)", Rule(Css(".a:xpath(..)"))),
        ("##:xpath(//p):upward(1)", Rule(Css(":xpath(//p):upward(1)"))),
        ('##a[style="x:style(y)"]', Rule(Css('a[style="x:style(y)"]'))),
        ('##a[href="##b"]', Rule(Css('a[href="##b"]'))),
    ],
)
def test_lines_that_hide(line: str, rule: Rule) -> None:
    """A cosmetic line is a rule; names of other programs become uBlock's."""
    assert only(line) == rule


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("||ads.example.com^$third-party", "it stops a request"),
        ("@@||example.com/ad.js", "it stops a request"),
        ("a.com##+js(aopr, x)", "it runs a script"),
        ("a.com##script:inject(x.js)", "it runs a script"),
        ("a.com#%#window.x = 1", "it runs a script"),
        ("a.com#@%#window.x = 1", "it runs a script"),
        ("a.com#$#.ad { color: red }", "it changes how an element looks"),
        ("a.com#$?#.ad:has-text(x) { color: red }", "it changes how an element looks"),
        ("a.com##.ad:style(top: 0)", "it changes how an element looks"),
        ("a.com##.ad:remove-attr(style)", "it changes how an element looks or what attributes"),
        ("a.com##^script:has-text(x)", "it changes the page's source"),
        ("a.com##.ad:matches-css(top: 0)", "the operator :matches-css() is not carried out"),
        ("##.a:min-text-length(3)", "the operator :min-text-length() is not carried out"),
        ("a.com#?#p:-abp-properties(x)", "the operator :-abp-properties() is not carried out"),
        ("!#if env_firefox", "a condition of the list"),
        ("a.com,=b.com##.ad", "column 7: '=b.com' is no site"),
        ("/a[0-9]/##.ad", "column 1: '/a[0-9]/' is no site"),
        (",##.ad", "column 1: no site stands between the commas"),
        ("a.com##.ad$", "column 11: '.ad$' is no CSS selector: Expected selector"),
        ("a.com##", "column 8: '' is no CSS selector"),
        ("a.com##:xpath(//p[)", "column 18: the '[' is not closed"),
        ("a.com##:xpath(//p[1]/)", "column 22: '//p[1]/' is no XPath: Invalid expression"),
        ("a.com##:xpath(//p", "column 14: the parenthesis is not closed"),
        ("a.com##p:has-text(/(/)", "column 8: '(' is no regular expression"),
        ("##p::before", "column 3: 'p::before' names a pseudo-element"),
        ("##:xpath(foo(.))", "column 10: 'foo(.)' cannot be evaluated: Unregistered function"),
        ("##" + ":not(" * 3000 + "a" + ")" * 3000, "column 3: "),
    ],
)
def test_other_lines_are_kept_with_the_reason(line: str, why: str) -> None:
    """What takes no text away, or cannot be read, is said to be so, with the column."""
    assert refusal(line).startswith(why)


@pytest.mark.parametrize(
    "expression",
    [
        "//*[re:test('" + "a" * 64 + "b', '(a+)+$')]",
        "//*" + "[count(//*" * 200 + ")]" * 200,
    ],
)
def test_reading_does_not_wait_for_an_expression(expression: str) -> None:
    """An expression that would take ages is read at once: it is bounded where it is used."""
    assert only(f"##:xpath({expression})").what == XPath(expression)


def test_comments_and_headers_say_nothing() -> None:
    """Headers, comments and empty lines are no rules, and nothing to report."""
    file = parsed("[Adblock Plus 2.0]\n! Title: x\n\n# hosts\n#\n!\n")
    assert file == RuleFile("list.txt", (), ())


def test_comments_above_a_rule_say_more_of_it() -> None:
    """Kind, note and off hold for the rule directly below, and for no other."""
    file = parsed(
        "! kind: promo\n! note: why\n##.a\n##.b\n! kind: promo\n\n##.c\n! kind: nonsense\n##.d\n"
        '! note: "two\\nlines"\r\n! off: ##.e\n! note: "torn\n##.f\n! note: "\\ud800"\n##.g\n'
        "! off\n! Off: ##.h\n! off: junk\n! kind:\n##.i"
    )
    assert file.rules == (
        Rule(Css(".a"), "promo", note="why"),
        Rule(Css(".b")),
        Rule(Css(".c")),
        Rule(Css(".d")),
        Rule(Css(".e"), note="two\nlines", on=False),
        Rule(Css(".f"), note='"torn'),
        Rule(Css(".g"), note='"\\ud800"'),
        Rule(Css(".i")),
    )
    assert file.lines == (3, 4, 7, 9, 11, 13, 15, 20)
    assert [(one.line, one.text) for one in file.unapplied] == [(18, "junk")]


@given(st.lists(SAYABLE, max_size=5))
def test_what_is_written_reads_back(drawn: list[Rule]) -> None:
    """All that lines can say is read as it was, with kind, note and whether it is on."""
    file = RuleFile("x", tuple(drawn), (0,) * len(drawn))
    assert unwritable(file, "easylist") == ()
    again = parsed(write_rules(file, "easylist"))
    assert again.rules == file.rules
    assert again.unapplied == ()


@given(st.lists(rules(DOM, keep=st.booleans()) | rules(TEXT), max_size=5))
def test_every_rule_is_written_or_told(drawn: list[Rule]) -> None:
    """No rule is lost in silence: there are as many lines and sentences as rules."""
    file = RuleFile("x", tuple(drawn), (0,) * len(drawn))
    again = parsed(write_rules(file, "easylist"))
    assert len(again.rules) + len(unwritable(file, "easylist")) == len(drawn)
    assert again.unapplied == ()


def test_what_cannot_be_said() -> None:
    """Rules of text, rules that keep, sites of one host alone, and tests have no line."""
    file = RuleFile(
        "x",
        (
            Rule(Lines(("Ad",))),
            Rule(Css("article"), keep=True),
            Rule(Css(".a"), sites=("~=a.com",)),
            Rule(XPath("//p\n")),
        ),
        (1, 2, 3, 4),
        tests=(SiteTest("https://a.com"),),
    )
    assert write_rules(file, "easylist") == "[Adblock Plus 2.0]\n"
    said = unwritable(file, "easylist")
    assert said[0] == "x:1: lines Ad: EasyList lines are about elements, not about text"
    assert said[1].startswith("x:2: keep css article: EasyList has no line that keeps an element")
    assert "EasyList cannot say the site '~=a.com'" in said[2]
    assert said[3].endswith("a line of this syntax cannot hold it, or would be read otherwise")
    assert said[4] == "x: test https://a.com: EasyList has no tests"


@given(WORDS.filter(lambda word: "\\" not in word), st.sampled_from(["whole", "inside"]))
@example("-", "whole")
@example("-1", "whole")
@example("1", "whole")
def test_a_token_is_written_as_a_selector(token: str, match: Any) -> None:
    """A token becomes CSS that finds the same elements, whatever characters it has."""
    file = RuleFile("x", (Rule(Token(token, match)),), (1,))
    (rule,) = parsed(write_rules(file, "easylist")).rules
    page = html.document_fromstring("<p>a<p>b<p>c<p>d")
    first, second, third, fourth = page.iter("p")
    first.set("class", f"x {token}")
    second.set("id", token)
    third.set("class", f"x{token}y z")
    fourth.set("class", "\u0101")
    found = [one for part in compiled(rule.what) for one in of(part, page)]
    wanted = [first, second] + ([third] if match == "inside" else [])
    assert sorted(found, key=list(page.iter()).index) == wanted


def of(part: Any, page: Any) -> list[Any]:
    """The elements of one alternative of a selector."""
    if isinstance(part, Search):
        return part.elements(page)
    return [one for one in page.iter() if part.fits(one, (one.get("class") or "").split())]


@given(st.text() | st.text(st.sampled_from("#@?$%!.,~a:xpath()/[]\"'\\\n *+^{}=-")))
@example("##:xpath(")
@example("##:has-text(")
@example("##\x00")
@example("##a\ud800")
def test_no_text_breaks_the_parser(text: str) -> None:
    """Any text is read; every line that is no comment is a rule or has its reason."""
    file = parsed(text)
    assert len(file.lines) == len(file.rules)
    assert all(one.why for one in file.unapplied)


@given(SAYABLE, st.sampled_from("()[]'\"\\/#,:!"), st.integers(0, 40))
def test_no_slip_of_the_pen_breaks_the_parser(rule: Rule, sign: str, at: int) -> None:
    """A line with a character too many is a rule or has its reason."""
    plain = msgspec.structs.replace(rule, on=True, note="", kind="other")
    line = write_rules(RuleFile("x", (plain,), (1,)), "easylist").split("\n")[1]
    file = parsed(line[:at] + sign + line[at:])
    assert len(file.rules) + len(file.unapplied) <= 1
