"""`boilerbench gate`: a run against a committed baseline."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import msgspec

from boilerbench.cli.gate_files import GateFiles, check_files, file_options, write_files
from boilerbench.cli.options import (
    Selection,
    corpus_option,
    examples,
    metrics_option,
    run_argument,
    selection_options,
)
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import BaselineError, UsageError
from boilerbench.gating.baselines import Baseline, read_baseline, write_baseline
from boilerbench.gating.findings import Finding
from boilerbench.gating.guards import read_guards
from boilerbench.gating.judging import Question, judge, without_gold
from boilerbench.gating.pinning import METRICS, Gauge, gauge
from boilerbench.gating.pins import gateable
from boilerbench.gating.self_test import self_test as self_tested
from boilerbench.gating.tolerances import Tolerances, parse_tolerances
from boilerbench.gating.updating import repinned
from boilerbench.project import read_project_settings
from boilerbench.replaying import corpus_of
from boilerbench.reporting.gate_diffs import gate_diffs
from boilerbench.reporting.gates import verdict_lines
from boilerbench.reporting.self_tests import self_test_table
from boilerbench.runs import Run, read_run
from boilerbench.wording import counted, wrapped


@click.command(
    epilog=examples(
        "boilerbench run mine=trafilatura@here --out run",
        "boilerbench gate run --baseline baseline.json --update",
        "boilerbench gate run --baseline baseline.json",
        "boilerbench gate run --self-test",
        "boilerbench gate run --baseline baseline.json --tolerance f1:0.01 --tolerance leaks:off",
    )
)
@run_argument
@click.option(
    "--baseline",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The committed baseline.  [default: that of [tool.boilerbench]]",
)
@click.option(
    "--self-test",
    is_flag=True,
    help="Spoil the outputs of RUN in many ways, and say which check notices which; no baseline.",
)
@click.option(
    "--update",
    is_flag=True,
    help="Write RUN into the baseline, the first time too; refused if worse.",
)
@click.option("--allow-regression", is_flag=True, help="Let --update write what is worse.")
@click.option(
    "--tolerance",
    "tolerances",
    multiple=True,
    metavar="CHECK:VALUE",
    help="f1:0.005, page-f1:0.2, noise.newsletter:1%, mean_cpu_ms:1.3x, leaks:off; repeatable.",
)
@click.option(
    "--guard",
    "guard_files",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Phrases that no output may newly hold, one a line, # for comments; repeatable.",
)
@click.option(
    "--reference",
    metavar="LABEL",
    help="The extractor beside which CPU times are compared.  [default: one that stayed the same]",
)
@file_options
@corpus_option("the run's own")
@selection_options
@metrics_option(f"{', '.join(METRICS)}; noise always")
@click.option(
    "--format",
    "style",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="How the verdict is written.",
)
def command(
    run_folder: Path | None,
    file: Path | None,
    self_test: bool,
    update: bool,
    allow_regression: bool,
    tolerances: tuple[str, ...],
    guard_files: tuple[Path, ...],
    reference: str | None,
    files: GateFiles,
    source: str | None,
    selection: Selection,
    metric_names: tuple[str, ...],
    style: str,
) -> int:
    """Hold RUN against a committed baseline: exit code 1 and the pages where it is worse.

    Nothing is extracted here. RUN is a folder that `boilerbench run` wrote, by default the newest
    below boilerbench-runs. The first baseline is written by --update: commit it. Pages whose bytes
    and gold are as in the baseline are compared, the others are listed.
    """
    project = read_project_settings()
    run = read_run(run_folder)
    corpus = selection.of(corpus_of(run, source))
    measured = gauge(metric_names, read_guards(guard_files))
    tolerated = parse_tolerances((*project.tolerances, *tolerances), measured.values)
    _check_together(self_test, update, allow_regression, selection)
    if self_test:
        return _self_test(run, corpus, measured, tolerated, style)
    file = file or (Path(project.baseline) if project.baseline else None)
    if file is None:
        raise UsageError("Say which baseline: --baseline FILE, or baseline in [tool.boilerbench].")
    check_files(files)
    if update:
        old = read_baseline(file) if file.exists() else None
        return _update(file, old, run, corpus, measured, tolerated, allowed=allow_regression)
    asked = Question(read_baseline(file), file, measured, tolerated, reference)
    return _judged(asked, run, corpus, style, files)


def _judged(asked: Question, run: Run, corpus: Corpus, style: str, files: GateFiles) -> int:
    """Print the verdict and write what was asked for beside it; 1 where it is not passed."""
    result = judge(asked, run, corpus)
    diffs = list(gate_diffs(result, gateable(run, corpus), corpus))
    if style == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(result)).decode())
    else:
        click.echo("\n".join([*verdict_lines(result), *_printed(diffs)]))
    write_files(files, result, diffs, run, corpus)
    return 0 if result.passed else 1


def _check_together(
    self_test: bool, update: bool, allow_regression: bool, selection: Selection
) -> None:
    """UsageError for flags that have nothing to say beside each other."""
    if self_test and (update or allow_regression):
        raise UsageError("--self-test pins nothing: leave out --update and --allow-regression.")
    if allow_regression and not update:
        raise UsageError("--allow-regression is about what --update pins: add --update.")
    if update and selection:
        raise UsageError(
            "--update pins a whole run, and would drop the pages that are left out: "
            "leave out --where, --pages and --limit, or run the pages that you mean."
        )


def _printed(diffs: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    """The worst pages with their diffs, below each other."""
    for heading, lines in diffs:
        yield f"\n== {heading}"
        yield from lines


def _self_test(run: Run, corpus: Corpus, measured: Gauge, tolerated: Tolerances, style: str) -> int:
    """Print what notices what; 1 where the gate does not do what it must."""
    answers = gateable(run, corpus)
    trials = list(self_tested(answers, corpus, measured, tolerated))
    unspoilt = sorted(set(answers) - {one.extractor for one in trials})
    if unspoilt or not trials:
        raise UsageError(
            f"No output of {', '.join(unspoilt) or 'this run'} could be spoilt, as none has text "
            "on a page with gold text: run extractors that answer."
        )
    if style == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(trials)).decode())
    else:
        click.echo(self_test_table(trials, style))
    return 0 if all(one.kept for one in trials) else 1


def _update(
    file: Path,
    old: Baseline | None,
    run: Run,
    corpus: Corpus,
    measured: Gauge,
    tolerated: Tolerances,
    *,
    allowed: bool,
) -> int:
    """Pin a run; 1 and nothing written where it is worse and that is not allowed."""
    new = repinned(run, corpus, measured, old)
    lowered = _lowered(old, file, run, corpus, measured, tolerated)
    for finding in lowered:
        click.echo("\n".join(wrapped(f"{finding.extractor}: {finding.message}")))
    if lowered and not allowed:
        click.echo(
            f"{file} is left as it was: {counted(len(lowered), 'regression')}. If they are meant, "
            "add --allow-regression."
        )
        return 1
    write_baseline(file, new)
    for sentence in without_gold(corpus):
        click.echo("\n".join(wrapped(sentence)), err=True)
    pages = len({page for one in new.extractors.values() for page in one.pages})
    click.echo(
        f"{file} pins {counted(len(new.extractors), 'extractor')} on {counted(pages, 'page')}"
        + (f", {counted(len(lowered), 'regression')} among them." if lowered else ".")
    )
    return 0


def _lowered(
    old: Baseline | None,
    file: Path,
    run: Run,
    corpus: Corpus,
    measured: Gauge,
    tolerated: Tolerances,
) -> tuple[Finding, ...]:
    """What of a run is worse than pinned; nothing where it cannot be held against the baseline."""
    if old is None:
        return ()
    try:
        return judge(Question(old, file, measured, tolerated), run, corpus).regressions
    except BaselineError as error:
        click.echo(f"boilerbench: pinned without a comparison: {error}", err=True)
        return ()
