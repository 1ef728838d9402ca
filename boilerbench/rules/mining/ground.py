"""The pages that rules are mined from: their words in one row, page after page."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from boilerbench.records import Page
from boilerbench.rules.labels import COLUMNS as LABELS
from boilerbench.rules.labels import Codes, Labelled, Marks
from boilerbench.rules.mining.names import ROOTS
from boilerbench.rules.mining.outputs import Output

Places: TypeAlias = NDArray[np.int64]
"""First word and the one behind the last of elements, a row each."""

Sums: TypeAlias = NDArray[np.int64]

LEAKED: Final = LABELS
COLUMNS: Final = LABELS + 1
"""A column for each code of a word, and one for the leaked."""


@dataclass(frozen=True)
class Mined:
    """A page with what its words are, those that leaked, and what the extractor made of it.

    `known` is False where there is no gold, and all of that is only guessed.
    """

    page: Page
    tree: HtmlElement
    labels: Labelled
    leaked: Marks
    output: Output
    known: bool = True

    @property
    def site(self) -> str | None:
        """The site that a rule can be bound to; None for a page without URL."""
        return self.page.site if self.page.url else None

    @property
    def text(self) -> str:
        """What the extractor made of it."""
        return self.output.text


class Ground:
    """Pages of a corpus, of which the words in places are counted at once."""

    def __init__(self, pages: Sequence[Mined]) -> None:
        self.pages = tuple(pages)
        self.starts = np.cumsum([0, *(len(one.labels.codes) for one in pages)])
        self.sites = tuple(dict.fromkeys(one.page.site for one in pages))
        numbers = {site: number for number, site in enumerate(self.sites)}
        self.site_of_page = np.array([numbers[one.page.site] for one in pages], np.int64)
        bindable = [
            number for number, one in zip(self.site_of_page, pages, strict=True) if one.site
        ]
        self.bindable = np.unique(np.array(bindable, np.int64))
        self.codes: Codes = np.concatenate(
            [np.zeros(0, np.int8), *(one.labels.codes for one in pages)]
        )
        self.leaked: Marks = np.concatenate([np.zeros(0, np.bool_), *(one.leaked for one in pages)])

    @cached_property
    def sums(self) -> Sums:
        """Of each column how many words before each word are that."""
        marked = np.zeros((len(self.codes) + 1, COLUMNS), np.int32)
        marked[np.arange(1, len(self.codes) + 1), self.codes] = 1
        marked[1:, LEAKED] = self.leaked
        return np.cumsum(marked, axis=0, dtype=np.int64)

    def index(
        self, names: Callable[[HtmlElement], Iterable[str]], wanted: Marks | None = None
    ) -> dict[str, Places]:
        """The places of all elements that a name finds, for each name of an element.

        With `wanted` only names of elements with one of these words.
        """
        wanted = np.ones(len(self.codes), np.bool_) if wanted is None else wanted
        before = np.concatenate(([0], np.cumsum(wanted))).tolist()
        found: dict[str, list[tuple[int, int]]] = {}
        asked: set[str] = set()
        for start, page in zip(self.starts.tolist(), self.pages, strict=False):
            ranges = page.labels.ranges.items()
            # A rule that finds one of the roots does nothing on that page.
            refused = {name for one, _ in ranges if one.tag in ROOTS for name in names(one)}
            for element, (first, behind) in ranges:
                told = [name for name in names(element) if name not in refused]
                if before[start + behind] > before[start + first]:
                    asked.update(told)
                for name in told:
                    found.setdefault(name, []).append((start + first, start + behind))
        return {name: united_rows(np.array(found[name])) for name in found if name in asked}

    def counted(self, places: Places) -> Sums:
        """Of each place, a row, how many of its words are of each column."""
        counts: Sums = self.sums[places[:, 1]] - self.sums[places[:, 0]]
        return counts

    def pages_of(self, places: Places) -> NDArray[np.int64]:
        """The number of the page of each place."""
        return np.searchsorted(self.starts, places[:, 0], side="right") - 1

    def text(self, place: Sequence[int]) -> str:
        """The very text of a place."""
        page, local = self._at(place)
        return page.labels.text(local)

    def texts(self, place: Sequence[int], code: int) -> list[str]:
        """The very text of the words of one code in a place, run by run."""
        page, local = self._at(place)
        return page.labels.texts([local], code)

    def _at(self, place: Sequence[int]) -> tuple[Mined, tuple[int, int]]:
        number = int(np.searchsorted(self.starts, place[0], side="right")) - 1
        start = int(self.starts[number])
        return self.pages[number], (place[0] - start, place[1] - start)


def united_rows(places: Places) -> Places:
    """Places of elements without those that lie in others, in order."""
    places = places[np.lexsort((-places[:, 1], places[:, 0]))]
    before = np.maximum.accumulate(np.concatenate(([0], places[:-1, 1])))
    kept: Places = places[places[:, 0] >= before]
    return kept
