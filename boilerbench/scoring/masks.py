"""Rescores an output for many choices of its blocks at once, as rules keep and drop them."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from boilerbench.records import Gold
from boilerbench.scoring.claims import FREE
from boilerbench.scoring.goldtokens import gold_tokens
from boilerbench.scoring.metric import Floats
from boilerbench.scoring.optional import optional_owners
from boilerbench.text import tokens

Masks: TypeAlias = NDArray[np.bool_]
Counts: TypeAlias = NDArray[np.float32]

CELLS: Final = 1 << 22
"""Numbers that are held at once, masks times contested tokens: 16 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """An output of B blocks counted against a gold text, for any number of masks.

    `contested` counts in each block (B x c) the gold tokens that all blocks together have oftener
    than gold, `wanted` how often gold has each. Of all other gold tokens no choice has too many:
    `sure` is their number in each block. `sizes` are the tokens of each block, `gold` those of
    gold.
    """

    contested: Counts
    wanted: Counts
    sure: Floats
    sizes: Floats
    gold: int


def blocks_of(
    gold: Gold, blocks: Sequence[str], cut: Callable[[str], Sequence[str]] = tokens
) -> Blocks:
    """The blocks of an output, prepared: line by line, or by paragraph, but cut at line breaks.

    Optional text that the whole output kept is taken out of its blocks first, so the rows are
    exact for the mask that keeps all of them, and for every mask where the output holds no
    optional text. With another `cut` than ours nothing is taken out.
    """
    words = [list(cut(block)) for block in blocks]
    kept = _without_optional(gold, words) if cut is tokens else words
    return _counted(list(cut(gold.text or "")), kept)


def mask_statistics(blocks: Blocks, masks: Masks) -> Floats:
    """The rows (tp, fp, fn) of `tokens` for K x B masks, True where a block is kept: K x 3.

    One matrix product and a minimum for many masks together; memory is bounded by `CELLS`.
    """
    masks = np.asarray(masks, dtype=bool)
    step = max(1, CELLS // max(1, blocks.contested.shape[1]))
    parts = [_rows(blocks, masks[start : start + step]) for start in range(0, len(masks), step)]
    return np.concatenate(parts) if parts else np.zeros((0, 3))


def _rows(blocks: Blocks, masks: Masks) -> Floats:
    found = masks.astype(np.float32) @ blocks.contested
    np.minimum(found, blocks.wanted, out=found)
    weights = masks.astype(float)
    shared = weights @ blocks.sure + found.sum(axis=1, dtype=float)
    return np.column_stack([shared, weights @ blocks.sizes - shared, blocks.gold - shared])


def _counted(gold: Sequence[str], words: Sequence[Sequence[str]]) -> Blocks:
    wanted = Counter(gold)
    found = Counter(word for word in chain.from_iterable(words) if word in wanted)
    contested = [word for word, count in found.items() if count > wanted[word]]
    places = {word: place for place, word in enumerate(contested)}
    table = np.zeros((len(words), len(contested)), np.float32)
    sure = np.zeros(len(words))
    for row, block in enumerate(words):
        for word in block:
            if word in places:
                table[row, places[word]] += 1
            elif word in wanted:
                sure[row] += 1
    return Blocks(
        contested=table,
        wanted=np.array([wanted[word] for word in contested], np.float32),
        sure=sure,
        sizes=np.array([len(block) for block in words], dtype=float),
        gold=len(gold),
    )


def _without_optional(gold: Gold, words: Sequence[Sequence[str]]) -> list[list[str]]:
    prepared = gold_tokens(gold)
    owners = optional_owners(prepared.number(list(chain.from_iterable(words))), prepared)
    return list(_free(words, iter(owners)))


def _free(words: Sequence[Sequence[str]], owners: Iterator[int]) -> Iterator[list[str]]:
    for block in words:
        own = islice(owners, len(block))
        yield [word for word, owner in zip(block, own, strict=True) if owner == FREE]
