"""The rows of a stress test as figures and tables need them: the best first, by place."""

from dataclasses import dataclass

from boilerbench.figures.names import plain
from boilerbench.reporting.groups import KINDS
from boilerbench.scores import Value
from boilerbench.stress.results import Cell, Stress, Stressed


@dataclass(frozen=True, slots=True)
class StressRow:
    """An extractor of a stress test, with its place among its rows and its name."""

    place: int
    name: str
    row: Stressed

    def under(self, mutation: str) -> Cell | None:
        """What a mutation makes of it; None where that was not tried."""
        return next((cell for cell in self.row.cells if cell.mutation == mutation), None)


def stress_rows(found: Stress) -> tuple[StressRow, ...]:
    """Extractors, converters and the scale, each from the best F1 as served to the worst."""

    def merit(row: Stressed) -> tuple[int, bool, float, str]:
        return KINDS.index(row.kind), row.served is None, -(row.served or 0.0), row.extractor

    return tuple(
        StressRow(place, plain(f"{row.label} {row.version}" if row.version else row.label), row)
        for place, row in enumerate(sorted(found.rows, key=merit))
    )


def unseen(found: Stress) -> tuple[str, ...]:
    """The mutations that change nothing a reader sees, the control with them."""
    return tuple(one.name for one in found.mutations if not one.plants)


def surely_less(kept: Value) -> bool:
    """Whether the interval of a share ends below 1, by more than a number's last bits."""
    return kept.high is not None and round(kept.high, 4) < 1


def per_cent(value: Value | None) -> str:
    """A share in per cent with both ends of its interval; `-` where there is none."""
    if value is None or value.value is None:
        return "-"
    middle = f"{100 * value.value:.1f}"
    if value.low is None or value.high is None:
        return middle
    return f"{middle} [{100 * value.low:.1f}, {100 * value.high:.1f}]"
