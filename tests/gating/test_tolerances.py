"""The grammar of tolerances."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.errors import UsageError
from boilerbench.gating.pinning import gauge
from boilerbench.gating.tolerances import OFF, SWITCHES, checks, parse_tolerances

VALUES = gauge().values
PLAIN = sorted(name for name in checks(VALUES) if name not in {*SWITCHES, "mean_cpu_ms"})


def test_the_usual_tolerances_hold_where_nothing_is_said() -> None:
    """Half a point for means, a fifth for a page, a thousandth with significance."""
    usual = parse_tolerances([], VALUES)
    assert usual.of_mean("tokens", "f1") == 0.005
    assert usual.of_page("tokens", "f1") == 0.2
    assert usual.of_paired("tokens", "f1") == 0.001
    assert usual.of_noise("newsletter") == 0.01
    assert usual.of_cost == 1.3
    assert all(usual.on(switch) for switch in SWITCHES)
    assert not usual.said("mean_cpu_ms")


def test_the_more_exact_name_wins() -> None:
    """`tokens.f1` speaks of one value, `f1` of that value of every metric."""
    said = parse_tolerances(["f1:0.1", "tokens.f1:0.2", "tokens:0.3"], VALUES)
    assert said.of_mean("tokens", "f1") == 0.2
    assert said.of_mean("tokens", "recall") == 0.3
    assert said.of_mean("shingles(n=4)", "f1") == 0.1
    assert said.of_page("tokens", "f1") == 0.2


@given(st.sampled_from(PLAIN), st.floats(0, 1, allow_nan=False).map(lambda n: round(n, 6)))
def test_a_number_and_its_percentage_mean_the_same(name: str, number: float) -> None:
    """`f1:0.01` is `f1:1%`; the last of two counts."""
    plain = parse_tolerances([f"{name}:{number:.8f}"], VALUES).given[name]
    percent = parse_tolerances([f"{name}:off", f"{name}:{100 * number:.6f}%"], VALUES).given[name]
    assert plain == pytest.approx(percent)


@pytest.mark.parametrize("name", [*SWITCHES, "f1", "mean_cpu_ms", "noise.share"])
def test_every_check_can_be_switched_off(name: str) -> None:
    """`off` is a tolerance that nothing passes."""
    assert parse_tolerances([f"{name}:off"], VALUES).given[name] == OFF


@pytest.mark.parametrize(
    "text",
    ["f1", "f1:", ":0.1", "f1:-1", "f1:1.2.3", "f1:nan", "f1:1x", "leaks:3", "mean_cpu_ms:1.3",
     "mean_cpu_ms:3%", "f1:off%", "f1:1e999999999999x"],
)  # fmt: skip  # a list of what is refused
def test_what_is_no_tolerance_is_refused(text: str) -> None:
    """The sentence shows what one looks like."""
    with pytest.raises(UsageError, match="CHECK:VALUE such as"):
        parse_tolerances([text], VALUES)


def test_an_unknown_check_is_named_with_the_nearest() -> None:
    """A misspelt check is no silent nothing."""
    with pytest.raises(UsageError, match=r"did you mean 'noise\.newsletter'"):
        parse_tolerances(["noise.newsleter:1%"], VALUES)


@given(st.text(max_size=20))
def test_any_text_is_a_tolerance_or_a_usage_error(text: str) -> None:
    """Nothing else is ever raised."""
    try:
        found = parse_tolerances([text], VALUES)
    except UsageError:
        return
    assert len(found.given) == 1
