"""What article-extraction-benchmark computes, as plainly as it does.

Written from its definitions (`evaluate.py`, 4a3bc97) with the functions that it uses: counters of
tuples, the mean and standard deviation of the standard library, a pass over the pages for each
replicate. Only the drawing of pages is apart, so that both sides can be given the same draws.
"""

import random
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

Counts: TypeAlias = tuple[float, float, float]
"""A page's shared, extra and missing shingles, divided by their sum."""
Draws: TypeAlias = Sequence[Sequence[int]]
"""The pages of each replicate."""


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words with their case; all words of a shorter text; none of an empty one."""
    words = re.findall(r"\w+", text)
    runs = (tuple(words[start : start + 4]) for start in range(max(1, len(words) - 3)))
    return Counter(run for run in runs if run)


def counts(true: str, predicted: str) -> Counts:
    """A page's counts, from its gold and an output."""
    gold, found = shingles(true), shingles(predicted)
    tp = fp = fn = 0
    for run in set(gold) | set(found):
        tp += min(gold[run], found[run])
        fp += max(0, found[run] - gold[run])
        fn += max(0, gold[run] - found[run])
    return normalised(tp, fp, fn)


def accuracy(pairs: Sequence[tuple[str, str]]) -> float:
    """The share of pages whose words are gold's, from (gold, output) of each."""
    return statistics.mean(
        float(re.findall(r"\w+", true) == re.findall(r"\w+", found)) for true, found in pairs
    )


def normalised(tp: float, fp: float, fn: float) -> Counts:
    whole = tp + fp + fn or 1.0
    return tp / whole, fp / whole, fn / whole


def precision_of(tp: float, fp: float, fn: float) -> float:
    if fp == fn == 0:
        return 1.0
    return 0.0 if tp == fp == 0 else tp / (tp + fp)


def recall_of(tp: float, fp: float, fn: float) -> float:
    if fp == fn == 0:
        return 1.0
    return 0.0 if tp == fn == 0 else tp / (tp + fn)


def scores(pages: Sequence[Counts]) -> dict[str, float]:
    """Mean precision of pages with output, mean recall of pages with gold, F1 of the two."""
    precision = statistics.mean([precision_of(tp, fp, fn) for tp, fp, fn in pages if tp + fp > 0])
    recall = statistics.mean([recall_of(tp, fp, fn) for tp, fp, fn in pages if tp + fn > 0])
    f1 = 2 * precision * recall / (precision + recall)
    return {"f1": f1, "precision": precision, "recall": recall}


def drawn(pages: int, replicates: int, seed: int) -> list[list[int]]:
    """Pages drawn one by one, as many as there are."""
    chance = random.Random(seed)
    return [[chance.randint(0, pages - 1) for _ in range(pages)] for _ in range(replicates)]


def bootstrap(pages: Sequence[Counts], draws: Draws) -> dict[str, list[float]]:
    """Each score in each replicate."""
    found = [scores([pages[page] for page in one]) for one in draws]
    return {name: [one[name] for one in found] for name in found[0]}


def deviations(pages: Sequence[Counts], draws: Draws) -> dict[str, float]:
    """What stands behind the +- of its table."""
    return {name: statistics.stdev(some) for name, some in bootstrap(pages, draws).items()}


def differences(
    pages: Sequence[Counts], others: Sequence[Counts], draws: Draws
) -> dict[str, tuple[float, float]]:
    """Mean and standard deviation of each score's difference, as `--bootstrap-differences` has."""
    mine, theirs = bootstrap(pages, draws), bootstrap(others, draws)
    apart = {name: [a - b for a, b in zip(mine[name], theirs[name], strict=True)] for name in mine}
    return {name: (statistics.mean(one), statistics.stdev(one)) for name, one in apart.items()}
