import numpy as np

from boilerbench.scoring import islands


def stray_places(held: list[int], gold: int) -> list[int]:
    return list(map(int, islands.stray_places(np.array(held, np.int64), gold)))


def test_a_lone_word_of_a_dropped_sentence_is_stray() -> None:
    """One matched word among left-over output, in gold that was left out, is chance."""
    held = [0, 1, 2, -1, -1, 7, -1, 12, 13, 14]
    assert stray_places(held, 15) == [5]


def test_words_between_footnote_marks_are_not_stray() -> None:
    """Short runs that are neighbours in gold are text with something put in between."""
    assert stray_places([0, 1, -1, 2, 3, -1, 4, 5, -1], 6) == []


def test_scattered_matches_are_stray_however_many() -> None:
    """A stretch of output whose words lie far apart in gold is not that gold."""
    assert stray_places([-1, 3, 9, 15, 21, -1, 30, 31, 32], 33) == [1, 2, 3, 4]
    assert stray_places([-1, 3, 5, 7, 9, -1, 30, 31, 32], 33) == []


def test_the_frayed_ends_of_a_solid_stretch_are_stray() -> None:
    """A word behind a kept paragraph, aligned with a far one, is not kept gold."""
    assert stray_places([0, 1, 2, 3, 9], 30) == [4]
    assert stray_places([5, 9, 10, 11, -1], 30) == [0]
    assert stray_places([9, 10, 11], 30) == []
    assert stray_places([], 30) == []


def test_the_edges_of_the_output_count_as_a_side() -> None:
    """A match at the very start is stray when left-over text follows and gold has more."""
    assert stray_places([5, -1, -1], 10) == [0]
    assert stray_places([-1, 0, 2], 3) == [1, 2]
    assert stray_places([0, -1, -1, 1], 2) == []
