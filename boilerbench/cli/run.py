"""`boilerbench run`: extract, score, print the leaderboard."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from boilerbench.cli.options import (
    Selection,
    corpus_option,
    engine_options,
    examples,
    format_option,
    limit_options,
    metrics_option,
    quiet_option,
    rules_option,
    sayer,
    selection_options,
)
from boilerbench.cli.printing import print_board
from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus
from boilerbench.engines import hired
from boilerbench.errors import UsageError
from boilerbench.manifests import Settings, Shard, SystemRecord
from boilerbench.project import read_project_settings
from boilerbench.replaying import corpus_of
from boilerbench.reporting.progress import TerminalProgress
from boilerbench.rules.named import rules_for_run
from boilerbench.running import run
from boilerbench.runs import Run, newest_folder, read_run
from boilerbench.scoring import parse_metrics
from boilerbench.shards import parse_shard, shard_of
from boilerbench.specs import parse_spec
from boilerbench.systems import specs_meant


@click.command(
    epilog=examples(
        "boilerbench run",
        "boilerbench run trafilatura:fast justext:language=German",
        "boilerbench run trafilatura@2.0.0 new=trafilatura@./checkout --corpus aeb:DIR",
        "boilerbench run outputs:predictions.json --corpus aeb:DIR --metrics aeb-shingles",
        "boilerbench run --all --corpus aeb:DIR",
        "boilerbench run trafilatura --rules my-rules.toml",
        "boilerbench run --all --corpus PATH --engine dask --scheduler tcp://HOST:8786",
        "boilerbench run --all --corpus PATH --shard 3/16 --out part-3",
        "boilerbench run --resume",
    )
)
@click.argument("specs", metavar="[SPEC]…", nargs=-1)
@corpus_option("news")
@selection_options
@click.option(
    "--out", type=click.Path(path_type=Path), help="The run folder.  [default: the next free one]"
)
@click.option("--resume", is_flag=True, help="Go on with the run in --out, or the newest one.")
@click.option("--fresh", is_flag=True, help="Extract again what --out holds already.")
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Workers side by side.  [default: cores]"
)
@engine_options
@click.option(
    "--shard", "shard_text", metavar="I/N", help="Only part I of N, by site; see `merge`."
)
@click.option(
    "--all", "everything", is_flag=True, help="Every extractor that has a name, beside each SPEC."
)
@rules_option("Clean every page and output by these rules; repeatable.")
@limit_options
@metrics_option("the headline table")
@format_option
@quiet_option
def command(
    specs: tuple[str, ...],
    source: str | None,
    selection: Selection,
    out: Path | None,
    resume: bool,
    fresh: bool,
    jobs: int | None,
    engine: str,
    scheduler: str | None,
    shard_text: str | None,
    timeout: float | None,
    memory: int | None,
    everything: bool,
    rule_names: tuple[str, ...],
    isolated: bool,
    metric_names: tuple[str, ...],
    style: str,
    quiet: bool,
) -> int:
    """Extract the pages of a corpus with each SPEC, score them, and print the leaderboard.

    Without SPEC: three extractors, one converter, and the scale of every score; --all adds the
    rest. What of --all cannot run here is named with the reason, and is no failure.
    """
    project = read_project_settings()
    metrics = parse_metrics(metric_names or project.metrics)
    earlier = _earlier(out, resume=resume)
    recorded = tuple(s.spec for s in earlier.manifest.systems) if earlier else project.specs
    say = sayer(quiet=quiet)
    chosen = specs_meant(specs, recorded, say if everything else None)
    corpus = _corpus(earlier, source, selection, project.corpus)
    corpus, shard = _shard(corpus, earlier, shard_text, selection)
    with hired(engine, scheduler, jobs) as engaged:
        made = run(
            chosen,
            corpus,
            out=earlier.path if earlier else out,
            fresh=fresh,
            settings=_settings(earlier, timeout, memory, isolated=isolated),
            jobs=engaged.jobs,
            executor=engaged.executor,
            rules=rules_for_run(rule_names),
            shard=shard,
            progress=None if quiet or sys.stderr is None else TerminalProgress(sys.stderr),
            say=say,
        )
    print_board(made, corpus, metrics, style=style, seed=selection.seed, say=say)
    return 4 if any(_never_ran(system, made, corpus) for system in _named(made, specs)) else 0


def _named(made: Run, specs: Sequence[str]) -> list[SystemRecord]:
    """The systems that were asked for by name, as those of --all are not."""
    named = {str(parse_spec(spec)) for spec in specs}
    return [system for system in made.manifest.systems if system.spec in named]


def _never_ran(system: SystemRecord, made: Run, corpus: Corpus) -> bool:
    """Whether a system could not be had, or could not be started for any of the pages."""
    if system.reason:
        return True
    found = made.extractions(system).briefs
    outcomes = {found[page.id].outcome for page in corpus.pages if page.id in found}
    return outcomes == {"unavailable"}


def _earlier(out: Path | None, *, resume: bool) -> Run | None:
    """The run to go on with, if --resume asks for one; UsageError for an --out without a name."""
    if out is not None and not out.name:
        raise UsageError(f"--out takes a folder of its own, not {str(out)!r}.")
    if not resume:
        return None
    return read_run(out if out is not None else newest_folder())


def _corpus(
    earlier: Run | None,
    source: str | None,
    selection: Selection,
    usual: str | None,
) -> Corpus:
    """The pages asked for; on --resume without a word about pages, the run's own."""
    if earlier is not None and not selection:
        return corpus_of(earlier, source, detect=True)
    default = earlier.manifest.corpus.source if earlier else usual or "news"
    return selection.of(open_corpus(source or default))


def _shard(
    corpus: Corpus, earlier: Run | None, text: str | None, selection: Selection
) -> tuple[Corpus, Shard | None]:
    """The part of the pages that is meant; on --resume without a word about pages, the run's."""
    before = earlier.manifest.shard if earlier and not selection else None
    wanted = before if text is None else parse_shard(text)
    if wanted is None:
        return corpus, None
    if earlier is None or before is None:
        return shard_of(corpus, wanted)
    if str(wanted) != str(before):
        raise UsageError(
            f"{earlier.path} is shard {before} of a run, not {wanted}: go on with it without "
            "--shard, or begin another with --out."
        )
    return corpus, before


def _settings(
    earlier: Run | None, timeout: float | None, memory: int | None, *, isolated: bool
) -> Settings:
    before = earlier.manifest.settings if earlier else Settings()
    return Settings(
        timeout=timeout if timeout is not None else before.timeout,
        memory_mb=memory if memory is not None else before.memory_mb,
        isolated=isolated or before.isolated,
    )
