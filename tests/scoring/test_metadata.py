"""The metric of title, author and date."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.records import Gold
from boilerbench.scoring import Metadata
from boilerbench.scoring.metric import failure
from boilerbench.scoring.names import name_words
from boilerbench.scoring.parts import Facts, ideal_part

METRIC = Metadata()
DAY = dt.date(2018, 3, 10)
GOLD = Gold(text="x", title="E.U. Leaders Want More", author="Ada Winter", date=DAY)


def scored(gold: Gold, *facts: Facts) -> dict[str, float]:
    rows = np.array([METRIC.page(gold, one) for one in facts])
    found = METRIC.summary(rows, np.ones((1, len(rows))))
    return {name: float(value[0]) for name, value in found.items()}


def test_each_fact_is_right_or_wrong_by_itself() -> None:
    """One fact of three: a third; and the parts of a title and of names that are right."""
    found = scored(GOLD, Facts("E.U. leaders want more | The Courier", "Ada Summer", "2018-03-10"))
    assert found["title"] == 0
    assert found["title.f1"] == pytest.approx(2 * 5 / (7 + 5))
    assert found["author"] == 0
    assert found["author.f1"] == 0.5
    assert found["date"] == 1
    assert found["facts"] == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    "title",
    ["e.u. leaders want more", " E.U.  Leaders: want\u00a0more! ", "E.U. Leaders Want M\u00adore"],
)
def test_a_title_is_right_by_its_tokens(title: str) -> None:
    """Case, punctuation, white space and soft hyphens make no other title."""
    assert scored(GOLD, Facts(title))["title"] == 1


@pytest.mark.parametrize("title", ["More Leaders Want E.U.", "E.U. Leaders Want", "", None])
def test_another_title_is_wrong(title: str | None) -> None:
    """The order counts, and every word."""
    assert scored(GOLD, Facts(title))["title"] == 0


def test_a_fact_that_gold_lacks_is_not_judged() -> None:
    """What gold does not know is nan, whatever the output says, and takes no share of `facts`."""
    found = scored(Gold(text="x", title="One"), Facts("One", "Ada Winter", "2018-03-10"))
    assert found["facts"] == found["title"] == found["title.f1"] == 1
    assert all(np.isnan(found[name]) for name in ("author", "author.f1", "date"))


def test_no_facts_and_failed_pages_are_zero() -> None:
    """An extractor that returns none has 0 in all, as a page that failed has."""
    assert set(scored(GOLD, Facts()).values()) == {0.0}
    assert METRIC.page(GOLD, Facts()) == failure(METRIC, GOLD)


def test_rows_add_up() -> None:
    """Pooled values are those of the summed rows: known and right are counts."""
    rows = np.array([METRIC.page(GOLD, Facts(date="2018-03-10")), METRIC.page(GOLD, Facts())])
    pooled = METRIC.values(rows.sum(axis=0, keepdims=True))
    assert pooled["date"][0] == 0.5
    assert pooled["facts"][0] == pytest.approx(1 / 6)


@pytest.mark.parametrize(
    ("gold", "judged"),
    [
        (Gold(title="One"), True),
        (Gold(author="Ada"), True),
        (Gold(date=DAY), True),
        (Gold(text="all there is"), False),
        (Gold(title="…", author=" & "), False),
    ],
)
def test_pages_with_a_fact_are_judged(gold: Gold, judged: bool) -> None:
    """One fact is enough, if there is a word in it."""
    assert METRIC.judges(gold) is judged


@given(
    st.builds(
        Gold,
        title=st.none() | st.text(max_size=20),
        author=st.none() | st.text(max_size=20),
        date=st.none() | st.dates(),
    ),
    st.builds(Facts, *[st.none() | st.text(max_size=20)] * 3),
)
def test_values_are_shares_and_gold_is_ideal(gold: Gold, facts: Facts) -> None:
    """Every value is in [0, 1] or nan, and gold's own facts are right, as is its ISO date."""
    assert all(np.isnan(value) or 0 <= value <= 1 for value in scored(gold, facts).values())
    if METRIC.judges(gold):
        ideal = ideal_part(gold, "facts")
        assert isinstance(ideal, Facts)
        own = scored(gold, ideal)
        assert {value for value in own.values() if not np.isnan(value)} == {1.0}


@pytest.mark.parametrize(
    "written",
    [
        "ADA WINTER and John Doe",
        "By John Doe and Ada Winter",
        "Doe, John; Winter, Ada",
        "Ada Winter, John Doe, Ada Winter",
        "Written by Ada Winter & John Doe",
        "Author: Ada Winter | John Doe",
        "作者\uff1aJohn Doe、Ada Winter",
        "Von Ada Winter und John Doe",
        "par Ada Winter et par John Doe",
        "Ada Winter, by Ada Winter, John Doe",
        "Escrito por Ada Winter y John Doe",
    ],
)
def test_names_are_the_same_however_they_are_listed(written: str) -> None:
    """Order, case, repetition, separators, "By" and labels make no other authors."""
    assert name_words(written) == {"ada", "winter", "john", "doe"}


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Maria von Trapp", {"maria", "von", "trapp"}),
        ("John E Smith", {"john", "e", "smith"}),
        ("https://example.com/ada", {"https", "example", "com", "ada"}),
        ("Ada Winter, Staff", {"ada", "winter", "staff"}),
        ("", set()),
        (None, set()),
    ],
)
def test_what_belongs_to_a_name_stays(written: str | None, words: set[str]) -> None:
    """Particles inside a name and initials are words of it, and what is no name is one too many."""
    assert name_words(written) == words
