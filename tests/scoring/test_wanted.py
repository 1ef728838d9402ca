import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.scoring.wanted import occurrences, wanted

RUN = st.lists(st.integers(1, 4), min_size=1, max_size=5).map(tuple)


def found(text: list[int], *runs: tuple[int, ...]) -> dict[tuple[int, ...], list[int]]:
    """Where each run stands."""
    return occurrences(np.array(text, np.int32), wanted(runs))


def test_occurrences_are_all_and_whole() -> None:
    """Every place of every wanted run, overlaps too; runs that do not stand there are absent."""
    assert found([1, 1, 1, 2, 3, 4], (1, 1), (1,), (1, 2, 3), (2, 3, 4, 5)) == {
        (1, 1): [0, 1],
        (1,): [0, 1, 2],
        (1, 2, 3): [2],
    }


def test_nothing_is_found_of_nothing() -> None:
    """An empty text holds no run, and no runs are nowhere."""
    assert found([], (1,), (1, 2, 3)) == {}
    assert found([1, 2]) == {}


@given(st.lists(st.integers(0, 6), max_size=30), st.sets(RUN, max_size=6))
def test_occurrences_are_what_comparing_finds(text: list[int], runs: set[tuple[int, ...]]) -> None:
    """The same places as by comparing each run with the text at each place; others are absent."""
    plain = {
        run: [at for at in range(len(text)) if tuple(text[at : at + len(run)]) == run]
        for run in runs
    }
    assert found(text, *runs) == {run: places for run, places in plain.items() if places}
