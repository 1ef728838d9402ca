"""`boilerbench corpus check`: every fault of a corpus, by rule."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import click

from boilerbench.answers import answers_of
from boilerbench.cli.options import Selection, examples, format_option, selection_options
from boilerbench.corpora import is_own, open_unchecked
from boilerbench.corpora.checks import Fault
from boilerbench.corpora.corpus import Corpus
from boilerbench.linting.agreement import against_gold
from boilerbench.linting.checking import check, known_code, parse_excuse, sorted_out
from boilerbench.replaying import corpus_of
from boilerbench.reporting.findings import finding_rows, findings_listed, rule_rows
from boilerbench.reporting.tables import Align, render
from boilerbench.runs import read_run

HEADERS = ["code", "severity", "page", "field", "fault", "remedy", "ignored"]


@click.command(
    name="check",
    epilog=examples(
        "boilerbench corpus check",
        "boilerbench corpus check ./my-corpus --strict",
        "boilerbench corpus check wcxb:DIR --select D --select S",
        "boilerbench corpus check wcxb:DIR --ignore P02='stripped by its makers'",
        "boilerbench corpus check aeb:DIR --run boilerbench-runs/aeb-1 --select X",
    ),
)
@click.argument("source", default="shipped")
@click.option(
    "--complete/--partial",
    default=None,
    help="Whether labels must own at least 98 % of every page's words, each word once."
    "  [default: --complete for what ships, else --partial]",
)
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option(
    "--select",
    multiple=True,
    metavar="CODE",
    help="Only this rule, or those that begin so; repeatable.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="CODE[:PAGES]=REASON",
    help="Excuse a rule, or those that begin so, on the pages of a glob or on all, and say why;"
    " repeatable.",
)
@click.option(
    "--run",
    "run_folder",
    type=click.Path(path_type=Path),
    help="A run over this corpus: tells where its good extractors agree against the gold.",
)
@click.option("--rules", "only_rules", is_flag=True, help="List the rules instead.")
@click.option("--all", "everything", is_flag=True, help="Every finding, however many are alike.")
@selection_options
@format_option
def command(
    source: str,
    complete: bool | None,
    strict: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    run_folder: Path | None,
    only_rules: bool,
    everything: bool,
    selection: Selection,
    style: str,
) -> int:
    """List every fault of a corpus, each with the code of its rule; exit 1 if one is an error."""
    if only_rules:
        click.echo(render(["code", "name", "severity", "what"], rule_rows(), style, ["left"] * 4))
        return 0
    codes = [known_code(code) for code in select]
    excuses = [parse_excuse(text) for text in ignore]
    corpus = selection.of(open_unchecked(source, facts=bool(selection)))
    whole = corpus.synthetic if complete is None else complete
    found = chain(
        check(corpus, strict=is_own(source), whole=whole),
        _of_run(run_folder, source, corpus),
    )
    findings = sorted_out(found, corpus, select=codes, excuses=excuses)
    if style == "table":
        click.echo("\n".join(findings_listed(corpus, findings, everything=everything)))
    else:
        align: Sequence[Align] = ["left"] * len(HEADERS)
        click.echo(render(HEADERS, finding_rows(findings), style, align))
    return 1 if findings.of("error") or (strict and findings.found) else 0


def _of_run(folder: Path | None, source: str, corpus: Corpus) -> Iterator[Fault]:
    """What the answers of a run say against the gold of the pages that are checked."""
    if folder is not None:
        run = read_run(folder)
        chosen = {page.id for page in corpus.pages}
        answers = answers_of(run, corpus_of(run, source))
        yield from (fault for fault in against_gold(answers) if fault.page in chosen)
