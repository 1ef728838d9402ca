"""The words of an extractor's output, with what each is, for rules that cut text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boilerbench.records import NOISE_KINDS, Gold
from boilerbench.rules.labels import (
    COLUMNS,
    GOLD,
    NOISE,
    NONE,
    OPTIONAL,
    UNLABELLED,
    Codes,
    Counts,
    Entries,
    running,
    with_snippets,
)
from boilerbench.rules.patterns import Span
from boilerbench.scoring.alignment import attributed
from boilerbench.scoring.claims import FREE


@dataclass(frozen=True)
class Output:
    """A text, where each of its words begins, its code and its noise entry, or -1."""

    text: str
    starts: NDArray[np.int64]
    codes: Codes
    entries: Entries
    sums: Counts

    def words(self, span: Span) -> tuple[int, int]:
        """The number of the first word that begins in some characters, and the one behind."""
        first, behind = np.searchsorted(self.starts, span).tolist()
        return int(first), int(behind)

    def counts(self, spans: Iterable[Span]) -> Counts:
        """How many words of each code begin in spans that do not overlap."""
        found = np.zeros(COLUMNS, np.int64)
        for span in spans:
            first, behind = self.words(span)
            found += self.sums[behind] - self.sums[first]
        return found


def output_of(gold: Gold, text: str) -> Output:
    """An output by its gold, as scoring reads it: moved gold is gold, repeated gold is not."""
    known = with_snippets(gold)
    prepared, parts, found = attributed(known, text)
    optional = len(prepared.optional)
    kinds: Mapping[int, int] = {
        FREE: UNLABELLED,
        **dict.fromkeys(range(optional), OPTIONAL),
        **{
            number: NOISE + NOISE_KINDS.index(one.kind)
            for number, one in enumerate(known.noise, optional)
        },
    }
    codes = np.array([kinds[owner] for owner in found.owner], np.int8)
    wanted = (np.array(found.held, np.int64) != FREE) | (np.array(found.moved, np.int64) != FREE)
    codes[wanted] = GOLD
    owners = np.array(found.owner, np.int32)
    entries = np.where(owners >= optional, owners - optional, np.int32(NONE)).astype(np.int32)
    starts = np.array([start for start, _ in parts.spans], np.int64)
    return Output(text, starts, codes, entries, running(codes))


def lines_of(text: str) -> list[tuple[str, Span]]:
    """The lines of a text that have anything but white space, with their characters."""
    found: list[tuple[str, Span]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            found.append((line.strip(), (at, at + len(line.rstrip("\r\n")))))
        at += len(line)
    return found
