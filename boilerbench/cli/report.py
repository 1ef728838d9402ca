"""`boilerbench report`: one HTML file of a run, and its figures as files."""

import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from boilerbench.cli.options import (
    Selection,
    corpus_option,
    examples,
    metrics_option,
    quiet_option,
    sayer,
    selection_options,
)
from boilerbench.cli.report_files import check_report, finished_stress
from boilerbench.machines import usable_cores
from boilerbench.project import read_project_settings
from boilerbench.replaying import corpus_of
from boilerbench.report.choosing import parse_keep
from boilerbench.report.contents import Contents
from boilerbench.report.gathering import USUAL
from boilerbench.report.saving import write_whole
from boilerbench.runs import Run, read_run
from boilerbench.scoring import parse_metrics

MANY: Final = 500
"""Outputs from which on processes of their own pay."""


@click.command(
    epilog=examples(
        "boilerbench report",
        "boilerbench report boilerbench-runs/news-1 -o news.html",
        "boilerbench report before after -o change.html",
        "boilerbench report --where type=article --diffs worst:50",
        "boilerbench report --figures figures",
        "boilerbench report --stress boilerbench-runs/news-stress-1",
    )
)
@click.argument("folders", metavar="[RUN]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, allow_dash=True),
    default=Path("report.html"),
    show_default=True,
    metavar="FILE",
    help="Where it is written; - is stdout.",
)
@click.option(
    "--figures",
    "figures_folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The figures as SVG, PNG and PDF too, with their data as CSV.",
)
@click.option(
    "--diffs",
    "kept",
    metavar="all|worst:N|none",
    help="Of which pages the file holds diffs.  [default: of the worst, as many as fit 4 MB]",
)
@click.option(
    "--stress",
    "stress_folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The folder of a finished stress test, to show what it found too.",
)
@corpus_option("that of the last RUN")
@selection_options
@metrics_option("shingles(n=4), noise")
@click.option("--pool", is_flag=True, help="Several sets in one table, and a mean over them.")
@quiet_option
def command(
    folders: tuple[Path, ...],
    out: Path,
    figures_folder: Path | None,
    kept: str | None,
    stress_folder: Path | None,
    source: str | None,
    selection: Selection,
    metric_names: tuple[str, ...],
    pool: bool,
    quiet: bool,
) -> None:
    """Write what a RUN says into one HTML file: tables, figures, and the diff of every page.

    Of several runs the last is shown, with what changed since each of the others. The first
    metric is the report's own. The file loads nothing and works from disk.
    """
    say = sayer(quiet=quiet)
    keep = parse_keep(kept)
    metrics = parse_metrics(metric_names or read_project_settings().metrics) or USUAL
    check_report(out)
    stress = None if stress_folder is None else finished_stress(stress_folder)
    runs = [read_run(folder) for folder in folders] or [read_run()]
    corpus = selection.of(corpus_of(runs[-1], source))
    from boilerbench.report.building import report_of  # noqa: PLC0415  of the extra `report`
    from boilerbench.report.documents import document  # noqa: PLC0415

    jobs = 1 if len(corpus.pages) * len(runs[-1].manifest.systems) < MANY else usable_cores()
    found = report_of(
        runs, corpus, tuple(metrics), keep,
        pool=pool, seed=selection.seed, jobs=jobs, stress=stress,
    )  # fmt: skip  # what it is of, then how
    content = document(found.contents, found.drawings, found.diffs, again=_typed(runs))
    if figures_folder is not None:
        _write_figures(found.contents, figures_folder, say)
    _write(content, out, say)


def _typed(runs: list[Run]) -> str:
    """The command that makes the file again: all that was asked for, defaults left out."""
    context = click.get_current_context()
    words = ["boilerbench", "report", *(str(run.path) for run in runs)]
    for option in context.command.params:
        value = context.params.get(option.name or "", None)
        if isinstance(option, click.Option) and value not in (None, (), False, option.default):
            many = value if option.multiple else (value,)
            words += [
                w for one in many for w in (option.opts[0], *([] if option.is_flag else [str(one)]))
            ]
    return shlex.join(words)


def _write_figures(contents: Contents, folder: Path, say: Callable[[str], None]) -> None:
    from boilerbench.figures import write_figures  # noqa: PLC0415  of the extra `report`

    write_figures(contents, folder)
    say(f"Figures are written to {folder}.")


def _write(content: bytes, out: Path, say: Callable[[str], None]) -> None:
    if str(out) == "-":
        sys.stdout.buffer.write(content)
        return
    write_whole(out, content)
    say(f"Written to {out}, {len(content) / 1e6:.1f} MB.")
