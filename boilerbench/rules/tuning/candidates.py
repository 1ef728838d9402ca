"""The rules that may be chosen: those of files, and the same with other numbers of pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from boilerbench.rules.model import Repeated, Rule
from boilerbench.rules.tuning.tallies import Tally


@dataclass(frozen=True, slots=True)
class Candidates:
    """Rules, and of each the number of its group: of one group only one is chosen.

    `given` are those that files have, without the variants of them.
    """

    rules: tuple[Rule, ...]
    groups: tuple[int, ...]
    given: tuple[Rule, ...]

    @property
    def fixed(self) -> tuple[int, ...]:
        """The places of exceptions, which switch others off wherever they are."""
        return tuple(at for at, rule in enumerate(self.rules) if rule.exception)

    def of(self, chosen: Sequence[int]) -> tuple[Rule, ...]:
        """The rules chosen, and the exceptions behind them."""
        return tuple(self.rules[at] for at in (*chosen, *self.fixed))


def candidates(rules: Sequence[Rule], numbers: Sequence[int] = ()) -> Candidates:
    """Rules that are on, each once; a rule of repeated lines also with each of some numbers."""
    found: dict[Rule, int] = {}
    given = tuple(dict.fromkeys(rule for rule in rules if rule.on))
    for group, rule in enumerate(given):
        for variant in _variants(rule, numbers):
            found.setdefault(variant, group)
    return Candidates(tuple(found), tuple(found.values()), given)


def _variants(rule: Rule, numbers: Sequence[int]) -> Iterator[Rule]:
    yield rule
    if isinstance(rule.what, Repeated) and not rule.exception:
        for number in numbers:
            yield msgspec.structs.replace(rule, what=Repeated(number))


def preference(found: Candidates, tally: Tally) -> list[int]:
    """Of each rule its rank among rules that gain the same.

    Rules for all sites come first, then those that fired on more sites, then on more pages, then
    as the files have them.
    """
    bound = np.array([bool(rule.sites) for rule in found.rules], dtype=bool)
    keys = (np.arange(tally.rules), -tally.pages_of(), -tally.sites_of(), bound)
    ranks = np.empty(tally.rules, dtype=np.int64)
    ranks[np.lexsort(keys)] = np.arange(tally.rules)
    return ranks.tolist()
