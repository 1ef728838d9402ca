"""An output's tokens where lost or added white space has been undone."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from boilerbench.scoring.goldtokens import LONGEST, SHORT, UNKNOWN, Array, GoldTokens
from boilerbench.text import fold, normalise, token_spans, tokens

Part = TypeVar("Part")
Marks: TypeAlias = NDArray[np.bool_]
Known: TypeAlias = defaultdict[str, int]
"""The words of gold and of an output by their numbers; new ones are numbered as they come."""

MERGED = 4  # tokens of an output that may be one token of a noise segment


@dataclass(frozen=True, slots=True)
class Unit:
    """A token and where it stands in the output: character start and end."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class Units(Sequence[Unit]):
    """The units of a text, whose places are only looked for when one is asked for.

    `numbers` are those of their words. `splits` has the parts of the tokens that were taken apart,
    by token; `joins` how many parts from one on were joined, by part.
    """

    text: str
    words: tuple[str, ...]
    numbers: Array
    splits: Mapping[int, tuple[str, ...]]
    joins: Mapping[int, int]

    def __len__(self) -> int:
        return len(self.words)

    @overload
    def __getitem__(self, at: int) -> Unit: ...

    @overload
    def __getitem__(self, at: slice) -> list[Unit]: ...

    def __getitem__(self, at: int | slice) -> Unit | list[Unit]:
        if isinstance(at, slice):
            return [self[place] for place in range(len(self))[at]]
        return Unit(self.words[at], *self.spans[at])

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Start and end of every unit in the text."""
        apart = _places(self.text, self.splits)
        if not self.joins:
            return apart
        return _joined(apart, self.joins, lambda spans: (spans[0][0], spans[-1][1]))


def units(gold: GoldTokens, text: str) -> Units:
    """The tokens of an output, fused ones taken apart and torn ones joined.

    A token that gold does not know is split where each cut lies between the end of one block and
    the start of another, or between neighbours inside optional text or noise: so "SharePost" is
    found to be "Share" and "Post", and "made" never holds "Ad".
    """
    words = tokens(text)
    known = defaultdict(itertools.count(gold.base).__next__, gold.numbers)
    numbers = _numbered(words, known)
    splits = _splits(numbers, known, gold)
    if splits:
        words = _taken_apart(words, splits)
        numbers = _numbers_apart(numbers, splits, known)
    joins = dict(_joins(words, numbers, known, gold))
    if joins:
        words = _joined(words, joins, "".join)
        numbers = _numbers_joined(numbers, joins, words, known)
    numbers[numbers >= gold.base] = UNKNOWN
    return Units(text, tuple(words), numbers, splits, joins)


def _numbered(words: Sequence[str], known: Known) -> Array:
    """The numbers of the words; new ones get one from `gold.base` up."""
    return np.fromiter(map(known.__getitem__, words), np.int32, len(words))


def _new(known: Known, gold: GoldTokens) -> Iterator[str]:
    """The words that gold does not know, as they are numbered."""
    return itertools.islice(known, len(gold.numbers), None)


def _taken_apart(words: list[str], splits: Mapping[int, tuple[str, ...]]) -> list[str]:
    """The words with the parts of those that are split; `splits` is in their order."""
    found: list[str] = []
    done = 0
    for at, parts in splits.items():
        found += words[done:at]
        found += parts
        done = at + 1
    return found + words[done:]


def _joined(
    parts: list[Part], joins: Mapping[int, int], join: Callable[[list[Part]], Part]
) -> list[Part]:
    """The parts, those made one that are to be joined; `joins` is in their order."""
    found: list[Part] = []
    done = 0
    for at, size in joins.items():
        found += parts[done:at]
        found.append(join(parts[at : at + size]))
        done = at + size
    return found + parts[done:]


def _numbers_apart(numbers: Array, splits: Mapping[int, tuple[str, ...]], known: Known) -> Array:
    """The numbers of words of which some are taken apart."""
    sizes = np.ones(len(numbers), np.int64)
    sizes[list(splits)] = [len(parts) for parts in splits.values()]
    found = np.repeat(numbers, sizes)
    starts = np.cumsum(sizes) - sizes
    for at, parts in splits.items():
        found[starts[at] : starts[at] + len(parts)] = [known[part] for part in parts]
    return found


def _numbers_joined(
    numbers: Array, joins: Mapping[int, int], words: Sequence[str], known: Known
) -> Array:
    """The numbers of words of which some were joined; `words` are as they are now."""
    kept = np.ones(len(numbers), bool)
    for at, size in joins.items():
        kept[at + 1 : at + size] = False
    found: Array = numbers[kept]
    for place in (np.cumsum(kept) - 1)[list(joins)].tolist():
        found[place] = known[words[place]]
    return found


def _splits(numbers: Array, known: Known, gold: GoldTokens) -> dict[int, tuple[str, ...]]:
    """The parts of the words that are several known tokens."""
    tiles = (_tiles(word, gold) for word in _new(known, gold))
    parts = {number: some for number, some in enumerate(tiles, gold.base) if len(some) > 1}
    several = np.zeros(len(known) + 1, bool)
    several[list(parts)] = True
    return {at: parts[int(numbers[at])] for at in np.flatnonzero(several[numbers]).tolist()}


def _tiles(word: str, gold: GoldTokens) -> tuple[str, ...]:
    """The known tokens that make up a word, the longest first ones; the word itself if none do."""
    if len(word) > LONGEST or not _may_part(word, gold):
        return (word,)
    before: dict[tuple[int, str], tuple[int, str] | None] = {(0, ""): None}
    todo = [(0, "")]
    while todo:
        place, previous = todo.pop()
        if place == len(word):
            return _path(before, (place, previous))
        for end in range(place + 1, len(word) + 1):
            part = word[place:end]
            if part in gold.numbers and (end, part) not in before and _fits(previous, part, gold):
                before[end, part] = (place, previous)
                todo.append((end, part))
    return (word,)


def _may_part(word: str, gold: GoldTokens) -> bool:
    """Whether a word begins as the first of several tokens must, and ends as the last must."""
    lefts, rights, cuts = gold.lefts, gold.rights, range(1, len(word))
    return any(word[:at] in lefts for at in cuts) and any(word[at:] in rights for at in cuts)


def _fits(left: str, right: str, gold: GoldTokens) -> bool:
    if not left:
        return True
    return (left in gold.ends and right in gold.starts) or (left, right) in gold.inside


def _path(
    before: dict[tuple[int, str], tuple[int, str] | None], at: tuple[int, str]
) -> tuple[str, ...]:
    parts: list[str] = []
    step: tuple[int, str] | None = at
    while step is not None and step[1]:
        parts.append(step[1])
        step = before[step]
    return tuple(reversed(parts))


def _places(text: str, splits: Mapping[int, tuple[str, ...]]) -> list[tuple[int, int]]:
    """The places of the text's tokens, and of the parts of those that are split."""
    spans = token_spans(text)
    found: list[tuple[int, int]] = []
    done = 0
    for at, parts in splits.items():
        found += spans[done:at]
        found += _cut(text, spans[at], parts)
        done = at + 1
    return found + spans[done:]


def _cut(text: str, span: tuple[int, int], parts: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """The places of a token's parts."""
    start, last = span
    for part in parts[:-1]:
        end = cut_after(text, start, last, len(part))
        yield start, end
        start = end
    yield start, last


def cut_after(text: str, start: int, end: int, length: int) -> int:
    """Where the first `length` folded characters of a token end in the text as given."""
    return next(
        (at for at in range(start + 1, end) if len(fold(normalise(text[start:at]))) >= length), end
    )


def _joins(
    parts: Sequence[str], numbers: Array, known: Known, gold: GoldTokens
) -> Iterator[tuple[int, int]]:
    """Where parts make up one marked token and are not all known, and how many do."""
    opening = np.array([*gold.opening, *map(gold.opens, _new(known, gold))])
    marks = opening[numbers] & _before(numbers >= gold.base)
    places = np.flatnonzero(marks[:-1]).tolist()
    beginnings, end = gold.beginnings, 0
    for place, two in [(at, parts[at] + parts[at + 1]) for at in places]:
        if (two in beginnings or len(two) > SHORT) and place >= end:
            count = _torn(parts, place, gold)
            if count > 1:
                yield place, count
                end = place + count


def _before(marked: Marks) -> Marks:
    """The places with a marked one among the `MERGED` from there on."""
    found = marked.copy()
    for ahead in range(1, MERGED):
        found[:-ahead] |= marked[ahead:]
    return found


def _torn(parts: Sequence[str], place: int, gold: GoldTokens) -> int:
    """How many units from here on are one torn token; 1 where they are not."""
    word = before = parts[place]
    strange = word not in gold.numbers
    for count, part in enumerate(parts[place + 1 : place + MERGED], start=2):
        word += part
        strange = strange or part not in gold.numbers
        if (before, part) in gold.inside:  # two words of a segment as they should be
            break
        if word in gold.marked and strange:
            return count
        if not gold.opens(word):
            break
        before = part
    return 1
