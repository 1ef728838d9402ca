"""Correction of p-values for the number of comparisons."""

import math
from collections.abc import Sequence


def holm(p: Sequence[float]) -> list[float]:
    """p-values adjusted by Holm's step-down method, in the given order; nan stays nan.

    With m p-values (not nan) in rising order, the i-th becomes the greatest of 1 and below of
    (m - j + 1) p_j over j <= i. Told apart at level a where adjusted < a: the chance of one
    false finding among all comparisons is then a at most, however they depend on one another.
    Source: Holm 1979, A simple sequentially rejective multiple test procedure, Scandinavian
    Journal of Statistics 6, 65-70.
    """
    order = sorted((i for i in range(len(p)) if not math.isnan(p[i])), key=lambda i: p[i])
    adjusted = [math.nan] * len(p)
    highest = 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, (len(order) - rank) * p[place]))
        adjusted[place] = highest
    return adjusted
