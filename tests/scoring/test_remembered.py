from dataclasses import dataclass, field

import pytest

from boilerbench.records import Gold
from boilerbench.scoring import Tokens, remembered
from boilerbench.scoring.metric import Row
from boilerbench.scoring.parts import Facts
from boilerbench.scoring.remembered import Remembered, page_statistics


@dataclass(frozen=True, repr=False)
class Counting(Tokens):
    """`tokens`, with a list of what it was asked for."""

    asked: list[str] = field(default_factory=list, compare=False)

    def page(self, gold: Gold, text: str) -> Row:
        self.asked.append(text)
        return super().page(gold, text)


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "REMEMBERED", Remembered())


def test_an_output_is_scored_once() -> None:
    """An equal output under equal gold gets the same row again without being counted."""
    metric = Counting()
    rows = [page_statistics(metric, Gold(text="a b"), f"{'a'} c") for _ in range(3)]
    assert rows == [(1.0, 1.0, 1.0)] * 3
    assert metric.asked == ["a c"]
    assert page_statistics(metric, Gold(text="a c"), "a c") == (2.0, 0.0, 0.0)
    assert page_statistics(Tokens(), Gold(text="a b"), "a c") == (1.0, 1.0, 1.0)
    assert metric.asked == ["a c", "a c"]


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the bound the first outputs are forgotten, and a larger one than it at once."""
    monkeypatch.setattr(remembered, "HELD", 3000)
    metric, gold = Counting(), Gold(text="a")
    for text in ("a", "b", "c" * 1000, "d" * 1000, "a"):
        page_statistics(metric, gold, text)
    assert metric.asked.count("a") == 2
    page_statistics(metric, gold, "a" * 4000)
    assert not remembered.REMEMBERED.outputs
    assert remembered.REMEMBERED.held == 0


def test_a_whole_benchmark_is_remembered() -> None:
    """The 5,792 outputs of 32 systems on 181 pages of 7,400 characters fit, twice over in rows."""
    known = Remembered()
    for system in range(32):
        for page in range(181):
            known.rows(Gold(text=str(page)), f"{system} {page}".ljust(7400))
    assert len(known.outputs) == 32 * 181


def test_parts_that_are_no_text_are_remembered_too() -> None:
    """What an extraction says of its page costs what its entry costs."""
    known = Remembered()
    assert known.rows(Gold(), Facts(title="t")) is known.rows(Gold(), Facts(title="t"))
    assert known.held == remembered.COST
