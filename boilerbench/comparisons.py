"""What `compare` prints, as one value: rows of two runs and the pages whose output changed."""

from typing import Final, Literal, TypeAlias, get_args

import msgspec

from boilerbench.scores import Value
from boilerbench.scoring.metric import Better

Change: TypeAlias = Literal[
    "newly failing", "newly empty", "worse", "better", "answers again", "changed", "same"
]
"""What became of a page: `changed` has another output and an equal score."""

CHANGES: Final[tuple[str, ...]] = get_args(Change)
SCHEMA: Final = 1
"""Version of the JSON shape: 1 since 0.1.0."""


class PageChange(msgspec.Struct, frozen=True):
    """A page whose output is another one: its headline value and its outcome, both times."""

    page: str
    change: Change
    before: float | None
    after: float | None
    outcomes: tuple[str, str]


class Side(msgspec.Struct, frozen=True):
    """An extractor as one of the runs has it, and its value over the compared pages."""

    extractor: str
    version: str | None
    value: float | None


class Compared(msgspec.Struct, frozen=True):
    """An extractor in both runs under one metric: second minus first, paired page by page.

    `value` names the metric's headline; `better` says which end of it is. `p` is of a permutation
    test, `adjusted` after Holm's correction over all rows of the comparison. `counts` has every
    change, `pages` all pages that are not the same, the worst first.
    """

    label: str
    metric: str
    signature: str
    short_signature: str
    value: str
    better: Better
    before: Side
    after: Side
    difference: Value
    p: float | None
    adjusted: float | None
    counts: dict[str, int]
    pages: tuple[PageChange, ...]


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two runs, by their folders; `remarks` are sentences on what else is unlike between them."""

    schema: int = SCHEMA
    first: str
    second: str
    pages: int
    remarks: tuple[str, ...]
    rows: tuple[Compared, ...]
