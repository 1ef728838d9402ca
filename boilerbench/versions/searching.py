"""The search itself: where in a row of versions good turns to broken, in few trials."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from boilerbench.versions.results import Verdict

Look = Callable[[int], Verdict]


@dataclass(frozen=True, slots=True)
class Turn:
    """The last good place and the first broken one; those between them were skipped."""

    good: int
    broken: int

    @property
    def between(self) -> range:
        """The places that could not be had, so that the turn may be at any of them."""
        return range(self.good + 1, self.broken)


def turn_of(good: int, broken: int, look: Look) -> Turn:
    """Where good turns to broken between a good place and a broken one, by halves.

    `look` is asked about each place once at most: log2 of their number times, and once more for
    each that is skipped. It is assumed that there is one turn; of several, one is found.
    """
    skipped: set[int] = set()
    while open_places := [n for n in range(good + 1, broken) if n not in skipped]:
        middle = min(open_places, key=lambda n: abs(2 * n - good - broken))
        match look(middle):
            case "good":
                good = middle
            case "broken":
                broken = middle
            case "skipped":
                skipped.add(middle)
    return Turn(good, broken)


def is_one_turn(verdicts: Sequence[Verdict]) -> bool:
    """Whether no good version stands behind a broken one."""
    known = [one for one in verdicts if one != "skipped"]
    return known == sorted(known, key=lambda one: one == "broken")
