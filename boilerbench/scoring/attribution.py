"""Says of every token of an output which gold, optional or noise token it is."""

from collections.abc import Sequence

import numpy as np

from boilerbench.scoring.claims import FREE, GOLD, Claims, Segment
from boilerbench.scoring.diffing import aligned_places
from boilerbench.scoring.goldtokens import Array, GoldTokens
from boilerbench.scoring.islands import stray_places, unbroken
from boilerbench.scoring.sliding import slid
from boilerbench.scoring.stretches import Source, matched_stretches, stretches
from boilerbench.scoring.whole import claim_whole_segments

_OTHERS = bytes([1]) + bytes(255)  # marks what is not marked


def attribute(
    output: Sequence[int] | Array, gold: GoldTokens, segments: Sequence[Segment]
) -> Claims:
    """The attribution of an output to gold text and segments, each token used once.

    1. Align with gold, left-over output between paragraphs where it can be; let go of stray
       matches, which only chance put there.
    2. Whole segments, longest first, where they stand without costing gold anything: outside the
       alignment, or where the gold tokens around can be aligned as well without them.
    3. What is left over, longest run first, of three tokens or more: left-over gold (moved text),
       optional text, noise.
    4. Stray matches that nothing has claimed hold again, and a moved run that lies between the
       aligned tokens around it in gold too was never moved.
    """
    claims = Claims.none(output, gold.text, gold.breaks, gold.array)
    aligned = aligned_places(claims.numbers, gold.array)
    held = slid(claims.numbers, aligned, gold.breaks)
    strays = stray_places(held, len(gold.text))
    places = held[strays].tolist()
    held[strays] = FREE
    claims.hold_all(held)
    claim_whole_segments(claims, segments)
    _claim_stretches(claims, segments)
    moved = set(claims.moved) if places else set()
    for at, place in zip(strays.tolist(), places, strict=True):
        if claims.free(at, at + 1) and not claims.kept[place] and place not in moved:
            claims.hold(at, place)
    hold_what_lies_in_order(claims)
    return claims


def hold_what_lies_in_order(claims: Claims) -> None:
    """Aligns the moved runs that lie between the aligned tokens around them in gold too."""
    held, moved = claims.held, claims.moved
    if moved.count(FREE) == len(moved):
        return
    places = np.array(held)
    before = np.maximum.accumulate(np.append(FREE, places))
    later = np.where(places != FREE, places, len(claims.gold))[::-1]
    behind = np.minimum.accumulate(np.append(len(claims.gold), later))[::-1]
    last = FREE
    for start, end in moved_runs(claims):
        if max(last, before[start]) < moved[start] and moved[end - 1] < behind[end]:
            last = moved[end - 1]
            for at in range(start, end):
                claims.hold(at, moved[at])
                moved[at] = FREE


def moved_runs(claims: Claims) -> list[tuple[int, int]]:
    """Start and end of each run of moved output whose tokens are neighbours in gold too."""
    islands = stretches(np.array(claims.moved, np.int64) != FREE)
    return [run for start, end in islands for run in unbroken(claims.moved, start, end)]


def _claim_stretches(claims: Claims, segments: Sequence[Segment]) -> None:
    """Lets runs of left-over output claim what they share."""
    free = claims.taken.translate(_OTHERS)
    if 1 not in free:
        return
    whole = set(claims.owner)
    sources = [Source(GOLD, claims.gold, claims.kept.translate(_OTHERS), claims.array)]
    sources += [
        Source(one.rank, one.tokens, bytearray([number not in whole]) * len(one.tokens), one.array)
        for number, one in enumerate(segments)
    ]
    for one in matched_stretches(claims.numbers, free, sources):
        end = one.start + one.length
        if one.source:
            claims.own(one.start, end, one.source - 1)
        else:
            claims.move(one.start, end, one.place)
