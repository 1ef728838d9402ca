"""Two measurements of one machine side by side: how many times as fast each row has become."""

from collections.abc import Sequence

import msgspec
import numpy as np

from boilerbench.errors import RunError, UsageError
from boilerbench.hosts import alike, described
from boilerbench.scoring.metric import Floats
from boilerbench.speed.folder import Measurement
from boilerbench.speed.pace import undisturbed
from boilerbench.speed.ratios import unpaired_times
from boilerbench.speed.record import Called, Finished
from boilerbench.speed.results import Ratio
from boilerbench.speed.rows import Own, is_timed, times_as_many
from boilerbench.speed.samples import has_calls
from boilerbench.speed.summing import own_events

PACE_MARGIN = 0.03
"""What the core's own pace may differ by, as a logarithm, without a remark."""


class SpeedChange(msgspec.Struct, frozen=True):
    """One row in both: mean CPU milliseconds a page, and how many times as fast it is now.

    `pace` is how many times as fast the core itself was the second time, by the laps around calls;
    `instructions` how many times as many there are now, as a geometric mean over the pages that
    both counted.
    """

    label: str
    before: str
    after: str
    before_ms: float
    after_ms: float
    ratio: Ratio
    pace: float | None
    instructions: float | None


class SpeedComparison(msgspec.Struct, frozen=True):
    """What changed from one measurement to another: pages of one id and the same bytes in both."""

    first: str
    second: str
    pages: int
    rows: tuple[SpeedChange, ...]
    remarks: tuple[str, ...]
    schema: int = 1


def compare_speeds(first: Measurement, second: Measurement) -> SpeedComparison:
    """The rows of one label in both measurements, on the pages they share.

    Raises RunError where they are of unlike machines or share no page, UsageError where they
    share no row.
    """
    _check_machines(first, second)
    places = _shared(first, second)
    if not places:
        raise RunError(f"{first.path} and {second.path} have no page in common: compare others.")
    sites = [first.manifest.corpus.pages[place].site for place, _ in places]
    pairs = _pairs(first, second)
    rows = [_change(*pair, places, sites) for pair in pairs]
    known = tuple(row for row in rows if row is not None)
    return SpeedComparison(
        str(first.path),
        str(second.path),
        len(places),
        known,
        (*_unlike(first, second), *_remarks(known)),
    )


def _check_machines(first: Measurement, second: Measurement) -> None:
    one, other = first.manifest.machine, second.manifest.machine
    if not alike(one, other):
        raise RunError(
            f"{first.path} was measured on {described(one)}, and "
            f"{second.path} on {described(other)}: speeds of "
            "unlike machines are not compared; measure both on one."
        )


def _shared(first: Measurement, second: Measurement) -> list[tuple[int, int]]:
    """Where pages of one id and the same bytes stand in both."""
    before = {(page.id, page.digest): n for n, page in enumerate(first.manifest.corpus.pages)}
    return [
        (before[page.id, page.digest], place)
        for place, page in enumerate(second.manifest.corpus.pages)
        if (page.id, page.digest) in before
    ]


def _pairs(
    first: Measurement, second: Measurement
) -> list[tuple[Measurement, Own, Measurement, Own]]:
    before = {one.record.label: one for one in own_events(first) if is_timed(one)}
    after = [one for one in own_events(second) if is_timed(one)]
    pairs = [
        (first, before[one.record.label], second, one)
        for one in after
        if one.record.label in before
    ]
    if not pairs:
        raise UsageError(
            f"No row has one label in both: {', '.join(before) or 'none'} and "
            f"{', '.join(one.record.label for one in after) or 'none'}. Label them alike: "
            "`boilerbench speed new=SPEC`."
        )
    return pairs


def _change(
    first: Measurement,
    before: Own,
    second: Measurement,
    after: Own,
    places: Sequence[tuple[int, int]],
    sites: Sequence[str],
) -> SpeedChange | None:
    old = before.samples.cpu[[place for place, _ in places]]
    new = after.samples.cpu[[place for _, place in places]]
    found = unpaired_times(new, old, sites)
    if found is None:
        return None
    # Two sessions differ by more than their rounds tell: by what the core's own pace did.
    pace = _pace(first, before, second, after)
    apart = max(pace, 1 / pace) if pace else 1.0
    return SpeedChange(
        after.record.label,
        before.record.name,
        after.record.name,
        _mean(old, new),
        _mean(new, old),
        Ratio(found.value, found.low / apart, found.high * apart, found.pages),
        pace,
        _instructions(before, after, places),
    )


def _mean(of: Floats, beside: Floats) -> float:
    """The mean over the pages both answered of their median calls."""
    both = has_calls(of) & has_calls(beside)
    return float(np.nanmedian(of[both], axis=1).mean())


def _pace(first: Measurement, before: Own, second: Measurement, after: Own) -> float | None:
    """How many times as fast a lap was the second time; laps of unlike runtimes are none."""
    if before.record.runtime != after.record.runtime:
        return None
    laps = [_lap(first, before), _lap(second, after)]
    return laps[0] / laps[1] if laps[0] and laps[1] else None


def _instructions(before: Own, after: Own, places: Sequence[tuple[int, int]]) -> float | None:
    """How many times as many instructions a page takes; None where they were not counted twice."""
    old = {
        there: before.instructions[here] for here, there in places if here in before.instructions
    }
    return times_as_many(old, after.instructions)


def _lap(made: Measurement, own: Own) -> float | None:
    number = made.manifest.systems.index(own.record)
    calls = (event for event in made.events if isinstance(event, Called))
    return undisturbed(call for call in calls if call.system == number)


def _unlike(first: Measurement, second: Measurement) -> list[str]:
    """In what else two measurements differ, and which was stopped."""
    found = [
        f"{made.path} was stopped before its end."
        for made in (first, second)
        if not any(isinstance(event, Finished) for event in made.events)
    ]
    one, other = first.manifest, second.manifest
    for name, before, after in (
        ("pages", len(one.corpus.pages), len(other.corpus.pages)),
        ("repeats", one.protocol.repeats, other.protocol.repeats),
        ("Python", one.machine.python, other.machine.python),
        ("boilerbench", one.boilerbench, other.boilerbench),
    ):
        if before != after:
            found.append(f"They differ in {name}: {before} and {after}.")
    return found


def _remarks(rows: Sequence[SpeedChange]) -> list[str]:
    """Where the core itself was faster or slower, which no interval knows of."""
    paces = [row.pace for row in rows if row.pace is not None]
    if not paces or abs(np.log(np.median(paces))) <= PACE_MARGIN:
        return []
    remark = (
        f"The core itself ran {np.median(paces):.2f} times as fast the second time: measure both "
        "in one go, `boilerbench speed old=SPEC new=SPEC`, for a ratio that does not hang on that."
    )
    return [remark]
