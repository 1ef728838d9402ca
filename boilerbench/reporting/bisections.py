"""A bisection in the terminal: what broke the page, both outputs, and how far it can be trusted."""

import shlex
import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from boilerbench.reporting.tables import render
from boilerbench.versions.results import Bisection, Piece, Trial
from boilerbench.visible import visible
from boilerbench.wording import wrapped

SIGNS: Final = {"missing": "-", "added": "+", "moved": "~"}
LONGEST: Final = 60
"""Words of one piece that are shown."""
MOST: Final = 20
"""Pieces that are shown; --format json has all."""
WIDTH: Final = 100


def bisection_lines(found: Bisection) -> Iterator[str]:
    """The whole answer, line by line."""
    yield from wrapped(_answer(found))
    yield from wrapped(f"Broken is: {found.rule}.")
    yield ""
    yield _trials(found)
    yield ""
    yield from wrapped(_changes(found))
    for remark in found.remarks:
        yield from wrapped(remark)
    yield ""
    yield from _pieces(found)
    yield ""
    yield f"Next: `{_next(found)}`"


def _next(found: Bisection) -> str:
    """Both outputs against the gold; of two folders only that of the broken one."""
    good, broken = found.last_good, found.first_broken
    both = [good, broken] if good.run == broken.run else [broken]
    rows = [word for one in both for word in ("--extractor", one.extractor)]
    return shlex.join(["boilerbench", "show", found.page, "--run", broken.run, *rows])


def _answer(found: Bisection) -> str:
    good, broken = found.last_good, found.first_broken
    values = f"{_value(good)} -> {_value(broken)}"
    if found.between:
        names = ", ".join(found.between)
        return (
            f"{found.page} broke after {good.name} and up to {_name(broken)} ({values}): {names} "
            "could not be run, so it may have been any of these."
        )
    return f"{_name(broken)} is the first that broke {found.page} ({values}); {good.name} is good."


def _name(one: Trial) -> str:
    told = [word for word in (one.title and f'"{visible(one.title)}"', one.date) if word]
    return f"{one.name} ({', '.join(told)})" if told else one.name


def _value(one: Trial) -> str:
    if one.outcome not in ("ok", "empty", None):
        return one.outcome
    return "no value" if one.value is None else f"{one.value:.3f}"


def _trials(found: Bisection) -> str:
    """Every version that was run or known, the oldest first."""
    rows = [
        [one.name, one.date or "-", one.verdict, _value(one) if one.outcome else "-", _why(one)]
        for one in found.tried
    ]
    headers = ["tried", "date", "verdict", found.rule.value, ""]
    return render(headers, rows, "table", ["left", "left", "left", "right", "left"])


def _why(one: Trial) -> str:
    told = one.reason or one.title or ""
    return textwrap.shorten(visible(told), 48, placeholder=" …")


def _changes(found: Bisection) -> str:
    pair = f"from {found.last_good.name} to {found.first_broken.name}"
    if not found.changes:
        return f"Nothing else changed {pair}: Python and all dependencies are the same."
    return f"What else changed {pair}: {', '.join(found.changes)}."


def _pieces(found: Bisection) -> Iterator[str]:
    if not found.pieces:
        yield "Both outputs have the same words in the same order."
        return
    good, broken = found.last_good.name, found.first_broken.name
    yield f"- only in {good}   + only in {broken}   ~ moved   [between words that both have]"
    for piece in found.pieces[:MOST]:
        yield from _lines(piece)
    if len(found.pieces) > MOST:
        yield f"  and {len(found.pieces) - MOST} more: --format json has them all."


def _lines(piece: Piece) -> Sequence[str]:
    words = visible(piece.text).split()
    if len(words) > LONGEST:
        half = LONGEST // 2
        words = [*words[:half], f"… {len(words) - LONGEST} words …", *words[-half:]]
    sign = f"{SIGNS[piece.mark]} "
    before, after = visible(piece.before), visible(piece.after)
    around = f"{before and f'… {before} '}[{' '.join(words)}]{after and f' {after} …'}"
    return textwrap.wrap(
        around, WIDTH, initial_indent=sign, subsequent_indent=sign, break_long_words=False
    )
