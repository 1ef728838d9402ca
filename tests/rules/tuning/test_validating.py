"""Sites dealt into folds, and choices judged on those held out."""

import random
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.rules.effects import PageEffects
from boilerbench.rules.model import Phrase, Repeated, Rule
from boilerbench.rules.tuning.candidates import candidates, preference
from boilerbench.rules.tuning.folds import folds_of
from boilerbench.rules.tuning.forward import Aim
from boilerbench.rules.tuning.fronts import Point, front
from boilerbench.rules.tuning.leaving import left_by
from boilerbench.rules.tuning.objectives import Objective
from boilerbench.rules.tuning.tallies import tally_of
from boilerbench.rules.tuning.validating import Selected, cross_validated
from tests.rules.tuning.pages import page, pages, phrases

SITES = st.lists(st.sampled_from("abcdefgh"), max_size=20).map(sorted)


def selected(
    effects: Sequence[PageEffects], rules: int, aim: Aim | None = None, folds: int = 5
) -> Selected:
    tally = tally_of(effects, rules)
    return cross_validated(tally, phrases(rules), aim or Aim(), folds_of(tally.sites, folds, 0))


@given(SITES, st.integers(2, 10), st.integers(0, 3))
def test_every_page_is_held_out_once_with_all_of_its_site(
    sites: list[str], folds: int, seed: int
) -> None:
    """As many folds as asked for, as far as there are sites; none of them empty."""
    found = folds_of(sites, folds, seed)
    count = min(folds, len(set(sites)))
    assert len(found) == (count if count > 1 else 0)
    if found:
        assert (np.sum(found, axis=0) == 1).all()
    for fold in found:
        held = {site for site, out in zip(sites, fold, strict=True) if out}
        assert fold.any()
        assert all(out for site, out in zip(sites, fold, strict=True) if site in held)


def test_folds_follow_the_seed() -> None:
    """One seed always deals alike, another differently; sizes are even."""
    sites = [f"site{n // 2:02}" for n in range(40)]
    first, again, other = (folds_of(sites, 4, seed) for seed in (1, 1, 2))
    assert [one.tolist() for one in first] == [one.tolist() for one in again]
    assert [one.tolist() for one in first] != [one.tolist() for one in other]
    assert [int(one.sum()) for one in first] == [10] * 4


@given(pages(4), st.randoms(use_true_random=False))
def test_neither_pages_nor_sites_need_an_order(
    effects: Sequence[PageEffects], rng: random.Random
) -> None:
    """The same pages in any order give the same choices in the same folds."""
    turned = list(effects)
    rng.shuffle(turned)
    first, second = selected(effects, 4), selected(turned, 4)
    assert first.path == second.path
    assert [fold.rules for fold in first.folds] == [fold.rules for fold in second.folds]


@given(pages(4, most=8), st.integers(2, 6))
def test_what_is_held_out_is_what_the_other_sites_chose(
    effects: Sequence[PageEffects], folds: int
) -> None:
    """Held-out counts are those of each page under its own fold's rules, nothing else."""
    found = selected(effects, 4, folds=folds)
    held = found.held_out()
    if not found.folds:
        assert held is None
        return
    assert held is not None
    for fold in found.folds:
        whole = left_by(found.tally, fold.rules).counts
        assert held.gold[fold.held_out].tolist() == whole.gold[fold.held_out].tolist()
        assert held.other[fold.held_out].tolist() == whole.other[fold.held_out].tolist()


def test_a_planted_rule_that_helps_one_site_and_destroys_others_is_caught() -> None:
    """On all pages it is worth having; the sites that were not asked say otherwise."""
    bad = [
        page(f"big{n}", "gg" + "n" * 8, {0: ".." + "x" * 8}, site="big.example") for n in range(6)
    ]
    hurt = [page(f"s{n}", "g" * 10, {0: "x" * 5 + "." * 5}, site=f"s{n}.example") for n in range(3)]
    found = selected([*bad, *hurt], 1, folds=4)
    none, held = Objective().score(found.tally.without), found.held_out()
    assert found.rules == (0,)
    assert found.path[-1].score > none
    assert held is not None
    assert Objective().score(held) < none
    assert found.chosen_in(0) == (3, 4)


def test_a_rule_that_cannot_fire_in_training_is_not_counted_against() -> None:
    """Chosen in k of n: n are the folds in which it could have been."""
    some = [page("a", "gn", {0: ".x"}), page("b", "gn", {1: ".x"}), page("c", "gn", {1: ".x"})]
    found = selected(some, 2, folds=3)
    assert found.chosen_in(0) == (2, 2)
    assert found.chosen_in(1) == (3, 3)


def test_numbers_of_pages_are_candidates_of_one_group() -> None:
    """Each once, the given one first; exceptions and rules that are off have no variants."""
    rules = [
        Rule(Phrase("a")),
        Rule(Phrase("a")),
        Rule(Repeated(3)),
        Rule(Phrase("b"), on=False),
        Rule(Repeated(9), exception=True),
    ]
    found = candidates(rules, range(2, 5))
    assert [str(rule) for rule in found.rules] == [
        "phrase a", "repeated 3", "repeated 2", "repeated 4", "except repeated 9",
    ]  # fmt: skip
    assert found.groups == (0, 1, 1, 1, 2)
    assert found.fixed == (4,)
    assert found.of([2]) == (Rule(Repeated(2)), Rule(Repeated(9), exception=True))
    assert found.given == (rules[0], rules[2], rules[4])


def test_general_rules_are_preferred() -> None:
    """Those for all sites first, then of more sites, of more pages, then the first."""
    found = candidates([Rule(Phrase("a"), sites=("x.example",)), *(Rule(Phrase(w)) for w in "bcd")])
    some = [
        page("p", "n" * 2 + "g", {0: "x..", 1: "x..", 2: "x..", 3: "x.."}),
        page("q", "n" * 2 + "g", {0: "x..", 2: "x..", 3: "x.."}),
    ]
    assert preference(found, tally_of(some, 4)) == [3, 2, 0, 1]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=12))
def test_the_front_is_what_nothing_beats(values: list[tuple[int, int]]) -> None:
    """Each point met is on it, or no better in both than one that is."""
    points = [Point(str(n), float(a), float(b)) for n, (a, b) in enumerate(values)]
    found = front(points)
    for one in points:
        assert any(two.precision >= one.precision and two.recall >= one.recall for two in found)
    for one, two in pairwise(found):
        assert one.precision > two.precision
        assert one.recall < two.recall


@pytest.mark.parametrize("name", ["f1", "f0.5", "recall"])
def test_without_pages_there_is_nothing_to_say(name: str) -> None:
    """No fold, no rule."""
    found = selected([], 2, Aim(Objective(name)))
    assert (found.rules, found.folds, found.held_out()) == ((), (), None)
