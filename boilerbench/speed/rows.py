"""The figures of one extractor from its events."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean, geometric_mean, median

import numpy as np

from boilerbench.manifests import SystemRecord
from boilerbench.records import ANSWERS
from boilerbench.scoring.metric import Floats
from boilerbench.speed.growth import growth
from boilerbench.speed.record import Instructed, Passed, Started, Surveyed, TimedCorpus
from boilerbench.speed.results import (
    Cold,
    Counted,
    Growth,
    Latency,
    Ratio,
    SpeedRow,
    Throughput,
)
from boilerbench.speed.samples import Samples, has_calls
from boilerbench.speed.throughput import was_quiet
from boilerbench.units import MEGABYTE


@dataclass(frozen=True, slots=True)
class Own:
    """What was written down of one system, and which of its calls count."""

    record: SystemRecord
    seen: tuple[Surveyed, ...]
    starts: tuple[Started, ...]
    passes: tuple[Passed, ...]
    counted: tuple[Instructed, ...]
    calls: int
    samples: Samples

    @property
    def instructions(self) -> dict[int, int]:
        """Instructions by the number of the page, where they were counted."""
        return {page: one for event in self.counted for page, one in event.counts.items()}


def is_timed(one: Own) -> bool:
    """Whether any of a system's calls counts."""
    return bool(~np.isnan(one.samples.cpu).all())


def typical(cpu: Floats) -> Floats:
    """The logarithm of each page's median call; nan for pages without."""
    known = has_calls(cpu)
    found = np.full(len(cpu), np.nan)
    found[known] = np.log(np.nanmedian(cpu[known], axis=1))
    return found


def row_of(
    one: Own,
    corpus: TimedCorpus,
    best: float,
    reference: Own | None,
    ratio: Ratio | None,
    behind: Ratio | None,
) -> SpeedRow:
    """The figures of one system; `best` is the rate of an undisturbed core."""
    failures = Counter(seen.outcome for seen in one.seen if seen.outcome not in ANSWERS)
    timed = has_calls(one.samples.cpu)
    lost = len(one.samples.failed)
    latency = _latency(one.samples, corpus)
    return SpeedRow(
        extractor=one.record.spec,
        label=one.record.label,
        version=one.record.version,
        runtime=one.record.runtime,
        reason=one.record.reason,
        process_per_page=one.record.process_per_page,
        pages=int(timed.sum()),
        failures=dict(failures) | ({"failed while timed": lost} if lost else {}),
        disturbed=len(one.samples.disturbed),
        calls=one.samples.undisturbed,
        calls_made=one.calls,
        peak_memory_mb=max((seen.peak_memory for seen in one.seen), default=0) / MEGABYTE or None,
        cold=_cold(one),
        latency=latency,
        throughput=_throughput(one, latency, best),
        growth=_growth(one.samples, corpus),
        ratio=ratio,
        behind=behind,
        instructions=_counted(one, reference),
    )


def _counted(one: Own, reference: Own | None) -> Counted | None:
    if not one.counted:
        return None
    event, counts = one.counted[0], one.instructions
    return Counted(
        mean=fmean(counts.values()) if counts else None,
        pages=len(counts),
        beside_reference=times_as_many(reference.instructions if reference else {}, counts),
        remarks=event.remarks,
        reason=event.reason,
    )


def times_as_many(before: Mapping[int, int], after: Mapping[int, int]) -> float | None:
    """How many times as many instructions a page takes; None where no page has both."""
    shares = [after[page] / before[page] for page in after if before.get(page)]
    return geometric_mean(shares) if shares else None


def _cold(one: Own) -> Cold | None:
    if not one.starts:
        return None
    imports = [start.import_ns for start in one.starts if start.import_ns is not None]
    warm = one.samples.cpu[one.starts[0].page]
    known = warm[~np.isnan(warm)]
    return Cold(
        ready_ms=median(start.ready_ns for start in one.starts) / 1e6,
        import_ms=median(imports) / 1e6 if imports else None,
        first_call_ms=median(start.first_ns for start in one.starts) / 1e6,
        same_call_warm_ms=float(np.median(known)) if known.size else None,
    )


def _latency(samples: Samples, corpus: TimedCorpus) -> Latency | None:
    timed = np.flatnonzero(has_calls(samples.cpu))
    if not timed.size:
        return None
    cpu, wall = samples.cpu[timed], samples.wall[timed]
    walls = np.nanmedian(wall, axis=1)
    seconds = max(float(walls.sum()) / 1000, 1e-9)
    pages = [corpus.pages[page] for page in timed.tolist()]
    mean_cpu = float(np.nanmedian(cpu, axis=1).mean())
    return Latency(
        cpu_min_ms=float(np.nanmin(cpu, axis=1).mean()),
        cpu_median_ms=mean_cpu,
        wall_min_ms=float(np.nanmin(wall, axis=1).mean()),
        wall_median_ms=float(walls.mean()),
        p50_ms=float(np.percentile(walls, 50)),
        p95_ms=float(np.percentile(walls, 95)),
        longest_ms=float(walls.max()),
        longest_page=pages[int(walls.argmax())].id,
        pages_per_second=len(pages) / seconds,
        megabytes_per_second=sum(page.size for page in pages) / MEGABYTE / seconds,
        core_hours_per_million=mean_cpu * 1e6 / 3.6e6,
    )


def _throughput(one: Own, latency: Latency | None, best: float) -> Throughput | None:
    """The median share of the windows that count, and what it makes of one worker's rate.

    A window may hold only some of the pages, so it is its share that is taken over, not its rate.
    """
    quiet = [made for made in one.passes if was_quiet(made, best)]
    counted = quiet or one.passes
    if not counted or latency is None:
        return None
    processes = counted[0].processes
    share = median(made.expected_ns / (made.wall_ns * processes) for made in counted)
    rate = share * processes * latency.pages_per_second
    return Throughput(processes, rate, share, len(counted), bool(quiet))


def _growth(samples: Samples, corpus: TimedCorpus) -> Growth | None:
    pages = corpus.pages
    middle = np.exp(typical(samples.cpu))
    found = growth([page.size for page in pages], middle, [page.site for page in pages])
    if found is None:
        return None
    return Growth(
        exponent=found.value,
        low=found.low,
        high=found.high,
        from_bytes=found.smallest,
        to_bytes=found.largest,
        super_linear=found.super_linear,
        dearest_pages=tuple(pages[page].id for page in found.dearest),
    )
