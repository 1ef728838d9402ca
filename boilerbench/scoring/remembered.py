"""The rows of outputs that were scored before, for as many outputs as fit into its bound."""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Final, TypeAlias

from boilerbench.records import Gold
from boilerbench.scoring.metric import Metric, Row
from boilerbench.scoring.parts import Part

HELD: Final = 1 << 26
"""Characters of the outputs that are remembered: 32 systems on the 181 pages of
article-extraction-benchmark take two thirds of it."""
COST: Final = 512  # characters that an output counts for beside its own

Rows: TypeAlias = dict[Metric, Row | None]


@dataclass(slots=True, eq=False)
class Remembered:
    """Rows by output and metric; the outputs that came first are forgotten first."""

    outputs: OrderedDict[tuple[Gold, Part], Rows] = field(default_factory=OrderedDict)
    held: int = 0
    lock: Lock = field(default_factory=Lock, repr=False)

    def rows(self, gold: Gold, part: Part) -> Rows:
        """The rows of an output; to be filled by who asks."""
        with self.lock:
            found = self.outputs.get((gold, part))
            if found is not None:
                return found
            found = self.outputs[gold, part] = {}
            self.held += _cost(part)
            while self.held > HELD:
                (_, oldest), _ = self.outputs.popitem(last=False)
                self.held -= _cost(oldest)
        return found


REMEMBERED: Final = Remembered()
"""What this process has scored."""


def page_statistics(metric: Metric, gold: Gold, part: Part) -> Row | None:
    """A metric's row for one output; the same output is not scored twice while it is remembered."""
    rows = REMEMBERED.rows(gold, part)
    if metric not in rows:
        rows[metric] = metric.page(gold, part)
    return rows[metric]


def _cost(part: Part) -> int:
    return COST + (len(part) if isinstance(part, str) else 0)
