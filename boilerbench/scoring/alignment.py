"""Output and gold side by side: what was kept, moved and missed, and which noise came through."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

import numpy as np

from boilerbench.records import Gold
from boilerbench.scoring.attribution import attribute
from boilerbench.scoring.claims import FREE, NOISE, Claims, Segment
from boilerbench.scoring.goldtokens import Array, GoldTokens, gold_tokens
from boilerbench.scoring.optional import optional_segments, whole_reading
from boilerbench.scoring.units import Units, units

OutputLabel: TypeAlias = Literal["gold", "optional", "moved", "noise", "extra"]
GoldLabel: TypeAlias = Literal["kept", "moved", "missing"]


@dataclass(frozen=True, slots=True)
class OutputRun:
    """A stretch of the output, character start and end, and what it is.

    `index` is a place in `gold.noise` or `gold.optional`; the title is one past the last optional.
    A gold run is unbroken in the gold text too, and begins at its character `origin`.
    """

    start: int
    end: int
    label: OutputLabel
    index: int | None = None
    origin: int | None = None


@dataclass(frozen=True, slots=True)
class GoldRun:
    """A stretch of the gold text, character start and end, and what became of it."""

    start: int
    end: int
    label: GoldLabel


@dataclass(frozen=True, slots=True)
class Alignment:
    """An output held against its gold: runs over both, in order, from token to token."""

    output: tuple[OutputRun, ...]
    gold: tuple[GoldRun, ...]


@dataclass(frozen=True, slots=True)
class Leak:
    """A noise segment that came through: place in `gold.noise`, kind, tokens."""

    index: int
    kind: str
    leaked: int
    planted: int


@dataclass(frozen=True, slots=True)
class Fates:
    """How many gold tokens are missing and moved, and how many of the output no one expects."""

    missing: int
    moved: int
    extra: int


def fates(gold: Gold, text: str) -> Fates:
    """What `align` says in three numbers of tokens, without looking for places."""
    prepared, _, found = attributed(gold, text)
    kept, moved, owned = (
        len(places) - places.count(FREE) for places in (found.held, found.moved, found.owner)
    )
    return Fates(len(prepared.text) - kept - moved, moved, len(found.held) - kept - moved - owned)


def align(gold: Gold, text: str) -> Alignment:
    """What each stretch of an output is, and what became of each stretch of gold."""
    prepared, parts, found = attributed(gold, text)
    runs = _output_runs(parts, found, prepared)
    return Alignment(tuple(runs), tuple(_gold_runs(prepared.spans, found)))


def leaks(gold: Gold, text: str) -> tuple[Leak, ...]:
    """The noise segments of which an output holds anything, in document order, in tokens.

    A segment leaks whole, or as far as its tokens stand in left-over output in runs of three or
    more; `docs/metrics.md` has the definition with examples.
    """
    prepared, _, found = attributed(gold, text)
    first = len(prepared.optional)
    counted = Counter(found.owner)
    return tuple(
        Leak(owner - first, gold.noise[owner - first].kind, counted[owner], len(planted))
        for owner, planted in enumerate(prepared.noise, first)
        if owner in counted
    )


@lru_cache(maxsize=16)
def attributed(gold: Gold, text: str) -> tuple[GoldTokens, Units, Claims]:
    """The prepared gold, the output's units, and what each unit is; shared, so only to be read."""
    prepared = gold_tokens(gold)
    parts = units(prepared, text)
    return prepared, parts, claims_of(parts.numbers, prepared)


def claims_of(output: Array, gold: GoldTokens) -> Claims:
    """What each token of an output is: gold, or of a segment: the optional texts, then noise."""
    owner = whole_reading(output, gold)
    if owner is None:
        return attribute(output, gold, _segments(gold))
    claims = Claims.none(output, gold.text, gold.breaks, gold.array)
    kept = np.array(owner, np.int64) == FREE
    claims.hold_all(np.where(kept, np.cumsum(kept) - 1, FREE))
    claims.owner[:] = owner
    claims.taken[:] = b"\1" * len(owner)
    return claims


@lru_cache(maxsize=64)
def _segments(gold: GoldTokens) -> tuple[Segment, ...]:
    return (*optional_segments(gold), *(Segment(NOISE, one) for one in gold.noise))


def _label(found: Claims, at: int, optional: int) -> tuple[OutputLabel, int | None]:
    owner = found.owner[at]
    if owner != FREE:
        return ("optional", owner) if owner < optional else ("noise", owner - optional)
    if found.held[at] != FREE:
        return "gold", None
    return ("extra" if found.moved[at] == FREE else "moved"), None


def _output_runs(parts: Units, found: Claims, prepared: GoldTokens) -> Iterator[OutputRun]:
    labels = [_label(found, at, len(prepared.optional)) for at in range(len(parts))]
    # In an unbroken run, output and gold advance together: the difference of places stays.
    strands = [place - at if place != FREE else None for at, place in enumerate(found.held)]
    first = 0
    for at in range(1, len(parts) + 1):
        if at == len(parts) or (labels[at], strands[at]) != (labels[first], strands[first]):
            label, index = labels[first]
            origin = prepared.spans[found.held[first]][0] if label == "gold" else None
            yield OutputRun(parts[first].start, parts[at - 1].end, label, index, origin)
            first = at


def _gold_runs(spans: Sequence[tuple[int, int]], found: Claims) -> Iterator[GoldRun]:
    labels: list[GoldLabel] = ["missing"] * len(spans)
    for place in found.held:
        if place != FREE:
            labels[place] = "kept"
    for place in found.moved:
        if place != FREE:
            labels[place] = "moved"
    first = 0
    for at in range(1, len(spans) + 1):
        if at == len(spans) or labels[at] != labels[first]:
            yield GoldRun(spans[first][0], spans[at - 1][1], labels[first])
            first = at
