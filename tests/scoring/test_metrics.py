import datetime as dt
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.errors import MetricError
from boilerbench.records import Gold, Noise
from boilerbench.scoring import METRICS, Metric, Shingles, Tokens, parse_metric
from boilerbench.scoring.explaining import written_out
from boilerbench.scoring.metric import failure
from boilerbench.scoring.parts import EMPTY, Facts, ideal_part

EVERY = [METRICS[name]() for name in METRICS]
STRUCTURED = """
# Gold

- [text](/text)

```
words
```

| a | b |
|---|---|
| 1 | 2 |
"""
GOLD = Gold(
    text="a text of gold words",
    noise=(Noise("other", "some noise here"),),
    contains=("gold words",),
    lacks=("some noise",),
    title="A headline",
    author="Ada Winter",
    date=dt.date(2018, 3, 10),
    markdown=STRUCTURED,
)
SAMPLES = (GOLD.text or "", STRUCTURED, STRUCTURED.replace("words", "more").replace("2", "3"))


@pytest.mark.parametrize("metric", EVERY, ids=repr)
def test_a_repr_parses_back(metric: Metric) -> None:
    """What a metric prints is how it is spelled."""
    assert parse_metric(repr(metric)) == metric


@given(st.integers(1, 1000))
def test_parameters_parse_back(n: int) -> None:
    """Both spellings of a parameter, with spaces, give the same metric."""
    assert parse_metric(repr(Shingles(n))) == Shingles(n)
    assert parse_metric(f" shingles : n = {n} ".replace(" :", ":")) == Shingles(n)


def test_defaults_may_be_left_out() -> None:
    """A bare name, and empty brackets, mean the defaults."""
    assert parse_metric("shingles") == parse_metric("shingles()") == Shingles(n=4)
    assert parse_metric("tokens") == Tokens()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("shingels", "no metric 'shingels'; did you mean 'shingles'[?] Known are aeb-shingles, "),
        ("zzz", "no metric 'zzz'[.] Known are aeb-shingles, "),
        ("", "no metric"),
        ("shingles(n=4", "no metric"),
        ("shingles:m=4", "shingles has no parameter 'm'[.] Parameters: n[.]"),
        ("shingles(n=4,n=5)", "twice"),
        ("shingles(n=x)", "PARAMETER=NUMBER"),
        ("shingles(4)", "PARAMETER=NUMBER"),
        ("shingles:n=0", "expected 1 to 1000"),
        ("shingles:n=99999999999", "expected 1 to 1000"),
        ("tokens(n=1)", "tokens has no parameter 'n'[.] Parameters: none[.]"),
    ],
)
def test_a_wrong_spelling_says_what_was_meant(text: str, message: str) -> None:
    """Every misspelling is a MetricError that names what exists."""
    with pytest.raises(MetricError, match=message):
        parse_metric(text)


@given(st.text(max_size=20) | st.from_regex(r"[a-z-]{1,9}[(:][a-z=,0-9]{0,9}\)?", fullmatch=True))
def test_any_text_is_a_metric_or_an_error(text: str) -> None:
    """Parsing raises nothing but MetricError."""
    try:
        metric = parse_metric(text)
    except MetricError:
        return
    assert parse_metric(repr(metric)) == metric


@pytest.mark.parametrize("metric", EVERY, ids=repr)
def test_rows_and_values_agree_with_what_is_declared(metric: Metric) -> None:
    """A row has a number per column, and the gold itself reaches the ideal."""
    row = metric.page(GOLD, ideal_part(GOLD, metric.reads))
    assert row is not None
    assert len(row) == len(metric.columns)
    rows = np.array([row])
    summary = metric.summary(rows, np.ones((1, 1)))
    assert metric.headline in summary
    assert set(summary) == set(metric.ideal) == set(metric.values(rows))
    for name, value in summary.items():
        assert np.isnan(value[0]) or value[0] == metric.ideal[name]
    assert hash(metric) == hash(parse_metric(repr(metric)))


@pytest.mark.parametrize("metric", EVERY, ids=repr)
def test_a_failed_page_counts_as_declared(metric: Metric) -> None:
    """It is left out, has the row of an empty output, or is 0 in every value."""
    row = failure(metric, GOLD)
    assert (row is None) == (metric.failures == "left-out")
    if metric.failures == "empty":
        assert row == metric.page(GOLD, EMPTY[metric.reads])
    if metric.failures == "zero":
        summary = metric.summary(np.array([row]), np.ones((1, 1)))
        assert {float(value[0]) for value in summary.values()} == {0.0}


def test_what_each_metric_makes_of_failures() -> None:
    """Ours count 0, a peer's is an empty prediction, faults are counted on answered pages only."""
    assert {repr(metric): metric.failures for metric in EVERY} == {
        "aeb-shingles": "empty",
        "exact": "zero",
        "head-body-tail": "zero",
        "lcs": "zero",
        "cleaneval-align": "empty",
        "mineru-rouge5": "empty",
        "newspaper4k-shingles": "empty",
        "fundus-paragraphs": "empty",
        "fundus-rouge": "empty",
        "metadata": "zero",
        "noise": "left-out",
        "segments": "zero",
        "duplication(n=8)": "left-out",
        "fusion": "left-out",
        "order": "left-out",
        "shingles(n=4)": "zero",
        "structure": "zero",
        "tokens": "zero",
        "trafilatura-snippets": "empty",
        "wceb-levenshtein": "empty",
        "wceb-rouge": "empty",
        "wcxb-words": "empty",
        "wmb-text": "left-out",
    }


@pytest.mark.parametrize("metric", EVERY, ids=repr)
@given(output=st.text(max_size=60) | st.sampled_from([*SAMPLES, "gold words some noise"]))
def test_formulas_say_what_is_computed(metric: Metric, output: str) -> None:
    """Every value of a page is its formula over the page's columns, where that has a value."""
    part = output if metric.reads != "facts" else Facts(title=output)
    row = metric.page(GOLD, part)
    assert row is not None
    values = metric.values(np.array([row]))
    assert set(metric.formulas) == set(values)
    for name, formula in metric.formulas.items():
        with suppress(ZeroDivisionError):
            arithmetic = written_out(formula, dict(zip(metric.columns, row, strict=True)))
            expected = eval(arithmetic)  # noqa: S307  the metric's own formula
            assert values[name][0] == pytest.approx(expected)
