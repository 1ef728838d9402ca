from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.records import Gold, OptionalText
from boilerbench.scoring import Segments
from boilerbench.text import tokens

LINES = st.lists(st.sampled_from(["a", "b", "B!", "-"]), min_size=1, max_size=2).map(" ".join)
PAGES = st.lists(LINES, max_size=6).map("\n".join)
STORY = Gold(
    text="The ministers met on Monday.\n\nNext steps\n\nTalks go on.\nTalks go on.",
    title="Ministers meet",
    optional=(OptionalText("caption", "The ministers arrive at the hall.\nPhoto: A. Ruiz"),),
)
FIRST, HEADING, LAST, _ = STORY.paragraphs
CAPTION, CREDIT = STORY.optional[0].text.splitlines()


def row(*lines: str, gold: Gold = STORY) -> tuple[float, ...]:
    return Segments().page(gold, "\n".join(lines))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([FIRST, "", HEADING, LAST, LAST], (4, 0, 0)),
        ([LAST, HEADING, LAST, FIRST], (4, 0, 0)),
        ([FIRST, HEADING, LAST], (3, 0, 1)),
        ([FIRST, HEADING, LAST, LAST, LAST], (4, 1, 0)),
        ([FIRST, HEADING, LAST, LAST, "Share this"], (4, 1, 0)),
        (["the ministers — met, on monday", f"## {HEADING}", f"* {LAST}", "…", LAST], (4, 0, 0)),
    ],
)
def test_paragraphs_are_a_multiset_of_lines(lines: list[str], expected: tuple[int, ...]) -> None:
    """A line counts as often as gold has it, in any order; case and punctuation do not count."""
    assert row(*lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([FIRST, f"{HEADING} {LAST}", LAST], (2, 1, 2)),
        (["The ministers met", "on Monday.", HEADING, LAST, LAST], (3, 2, 1)),
        ([" ".join(STORY.paragraphs)], (0, 1, 4)),
        ([f"Monday: {FIRST}", HEADING, LAST, LAST], (3, 1, 1)),
        ([f"1. {FIRST}", HEADING, LAST, LAST], (3, 1, 1)),
    ],
)
def test_a_paragraph_is_whole_or_wrong(lines: list[str], expected: tuple[int, ...]) -> None:
    """Glued headings, broken lines, a page on one line, one word or number more: none counts."""
    assert row(*lines) == expected


@pytest.mark.parametrize(
    "lines",
    [
        ["Ministers meet", FIRST, CAPTION, CREDIT, HEADING],
        [FIRST, CREDIT, HEADING],
        [FIRST, f"{CAPTION} {CREDIT}", HEADING],
        [f"{CAPTION} {CREDIT} {FIRST}", HEADING],
        [f"{FIRST} Ministers meet", f"{HEADING} {CREDIT}"],
        [FIRST, "The ministers arrive at the …", HEADING],
    ],
)
def test_optional_text_counts_neither_way(lines: list[str]) -> None:
    """As a line, some of its lines, two lines in one, in a paragraph's line, or cut short."""
    assert row(*lines) == (2, 0, 2)


def test_optional_text_is_used_once() -> None:
    """A second showing of the title is a paragraph too many, alone or in a longer line."""
    assert row("Ministers meet", FIRST, "Ministers meet") == (1, 1, 3)
    assert row("Ministers meet", FIRST, f"{HEADING} Ministers meet") == (1, 1, 3)


def test_what_gold_has_too_is_golds_first() -> None:
    """A headline repeated in the story is a paragraph of it before it is the title."""
    gold = Gold(text="Ministers meet\nTalks go on.", title="Ministers meet")
    assert row("Ministers meet", "Talks go on.", gold=gold) == (2, 0, 0)
    assert row("Ministers meet", "Ministers meet", "Talks go on.", gold=gold) == (2, 0, 0)
    assert row("Ministers meet", "Ministers meet", "Ministers meet", gold=gold) == (1, 1, 1)
    gold = Gold(text="a b", optional=(OptionalText("tags", "a"), OptionalText("tags", "b")))
    assert row("a", "b", "a b", gold=gold) == (1, 0, 0)


def test_known_value() -> None:
    """Three of four paragraphs, and one line too many: all three values are 3/4."""
    found = Segments().values(np.array([row(FIRST, HEADING, LAST, "Share this")]))
    assert {name: value[0] for name, value in found.items()} == {
        "f1": 0.75, "precision": 0.75, "recall": 0.75,
    }  # fmt: skip  # one line says it


@given(PAGES, PAGES)
def test_without_optional_text_it_is_a_count_of_lines(gold: str, output: str) -> None:
    """The counts of a plain multiset, and precision one way is recall the other."""
    wanted, found = (
        Counter(tuple(tokens(line)) for line in text.splitlines() if tokens(line))
        for text in (gold, output)
    )
    shared, extra, missing = (wanted & found, found - wanted, wanted - found)
    expected = (shared.total(), extra.total(), missing.total())
    assert Segments().page(Gold(text=gold), output) == expected
    assert Segments().page(Gold(text=output), gold) == (expected[0], expected[2], expected[1])


@given(st.lists(LINES, min_size=1, max_size=5), st.lists(LINES, max_size=3), PAGES)
def test_counts_add_up(paragraphs: list[str], optional: list[str], output: str) -> None:
    """Shared and missing are gold's paragraphs; shared and extra no more than the output's."""
    texts = tuple(OptionalText("caption", text) for text in optional)
    gold = Gold(text="\n".join(paragraphs), optional=texts)
    shared, extra, missing = Segments().page(gold, output)
    assert shared + missing == sum(bool(tokens(paragraph)) for paragraph in paragraphs)
    assert shared + extra <= sum(bool(tokens(line)) for line in output.splitlines())


@given(
    st.text(alphabet="aé'\u2019\u0301\u200c\u00ad3.\r\n\u2028\x0b\x85 \u4e00\u0e33", max_size=12)
)
def test_tokens_never_cross_a_line_break(text: str) -> None:
    """The tokens of a text are those of its lines, so that both readings count the same words."""
    assert [word for line in text.splitlines() for word in tokens(line)] == tokens(text)
