"""What `sweep` and `bisect` print, as values; the JSON of both is generated from these structs."""

from typing import Any, Final, Literal, TypeAlias

import msgspec

from boilerbench.comparisons import PageChange
from boilerbench.scores import ScoredCorpus, Speed, Value
from boilerbench.scoring.metric import Better

SCHEMA: Final = 1
"""Version of both JSON shapes: 1 since 0.1.0."""

Verdict: TypeAlias = Literal["good", "broken", "skipped"]
"""What a version made of the page; `skipped` could not be had here."""


class Step(msgspec.Struct, frozen=True):
    """A version beside the one before that could be had: later minus earlier, paired by page.

    `p` is of a permutation test over sites, `adjusted` after Holm's correction over all steps of
    the sweep. `counts` has every change, `pages` all pages that are not the same, the worst first.
    """

    since: str
    difference: Value
    p: float | None
    adjusted: float | None
    counts: dict[str, int]
    pages: tuple[PageChange, ...]


class Scored(msgspec.Struct, frozen=True):
    """What one metric says of a version; `step` is null for the first."""

    signature: str
    short_signature: str
    values: dict[str, Value]
    step: Step | None


class Swept(msgspec.Struct, frozen=True, kw_only=True):
    """A version: what it did on every page, or the `reason` why it could not be had.

    `leaked` is pages with a leak, of how many with labelled noise; `cpu_ratio` its CPU time a page
    beside the reference's.
    """

    version: str
    uploaded: str | None
    extractor: str
    reason: str | None
    statuses: dict[str, int] = {}
    scores: dict[str, Scored] = {}
    leaked: tuple[int, int] | None = None
    speed: Speed | None = None
    cpu_ratio: float | None = None

    @property
    def failed(self) -> int:
        """Pages without an answer."""
        return sum(n for outcome, n in self.statuses.items() if outcome not in ("ok", "empty"))


class Measure(msgspec.Struct, frozen=True):
    """A metric of a sweep: its headline value, and which end of that is the good one."""

    metric: str
    value: str
    better: Better


class Sweep(msgspec.Struct, frozen=True, kw_only=True):
    """An extractor over its versions, the oldest first; `run` is the folder that has it all.

    `reference` names the row beside which CPU times are given; null where nothing was timed.
    """

    schema: int = SCHEMA
    extractor: str
    run: str
    corpus: ScoredCorpus
    measures: tuple[Measure, ...]
    reference: str | None
    versions: tuple[Swept, ...]


class Rule(msgspec.Struct, frozen=True):
    """When a page counts as broken: its value is beyond the limit, or it has no answer."""

    metric: str
    value: str
    limit: float
    better: Better

    def breaks(self, value: float | None) -> bool:
        """Whether a page of this value is broken; one without a value is."""
        if value is None:
            return True
        return value < self.limit if self.better == "high" else value > self.limit

    def __str__(self) -> str:
        side = "below" if self.better == "high" else "above"
        return f"{self.value} of {self.metric} {side} {self.limit:.3f}, or no answer"


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """A version or commit and what it made of the page, recorded in the folder `run`.

    `title` is a commit's subject.
    """

    name: str
    run: str
    extractor: str
    date: str | None
    title: str | None
    verdict: Verdict
    value: float | None
    outcome: str | None
    reason: str | None


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text that only one of two outputs has, or that stands elsewhere in them.

    `before` and `after` are the few words around it.
    """

    mark: Literal["missing", "added", "moved"]
    text: str
    before: str = ""
    after: str = ""


class Bisection(msgspec.Struct, frozen=True, kw_only=True):
    """The last version that did well on a page and the first that did not.

    `candidates` is how many there were, `tried` those that were run, the oldest first. `between`
    could not be had and stand between the two, so that the break may be theirs. `changes` names
    what else differs (versions of all that was installed), `pieces` what differs in the outputs,
    and `remarks` are sentences on how far the answer can be trusted.
    """

    schema: int = SCHEMA
    extractor: str
    page: str
    rule: Rule
    candidates: int
    last_good: Trial
    first_broken: Trial
    between: tuple[str, ...]
    tried: tuple[Trial, ...]
    changes: tuple[str, ...]
    pieces: tuple[Piece, ...]
    remarks: tuple[str, ...]


def sweep_schema() -> dict[str, Any]:
    """The JSON Schema of a sweep."""
    return msgspec.json.schema(Sweep)


def bisection_schema() -> dict[str, Any]:
    """The JSON Schema of a bisection."""
    return msgspec.json.schema(Bisection)
