"""Gold beside output, for one page: what reports and `show` draw their diffs from."""

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from boilerbench.origins import Origins
from boilerbench.records import Extraction, Gold, Page
from boilerbench.scoring.parts import text_of
from boilerbench.sidebyside.cutting import BOUNDS, Bounds, bounded
from boilerbench.sidebyside.locating import located
from boilerbench.sidebyside.pieces import pairs_of
from boilerbench.sidebyside.rows import rows_of
from boilerbench.sidebyside.runs import aligned
from boilerbench.sidebyside.shapes import (
    Counts,
    ExtractorDiff,
    Form,
    PageDiff,
    PageDiffs,
    Pair,
    Piece,
    Snippet,
    json_schema,
    summed,
    worst_first,
)
from boilerbench.sidebyside.unjudged import output_alone, snippets_of

__all__ = [
    "BOUNDS",
    "Bounds",
    "Counts",
    "ExtractorDiff",
    "PageDiff",
    "PageDiffs",
    "Pair",
    "Piece",
    "Snippet",
    "json_schema",
    "side_by_side",
    "worst_first",
]


def side_by_side(
    page: Page, extraction: Extraction, bounds: Bounds = BOUNDS, source: Origins | None = None
) -> PageDiff:
    """One output beside the gold of its page, in document order, cut to its bounds.

    Markdown is shown as the text that is scored. A page without gold text shows the output alone,
    with the snippets there are; a failed extraction its reason, and what of gold is lost with it.
    With the page's `source`, leaks and extra text say where they stand in it.
    """
    gold, text = page.gold, text_of(extraction)
    pairs = output_alone(text) if gold.text is None else _pairs(gold, text)
    found = PageDiff(page=page.id, form=_form(page), counts=summed(pairs), leaked=_leaked(pairs))
    if not extraction.answered:
        told = extraction.reason or "no reason was given"
        return replace(found, form="failed", reason=f"{extraction.outcome}: {told}")
    shown, left_out = bounded(pairs if source is None else located(pairs, source), bounds)
    return replace(found, pairs=shown, snippets=snippets_of(gold, text), left_out=left_out)


def _form(page: Page) -> Form:
    kind = page.gold.kind
    return kind if kind in ("snippets", "none") else "text"


def _leaked(pairs: Sequence[Pair]) -> dict[str, int]:
    """Words leaked by noise kind, the most first."""
    found: Counter[str] = Counter()
    for pair in pairs:
        for piece in pair.output:
            if piece.mark == "leaked":
                found[piece.kind] += piece.words
    return dict(sorted(found.items(), key=lambda kind: (-kind[1], kind[0])))


def _pairs(gold: Gold, text: str) -> tuple[Pair, ...]:
    found = aligned(gold, text)
    return pairs_of(rows_of(found.gold, found.output), found)
