"""The tables of `boilerbench export`: a row for each page and extractor, in three forms."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from boilerbench.answers import answers_of
from boilerbench.cli.options import Selection
from boilerbench.errors import UsageError
from boilerbench.exporting.columns import Texts, columns_of
from boilerbench.exporting.facts import facts_of, signatures
from boilerbench.exporting.lines import write_csv, write_jsonl
from boilerbench.exporting.parquet import check_pyarrow, write_parquet
from boilerbench.exporting.rows import Table
from boilerbench.exporting.saving import placed
from boilerbench.outfiles import check_place
from boilerbench.project import read_project_settings
from boilerbench.replaying import corpus_of
from boilerbench.runs import read_run
from boilerbench.scoring import HEADLINE, parse_metrics
from boilerbench.wording import counted

FLAGS: Final = ("--parquet", "--jsonl", "--csv")
STDOUT: Final = Path("-")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed: of which run what is to be written, in which form and where."""

    run_folder: Path | None
    source: str | None
    selection: Selection
    metric_names: tuple[str, ...]
    texts: Texts
    flag: str
    path: Path


def export_table(asked: Asked, say: Callable[[str], None]) -> None:
    """Score page by page and write each row as it is made, then say where the file is."""
    place = _place(asked)
    metrics = parse_metrics(asked.metric_names or read_project_settings().metrics) or [HEADLINE]
    run = read_run(asked.run_folder)
    corpus = asked.selection.of(corpus_of(run, asked.source))
    table = Table(run, answers_of(run, corpus), corpus.pages, metrics, asked.texts)
    columns = columns_of(metrics, asked.texts)
    signed = signatures(metrics, corpus, asked.selection.seed)
    with placed(place) as out:
        if asked.flag == "--parquet":
            write_parquet(table.rows(), columns, out, facts_of(run.manifest, columns, signed))
        else:
            write = write_jsonl if asked.flag == "--jsonl" else write_csv
            write(table.rows(), columns, out)
            for name, signature in signed.items():
                say(f"{name}: {signature}")
    if place is not None:
        rows = len(corpus.pages) * len(run.manifest.systems)
        say(f"Written to {place}: {counted(rows, 'row')}.")


def _place(asked: Asked) -> Path | None:
    """Where it goes, None for stdout; UsageError before anything is read."""
    if asked.flag == "--parquet":
        check_pyarrow()
        if asked.path == STDOUT:
            raise UsageError("Parquet is no text for stdout: name a file, as in run.parquet.")
    if asked.path == STDOUT:
        return None
    check_place(asked.path, asked.flag, "run")
    return asked.path
