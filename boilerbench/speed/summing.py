"""From what a measurement wrote down to its figures."""

from collections.abc import Sequence

from boilerbench.errors import UsageError
from boilerbench.speed.cores import best_of, free_cores
from boilerbench.speed.folder import Measurement, find_row
from boilerbench.speed.ratios import paired_times
from boilerbench.speed.record import (
    Called,
    Finished,
    Instructed,
    Passed,
    Probed,
    Ruled,
    Started,
    Surveyed,
)
from boilerbench.speed.results import FreeCores, Ratio, Speeds, TimedPages
from boilerbench.speed.rows import Own, is_timed, row_of
from boilerbench.speed.ruling import rule_cost
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
            if not isinstance(event, Probed | Ruled | Finished) and event.system == number
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
    corpus, seed = manifest.corpus, manifest.protocol.seed
    sites = [page.site for page in corpus.pages]
    fastest = _fastest(own, sites, seed)
    best, cores = _cores(measurement)
    ends = [event.seconds for event in measurement.events if isinstance(event, Finished)]
    rows = tuple(
        row_of(
            one,
            corpus,
            best,
            standard,
            _ratio(one, standard, sites, seed),
            _ratio(fastest, one, sites, seed),
        )
        for one in own
    )
    size = sum(page.size for page in corpus.pages)
    return Speeds(
        corpus=TimedPages(corpus.name, corpus.digest, len(corpus.pages), size / MEGABYTE),
        machine=manifest.machine,
        protocol=manifest.protocol,
        rows=rows,
        reference=standard.record.spec if standard else None,
        fastest=fastest.record.spec if fastest else None,
        cores=cores,
        rounds=max((start.round for one in own for start in one.starts), default=0),
        finished=bool(ends),
        seconds=ends[-1] if ends else None,
        rules=rule_cost(measurement),
    )


def _cores(measurement: Measurement) -> tuple[float, tuple[FreeCores, ...]]:
    """The best pace of all readings of the cores, and how many were free by it each time."""
    readings = [event.reading for event in measurement.events if isinstance(event, Probed)]
    windows = [event for event in measurement.events if isinstance(event, Passed)]
    best = best_of([*readings, *(r for one in windows for r in (one.before, one.after))])
    return best, tuple(FreeCores(len(one.rates), free_cores(one, best)) for one in readings)


def _reference(own: Sequence[Own], wanted: str | None) -> Own | None:
    if wanted is None:
        return next((one for one in own if is_timed(one)), None)
    record = find_row(wanted, [one.record for one in own])
    found = next(one for one in own if one.record is record)
    if not is_timed(found):
        raise UsageError(
            f"--reference {wanted} was timed on no page, so that nothing can be held against it."
        )
    return found


def _fastest(own: Sequence[Own], sites: Sequence[str], seed: int) -> Own | None:
    """The one that is not behind any other, by the ratios that are printed."""
    best: Own | None = None
    for one in own:
        if is_timed(one):
            ratio = _ratio(one, best, sites, seed)
            if best is None or (ratio is not None and ratio.times > 1):
                best = one
    return best


def _ratio(fast: Own | None, slow: Own | None, sites: Sequence[str], seed: int) -> Ratio | None:
    """How many times as fast one row is as another; None for a row beside itself."""
    if fast is None or slow is None or fast is slow:
        return None
    found = paired_times(fast.samples.every, slow.samples.every, sites, seed=seed)
    return Ratio(found.value, found.low, found.high, found.pages) if found else None
