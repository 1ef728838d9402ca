"""Options, then rules: the best for all pages, and for all pages but those of each fold."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from boilerbench.rules.tuning.bench import Bench
from boilerbench.rules.tuning.candidates import Candidates
from boilerbench.rules.tuning.folds import folds_of
from boilerbench.rules.tuning.forward import Aim
from boilerbench.rules.tuning.objectives import Counts, averaged
from boilerbench.rules.tuning.settings import Setting, Tunable
from boilerbench.rules.tuning.studies import Sampler, Tried, best, study
from boilerbench.rules.tuning.tallies import Flags
from boilerbench.rules.tuning.validating import Selected, cross_validated
from boilerbench.specs import Value


@dataclass(frozen=True, slots=True)
class Plan:
    """What is wanted, and how: folds, seed, and the options with how they are searched."""

    aim: Aim = field(default_factory=Aim)
    folds: int = 5
    seed: int = 0
    tunables: tuple[Tunable, ...] = ()
    trials: int = 30
    sampler: Sampler = "tpe"
    first: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What was chosen, with the setting of all pages and of each fold, and what was tried.

    The counts are of the headline metric: `none` of the spec as given without rules, `every` with
    all rules, `chosen` with those chosen, `held_out` of each page by what was chosen without its
    site. `words` is the first in words.
    """

    selected: Selected
    setting: Setting
    settings: tuple[Setting, ...]
    tried: tuple[Tried, ...]
    words: Counts
    none: Counts
    every: Counts
    chosen: Counts
    held_out: Counts | None


def tune(bench: Bench, found: Candidates, plan: Plan) -> Outcome:
    """The options that do best by the headline metric, and the rules that then do best in words.

    What a fold's sites are judged by saw none of them: neither its options nor its rules.
    """
    held = folds_of([page.site for page in bench.pages], plan.folds, plan.seed)
    tried = _tried(bench, plan, None)
    setting = best(tried).setting
    settings = [best(_tried(bench, plan, ~out)).setting for out in held]
    worked, bases = bench.worked(setting), [bench.worked(one) for one in settings]
    tallies = [one.tally for one in bases]
    selected = cross_validated(worked.tally, found, plan.aim, held, tallies)
    pages = [page.id for page in bench.corpus.pages]
    outputs = worked.remaker.outputs
    return Outcome(
        selected=selected,
        setting=setting,
        settings=tuple(settings),
        tried=tuple(tried),
        words=bench.worked(()).tally.without,
        none=bench.headline(bench.made(())[1]),
        every=bench.headline(outputs(found.given, pages)),
        chosen=bench.headline(outputs(found.of(selected.rules), pages)),
        held_out=_held_out(bench, found, selected, settings),
    )


def _tried(bench: Bench, plan: Plan, train: Flags | None) -> Sequence[Tried]:
    """What came of settings on some of the pages; of the spec as given where none are tuned."""

    def trial(setting: Setting) -> Tried:
        counts = bench.headline(bench.made(setting)[1])
        seen = counts if train is None else counts.on(train)
        average = plan.aim.objective.average
        both = [averaged(name, seen, average) for name in ("precision", "recall")]
        return Tried(setting, plan.aim.objective.score(seen), *both)

    if not plan.tunables:
        return [trial(())]
    return study(
        plan.tunables,
        trial,
        trials=plan.trials,
        seed=plan.seed,
        sampler=plan.sampler,
        first=dict(plan.first),
    )


def _held_out(
    bench: Bench, found: Candidates, selected: Selected, settings: Sequence[Setting]
) -> Counts | None:
    """Each page really extracted under what was chosen without its site."""
    if not selected.folds:
        return None
    size = len(bench.pages)
    whole = Counts(np.zeros(size), np.zeros(size), np.zeros(size))
    for fold, setting in zip(selected.folds, settings, strict=True):
        pages = [page for page, out in zip(bench.pages, fold.held_out, strict=True) if out]
        sites = {page.site for page in pages}
        ids = [page.id for page in bench.corpus.pages if page.site in sites]
        made = bench.worked(setting).remaker.outputs(found.of(fold.rules), ids)
        counts = bench.headline(made, pages)
        whole.gold[fold.held_out] = counts.gold
        whole.other[fold.held_out] = counts.other
        whole.wanted[fold.held_out] = counts.wanted
    return whole
