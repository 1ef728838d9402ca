"""Finds segments that stand whole in an output, without taking anything from gold."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from boilerbench.scoring.claims import FREE, Claims, Segment
from boilerbench.scoring.diffing import aligned_places, common
from boilerbench.scoring.goldtokens import Numbers
from boilerbench.scoring.islands import stray_places
from boilerbench.scoring.stretches import SHORTEST
from boilerbench.scoring.wanted import Wanted, occurrences, wanted

MARGIN = 16  # tokens around a segment in which gold may be aligned anew
TRIALS = 1000  # such alignments per output
WINDOW = 5000  # gold tokens beyond which one is not worth it


def claim_whole_segments(claims: Claims, segments: Sequence[Segment]) -> None:
    """Lets each segment claim a place where it stands whole, the longest first.

    Optional text goes before noise of the same words, and free places before aligned ones.
    """
    alike, runs = _alike(tuple(segments))
    places = occurrences(claims.numbers, runs)
    in_gold = occurrences(claims.array, runs) if places else {}
    trials = TRIALS
    for tokens in sorted(places, key=len, reverse=True):
        waiting = list(alike[tokens][::-1])
        size = len(tokens)
        for start in sorted(places[tokens], key=lambda at: not claims.free(at, at + size)):
            free = claims.free(start, start + size)
            if not waiting or not (free or trials):
                break
            if free:
                taken = not _is_longer_in_gold(claims, start, size, in_gold.get(tokens, []))
            else:
                trials -= 1
                taken = _freed(claims, start, start + size)
            if taken:
                claims.own(start, start + size, waiting.pop())


@lru_cache(maxsize=64)
def _alike(segments: tuple[Segment, ...]) -> tuple[Mapping[Numbers, tuple[int, ...]], Wanted]:
    """The segments of each run of tokens, in the order in which they are served, and all runs."""
    alike: dict[Numbers, list[int]] = defaultdict(list)
    for number in sorted(range(len(segments)), key=lambda one: (segments[one].rank, one)):
        if segments[number].tokens:
            alike[segments[number].tokens].append(number)
    return {tokens: tuple(numbers) for tokens, numbers in alike.items()}, wanted(alike)


def _is_longer_in_gold(claims: Claims, start: int, size: int, places: list[int]) -> bool:
    """Whether free tokens are part of a longer run that left-over gold has too: moved text."""
    output, gold, kept = claims.output, claims.gold, claims.kept
    end = start + size
    before = output[start - 1] if start and claims.free(start - 1, start) else FREE
    after = output[end] if end < len(output) and claims.free(end, end + 1) else FREE
    for first in places:
        last = first + size
        if any(kept[first:last]):
            continue
        if first and not kept[first - 1] and gold[first - 1] == before:
            return True
        if last < len(gold) and not kept[last] and gold[last] == after:
            return True
    return False


def _freed(claims: Claims, start: int, end: int) -> bool:
    """Lets gold go of a segment's tokens if it can hold as many without them, or held scraps."""
    if claims.owner[start:end].count(FREE) < end - start:
        return False
    if _realigned(claims, start, end):
        return True
    if end - start < SHORTEST or _longest_held(claims, start, end) >= end - start:
        return False
    for at in range(start, end):
        claims.hold(at, FREE)
    return True


def _realigned(claims: Claims, start: int, end: int) -> bool:
    """Aligns the output around a segment anew without it, if that holds no less of gold."""
    margin = end - start + MARGIN
    low, high = max(0, start - margin), min(len(claims.output), end + margin)
    around = [at for at in range(low, high) if claims.owner[at] == FREE]
    holding = [at for at in around if claims.held[at] != FREE]
    first, last = _gold_between(claims, low, high)
    if len(around) - len(holding) < end - start or not 0 <= last - first <= WINDOW:
        return False
    rest = [at for at in around if not start <= at < end]
    tokens, part = [claims.output[at] for at in rest], claims.gold[first:last]
    if common(tokens, part) < common([claims.output[at] for at in around], part):
        return False
    for at in holding:
        claims.hold(at, FREE)
    held = aligned_places(np.array(tokens, np.int32), np.array(part, np.int32))
    strays = set(stray_places(held, len(part)).tolist())
    for number, (at, place) in enumerate(zip(rest, held.tolist(), strict=True)):
        if place != FREE and number not in strays:
            claims.hold(at, first + place)
    return True


def _gold_between(claims: Claims, low: int, high: int) -> tuple[int, int]:
    """The stretch of gold between what the output holds before `low` and from `high` on."""
    before = (claims.held[at] for at in range(low - 1, -1, -1))
    behind = (claims.held[at] for at in range(high, len(claims.held)))
    first = next((place for place in before if place != FREE), -1) + 1
    return first, next((place for place in behind if place != FREE), len(claims.gold))


def _longest_held(claims: Claims, start: int, end: int) -> int:
    """The longest run of neighbours in output and one gold paragraph that touches these tokens."""
    held, breaks = claims.held, claims.breaks
    longest, at = 0, start
    while at < end:
        first = last = at
        if held[at] != FREE:
            while first and held[first] not in breaks and held[first - 1] == held[first] - 1:
                first -= 1
            while (
                last + 1 < len(held)
                and held[last] + 1 not in breaks
                and held[last + 1] == held[last] + 1
            ):
                last += 1
            longest = max(longest, last + 1 - first)
        at = last + 1
    return longest
