"""From what a measurement wrote down to its figures."""

from collections.abc import Sequence

import numpy as np

from boilerbench.errors import UsageError
from boilerbench.speed.cores import best_of, free_cores
from boilerbench.speed.folder import Measurement
from boilerbench.speed.ratios import paired_times
from boilerbench.speed.record import (
    Called,
    Finished,
    Instructed,
    Passed,
    Probed,
    Started,
    Surveyed,
)
from boilerbench.speed.results import FreeCores, Ratio, Speeds, Timed
from boilerbench.speed.rows import Own, is_timed, row_of, typical
from boilerbench.speed.samples import samples_of
from boilerbench.units import MEGABYTE


def own_events(measurement: Measurement) -> list[Own]:
    """The events by system, in the order of the manifest."""
    pages = len(measurement.manifest.corpus.pages)
    every = [event.round for event in measurement.events if isinstance(event, Called)]
    rounds = max(every, default=0)
    found = []
    for number, record in enumerate(measurement.manifest.systems):
        mine = [
            event
            for event in measurement.events
            if not isinstance(event, Probed | Finished) and event.system == number
        ]
        calls = [event for event in mine if isinstance(event, Called)]
        found.append(
            Own(
                record,
                tuple(event for event in mine if isinstance(event, Surveyed)),
                tuple(event for event in mine if isinstance(event, Started)),
                tuple(event for event in mine if isinstance(event, Passed)),
                tuple(event for event in mine if isinstance(event, Instructed)),
                len(calls),
                samples_of(calls, pages, rounds),
            )
        )
    return found


def speeds_of(measurement: Measurement, reference: str | None = None) -> Speeds:
    """The figures of a measurement.

    Ratios are to `reference` (a spec or label), else to the first extractor that was timed.
    UsageError where there is no such row.
    """
    manifest = measurement.manifest
    own = own_events(measurement)
    standard = _reference(own, reference)
    fastest = _fastest(own)
    corpus = manifest.corpus
    sites = [page.site for page in corpus.pages]
    readings = [event.reading for event in measurement.events if isinstance(event, Probed)]
    windows = [event for event in measurement.events if isinstance(event, Passed)]
    best = best_of([*readings, *(r for one in windows for r in (one.before, one.after))])
    ends = [event.seconds for event in measurement.events if isinstance(event, Finished)]
    rows = tuple(
        row_of(
            one,
            corpus,
            best,
            _ratio(one, standard, sites),
            _ratio(fastest, one, sites),
        )
        for one in own
    )
    size = sum(page.size for page in corpus.pages)
    return Speeds(
        corpus=Timed(corpus.name, corpus.digest, len(corpus.pages), size / MEGABYTE),
        machine=manifest.machine,
        protocol=manifest.protocol,
        rows=rows,
        reference=standard.record.spec if standard else None,
        fastest=fastest.record.spec if fastest else None,
        cores=tuple(FreeCores(len(one.rates), free_cores(one, best)) for one in readings),
        rounds=max((start.round for one in own for start in one.starts), default=0),
        finished=bool(ends),
        seconds=ends[-1] if ends else None,
    )


def _reference(own: Sequence[Own], wanted: str | None) -> Own | None:
    if wanted is None:
        return next((one for one in own if is_timed(one)), None)
    for one in own:
        if wanted in (one.record.spec, one.record.label, one.record.name):
            return one
    known = ", ".join(one.record.label for one in own)
    raise UsageError(f"--reference {wanted} is none of the rows: they are {known}.")


def _fastest(own: Sequence[Own]) -> Own | None:
    """The one of least CPU time a page, as a geometric mean over the pages all answered."""
    timed = [one for one in own if is_timed(one)]
    if not timed:
        return None
    shared = ~np.any([np.isnan(one.samples.cpu).all(axis=1) for one in timed], axis=0)
    pages = shared if shared.any() else np.ones_like(shared)
    return min(timed, key=lambda one: float(np.nanmean(typical(one.samples.cpu[pages]))))


def _ratio(fast: Own | None, slow: Own | None, sites: Sequence[str]) -> Ratio | None:
    """How many times as fast one row is as another; None for a row beside itself."""
    if fast is None or slow is None or fast is slow:
        return None
    found = paired_times(fast.samples.every, slow.samples.every, sites)
    return Ratio(found.value, found.low, found.high, found.pages) if found else None
