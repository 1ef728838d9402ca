"""What `rules tune` found, as one value: what `--format json` prints and tables are drawn from.

Its JSON shape is a promise; `json_schema()` is generated from these structs.
"""

from typing import Any, Literal, TypeAlias

import msgspec

from boilerbench.records import NoiseKind
from boilerbench.specs import Value

SCHEMA = 1
"""Version of the JSON shape: 1 since 0.1.0."""

LevelName: TypeAlias = Literal["none", "all", "training", "held out", "chosen"]
"""No rule and no option set, all rules, what was chosen for others' sake, and for these pages."""


class Figures(msgspec.Struct, frozen=True):
    """What a set of rules reaches, averaged over pages; `objective` is what was maximised."""

    objective: float
    f1: float
    precision: float
    recall: float


class Level(msgspec.Struct, frozen=True):
    """A row of the comparison.

    `words` counts words as selection does; `headline` is of outputs really made, by the headline
    metric, null for `training`, whose outputs are not made.
    """

    name: LevelName
    words: Figures
    headline: Figures | None


class ChosenRule(msgspec.Struct, frozen=True):
    """A rule that was chosen, with what it does beyond those before it.

    `place` counts from 1 among the rules that could be chosen. It was chosen in `chosen_in` of
    `possible` folds: those in which it fired on a page that was tuned on.
    """

    place: int
    rule: str
    kind: NoiseKind
    gain: float
    noise: int
    gold: int
    pages: int
    sites: int
    chosen_in: int
    possible: int


class FoldResult(msgspec.Struct, frozen=True):
    """A fold: the sites held out, and the objective on others' pages and on theirs, in words.

    `none` is what the held-out pages reach without rules and with no option set.
    """

    sites: tuple[str, ...]
    pages: int
    rules: tuple[int, ...]
    options: dict[str, Value]
    training: float
    held_out: float
    none: float


class FrontPoint(msgspec.Struct, frozen=True):
    """A set of rules, or a setting, on the front of precision and recall, on the pages tuned on."""

    name: str
    precision: float
    recall: float


class Tuned(msgspec.Struct, frozen=True, kw_only=True):
    """The whole result; `folds` is empty where there were too few sites to hold any out."""

    schema: int = SCHEMA
    corpus: str
    pages: int
    sites: int
    extractor: str
    version: str | None
    spec: str
    objective: str
    average: str
    headline: str
    candidates: int
    variants: int
    fired: int
    seed: int
    rules: tuple[ChosenRule, ...]
    options: dict[str, Value]
    trials: int
    levels: tuple[Level, ...]
    folds: tuple[FoldResult, ...]
    front: tuple[FrontPoint, ...]
    settings_front: tuple[FrontPoint, ...]
    remarks: tuple[str, ...]


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `Tuned`."""
    return msgspec.json.schema(Tuned)
