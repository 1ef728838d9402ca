"""Selection on all pages, and the same on all but the sites of a fold, judged on those."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from boilerbench.rules.tuning.candidates import Candidates, preference
from boilerbench.rules.tuning.forward import Aim, Choice, select
from boilerbench.rules.tuning.leaving import left_by
from boilerbench.rules.tuning.objectives import Counts
from boilerbench.rules.tuning.tallies import Flags, Tally


@dataclass(frozen=True, slots=True, eq=False)
class Fold:
    """What was chosen without the sites of a fold, and what that leaves of pages.

    `held_out` says of each page whether the fold holds it out; `train` and `test` are the words
    left of the pages that it was chosen on, and of those held out. `possible` are the rules that
    fired on a page of the first; `destroyed` are the gold words that each of its rules cuts on
    held-out pages, if any.
    """

    held_out: Flags
    rules: tuple[int, ...]
    train: Counts
    test: Counts
    possible: Flags
    destroyed: Mapping[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Selected:
    """What was chosen on all pages, the sets met on the way, and the folds."""

    tally: Tally
    aim: Aim
    path: tuple[Choice, ...]
    folds: tuple[Fold, ...]

    @property
    def rules(self) -> tuple[int, ...]:
        """The rules chosen on all pages, in order."""
        return self.path[-1].rules

    def held_out(self) -> Counts | None:
        """The words left of each page by what was chosen without its site; None without folds."""
        if not self.folds:
            return None
        wanted = self.tally.without.wanted
        found = Counts(np.zeros_like(wanted), np.zeros_like(wanted), wanted)
        for fold in self.folds:
            found.gold[fold.held_out] = fold.test.gold
            found.other[fold.held_out] = fold.test.other
        return found

    def chosen_in(self, rule: int) -> tuple[int, int]:
        """In how many folds a rule was chosen, of how many in which it fired on a training page."""
        possible = [fold for fold in self.folds if fold.possible[rule]]
        return sum(rule in fold.rules for fold in possible), len(possible)


def cross_validated(
    tally: Tally,
    found: Candidates,
    aim: Aim,
    held: Sequence[Flags],
    tallies: Sequence[Tally] | None = None,
) -> Selected:
    """The selection on all pages, and on all but those that each fold holds out.

    `tallies` are those of the folds, where they are not of the same outputs.
    """
    path = select(tally, aim, found.groups, preference(found, tally))
    of_folds = tallies or [tally] * len(held)
    folds = [_fold(one, found, aim, out) for one, out in zip(of_folds, held, strict=True)]
    return Selected(tally, aim, tuple(path), tuple(folds))


def _fold(tally: Tally, found: Candidates, aim: Aim, held_out: Flags) -> Fold:
    train, test = tally.on(~held_out), tally.on(held_out)
    rules = select(train, aim, found.groups, preference(found, train))[-1].rules
    return Fold(
        held_out=held_out,
        rules=rules,
        train=left_by(train, rules).counts,
        test=left_by(test, rules).counts,
        possible=train.pages_of() > 0,
        destroyed={rule: gold for rule in rules if (gold := _gold_cut(test, rule))},
    )


def _gold_cut(tally: Tally, rule: int) -> int:
    return int(left_by(tally, (rule,)).destroyed)
