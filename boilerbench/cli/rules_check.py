"""`boilerbench rules check`: faults of rule files, before and after they meet pages."""

from collections.abc import Callable
from typing import Final

import click

from boilerbench.cli.options import (
    Selection,
    corpus_option,
    examples,
    format_option,
    quiet_option,
    sayer,
    selection_options,
)
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import UsageError
from boilerbench.reporting.rule_findings import Checked, check_rows, finding_rows, listed
from boilerbench.reporting.tables import render
from boilerbench.rules.linting.checking import asked_for, check, known_code
from boilerbench.rules.linting.measured import tried
from boilerbench.rules.linting.sitetests import runnable
from boilerbench.rules.model import RuleFile
from boilerbench.rules.named import rules_named
from boilerbench.wording import counted

HEADERS: Final = ["code", "severity", "place", "rule", "fault", "remedy"]


@click.command(
    name="check",
    epilog=examples(
        "boilerbench rules check rules.toml",
        "boilerbench rules check rules.toml --corpus aeb:DIR --strict",
        "boilerbench rules check fanboy-newsletter.txt --no-corpus --select W",
        "boilerbench rules check ftr-site-config/ --ignore K --ignore U",
        "boilerbench rules check --codes",
    ),
)
@click.argument("files", nargs=-1, metavar="FILE…")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option(
    "--select",
    multiple=True,
    metavar="CODE",
    help="Only this check, or those that begin so; repeatable.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="CODE",
    help="Not this check, or those that begin so; repeatable.",
)
@click.option("--codes", "only_codes", is_flag=True, help="List the checks instead.")
@click.option("--all", "everything", is_flag=True, help="Every finding, however many are alike.")
@click.option("--no-corpus", "bare", is_flag=True, help="Do not try the rules on any page.")
@corpus_option("shipped")
@selection_options
@format_option
@quiet_option
def command(
    files: tuple[str, ...],
    strict: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    only_codes: bool,
    everything: bool,
    bare: bool,
    source: str | None,
    selection: Selection,
    style: str,
    quiet: bool,
) -> int:
    """List every fault of rule files, each with its code and place; exit 1 if one is an error.

    Rules are also tried on the pages of a corpus: what they find there must not be gold.
    """
    if only_codes:
        headers = ["code", "name", "severity", "what"]
        click.echo(render(headers, check_rows(), style, ["left"] * 4))
        return 0
    if not files:
        raise UsageError("rules check needs a FILE or a folder of rules.")
    for code in (*select, *ignore):
        known_code(code)
    read = [rules_named(name) for name in files]
    corpus = _pages(source, selection, bare=bare)
    say = sayer(quiet=quiet)
    checked = [_checked(file, corpus, select, ignore, say) for file in read]
    if style == "table":
        click.echo("\n".join(listed(checked, everything=everything)))
    else:
        rows = [row for one in checked for row in finding_rows(one)]
        click.echo(render(HEADERS, rows, style, ["left"] * len(HEADERS)))
    return 1 if any(one.of("error") or (strict and one.of("warning")) for one in checked) else 0


def _pages(source: str | None, selection: Selection, *, bare: bool) -> Corpus | None:
    if bare and (source or selection):
        raise UsageError("--no-corpus tries the rules on no page: leave out --corpus and the rest.")
    if bare:
        return None
    from boilerbench.corpora import open_unchecked  # noqa: PLC0415  slow to load

    return selection.of(open_unchecked(source or "shipped", facts=bool(selection)))


def _checked(
    file: RuleFile,
    corpus: Corpus | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    say: Callable[[str], None],
) -> Checked:
    if corpus is not None and file.rules:
        pages = len(tried(file, corpus).pages)
        say(f"trying {counted(len(file.rules), 'rule')} of {file.name} on {counted(pages, 'page')}")
        if file.tests:
            known, every = runnable(file, corpus), counted(len(file.tests), "test")
            say(f"{every} of {file.name}: the corpus has the pages of {known or 'none'}")
    return Checked(file, tuple(asked_for(check(file, corpus), select, ignore)))
