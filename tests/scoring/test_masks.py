"""Every choice of an output's blocks scored at once, beside scoring each by itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.records import Gold, OptionalText
from boilerbench.scoring import Tokens, masks
from boilerbench.scoring.masks import blocks_of, mask_statistics

WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "Das", "e-f", "字", "x."]), max_size=6)
BLOCKS = st.lists(WORDS.map(" ".join), max_size=7)


@given(gold=WORDS.map(" ".join), blocks=BLOCKS, seed=st.integers(0, 99))
def test_a_mask_scores_as_the_text_it_keeps(gold: str, blocks: list[str], seed: int) -> None:
    """Without optional text the row of a mask is that of `tokens` for its blocks."""
    page = Gold(text=gold)
    chosen = np.random.default_rng(seed).random((9, len(blocks))) < 0.6
    rows = mask_statistics(blocks_of(page, blocks), chosen)
    for mask, row in zip(chosen, rows, strict=True):
        text = "\n".join(block for block, kept in zip(blocks, mask, strict=True) if kept)
        assert tuple(row) == Tokens().page(page, text)


def test_optional_text_is_taken_out_first() -> None:
    """A caption counts in no mask; the row of all blocks is that of the whole output."""
    gold = Gold(text="one two three", optional=(OptionalText("caption", "a fine boat"),))
    blocks = ["one two three", "A fine boat", "Share this"]
    rows = mask_statistics(blocks_of(gold, blocks), np.array([[1, 1, 1], [1, 0, 1], [0, 1, 0]]) > 0)
    assert rows.tolist() == [[3, 2, 0], [3, 2, 0], [0, 0, 3]]
    assert tuple(rows[0]) == Tokens().page(gold, "\n".join(blocks))


def test_what_gold_has_seldom_is_counted_seldom() -> None:
    """Two blocks with one gold word each share it: worked by hand."""
    rows = mask_statistics(blocks_of(Gold(text="a b"), ["a", "a", "b"]), np.eye(3, dtype=bool))
    assert rows.tolist() == [[1, 0, 1], [1, 0, 1], [1, 0, 1]]
    both = mask_statistics(blocks_of(Gold(text="a b"), ["a", "a", "b"]), np.ones((1, 3), bool))
    assert both.tolist() == [[2, 1, 0]]


def test_many_masks_are_counted_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """However little is held at once, the rows are the same; no mask gives no row."""
    blocks = blocks_of(Gold(text="a b a c"), ["a a", "a b", "c d", "a"])
    chosen = np.random.default_rng(1).random((50, 4)) < 0.5
    whole = mask_statistics(blocks, chosen)
    monkeypatch.setattr(masks, "CELLS", 7)
    assert (mask_statistics(blocks, chosen) == whole).all()
    assert mask_statistics(blocks, chosen[:0]).shape == (0, 3)


def test_another_cut_counts_its_own_words() -> None:
    """A peer's words may be counted instead of ours."""
    blocks = blocks_of(Gold(text="A b", title="x"), ["A B", "x"], str.split)
    assert mask_statistics(blocks, np.ones((1, 2), bool)).tolist() == [[1, 2, 1]]
