import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.statistics import holm

CHANCES = st.lists(st.floats(0, 1), max_size=12)


@pytest.mark.parametrize(
    ("p", "adjusted"),
    [
        ([], []),
        ([0.04], [0.04]),
        ([0.01, 0.02, 0.03, 0.04], [0.04, 0.06, 0.06, 0.06]),
        ([0.04, 0.03, 0.02, 0.01], [0.06, 0.06, 0.06, 0.04]),
        ([0.01, 0.04, 0.03, 0.005], [0.03, 0.06, 0.06, 0.02]),
        ([0.9, 0.5], [1.0, 1.0]),
        ([0.02, 0.02], [0.04, 0.04]),
        ([0.02, math.nan, 0.01], [0.02, math.nan, 0.02]),
    ],
)
def test_adjusted_by_hand(p: list[float], adjusted: list[float]) -> None:
    """The least of m counts m times, the next m - 1 times, none less than one before it."""
    assert holm(p) == pytest.approx(adjusted, nan_ok=True)


@given(CHANCES, st.floats(0.001, 0.999))
def test_what_is_rejected_is_what_holm_rejects(p: list[float], level: float) -> None:
    """Adjusted values at or below a level are those his step-down procedure rejects at it."""
    rejected, order = set(), sorted(range(len(p)), key=lambda i: p[i])
    for step, place in enumerate(order):
        if (len(p) - step) * p[place] > level:
            break
        rejected.add(place)
    assert {i for i, one in enumerate(holm(p)) if one <= level} == rejected


@given(CHANCES.flatmap(lambda p: st.tuples(st.just(p), st.permutations(range(len(p))))))
def test_adjusted_values_follow_their_p(given: tuple[list[float], list[int]]) -> None:
    """Order decides nothing, and an adjusted value lies between p and Bonferroni's."""
    p, order = given
    adjusted = holm(p)
    assert holm([p[i] for i in order]) == [adjusted[i] for i in order]
    for one, more in zip(p, adjusted, strict=True):
        assert one <= more <= min(1.0, len(p) * one) + 1e-15
