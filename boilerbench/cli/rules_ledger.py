"""`boilerbench rules ledger`: what every rule of a file removes and destroys."""

import sys
from collections.abc import Callable
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
    sayer,
    selection_options,
)
from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.naming import SHIPPED, shipped_sets
from boilerbench.errors import RuleError
from boilerbench.machines import usable_cores
from boilerbench.project import read_project_settings
from boilerbench.records import Extraction
from boilerbench.reporting.ledgers import (
    ledger_lines,
    ledger_table,
    next_command,
)
from boilerbench.reporting.progress import TerminalProgress
from boilerbench.reporting.tables import render, signed
from boilerbench.reporting.tidy_ledgers import tidy_ledger
from boilerbench.reporting.ungolded_ledgers import no_gold_lines, no_gold_tables
from boilerbench.rules.keeping_ledger import ledger_of
from boilerbench.rules.ledgers import Ledger
from boilerbench.rules.model import RuleFile
from boilerbench.rules.named import rules_together
from boilerbench.rules.one_system import one_system
from boilerbench.rules.opening import holds_saved_pages, open_pages
from boilerbench.rules.trying import Trials, known_outputs, try_rules
from boilerbench.runs import read_run
from boilerbench.sessions import SessionPool
from boilerbench.systems import System


@click.command(
    epilog=examples(
        "boilerbench rules ledger mine.toml --extractor trafilatura",
        "boilerbench rules ledger starter:newsletter --extractor readability-lxml --corpus shipped",
        "boilerbench rules ledger mine.toml --extractor trafilatura --leave-one-out",
        "boilerbench rules ledger mine.toml starter:all --extractor trafilatura --format csv",
        "boilerbench rules ledger easylist.txt --extractor lxml-text --corpus saved-pages/",
        "boilerbench rules ledger mine.toml --extractor trafilatura --format json",
    )
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--extractor", "spec", metavar="SPEC", required=True, help="Whose outputs.")
@corpus_option("news")
@selection_options
@click.option(
    "--run",
    "run_folder",
    type=click.Path(path_type=Path),
    help="A run that may hold the outputs without rules.",
)
@click.option(
    "--leave-one-out", is_flag=True, help="Also what each rule adds to all others; takes longer."
)
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Workers side by side.  [default: cores]"
)
@limit_options
@click.option("--wide", is_flag=True, help="Every text and every rule, however long.")
@format_option
@quiet_option
def command(
    files: tuple[str, ...],
    spec: str,
    source: str | None,
    selection: Selection,
    run_folder: Path | None,
    leave_one_out: bool,
    jobs: int | None,
    timeout: float | None,
    memory: int | None,
    isolated: bool,
    wide: bool,
    style: str,
    quiet: bool,
) -> int:
    """Tell for every rule of FILE what it removes and destroys in an extractor's outputs.

    FILE is a file or folder of rules, or starter:KIND or starter:all; several count as one. Only
    pages on which a rule of pages fires are extracted again. Without gold, as of a folder of saved
    pages, it tells what rules took, and what looks like noise.
    """
    rules = rules_together(files)
    where = source or read_project_settings().corpus or "news"
    corpus = selection.of(open_pages(where))
    say, jobs = sayer(quiet=quiet), jobs or usable_cores()
    settings = limits(timeout, memory, isolated=isolated)
    with one_system(spec, settings, jobs=jobs, say=say) as (system, pool):
        known = _known(run_folder, corpus, system, say)
        trials = _tried(
            rules, corpus, system, pool, known, jobs=jobs, leave_one_out=leave_one_out, quiet=quiet
        )
    found = ledger_of(
        rules, trials, corpus, system.record, seed=selection.seed, leave_one_out=leave_one_out
    )
    _print(found, style, wide=wide)
    saved = where not in (SHIPPED, *shipped_sets()) and holds_saved_pages(Path(where).expanduser())
    told = next_command(found, where, files, saved=saved)
    if style == "table" and told:
        click.echo(told)
    return 0


def _known(
    folder: Path | None, corpus: Corpus, system: System, say: Callable[[str], None]
) -> dict[str, Extraction]:
    """The outputs without rules that a run has."""
    if folder is None:
        return {}
    found = known_outputs(read_run(folder), corpus, system)
    if not found:
        say(f"{folder} has no outputs of {system.record.label} as it is now: all are made anew.")
    return found


def _tried(
    rules: RuleFile,
    corpus: Corpus,
    system: System,
    pool: SessionPool,
    known: dict[str, Extraction],
    *,
    jobs: int,
    leave_one_out: bool,
    quiet: bool,
) -> Trials:
    progress = None if quiet or sys.stderr is None else TerminalProgress(sys.stderr)
    try:
        return try_rules(
            rules.rules,
            corpus,
            system,
            pool,
            known=known,
            jobs=jobs,
            leave_one_out=leave_one_out,
            progress=progress,
        )
    except ValueError as error:
        raise RuleError(f"{rules.name} has a rule that cannot be carried out: {error}.") from error


def _print(found: Ledger, style: str, *, wide: bool) -> None:
    if style == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
        return
    if style == "csv":
        headers, rows = tidy_ledger(found)
        click.echo(render(headers, rows, style, ["left"] * len(headers)))
        return
    parts = [ledger_table(found, style, wide=wide)] if found.judged else []
    click.echo("\n\n".join([*parts, *no_gold_tables(found, style, wide=wide)]))
    if style == "table":
        click.echo()
        lines = [*no_gold_lines(found, wide=wide), *ledger_lines(found, wide=wide)]
        click.echo("\n".join(lines))
    if found.judged:
        click.echo(signed(found.signature, found.short_signature, style))
