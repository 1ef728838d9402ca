"""How regular expressions are read, and which of them are found to be slow."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.rules.linting.growth import expressions, signs, tried
from boilerbench.rules.linting.samples import first_characters, sample
from boilerbench.rules.linting.structure import structure, walk


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+", r"(?:\w+\s*)*x", "(a|a)*", r"(?:\w|\d)+!", "(?:(?:a{10,})?b?){12}", "((a+))+"],
)
def test_ambiguous_repetitions_have_a_sign(pattern: str) -> None:
    """A repetition in a repetition, or alternatives that begin alike."""
    assert signs(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+b)+",
        "(?>a+)+",
        "(a++)+",
        "(?:a|b)*",
        r"^\s*Read more:.*$",
        "(?=(a+)+)x",
        "[^])(]+|[[:alpha:]]x",
        r"(?#note)a(?i)b(?P<x>c)(?<y>d)(?P=x)\x41\p{L}\k<x>",
        "(?:ab|cd)+",
        "(?:a+)?",
    ],
)
def test_plain_expressions_have_none(pattern: str) -> None:
    """Atomic groups give nothing back, and what must stand between tells rounds apart."""
    inside_look = pattern.startswith("(?=")
    assert signs(pattern) is None or inside_look


@pytest.mark.parametrize("pattern", ["(a|aa)+$", "(.*?,){11}P", "(x+x+)+y"])
def test_slow_expressions_are_found_by_trying_them(pattern: str) -> None:
    """Even where the engine guards against the plainest of them."""
    slow = tried(pattern)
    assert slow is not None
    assert "again and again" in str(slow)


@pytest.mark.parametrize("pattern", ["(", "(?:a+", "^Advertisement$", "(a|b)+c", "a+b+", ")"])
def test_others_are_not(pattern: str) -> None:
    """What does not compile is for others to say."""
    assert tried(pattern) is None


def test_patterns_of_xpath_are_found() -> None:
    """In either kind of quotes."""
    assert list(expressions("""//p[re:test(., 'a') or re:match(@id, "b")]""")) == ["a", "b"]


@given(st.text("ab+*?()|[]^.\\{}3,:=<>P-", max_size=12))
def test_reading_an_expression_never_fails_otherwise(text: str) -> None:
    """Whatever `regex` compiles is read, or refused with a sentence."""
    try:
        regex.compile(text)
    except regex.error:
        return
    try:
        tree = structure(text)
    except ValueError:
        return
    assert all(item.most is None or item.least <= item.most for item in walk(tree))
    signs(text)


@given(st.lists(st.sampled_from(["a", r"\d", "[b-d]", "(?:x|yz)", "q+", "e?", r"\."]), min_size=1))
def test_samples_match_what_they_are_made_from(parts: list[str]) -> None:
    """And begin with one of the characters that a match can begin with."""
    pattern = "".join(parts)
    (items,) = structure(pattern)
    text = sample(items)
    assert regex.fullmatch(pattern, text)
    assert text[0] in first_characters(items)
