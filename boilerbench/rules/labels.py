"""The words of a page in order, with what each of them is: gold, optional, noise of a kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

import msgspec
import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from boilerbench.corpora.occurrences import Place
from boilerbench.corpora.placing import Label, placed
from boilerbench.corpora.words import PageWords
from boilerbench.records import NOISE_KINDS, Gold, Noise
from boilerbench.rules.leftovers import owners_of_homeless

Codes: TypeAlias = NDArray[np.int8]
Entries: TypeAlias = NDArray[np.int32]
Marks: TypeAlias = NDArray[np.bool_]
Counts: TypeAlias = NDArray[np.int64]

GOLD: Final = 0
OPTIONAL: Final = 1
UNLABELLED: Final = 2
NOISE: Final = 3  # the code of the first noise kind; the others follow in the order of the list
COLUMNS: Final = NOISE + len(NOISE_KINDS)
NONE: Final = -1


@dataclass(frozen=True)
class Labelled:
    """A page's words, the code of each, and the noise entry that it belongs to, or -1.

    The codes are GOLD, OPTIONAL, UNLABELLED, and NOISE with the number of a kind in `NOISE_KINDS`
    added. A word that two elements share is two. Hidden words count, those of scripts do not.
    """

    page: PageWords
    codes: Codes
    entries: Entries

    @cached_property
    def ranges(self) -> dict[HtmlElement, Place]:
        """Of every element with words, the number of its first and the one behind its last."""
        return self.page.ranges()

    @cached_property
    def sums(self) -> Counts:
        """Of each code, a column, how many words before each word have it: words + 1 rows."""
        return running(self.codes)

    def places(self, elements: Iterable[HtmlElement]) -> list[Place]:
        """The words of all these elements together: each once, however they lie in each other."""
        return united([self.ranges[one] for one in elements if one in self.ranges])

    def counts(self, places: Iterable[Place]) -> Counts:
        """How many words of each code stand in places that do not overlap."""
        found = np.zeros(COLUMNS, np.int64)
        for first, behind in places:
            found += self.sums[behind] - self.sums[first]
        return found

    def texts(self, places: Iterable[Place], code: int | None = None) -> list[str]:
        """What stands in places, or of it only the runs of one code, as the page spells it."""
        wanted = places if code is None else self._runs(places, code)
        return [self.text(one) for one in wanted]

    def text(self, place: Place) -> str:
        """The very text from a place's first word to its last, with white space folded."""
        first, behind = place
        page, told = self.page, ""
        for number in range(page.piece_of[first], page.piece_of[behind - 1] + 1):
            piece = page.pieces[number]
            start = page.spans[first][0] if number == page.piece_of[first] else 0
            last = number == page.piece_of[behind - 1]
            told += (piece.gap if told else "") + piece.text[
                start : page.spans[behind - 1][1] if last else None
            ]
        return " ".join(told.split())

    def _runs(self, places: Iterable[Place], code: int) -> list[Place]:
        found: list[Place] = []
        for first, behind in places:
            found += [(first + a, first + b) for a, b in runs(self.codes[first:behind] == code)]
        return found


def labelled(tree: HtmlElement, gold: Gold) -> Labelled:
    """What every word of a page is by its gold.

    Each text of the gold is put at its place: where its selector says, else what the page holds
    once, else between its neighbours. What the page does not hold letter by letter is aligned, as
    scoring does it, with the words that are left. Of a page with snippets alone those that must
    appear are its gold, and those that must not are noise.
    """
    known = with_snippets(gold)
    found = placed(tree, known)
    owners = np.array(found.owners, np.int64)
    if found.homeless:
        owners = owners_of_homeless(found, owners)
    codes = np.array([*map(_code, found.labels), UNLABELLED], np.int8)
    entries = np.array([*map(_entry, found.labels), NONE], np.int32)
    return Labelled(found.page, codes[owners], entries[owners])


def with_snippets(gold: Gold) -> Gold:
    """The gold of a page; where it has only snippets, with these as text and as noise."""
    if gold.text is not None or not (gold.contains or gold.lacks):
        return gold
    lacking = tuple(Noise("other", one) for one in gold.lacks)
    text = "\n".join(" ".join(one.split()) for one in gold.contains)
    return msgspec.structs.replace(gold, text=text, noise=(*gold.noise, *lacking))


def united(places: Sequence[Place]) -> list[Place]:
    """Places of elements, which lie in each other or apart, without those in others."""
    found: list[Place] = []
    for first, behind in sorted(places, key=lambda place: (place[0], -place[1])):
        if not found or first >= found[-1][1]:
            found.append((first, behind))
    return found


def running(codes: Codes) -> Counts:
    """Of each code how many words before each word have it, and of all behind the last."""
    marked = np.zeros((len(codes) + 1, COLUMNS), np.int64)
    marked[np.arange(1, len(codes) + 1), codes] = 1
    summed: Counts = np.cumsum(marked, axis=0)
    return summed


def runs(marked: Marks) -> list[Place]:
    """Start and end of each unbroken run of marked words."""
    padded = np.concatenate(([False], marked, [False])).astype(np.int8)
    edges = np.flatnonzero(np.diff(padded)).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def _code(label: Label) -> int:
    if label.field.startswith("text"):
        return GOLD
    return NOISE + NOISE_KINDS.index(label.kind) if _entry(label) >= 0 else OPTIONAL


def _entry(label: Label) -> int:
    return int(label.field.rpartition(" ")[2]) - 1 if label.field.startswith("noise") else NONE
