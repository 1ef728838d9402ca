"""What WCXB computes, as plainly as it does: words as a multiset (`word_f1`)."""

import re
from collections import Counter

Scores = tuple[float, float, float]
"""Precision, recall, F1."""


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def scores(gold: str, text: str) -> Scores:
    """Of one output."""
    return scores_of_words(Counter(words(gold)), Counter(words(text)))


def scores_of_words(true: Counter[str], found: Counter[str]) -> Scores:
    """Of words that are counted."""
    shared = sum((found & true).values())
    precision = shared / found.total() if found else 0.0
    recall = shared / true.total() if true else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall or 1.0)
