"""Finds many integers among known ones at once, exactly: a hash table made of arrays."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Keys: TypeAlias = NDArray[np.uint64]
Numbers: TypeAlias = NDArray[np.int32]

FACTOR: Final = 0x9E3779B97F4A7C15  # 2^64 divided by the golden ratio: Knuth's multiplicative hash
SPARE: Final = 4  # slots for each key


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Keys and what each is numbered; a slot holds the place of one of the keys that hash to it."""

    factor: np.uint64
    shift: np.uint64
    slots: NDArray[np.int64]
    keys: Keys
    numbers: Numbers

    def places(self, keys: Keys) -> NDArray[np.int64]:
        """The only place where each key can be."""
        return self.slots[((keys * self.factor) >> self.shift).view(np.int64)]


def tables(keys: Keys, numbers: Numbers) -> tuple[Table, ...]:
    """Tables of different keys and their numbers, from 1 up.

    What lost its slot to another key is in the next table, about a tenth of the one before.
    """
    return tuple(_tables(keys, numbers))


def _tables(keys: Keys, numbers: Numbers) -> Iterator[Table]:
    factor = FACTOR
    while len(keys):
        bits = (SPARE * len(keys)).bit_length()
        slots = np.zeros(1 << bits, np.int64)
        table = Table(np.uint64(factor), np.uint64(64 - bits), slots, keys, numbers)
        own = np.arange(len(keys))
        slots[((keys * table.factor) >> table.shift).view(np.int64)] = own
        yield table
        lost = table.places(keys) != own
        keys, numbers = keys[lost], numbers[lost]
        factor = (factor * FACTOR) % 2**64


def found(known: tuple[Table, ...], keys: Keys) -> Numbers:
    """The number of each key; 0 where it is not among the known ones."""
    if not known:
        return np.zeros(len(keys), np.int32)
    places = known[0].places(keys)
    hits = known[0].keys[places] == keys
    numbers: Numbers = known[0].numbers[places] * hits
    missed = np.flatnonzero(~hits)
    if len(missed):
        numbers[missed] = found(known[1:], keys[missed])
    return numbers
