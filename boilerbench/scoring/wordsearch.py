"""The numbers of the words of a long text: words are read as integers, and all looked up at once.

A word of up to 8 bytes is one integer. One of up to 16 is its first and its last 8 bytes and its
length, which together spell it. The few that are longer are looked up one by one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerbench.scoring.lookup import Keys, Numbers, Table, found, tables

SHORT: Final = 8  # bytes
MEDIUM: Final = 2 * SHORT
UNKNOWN: Final = bytes(4)
_MASKS: Final = np.array([(1 << 8 * size) - 1 for size in range(SHORT + 1)], np.uint64)
_LAST, _LENGTH = np.uint64(36), np.uint64(8)  # bits to the left of them in a medium word's key


@dataclass(frozen=True, slots=True, eq=False)
class WordTables:
    """The words of a vocabulary by their bytes: short ones, parts of medium ones, and all."""

    short: tuple[Table, ...]
    first: tuple[Table, ...]
    last: tuple[Table, ...]
    medium: tuple[Table, ...]
    all: Mapping[bytes, bytes]


def word_tables(numbers: Mapping[bytes, bytes]) -> WordTables:
    """The tables for words and their numbers, which are the four bytes of an integer each."""
    short = [word for word in numbers if len(word) <= SHORT]
    medium = [word for word in numbers if SHORT < len(word) <= MEDIUM]
    first, last = _parts(word[:SHORT] for word in medium), _parts(word[-SHORT:] for word in medium)
    lengths = np.array([len(word) for word in medium], np.uint64)
    return WordTables(
        short=tables(_integers(word.ljust(SHORT, b"\0") for word in short), _of(short, numbers)),
        first=first,
        last=last,
        medium=tables(
            _medium_keys(
                found(first, _integers(word[:SHORT] for word in medium)),
                found(last, _integers(word[-SHORT:] for word in medium)),
                lengths,
            ),
            _of(medium, numbers),
        ),
        all=numbers,
    )


def numbered(known: WordTables, words: bytes) -> Numbers:
    """The number of each of the words between spaces; 0 for one that is not known."""
    content = b"".join((b" " * SHORT, words, b" " * SHORT))
    inside = np.frombuffer(content, np.uint8) > ord(" ")
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    starts, ends = edges[::2], edges[1::2]
    lengths = ends - starts
    windows = np.ndarray(len(content) - SHORT + 1, "<u8", content, 0, (1,))
    keys = windows[starts] & _MASKS[np.minimum(lengths, SHORT)]
    numbers = found(known.short, keys)
    long = np.flatnonzero(lengths > SHORT)
    numbers[long] = 0  # what begins like a short word of 8 bytes
    medium = long[lengths[long] <= MEDIUM]
    first, last = keys[medium], windows[ends[medium] - SHORT]
    numbers[medium] = _medium(known, first, last, lengths[medium].astype(np.uint64))
    longer = long[lengths[long] > MEDIUM]
    spans = zip(starts[longer].tolist(), ends[longer].tolist(), strict=True)
    spelt = map(known.all.get, (content[start:end] for start, end in spans), repeat(UNKNOWN))
    numbers[longer] = np.frombuffer(b"".join(spelt), np.int32)
    return numbers


def _medium(known: WordTables, first: Keys, last: Keys, lengths: Keys) -> Numbers:
    begun, ended = found(known.first, first), found(known.last, last)
    numbers = found(known.medium, _medium_keys(begun, ended, lengths))
    return numbers * ((begun > 0) & (ended > 0))


def _medium_keys(first: Numbers, last: Numbers, lengths: Keys) -> Keys:
    return first.astype(np.uint64) << _LAST | last.astype(np.uint64) << _LENGTH | lengths


def _parts(spelt: Iterable[bytes]) -> tuple[Table, ...]:
    keys = np.unique(_integers(spelt))
    return tables(keys, np.arange(1, len(keys) + 1, dtype=np.int32))


def _integers(spelt: Iterable[bytes]) -> NDArray[np.uint64]:
    return np.frombuffer(b"".join(spelt), "<u8").astype(np.uint64)


def _of(words: Iterable[bytes], numbers: Mapping[bytes, bytes]) -> Numbers:
    return np.frombuffer(b"".join(numbers[word] for word in words), np.int32)
