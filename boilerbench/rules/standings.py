"""Scores of the same pages without a rule and with it: means, and how sure their difference is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from boilerbench.records import Page
from boilerbench.rules.ledgers import Change, Standing
from boilerbench.scores import value_of, written
from boilerbench.scoring import HEADLINE
from boilerbench.scoring.metric import Floats, Row, failure
from boilerbench.scoring.remembered import page_statistics
from boilerbench.statistics import differences

VALUES: Final = ("f1", "precision", "recall")


@dataclass(frozen=True, slots=True)
class Pair:
    """What one page's output is under the headline metric, without something and with it."""

    page: Page
    without: Row
    with_rule: Row


def pair(page: Page, without: str | None, with_rule: str | None) -> Pair | None:
    """The page's statistics for two outputs, None for a failure; None where it is not judged."""
    if not HEADLINE.judges(page.gold):
        return None
    rows = [_row(page, one) for one in (without, with_rule)]
    return None if rows[0] is None or rows[1] is None else Pair(page, rows[0], rows[1])


def _row(page: Page, text: str | None) -> Row | None:
    if text is None:
        return failure(HEADLINE, page.gold)
    return page_statistics(HEADLINE, page.gold, text)


def standing(pairs: Sequence[Pair], seed: int = 0) -> Standing | None:
    """What changes over these pages; None where there are none."""
    if not pairs:
        return None
    tables = [
        np.array([one.with_rule for one in pairs], float),
        np.array([one.without for one in pairs], float),
    ]
    sites, ids = [one.page.site for one in pairs], [one.page.id for one in pairs]
    changes: dict[str, Change] = {}
    p = None
    for value in VALUES:
        (found,) = differences(
            HEADLINE,
            tables,
            sites,
            ids=ids,
            value=value,
            permutations=10_000 if value == HEADLINE.headline else 0,
            seed=seed,
        )
        with_rule, without = (_mean(table, value) for table in tables)
        changes[value] = Change(without, with_rule, value_of(found, found.pages))
        p = written(found.p) if value == HEADLINE.headline else p
    return Standing(len(pairs), **changes, p=p)


def _mean(table: Floats, value: str) -> float | None:
    means = HEADLINE.summary(table, np.ones((1, len(table))))
    return written(float(means[value][0]))
