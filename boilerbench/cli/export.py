"""`boilerbench export`: a run, or a measurement of speed, in a form that other programs read."""

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from boilerbench.answers import answers_of
from boilerbench.cli.options import corpus_option, examples, quiet_option, run_argument, sayer
from boilerbench.errors import DataError, UsageError
from boilerbench.replaying import corpus_of
from boilerbench.reporting.pytest_benchmark import Report, written
from boilerbench.reporting.timed_runs import Values, headline_values, report_of, timed_run
from boilerbench.reporting.timed_speeds import report_of_speeds, timed_speeds
from boilerbench.runs import Run, newest_timed_folder, read_run
from boilerbench.speed.folder import is_measurement, read_measurement


@click.command(
    epilog=examples(
        "boilerbench export --pytest-benchmark",
        "boilerbench export boilerbench-runs/news-1 --pytest-benchmark -o news.json",
        "boilerbench export boilerbench-runs/news-speed-1 --pytest-benchmark -o speed.json",
        "pytest-benchmark compare news.json",
    )
)
@run_argument
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
    help="Where it is written.  [default: stdout]",
)
@corpus_option("the run's own")
@quiet_option
def command(
    run_folder: Path | None,
    as_pytest_benchmark: bool,
    out: Path | None,
    source: str | None,
    quiet: bool,
) -> None:
    """Write what RUN timed, page by page, for programs that follow times.

    The seconds are the wall time of each page inside the worker, without a worker's first call.
    F1, precision and recall stand beside them where the corpus can still be opened.

    RUN may be a folder of `boilerbench speed` too: then the seconds are the median CPU time of
    each page, and all other figures of the row stand beside them. Without RUN the newest of both
    is taken, and stderr says which.
    """
    if not as_pytest_benchmark:
        raise UsageError("In which form? There is one so far: --pytest-benchmark.")
    say = sayer(quiet=quiet)
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
