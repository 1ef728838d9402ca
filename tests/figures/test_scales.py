"""Ends and numbers of axes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.figures.scales import log_scale_of, scale_of

NUMBERS = st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=9)


@given(NUMBERS)
def test_a_scale_holds_its_numbers(numbers: list[float]) -> None:
    """Every number lies between the ends, every tick too, and there are a few ticks."""
    scale = scale_of(numbers)
    assert scale.low <= min(numbers)
    assert max(numbers) <= scale.high
    assert all(scale.low <= tick + 1e-6 and tick - 1e-6 <= scale.high for tick in scale.ticks)
    assert 1 <= len(scale.ticks) <= 8


@given(st.lists(st.floats(1e-3, 1e6), min_size=1, max_size=9))
def test_a_logarithmic_scale_holds_its_numbers(numbers: list[float]) -> None:
    """The same for orders of magnitude; ticks are 1, 2, 3 or 5 times a power of ten."""
    scale = log_scale_of(numbers)
    assert scale.low < min(numbers)
    assert max(numbers) < scale.high
    assert all(scale.low <= tick <= scale.high for tick in scale.ticks)
    assert {f"{tick:e}"[0] for tick in scale.ticks} <= set("1235")


@pytest.mark.parametrize(
    ("numbers", "labels"),
    [
        ((0.61, 0.97), ("0.6", "0.7", "0.8", "0.9")),
        ((0.9, 0.91), ("0.900", "0.902", "0.904", "0.906", "0.908", "0.910")),
        ((0.5,), ("0.48", "0.49", "0.50", "0.51", "0.52")),
    ],
)
def test_numbers_of_an_axis_have_equally_many_digits(
    numbers: tuple[float, ...], labels: tuple[str, ...]
) -> None:
    """Digits as the step needs them."""
    assert scale_of(numbers).labels == labels


def test_numbers_of_a_logarithmic_axis_are_plain() -> None:
    """No powers, no trailing zeros."""
    assert log_scale_of((0.4, 200)).labels == ("0.3", "1", "3", "10", "30", "100")


def test_a_scale_goes_no_further_than_it_may() -> None:
    """A share is never over 1."""
    scale = scale_of((0.5, 0.999), low=0, high=1)
    assert scale.high == 1
