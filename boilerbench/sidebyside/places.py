"""Where the words of a text stand in it, looked for only in the lines that are asked about."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from boilerbench.corpora.words import beginning
from boilerbench.scoring.units import Units
from boilerbench.text import token_bytes, token_spans

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """A text's lines, by the number of the first word of each and by their first characters.

    `known` are the places of all words, where they had to be looked for anyway.
    """

    text: str
    words: Sequence[int]
    starts: Sequence[int]
    known: Sequence[Span] | None
    _seen: dict[int, list[Span]] = field(default_factory=dict)

    def lines(self, size: int) -> NDArray[np.int64]:
        """The number of the line of each of so many words."""
        found = np.searchsorted(np.array(self.words), np.arange(size), "right")
        return found.astype(np.int64)

    def span(self, word: int) -> Span:
        """The first character of a word, and the one behind its last."""
        if self.known is not None:
            return self.known[word]
        line = self._line(word)
        start = self.starts[line]
        if line not in self._seen:
            behind = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
            self._seen[line] = token_spans(self.text[start:behind])
        first, behind = self._seen[line][word - self.words[line]]
        return start + first, start + behind

    def cut(self, word: int) -> int:
        """Where the text is cut before a word: all before the first belongs to that."""
        if word == 0:
            return 0
        line = self._line(word)
        if self.words[line] == word:
            return self.starts[line]
        return beginning(self.text, self.span(word - 1)[1], self.span(word)[0])

    def _line(self, word: int) -> int:
        return bisect_right(self.words, word) - 1


def places(parts: Units) -> Places:
    """The places of an output's units; all are looked for where tokens were cut or joined."""
    text = parts.text
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n")[:-1])]
    if not (parts.splits or parts.joins):
        counts = (len(line.split()) for line in token_bytes(text).split(b"\n"))
        return Places(text, [0, *accumulate(counts)][:-1], starts, None)
    firsts = np.searchsorted([start for start, _ in parts.spans], starts).tolist()
    return Places(text, firsts, starts, parts.spans)


def known_places(text: str, spans: Sequence[Span]) -> Places:
    """The places of words that have been looked for."""
    return Places(text, [0], [0], spans)
