"""Small results of stress tests, written by hand, to draw figures of."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec

from boilerbench.report.contents import Contents
from boilerbench.scores import ScoredCorpus, Value
from boilerbench.stress.results import Cell, MutationUsed, Stress, Stressed
from tests.figures.reports import value

KEPT: Mapping[str, float] = {"parsed": 1.0, "names": 0.9, "divs": 0.99, "wrappers": 1.05}
LEAKED: Mapping[str, float] = {
    "noise-legal": 0.25,
    "noise-other": 0.5,
    "noise-legal-div": 0.75,
    "noise-other-div": 1.0,
}


def cell(mutation: str, kept: Value, leaked: Value | None = None, **other: int) -> Cell:
    """A mutation's cell; half of what F1 loses is gold."""
    lost = 0.0 if kept.value is None else (1 - kept.value) / 2
    places = {} if leaked is None else dict.fromkeys(("before", "between", "after"), leaked)
    f1 = None if kept.value is None else 0.8 * kept.value
    return Cell(
        mutation, other.get("pages", 5), other.get("failed", 0), f1, kept, value(lost - 0.5),
        value(lost), round(1000 * lost), leaked, places,
    )  # fmt: skip  # a cell in three lines


def stressed(spec: str, served: float | None = 0.8, **changed: object) -> Stressed:
    """An extractor that ran under all of `KEPT` and `LEAKED`."""
    kept = [cell(name, value(share)) for name, share in KEPT.items()]
    leaked = [cell(name, value(0.97), value(share)) for name, share in LEAKED.items()]
    row = Stressed(spec, spec, "1.0", "extractor", None, served, (*kept, *leaked))
    return msgspec.structs.replace(row, **changed)


def stress(
    rows: Sequence[Stressed] = (), *, mutations: Sequence[str] = (*KEPT, *LEAKED), units: int = 3
) -> Stress:
    """A stress test of five pages of three sites."""
    used = [MutationUsed(one, f"what {one} does", one in LEAKED, 5) for one in mutations]
    return Stress(
        run="run", corpus=ScoredCorpus("c", "d", 5), metric="shingles(n=4)", seed=7, unit="sites",
        units=units, control="parsed", mutations=tuple(used), rows=tuple(rows),
    )  # fmt: skip  # the test in two lines


def with_stress(contents: Contents) -> Contents:
    """The same report with a stress test of its extractors, each better than the next."""
    rows = [stressed(one.spec, 0.9 - 0.1 * at) for at, one in enumerate(contents.systems)]
    return replace(contents, stress=stress(rows))
