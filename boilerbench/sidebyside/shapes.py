"""What a diff of one page is made of: pairs of paragraphs, cut into pieces that say what they are.

In JSON, pieces, pairs and counts are lists, in the order of their fields: there are many of them.
"""

from collections.abc import Sequence
from typing import Any, Final, Literal, TypeAlias

import msgspec

from boilerbench.records import Outcome

SCHEMA: Final = 1
"""Version of the JSON shape: 1 since 0.1.0."""

Mark: TypeAlias = Literal["kept", "missing", "moved", "optional", "leaked", "extra", "unjudged"]
"""What a piece is; `unjudged` is output of a page that has no gold text."""

Form: TypeAlias = Literal["text", "snippets", "none", "failed"]
"""What a diff shows: gold beside output; snippets and the output alone; the output alone; why
there is no output."""

Fate: TypeAlias = Literal["found", "missing", "leaked", "absent"]
"""Of a snippet: found or missing where it must be kept, leaked or absent where it must not."""


class Counts(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Words by what is wrong with them; moved words are counted where gold has them."""

    missing: int = 0
    leaked: int = 0
    extra: int = 0
    moved: int = 0

    @property
    def wrong(self) -> int:
        """All of them."""
        return self.missing + self.leaked + self.extra + self.moved


class Piece(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A stretch of gold or output with what it is, and its words.

    `kind` is that of leaked noise or optional text. `pair` is of text out of its place: the number
    of the pair that has its other half. Where a piece was shortened, `skipped` words are left out
    between `text` and `tail`. `index` is the place of leaked noise in `gold.noise`. `place` says
    where in the page a leaked or extra piece stands; None as long as nobody has looked.
    """

    mark: Mark
    text: str
    words: int
    kind: str = ""
    pair: int | None = None
    skipped: int = 0
    tail: str = ""
    index: int | None = None
    place: str | None = None


class Pair(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A paragraph of gold with what of the output stands for it; one side may be empty.

    `number` counts from 1 in the order of the page, and stays when pairs are sorted.
    """

    number: int
    gold: tuple[Piece, ...]
    output: tuple[Piece, ...]
    counts: Counts


class Snippet(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One of gold's `contains` or `lacks`, and what became of it."""

    fate: Fate
    text: str


class PageDiff(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One output beside the gold of its page, in document order.

    `counts` are of the whole page, also where pairs were left out; `leaked` counts words by noise
    kind. `reason` says how an extraction failed, `left_out` what was cut from the diff.
    """

    page: str
    form: Form
    pairs: tuple[Pair, ...] = ()
    snippets: tuple[Snippet, ...] = ()
    counts: Counts = Counts()
    leaked: dict[str, int] = {}
    reason: str = ""
    left_out: str = ""


class ExtractorDiff(msgspec.Struct, frozen=True, kw_only=True):
    """One extractor's diff; `f1` is the headline value, null where gold has no text."""

    extractor: str
    name: str
    outcome: Outcome
    f1: float | None
    diff: PageDiff


class PageDiffs(msgspec.Struct, frozen=True, kw_only=True):
    """What `show PAGE --format json` prints."""

    schema: int = SCHEMA
    page: str
    url: str | None
    extractors: tuple[ExtractorDiff, ...]


def worst_first(diff: PageDiff) -> tuple[Pair, ...]:
    """The pairs with the most words wrong first; equal ones in the order of the page."""
    return tuple(sorted(diff.pairs, key=lambda pair: (-pair.counts.wrong, pair.number)))


def summed(pairs: Sequence[Pair]) -> Counts:
    """The counts of several pairs."""
    return Counts(
        missing=sum(pair.counts.missing for pair in pairs),
        leaked=sum(pair.counts.leaked for pair in pairs),
        extra=sum(pair.counts.extra for pair in pairs),
        moved=sum(pair.counts.moved for pair in pairs),
    )


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `PageDiffs`."""
    return msgspec.json.schema(PageDiffs)
