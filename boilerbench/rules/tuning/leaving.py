"""What is left of pages after some rules, and after one of them more or less, all at once."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from boilerbench.rules.tuning.objectives import Counts, Objective
from boilerbench.rules.tuning.tallies import Flags, Places, Tally
from boilerbench.scoring.metric import Floats
from boilerbench.statistics.ordered import ordered


@dataclass(frozen=True, slots=True, eq=False)
class Left:
    """What some rules leave of pages: the words kept, how many rules cut each atom, what is gained.

    Several rules that let an extractor choose anew gain as much as the one that gains most: what
    they do together is known only once the pages are extracted with all of them.
    """

    chosen: Flags
    counts: Counts
    gold: Floats
    """Gold words as they add up; `counts` has no more of them than there are."""
    cut_by: Places
    gained: tuple[Floats, Floats]
    """Gold words and others that only the output with the rules has, by page."""
    destroyed: float = 0.0
    """Gold words cut on all pages, whatever was gained."""


def left_by(tally: Tally, rules: Collection[int]) -> Left:
    """What a set of rules leaves: all but the union of what they cut."""
    chosen = np.zeros(tally.rules, dtype=bool)
    chosen[list(rules)] = True
    entries = chosen[tally.rule]
    cut_by = np.bincount(tally.link_atom[entries[tally.link_entry]], minlength=len(tally.atom_gold))
    pages, without = len(tally.pages), tally.without
    gold, other = (
        summed(tally.atom_page, words * (cut_by > 0), pages)
        for words in (tally.atom_gold, tally.atom_other)
    )
    more = _most(tally, tally.gained_gold, entries), _most(tally, tally.gained_other, entries)
    kept = without.gold - gold + more[0]
    counts = Counts(
        np.minimum(kept, without.wanted), without.other - other + more[1], without.wanted
    )
    return Left(chosen, counts, kept, cut_by, more, destroyed=float(gold.sum()))


def _most(tally: Tally, gained: Floats, entries: Flags) -> Floats:
    """Of each page the most that one of some entries gains."""
    found = np.zeros(len(tally.pages))
    some = entries & (gained > 0)
    np.maximum.at(found, tally.page[some], gained[some])
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Changed:
    """Of each rule the score once it is chosen, or no longer; and gold words it alone destroys."""

    scores: Floats
    destroyed: Floats


def with_one_more(tally: Tally, left: Left, objective: Objective) -> Changed:
    """Each rule added to those chosen."""
    gold, other = _sole(tally, left.cut_by == 0)
    gained = (tally.gained_gold, tally.gained_other)
    more = [
        np.maximum(words - most[tally.page], 0.0)
        for words, most in zip(gained, left.gained, strict=True)
    ]
    scores = _scores(tally, left, more[0] - gold, more[1] - other, objective)
    return Changed(scores, summed(tally.rule, gold, tally.rules))


def with_one_less(tally: Tally, left: Left, objective: Objective) -> Floats:
    """The score without each of the chosen rules; -inf for the others."""
    gold, other = _sole(tally, left.cut_by == 1)
    scores = np.where(left.chosen, _scores(tally, left, gold, other, objective), -np.inf)
    gains = (tally.gained_gold + tally.gained_other > 0) & left.chosen[tally.rule]
    for rule in np.unique(tally.rule[gains]).tolist():  # few: what another gains too is not lost
        rest = set(np.flatnonzero(left.chosen).tolist()) - {rule}
        scores[rule] = objective.score(left_by(tally, rest).counts)
    return np.asarray(scores)


def _sole(tally: Tally, atoms: Flags) -> tuple[Floats, Floats]:
    """The gold words, and the others, that each entry has among some atoms."""
    live = atoms[tally.link_atom]
    entry, atom = tally.link_entry[live], tally.link_atom[live]
    size = len(tally.rule)
    gold, other = tally.atom_gold[atom], tally.atom_other[atom]
    return summed(entry, gold, size), summed(entry, other, size)


def summed(places: Places, numbers: Floats, size: int) -> Floats:
    """The sums of the numbers of each place."""
    return np.asarray(np.bincount(places, numbers, minlength=size), dtype=float)


def _scores(tally: Tally, left: Left, gold: Floats, other: Floats, objective: Objective) -> Floats:
    """The score after each rule's entries have so many words more, the other pages as now."""
    some = np.flatnonzero((gold != 0) | (other != 0))  # few, once most words are gone
    page, rule, now = tally.page[some], tally.rule[some], left.counts
    after = Counts(
        np.minimum(left.gold[page] + gold[some], now.wanted[page]),
        now.other[page] + other[some],
        now.wanted[page],
    )
    if objective.average == "pooled":
        sums = [
            one.sum() + summed(rule, new - one[page], tally.rules)
            for one, new in ((now.gold, after.gold), (now.other, after.other))
        ]
        return objective.values(Counts(sums[0], sums[1], np.full(tally.rules, now.wanted.sum())))
    before, changed = objective.values(now), objective.values(after)
    if objective.average == "page":
        change = summed(rule, changed - before[page], tally.rules)
        return np.asarray(before.mean() + change / len(before))
    rows = np.tile(before, (tally.rules, 1))
    rows[rule, page] = changed
    return np.asarray(ordered(objective.average, 1.0).of_rows(rows))
