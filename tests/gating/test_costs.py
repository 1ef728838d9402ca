"""Cost beside a reference, and what else changed since a baseline."""

import pytest

from boilerbench.errors import UsageError
from boilerbench.gating.baselines import ExtractorRecord
from boilerbench.gating.circumstances import changed_circumstances
from boilerbench.gating.costs import comparable_costs, cost_findings
from boilerbench.gating.tolerances import Tolerances

SAID = Tolerances({"mean_cpu_ms": 1.3})
UNSAID = Tolerances({})


def _record(ms: float | None, version: str | None = "1", **more: object) -> ExtractorRecord:
    return ExtractorRecord(spec="x", version=version, mean_cpu_ms=ms, **more)  # type: ignore[arg-type]  # named fields


def test_a_slower_machine_is_no_slower_extractor() -> None:
    """Both took twice as long: their ratio is what it was."""
    was = {"mine": _record(10), "steady": _record(20)}
    now = {"mine": _record(20, "2"), "steady": _record(40)}
    assert cost_findings(was, now, SAID) == []


def test_an_extractor_that_got_slower_is_a_warning_unless_it_was_asked_for() -> None:
    """Half as slow again beside one that stayed the same."""
    was = {"mine": _record(10), "steady": _record(20)}
    now = {"mine": _record(15, "2"), "steady": _record(20)}
    (warned,) = cost_findings(was, now, UNSAID)
    assert (warned.extractor, warned.weight) == ("mine", "warning")
    assert "1.50 times as slow" in warned.message
    (failed,) = cost_findings(was, now, SAID)
    assert failed.weight == "regression"


def test_without_a_steady_reference_nothing_is_compared() -> None:
    """Milliseconds alone say nothing: all changed, one was not timed, one is the checkout's."""
    was = {"mine": _record(10), "other": _record(20), "stored": _record(None)}
    now = {"mine": _record(90, "2"), "other": _record(20, "2"), "stored": _record(None)}
    assert cost_findings(was, now, SAID) == []
    assert not comparable_costs(was, now)
    assert comparable_costs(was, was)
    here = {"mine": _record(10), "here": ExtractorRecord("x@here", version="1", mean_cpu_ms=1.0)}
    assert cost_findings(here, {**here, "mine": _record(90, "2")}, SAID) == []


def test_a_reference_can_be_named_and_must_have_been_timed() -> None:
    """Whatever became of its version; without times the others are named."""
    was = {"mine": _record(10), "other": _record(20), "stored": _record(None)}
    now = {"mine": _record(30, "2"), "other": _record(20, "2"), "stored": _record(None)}
    assert [one.extractor for one in cost_findings(was, now, SAID, "other")] == ["mine"]
    with pytest.raises(UsageError, match="these were: mine, other"):
        cost_findings(was, now, SAID, "stored")


def test_what_changed_since_the_baseline_is_told_in_order() -> None:
    """Version, Python, libxml2, then packages: six by name, the rest counted."""
    was = _record(1, "2.2", python="3.11", packages=("lxml==5.0", "same==1", "gone==1"))
    many = tuple(f"new{at}==1" for at in range(6))
    now = _record(1, "2.3", python="3.11", libxml2="2.14", packages=("lxml==6.0", "same==1", *many))
    told = list(changed_circumstances(was, now))
    assert told[:4] == [
        "version 2.2 -> 2.3",
        "libxml2 unknown -> 2.14",
        "gone 1 -> absent",
        "lxml 5.0 -> 6.0",
    ]
    assert told[-1] == "and 2 packages more"
    assert list(changed_circumstances(was, was)) == []
