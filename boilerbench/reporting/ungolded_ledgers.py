"""A ledger on pages without gold: tables and sentences of what can be told."""

from collections.abc import Iterator
from typing import Final

from boilerbench.reporting.ledgers import SHOWN, UNKNOWN, in_table, named, plain_text
from boilerbench.reporting.tables import fitted, render
from boilerbench.rules.ledgers import Eaten, Entry, Ledger
from boilerbench.wording import counted, wrapped

NO_GOLD: Final = "no gold: leaks found, losses unknown"


def no_gold_tables(found: Ledger, style: str, *, wide: bool = False) -> Iterator[str]:
    """What is known of pages without gold, under a heading that says what is not."""
    if found.no_gold is None:
        return
    yield f"{NO_GOLD} ({counted(found.no_gold.pages, 'page')})"
    rows = [
        [
            in_table(one.whose),
            str(one.unjudged.pages),
            str(one.unjudged.words),
            str(one.unjudged.repeated),
            ", ".join(f"{kind} {n}" for kind, n in one.unjudged.phrases.items()) or UNKNOWN,
        ]
        for one in found.entries
        if one.unjudged is not None
    ]
    headers = ["rule", "pages", "words\ntaken", "repeated\nlines", "noise phrases in what it took"]
    if rows:
        if style == "table" and not wide:
            rows = fitted(headers, rows, column=0, least=24)
        yield render(headers, rows, style, ["left", "right", "right", "right", "left"])
    kinds = found.no_gold.phrases
    if kinds:
        cells = [
            [kind, str(n), str(found.no_gold.phrases_left.get(kind, 0))]
            for kind, n in kinds.items()
        ]
        headers = ["noise phrases", "without rules", "with all"]
        yield render(headers, cells, style, ["left", "right", "right"])
    lines = found.no_gold.lines if wide else found.no_gold.lines[:20]
    if lines:
        cells = [[one.site, plain_text(one.line), str(one.pages), str(one.left)] for one in lines]
        headers = ["site", "repeated line", "pages", "with all rules"]
        yield render(headers, cells, style, ["left", "left", "right", "right"])


def no_gold_lines(found: Ledger, *, wide: bool = False) -> Iterator[str]:
    """What the columns are, pages that rules take most of, the text that each took."""
    if found.no_gold is None:
        return
    yield from _columns(found)
    for one in found.entries:
        if one.unjudged is not None:
            yield from _eaten(named(one.whose, wide=wide), one.unjudged.eaten, wide=wide)
    yield from _eaten("All rules", found.no_gold.eaten, wide=wide)
    for one in found.entries:
        yield from _taken(one, wide=wide)


def _columns(found: Ledger) -> Iterator[str]:
    bare = found.no_gold
    if bare is None:
        return
    total = f"{bare.words:,} words without rules, {bare.words_left:,} with all"
    yield from wrapped(
        f"{found.extractor} {found.version or ''} on {counted(bare.pages, 'page')} of "
        f"{found.corpus} without gold: {total}. Words taken: by each rule alone out of these "
        "outputs. Repeated lines: those it took that the outputs of 3 pages of their site or more "
        "have. Noise phrases: hits of the shipped wordings of noise in what it took."
    )


def _eaten(name: str, pages: tuple[Eaten, ...], *, wide: bool) -> Iterator[str]:
    """Pages of whose output most is gone: of noise so much is seldom."""
    if not pages:
        return
    shown = pages if wide else pages[:SHOWN]
    told = ", ".join(f"{one.page} ({one.words} of {one.of} words)" for one in shown)
    more = f", … ({len(pages) - len(shown)} more)" if len(shown) < len(pages) else ""
    yield from wrapped(
        f"Look here: {name}: takes over half of the output of {counted(len(pages), 'page')}: "
        f"{told}{more}."
    )


def _taken(one: Entry, *, wide: bool) -> Iterator[str]:
    if one.unjudged is None:
        return
    taken = one.unjudged.removed
    for stretch in taken if wide else taken[:SHOWN]:
        text = plain_text(stretch.text)
        yield from wrapped(f"{named(one.whose, wide=wide)}: took from {stretch.page}: {text!r}")
