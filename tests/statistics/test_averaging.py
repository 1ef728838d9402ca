import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]  # an oracle, without types

from boilerbench.records import Gold, Noise
from boilerbench.scoring import NoiseLeaks as Leaks
from boilerbench.scoring import Tokens
from boilerbench.statistics import Estimate, estimate, resample, worst_tenth

SITES = [f"site{n % 12}.example" for n in range(40)]


def test_pages_of_a_site_are_drawn_together() -> None:
    """With ten sites or more every page of a site has its site's count, and counts sum up."""
    found = resample(SITES, replicates=50)
    assert (found.unit, found.units) == ("sites", 12)
    for a, b in itertools.combinations(range(40), 2):
        if SITES[a] == SITES[b]:
            assert (found.weights[:, a] == found.weights[:, b]).all()
    assert (found.weights[:, :12].sum(axis=1) == 12).all()


def test_few_sites_draw_pages() -> None:
    """Under ten sites pages are drawn, and the result says so."""
    found = resample(["a", "a", "b"], replicates=20)
    assert (found.unit, found.units) == ("pages", 3)
    assert (found.weights.sum(axis=1) == 3).all()
    assert resample([]).weights.shape == (1000, 0)


@given(st.permutations(range(40)), st.sampled_from([3, 12]))
def test_draws_do_not_depend_on_page_order(order: list[int], count: int) -> None:
    """A page keeps its draws wherever it stands in the list."""
    sites = [f"site{n % count}.example" for n in range(40)]
    ids = [f"page{n}" for n in range(40)]
    first = resample(sites, ids=ids, replicates=5)
    shuffled = resample([sites[n] for n in order], ids=[ids[n] for n in order], replicates=5)
    assert (shuffled.weights == first.weights[:, order]).all()


def test_the_seed_decides() -> None:
    """The same seed gives the same draws, another seed others."""
    assert (resample(SITES, seed=1).weights == resample(SITES, seed=1).weights).all()
    assert (resample(SITES, seed=1).weights != resample(SITES, seed=2).weights).any()


def rows(
    values: "np.ndarray[tuple[int], np.dtype[np.float64]]",
) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """Token statistics whose recall, precision and F1 are these values."""
    return np.column_stack([values, 1 - values, 1 - values])


def test_the_interval_is_the_percentile_interval() -> None:
    """Value and ends agree with scipy's percentile bootstrap on the same kind of draws."""
    values = np.random.default_rng(3).beta(8, 2, size=200)
    found = estimate(
        Tokens(), rows(values), resample([str(n) for n in range(200)], replicates=4000)
    )
    oracle = stats.bootstrap((values,), np.mean, method="percentile", n_resamples=4000, rng=1)
    assert found["f1"].value == pytest.approx(values.mean())
    assert found["f1"].low == pytest.approx(oracle.confidence_interval.low, abs=0.003)
    assert found["f1"].high == pytest.approx(oracle.confidence_interval.high, abs=0.003)
    assert found["f1"].dropped == 0


def test_an_interval_by_hand() -> None:
    """Two pages, values 0 and 1: replicates are 0, a half and 1, the interval is all of it."""
    found = estimate(Tokens(), rows(np.array([0.0, 1.0])), resample(["a", "b"]))
    assert found["recall"] == Estimate(0.5, 0.0, 1.0, 0)


def test_replicates_without_a_countable_page_are_dropped() -> None:
    """A kind planted on one page of two is missing in a quarter of the replicates."""
    planted = Gold(text="x", noise=(Noise("promo", "buy"), Noise("share", "s")))
    table = np.array([Leaks().page(planted, "x buy"), Leaks().page(planted, "x")])
    table[1, Leaks().columns.index("promo.planted_pages")] = 0
    draws = resample(["a", "b"])
    found = estimate(Leaks(), table, draws)
    assert found["promo.pages"].dropped == (draws.weights[:, 0] == 0).sum() > 0
    assert found["promo.pages"].value == 1
    assert found["cookie.pages"].dropped == 1000
    assert np.isnan(found["cookie.pages"].low)
    assert found["pages"].value == 0.5


def test_no_pages_no_value() -> None:
    """An empty sample has nan values and no error, in both averages."""
    for average in ("page", "worst"):
        found = estimate(Tokens(), np.zeros((0, 3)), resample([]), average=average)
        assert np.isnan(found["f1"].value)
        assert found["f1"].dropped == 1000


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


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 4)), min_size=1, max_size=30))
def test_worst_tenth_of_weights_is_that_of_copies(pages: list[tuple[float, int]]) -> None:
    """A page with weight 3 counts as three pages."""
    values = np.array([value for value, _ in pages])
    weights = np.array([[float(weight) for _, weight in pages]])
    copies = np.repeat(values, weights[0].astype(int))
    expected = worst_tenth(copies, np.ones((1, len(copies))))
    assert worst_tenth(values, weights) == pytest.approx(expected, nan_ok=True)


def test_worst_is_where_the_ideal_is_far() -> None:
    """Of leaks, the worst tenth are the pages that leak."""
    gold = Gold(text="x", noise=(Noise("promo", "buy"),))
    table = np.array([Leaks().page(gold, "x buy"), *[Leaks().page(gold, "x")] * 9])
    draws = resample([str(n) for n in range(10)])
    assert estimate(Leaks(), table, draws, average="worst")["pages"].value == 1
    values = rows(np.linspace(0.1, 1, 10))
    assert estimate(Tokens(), values, draws, average="worst")["f1"].value == pytest.approx(0.1)
