"""Forward selection beside the best of all subsets."""

import random
from collections.abc import Sequence
from itertools import chain, combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.rules.effects import PageEffects
from boilerbench.rules.tuning.forward import SAME, Aim, select
from boilerbench.rules.tuning.leaving import left_by
from boilerbench.rules.tuning.objectives import Objective
from boilerbench.rules.tuning.tallies import Tally, tally_of
from tests.rules.tuning.pages import page, pages

RULES = 4
ALONE = tuple(range(RULES))


def best_of_all(tally: Tally, aim: Aim) -> float:
    """The score of the best subset, of all there are."""
    subsets = chain.from_iterable(
        combinations(range(tally.rules), n) for n in range(tally.rules + 1)
    )
    return max(aim.objective.score(left_by(tally, one).counts) for one in subsets)


def chosen(
    effects: Sequence[PageEffects], aim: Aim | None = None, groups: Sequence[int] = ALONE
) -> set[int]:
    tally = tally_of(effects, len(groups))
    return set(select(tally, aim or Aim(), groups)[-1].rules)


@given(pages(RULES, most=1, disjoint=True))
def test_the_best_set_of_one_page_is_found_where_nothing_overlaps(
    effects: Sequence[PageEffects],
) -> None:
    """A rule better than the F1 so far stays worth having: the greedy way is exact there."""
    tally, aim = tally_of(effects, RULES), Aim()
    pure = [r for r in range(RULES) if left_by(tally, [r]).destroyed == 0]
    if len(pure) == RULES:
        assert select(tally, aim, ALONE)[-1].score == pytest.approx(best_of_all(tally, aim))


@given(pages(RULES, disjoint=True))
def test_recall_and_precision_of_harmless_rules_are_exact(effects: Sequence[PageEffects]) -> None:
    """Where rules overlap nowhere and destroy nothing, the best set is found on any pages."""
    harmless = [
        PageEffects(
            one.page,
            one.site,
            one.labels,
            one.kinds,
            one.gold,
            {n: type(e)(e.cut & (one.labels == 2)) for n, e in one.rules.items()},
        )
        for one in effects
    ]
    for name in ("f1", "precision", "recall", "f0.5"):
        tally, aim = tally_of(harmless, RULES), Aim(Objective(name))
        assert select(tally, aim, ALONE)[-1].score == pytest.approx(best_of_all(tally, aim))


@given(pages(RULES), st.sampled_from(["f1", "f0.5", "precision"]))
def test_no_step_goes_down_and_no_single_rule_would_help(
    effects: Sequence[PageEffects], name: str
) -> None:
    """Scores rise along the path; at its end no rule more or less does better."""
    tally, aim = tally_of(effects, RULES), Aim(Objective(name))
    path = select(tally, aim, ALONE)
    assert all(b.score > a.score for a, b in pairwise(path))
    last = path[-1]
    assert last.score == pytest.approx(aim.objective.score(left_by(tally, last.rules).counts))
    for rule in ALONE:
        rules = set(last.rules) ^ {rule}
        if len(last.rules) and rule == last.rules[-1]:
            continue  # the newest is the one that gained
        assert aim.objective.score(left_by(tally, rules).counts) <= last.score + 1e-9


@given(pages(RULES), st.randoms())
def test_the_order_of_pages_changes_nothing(
    effects: Sequence[PageEffects], rng: random.Random
) -> None:
    """Not even by rounding."""
    turned = list(effects)
    rng.shuffle(turned)
    first, second = (select(tally_of(one, RULES), Aim(), ALONE) for one in (effects, turned))
    assert first == second


@given(pages(RULES), st.sampled_from([0.5, 0.9, 1.0]))
def test_gold_is_kept_as_far_as_asked(effects: Sequence[PageEffects], keep: float) -> None:
    """However much the objective would gain, no more gold is cut than allowed."""
    tally, aim = tally_of(effects, RULES), Aim(Objective("precision"), keep=keep)
    for step in select(tally, aim, ALONE):
        kept = tally.without.gold.sum()
        assert left_by(tally, step.rules).destroyed <= (1 - keep) * kept + SAME * 1e4


def test_a_rule_that_gains_nothing_is_not_chosen() -> None:
    """Neither one that only cuts optional words, nor one whose noise another took."""
    effects = [page("a", "ggonn", {0: "...xx", 1: "...x.", 2: "..x..", 3: "x...."})]
    assert chosen(effects) == {0}


def test_one_that_became_useless_is_dropped() -> None:
    """The first choice takes most noise alone; two others together take all of it and more."""
    effects = [
        page(
            "a", "gggggg" + "nnnn", {0: "." * 6 + "xxx.", 1: "." * 6 + "xx..", 2: "." * 6 + "..xx"}
        )
    ]
    tally = tally_of(effects, 3)
    wide = [
        page(
            "a",
            "gggggg" + "nnnnnn",
            {0: "......" + ".xxxx.", 1: "......" + "xxx...", 2: "......" + "...xxx"},
        )
    ]
    path = select(tally_of(wide, 3), Aim(), (0, 1, 2))
    assert path[1].rules == (0,)
    assert set(path[-1].rules) == {1, 2}
    assert set(select(tally, Aim(), (0, 1, 2))[-1].rules) == {0, 2}


def test_a_least_gain_can_be_asked_for() -> None:
    """The second rule gains less than that."""
    effects = [page("a", "gggg" + "nnnn", {0: "...." + "xxx.", 1: "...." + "...x"})]
    assert chosen(effects, groups=(0, 1)) == {0, 1}
    assert chosen(effects, Aim(min_gain=0.2), (0, 1)) == {0}


def test_of_one_group_the_best_is_chosen_and_may_be_exchanged() -> None:
    """Of two numbers for one rule the wider is taken first, and given up for the narrower."""
    wide, narrow, other = "....." + "xx..", "x...." + "xxx.", "x...." + "...x"
    effects = [page("a", "ggggg" + "nnnn", {0: wide, 1: narrow, 2: other})]
    assert len(chosen(effects, groups=(0, 0, 1)) & {0, 1}) == 1
    effects = [page("a", "gggggg" + "nnnn", {0: "x.....xxxx", 1: "......xxx.", 2: ".........x"})]
    assert chosen(effects, Aim(Objective("f2")), (0, 0, 1)) == {1, 2}
    path = select(tally_of(effects, 3), Aim(Objective("precision")), (0, 0, 1))
    assert path[-1].rules == (0,)


def test_a_rule_is_given_up_for_another_of_its_group() -> None:
    """At first the wide one gains most; once another took the rest the narrow one is better."""
    gold = "g" * 20
    wide = "x" + "." * 19 + "nnnnnn".replace("n", "x")
    narrow = "." * 20 + "xxxx.."
    other = "." * 20 + "....xx"
    effects = [page("a", gold + "n" * 6, {0: wide, 1: narrow, 2: other})]
    path = select(tally_of(effects, 3), Aim(), (0, 0, 1))
    assert path[1].rules == (0,)
    assert set(path[-1].rules) in ({0}, {1, 2})


def test_ties_go_to_the_lowest_rank() -> None:
    """Of rules that do the same the order decides."""
    effects = [page("a", "gn", {0: ".x", 1: ".x"})]
    tally = tally_of(effects, 2)
    assert select(tally, Aim(), (0, 1))[-1].rules == (0,)
    assert select(tally, Aim(), (0, 1), order=(1, 0))[-1].rules == (1,)


def test_without_pages_or_rules_nothing_is_chosen() -> None:
    """The path is its start."""
    assert [one.rules for one in select(tally_of([], 2), Aim(), (0, 1))] == [()]
    assert [one.rules for one in select(tally_of([page("a", "g", {})], 0), Aim(), ())] == [()]


def test_the_greedy_way_is_close_to_the_best_on_pages_as_they_are() -> None:
    """Rules that mostly take noise, some overlapping: no subset of eight is better by 0.001."""
    for seed in range(30):
        tally, aim = tally_of(_like_real_ones(seed), 8), Aim()
        found = select(tally, aim, tuple(range(8)))[-1].score
        assert found >= best_of_all(tally, aim) - 0.001


def _like_real_ones(seed: int) -> list[PageEffects]:
    rng = random.Random(seed)
    return [
        page(
            f"page{number}",
            words,
            {rule: _mask(rng, words) for rule in range(8) if rng.random() < 0.5},
        )
        for number in range(6)
        for words in ["".join(rng.choices("gggn", k=40))]
    ]


def _mask(rng: random.Random, words: str) -> str:
    start = rng.randrange(34)
    reach = range(start, start + rng.randint(1, 6))
    return "".join(
        "x" if at in reach and (word == "n" or rng.random() < 0.2) else "."
        for at, word in enumerate(words)
    )
