"""`boilerbench speed`: how fast extractors are, by a protocol whose figures can be believed."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from boilerbench.cli.options import (
    Selection,
    corpus_option,
    examples,
    format_option,
    limit_options,
    limits,
    quiet_option,
    refuse_others,
    rules_option,
    sayer,
    selection_options,
)
from boilerbench.corpora import open_corpus
from boilerbench.machines import usable_cores
from boilerbench.project import read_project_settings
from boilerbench.reporting.progress import TerminalWatch
from boilerbench.reporting.speed_remarks import lines_under
from boilerbench.reporting.speeds import page_table, start_table, tidy_rows
from boilerbench.reporting.tables import render
from boilerbench.rules.named import rules_for_run
from boilerbench.specs import SCALE, parse_spec
from boilerbench.speed.folder import Measurement, read_measurement
from boilerbench.speed.measuring import FEWEST_REPEATS, measure_speed
from boilerbench.speed.record import Protocol
from boilerbench.speed.results import Speeds
from boilerbench.speed.summing import speeds_of
from boilerbench.systems import specs_meant
from boilerbench.wording import wrapped


@click.command(
    epilog=examples(
        "boilerbench speed trafilatura justext resiliparse",
        "boilerbench speed old=trafilatura@2.0.0 new=trafilatura@. --corpus aeb:DIR --limit 50",
        "boilerbench speed trafilatura readability-js --processes 4 --format json",
        "boilerbench speed trafilatura --instructions --limit 5",
        "boilerbench speed --from boilerbench-runs/news-speed-1 --reference justext",
    )
)
@click.argument("specs", metavar="[SPEC]…", nargs=-1)
@corpus_option("news")
@selection_options
@click.option(
    "--repeats",
    type=click.IntRange(FEWEST_REPEATS),
    default=FEWEST_REPEATS,
    show_default=True,
    metavar="N",
    help="Rounds, each with new workers; where others disturb the machine up to twice as many.",
)
@click.option(
    "--processes",
    type=click.IntRange(1),
    metavar="N",
    help="Workers at once for the throughput; 1 leaves it out.  [default: cores]",
)
@click.option(
    "--reference", metavar="ROW", help="The row that ratios are to.  [default: the first]"
)
@click.option(
    "--instructions", is_flag=True, help="Count instructions too, under valgrind: slow, steady."
)
@click.option(
    "--out", type=click.Path(path_type=Path), help="A new folder.  [default: the next free one]"
)
@click.option(
    "--from",
    "earlier",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Measure nothing: print what this folder holds.",
)
@click.option(
    "--all", "everything", is_flag=True, help="Every extractor that has a name, beside each SPEC."
)
@rules_option("Time on what these rules leave of the pages, and the rules too; repeatable.")
@limit_options
@format_option
@quiet_option
def command(
    specs: tuple[str, ...],
    source: str | None,
    selection: Selection,
    repeats: int,
    processes: int | None,
    reference: str | None,
    instructions: bool,
    out: Path | None,
    earlier: Path | None,
    everything: bool,
    rule_names: tuple[str, ...],
    timeout: float | None,
    memory: int | None,
    isolated: bool,
    style: str,
    quiet: bool,
) -> int:
    """Time each SPEC on the pages of a corpus: warm, again and again, one call at a time.

    Quality plays no part in it. Take the figures on a machine that does nothing else; what others
    disturb is done again, or marked.
    """
    say = sayer(quiet=quiet)
    if earlier is not None:
        return _print_again(earlier, style, reference)
    project = read_project_settings()
    made = measure_speed(
        _without_scale(specs_meant(specs, project.specs, say if everything else None), specs),
        selection.of(open_corpus(source or project.corpus or "news")),
        out=out,
        settings=limits(timeout, memory, isolated=isolated),
        protocol=Protocol(repeats, processes or usable_cores(), selection.seed),
        rules=rules_for_run(rule_names),
        instructions=instructions,
        reference=reference,
        watch=TerminalWatch(sys.stderr) if not quiet and sys.stderr is not None else None,
        say=say,
    )
    print_speeds(made, style, reference)
    say(f"Written to {made.path}.")
    return 4 if _lacks_any(made, specs) else 0


def _print_again(folder: Path, style: str, reference: str | None) -> int:
    """Print an earlier measurement; UsageError beside anything that would ask for a new one."""
    refuse_others(("earlier", "reference", "style", "quiet"), "--from measures nothing")
    print_speeds(read_measurement(folder), style, reference)
    return 0


def _lacks_any(made: Measurement, specs: Sequence[str]) -> bool:
    """Whether an extractor that was named could not run."""
    named = {str(parse_spec(spec)) for spec in specs}
    return any(system.reason and system.spec in named for system in made.manifest.systems)


def _without_scale(chosen: Sequence[str], named: Sequence[str]) -> tuple[str, ...]:
    """What is timed: rows of the scale only where they are named, as they are no extractors."""
    return tuple(spec for spec in chosen if spec in named or spec not in SCALE)


def print_speeds(made: Measurement, style: str, reference: str | None) -> None:
    """Print a measurement: two tables and the lines under them, or data."""
    speeds = speeds_of(made, reference)
    if style == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(speeds)).decode())
    elif style == "csv":
        headers, rows = tidy_rows(speeds)
        click.echo(render(headers, rows, style, ["left"] * len(headers)))
    else:
        click.echo(f"{page_table(speeds, style)}\n\n{start_table(speeds, style)}")
        if style == "table":
            _print_under(speeds)


def _print_under(speeds: Speeds) -> None:
    click.echo()
    for line in lines_under(speeds):
        click.echo(line if line.startswith("  ") else "\n".join(wrapped(line)))
