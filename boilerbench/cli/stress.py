"""`boilerbench stress`: how much of a score survives a redesign, and which planted noise leaks."""

import sys
from pathlib import Path

import click
import msgspec

from boilerbench.cli.options import (
    Selection,
    corpus_option,
    examples,
    format_option,
    limit_options,
    quiet_option,
    rules_option,
    sayer,
    selection_options,
)
from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import UsageError
from boilerbench.machines import usable_cores
from boilerbench.manifests import Settings
from boilerbench.project import read_project_settings
from boilerbench.reporting.progress import TerminalProgress
from boilerbench.reporting.stresses import stress_remarks, stress_tables
from boilerbench.reporting.tables import render
from boilerbench.rules.named import rules_for_run
from boilerbench.specs import parse_spec
from boilerbench.stress.choosing import NAMES, chosen, sentence_of
from boilerbench.stress.folder import Earlier, earlier_stress, newest_stress
from boilerbench.stress.results import Stress
from boilerbench.stress.testing import stress_test
from boilerbench.systems import specs_meant


@click.command(
    epilog=examples(
        "boilerbench stress trafilatura justext --limit 20",
        "boilerbench stress readability-lxml --mutation names --mutation divs",
        "boilerbench stress ./mine.py --corpus my-pages --mutation 'noise-newsletter*'",
        "boilerbench stress --resume",
        "boilerbench stress --list",
    )
)
@click.argument("specs", metavar="[SPEC]…", nargs=-1)
@corpus_option("news")
@selection_options
@click.option(
    "--mutation",
    "names",
    multiple=True,
    metavar="NAME|GLOB",
    help="A mutation; repeatable.  [default: all]",
)
@click.option("--list", "only_list", is_flag=True, help="Print the mutations, and run nothing.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The folder of the test.  [default: the next free one]",
)
@click.option("--resume", is_flag=True, help="Go on with the test in --out, or the newest one.")
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Workers side by side.  [default: cores]"
)
@rules_option("Clean every page and output by these rules; repeatable.")
@limit_options
@format_option
@quiet_option
def command(
    specs: tuple[str, ...],
    source: str | None,
    selection: Selection,
    names: tuple[str, ...],
    only_list: bool,
    out: Path | None,
    resume: bool,
    jobs: int | None,
    rule_names: tuple[str, ...],
    timeout: float | None,
    memory: int | None,
    isolated: bool,
    style: str,
    quiet: bool,
) -> int:
    """Run each SPEC over the same pages changed as redesigns change them, and with planted noise.

    Most mutations change nothing that a reader sees; that is checked word by word. The others plant
    noise of a known kind before, between and after the gold. Needs a corpus with gold texts.
    """
    if only_list:
        return _print_list(style)
    say, project = sayer(quiet=quiet), read_project_settings()
    earlier = earlier_stress(out or newest_stress()) if resume else None
    result, folder = stress_test(
        specs_meant(specs, earlier.specs if earlier else project.specs, None),
        _corpus(earlier, source, project.corpus, selection),
        chosen(_names(names, earlier)),
        out=earlier.folder if earlier else out,
        seed=earlier.seed if earlier else selection.seed,
        settings=_settings(earlier, timeout, memory, isolated=isolated),
        jobs=jobs or usable_cores(),
        rules=rules_for_run(rule_names),
        progress=None if quiet or sys.stderr is None else TerminalProgress(sys.stderr),
        say=say,
    )
    _print(result, folder, style)
    return _code(result, specs)


def _corpus(
    earlier: Earlier | None, source: str | None, usual: str | None, selection: Selection
) -> Corpus:
    """The pages asked for; on --resume those of the test."""
    if earlier is None:
        return selection.of(open_corpus(source or usual or "news"))
    if selection:
        raise UsageError("--resume goes on with the pages it has: leave out the selection.")
    return earlier.corpus(source)


def _names(names: tuple[str, ...], earlier: Earlier | None) -> tuple[str, ...]:
    """The mutations asked for, and on --resume those that the test has."""
    return (*(earlier.mutations if earlier else ()), *names)


def _settings(
    earlier: Earlier | None, timeout: float | None, memory: int | None, *, isolated: bool
) -> Settings:
    before = earlier.settings if earlier else Settings()
    return Settings(
        timeout=timeout if timeout is not None else before.timeout,
        memory_mb=memory if memory is not None else before.memory_mb,
        isolated=isolated or before.isolated,
    )


def _print_list(style: str) -> int:
    rows = [[name, sentence_of(name)] for name in NAMES]
    click.echo(render(["mutation", "what it does"], rows, style, ["left", "left"]))
    return 0


def _print(result: Stress, folder: Path, style: str) -> None:
    if style == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(result)).decode())
        return
    click.echo("\n\n".join(stress_tables(result, style)))
    if style == "table":
        click.echo("\n" + "\n".join(stress_remarks(result, str(folder))))


def _code(result: Stress, specs: tuple[str, ...]) -> int:
    named = {str(parse_spec(spec)) for spec in specs}
    return 4 if any(one.reason for one in result.rows if one.extractor in named) else 0
