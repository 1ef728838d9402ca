"""The words of a gold text as numbers, and outputs in these numbers, each line cut only once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from typing import Final, TypeAlias

import numpy as np

from boilerbench.scoring.lookup import Numbers
from boilerbench.scoring.wordsearch import UNKNOWN, WordTables, numbered, word_tables

Cut: TypeAlias = Callable[[str], bytes]
"""A text's words in UTF-8 between spaces; every line break of the text, and no other, stays."""

LONG: Final = 1 << 16  # characters of a text from which its words are looked up all at once
HELD: Final = 1 << 17  # characters of lines that one vocabulary remembers
COST: Final = 256  # characters that a remembered line counts for beside its own


@dataclass(eq=False)
class Vocabulary:
    """The words of some texts, numbered from 1 as they come; 0 is any other word.

    Systems that extract one page return much the same lines: what a line's numbers are is
    remembered, up to HELD characters of lines.
    """

    cut: Cut
    numbers: dict[bytes, bytes]
    lines: dict[str, bytes] = field(default_factory=dict, repr=False)
    held: int = 0

    @property
    def base(self) -> int:
        """One more than the highest number."""
        return len(self.numbers) + 1

    def number(self, text: str) -> Numbers:
        """The numbers of the words of a text, in order."""
        if len(text) >= LONG:
            return numbered(self._tables, self.cut(text))
        if self.held > HELD:
            self.lines.clear()
            self.held = 0
        lines = text.split("\n")
        new = set(lines).difference(self.lines)
        if new:
            self._learn(list(new))
        return np.frombuffer(b"".join(map(self.lines.__getitem__, lines)), np.int32)

    def number_cut(self, cut: bytes) -> Numbers:
        """The numbers of the words of a text that was cut already."""
        return np.frombuffer(self._packed(cut.split()), np.int32)

    def number_words(self, words: Iterable[str]) -> Numbers:
        """The numbers of words that were cut already."""
        return np.frombuffer(self._packed(map(str.encode, words)), np.int32)

    def _packed(self, words: Iterable[bytes]) -> bytes:
        return b"".join(map(self.numbers.get, words, repeat(UNKNOWN)))

    def _learn(self, new: list[str]) -> None:
        text = "\n".join(new)
        for line, words in zip(new, self.cut(text).split(b"\n"), strict=True):
            self.lines[line] = self._packed(words.split())
        self.held += len(text) + COST * len(new)

    @cached_property
    def _tables(self) -> WordTables:
        return word_tables(self.numbers)


def vocabulary(texts: Iterable[bytes], cut: Cut) -> Vocabulary:
    """The vocabulary of texts that were cut already."""
    words = dict.fromkeys(b" ".join(texts).split())
    numbers = np.arange(1, len(words) + 1, dtype=np.int32).view("V4").tolist()
    return Vocabulary(cut, dict(zip(words, numbers, strict=True)))
