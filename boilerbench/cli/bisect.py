"""`boilerbench bisect`: the first version or commit that broke a page."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click
import msgspec

from boilerbench.cli.options import corpus_option, examples, limit_options, quiet_option, sayer
from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import UsageError
from boilerbench.machines import usable_cores
from boilerbench.manifests import Settings
from boilerbench.project import read_project_settings
from boilerbench.replaying import corpus_of
from boilerbench.reporting.bisections import bisection_lines
from boilerbench.running import run
from boilerbench.runs import MANIFEST, Run, claim_folder, read_run
from boilerbench.versions.bisecting import bisect, only
from boilerbench.versions.commits import commits
from boilerbench.versions.criteria import gauge_of
from boilerbench.versions.ranges import parse_range
from boilerbench.versions.releases import releases
from boilerbench.versions.trials import Candidate, Carry


@click.command(
    epilog=examples(
        "boilerbench bisect trafilatura@2.0.0..2.3.1 --page storm-live",
        "boilerbench bisect trafilatura@2.0.0.. --page summit --below shingles.f1:0.5",
        "boilerbench bisect justext@2.2.0.. --page summit --below noise.tokens:0.1",
        "boilerbench bisect trafilatura@./checkout --git v2.2.0..HEAD --page summit",
    )
)
@click.argument("versions", metavar="NAME@A..B")
@click.option("--page", required=True, metavar="ID", help="The page: its id or its beginning.")
@click.option(
    "--git",
    "between",
    metavar="GOOD..BAD",
    help="Search the commits between the two of NAME@REPO, a checkout or git+URL.",
)
@click.option(
    "--below",
    metavar="METRIC:X",
    help="Broken is a value below X, or above it where low is good: shingles.f1:0.5, "
    "noise.tokens:0.1.  [default: 0.05 worse than A]",
)
@click.option("--metric", metavar="METRIC", help="What is measured.  [default: shingles(n=4)]")
@corpus_option("news")
@click.option(
    "--from",
    "known",
    type=click.Path(path_type=Path),
    metavar="RUN",
    help="A run, such as a sweep's, whose versions are not run again.",
)
@click.option("--pre", "previews", is_flag=True, help="Pre-releases too.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="The run folder.  [default: the next free one]"
)
@limit_options
@click.option(
    "--format",
    "style",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="How the answer is written.",
)
@quiet_option
def command(
    versions: str,
    page: str,
    between: str | None,
    below: str | None,
    metric: str | None,
    source: str | None,
    known: Path | None,
    previews: bool,
    out: Path | None,
    timeout: float | None,
    memory: int | None,
    isolated: bool,
    style: str,
    quiet: bool,
) -> None:
    """Find the first released version between A and B that broke a page, or the first commit.

    Both ends are run first, then by halves: one change is assumed. A version that cannot be
    installed is passed over, and a page without an answer is broken.
    """
    del isolated  # always so: every version is built alike
    say = sayer(quiet=quiet)
    gauge = gauge_of(metric, below)
    begun = out if out is not None and (out / MANIFEST).exists() else None
    earlier = [read_run(one) for one in (known, begun) if one is not None]
    corpus = only(_corpus(earlier, source), page)
    candidates = _candidates(versions, between, previews=previews)
    usual = Settings().timeout
    settings = Settings(usual if timeout is None else timeout, memory, isolated=True)
    carry = _carrying(corpus, out, settings, say)
    found = bisect(candidates, versions, corpus, gauge, carry, say, earlier)
    if style == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
    else:
        click.echo("\n".join(bisection_lines(found)))


def _carrying(
    corpus: Corpus, out: Path | None, settings: Settings, say: Callable[[str], None]
) -> Carry:
    """What runs specs, all into one folder."""
    folder = out

    def carry(specs: Sequence[str]) -> Run:
        nonlocal folder  # claimed with the first version that is run: all may be known
        folder = folder or claim_folder(corpus.name)
        return run(
            specs, corpus, out=folder, settings=settings, jobs=min(2, usable_cores()), say=say
        )

    return carry


def _corpus(earlier: Sequence[Run], source: str | None) -> Corpus:
    """The pages of the run that is known, or those named, or the usual ones."""
    if earlier:
        return corpus_of(earlier[0], source)
    return open_corpus(source or read_project_settings().corpus or "news")


def _candidates(versions: str, between: str | None, *, previews: bool) -> Sequence[Candidate]:
    if between is not None:
        return commits(versions, between)
    wanted = parse_range(versions)
    found = releases(wanted, previews=previews)
    if len(found) < 2:
        raise UsageError(
            f"{versions} holds one release, {found[0].version}, and a search needs two: name "
            "other ends."
        )
    return [Candidate(one.version, wanted.at(one.version), one.day) for one in found]
