"""An output's words and the gold token each of them is, with lost and added white space undone."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from boilerbench.records import Gold
from boilerbench.scoring.alignment import attributed
from boilerbench.scoring.claims import FREE
from boilerbench.scoring.goldtokens import LONGEST, GoldTokens
from boilerbench.scoring.stretches import PLACES, stretches
from boilerbench.scoring.units import Unit, cut_after
from boilerbench.text import fold, normalise


@dataclass(frozen=True, slots=True)
class Placed:
    """A word of an output and the place of the gold token that it is; -1 where it is none."""

    unit: Unit
    place: int


def placed(gold: Gold, text: str) -> list[Placed]:
    """The words of an output in order: glued ones are taken apart, torn ones are one word.

    Beyond what `units` undoes, in the gaps of the attribution: a left-over token made up of
    successive gold tokens that are missing there, unless gold has it as a word; and left-over
    tokens that make up a gold token that is missing there, unless all of them are words of gold.
    "There" is between the gold tokens before and after in the output; where these are out of
    order it is anywhere.
    """
    prepared, parts, found = attributed(gold, text)
    places = [one if one != FREE else two for one, two in zip(found.held, found.moved, strict=True)]
    free = [place == one == FREE for place, one in zip(places, found.owner, strict=True)]
    gaps = _Gaps.of(prepared, places, text)
    result: list[Placed] = []
    at = 0
    for start, end in stretches(free) if gaps.places else ():
        result += map(Placed, parts[at:start], places[at:start])
        result += gaps.undone(parts[start:end], gaps.windows[start])
        at = end
    return [*result, *map(Placed, parts[at:], places[at:])]


@dataclass(frozen=True, slots=True, eq=False)
class _Gaps:
    """The gold tokens that are missing from an output: their places by word, and what is `open`.

    `windows` are the places of gold between which each unit of the output stands, `openings` what
    the missing words begin with.
    """

    gold: GoldTokens
    text: str
    words: Sequence[str]
    windows: Sequence[tuple[int, int]]
    open: bytearray
    places: dict[str, list[int]]
    openings: frozenset[str] = field(repr=False)

    @classmethod
    def of(cls, gold: GoldTokens, own: Sequence[int], text: str) -> "_Gaps":
        """The gaps where each unit of an output is the gold token of a place, or -1."""
        names = ["", *gold.numbers]
        words = [names[number] for number in gold.text]
        open_ = bytearray(b"\1" * len(words))
        for place in own:
            if place != FREE:
                open_[place] = 0
        places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(words):
            if open_[place]:
                places[word].append(place)
        short = [word for word in places if len(word) <= LONGEST]
        openings = frozenset(word[:end] for word in short for end in range(1, len(word) + 1))
        return cls(gold, text, words, _windows(own, len(words)), open_, dict(places), openings)

    def undone(self, units: Sequence[Unit], window: tuple[int, int]) -> Iterator[Placed]:
        """The words of a stretch of left-over units."""
        at = 0
        while at < len(units):
            if (run := self._glued(units[at].word, window)) is not None:
                self.open[run[0] : run[1]] = bytes(run[1] - run[0])
                yield from self._apart(units[at], run)
            elif (torn := self._torn(units, at, window)) is not None:
                place, last = torn
                self.open[place] = 0
                yield Placed(Unit(self.words[place], units[at].start, units[last].end), place)
                at = last
            else:
                yield Placed(units[at], FREE)
            at += 1

    def _standing(self, word: str, window: tuple[int, int]) -> Iterator[int]:
        """Where in a window a missing word stands, the first few times."""
        places = self.places.get(word, [])
        first = bisect_left(places, window[0])
        for place in places[first : first + PLACES]:
            if place < window[1] and self.open[place]:
                yield place

    def _glued(self, word: str, window: tuple[int, int]) -> tuple[int, int] | None:
        """The run of missing gold tokens that a word is made up of: its first place and its end."""
        if word in self.gold.words:
            return None
        for length in range(1, min(len(word), LONGEST + 1)):
            if word[:length] not in self.openings:
                return None
            for place in self._standing(word[:length], window):
                at, rest = place, 0
                while at < window[1] and self.open[at] and word.startswith(self.words[at], rest):
                    rest += len(self.words[at])
                    at += 1
                if rest == len(word):
                    return place, at
        return None

    def _apart(self, unit: Unit, run: tuple[int, int]) -> Iterator[Placed]:
        start = unit.start
        for place in range(*run):
            last = place == run[1] - 1
            word = self.words[place]
            end = unit.end if last else cut_after(self.text, start, unit.end, len(word))
            yield Placed(Unit(word, start, end), place)
            start = end

    def _torn(
        self, units: Sequence[Unit], start: int, window: tuple[int, int]
    ) -> tuple[int, int] | None:
        """The place of the gold token that units from here on make up, and the last of them."""
        strange = False
        for at in range(start, len(units)):
            strange = strange or units[at].word not in self.gold.words
            raw = self.text[units[start].start : units[at].end]
            word = fold("".join(normalise(raw).split()))
            if word not in self.openings:
                return None
            if strange and at > start and any(map(str.isspace, raw)):
                for place in self._standing(word, window):
                    return place, at
        return None


def _windows(own: Sequence[int], end: int) -> list[tuple[int, int]]:
    """For each unit, the places of gold after the last one before it and up to the next behind."""
    before = list(accumulate(own, lambda last, one: last if one == FREE else one, initial=FREE))
    behind = list(
        accumulate(reversed(own), lambda last, one: last if one == FREE else one, initial=end)
    )[::-1]
    return [
        (low + 1, high) if low < high else (0, end)
        for low, high in zip(before[:-1], behind[1:], strict=True)
    ]
