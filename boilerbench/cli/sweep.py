"""`boilerbench sweep`: an extractor over its released versions."""

import sys
from collections.abc import Callable
from pathlib import Path

import click
import msgspec

from boilerbench.cli.options import (
    Selection,
    corpus_option,
    engine_options,
    examples,
    format_option,
    limit_options,
    metrics_option,
    quiet_option,
    sayer,
    selection_options,
)
from boilerbench.corpora import open_corpus
from boilerbench.engines import hired
from boilerbench.manifests import Settings
from boilerbench.project import read_project_settings
from boilerbench.reporting.progress import TerminalProgress
from boilerbench.reporting.sweeps import sweep_remarks, sweep_tables
from boilerbench.reporting.tables import render
from boilerbench.running import run
from boilerbench.scoring import HEADLINE, parse_metrics
from boilerbench.versions.plotting import check_plot, write_plot
from boilerbench.versions.ranges import Range, parse_range
from boilerbench.versions.releases import Release, releases, thinned
from boilerbench.versions.results import Sweep
from boilerbench.versions.sweeping import swept


@click.command(
    epilog=examples(
        "boilerbench sweep trafilatura@2.0.0..",
        "boilerbench sweep trafilatura:precision@2.0.0..2.3.1 --out sweep --plot sweep.svg",
        "boilerbench sweep justext@.. --list",
        "boilerbench sweep readability-js@0.4.0..0.6.0 --reference justext",
    )
)
@click.argument("versions", metavar="NAME@A..B")
@corpus_option("news")
@selection_options
@click.option(
    "--versions",
    "most",
    type=click.IntRange(2),
    metavar="N",
    help="At most N versions, evenly spread, both ends among them.",
)
@click.option("--pre", "previews", is_flag=True, help="Pre-releases too.")
@click.option("--list", "only_list", is_flag=True, help="Print the versions, and run nothing.")
@click.option(
    "--reference",
    metavar="SPEC",
    help="An extractor run beside, whose CPU time is 1.  [default: the first version]",
)
@click.option(
    "--out", type=click.Path(path_type=Path), help="The run folder.  [default: the next free one]"
)
@click.option("--fresh", is_flag=True, help="Extract again what --out holds already.")
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Workers side by side.  [default: cores]"
)
@engine_options
@limit_options
@metrics_option("shingles(n=4)")
@click.option(
    "--plot",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.svg|png",
    help="Draw versions against score, CPU time and failures.",
)
@format_option
@quiet_option
def command(
    versions: str,
    source: str | None,
    selection: Selection,
    most: int | None,
    previews: bool,
    only_list: bool,
    reference: str | None,
    out: Path | None,
    fresh: bool,
    jobs: int | None,
    engine: str,
    scheduler: str | None,
    timeout: float | None,
    memory: int | None,
    isolated: bool,
    metric_names: tuple[str, ...],
    plot: Path | None,
    style: str,
    quiet: bool,
) -> int:
    """Measure the released versions of an extractor from A to B, each in its own environment.

    Both ends are among them, and either may be left out. A version that cannot be installed here
    is a row with the reason. The same --out goes on where a sweep stopped.
    """
    del isolated  # always so: every version is built alike
    wanted, project, say = parse_range(versions), read_project_settings(), sayer(quiet=quiet)
    check_plot(plot)
    metrics = parse_metrics(metric_names or project.metrics) or [HEADLINE]
    found = thinned(releases(wanted, previews=previews), most)
    if only_list:
        return _print_list(found, style)
    corpus = selection.of(open_corpus(source or project.corpus or "news"))
    progress = None if quiet or sys.stderr is None else TerminalProgress(sys.stderr)
    with hired(engine, scheduler, jobs) as engaged:
        made = run(
            _specs(wanted, found, reference), corpus, out=out, fresh=fresh, say=say,
            settings=_settings(timeout, memory), progress=progress,
            jobs=engaged.jobs, executor=engaged.executor,
        )  # fmt: skip  # one call
    result = swept(made, corpus, wanted, found, metrics, reference=reference, seed=selection.seed)
    _print(result, style, plot, say)
    return 0 if any(one.statuses for one in result.versions) else 4


def _print_list(found: tuple[Release, ...], style: str) -> int:
    rows = [[one.version, one.day or "-"] for one in found]
    click.echo(render(["version", "uploaded"], rows, style, ["left", "left"]))
    return 0


def _specs(wanted: Range, found: tuple[Release, ...], reference: str | None) -> list[str]:
    """The specs of one run: every version, and what their times are held beside."""
    return [wanted.at(one.version) for one in found] + ([reference] if reference else [])


def _settings(timeout: float | None, memory: int | None) -> Settings:
    usual = Settings().timeout
    return Settings(usual if timeout is None else timeout, memory, isolated=True)


def _print(result: Sweep, style: str, plot: Path | None, say: Callable[[str], None]) -> None:
    if style == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(result)).decode())
    else:
        click.echo("\n\n".join(sweep_tables(result, style)))
    if style == "table":
        click.echo("\n" + "\n".join(sweep_remarks(result)))
    if plot is not None and any(one.statuses for one in result.versions):
        write_plot(result, plot)
        say(f"{plot} is drawn.")
