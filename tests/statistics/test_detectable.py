import pytest
from scipy import stats  # type: ignore[import-untyped]  # an oracle, without types

from boilerbench.statistics import Difference, detectable


def with_error(error: float) -> Difference:
    return Difference(
        first=0, second=1, value=0.1, low=0, high=0.2, error=error,
        p=0.5, adjusted=0.5, holds=0.9, pages=20, units=20,
    )  # fmt: skip  # a difference in two lines


def test_detectable_by_hand() -> None:
    """2.80 standard errors: of the median pair, without pairs whose rows are identical."""
    factor = stats.norm.ppf(0.975) + stats.norm.ppf(0.8)
    assert factor == pytest.approx(2.8016, abs=1e-4)
    errors = [0.01, 0.0, 0.03, 0.02, float("nan")]
    assert detectable([with_error(one) for one in errors]) == pytest.approx(factor * 0.02)


def test_nothing_to_go_by() -> None:
    """Without a pair that differs on any page there is no such difference."""
    assert detectable([]) is None
    assert detectable([with_error(0.0)]) is None
