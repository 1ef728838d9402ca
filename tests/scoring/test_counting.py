from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.scoring import counting
from boilerbench.scoring.counting import GoldShingles, gold_shingles, overlap
from boilerbench.scoring.vocabulary import Vocabulary, vocabulary
from boilerbench.scoring.words import word_bytes

TEXTS = st.lists(st.sampled_from("abcde"), max_size=20)


def shingled(gold: list[str], n: int) -> tuple[GoldShingles, Vocabulary]:
    words = vocabulary([" ".join(gold).encode()], word_bytes)
    return gold_shingles(words.number(" ".join(gold)), words.base, n), words


def counted(gold: list[str], output: list[str], n: int) -> tuple[int, int, int]:
    shingles, words = shingled(gold, n)
    return overlap(shingles, words.number(" ".join(output)))


def plain_overlap(gold: list[str], output: list[str], n: int) -> tuple[int, int, int]:
    """The multiset counts by their definition."""

    def shingles(text: list[str]) -> Counter[tuple[str, ...]]:
        whole = [tuple(text[i : i + n]) for i in range(len(text) - n + 1)]
        return Counter(whole or ([tuple(text)] if text else []))

    g, o = shingles(gold), shingles(output)
    return (g & o).total(), (o - g).total(), (g - o).total()


@given(TEXTS, TEXTS, st.integers(1, 6))
def test_counts_are_the_multiset_counts(gold: list[str], output: list[str], n: int) -> None:
    """Shared, extra and missing shingles equal those of two Counters."""
    assert counted(gold, output, n) == plain_overlap(gold, output, n)


@given(TEXTS, TEXTS, st.integers(60, 70))
def test_wide_shingles_do_not_overflow(gold: list[str], output: list[str], n: int) -> None:
    """Codes that would pass 62 bits are ranked on the way, and the counts stay exact."""
    gold, output = gold * 10, output * 10
    assert counted(gold, output, n) == plain_overlap(gold, output, n)


def test_ranking_is_used_where_it_must_be() -> None:
    """With five words, 62 bits hold 23 of them; ranks are made only beyond."""
    assert not shingled(list("abcde") * 30, 4)[0].ranks
    assert counting.LARGEST < 6**24
    assert shingled(list("abcde") * 30, 60)[0].ranks


def test_long_outputs_are_sorted_before_they_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sorting changes nothing of what is counted."""
    monkeypatch.setattr(counting, "MANY", 0)
    gold, output = list("abcabdeabc"), list("xabcadeabcab")
    assert counted(gold, output, 3) == plain_overlap(gold, output, 3)
