"""Whole lines looked up by their first word: the same as each rule looking through each text."""

from hypothesis import given
from hypothesis import strategies as st

from boilerbench.rules.cleaning import TextRules
from boilerbench.rules.linestarts import LineStarts
from boilerbench.rules.model import Lines, Phrase, Rule, TextMatcher
from boilerbench.rules.patterns import compiled_text, folded_text
from boilerbench.rules.pruning import Trouble

WORDS = st.sampled_from(
    [
        "ad",
        "AD",
        "Kit",
        "\u212ait",
        "\u0130t",
        "it",
        "\u017fo",
        "so",
        "don't",
        "don\u2019t",
        "\u2026",
        "-",
        "stra\u00dfe",
    ]
)
BLANKS = st.sampled_from(
    [
        " ",
        "  ",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
        "\f",
        "\v",
        "\x1c",
        "\x85",
        "\u00a0",
        "\u200b",
        "\u2028",
        "",
    ]
)
TEXTS = st.lists(st.tuples(WORDS, BLANKS), max_size=14).map(
    lambda some: "".join(part for pair in some for part in pair)
)
LINES = st.builds(
    Lines,
    st.lists(TEXTS.filter(str.strip), min_size=1, max_size=2).map(tuple),
    st.sampled_from(["whole", "inside"]),
    st.booleans(),
)


@given(st.lists(LINES, max_size=6), TEXTS)
def test_what_is_found_does_not_depend_on_the_index(rules: list[Lines], text: str) -> None:
    """Every rule finds what its own pattern finds in the whole text."""
    found = [
        (cut.rule, cut.start, cut.end) for cut in TextRules(list(map(Rule, rules))).cuts(text, None)
    ]
    assert found == [
        (at, *span)
        for at, what in enumerate(rules)
        for span in compiled_text(what).spans(text, folded_text(text))
    ]


def test_only_what_begins_in_a_known_word_is_looked_up() -> None:
    """Words that may be fused, spelled in other ways or inside a line are left to patterns."""
    matchers: list[TextMatcher] = [
        Lines(("Advertisement",)),
        Lines(("Advertisement", "Continue")),
        Lines(("Read more", "Continue"), loose=True),
        Lines(("Don't miss",), loose=True),
        Lines(("Don't miss",)),
        Lines(("Read more",), match="inside"),
        Phrase("Read more"),
    ]
    assert LineStarts(enumerate(matchers)).numbers == {0, 2, 4}


def test_a_dotted_capital_i_is_an_i_to_a_loose_rule() -> None:
    """Casefolding alone would make two characters of it, and hide the rule's word."""
    cuts = TextRules([Rule(Phrase("it is", loose=True))]).cuts("so \u0130T IS", None)
    assert [(cut.start, cut.end) for cut in cuts] == [(3, 8)]


def test_what_takes_too_long_on_a_line_takes_nothing_and_is_told() -> None:
    """As with any pattern; other rules go on."""
    text = "so be it" + " " * 200_000 + "x\nad"
    troubles: list[Trouble] = []
    rules = [Rule(Lines(("so be it",))), Rule(Lines(("ad",)))]
    cuts = TextRules(rules).cuts(text, None, troubles=troubles)
    assert [cut.rule for cut in cuts] == [1]
    assert [one.rule for one in troubles] == [0]
