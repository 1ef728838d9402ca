"""Says of every token of an output which gold, optional or noise token it is."""

from collections.abc import Sequence
from itertools import accumulate

from boilerbench.scoring.claims import FREE, GOLD, Claims, Segment
from boilerbench.scoring.diffing import aligned
from boilerbench.scoring.goldtokens import GoldTokens
from boilerbench.scoring.islands import stray_places, unbroken
from boilerbench.scoring.sliding import slid
from boilerbench.scoring.stretches import Source, matched_stretches, stretches
from boilerbench.scoring.whole import claim_whole_segments


def attribute(output: Sequence[int], gold: GoldTokens, segments: Sequence[Segment]) -> Claims:
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
    claims = Claims.none(output, gold.text, gold.breaks)
    held = slid(output, aligned(output, gold.text), gold.breaks)
    strays = {at: held[at] for at in stray_places(held, len(gold.text))}
    for at, place in enumerate(held):
        claims.hold(at, FREE if at in strays else place)
    claim_whole_segments(claims, segments)
    _claim_stretches(claims, segments)
    moved = set(claims.moved)
    for at, place in strays.items():
        if claims.free(at, at + 1) and not claims.kept[place] and place not in moved:
            claims.hold(at, place)
    hold_what_lies_in_order(claims)
    return claims


def hold_what_lies_in_order(claims: Claims) -> None:
    """Aligns the moved runs that lie between the aligned tokens around them in gold too."""
    held, moved = claims.held, claims.moved
    before = list(accumulate(held, max, initial=FREE))
    behind = [place if place != FREE else len(claims.gold) for place in reversed(held)]
    behind = list(accumulate(behind, min, initial=len(claims.gold)))[::-1]
    last = FREE
    for start, end in moved_runs(claims):
        if max(last, before[start]) < moved[start] and moved[end - 1] < behind[end]:
            last = moved[end - 1]
            for at in range(start, end):
                claims.hold(at, moved[at])
                moved[at] = FREE


def moved_runs(claims: Claims) -> list[tuple[int, int]]:
    """Start and end of each run of moved output whose tokens are neighbours in gold too."""
    islands = stretches(place != FREE for place in claims.moved)
    return [run for start, end in islands for run in unbroken(claims.moved, start, end)]


def _claim_stretches(claims: Claims, segments: Sequence[Segment]) -> None:
    free = [held == owner == FREE for held, owner in zip(claims.held, claims.owner, strict=True)]
    if not any(free):
        return
    whole = set(claims.owner)
    sources = [Source(GOLD, claims.gold, [not kept for kept in claims.kept])]
    sources += [
        Source(one.rank, one.tokens, [number not in whole] * len(one.tokens))
        for number, one in enumerate(segments)
    ]
    for one in matched_stretches(claims.output, free, sources):
        start, end = one.start, one.start + one.length
        if one.source:
            claims.owner[start:end] = [one.source - 1] * one.length
        else:
            claims.moved[start:end] = range(one.place, one.place + one.length)
