"""When a page counts as broken."""

import pytest

from boilerbench.errors import BoilerbenchError
from boilerbench.versions.criteria import gauge_of


def test_without_a_limit_it_is_a_fall_from_the_older_end() -> None:
    """0.05 less than the older end of the headline value, and where low is good 0.05 more."""
    rule = gauge_of(None, None).rule(0.9)
    assert (rule.metric, rule.value) == ("shingles(n=4)", "f1")
    assert str(rule) == "f1 of shingles(n=4) below 0.850, or no answer"
    assert [rule.breaks(value) for value in (0.86, 0.84, None)] == [False, True, True]
    noise = gauge_of("noise", None).rule(0.1)
    assert str(noise) == "pages of noise above 0.150, or no answer"
    assert [noise.breaks(value) for value in (0.1, 0.2)] == [False, True]
    assert gauge_of("noise", None).rule(None).limit == 0.05


@pytest.mark.parametrize(
    ("below", "found"),
    [
        ("shingles.f1:0.5", ("shingles(n=4)", "f1", 0.5, "high")),
        ("shingles:0.5", ("shingles(n=4)", "f1", 0.5, "high")),
        ("shingles(n=2).recall:1", ("shingles(n=2)", "recall", 1.0, "high")),
        ("noise.newsletter.tokens:0.02", ("noise", "newsletter.tokens", 0.02, "low")),
        ("noise:0", ("noise", "pages", 0.0, "low")),
    ],
)
def test_a_limit_names_metric_value_and_number(
    below: str, found: tuple[str, str, float, str]
) -> None:
    """A metric alone means its headline value; the limit holds whatever the older end has."""
    rule = gauge_of(None, below).rule(0.9)
    assert (rule.metric, rule.value, rule.limit, rule.better) == found


@pytest.mark.parametrize(
    ("metric", "below", "told"),
    [
        (None, "shingles.f1", "METRIC:X"),
        (None, "shingles:1.2.3", "METRIC:X"),
        (None, "shingles.f2:0.5", "no value 'f2'. It has f1, precision"),
        (None, "shingle:0.5", "did you mean 'shingles'?"),
        ("tokens", "shingles:0.5", "leave out --metric"),
    ],
)
def test_a_limit_that_cannot_be_read_is_one_sentence(
    metric: str | None, below: str, told: str
) -> None:
    """Each mistake with its way out."""
    with pytest.raises(BoilerbenchError) as caught:
        gauge_of(metric, below)
    assert told in str(caught.value)
