import numpy as np
import pytest

from boilerbench.scoring import HEADLINE, NoiseLeaks
from boilerbench.scoring.metric import Floats
from boilerbench.statistics import Average, averaged, estimate, replicated, resample, worst_estimate
from boilerbench.statistics import replicating as room

SITES = [f"{number % 17}.example" for number in range(40)]
ROWS = np.random.default_rng(3).integers(0, 50, (40, 3)).astype(float)


@pytest.mark.parametrize("average", ["page", "pooled", "median", "worst"])
def test_a_few_at_a_time_are_as_all_at_once(
    average: Average, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Values of replicates do not depend on how many are weighed together."""
    weights = resample(SITES, replicates=150).weights

    def values(some: Floats) -> dict[str, Floats]:
        seen.append(len(some))
        return dict(averaged(HEADLINE, ROWS, some, average))

    seen: list[int] = []
    whole = replicated(weights, values)
    assert seen == [150]
    monkeypatch.setattr(room, "CELLS", 1)
    parts = replicated(weights, values)
    assert seen[1:] == [*[16] * 9, 6]
    assert list(parts) == list(whole)
    for name, one in parts.items():
        np.testing.assert_allclose(one, whole[name], rtol=1e-14)


def test_no_replicates_give_no_values() -> None:
    """Without replicates each value is there, and empty."""
    weights = resample(SITES, replicates=0).weights
    found = replicated(weights, lambda some: averaged(HEADLINE, ROWS, some, "page"))
    assert {name: len(one) for name, one in found.items()} == dict.fromkeys(HEADLINE.ideal, 0)


def test_the_worst_of_the_headline_is_that_of_all_values() -> None:
    """What is computed of one value alone is what it is among all, also where 0 is ideal."""
    draws = resample(SITES)
    assert (
        worst_estimate(HEADLINE, ROWS, draws)
        == estimate(HEADLINE, ROWS, draws, average="worst")["f1"]
    )
    noise = NoiseLeaks()
    rows = np.random.default_rng(4).integers(0, 3, (40, len(noise.columns))).astype(float)
    assert (
        worst_estimate(noise, rows, draws)
        == estimate(noise, rows, draws, average="worst")[noise.headline]
    )
