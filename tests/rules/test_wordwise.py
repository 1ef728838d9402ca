"""Words that one text has and another lacks."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.rules.wordwise import gone, places_in

WORDS = st.lists(st.sampled_from("abcd"), max_size=24)


def _gone(before: str, after: str, dear: str = "", starts: str = "") -> str:
    """The lost words of a text marked by capitals; `dear` and `starts` mark by an x."""
    words, others = before.split(), after.split()
    marks = [
        np.array([at < len(one) and one[at] == "x" for at in range(len(words))], bool)
        for one in (dear, starts)
    ]
    lost = gone(words, places_in(words, others), *marks)
    return " ".join(word.upper() if away else word for word, away in zip(words, lost, strict=True))


def test_what_the_other_text_lacks_is_gone() -> None:
    """Words that both have in their order are kept, the rest is gone."""
    assert _gone("a b c d", "a d") == "a B C d"
    assert _gone("a b", "a b") == "a b"
    assert _gone("a b", "") == "A B"
    assert _gone("", "a b") == ""


def test_a_stretch_is_gone_where_it_costs_no_dear_word() -> None:
    """Of two places that leave the same words, the one without words of gold is taken."""
    assert _gone("a b c b d", "a b d", dear="xx--x") == "a b C B d"
    assert _gone("a b c b d", "a b d", dear="x--xx") == "a B C b d"


def test_a_stretch_is_gone_from_a_line_s_start_where_nothing_else_decides() -> None:
    """Of two places that cost the same, the one that begins as a line does is taken."""
    assert _gone("a b c b d", "a b d", starts="xx---") == "a B C b d"
    assert _gone("a b c b d", "a b d", starts="x-x--") == "a b C B d"


def test_a_text_that_repeats_itself_is_slid_over_its_whole_length() -> None:
    """A stretch may be moved by more words than it has."""
    assert _gone("a b a b a b c", "a b a b c", dear="xxxx--x") == "a b a b A B c"
    assert _gone("a b a b a b c", "a b a b c", dear="--xxxxx") == "A B a b a b c"


@given(st.data(), WORDS)
def test_the_kept_words_are_those_of_a_subsequence_whatever_is_dear(
    data: st.DataObject, words: list[str]
) -> None:
    """Taking lost words away leaves the very text that lacks them."""
    keep = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    after = [word for word, kept in zip(words, keep, strict=True) if kept]
    flags = st.lists(st.booleans(), min_size=len(words), max_size=len(words))
    dear, starts = (np.array(data.draw(flags), bool) for _ in range(2))
    lost = gone(words, places_in(words, after), dear, starts)
    assert [word for word, away in zip(words, lost, strict=True) if not away] == after
