"""How time grows with size: known exponents, and who is named."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.speed.growth import FEWEST_PAGES, growth

SIZES = [round(10_000 * 1.3**place) for place in range(20)]
SITES = [f"site-{place}" for place in range(20)]


@given(exponent=st.floats(0, 3), factor=st.floats(1e-6, 1e3))
def test_an_exact_power_is_found(exponent: float, factor: float) -> None:
    """Time that is a power of size has that exponent, in whatever unit."""
    times = factor * (np.array(SIZES) / SIZES[0]) ** exponent
    found = growth(SIZES, times, SITES)
    assert found is not None
    assert [found.value, found.low, found.high] == pytest.approx([exponent] * 3, abs=1e-6)
    assert found.super_linear == (found.low > 1.1)
    assert (found.smallest, found.largest) == (SIZES[10], SIZES[-1])


def test_what_every_call_costs_does_not_hide_growth() -> None:
    """A fixed cost flattens the small pages; the larger half shows the square."""
    size = np.array(SIZES, dtype=float)
    times = 20 + (size / 10_000) ** 2
    found = growth(SIZES, times, SITES)
    assert found is not None
    assert found.super_linear
    assert 1.5 < found.value < 2


def test_linear_growth_with_noise_is_not_called_super_linear() -> None:
    """Of 200 linear extractors with pages of unlike content hardly one is accused."""
    rng = np.random.default_rng(3)
    size = np.array(SIZES, dtype=float)
    found = [growth(SIZES, size * rng.lognormal(0, 0.4, 20), SITES) for _ in range(200)]
    assert sum(one.super_linear for one in found if one) <= 10


def test_the_dearest_pages_a_byte_are_named() -> None:
    """Those that cost most beside the middle of the larger half, the dearest first."""
    times = np.array(SIZES, dtype=float)
    times[15] *= 9
    times[12] *= 4
    found = growth(SIZES, times, SITES)
    assert found is not None
    assert found.dearest == (15, 12)


def test_pages_that_were_not_timed_are_left_out() -> None:
    """What is nan has no say, and neither have empty pages."""
    times = np.array(SIZES, dtype=float) ** 2
    times[0] = np.nan
    found = growth([*SIZES, 0], np.append(times, 1.0), [*SITES, "empty"])
    assert found is not None
    assert found.value == pytest.approx(2)


def test_too_few_pages_or_too_alike_ones_show_no_growth() -> None:
    """Seven pages, or pages all of about one size, have no exponent."""
    few = FEWEST_PAGES - 1
    assert growth(SIZES[:few], np.ones(few), SITES[:few]) is None
    assert growth([1000 + place for place in range(20)], np.ones(20), SITES) is None


def test_few_pages_on_a_line_are_enough_to_be_sure() -> None:
    """Six sizes without noise: a square is found to be one, whatever few draws would say."""
    sizes = [10_000 * 2**place for place in range(6)]
    rng = np.random.default_rng(2)
    times = np.array(sizes, dtype=float) ** 2 * rng.lognormal(0, 0.03, 6)
    found = growth(sizes, times, [str(place) for place in range(6)])
    assert found is not None
    assert found.super_linear
    assert found.low < 2 < found.high


def test_two_sizes_are_no_line() -> None:
    """Pages of two sizes have residuals, and an interval that is finite."""
    sizes = [1, 1, 1, 1, 10, 10, 10, 40]
    found = growth(sizes, np.array(sizes, dtype=float), [str(place) for place in range(8)])
    assert found is not None
    assert found.value == pytest.approx(1)
    assert np.isfinite([found.low, found.high]).all()
