"""Flipped signs against scipy's permutation test, and by hand."""

import numpy as np
import pytest
from scipy import stats  # type: ignore[import-untyped]  # an oracle, without types

from boilerbench.statistics.flips import flip_p


def test_few_sites_are_tested_exactly_as_scipy_does() -> None:
    """With nine pages every flip is tried: the p-value is scipy's to the last digit."""
    differences = np.array([0.1, 0.2, -0.05, 0.3, 0.0, 0.12, 0.4, 0.01, -0.2])
    names = [f"s{number}" for number in range(9)]
    expected = stats.permutation_test(
        (differences,), np.mean, permutation_type="samples", n_resamples=np.inf
    ).pvalue
    assert flip_p(differences[None], names, names)[0] == pytest.approx(expected)


def test_sites_are_flipped_whole() -> None:
    """Ten sites of two pages each give the p-value of their ten sums."""
    rng = np.random.default_rng(3)
    pages = rng.normal(0.05, 0.2, size=20)
    sites = [f"s{number // 2}" for number in range(20)]
    ids = [str(number) for number in range(20)]
    sums = pages.reshape(10, 2).sum(axis=1)
    expected = stats.permutation_test(
        (sums,), np.mean, permutation_type="samples", n_resamples=np.inf
    ).pvalue
    assert flip_p(pages[None], sites, ids)[0] == pytest.approx(expected)


def test_what_does_not_differ_has_p_1_and_what_is_unknown_counts_for_nothing() -> None:
    """A row of zeros, of nan, and one in which all twelve pages fell."""
    rows = np.array([[0.0] * 12, [np.nan] * 12, [0.1] * 12])
    names = [f"s{number:02}" for number in range(12)]
    assert flip_p(rows, names, names).tolist() == [1.0, 1.0, pytest.approx(2 / 2**12, abs=1e-3)]
