"""Which extractors kept which block of a page."""

from collections import Counter
from collections.abc import Sequence
from itertools import count, groupby

from boilerbench.drafting.blocks import Block
from boilerbench.scoring.diffing import aligned
from boilerbench.text import tokens

KEPT = 0.8
"""The part of a block's words that an output must hold to have kept it."""

RUN = 3
"""Words that must stand together in page and output alike, or a whole block: single words match by
chance."""


def kept_blocks(blocks: Sequence[Block], output: str) -> tuple[bool, ...]:
    """For each block whether an output holds it, in the order of the page."""
    numbers: dict[str, int] = {}

    def number(word: str) -> int:
        return numbers.setdefault(word, len(numbers))

    page = [number(word) for block in blocks for word in block.words]
    held = aligned(page, [number(word) for word in tokens(output)])
    owner = [index for index, block in enumerate(blocks) for _ in block.words]
    kept = [0] * len(blocks)
    for run in _runs(held):
        found = Counter(owner[at] for at in run)
        for index, words in found.items():
            if len(run) >= RUN or words == len(blocks[index].words):
                kept[index] += words
    return tuple(
        words >= KEPT * len(block.words) for words, block in zip(kept, blocks, strict=True)
    )


def _runs(held: Sequence[int]) -> list[list[int]]:
    """Stretches of the page that stand unbroken in the output."""
    steps = count()
    matched = [(at, place) for at, place in enumerate(held) if place >= 0]
    grouped = groupby(matched, key=lambda pair: (pair[0] - (step := next(steps)), pair[1] - step))
    return [[at for at, _ in group] for _, group in grouped]
