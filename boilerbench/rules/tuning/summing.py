"""What tuning found, told in figures."""

from collections.abc import Iterator, Sequence

import numpy as np

from boilerbench.records import NoiseKind
from boilerbench.rules.tuning.bench import Bench
from boilerbench.rules.tuning.candidates import Candidates
from boilerbench.rules.tuning.fronts import Point, front
from boilerbench.rules.tuning.leaving import left_by
from boilerbench.rules.tuning.objectives import FIGURES, Counts, Objective, averaged
from boilerbench.rules.tuning.remarking import remarks
from boilerbench.rules.tuning.results import (
    ChosenRule,
    Figures,
    FoldResult,
    FrontPoint,
    Level,
    Tuned,
)
from boilerbench.rules.tuning.tuning import Outcome, Plan
from boilerbench.rules.tuning.validating import Selected
from boilerbench.scoring import HEADLINE
from boilerbench.specs import spell
from boilerbench.wording import counted


def tuned(bench: Bench, found: Candidates, plan: Plan, outcome: Outcome) -> Tuned:
    """The result as it is printed and written."""
    selected, objective = outcome.selected, plan.aim.objective
    system, _ = bench.made(outcome.setting)
    levels = tuple(_levels(found, outcome, objective))
    folds = tuple(_folds(outcome, objective))
    return Tuned(
        corpus=bench.corpus.name,
        pages=len(bench.pages),
        sites=len({page.site for page in bench.pages}),
        extractor=system.record.label,
        version=system.record.version,
        spec=bench.spec_of(outcome.setting),
        objective=objective.name,
        average=objective.average,
        headline=repr(HEADLINE),
        candidates=len(found.rules) - len(found.fixed),
        variants=len(found.rules) - len(found.given),
        fired=int((selected.tally.pages_of() > 0).sum()),
        seed=plan.seed,
        rules=tuple(_chosen(found, selected)),
        options=dict(outcome.setting),
        trials=len(outcome.tried) - 1,
        levels=levels,
        folds=folds,
        front=tuple(_front(found, selected)),
        settings_front=tuple(_settings_front(outcome)) if plan.tunables else (),
        remarks=tuple(remarks(bench, found, outcome, levels, folds)),
    )


def _levels(found: Candidates, outcome: Outcome, objective: Objective) -> Iterator[Level]:
    """From no rule to those chosen, what is held out before what is tuned on the same pages."""
    selected = outcome.selected
    yield Level("none", figures(outcome.words, objective), figures(outcome.none, objective))
    if found.rules:
        given = [found.rules.index(rule) for rule in found.given]
        words = left_by(selected.tally, given).counts
        yield Level("all", figures(words, objective), figures(outcome.every, objective))
    held_out = selected.held_out()
    if held_out is not None and outcome.held_out is not None:
        trained = [figures(fold.train, objective) for fold in selected.folds]
        means = (
            float(np.mean([getattr(one, name) for one in trained]))
            for name in ("objective", *FIGURES)
        )
        yield Level("training", Figures(*means), None)
        yield Level("held out", figures(held_out, objective), figures(outcome.held_out, objective))
    words = left_by(selected.tally, selected.rules).counts
    yield Level("chosen", figures(words, objective), figures(outcome.chosen, objective))


def figures(counts: Counts, objective: Objective) -> Figures:
    """What some pages reach, by the objective's average."""
    told = (averaged(name, counts, objective.average) for name in FIGURES)
    return Figures(objective.score(counts), *told)


def _folds(outcome: Outcome, objective: Objective) -> Iterator[FoldResult]:
    sites = np.array(outcome.selected.tally.sites, dtype=str)
    for fold, setting in zip(outcome.selected.folds, outcome.settings, strict=True):
        yield FoldResult(
            sites=tuple(np.unique(sites[fold.held_out]).tolist()),
            pages=int(fold.held_out.sum()),
            rules=tuple(rule + 1 for rule in fold.rules),
            options=dict(setting),
            training=objective.score(fold.train),
            held_out=objective.score(fold.test),
            none=objective.score(outcome.words.on(fold.held_out)),
        )


def _chosen(found: Candidates, selected: Selected) -> Iterator[ChosenRule]:
    """The rules in order, each with what it does beyond those before it."""
    tally, objective = selected.tally, selected.aim.objective
    pages, sites = tally.pages_of(), tally.sites_of()
    before = left_by(tally, ())
    for place, rule in enumerate(selected.rules):
        after = left_by(tally, selected.rules[: place + 1])
        new = (after.cut_by > 0) & (before.cut_by == 0)
        times, possible = selected.chosen_in(rule)
        kind: NoiseKind = found.rules[rule].kind
        yield ChosenRule(
            place=rule + 1,
            rule=str(found.rules[rule]),
            kind=kind,
            gain=objective.score(after.counts) - objective.score(before.counts),
            noise=int(tally.atom_other[new].sum()),
            gold=int(tally.atom_gold[new].sum()),
            pages=int(pages[rule]),
            sites=int(sites[rule]),
            chosen_in=times,
            possible=possible,
        )
        before = after


def _front(found: Candidates, selected: Selected) -> Iterator[FrontPoint]:
    """Of the sets met on the way and of each rule alone those that no other beats in both."""
    tally = selected.tally
    sets: list[tuple[str, Sequence[int]]] = [("no rules", ())]
    for step in selected.path[1:]:
        last = step is selected.path[-1]
        name = counted(len(step.rules), "rule") + (", chosen" if last else ", on the way")
        sets.append((name, step.rules))
    fired = np.flatnonzero(tally.pages_of()).tolist()
    sets += [(f"only {found.rules[rule]}", (rule,)) for rule in fired]
    sets.append(("all rules", range(tally.rules)))
    average = selected.aim.objective.average
    points = []
    for name, rules in sets:
        counts = left_by(tally, rules).counts
        both = [averaged(one, counts, average) for one in ("precision", "recall")]
        points.append(Point(name, *both))
    return (FrontPoint(one.name, one.precision, one.recall) for one in front(points))


def _settings_front(outcome: Outcome) -> Iterator[FrontPoint]:
    points = [
        Point(
            ", ".join(f"{name}={spell(value)}" for name, value in one.setting) or "as given",
            one.precision,
            one.recall,
        )
        for one in outcome.tried
    ]
    return (FrontPoint(one.name, one.precision, one.recall) for one in front(points))
