"""What rules leave of pages, as arrays, beside the same counted word by word."""

from collections.abc import Collection, Sequence
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.errors import UsageError
from boilerbench.rules.effects import PageEffects
from boilerbench.rules.tuning.leaving import left_by, with_one_less, with_one_more
from boilerbench.rules.tuning.objectives import Counts, Objective, averaged, figure
from boilerbench.rules.tuning.tallies import tally_of
from boilerbench.statistics import Average
from tests.rules.tuning.pages import page, pages

RULES = 4
OBJECTIVES = st.builds(
    Objective,
    st.sampled_from(["f1", "f0.5", "f2", "precision", "recall"]),
    st.sampled_from(get_args(Average)),
)


def plainly(effects: Sequence[PageEffects], rules: Collection[int]) -> list[tuple[int, int, int]]:
    """Gold kept, others kept and gold there is, of each page, a word at a time."""
    found = []
    for one in sorted(effects, key=lambda one: (one.site, one.page)):
        fired = [one.rules[rule] for rule in rules if rule in one.rules]
        kept = [
            label
            for at, label in enumerate(one.labels.tolist())
            if not any(effect.cut[at] for effect in fired)
        ]
        gold = kept.count(0) + max((effect.gained_gold for effect in fired), default=0)
        other = kept.count(2) + max((effect.gained_other for effect in fired), default=0)
        found.append((min(gold, one.gold), other, one.gold))
    return found


def told(counts: Counts) -> list[tuple[float, ...]]:
    return list(
        zip(*(one.tolist() for one in (counts.gold, counts.other, counts.wanted)), strict=True)
    )


@given(pages(RULES), st.sets(st.integers(0, RULES - 1)))
def test_arrays_count_what_words_say(effects: Sequence[PageEffects], rules: set[int]) -> None:
    """Atoms are only a shorter way to say which words are gone."""
    tally = tally_of(effects, RULES)
    assert told(left_by(tally, rules).counts) == plainly(effects, rules)


@given(pages(RULES), st.sets(st.integers(0, RULES - 1)), st.data())
def test_some_pages_are_a_tally_of_their_own(
    effects: Sequence[PageEffects], rules: set[int], data: st.DataObject
) -> None:
    """Leaving pages out is the same as never having had them."""
    tally = tally_of(effects, RULES)
    chosen = np.array(
        data.draw(st.lists(st.booleans(), min_size=len(effects), max_size=len(effects))), bool
    )
    names = {name for name, stays in zip(tally.pages, chosen, strict=True) if stays}
    alone = tally_of([one for one in effects if one.page in names], RULES)
    some = tally.on(chosen)
    assert (some.pages, some.sites) == (alone.pages, alone.sites)
    assert told(left_by(some, rules).counts) == told(left_by(alone, rules).counts)
    assert some.pages_of().tolist() == alone.pages_of().tolist()
    assert some.sites_of().tolist() == alone.sites_of().tolist()


@given(pages(RULES), st.sets(st.integers(0, RULES - 1)), OBJECTIVES)
def test_one_more_and_one_less_are_scored_at_once(
    effects: Sequence[PageEffects], rules: set[int], objective: Objective
) -> None:
    """The score with each rule more, or less, is that of the set counted from nothing."""
    tally = tally_of(effects, RULES)
    left = left_by(tally, rules)
    more = with_one_more(tally, left, objective)
    less = with_one_less(tally, left, objective)
    for rule in range(RULES):
        with_it, without_it = left_by(tally, rules | {rule}), left_by(tally, rules - {rule})
        assert more.scores[rule] == pytest.approx(objective.score(with_it.counts))
        assert left.destroyed + more.destroyed[rule] == with_it.destroyed
        if rule in rules:
            assert less[rule] == pytest.approx(objective.score(without_it.counts))


def test_figures_by_hand() -> None:
    """Three of four gold words kept beside one other: precision 3/4, recall 3/4, F 3/4."""
    counts = Counts(np.array([3.0, 0.0]), np.array([1.0, 0.0]), np.array([4.0, 2.0]))
    assert figure("precision", counts).tolist() == [0.75, 0.0]
    assert figure("recall", counts).tolist() == [0.75, 0.0]
    assert figure("f1", counts).tolist() == [0.75, 0.0]
    assert figure("f2", Counts(*(np.array([n]) for n in (2.0, 0.0, 4.0))))[0] == pytest.approx(
        10 / 18
    )
    assert averaged("recall", counts, "page") == 0.375
    assert averaged("recall", counts, "pooled") == 0.5
    assert averaged("f1", Counts(*(np.zeros(0),) * 3), "page") == 0.0


@pytest.mark.parametrize("name", ["f", "f0", "F1", "accuracy", "f-1", ""])
def test_what_is_no_objective_is_refused(name: str) -> None:
    """The message names those there are."""
    with pytest.raises(UsageError, match="precision counts more"):
        Objective(name)


def test_pages_without_gold_words_are_left_out() -> None:
    """Nothing is precise or recalled there."""
    some = [page("a", "nn", {0: "xx"}), page("b", "gn", {0: ".x"})]
    assert tally_of(some, 1).pages == ("b",)
    assert tally_of([], 1).pages == ()
