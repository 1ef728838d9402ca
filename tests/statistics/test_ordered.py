import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.statistics import weighted_median, worst_tenth
from boilerbench.statistics.ordered import medians, ordered, worst_tenths

VALUES = st.floats(0, 1) | st.just(np.nan)


@pytest.mark.parametrize(
    ("values", "weights", "expected"),
    [
        ([0.5, 0.1, 0.9], [1, 1, 1], 0.1),
        (list(np.linspace(0, 1, 20)), [1] * 20, (0 + 1 / 19) / 2),
        ([0.2] + [0.4] + [1.0] * 13, [1] * 15, (0.2 + 0.4 / 2) / 1.5),
        ([0.0, 1.0], [0, 2], 1.0),
        ([np.nan, 0.3, 0.6], [5, 1, 1], 0.3),
        ([0.3], [0], np.nan),
        ([np.nan], [1], np.nan),
    ],
)
def test_worst_tenth_by_hand(values: list[float], weights: list[int], expected: float) -> None:
    """A tenth of the weight, at least a page, the last page in part, nan left out."""
    found = worst_tenth(np.array(values), np.array([weights], dtype=float))
    assert found[0] == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    ("values", "weights", "expected"),
    [
        ([0.5, 0.1, 0.9], [1, 1, 1], 0.5),
        ([0.5, 0.1, 0.9, 0.6], [1, 1, 1, 1], 0.55),
        ([0.5, 0.1, 0.9], [1, 3, 1], 0.1),
        ([0.5, 0.1, 0.9], [1, 2, 1], 0.3),
        ([0.5, 0.1, 0.9], [1, 0, 1], 0.7),
        ([np.nan, 0.3, 0.6], [5, 2, 1], 0.3),
        ([0.3], [0], np.nan),
        ([np.nan], [1], np.nan),
    ],
)
def test_weighted_median_by_hand(values: list[float], weights: list[int], expected: float) -> None:
    """Pages repeated by weight, the middle two of an even number halved, nan left out."""
    found = weighted_median(np.array(values), np.array([weights], dtype=float))
    assert found[0] == pytest.approx(expected, nan_ok=True)


@given(st.lists(st.tuples(VALUES, st.integers(0, 4)), min_size=1, max_size=30))
def test_weights_are_copies(pages: list[tuple[float, int]]) -> None:
    """A page with weight 3 counts as three pages; the median is then numpy's."""
    values = np.array([value for value, _ in pages])
    weights = np.array([[float(weight) for _, weight in pages]])
    copies = np.repeat(values, weights[0].astype(int))
    once = np.ones((1, len(copies)))
    assert worst_tenth(values, weights) == pytest.approx(worst_tenth(copies, once), nan_ok=True)
    known = copies[~np.isnan(copies)]
    expected = np.median(known) if len(known) else np.nan
    assert weighted_median(values, weights)[0] == pytest.approx(expected, nan_ok=True)


@given(st.lists(st.lists(VALUES, min_size=25, max_size=25), min_size=1, max_size=4))
def test_rows_are_pages_of_weight_one(found: list[list[float]]) -> None:
    """Both forms of an average agree row by row; where 0 is ideal the worst are the highest."""
    table, once = np.array(found), np.ones((1, 25))
    for of_rows, weighted in ((medians, weighted_median), (worst_tenths, worst_tenth)):
        expected = [weighted(row, once)[0] for row in table]
        assert of_rows(table) == pytest.approx(np.array(expected), nan_ok=True)
    leaks = ordered("worst", 0.0)
    expected = [leaks.of_weighted(row, once)[0] for row in table]
    assert leaks.of_rows(table) == pytest.approx(np.array(expected), nan_ok=True)
    assert leaks.of_rows(table) == pytest.approx(-worst_tenths(-table), nan_ok=True)


def test_rows_without_pages_have_no_value() -> None:
    """Of no page there is neither a median nor a worst tenth."""
    assert np.isnan(worst_tenths(np.full((2, 3), np.nan))).all()
    assert np.isnan(medians(np.full((2, 3), np.nan))).all()
