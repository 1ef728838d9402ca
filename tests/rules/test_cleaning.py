"""Texts without what their rules find: lines, phrases, expressions, what is repeated."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.rules.cleaning import TextRules, joined, line_key, lines_seen, without
from boilerbench.rules.model import Css, Lines, Phrase, Regex, Repeated, Rule, TextMatcher

CONTINUE = ("Advertisement", "Continue reading the main story")


def cleaned(what: TextMatcher, text: str, *, markdown: bool = False) -> str:
    """A text after one rule."""
    return TextRules([Rule(what)]).clean(text, None, markdown=markdown).text


@pytest.mark.parametrize(
    ("what", "text", "wanted"),
    [
        (Lines(CONTINUE), "a\n\nAdvertisement\nContinue reading the main story\n\nb", "a\n\nb"),
        (Lines(CONTINUE), "a\n\nAdvertisement\n\nContinue reading the main story\nb", "a\n\nb"),
        (Lines(CONTINUE), "a\nAdvertisement Continue reading the main story\nb", "a\nb"),
        (Lines(CONTINUE), "a\nAdvertisementContinue reading the main story\nb", "a\nb"),
        (Lines(CONTINUE), "Advertisement\nb\nContinue reading the main story", None),
        (Lines(("Advertisement",)), "Advertisement revenue fell", None),
        (Lines(("Advertisement",)), "  Advertisement \r\nb", "b"),
        (Lines(("Advertisement",)), "ADVERTISEMENT\nb", None),
        (Lines(("Advertisement",), loose=True), "ADVERTISEMENT\nb", "b"),
        (Lines(("Read more",)), "Read\u00a0more\nb", None),
        (Lines(("Read more",), loose=True), "Read\u00a0more\nb", "b"),
        (Lines(("Read\u00a0more",)), "Read\u00a0more\nb", "b"),
        (Lines(("Read more",)), "Read   more\nb", "b"),
        (Lines(("Don't miss - it",), loose=True), "Don\u2019t miss \u2014 it\nb", "b"),
        (Lines(("ad",), match="inside"), "see ad here\nadd", "see here\nadd"),
        (Lines(("Share", "Post"), match="inside"), "x Share Post y", "x y"),
        (Phrase("not a robot"), "You are not a robot today", "You are today"),
        (Phrase("not a robot"), "You are not a robotic one", None),
        (Phrase("not a robot", cut="line"), "a\nYou are not a robot.\nb", "a\nb"),
        (Phrase("not a robot"), "You are not\na robot.\nb", "You are\n.\nb"),
        (Phrase("\u00bb more", loose=True), "a \u00ab more b", "a b"),
        (Regex(r"^Share .*$"), "a\nShare this\nb", "a\nb"),
        (Regex(r"\d+ comments?"), "a\n12 comments left\nb", "a\nleft\nb"),
        (Regex("comments", cut="line"), "a\n12 comments left\nb", "a\nb"),
        (Regex("x*"), "a b", None),
        (Regex("(?<cut>b)c"), "a bc d", "a c d"),
    ],
)
def test_a_rule_takes_what_it_says(what: TextMatcher, text: str, wanted: str | None) -> None:
    """What is taken goes with its line where that is left empty; None: the text stays as it is."""
    assert cleaned(what, text) == (text if wanted is None else wanted)


@pytest.mark.parametrize("line", ["# Share", "- Share", "**Share**", "> Share", "1. Share"])
def test_marks_of_markdown_go_with_their_line(line: str) -> None:
    """A whole line of markdown is its words, whatever marks stand around them."""
    assert cleaned(Lines(("Share",)), f"a\n\n{line}\n\nb", markdown=True) == "a\n\nb"
    assert cleaned(Lines(("Share",)), f"a\n\n{line}\n\nb") == f"a\n\n{line}\n\nb"


def test_what_is_repeated_across_a_site_goes() -> None:
    """A line goes that enough pages of its site have, whatever its numbers and case."""
    outputs = [("a.com", f"Story {n} of one kind\nRead {n} MORE"[6 * (n == 9) :]) for n in range(3)]
    outputs += [("a.com", "Only here"), ("b.com", "read 0 more")]
    seen = lines_seen(outputs)
    assert seen["a.com"]["read 0 more"] == 3
    assert seen["b.com"]["read 0 more"] == 1
    rules = TextRules([Rule(Repeated(3))])
    assert rules.needs_sites
    assert rules.clean("x\nread 7 more\nOnly here", None, seen=seen["a.com"]).text == "x\nOnly here"
    assert rules.clean("read 7 more", None, seen=seen["b.com"]).text == "read 7 more"
    assert rules.clean("read 7 more", None).text == "read 7 more"
    assert not TextRules([Rule(Css(".a"))]).needs_sites


@pytest.mark.parametrize("pattern", [r"(a|a)+$", r"(a+)+$"])
def test_a_catastrophic_expression_is_ended_and_named(pattern: str) -> None:
    """It takes nothing, the rule beside it does its work, and the trouble says which it was."""
    text = "b\n" + "a" * 60_000 + "!"
    rules = TextRules([Rule(Regex(pattern)), Rule(Lines(("b",)))])
    found = rules.clean(text, None)
    assert found.text == text[2:]
    assert [(one.rule, one.why) for one in found.troubles] == [
        (0, "it looked at a text for over 1 s")
    ]
    assert rules.cuts(text, None)[0].rule == 1


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (Regex("("), "is no regular expression"),
        (Phrase(" "), "has no words"),
        (Lines(()), "has no words"),
        (Lines(("a", " ")), "has no words"),
    ],
)
def test_a_broken_rule_is_refused_before_any_text(what: TextMatcher, said: str) -> None:
    """ValueError in words."""
    with pytest.raises(ValueError, match=said):
        TextRules([Rule(what)])


def test_rules_of_other_sites_and_switched_off_ones_take_nothing() -> None:
    """Sites, exceptions and `on` hold for rules of text as for those of pages."""
    what = Phrase("ad")
    for rules in (
        [Rule(what, sites=("b.com",))],
        [Rule(what, on=False)],
        [Rule(what), Rule(what, sites=("a.com",), exception=True)],
    ):
        assert TextRules(rules).clean("an ad", "a.com").text == "an ad"
    assert TextRules(rules).clean("an ad", "b.com").text == "an"


def test_only_some_rules_can_be_carried_out() -> None:
    """`only` names rules by their places."""
    rules = TextRules([Rule(Phrase("one")), Rule(Phrase("two"))])
    found = rules.clean("one two three", None, only=[1])
    assert found.text == "one three"
    assert [(one.rule, one.text) for one in found.removals] == [(1, "two")]


LINES = st.lists(st.sampled_from(["a b", "", "ad", " ad ", "x ad y", "ad ad", "c"]), max_size=9)
RULES = st.lists(
    st.one_of(
        st.builds(Lines, st.just(("ad",)), loose=st.booleans()),
        st.builds(Phrase, st.sampled_from(["ad", "b", "x ad"]), st.sampled_from(["match", "line"])),
        st.builds(Regex, st.sampled_from([r"a\w", r"^$", r"\s+", r"[^\n]*c"])),
    ).map(Rule),
    max_size=5,
)


@given(LINES.map("\n".join), RULES)
def test_nothing_is_lost_and_each_rule_takes_its_own(text: str, rules: list[Rule]) -> None:
    """What is left holds the characters that no rule cut, in order; alone each cuts the same."""
    found = TextRules(rules)
    cuts = found.cuts(text, None)
    cut = {at for one in cuts for at in range(one.start, one.end)}
    left = "".join(sign for at, sign in enumerate(text) if at not in cut)
    assert "".join(found.clean(text, None).text.split()) == "".join(left.split())
    for at, rule in enumerate(rules):
        own = [(one.start, one.end) for one in cuts if one.rule == at]
        assert own == [(one.start, one.end) for one in TextRules([rule]).cuts(text, None)]


@given(LINES.map("\n".join))
def test_a_text_without_cuts_is_itself(text: str) -> None:
    """Blank lines and white space stay as they are where nothing goes."""
    assert without(text, []) == text


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 5)), max_size=6))
def test_spans_are_joined_into_the_same_characters(pairs: list[tuple[int, int]]) -> None:
    """In order, apart from each other, and with the characters that they had."""
    spans = [(start, start + size) for start, size in pairs]
    found = joined(spans)
    assert {at for one in found for at in range(*one)} == {
        at for one in spans for at in range(*one)
    }
    assert all(one[1] < two[0] for one, two in pairwise(found))


def test_lines_have_a_key_without_numbers_case_and_white_space() -> None:
    """So that "12 comments" and "3 Comments" are one line of a site."""
    assert line_key("  12\u00a0Comments ") == line_key("3 comments")
