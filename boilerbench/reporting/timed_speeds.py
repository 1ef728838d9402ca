"""A speed measurement as things that were timed: a round is a page, its median CPU time."""

from collections.abc import Iterator
from typing import Any, Final

import msgspec
import numpy as np

from boilerbench.errors import RunError
from boilerbench.reporting.pytest_benchmark import Report, Timed, report
from boilerbench.reporting.timed_names import fullnames, source_of
from boilerbench.speed.folder import Measurement
from boilerbench.speed.results import SpeedRow
from boilerbench.speed.rows import Own, is_timed
from boilerbench.speed.samples import has_calls
from boilerbench.speed.summing import own_events, speeds_of

UNIT: Final = "CPU seconds per page"


def timed_speeds(made: Measurement) -> tuple[list[Timed], list[str]]:
    """Each extractor that was timed, and a sentence on each that was not; RunError without any."""
    speeds = speeds_of(made)
    pairs = list(zip(own_events(made), speeds.rows, strict=True))
    names = fullnames(made.manifest.corpus.name, made.manifest.systems)
    timed = [
        _timed(made, name, own, row, finished=speeds.finished)
        for name, (own, row) in zip(names, pairs, strict=True)
        if is_timed(own)
    ]
    if not timed:
        raise RunError(
            f"{made.path} has no times to export, as no extractor answered a page: "
            "`boilerbench speed --from` says why."
        )
    left_out = [
        f"{row.name} is left out: {row.reason or 'it was timed on no page'}"
        for own, row in pairs
        if not is_timed(own)
    ]
    return timed, left_out


def report_of_speeds(made: Measurement, timed: list[Timed]) -> Report:
    """The file of a measurement's times; its commit is that of the only checkout measured."""
    manifest = made.manifest
    project, checkout = source_of(manifest.systems)
    return report(
        timed, manifest.machine, created=manifest.created, project=project, checkout=checkout
    )


def _timed(made: Measurement, fullname: str, own: Own, row: SpeedRow, *, finished: bool) -> Timed:
    cpu = own.samples.cpu
    known = has_calls(cpu)
    return Timed(
        name=row.label,
        fullname=fullname,
        group=made.manifest.corpus.name,
        seconds=tuple((np.nanmedian(cpu[known], axis=1) / 1000).tolist()),
        params={"extractor": row.extractor},
        extra_info={"finished": finished, **dict(_extra_info(made, row))},
    )


def _extra_info(made: Measurement, row: SpeedRow) -> Iterator[tuple[str, Any]]:
    """What the times are of, and every other figure of the row."""
    yield "unit", UNIT
    yield "indicative", False
    yield "boilerbench", made.manifest.boilerbench
    for name, value in msgspec.to_builtins(row).items():
        if name not in ("extractor", "label"):
            yield name, value
