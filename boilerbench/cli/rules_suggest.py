"""`boilerbench rules suggest`: rules that leaked noise asks for."""

import shlex
import sys
from dataclasses import replace
from pathlib import Path

import click
import msgspec

from boilerbench.answers import Answers, answers_of
from boilerbench.cli.grouping import WORKERS, Workers, refuse_only, workers_options
from boilerbench.cli.mining_options import mining_options, retyped
from boilerbench.cli.options import (
    Selection,
    corpus_option,
    examples,
    format_option,
    quiet_option,
    run_argument,
    sayer,
    selection_options,
)
from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import RunError, UsageError
from boilerbench.project import read_project_settings
from boilerbench.replaying import corpus_of
from boilerbench.reporting.progress import TerminalProgress
from boilerbench.reporting.suggestions import evidence, suggestions_remarks, suggestions_table
from boilerbench.rules.mining.suggesting import Asked, mined_pages, suggested
from boilerbench.rules.mining.suggestions import Suggestions
from boilerbench.rules.model import RuleFile
from boilerbench.rules.syntaxes import write_rules
from boilerbench.running import run
from boilerbench.runs import Run, read_run
from boilerbench.specs import parse_spec


@click.command(
    epilog=examples(
        "boilerbench rules suggest --extractor trafilatura",
        "boilerbench rules suggest --extractor lxml-text --corpus shipped --held-out",
        "boilerbench rules suggest boilerbench-runs/news-1 --extractor trafilatura -o found.toml",
        "boilerbench rules suggest --extractor justext --corpus my-pages --sites 3",
    )
)
@run_argument
@click.option(
    "--extractor",
    "name",
    metavar="SPEC|LABEL",
    help="Whose output is mined; without RUN it runs now.  [default: the run's only one]",
)
@corpus_option("the run's own, or news")
@selection_options
@mining_options
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.toml",
    help="Write the rules there.",
)
@workers_options
@click.option("--wide", is_flag=True, help="Every rule whole.")
@format_option
@quiet_option
def command(
    run_folder: Path | None,
    name: str | None,
    source: str | None,
    selection: Selection,
    asked: Asked,
    file: Path | None,
    workers: Workers,
    wide: bool,
    style: str,
    quiet: bool,
) -> None:
    """Mine cleaning rules from what an extractor lets through, with what each would destroy.

    RUN is a folder that `boilerbench run` wrote; without RUN the extractor runs now, without
    --extractor the newest run is taken. A rule is kept where it takes leaked noise away and
    destroys no gold on the pages at hand.
    """
    say = sayer(quiet=quiet)
    if run_folder is None and name is not None:
        found, corpus = _made(name, source, selection, workers, quiet=quiet)
    else:
        refuse_only(WORKERS, "The outputs of a run are there already")
        found = read_run(run_folder)
        corpus = selection.of(corpus_of(found, source))
    answers = _the_one(answers_of(found, corpus), name, found)
    asked = replace(asked, seed=selection.seed)
    system = answers.system
    pages = mined_pages(answers.paired(), asked)
    result = suggested(pages, asked, corpus.name, system.name, system.spec)
    failed = sum(not one.answered for one in answers.briefs)
    result = msgspec.structs.replace(result, failed=failed)
    if file is not None:
        _write(result, file)
        say(f"{file} is written.")
    again = [str(found.path), "--extractor", system.spec, *retyped(asked)]
    _print(result, style, shlex.join(again), file, wide=wide)


def _made(
    spec: str, source: str | None, selection: Selection, workers: Workers, *, quiet: bool
) -> tuple[Run, Corpus]:
    """A run of one extractor, made now."""
    parse_spec(spec)
    corpus = selection.of(open_corpus(source or read_project_settings().corpus or "news"))
    progress = None if quiet or sys.stderr is None else TerminalProgress(sys.stderr)
    done = run(
        [spec],
        corpus,
        settings=workers.settings,
        jobs=workers.jobs,
        progress=progress,
        say=sayer(quiet=quiet),
    )
    return done, corpus


def _the_one(answers: tuple[Answers, ...], name: str | None, found: Run) -> Answers:
    """The row that is meant; UsageError where several could be, RunError where it never ran."""
    able = [one for one in answers if one.extractions]
    chosen = [one for one in able if name is None or name in _names(one)]
    if name is None:
        chosen = [one for one in chosen if one.system.kind != "scale"]
    if len(chosen) == 1:
        return chosen[0]
    failed = next((one for one in answers if name in _names(one) and one.system.reason), None)
    if failed is not None:
        raise RunError(f"{failed.system.name} could not run here: {failed.system.reason}")
    specs = ", ".join(one.system.spec for one in able) or "none that answered"
    raise UsageError(
        f"Rules are mined from the output of one extractor, and {found.path} has {specs}: "
        "say which with --extractor."
    )


def _names(one: Answers) -> tuple[str | None, ...]:
    return one.system.spec, one.system.label, one.system.name


def _print(result: Suggestions, style: str, again: str, file: Path | None, *, wide: bool) -> None:
    if style == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(result)).decode())
        return
    click.echo(suggestions_table(result, style, wide=wide))
    if style == "table":
        click.echo("\n" + "\n".join(suggestions_remarks(result, again, file)))


def _write(result: Suggestions, file: Path) -> None:
    rules = tuple(msgspec.structs.replace(one.rule, note=evidence(one)) for one in result.rules)
    written = write_rules(RuleFile(file.name, rules, tuple(range(1, len(rules) + 1))), "toml")
    file.write_text(written, encoding="utf-8")
