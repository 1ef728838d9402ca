"""How much of a change a check lets pass, and the grammar in which that is said.

`CHECK:VALUE`, as in `f1:0.005`, `page-f1:0.2`, `noise.newsletter:1%`, `mean_cpu_ms:1.3x`,
`leaks:off`. A later one wins over an earlier one of the same check.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from boilerbench.errors import UsageError
from boilerbench.records import NOISE_KINDS
from boilerbench.spelling import suggestion

OFF: Final = math.inf
"""The tolerance of a check that is switched off: nothing is larger."""

SWITCHES: Final = ("failures", "empty", "markdown", "lacks", "guards", "leaks")
"""Checks that are on or off: what newly fails, turns empty, loses its markdown, lets through
what must not be."""

USUAL: Final[Mapping[str, float]] = {
    "aggregate": 0.005,
    "paired": 0.001,
    "page": 0.2,
    "noise": 0.005,
    "noise.kind": 0.01,
    "mean_cpu_ms": 1.3,
}
"""What holds where nothing else was said: falls of a mean, of a mean with significance, of a page;
rises of the leaked share of all noise and of one kind; the ratio of CPU time."""

COST: Final = "mean_cpu_ms"
NOISE: Final = "noise"
_SPELLING: Final = re.compile(r"([a-z0-9_.()=-]+):(off|[0-9.]+(?:e-?[0-9]+)?)(%|x)?")


@dataclass(frozen=True, slots=True)
class Tolerances:
    """What was said, by check; `said` tells whether a check was named at all."""

    given: Mapping[str, float]

    def said(self, check: str) -> bool:
        """Whether somebody asked for this check by name."""
        return check in self.given

    def on(self, switch: str) -> bool:
        """Whether a check that is on or off is on."""
        return self.given.get(switch, 0.0) != OFF

    def of_mean(self, metric: str, value: str) -> float:
        """How far the mean of a value may fall: `f1`, `tokens` and `tokens.f1` speak of it."""
        return self._of(_names(metric, value), USUAL["aggregate"])

    def of_paired(self, metric: str, value: str) -> float:
        """How far a mean may fall that a paired test says has fallen: `paired-f1`, …."""
        return self._of([f"paired-{name}" for name in _names(metric, value)], USUAL["paired"])

    def of_page(self, metric: str, value: str) -> float:
        """How far a page may fall: `page-f1`, `page-tokens`, `page-tokens.f1`."""
        return self._of([f"page-{name}" for name in _names(metric, value)], USUAL["page"])

    def of_noise(self, kind: str | None) -> float:
        """How far the leaked share of all noise (None) or of a kind may rise."""
        if kind is None:
            return self._of([NOISE], USUAL["noise"])
        return self._of([f"{NOISE}.{kind}"], USUAL["noise.kind"])

    @property
    def of_cost(self) -> float:
        """How many times its former CPU time an extractor may take, beside the reference's."""
        return self._of([COST], USUAL[COST])

    def _of(self, names: Iterable[str], usual: float) -> float:
        return next((self.given[name] for name in names if name in self.given), usual)


def _names(metric: str, value: str) -> list[str]:
    """What a value is called, the most exact first: `shingles(n=4).f1`, `shingles.f1`, …."""
    plain = metric.partition("(")[0]
    return [f"{metric}.{value}", f"{plain}.{value}", metric, plain, value]


def parse_tolerances(texts: Iterable[str], metrics: Mapping[str, Iterable[str]]) -> Tolerances:
    """The tolerances said; `metrics` has the values of each metric that the gate reads.

    Raises UsageError for what is no CHECK:VALUE, or names a check that there is not.
    """
    known = set(checks(metrics))
    given = {}
    for text in texts:
        name, amount = _parsed(text)
        if name not in known:
            raise UsageError(
                f"--tolerance {text!r}: there is no check {name!r}{suggestion(name, known)} "
                f"The checks are {', '.join(sorted(known))}."
            )
        given[name] = amount
    return Tolerances(given)


def checks(metrics: Mapping[str, Iterable[str]]) -> list[str]:
    """Every name that a tolerance may have, for these metrics and their values."""
    values = {
        name for metric, some in metrics.items() for value in some for name in _names(metric, value)
    }
    paired = [f"{prefix}{name}" for prefix in ("", "paired-", "page-") for name in values]
    kinds = [f"{NOISE}.{kind}" for kind in NOISE_KINDS]
    return [*paired, *SWITCHES, NOISE, *kinds, COST]


def _parsed(text: str) -> tuple[str, float]:
    found = _SPELLING.fullmatch(text.strip())
    amount = _amount(found) if found else None
    if found is None or amount is None:
        raise UsageError(
            f"--tolerance takes CHECK:VALUE such as f1:0.005, page-f1:0.2, noise.newsletter:1%, "
            f"mean_cpu_ms:1.3x or leaks:off, not {text!r}."
        )
    return found[1], amount


def _amount(found: re.Match[str]) -> float | None:
    """The number that stands there; None where it does not go with the check."""
    name, number, unit = found.groups()
    if number == "off":
        return OFF if unit is None else None
    try:
        amount = float(number)
    except ValueError:
        return None
    if name in SWITCHES or (unit == "x") != (name == COST):
        return None
    return amount / 100 if unit == "%" else amount
