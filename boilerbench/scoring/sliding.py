"""Moves left-over output to the paragraph boundary at which it was most likely inserted."""

from collections.abc import Collection

import numpy as np

from boilerbench.scoring.claims import FREE
from boilerbench.scoring.diffing import Places
from boilerbench.scoring.lookup import Numbers
from boilerbench.scoring.stretches import stretches


def slid(output: Numbers, held: Places, breaks: Collection[int]) -> Places:
    """The alignment with each left-over run moved between two gold paragraphs, if it can be.

    "the | x y the | summit" aligns as well as "| the x y | the summit" does; the second says that
    something was put before a paragraph. `breaks` are the places of gold at which one begins.
    A run moves by no more than its own length.
    """
    held = held.copy()
    for start, end in _movable(output, held):
        if start and int(held[start - 1]) + 1 in breaks:
            continue
        if (shift := _shift(output, held, breaks, start, end)) > 0:
            held[end - shift : end] = held[start - shift : start]
            held[start - shift : start] = FREE
        elif shift < 0:
            held[start : start - shift] = held[end : end - shift]
            held[end : end - shift] = FREE
    return held


def _movable(output: Numbers, held: Places) -> list[tuple[int, int]]:
    """The left-over runs that may move by one token at least, to the left or to the right."""
    runs = np.array(list(stretches(held == FREE)), np.int64).reshape(-1, 2)
    starts, ends = runs.T
    around = np.concatenate((output[-1:], output, output[:1]))  # at the edges it finds too many
    alike = (around[starts] == around[ends]) | (around[ends + 1] == around[starts + 1])
    return [(start, end) for start, end in runs[alike].tolist()]


def _shift(output: Numbers, held: Places, breaks: Collection[int], start: int, end: int) -> int:
    """By how many tokens a left-over run goes left, or right if negative; 0 if it stays."""
    for shift in range(1, min(end - start, start) + 1):
        place = int(held[start - shift])
        if place == FREE or output[start - shift] != output[end - shift]:
            break
        if place in breaks:
            return shift
    for shift in range(1, min(end - start, len(held) - end) + 1):
        place = int(held[end + shift - 1])
        if place == FREE or output[end + shift - 1] != output[start + shift - 1]:
            break
        if place + 1 in breaks:
            return -shift
    return 0
