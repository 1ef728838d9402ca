"""Options of `rules tune`: what is wanted, and how it is searched for."""

from dataclasses import dataclass
from typing import get_args

import click

from boilerbench.cli.grouping import grouped
from boilerbench.errors import UsageError
from boilerbench.rules.tuning.forward import Aim
from boilerbench.rules.tuning.objectives import Objective
from boilerbench.rules.tuning.settings import Span, Tunable, parse_tunable
from boilerbench.rules.tuning.studies import Sampler
from boilerbench.statistics import Average


@dataclass(frozen=True, slots=True)
class Search:
    """Folds, numbers of pages for repeated lines, and the options of an extractor to be tuned."""

    folds: int
    numbers: range
    tunables: tuple[Tunable, ...]
    trials: int
    sampler: Sampler


def _numbers(text: str | None) -> range:
    """The numbers of pages of `--repeated`."""
    if text is None:
        return range(0)
    found = parse_tunable(f"repeated={text}")
    if not isinstance(found, Span) or not isinstance(found.low, int) or found.low < 2:
        raise UsageError(f"--repeated takes a range of pages from 2 on, such as 2..6, not {text}.")
    return range(found.low, int(found.high) + 1)


def _aim(objective: str, average: Average, keep: float, min_gain: float) -> Aim:
    return Aim(Objective(objective, average), min_gain, keep)


def _search(
    folds: int, repeated: str | None, options: tuple[str, ...], trials: int, sampler: Sampler
) -> Search:
    return Search(folds, _numbers(repeated), tuple(map(parse_tunable, options)), trials, sampler)


aim_options = grouped(
    "aim",
    _aim,
    click.option(
        "--objective",
        default="f1",
        show_default=True,
        metavar="NAME",
        help="What is maximised: f1, precision, recall, f0.5, f2, …",
    ),
    click.option(
        "--average",
        type=click.Choice(get_args(Average)),
        default="page",
        show_default=True,
        help="Over pages, of all words pooled, the median, the worst tenth.",
    ),
    click.option(
        "--keep-recall",
        "keep",
        type=click.FloatRange(0, 1),
        default=0.0,
        metavar="SHARE",
        help="Of the gold words that are kept without rules, what rules must leave: 1 is all.",
    ),
    click.option(
        "--min-gain",
        type=click.FloatRange(0),
        default=0.0,
        metavar="GAIN",
        help="What a rule must gain to be chosen.  [default: anything]",
    ),
)
"""`--objective`, `--average`, `--keep-recall`, `--min-gain`: the command's `aim`."""

search_options = grouped(
    "search",
    _search,
    click.option(
        "--folds",
        type=click.IntRange(2),
        default=5,
        show_default=True,
        metavar="K",
        help="Parts that the sites are dealt into; each is held out once.",
    ),
    click.option(
        "--repeated",
        metavar="LOW..HIGH",
        help="Numbers of pages to try for rules of repeated lines.",
    ),
    click.option(
        "--option",
        "options",
        multiple=True,
        metavar="NAME=VALUES",
        help="An option of the extractor to tune: LOW..HIGH or a,b,c; repeatable.",
    ),
    click.option(
        "--trials",
        type=click.IntRange(1),
        default=30,
        show_default=True,
        metavar="N",
        help="Settings of options to try, for all pages and for each fold.",
    ),
    click.option(
        "--sampler",
        type=click.Choice(get_args(Sampler)),
        default="tpe",
        show_default=True,
        help="Settings are proposed for the objective, or for the front of precision and recall.",
    ),
)
"""`--folds`, `--repeated`, `--option`, `--trials`, `--sampler`: the command's `search`."""
