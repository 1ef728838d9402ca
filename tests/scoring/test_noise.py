import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.records import Gold
from boilerbench.records import Noise as Segment
from boilerbench.scoring import Metric, NoiseLeaks, kept_silent, leak_counts
from boilerbench.scoring.metric import failure

GOLD = Gold(
    text="Some gold text that stands here.",
    noise=(
        Segment("promo", "Buy one now please"),
        Segment("share", "Share"),
        Segment("share", "Tweet this"),
        Segment("other", "…"),
    ),
)
OTHER = Gold(text="Another page of gold.", noise=(Segment("share", "Share"),))


def rows(*outputs: tuple[Gold, str]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array([NoiseLeaks().page(gold, output) for gold, output in outputs])


def test_a_row_counts_by_kind() -> None:
    """Three of four promo tokens and one of two share segments came through."""
    row = dict(
        zip(
            NoiseLeaks().columns,
            NoiseLeaks().page(GOLD, f"{GOLD.text} Buy one now Share"),
            strict=True,
        )
    )
    assert {name: value for name, value in row.items() if value} == {
        "all.leaked_tokens": 4,
        "all.planted_tokens": 7,
        "all.leaked_segments": 2,
        "all.planted_segments": 3,
        "all.leaked_pages": 1,
        "all.planted_pages": 1,
        "promo.leaked_tokens": 3,
        "promo.planted_tokens": 4,
        "promo.leaked_segments": 1,
        "promo.planted_segments": 1,
        "promo.leaked_pages": 1,
        "promo.planted_pages": 1,
        "share.leaked_tokens": 1,
        "share.planted_tokens": 3,
        "share.leaked_segments": 1,
        "share.planted_segments": 2,
        "share.leaked_pages": 1,
        "share.planted_pages": 1,
    }


def test_shares_known_values() -> None:
    """Pages are averaged, tokens and segments pooled; kinds nobody planted are nan."""
    table = rows((GOLD, "Buy one now Share"), (OTHER, "Another page of gold."))
    found = NoiseLeaks().summary(table, np.array([[1.0, 1.0], [1.0, 3.0]]))
    assert found["pages"].tolist() == [0.5, 0.25]
    assert found["tokens"].tolist() == [4 / 8, 4 / 10]
    assert found["share.pages"].tolist() == [0.5, 0.25]
    assert found["share.tokens"].tolist() == [1 / 4, 1 / 6]
    assert found["share.segments"].tolist() == [1 / 3, 1 / 5]
    assert found["promo.pages"].tolist() == [1, 1]
    assert np.isnan(found["cookie.pages"]).all()
    assert np.isnan(NoiseLeaks().values(table)["promo.tokens"][1])


def test_counts_say_n_of_m() -> None:
    """The counts behind the shares, only for kinds that were planted."""
    found = leak_counts(rows((GOLD, "Buy one now Share"), (OTHER, ""), (GOLD, "Tweet this")))
    assert found.pages == (2, 3)
    assert found.kinds == {"share": (2, 3), "promo": (1, 2)}


def test_no_page_is_no_share() -> None:
    """Without pages every share is nan and every count 0."""
    empty = np.zeros((0, len(NoiseLeaks().columns)))
    assert np.isnan(NoiseLeaks().summary(empty, np.ones((2, 0)))["pages"]).all()
    assert leak_counts(empty).pages == (0, 0)


def test_who_is_judged() -> None:
    """A page needs its gold text and a noise segment with a token; failures are left out."""
    assert NoiseLeaks().judges(GOLD)
    assert NoiseLeaks().judges(Gold(text="", noise=OTHER.noise))
    assert not NoiseLeaks().judges(Gold(noise=OTHER.noise))
    assert not NoiseLeaks().judges(Gold(text="x"))
    assert not NoiseLeaks().judges(Gold(text="x", noise=GOLD.noise[3:]))
    metric: Metric = NoiseLeaks()
    assert failure(metric, GOLD) is None


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=8))
def test_shares_follow_from_counts(pages: list[tuple[int, int]]) -> None:
    """With weights of one the summary's shares are the counts divided."""
    columns = NoiseLeaks().columns
    table = np.zeros((len(pages), len(columns)))
    for row, (a, b) in zip(table, pages, strict=True):
        for group in ("all", "cookie"):
            first = columns.index(f"{group}.leaked_tokens")
            row[first : first + 6] = (2 * min(a, b), 2 * b, min(a, b), b, min(a, b) > 0, b > 0)
        row[columns.index("all.planted_pages")] = 1
    found = {
        name: v[0] for name, v in NoiseLeaks().summary(table, np.ones((1, len(pages)))).items()
    }
    counts = leak_counts(table)
    assert found["pages"] == pytest.approx(counts.pages[0] / counts.pages[1])
    assert ("cookie" in counts.kinds) == (not np.isnan(found["cookie.pages"]))
    if "cookie" in counts.kinds:
        leaked, planted = counts.kinds["cookie"]
        assert found["cookie.pages"] == pytest.approx(leaked / planted)
        segments = sum(min(a, b) for a, b in pages) / sum(b for _, b in pages)
        assert found["cookie.segments"] == pytest.approx(segments)


def test_silence() -> None:
    """Only a page with empty gold can be kept silent on; optional text does not break silence."""
    assert kept_silent(GOLD, "") is None
    assert kept_silent(Gold(), "") is None
    assert kept_silent(Gold(text=" "), " — ") is True
    assert kept_silent(Gold(text="", title="A title"), "A title") is True
    assert kept_silent(Gold(text="", title="A title"), "A title and more") is False
