"""Finds kept optional text in an output and takes it out before anything is counted."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from boilerbench.records import Gold
from boilerbench.scoring.attribution import attribute
from boilerbench.scoring.claims import FREE, OPTIONAL, Segment
from boilerbench.scoring.goldtokens import Array, GoldTokens, gold_tokens
from boilerbench.scoring.stretches import SHORTEST
from boilerbench.scoring.wanted import Wanted, occurrences, wanted
from boilerbench.text import tokens

STATES = 10_000  # readings of an output tried; repetitive text would have exponentially many


@lru_cache(maxsize=64)
def without_optional(gold: Gold, text: str) -> tuple[str, ...]:
    """The tokens of an output without the optional text it kept.

    Optional text is `gold.optional` and the title, each used once, whole or in runs of three
    tokens or more. Text that gold needs stays: what is aligned with gold, or part of a longer run
    of gold that was moved.
    """
    words = tokens(text)
    prepared = gold_tokens(gold)
    owner = optional_owners(prepared.number(words), prepared)
    return tuple(word for word, one in zip(words, owner, strict=True) if one == FREE)


def kept_numbers(gold: Gold, text: str) -> Array:
    """The same tokens by their numbers in `gold_tokens`."""
    prepared = gold_tokens(gold)
    numbers = prepared.vocabulary.number(text)
    if not _may_hold(numbers, prepared):
        return numbers
    free = np.array(_owners_of(numbers, prepared), np.int64) == FREE
    kept: Array = numbers[free]
    return kept


def optional_owners(output: Sequence[int], gold: GoldTokens) -> list[int]:
    """The place of the optional text that each token of an output belongs to; -1 for the rest."""
    numbers = np.array(output, np.int32)
    if not _may_hold(numbers, gold):
        return [FREE] * len(output)
    return _owners_of(numbers, gold)


def _owners_of(output: Array, gold: GoldTokens) -> list[int]:
    owner = whole_reading(output, gold)
    return attribute(output, gold, optional_segments(gold)).owner if owner is None else owner


@lru_cache(maxsize=64)
def optional_segments(gold: GoldTokens) -> tuple[Segment, ...]:
    """The optional texts as segments, the title last."""
    return tuple(Segment(OPTIONAL, one) for one in gold.optional)


def _may_hold(output: Array, gold: GoldTokens) -> bool:
    """Whether any whole short optional text, or any shingle of a longer one, stands there."""
    return bool(occurrences(output, _signs(gold)))


@lru_cache(maxsize=64)
def _signs(gold: GoldTokens) -> Wanted:
    """What stands in an output that has any optional text."""
    shingles = (
        one[at : at + SHORTEST]
        for one in gold.optional
        for at in range(max(1, len(one) + 1 - SHORTEST))
    )
    return wanted(set(filter(None, shingles)))


def whole_reading(numbers: Array, gold: GoldTokens) -> list[int] | None:
    """The owner of each token (optional text's number, or -1) if the output is gold and no more.

    That is: every paragraph in order, with any of the optional texts before, between and after
    them. None where it is not, or where it repeats itself so much that it cannot be told.
    """
    wanted = len(numbers) - len(gold.text)
    if wanted < 0 or wanted > sum(map(len, gold.optional)):
        return None
    output = numbers.tolist()
    start = (0, 0, frozenset[int]())
    before: dict[tuple[int, int, frozenset[int]], tuple[int, int, frozenset[int]]] = {}
    todo = [start]
    while todo and len(before) < STATES:
        state = todo.pop()
        place, paragraph, used = state
        if place == len(output) and paragraph == len(gold.paragraphs):
            return _owners(state, before)
        for following in _readings(output, gold, place, paragraph, used):
            if following not in before:
                before[following] = state
                todo.append(following)
    return None


def _readings(
    output: Sequence[int], gold: GoldTokens, place: int, paragraph: int, used: frozenset[int]
) -> list[tuple[int, int, frozenset[int]]]:
    """The states after one more paragraph or optional text, the paragraph last."""
    found = [
        (place + len(one), paragraph, used | {number})
        for number, one in enumerate(gold.optional)
        if one and number not in used and tuple(output[place : place + len(one)]) == one
    ]
    if paragraph < len(gold.paragraphs):
        one = gold.paragraphs[paragraph]
        if tuple(output[place : place + len(one)]) == one:
            found.append((place + len(one), paragraph + 1, used))
    return found


def _owners(
    state: tuple[int, int, frozenset[int]],
    before: dict[tuple[int, int, frozenset[int]], tuple[int, int, frozenset[int]]],
) -> list[int]:
    owners: list[int] = [FREE] * state[0]
    while state in before:
        earlier = before[state]
        for number in state[2] - earlier[2]:
            owners[earlier[0] : state[0]] = [number] * (state[0] - earlier[0])
        state = earlier
    return owners
