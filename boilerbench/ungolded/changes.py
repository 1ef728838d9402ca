"""What `compare` prints of two runs over pages without gold, as one value: outputs, no scores."""

from typing import Any, Final

import msgspec

from boilerbench.comparisons import Change
from boilerbench.scores import Value

SCHEMA: Final = 1
"""Version of the JSON shape: 1 since 0.1.0."""


class OutputSide(msgspec.Struct, frozen=True):
    """An extractor as one of the runs has it, on the compared pages.

    `mean_cpu_ms` is null where nothing was timed or a run was timed on unlike machines.
    """

    extractor: str
    version: str | None
    answered: int
    words_per_page: float | None
    mean_cpu_ms: float | None


class OutputChange(msgspec.Struct, frozen=True):
    """A page whose output is another one: how alike both are, their words, their outcomes.

    Likeness is null beside a failure, words are of an answer.
    """

    page: str
    change: Change
    likeness: float | None
    words: tuple[int | None, int | None]
    outcomes: tuple[str, str]


class ComparedOutputs(msgspec.Struct, frozen=True):
    """An extractor in both runs, without gold: how alike its outputs are, and what became of pages.

    `likeness` is the mean over pages that both answered. `counts` has every change but better and
    worse, which gold alone can tell; `pages` all that are not the same, failures first, then the
    least alike.
    """

    label: str
    before: OutputSide
    after: OutputSide
    likeness: Value
    counts: dict[str, int]
    pages: tuple[OutputChange, ...]


class OutputsComparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two runs, by their folders, over pages without gold; likeness is the `measure`.

    `remarks` are sentences on what else is unlike between them.
    """

    schema: int = SCHEMA
    first: str
    second: str
    pages: int
    measure: str
    remarks: tuple[str, ...]
    outputs: tuple[ComparedOutputs, ...]


def json_schema() -> dict[str, Any]:
    """The JSON Schema of what `boilerbench compare --format json` prints without gold."""
    return msgspec.json.schema(OutputsComparison)
