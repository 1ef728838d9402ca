"""`boilerbench export`: a run, or a measurement of speed, in a form that other programs read."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, get_args

import click

from boilerbench.answers import answers_of
from boilerbench.cli.export_tables import FLAGS, Asked, export_table
from boilerbench.cli.options import (
    Decorated,
    Selection,
    corpus_option,
    examples,
    metrics_option,
    quiet_option,
    refuse_others,
    run_argument,
    sayer,
    selection_options,
)
from boilerbench.errors import DataError, UsageError
from boilerbench.exporting.columns import Texts
from boilerbench.replaying import corpus_of
from boilerbench.reporting.pytest_benchmark import Report, written
from boilerbench.reporting.timed_runs import Values, headline_values, report_of, timed_run
from boilerbench.reporting.timed_speeds import report_of_speeds, timed_speeds
from boilerbench.runs import Run, newest_timed_folder, read_run
from boilerbench.speed.folder import is_measurement, read_measurement

BOTH: Final = frozenset({"run_folder", "source", "quiet"})
TABLES: Final = BOTH | {"parquet", "jsonl", "csv", "where", "pages", "limit", "seed"}
"""What can be asked for with a table, beside metrics and texts."""
BENCHMARK: Final = BOTH | {"as_pytest_benchmark", "out"}
"""What can be asked for with `--pytest-benchmark`."""


def _place_option(form: str, told: str) -> Callable[[Decorated], Decorated]:
    return click.option(f"--{form}", type=click.Path(path_type=Path), metavar="FILE", help=told)


@click.command(
    epilog=examples(
        "boilerbench export --parquet run.parquet",
        "boilerbench export boilerbench-runs/news-1 --csv run.csv --metrics tokens --texts full",
        "boilerbench export --jsonl - | jq -r 'select(.outcome == \"timeout\") | .page'",
        "boilerbench export --pytest-benchmark",
        "boilerbench export boilerbench-runs/news-1 --pytest-benchmark -o news.json",
        "boilerbench export boilerbench-runs/news-speed-1 --pytest-benchmark -o speed.json",
        "pytest-benchmark compare news.json",
    )
)
@run_argument
@_place_option("parquet", "As Parquet, with types and meanings; needs the extra `parquet`.")
@_place_option("jsonl", "As JSON lines; - is stdout.")
@_place_option("csv", "As CSV; - is stdout.")
@click.option(
    "--pytest-benchmark",
    "as_pytest_benchmark",
    is_flag=True,
    help="As the JSON of pytest-benchmark: an extractor is a benchmark, a page one of its rounds.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where --pytest-benchmark is written.  [default: stdout]",
)
@corpus_option("the run's own")
@selection_options
@metrics_option("shingles(n=4)")
@click.option(
    "--texts",
    type=click.Choice(get_args(Texts)),
    default="digest",
    show_default=True,
    help="What of each output is written: nothing, its SHA-256, or that and the text.",
)
@quiet_option
def command(
    run_folder: Path | None,
    parquet: Path | None,
    jsonl: Path | None,
    csv: Path | None,
    as_pytest_benchmark: bool,
    out: Path | None,
    source: str | None,
    selection: Selection,
    metric_names: tuple[str, ...],
    texts: Texts,
    quiet: bool,
) -> None:
    """Write RUN page by page for other programs: outcomes, times, scores, leaks and texts.

    --parquet, --jsonl and --csv write a row for each page and extractor; null is what is not
    known. With --pytest-benchmark it is the times only: the seconds are the wall time of each page
    inside the worker, without a worker's first call. F1, precision and recall stand beside them
    where the corpus can still be opened.

    For that, RUN may be a folder of `boilerbench speed` too: then the seconds are the median CPU
    time of each page, and all other figures of the row stand beside them. Without RUN the newest
    of both is taken, and stderr says which.
    """
    say = sayer(quiet=quiet)
    places = {"--parquet": parquet, "--jsonl": jsonl, "--csv": csv}
    named = {flag: path for flag, path in places.items() if path is not None}
    if len(named) + as_pytest_benchmark != 1:
        raise UsageError(f"In which form? Name one of {', '.join(FLAGS)}, --pytest-benchmark.")
    if named:
        refuse_others(TABLES | {"metric_names", "texts"}, "-o is for --pytest-benchmark")
        ((flag, path),) = named.items()
        export_table(Asked(run_folder, source, selection, metric_names, texts, flag, path), say)
        return
    refuse_others(BENCHMARK, "--pytest-benchmark has the times of all pages")
    folder = run_folder or _newest(say)
    if not is_measurement(folder):
        made = _run(folder, source, say)
    elif source is None:
        made = _speeds(folder, say)
    else:
        raise UsageError(
            f"{folder} is a measurement of speed, which is exported without its pages: "
            "leave out --corpus."
        )
    _write(written(made), out, say)


def _newest(say: Callable[[str], None]) -> Path:
    """The newest folder, and a word on which it is."""
    folder = newest_timed_folder()
    kind = "measurement of speed" if is_measurement(folder) else "run"
    say(f"No RUN is named: this is {folder}, the newest ({kind}).")
    return folder


def _write(content: str, out: Path | None, say: Callable[[str], None]) -> None:
    """Print it, or put it into a file and say so."""
    if out is None:
        click.echo(content)
        return
    out.write_text(content + "\n", encoding="utf-8")
    say(f"Written to {out}.")


def _speeds(folder: Path, say: Callable[[str], None]) -> Report:
    """The file of a speed measurement."""
    made = read_measurement(folder)
    timed, untimed = timed_speeds(made)
    for sentence in untimed:
        say(sentence)
    return report_of_speeds(made, timed)


def _run(folder: Path, source: str | None, say: Callable[[str], None]) -> Report:
    """The file of a run."""
    run = read_run(folder)
    timed, untimed = timed_run(run, _values(run, source, say))
    for sentence in untimed:
        say(sentence)
    return report_of(run, timed)


def _values(run: Run, source: str | None, say: Callable[[str], None]) -> Mapping[str, Values]:
    """The headline's values by spec; none, and a word on it, where the pages are not to be had."""
    try:
        corpus = corpus_of(run, source)
        return headline_values(answers_of(run, corpus), corpus.pages)
    except DataError as error:
        say(f"There are times, but no scores. {error}")
        return {}
