"""Whether headings, lists, code, links and tables came out as such."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar, Final

import numpy as np

from boilerbench.records import Gold
from boilerbench.scoring.items import KINDS, Items, Kind, Words, items_of
from boilerbench.scoring.metric import OURS, Failures, Floats, Row, means, ratio
from boilerbench.scoring.parts import Reads
from boilerbench.scoring.tables import Table
from boilerbench.scoring.teds import in_order, similarities
from boilerbench.text import tokens

LONGEST: Final = 1_000_000
"""Characters of Markdown up to which a page is computed."""

COUNTED: Final = (*KINDS, "tables")


@dataclass(frozen=True, repr=False)
class Structure:
    """F1 of headings, list items, lines of code, links and tables; the mean of page values.

    Items are matched as a multiset by their words: one that is marked up as in gold is right, one
    of the right words in another form (a heading's level, a list item's number and depth, a
    line's indentation, a link's target) is half right. Tables are matched in order, and each pair
    is as right as its TEDS. `structure` is the mean over the kinds that gold has on the page; a
    kind that gold lacks counts as one more with 0, weighted by its share of the output's items.
    `teds` is the mean over gold's tables. A kind that neither side has is nan, and so are links
    where gold has none. Optional text is no item too many. A failed page counts 0. Values in
    [0, 1]; 1 is ideal.
    """

    columns: ClassVar[tuple[str, ...]] = (
        *(f"{kind}_{count}" for kind in COUNTED for count in ("right", "output", "gold")),
        *("scores", "kinds"),
    )
    formulas: ClassVar[Mapping[str, str]] = {
        "structure": "scores / kinds",
        **{kind: f"2 * {kind}_right / ({kind}_output + {kind}_gold)" for kind in COUNTED},
        "teds": "tables_right / tables_gold",
    }
    ideal: ClassVar[Mapping[str, float]] = dict.fromkeys(formulas, 1.0)
    headline: ClassVar[str] = "structure"
    failures: ClassVar[Failures] = "zero"
    reads: ClassVar[Reads] = "markdown"
    tokeniser: ClassVar[str] = OURS
    mean_of_pages: ClassVar[bool] = True

    def __repr__(self) -> str:
        return "structure"

    def judges(self, gold: Gold) -> bool:
        """Whether gold has its Markdown, and that has an item."""
        items = _gold_items(gold.markdown or "")
        return bool(items.tables) or any(items.by_kind.values())

    def page(self, gold: Gold, markdown: str) -> Row | None:
        """Right items, those of the output and of gold, by kind; the sum of F1 and of kinds.

        None for more than a million characters, and for tables too large to be compared.
        """
        if len(markdown) > LONGEST:
            return None
        wanted, found = _gold_items(gold.markdown or ""), items_of(markdown)
        tables = _tables(wanted.tables, found.tables)
        if tables is None:
            return None
        excused = _optional_lines(gold)
        counts = [_counts(kind, wanted, found, excused) for kind in KINDS]
        counts.append(tables)
        return *(number for kind in counts for number in kind), *_scored(counts)

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """The F1 of each kind, TEDS, and the mean over kinds, of each page."""
        *counts, scores, kinds = statistics.T
        by_kind = {kind: counts[3 * at : 3 * at + 3] for at, kind in enumerate(COUNTED)}
        f1 = {
            kind: ratio(2 * right, output + gold, empty=np.nan)
            for kind, (right, output, gold) in by_kind.items()
        }
        right, _, gold = by_kind["tables"]
        mean = ratio(scores, kinds, empty=np.nan)
        return {"structure": mean, **f1, "teds": ratio(right, gold, empty=np.nan)}

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """The weighted mean of each over the pages that have such items."""
        return means(self.values(statistics), weights)


@lru_cache(maxsize=1024)
def _gold_items(markdown: str) -> Items:
    return items_of(markdown)


def _optional_lines(gold: Gold) -> Counter[Words]:
    """The words of the title and of each line of optional text, each to be excused once."""
    lines = [gold.title or ""]
    lines += [line for one in gold.optional for line in one.text.splitlines()]
    return Counter(words for line in lines if (words := tuple(tokens(line))))


def _counts(kind: Kind, wanted: Items, found: Items, excused: Counter[Words]) -> Row:
    """Right items, half a point for words in another form; items of the output and of gold."""
    gold, output = wanted.by_kind[kind], found.by_kind[kind]
    if kind == "links" and not gold:  # some corpora leave out all: that says nothing of a page's
        return 0.0, 0.0, 0.0
    words, gold_words = (Counter(item.words for item in items) for items in (output, gold))
    right = ((words & gold_words).total() + (Counter(output) & Counter(gold)).total()) / 2
    allowed = ((words - gold_words) & excused).total()
    return right, float(len(output) - allowed), float(len(gold))


def _tables(gold: Sequence[Table], output: Sequence[Table]) -> Row | None:
    right = float(len(gold))  # however large, if they are the same
    if gold != output:
        similar = similarities(gold, output) if gold and output else np.zeros((0, 0))
        if similar is None:
            return None
        right = in_order(similar)
    return right, float(len(output)), float(len(gold))


def _scored(counts: Sequence[Row]) -> Row:
    """The sum of F1 over kinds, and how many there are: gold's, and the rest by their share."""
    output = sum(count[1] for count in counts)
    scores = sum(2 * right / (found + wanted) for right, found, wanted in counts if wanted)
    kinds = sum(1.0 if wanted else found / (output or 1.0) for _, found, wanted in counts)
    return scores, kinds
