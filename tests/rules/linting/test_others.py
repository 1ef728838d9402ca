"""Rules beside each other: contradictions, duplicates, and rules that others make needless."""

from hypothesis import given
from hypothesis import strategies as st

from boilerbench.rules.linting.checking import check
from boilerbench.rules.linting.siting import covers, meet
from boilerbench.rules.matching import RuleIndex
from boilerbench.rules.model import Css, Lines, Matcher, Phrase, Regex, Rule, RuleFile, Token, XPath
from boilerbench.rules.scopes import is_for
from boilerbench.trees import parse_page

X = ("x.example",)


def file_of(*rules: Rule | Matcher) -> RuleFile:
    """A file with a rule on each line."""
    whole = tuple(one if isinstance(one, Rule) else Rule(one) for one in rules)
    return RuleFile("some.toml", whole, tuple(range(1, len(rules) + 1)))


def told(*rules: Rule | Matcher) -> set[tuple[str, int]]:
    """Code and line of what is said of rules beside each other."""
    file = file_of(*rules)
    return {(one.code, (one.rule or 0) + 1) for one in check(file) if one.code[0] in "CD"}


def test_exceptions_that_end_a_rule_are_contradictions() -> None:
    """On all of its sites, that is; on some of them they are what exceptions are for."""
    off = Rule(Css(".zq"), exception=True)
    assert told(Css(".zq"), off) == {("C01", 1)}
    assert told(Css(".zq"), Rule(Css(".zq"), exception=True, sites=X)) == set()
    assert told(Rule(Css(".zq"), sites=("a.x.example",)), off) == {("C01", 1)}
    assert told(Css(".zr"), off) == {("C04", 2)}


def test_what_is_kept_and_taken_away_is_a_contradiction() -> None:
    """In either order."""
    keeps = Rule(Css(".zq"), keep=True)
    assert told(keeps, Css(".zq")) == {("C02", 2)}
    assert told(Css(".zq"), keeps) == {("C02", 2)}
    assert told(keeps, Rule(Css(".zq"), on=False)) == set()


def test_the_same_rule_twice_is_told_with_its_kind() -> None:
    """Spelling and order do not matter; kinds that differ have a code of their own."""
    assert told(Css(".zq,.zr"), Css(".zr , .zq")) == {("D01", 2)}
    assert told(Token("zq"), Css("#zq, .zq")) == {("D01", 2)}
    assert told(XPath("//p [ @id ]"), XPath("//p  [ @id ]")) == {("D01", 2)}
    first, second = Rule(Lines(("A b",)), "promo"), Rule(Lines(("A b",)), "share")
    assert told(first, second) == {("C03", 2)}
    assert told(Css("[a='x']"), Css('[a="x"]')) == {("D01", 2)}


def test_rules_of_a_site_under_general_ones_are_needless_in_either_order() -> None:
    """Of two general ones with exceptions nothing is said."""
    assert told(Css(".zq"), Rule(Css(".zq"), sites=X)) == {("D02", 2)}
    assert told(Rule(Css(".zq"), sites=X), Css(".zq")) == {("D02", 1)}
    assert told(Rule(Css(".zq"), sites=X), Rule(Css(".zq"), sites=("y.example",))) == set()
    assert told(Rule(Css(".zq"), sites=("~x.example",)), Rule(Css(".zq"), sites=X)) == set()


def test_narrow_selectors_under_wide_ones_are_needless() -> None:
    """A compound under a class of it, what stands in it, a token under text inside of it."""
    assert told(Css(".zq"), Css("div.zq.zr > p:first-child")) == {("D02", 2)}
    assert told(Css(".zq"), Css(".zr + .zq, .zq:has-text(x)")) == {("D02", 2)}
    assert told(Css(".zq"), Css(".zq + .zr")) == set()
    assert told(Css("p.zq"), Css(".zq")) == {("D02", 1)}
    assert told(Token("letter-b", "inside"), Css(".newsletter-box p")) == {("D02", 2)}
    assert told(Token("letter", "inside"), Token("newsletter", "inside")) == {("D02", 2)}
    assert told(Css(".zq, .zr"), Css(".zq"), Css(".zr")) == {("D02", 2), ("D02", 3)}
    assert told(Css(".zq"), Css(".zr"), Css(".zq.a, .zr.b")) == {("D02", 3)}
    assert told(Css(".zq"), Css(".zq.a:upward(1)")) == set()
    assert told(Css(".zq"), Css(".zq.a"), Rule(Css(".zq"), sites=X, exception=True)) == set()


def test_rules_that_cover_each_other_are_not_all_called_needless() -> None:
    """One of them is left, whichever is asked first."""
    rules = (Token("zq"), Css(".zq"), Css("#zq"))
    assert told(*rules) == {("D02", 2), ("D02", 3)}


def test_lines_that_a_phrase_or_pattern_takes_are_needless() -> None:
    """A phrase that is the line, or takes the line; an expression that matches it whole."""
    line = Lines(("Sign up for it",))
    assert told(line, Phrase("Sign up", cut="line")) == {("D02", 1)}
    assert told(line, Phrase("Sign up for it")) == {("D02", 1)}
    assert told(line, Lines(("Sign up for it",), "inside")) == {("D02", 1)}
    assert told(line, Phrase("sign UP for it", loose=True)) == {("D02", 1)}
    assert told(line, Regex("^Sign up.*$")) == {("D02", 1)}
    assert told(line, Regex("^Sign up")) == set()
    assert told(line, Regex("^Sign up.*$(?=.)")) == set()
    assert told(line, Phrase("Sign up")) == set()
    assert told(line, Rule(Phrase("Sign up for it"), sites=X)) == set()
    loose = Lines(("Sign up for it",), loose=True)
    assert told(loose, Phrase("Sign up for it"), Regex("^Sign up.*$")) == set()
    assert told(Lines(("a", "b")), Phrase("a")) == set()


SITES = st.lists(
    st.sampled_from(
        ["x.example", "a.x.example", ".x.example", "=x.example", "~a.x.example", "y.example", "x.*"]
    ),
    max_size=3,
).map(tuple)
HOSTS = ["x.example", "www.x.example", "a.x.example", "b.a.x.example", "y.example", "z.example"]


@given(SITES, SITES)
def test_sites_that_cover_others_hold_wherever_these_do(
    outer: tuple[str, ...], inner: tuple[str, ...]
) -> None:
    """No host is of the inner sites alone; and a page without a host is not either."""
    if covers(outer, inner):
        assert all(is_for(outer, host) for host in [*HOSTS, None] if is_for(inner, host))
    assert meet(outer, outer)


NAMES = st.sampled_from(["a", "b", "ab", "abc"])
COMPOUND = st.lists(NAMES, min_size=1, max_size=2).map(lambda names: "." + ".".join(names))
MATCHERS = st.one_of(
    st.lists(st.tuples(COMPOUND, COMPOUND), min_size=1, max_size=2).map(
        lambda pairs: Css(", ".join(f"{one} > {two}" for one, two in pairs))
    ),
    st.lists(COMPOUND, min_size=1, max_size=2).map(lambda names: Css(", ".join(names))),
    st.builds(Token, NAMES, st.sampled_from(["whole", "inside"])),
)
PAGES = st.lists(st.lists(NAMES, max_size=2), min_size=1, max_size=6).map(
    lambda rows: ("<p>x" + "".join(f'<div class="{" ".join(row)}">' for row in rows) + "x").encode()
)


@given(st.lists(MATCHERS, min_size=1, max_size=5), PAGES)
def test_pages_are_the_same_without_the_rules_called_needless(
    matchers: list[Matcher], content: bytes
) -> None:
    """What all rules take away, those that are left take away too."""
    file = file_of(*matchers)
    needless = {one.rule for one in check(file) if one.code in {"D01", "D02"}}
    tree = parse_page(content)
    assert tree is not None
    found = RuleIndex(file.rules).hits(tree, None).elements
    gone = {one for at, hits in found.items() if at not in needless for one in hits}
    for hits in found.values():
        for one in hits:
            assert one in gone or any(outer in gone for outer in one.iterancestors())
