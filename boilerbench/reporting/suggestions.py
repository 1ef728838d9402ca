"""Suggested rules in the terminal: a row for each, and the sentences on where they come from."""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from boilerbench.reporting.tables import Align, fitted, render
from boilerbench.rules.mining.brittle import is_short
from boilerbench.rules.mining.suggestions import Half, Suggestion, Suggestions, Words
from boilerbench.rules.model import Rule, Token
from boilerbench.wording import counted, wrapped

SHOWN_TEXTS: Final = 3
LONGEST: Final = 160


def suggestions_table(found: Suggestions, style: str, *, wide: bool = False) -> str:
    """Every rule with its kind, the words it takes away, and where; marks are spelt out below."""
    headers = ["rule", "kind", "leaked\nwords", "noise\nwords", "gold\ndestroyed", "pages", "sites"]
    if found.held_out is not None:
        headers += ["held out:\nnoise", "held out:\ngold"]
    headers.append("mark")
    align: list[Align] = ["left", "left"]
    align += ["right"] * (len(headers) - 3)
    align.append("left")
    rows = [_row(one, whole=wide or style != "table") for one in found.rules]
    if style == "table" and not wide:
        rows = fitted(headers, rows, column=0, least=24)
    return render(headers, rows, style, align)


def _row(one: Suggestion, *, whole: bool) -> list[str]:
    elsewhere = one.elsewhere
    held_out = [] if elsewhere is None else [str(elsewhere.noise), str(elsewhere.gold)]
    words = one.words
    counts = [words.leaked, words.noise, words.gold, one.pages, one.sites]
    mark = "brittle" if one.brittle else "short" if _is_short(one) else ""
    told = str(one.rule) if whole else _told(one.rule)
    return [told, one.rule.kind, *map(str, counts), *held_out, mark]


def _told(rule: Rule) -> str:
    """A rule with its site, or how many it is bound to."""
    if not rule.sites:
        return str(rule.what)
    sites = rule.sites[0] if len(rule.sites) == 1 else counted(len(rule.sites), "site")
    return f"{rule.what} on {sites}"


def suggestions_remarks(found: Suggestions, run: str, file: Path | None = None) -> Iterator[str]:
    """What the figures are of, what they leave unknown, and what to type next.

    `run` are the arguments that lead to the same again, `file` is where the rules are written.
    """
    mined = found.mined
    yield from wrapped(
        f"Mined on {_pages(mined)} of {found.corpus}, from the outputs of {found.extractor}, and "
        "the figures of the table are of these same pages: on others the rules do less, and may "
        f"destroy more. Together they take away {_share(mined)}."
    )
    if found.held_out is not None:
        yield from wrapped(
            f"Held out, and not looked at before: {_pages(found.held_out)}. There the same rules "
            f"take away {_share(found.held_out)}. Rules that are bound to sites do nothing there."
        )
    else:
        yield from wrapped(
            "`--held-out` mines on half of the sites, and says what the rules do on the others."
        )
    if found.without_gold:
        yield from wrapped(
            f"No gold on {counted(found.without_gold, 'page')}: losses unknown. What a site "
            "repeats is taken for noise there, and `gold destroyed` are words of the output of "
            "which nobody said what they are."
        )
    if found.failed:
        yield from wrapped(f"Left out: {counted(found.failed, 'page')} without an answer.")
    if found.left_out:
        yield from wrapped(
            f"{counted(found.left_out, 'further rule')}, of less each: --limit-rules shows more."
        )
    yield from _marks(found)
    yield from wrapped(_next(found.spec, run, file))


def _marks(found: Suggestions) -> Iterator[str]:
    """What the marks of the table mean, rule by rule."""
    for one in found.rules:
        if one.brittle:
            yield from wrapped(f"Brittle: {one.rule.what}: {one.brittle}.")
    short = [str(one.rule.what) for one in found.rules if _is_short(one)]
    if short:
        more = f" and {len(short) - SHOWN_TEXTS} more" if len(short) > SHOWN_TEXTS else ""
        yield from wrapped(
            f"Short: {', '.join(short[:SHOWN_TEXTS])}{more}: names of one or two letters mean "
            "something else on other sites."
        )


def _next(spec: str, run: str, file: Path | None) -> str:
    if file is None:
        again = f"boilerbench rules suggest {run} -o found.toml"
        return (
            f"Next: `{again}`, read it, and `boilerbench rules ledger found.toml` on other pages."
        )
    ledger = f"boilerbench rules ledger {shlex.quote(str(file))} --extractor {shlex.quote(spec)}"
    return f"Next: read {file}, and `{ledger}` on other pages."


def _is_short(one: Suggestion) -> bool:
    return isinstance(one.rule.what, Token) and is_short(one.rule.what.token)


def evidence(one: Suggestion) -> str:
    """A line on where a rule comes from, for its note."""
    told = (
        f"{counted(one.words.leaked, 'leaked word')} on {counted(one.pages, 'page')} of "
        f"{counted(one.sites, 'site')}"
    )
    if one.words.gold:
        told += f"; destroys {counted(one.words.gold, 'word')}"
    if one.brittle:
        told += f"; brittle: {one.brittle}"
    shown = " | ".join(_cut(text) for text in one.removed[:SHOWN_TEXTS])
    return f"{told}: {shown}" if shown else told


def _cut(text: str) -> str:
    short = " ".join(text.split())
    return short if len(short) <= LONGEST // SHOWN_TEXTS else f"{short[: LONGEST // SHOWN_TEXTS]}…"


def _pages(half: Half) -> str:
    return f"{counted(half.pages, 'page')} ({counted(half.sites, 'site')})"


def _share(half: Half) -> str:
    return f"{half.removed.leaked} of {half.leaked} leaked words and {_lost(half.removed)}"


def _lost(words: Words) -> str:
    return f"{counted(words.gold, 'word')} of gold"
