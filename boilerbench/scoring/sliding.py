"""Moves left-over output to the paragraph boundary at which it was most likely inserted."""

from collections.abc import Collection, Sequence

from boilerbench.scoring.claims import FREE
from boilerbench.scoring.stretches import stretches


def slid(output: Sequence[int], held: list[int], breaks: Collection[int]) -> list[int]:
    """The alignment with each left-over run moved between two gold paragraphs, if it can be.

    "the | x y the | summit" aligns as well as "| the x y | the summit" does; the second says that
    something was put before a paragraph. `breaks` are the places of gold at which one begins.
    A run moves by no more than its own length.
    """
    held = held[:]
    for start, end in list(stretches(place == FREE for place in held)):
        if start and held[start - 1] + 1 in breaks:
            continue
        if (shift := _shift(output, held, breaks, start, end)) > 0:
            held[end - shift : end] = held[start - shift : start]
            held[start - shift : start] = [FREE] * shift
        elif shift < 0:
            held[start : start - shift] = held[end : end - shift]
            held[end : end - shift] = [FREE] * -shift
    return held


def _shift(
    output: Sequence[int], held: list[int], breaks: Collection[int], start: int, end: int
) -> int:
    """By how many tokens a left-over run goes left, or right if negative; 0 if it stays."""
    for shift in range(1, min(end - start, start) + 1):
        place = held[start - shift]
        if place == FREE or output[start - shift] != output[end - shift]:
            break
        if place in breaks:
            return shift
    for shift in range(1, min(end - start, len(held) - end) + 1):
        place = held[end + shift - 1]
        if place == FREE or output[end + shift - 1] != output[start + shift - 1]:
            break
        if place + 1 in breaks:
            return -shift
    return 0
