"""`boilerbench rules tune`: the rules and options that serve a corpus best."""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click
import msgspec

from boilerbench.adapters import Adapter
from boilerbench.answers import Answers
from boilerbench.catalogue import find_adapter
from boilerbench.cli.grouping import Workers, workers_options
from boilerbench.cli.options import (
    Selection,
    corpus_option,
    examples,
    format_option,
    quiet_option,
    sayer,
    selection_options,
)
from boilerbench.cli.tune_options import Search, aim_options, search_options
from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import UsageError
from boilerbench.project import read_project_settings
from boilerbench.replaying import corpus_of
from boilerbench.reporting.progress import TerminalProgress
from boilerbench.reporting.tuned import summary, tuned_tables
from boilerbench.rules.model import Rule
from boilerbench.rules.named import rules_named
from boilerbench.rules.tuning.bench import Bench
from boilerbench.rules.tuning.candidates import Candidates, candidates
from boilerbench.rules.tuning.forward import Aim
from boilerbench.rules.tuning.results import Tuned
from boilerbench.rules.tuning.saving import save_rules
from boilerbench.rules.tuning.settings import (
    Tunable,
    check_tunables,
    declared,
)
from boilerbench.rules.tuning.sources import row_of_run, stored
from boilerbench.rules.tuning.studies import load_optuna
from boilerbench.rules.tuning.summing import tuned
from boilerbench.rules.tuning.tuning import Plan, tune
from boilerbench.runs import Run, read_run
from boilerbench.sessions import SessionPool
from boilerbench.specs import Spec, parse_spec
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
@aim_options
@search_options
@click.option(
    "--runs",
    type=click.Path(path_type=Path),
    help="Where the runs of all settings are kept: the same again goes on from there.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the chosen rules to FILE.toml."
)
@workers_options
@click.option("--wide", is_flag=True, help="Every rule whole, every set of the fronts.")
@format_option
@quiet_option
def command(
    files: tuple[str, ...],
    spec: str | None,
    source: str | None,
    selection: Selection,
    run_folder: Path | None,
    aim: Aim,
    search: Search,
    runs: Path | None,
    output: Path | None,
    workers: Workers,
    wide: bool,
    style: str,
    quiet: bool,
) -> None:
    """Choose the rules of FILE…, and values of options, that do best on a corpus.

    What is chosen is judged on sites that it was not chosen on: each part of the sites is held out
    once. All rules of the files are candidates; one that gains nothing is not chosen. FILE may
    also be a folder, starter:KIND or starter:all.
    """
    found = _candidates(files, search)
    earlier = read_run(run_folder) if run_folder else None
    corpus = selection.of(_corpus(earlier, source))
    row = row_of_run(earlier, spec, corpus) if earlier else None
    meant = _meant(row, spec)
    adapter = _adapter(search.tunables, meant)
    with _bench(found.rules, corpus, meant, adapter, row, runs, workers, quiet=quiet) as bench:
        _check_gold(bench)
        plan = _plan(aim, search, selection.seed, meant, adapter)
        outcome = tune(bench, found, plan)
        result = tuned(bench, found, plan, outcome)
    if output is not None:
        save_rules(output, found.of(outcome.selected.rules))
    _print(result, style, output, wide=wide)


def _candidates(files: Sequence[str], search: Search) -> Candidates:
    if not files and not search.tunables:
        raise UsageError("There is nothing to tune: give a FILE of rules, or --option NAME=VALUES.")
    if search.tunables:
        load_optuna()
    rules = [rule for file in files for rule in rules_named(file).rules]
    return candidates(rules, search.numbers)


def _plan(aim: Aim, search: Search, seed: int, spec: Spec, adapter: Adapter | None) -> Plan:
    tunables = search.tunables
    first = tuple(declared(tunables, spec, adapter).items()) if adapter else ()
    return Plan(aim, search.folds, seed, tunables, search.trials, search.sampler, first)


@contextmanager
def _bench(
    rules: Sequence[Rule],
    corpus: Corpus,
    spec: Spec,
    adapter: Adapter | None,
    row: Answers | None,
    runs: Path | None,
    workers: Workers,
    *,
    quiet: bool,
) -> Iterator[Bench]:
    """The bench with its workers; without a folder for the runs these are gone afterwards."""
    say = sayer(quiet=quiet)
    with ExitStack() as stack:
        pool = stack.enter_context(SessionPool(workers.jobs))
        yield Bench(
            rules=rules,
            corpus=corpus,
            spec=spec,
            folder=runs or Path(stack.enter_context(tempfile.TemporaryDirectory())) / "runs",
            pool=pool,
            adapter=adapter,
            limits=workers.settings,
            jobs=workers.jobs,
            stored=stored(row, workers.settings, pool, say) if row else None,
            progress=None if quiet or sys.stderr is None else TerminalProgress(sys.stderr),
            say=say,
        )


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
