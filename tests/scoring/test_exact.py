import numpy as np
import pytest

from boilerbench.records import Gold, OptionalText
from boilerbench.scoring import Exact

GOLD = Gold(
    text="The port was closed.\n\nTalks go on.",
    title="A storm",
    optional=(OptionalText("caption", "Workers secure a crane in the harbour"),),
)


@pytest.mark.parametrize(
    ("output", "same"),
    [
        ("The port was closed.\n\nTalks go on.", 1),
        ("the port WAS closed — talks go on", 1),
        ("A storm\nThe port was closed.\nWorkers secure a crane in the harbour\nTalks go on.", 1),
        ("The port was closed. Workers secure a crane\nTalks go on.", 1),
        ("Talks go on.\nThe port was closed.", 0),
        ("The port was closed.\nTalks go on. More", 0),
        ("The port was closed.\nTalks go", 0),
        ("The port wasclosed.\nTalks go on.", 0),
        ("The port was closed.\nA storm\nA storm\nTalks go on.", 0),
    ],
)
def test_a_page_is_right_token_for_token(output: str, same: int) -> None:
    """Case, punctuation, line breaks and kept optional text do not count; all else does."""
    assert Exact().page(GOLD, output) == (same, 1)


def test_the_share_of_pages() -> None:
    """One page of four right is a quarter; a page counts by its weight, pooled by its rows."""
    rows = np.array([[1.0, 1.0], [0.0, 1.0], [0.0, 1.0], [0.0, 1.0]])
    weights = np.array([[1.0, 1.0, 1.0, 1.0], [2.0, 0.0, 2.0, 0.0]])
    assert Exact().summary(rows, weights)["exact"].tolist() == [0.25, 0.5]
    assert Exact().values(rows)["exact"].tolist() == [1, 0, 0, 0]
    assert Exact().values(weights @ rows)["exact"].tolist() == [0.25, 0.5]
