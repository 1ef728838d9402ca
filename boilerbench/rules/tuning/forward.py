"""Forward selection: the rule that gains most, again and again, with a look back after each."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from boilerbench.rules.tuning.leaving import Left, left_by, with_one_less, with_one_more
from boilerbench.rules.tuning.objectives import Objective
from boilerbench.rules.tuning.tallies import Places, Tally

SAME: Final = 1e-12
"""Scores that differ by less are the same: what is left is rounding."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What is wanted: the objective, the least gain of a rule, the share of kept gold to keep.

    `keep` is of the gold words that the extractor keeps without rules.
    """

    objective: Objective = field(default_factory=Objective)
    min_gain: float = 0.0
    keep: float = 0.0

    def may_destroy(self, tally: Tally) -> float:
        """How many gold words may be cut on some pages; half a word more, for rounding."""
        return float((1 - self.keep) * tally.without.gold.sum()) + 1e-9


@dataclass(frozen=True, slots=True)
class Choice:
    """A set of rules, in the order in which they were chosen, and the score on its pages."""

    rules: tuple[int, ...]
    score: float


def select(
    tally: Tally, aim: Aim, groups: Sequence[int], order: Sequence[int] | None = None
) -> list[Choice]:
    """The sets met on the way from no rule to those that are chosen, which are the last.

    Of one group, numbers that rules share, only one is chosen. Among rules that gain the same the
    one whose place in `order` is lowest is taken.
    """
    ranks = np.arange(tally.rules) if order is None else np.asarray(order, dtype=np.int64)
    search = _Search(tally, aim, np.asarray(groups, dtype=np.int64), ranks, _siblings(groups))
    now, left = Choice((), aim.objective.score(tally.without)), left_by(tally, ())
    path = [now]
    while tally.pages and tally.rules and (step := search.step(now, left)) is not None:
        now, left = search.without_useless(step)
        path.append(now)
    return path


def _siblings(groups: Sequence[int]) -> dict[int, list[int]]:
    """Of each rule that shares its group the others of that group."""
    members: dict[int, list[int]] = defaultdict(list)
    for rule, group in enumerate(groups):
        members[group].append(rule)
    return {
        rule: [one for one in members[group] if one != rule]
        for rule, group in enumerate(groups)
        if len(members[group]) > 1
    }


@dataclass(frozen=True, slots=True, eq=False)
class _Search:
    """What one selection goes by."""

    tally: Tally
    aim: Aim
    groups: Places
    ranks: Places
    siblings: Mapping[int, Sequence[int]]

    def step(self, now: Choice, left: Left) -> Choice | None:
        """The best rule added, or put in the place of one of its group; None where none gains."""
        found = now
        for other in (*self._added(now, left), *self._exchanged(now)):
            if other.score > found.score + SAME:
                found = other
        least = max(self.aim.min_gain - SAME, SAME)
        return found if found.score - now.score > least else None

    def _added(self, now: Choice, left: Left) -> Iterator[Choice]:
        """The rule that gains most, if any is allowed."""
        more = with_one_more(self.tally, left, self.aim.objective)
        free = ~np.isin(self.groups, self.groups[list(now.rules)])
        allowed = free & (left.destroyed + more.destroyed <= self.aim.may_destroy(self.tally))
        if allowed.any():
            scores = np.where(allowed, more.scores, -np.inf)
            best = np.flatnonzero(scores >= scores.max() - SAME)
            rule = int(best[np.argmin(self.ranks[best])])
            yield Choice((*now.rules, rule), float(scores[rule]))

    def _exchanged(self, now: Choice) -> Iterator[Choice]:
        """The sets with a rule in the place of another of its group."""
        for place, rule in enumerate(now.rules):
            for other in self.siblings.get(rule, ()):
                rules = (*now.rules[:place], other, *now.rules[place + 1 :])
                left = left_by(self.tally, rules)
                if left.destroyed <= self.aim.may_destroy(self.tally):
                    yield Choice(rules, self.aim.objective.score(left.counts))

    def without_useless(self, now: Choice) -> tuple[Choice, Left]:
        """The set without rules that have nothing left to do since the newest was chosen."""
        while True:
            left = left_by(self.tally, now.rules)
            scores = with_one_less(self.tally, left, self.aim.objective)
            scores[now.rules[-1]] = -np.inf
            useless = np.flatnonzero(scores >= now.score - SAME)
            if not len(useless):
                return now, left
            rule = int(useless[np.argmax(self.ranks[useless])])
            rest = tuple(one for one in now.rules if one != rule)
            now = Choice(rest, float(scores[rule]))
