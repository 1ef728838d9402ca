"""What is to be said beside the figures of tuning: where they mislead, and what was left out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from boilerbench.rules.tuning.bench import Bench
from boilerbench.rules.tuning.candidates import Candidates
from boilerbench.rules.tuning.forward import SAME
from boilerbench.rules.tuning.results import FoldResult, Level
from boilerbench.rules.tuning.tuning import Outcome
from boilerbench.wording import counted

NAMED: Final = 3
"""Rules that are named in a remark; the rest are counted."""
LONGEST: Final = 60
"""Characters of a rule that is named."""


def remarks(
    bench: Bench,
    found: Candidates,
    outcome: Outcome,
    levels: Sequence[Level],
    folds: Sequence[FoldResult],
) -> Iterator[str]:
    """Sentences, the gravest first."""
    if not folds:
        yield (
            "Nothing is held out: pages of two sites or more are needed for that. "
            "All figures are of the same pages that were tuned on, and promise nothing of others."
        )
    else:
        yield from _worse(levels)
        yield from _destroyers(found, outcome)
        yield from _all_are_better(levels)
    yield from _one_site(found, outcome)
    yield from _left_out(bench, found, outcome)
    if len(bench.pages) < len(bench.corpus.pages):
        left = len(bench.corpus.pages) - len(bench.pages)
        yield f"{counted(left, 'page')} without gold text had no say."


def _worse(levels: Sequence[Level]) -> Iterator[str]:
    """A warning where what was chosen does harm on sites it was not chosen on."""
    named = {level.name: level for level in levels}
    none, held_out = named["none"], named["held out"]
    for what, first, second in (
        ("words", none.words, held_out.words),
        ("the headline metric", none.headline, held_out.headline),
    ):
        if first and second and second.objective < first.objective - SAME:
            yield (
                f"On sites that were not tuned on, what is chosen is worse than nothing, counted "
                f"in {what}: {second.objective:.4f} against {first.objective:.4f}. "
                "Do not use it beyond these pages."
            )


def _destroyers(found: Candidates, outcome: Outcome) -> Iterator[str]:
    """The rules that took gold where they were not chosen for it, the worst first."""
    total: Counter[int] = Counter()
    for fold in outcome.selected.folds:
        total.update(fold.destroyed)
    told = [f"{found.rules[rule]} ({counted(gold, 'word')})" for rule, gold in total.most_common()]
    if told:
        yield f"Gold destroyed on held-out sites by rules that others chose: {_named(told)}."


def _all_are_better(levels: Sequence[Level]) -> Iterator[str]:
    """Whether nothing is won by choosing: all rules were tuned on no site."""
    named = {level.name: level for level in levels}
    held_out, none = named["held out"].words.objective, named["none"].words.objective
    if "all" in named and named["all"].words.objective > max(held_out, none) + SAME:
        yield (
            f"All rules together do better than what is chosen does on sites it was not chosen on: "
            f"{named['all'].words.objective:.4f} against {held_out:.4f} in words."
        )


def _one_site(found: Candidates, outcome: Outcome) -> Iterator[str]:
    """Rules that holding sites out says nothing about, as they never fire on others."""
    sites = outcome.selected.tally.sites_of()
    alone = [str(found.rules[rule]) for rule in outcome.selected.rules if sites[rule] == 1]
    if alone and outcome.selected.folds:
        yield (
            f"{counted(len(alone), 'chosen rule')} fired on one site only, so that no held-out "
            f"figure speaks for or against it: {_named(alone)}."
        )


def _left_out(bench: Bench, found: Candidates, outcome: Outcome) -> Iterator[str]:
    for trouble, pages in bench.worked(outcome.setting).troubles.items():
        rule = _cut(str(found.rules[trouble.rule]))
        yield f"Rule {rule} was skipped{_on(pages)}: {trouble.why}."


def _on(pages: Sequence[str]) -> str:
    if not pages:
        return ""
    return f" on {counted(len(pages), 'page')} ({_named(pages, ', ')})"


def _named(rules: Sequence[str], between: str = "; ") -> str:
    more = len(rules) - NAMED
    return between.join(_cut(rule) for rule in rules[:NAMED]) + (
        f"{between}and {more} more" if more > 0 else ""
    )


def _cut(rule: str) -> str:
    return rule if len(rule) <= LONGEST else rule[: LONGEST - 1] + "…"
