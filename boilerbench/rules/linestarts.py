"""Rules of whole lines, looked up by a line's first word instead of each in every text."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Final

import regex

from boilerbench.rules.model import Lines, TextMatcher
from boilerbench.rules.patterns import (
    SECONDS,
    Span,
    compiled_text,
    folded_text,
    known_length,
    words_of,
)

# The first word of a line as strict rules and loose ones cut it; lines end in \n alone, as for `^`.
_STRICT: Final = regex.compile(r"^[ \t]*([^ \t\r\n\f]+)", regex.MULTILINE)
_LOOSE: Final = regex.compile(r"^[ \t]*([^\s\u200b\u2060\ufeff]+)", regex.MULTILINE)


class LineStarts:
    """Whole-line matchers by how their first word is written, each with a number.

    `numbers` are those it can look up. What begins in a word that may be written in several ways,
    or that may be fused with what follows it, is not among them.
    """

    def __init__(self, matchers: Iterable[tuple[int, TextMatcher]]) -> None:
        self._strict: dict[str, list[tuple[int, Lines]]] = defaultdict(list)
        self._loose: dict[str, list[tuple[int, Lines]]] = defaultdict(list)
        for number, what in matchers:
            if isinstance(what, Lines) and (word := _first_word(what)):
                (self._loose if what.loose else self._strict)[word].append((number, what))
        both = (self._strict, self._loose)
        self.numbers = frozenset(n for by in both for found in by.values() for n, _ in found)

    def spans(self, text: str, wanted: Collection[int]) -> dict[int, list[Span] | None]:
        """What the wanted ones find in a text, as `Pattern.spans` finds it; None: it took too long.

        Those that find nothing are left out.
        """
        found: dict[int, list[Span] | None] = {}
        for start, number, what in self._begun(text):
            spans = found.get(number, [])
            if number not in wanted or spans is None or (spans and start < spans[-1][1]):
                continue
            try:
                match = compiled_text(what).found.match(text, start, timeout=SECONDS)
            except TimeoutError:
                found[number] = None
                continue
            if match:
                found[number] = [*spans, match.span()]
        return found

    def _begun(self, text: str) -> Iterator[tuple[int, int, Lines]]:
        """Where a line begins as a matcher does, in the order of lines."""
        if self._strict:
            for line in _STRICT.finditer(text):
                for number, what in self._strict.get(line[1], ()):
                    yield line.start(), number, what
        if self._loose:
            for line in _LOOSE.finditer(text):
                for number, what in self._loose.get(folded_text(line[1]), ()):
                    yield line.start(), number, what


def _first_word(what: Lines) -> str | None:
    """How the first word of a whole-line matcher stands in every text; None where nobody knows."""
    if what.match != "whole" or not what.lines:
        return None
    words = words_of(what.lines[0], loose=what.loose)
    if len(words) < 2 <= len(what.lines):  # fused with the line that follows, it is another word
        return None
    if what.loose:
        return words[0].casefold() if words and known_length(words[0]) else None
    return words[0] if words else None
