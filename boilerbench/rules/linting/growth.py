"""Regular expressions that take too long: by the signs in them, and by trying them."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import regex

from boilerbench.rules.linting.samples import first_characters, pumps, sample
from boilerbench.rules.linting.structure import Item, structure, walk

LONGEST: Final = 1024
"""Characters up to which an expression is tried: a long paragraph."""

TIMEOUT: Final = 0.25
"""Seconds from which on it is slow."""

_PUMPS: Final = 6
_LENGTHS: Final = (16, 24, 32, 48, 64, 128, 256, 512, LONGEST)


@dataclass(frozen=True, slots=True)
class Slow:
    """How an expression got slow: on so many characters, of which these were repeated.

    `before` are the seconds it took for fewer characters.
    """

    characters: int
    pump: str
    before: tuple[tuple[int, float], ...]

    def __str__(self) -> str:
        told = f"over {TIMEOUT:g} s on {self.characters} characters, {self.pump!r} again and again"
        known = ", ".join(f"{seconds:.3f} s on {count}" for count, seconds in self.before)
        return f"{told} ({known})" if known else told


def signs(pattern: str) -> str | None:
    """What in an expression makes a backtracking engine try the same text in many ways; or None."""
    try:
        tree = structure(pattern)
    except (ValueError, RecursionError):
        return None
    for item in walk(tree):
        told = _nested(item) or _overlapping(item)
        if told and item.repeats and not item.atomic:
            return told
    return None


def _nested(item: Item) -> str | None:
    """A repetition in a repetition, with nothing else that must stand between two rounds."""
    if any(map(_is_loop, item.alternatives)):
        return "a repetition in a repetition, with nothing that must stand between"
    return None


def _is_loop(items: Sequence[Item]) -> bool:
    """Whether items may be one repetition and nothing else, in as many groups as there are."""
    loops = [
        one
        for one in items
        if not one.atomic
        and not one.empty
        and (one.repeats or any(map(_is_loop, one.alternatives)))
    ]
    return bool(loops) and all(one.nullable or one in loops for one in items)


def _overlapping(item: Item) -> str | None:
    for one, other in combinations(item.alternatives[:20], 2):
        both = first_characters(one) & first_characters(other)
        if both and (len(one) == 1 or len(other) == 1 or one == other):
            shown = min(both)
            return f"alternatives in a repetition that can begin alike, with {shown!r}"
    return None


def tried(pattern: str, flags: int = regex.MULTILINE) -> Slow | None:
    """How slow an expression is on strings made to be hard for it; None where it is not.

    The strings hold what it demands, but before a stretch that it repeats and that ends wrong.
    """
    try:
        tree = structure(pattern)
        compiled = regex.compile(pattern, flags)
    except (ValueError, RecursionError, regex.error):
        return None
    if sum(item.repeats for item in walk(tree)) < 2 and not signs(pattern):
        return None
    for pump in list(dict.fromkeys(pumps(tree)))[:_PUMPS]:
        for before in dict.fromkeys(("\n".join(map(sample, tree)) + "\n", "")):
            if slow := _on(compiled, before, pump):
                return slow
    return None


def _on(compiled: "regex.Pattern[str]", before: str, pump: str) -> Slow | None:
    took: list[tuple[int, float]] = []
    for length in _LENGTHS:
        text = before + pump * max(1, length // len(pump)) + "\x01"
        start = time.perf_counter()
        try:
            for _ in compiled.finditer(text, timeout=TIMEOUT):
                pass
        except TimeoutError:
            return Slow(len(text), pump, tuple(took[-2:]))
        took.append((len(text), time.perf_counter() - start))
    return None


def expressions(pattern: str) -> Iterator[str]:
    """For `re:test(…, 'pattern')` in an XPath: the patterns."""
    for found in _TESTED.finditer(pattern):
        yield found[1] or found[2] or ""


_TESTED: Final = regex.compile(r"re:(?:test|match|replace)\(\s*[^,]+,\s*(?:\"([^\"]*)\"|'([^']*)')")
