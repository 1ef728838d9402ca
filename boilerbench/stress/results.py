"""What a stress test finds, as one value: what `--format json` prints and tables are drawn from."""

from typing import Any

import msgspec

from boilerbench.manifests import RowKind
from boilerbench.scores import ScoredCorpus, Value

SCHEMA = 1
"""Version of the JSON shape: 1 since 0.1.0."""


class MutationUsed(msgspec.Struct, frozen=True):
    """A mutation, what it does, and on how many pages it was carried out."""

    name: str
    sentence: str
    plants: bool
    pages: int


class Cell(msgspec.Struct, frozen=True):
    """One extractor under one mutation, held against the control on the same pages.

    `kept` is the F1 with the mutation divided by that without, `difference` the first minus the
    second. `lost` is the share of the gold's words that came out without the mutation and do not
    with it, gains taken off, and `lost_words` how many that are. `leaked` is the share of planted
    words that came out, `leaked_at` the same for each place; null where none were planted. Failed
    pages have an F1 of 0, lose all their gold, and are in no share of leaks. Intervals are of 95 %,
    over sites, the same ones drawn on both sides. The control is held against pages as served.
    """

    mutation: str
    pages: int
    failed: int
    f1: float | None
    kept: Value
    difference: Value
    lost: Value
    lost_words: int
    leaked: Value | None
    leaked_at: dict[str, Value]


class Stressed(msgspec.Struct, frozen=True):
    """An extractor: its F1 on pages as served, and what each mutation makes of it."""

    extractor: str
    label: str
    version: str | None
    kind: RowKind
    reason: str | None
    served: float | None
    cells: tuple[Cell, ...]


class Stress(msgspec.Struct, frozen=True):
    """All of it. `control` names the mutation that the others are held against.

    `rules` says which cleaning rules pages and outputs went through, null for none.
    """

    run: str
    corpus: ScoredCorpus
    metric: str
    seed: int
    unit: str
    units: int
    control: str
    mutations: tuple[MutationUsed, ...]
    rows: tuple[Stressed, ...]
    rules: str | None = None
    schema: int = SCHEMA

    @property
    def cleaned(self) -> str | None:
        """A sentence on the rules; None without any."""
        return self.rules and f"Pages and outputs were cleaned by {self.rules}; gold was not."


def json_schema() -> dict[str, Any]:
    """The JSON Schema of what `boilerbench stress --format json` prints."""
    return msgspec.json.schema(Stress)
