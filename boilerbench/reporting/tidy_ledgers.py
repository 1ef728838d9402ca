"""Ledgers as spreadsheets and data frames like them: a row a rule, one number a cell."""

from typing import Final

from boilerbench.reporting.tables import Cell
from boilerbench.rules.ledgers import All, Entry, Ledger, Leftover, Standing

HEADERS: Final = [
    *("place", "rule", "kind", "pages", "sites", "changed"),
    *("noise", "unlabelled", "optional", "gold", "gained", "gained_other"),
    *("f1", "f1_low", "f1_high", "precision", "recall", "p", "shared"),
    *("no_gold_pages", "no_gold_words", "repeated_lines", "noise_phrases"),
    *("extractor", "version", "corpus", "signature"),
]
"""The columns: numbers without gold are of the pages that have none."""


def tidy_ledger(found: Ledger) -> tuple[list[str], list[list[Cell]]]:
    """The rules that fired, all together, what serialising does alone, and the silent rules.

    Empty is what is not known: scores without judged pages, leftovers where every page is judged.
    """
    end: list[Cell] = [found.extractor, found.version, found.corpus, found.signature or None]
    rows = [_row(one, found) for one in found.entries]
    rows.append(_whole("all rules", None, found.together, found))
    if found.controls:
        rows.append(_whole("(parsed, serialised)", found.controls, found.control, found))
    rows += [[one.place, one.what, one.kind, 0, 0, 0, *[None] * 17] for one in found.silent]
    return list(HEADERS), [[*row, *end] for row in rows]


def _whole(name: str, pages: int | None, one: All, found: Ledger) -> list[Cell]:
    """A row of no single rule."""
    return [None, name, None, pages, None, *_numbers(one, found), *[None] * 5]


def _row(one: Entry, found: Ledger) -> list[Cell]:
    whose = one.whose
    shared = None if one.overlap is None else one.overlap.share
    start: list[Cell] = [whose.place, whose.what, whose.kind, one.pages, one.sites]
    return [*start, *_numbers(one, found), shared, *_leftover(one.unjudged)]


def _numbers(one: Entry | All, found: Ledger) -> list[Cell]:
    what = one.counts
    words: list[Cell] = [sum(what.noise.values()), what.unlabelled, what.optional, what.gold]
    words += [what.gained, what.gained_other]
    return [one.changed, *(words if found.judged else [None] * 6), *_standing(one.over_all)]


def _standing(one: Standing | None) -> list[Cell]:
    if one is None:
        return [None] * 6
    f1 = one.f1.difference
    others = [one.precision.difference.value, one.recall.difference.value, one.p]
    return [f1.value, f1.low, f1.high, *others]


def _leftover(one: Leftover | None) -> list[Cell]:
    if one is None:
        return [None] * 4
    return [one.pages, one.words, one.repeated, sum(one.phrases.values())]
