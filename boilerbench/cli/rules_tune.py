"""`boilerbench rules tune`: the rules and options that serve a corpus best."""

import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import get_args

import click
import msgspec

from boilerbench.adapters import Adapter
from boilerbench.answers import Answers
from boilerbench.catalogue import find_adapter
from boilerbench.cli.options import (
    Selection,
    corpus_option,
    examples,
    format_option,
    limit_options,
    limits,
    quiet_option,
    sayer,
    selection_options,
)
from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import UsageError
from boilerbench.machines import usable_cores
from boilerbench.project import read_project_settings
from boilerbench.replaying import corpus_of
from boilerbench.reporting.progress import TerminalProgress
from boilerbench.reporting.tuned import summary, tuned_tables
from boilerbench.rules.named import rules_named
from boilerbench.rules.tuning.bench import Bench
from boilerbench.rules.tuning.candidates import candidates
from boilerbench.rules.tuning.forward import Aim
from boilerbench.rules.tuning.objectives import Objective
from boilerbench.rules.tuning.results import Tuned
from boilerbench.rules.tuning.saving import save_rules
from boilerbench.rules.tuning.settings import (
    Span,
    Tunable,
    check_tunables,
    declared,
    parse_tunable,
)
from boilerbench.rules.tuning.sources import row_of_run, stored
from boilerbench.rules.tuning.studies import Sampler, load_optuna
from boilerbench.rules.tuning.summing import tuned
from boilerbench.rules.tuning.tuning import Plan, tune
from boilerbench.runs import Run, read_run
from boilerbench.sessions import SessionPool
from boilerbench.specs import Spec, parse_spec
from boilerbench.statistics import Average
from boilerbench.wording import wrapped


@click.command(
    epilog=examples(
        "boilerbench rules tune found.toml --extractor trafilatura -o chosen.toml",
        "boilerbench rules tune starter:all --extractor trafilatura --objective f0.5",
        "boilerbench rules tune found.toml --extractor trafilatura --keep-recall 1",
        "boilerbench rules tune lines.toml --run boilerbench-runs/news-1 --repeated 2..6",
        "boilerbench rules tune --extractor justext --option length_low=20..120 --trials 40",
        "boilerbench rules tune --extractor trafilatura --option variant=none,precision,recall",
    )
)
@click.argument("files", metavar="[FILE]…", nargs=-1)
@click.option("--extractor", "spec", metavar="SPEC", help="Whose outputs.  [default: that of RUN]")
@corpus_option("that of RUN, or news")
@selection_options
@click.option(
    "--run", "run_folder", type=click.Path(path_type=Path), help="A run that has the outputs."
)
@click.option(
    "--objective",
    default="f1",
    show_default=True,
    metavar="NAME",
    help="What is maximised: f1, precision, recall, f0.5, f2, …",
)
@click.option(
    "--average",
    type=click.Choice(get_args(Average)),
    default="page",
    show_default=True,
    help="Over pages, of all words pooled, the median, the worst tenth.",
)
@click.option(
    "--keep-recall",
    "keep",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="SHARE",
    help="Of the gold words that are kept without rules, what rules must leave: 1 is all.",
)
@click.option(
    "--min-gain",
    type=click.FloatRange(0),
    default=0.0,
    metavar="GAIN",
    help="What a rule must gain to be chosen.  [default: anything]",
)
@click.option(
    "--folds",
    type=click.IntRange(2),
    default=5,
    show_default=True,
    metavar="K",
    help="Parts that the sites are dealt into; each is held out once.",
)
@click.option(
    "--repeated",
    metavar="LOW..HIGH",
    help="Numbers of pages to try for rules of repeated lines.",
)
@click.option(
    "--option",
    "options",
    multiple=True,
    metavar="NAME=VALUES",
    help="An option of the extractor to tune: LOW..HIGH or a,b,c; repeatable.",
)
@click.option(
    "--trials",
    type=click.IntRange(1),
    default=30,
    show_default=True,
    metavar="N",
    help="Settings of options to try, for all pages and for each fold.",
)
@click.option(
    "--sampler",
    type=click.Choice(get_args(Sampler)),
    default="tpe",
    show_default=True,
    help="Settings are proposed for the objective, or for the front of precision and recall.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Where the runs of all settings are kept: the same again goes on from there.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the chosen rules to FILE.toml."
)
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Workers side by side.  [default: cores]"
)
@limit_options
@click.option("--wide", is_flag=True, help="Every rule whole, every set of the fronts.")
@format_option
@quiet_option
def command(
    files: tuple[str, ...],
    spec: str | None,
    source: str | None,
    selection: Selection,
    run_folder: Path | None,
    objective: str,
    average: Average,
    keep: float,
    min_gain: float,
    folds: int,
    repeated: str | None,
    options: tuple[str, ...],
    trials: int,
    sampler: Sampler,
    out: Path | None,
    output: Path | None,
    jobs: int | None,
    timeout: float | None,
    memory: int | None,
    isolated: bool,
    wide: bool,
    style: str,
    quiet: bool,
) -> None:
    """Choose the rules of FILE…, and values of options, that do best on a corpus.

    What is chosen is judged on sites that it was not chosen on: each part of the sites is held out
    once. All rules of the files are candidates; one that gains nothing is not chosen. FILE may
    also be a folder, starter:KIND or starter:all.
    """
    tunables = tuple(map(parse_tunable, options))
    if not files and not tunables:
        raise UsageError("There is nothing to tune: give a FILE of rules, or --option NAME=VALUES.")
    if tunables:
        load_optuna()
    rules = [rule for file in files for rule in rules_named(file).rules]
    found = candidates(rules, _numbers(repeated))
    aim = Aim(Objective(objective, average), min_gain, keep)
    settings = limits(timeout, memory, isolated=isolated)
    say, width = sayer(quiet=quiet), jobs or usable_cores()
    earlier = read_run(run_folder) if run_folder else None
    corpus = selection.of(_corpus(earlier, source))
    row = row_of_run(earlier, spec, corpus) if earlier else None
    meant = _meant(row, spec)
    adapter = _adapter(tunables, meant)
    with ExitStack() as stack:
        pool = stack.enter_context(SessionPool(width))
        bench = Bench(
            rules=found.rules,
            corpus=corpus,
            spec=meant,
            folder=out or Path(stack.enter_context(tempfile.TemporaryDirectory())) / "runs",
            pool=pool,
            adapter=adapter,
            limits=settings,
            jobs=width,
            stored=stored(row, settings, pool, say) if row else None,
            progress=None if quiet or sys.stderr is None else TerminalProgress(sys.stderr),
            say=say,
        )
        _check_gold(bench)
        first = tuple(declared(tunables, meant, adapter).items()) if adapter else ()
        plan = Plan(aim, folds, selection.seed, tunables, trials, sampler, first)
        outcome = tune(bench, found, plan)
        result = tuned(bench, found, plan, outcome)
    if output is not None:
        save_rules(output, found.of(outcome.selected.rules))
    _print(result, style, output, wide=wide)


def _numbers(text: str | None) -> range:
    """The numbers of pages of `--repeated`."""
    if text is None:
        return range(0)
    found = parse_tunable(f"repeated={text}")
    if not isinstance(found, Span) or not isinstance(found.low, int) or found.low < 2:
        raise UsageError(f"--repeated takes a range of pages from 2 on, such as 2..6, not {text}.")
    return range(found.low, int(found.high) + 1)


def _corpus(earlier: Run | None, source: str | None) -> Corpus:
    """The pages meant: those of a run, or a corpus."""
    if earlier is not None:
        return corpus_of(earlier, source, detect=True)
    return open_corpus(source or read_project_settings().corpus or "news")


def _meant(row: Answers | None, spec: str | None) -> Spec:
    """The extractor meant: that of a run's row, or the one named."""
    if row is None and spec is None:
        raise UsageError("Say whose outputs with --extractor SPEC, or which with --run RUN.")
    return parse_spec(row.system.spec if row else spec or "")


def _adapter(tunables: Sequence[Tunable], spec: Spec) -> Adapter | None:
    """The adapter whose options are tuned; None where none are."""
    if not tunables:
        return None
    if spec.kind not in ("name", "path"):
        raise UsageError(f"{spec} has no options that could be tuned: it is no adapter.")
    adapter = find_adapter(spec)
    check_tunables(tunables, spec, adapter)
    return adapter


def _check_gold(bench: Bench) -> None:
    if not bench.pages:
        raise UsageError(
            f"No page of {bench.corpus.name} has gold text, and so nothing says what is better: "
            "`boilerbench rules ledger` tells what rules take from such pages."
        )


def _print(found: Tuned, style: str, output: Path | None, *, wide: bool) -> None:
    if style == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
        return
    click.echo("\n\n".join(tuned_tables(found, style, wide=wide)))
    if style != "table":
        return
    click.echo()
    for line in (*found.remarks, summary(found)):
        click.echo("\n".join(wrapped(line)))
    if output is not None and found.rules:
        click.echo(f"Next: `boilerbench rules ledger {output} --extractor {found.spec}`")
