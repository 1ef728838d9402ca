"""What a gate writes beside its verdict: a summary, a JUnit file, annotations."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import UsageError
from boilerbench.gating.findings import GateResult
from boilerbench.reporting.annotations import annotations, on_github
from boilerbench.reporting.gate_summaries import summary
from boilerbench.reporting.junit import junit


def write_files(
    result: GateResult,
    diffs: Sequence[tuple[str, Sequence[str]]],
    *,
    summary_file: Path | None,
    junit_file: Path | None,
) -> None:
    """Every file that was asked for; on GitHub annotations too, on stderr, which it reads as well.

    A job's summary is added to, as other steps write there. Raises UsageError where a file cannot
    be written.
    """
    if summary_file is not None:
        shared = str(summary_file) == os.environ.get("GITHUB_STEP_SUMMARY")
        _write(summary_file, summary(result, diffs), "a" if shared else "w")
    if junit_file is not None:
        _write(junit_file, junit(result), "w")
    if on_github():
        for line in annotations(result):
            click.echo(line, err=True)


def check_folder(file: Path) -> None:
    """UsageError where a file cannot stand, before a verdict is told."""
    if file.is_dir() or not file.parent.is_dir():
        raise UsageError(f"{file} cannot be written: name a file in a folder that exists.")


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
