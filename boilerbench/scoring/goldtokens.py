"""A page's gold cut into tokens once, for the many outputs that are held against it."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise, repeat
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from boilerbench.records import Gold
from boilerbench.scoring.vocabulary import Vocabulary
from boilerbench.text import token_bytes, token_spans

Numbers = tuple[int, ...]
Array: TypeAlias = NDArray[np.int32]
UNKNOWN = 0
SHORT = 24  # characters of a token whose beginnings are all held: few words are longer
LONGEST = 200  # characters of a token worth taking apart; longer ones are encoded data


@dataclass(frozen=True, eq=False)
class GoldTokens:
    """Gold text, optional texts (the title last) and noise as token numbers; 0 is any other token.

    `breaks` are the places in the text at which a paragraph begins or the text ends. `starts` and
    `ends` are the tokens that open and close a paragraph or segment, `inside` the neighbours
    within optional text and noise: the places where lost white space fuses tokens. `marked` are
    the words of optional text and noise, `in_order` the same in the order of their letters.
    """

    numbers: dict[str, int]
    text: Numbers
    source: str = field(repr=False)
    paragraphs: tuple[Numbers, ...]
    breaks: frozenset[int]
    optional: tuple[Numbers, ...]
    noise: tuple[Numbers, ...]
    words: frozenset[str]
    starts: frozenset[str]
    ends: frozenset[str]
    inside: frozenset[tuple[str, str]]
    marked: frozenset[str]
    in_order: tuple[str, ...] = field(repr=False)

    @property
    def base(self) -> int:
        """One more than the highest number."""
        return len(self.numbers) + 1

    @cached_property
    def array(self) -> Array:
        """The text once more, for what looks at all of it at once."""
        return np.array(self.text, np.int32)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The same numbers for outputs that are numbered whole."""
        words = map(str.encode, self.numbers)
        packed = np.arange(1, self.base, dtype=np.int32).view("V4").tolist()
        return Vocabulary(token_bytes, dict(zip(words, packed, strict=True)))

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where each token stands in the gold text."""
        return tuple(token_spans(self.source))

    @cached_property
    def openings(self) -> frozenset[str]:
        """How longer marked words begin: in up to `SHORT` characters."""
        return frozenset(
            word[:length] for word in self.marked for length in range(1, min(len(word), SHORT + 1))
        )

    def opens(self, word: str) -> bool:
        """Whether a longer marked word begins so."""
        if len(word) <= SHORT:
            return word in self.openings
        at = bisect_right(self.in_order, word)
        return at < len(self.in_order) and self.in_order[at].startswith(word)

    @cached_property
    def opening(self) -> tuple[bool, ...]:
        """Of each number whether a longer marked word begins with that token."""
        return (False, *map(self.opens, self.numbers))

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """Marked words, and how longer ones begin in up to `SHORT` characters."""
        return self.openings | self.marked

    @cached_property
    def lefts(self) -> frozenset[str]:
        """The tokens that lost white space may have fused with what follows."""
        return self.ends.union(left for left, _ in self.inside)

    @cached_property
    def rights(self) -> frozenset[str]:
        """The tokens that lost white space may have fused with what stands before."""
        return self.starts.union(right for _, right in self.inside)

    def number(self, words: Iterable[str]) -> list[int]:
        """The numbers of an output's tokens."""
        return list(map(self.numbers.get, words, repeat(UNKNOWN)))

    def array_of(self, words: Sequence[str]) -> Array:
        """The same as an array."""
        return np.fromiter(map(self.numbers.get, words, repeat(UNKNOWN)), np.int32, len(words))


@lru_cache(maxsize=1024)
def gold_tokens(gold: Gold) -> GoldTokens:
    """The tokens of all that gold holds."""
    once: dict[str, str] = {}  # each word as one string, however often it stands there

    def cut(texts: Iterable[str]) -> list[list[str]]:
        lines = "\n".join(text.replace("\n", " ") for text in texts)
        words = token_bytes(lines).decode().split("\n")
        return [[once.setdefault(word, word) for word in line.split()] for line in words]

    paragraphs = cut(gold.paragraphs)
    optional = cut([*(one.text for one in gold.optional), gold.title or ""])
    noise = cut(one.text for one in gold.noise) if gold.noise else []
    blocks = [block for block in [*paragraphs, *optional, *noise] if block]
    marked = {word for block in [*optional, *noise] for word in block if len(word) <= LONGEST}
    numbers = {word: number for number, word in enumerate(once, start=UNKNOWN + 1)}

    def numbered(texts: list[list[str]]) -> tuple[Numbers, ...]:
        return tuple(tuple(numbers[word] for word in text) for text in texts)

    return GoldTokens(
        numbers=numbers,
        text=tuple(numbers[word] for paragraph in paragraphs for word in paragraph),
        source=gold.text or "",
        paragraphs=tuple(one for one in numbered(paragraphs) if one),
        breaks=frozenset(accumulate(map(len, paragraphs), initial=0)),
        optional=numbered(optional),
        noise=numbered(noise),
        words=frozenset(word for paragraph in paragraphs for word in paragraph),
        starts=frozenset(block[0] for block in blocks),
        ends=frozenset(block[-1] for block in blocks),
        inside=frozenset(pair for block in [*optional, *noise] for pair in pairwise(block)),
        marked=frozenset(marked),
        in_order=tuple(sorted(marked)),
    )
