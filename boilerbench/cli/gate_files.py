"""What a gate writes beside its verdict: a summary, a JUnit file, annotations."""

import functools
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from boilerbench.cli.report_files import check_report, write_report
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import UsageError
from boilerbench.gating.findings import GateResult
from boilerbench.reporting.annotations import annotations, on_github
from boilerbench.reporting.gate_summaries import summary
from boilerbench.reporting.junit import junit
from boilerbench.runs import Run


@dataclass(frozen=True, slots=True)
class GateFiles:
    """What was asked for beside the verdict: `--summary`, `--junit`, `--report`."""

    summary: Path | None = None
    junit: Path | None = None
    report: Path | None = None


def file_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--summary`, `--junit` and `--report`, handed to the command as its `files`."""

    @functools.wraps(command)
    def writing(
        *, summary: Path | None, junit_file: Path | None, report: Path | None, **others: Any
    ) -> Any:
        return command(files=GateFiles(summary, junit_file, report), **others)

    path = click.Path(path_type=Path)
    told = "The report of the pages that changed, of all where none did."
    job = "The verdict as Markdown, for the summary of a job."
    # Decorators read from below: help lists them in this order turned round.
    decorated: Callable[..., Any] = writing
    for option in (
        click.option("--report", type=path, metavar="FILE.html", help=told),
        click.option(
            "--junit", "junit_file", type=path, metavar="FILE", help="The verdict as JUnit XML."
        ),
        click.option("--summary", type=path, metavar="FILE", help=job),
    ):
        decorated = option(decorated)
    return decorated


def check_files(files: GateFiles) -> None:
    """UsageError where one of them cannot stand, before a verdict is told."""
    for file in (files.summary, files.junit):
        if file is not None and (file.is_dir() or not file.parent.is_dir()):
            raise UsageError(f"{file} cannot be written: name a file in a folder that exists.")
    if files.report is not None:
        check_report(files.report)


def write_files(
    files: GateFiles,
    result: GateResult,
    diffs: Sequence[tuple[str, Sequence[str]]],
    run: Run,
    corpus: Corpus,
) -> None:
    """Every file that was asked for; on GitHub annotations too, on stderr, which it reads as well.

    A job's summary is added to, as other steps write there. Raises UsageError where a file cannot
    be written.
    """
    if files.summary is not None:
        shared = str(files.summary) == os.environ.get("GITHUB_STEP_SUMMARY")
        _write(files.summary, summary(result, diffs), "a" if shared else "w")
    if files.junit is not None:
        _write(files.junit, junit(result), "w")
    if on_github():
        for line in annotations(result):
            click.echo(line, err=True)
    if files.report is not None:
        write_report(files.report, run, changed_pages(result, corpus))


def changed_pages(result: GateResult, corpus: Corpus) -> Corpus:
    """The pages that changed for any extractor; all where none did."""
    changed = [page.page for one in result.extractors for page in one.changed]
    wanted = frozenset(changed)
    pages = tuple(page for page in corpus.pages if page.id in wanted)
    return replace(corpus, pages=pages or corpus.pages)


def _write(file: Path, content: str, how: str) -> None:
    try:
        with file.open(how, encoding="utf-8", newline="\n") as stream:
            stream.write(content)
    except OSError as error:
        raise UsageError(
            f"{file} cannot be written ({error.strerror}): name a file in a folder that exists."
        ) from error
