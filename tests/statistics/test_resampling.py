import itertools

from hypothesis import given
from hypothesis import strategies as st

from boilerbench.statistics import resample
from boilerbench.statistics.resampling import units_of

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


def test_units_are_numbered_by_name() -> None:
    """Sites in the order of their names; pages of few sites by site, then id."""
    many = units_of([f"{letter}.example" for letter in "jihgfedcbaa"])
    assert (many.unit, many.count) == ("sites", 10)
    assert many.places.tolist() == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0]
    few = units_of(["b", "a", "a"], ["1", "3", "2"])
    assert (few.unit, few.count) == ("pages", 3)
    assert few.places.tolist() == [2, 1, 0]


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
