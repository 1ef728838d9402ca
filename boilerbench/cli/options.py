"""Options that several verbs share, and what they stand for."""

import functools
import os
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from boilerbench.errors import UsageError
from boilerbench.reporting.tables import FORMATS

if TYPE_CHECKING:
    from boilerbench.corpora.corpus import Corpus
    from boilerbench.manifests import Settings

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def examples(*lines: str) -> str:
    """The end of a verb's help: commands to copy."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def corpus_option(default: str) -> Callable[[Decorated], Decorated]:
    """`--corpus`: which pages; `default` is only told, the verb knows it."""
    return click.option(
        "--corpus",
        "source",
        metavar="NAME|PATH|FORMAT:PATH",
        help="A shipped set, `shipped` for all of them, a fetched corpus, a folder or file, or"
        f" FORMAT:PATH.  [default: {default}]",
    )


@dataclass(frozen=True, slots=True)
class Selection:
    """Some of a corpus's pages: `--where`, `--pages`, `--limit`, and the `--seed` of the sample."""

    where: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    limit: int | None = None
    seed: int = 0

    def __bool__(self) -> bool:
        return bool(self.where or self.pages or self.limit is not None)

    def of(self, corpus: "Corpus") -> "Corpus":
        """The pages of a corpus that are meant."""
        from boilerbench.corpora.corpus import select  # noqa: PLC0415  slow to load

        return select(corpus, where=self.where, pages=self.pages, limit=self.limit, seed=self.seed)


def selection_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--where`, `--pages`, `--limit`, `--seed`, handed to the command as its `selection`."""
    from boilerbench.corpora.corpus import FIELDS  # noqa: PLC0415  slow, and few verbs select

    @functools.wraps(command)
    def selecting(
        *,
        where: tuple[str, ...],
        pages: tuple[str, ...],
        limit: int | None,
        seed: int,
        **others: Any,
    ) -> Any:
        return command(selection=Selection(where, pages, limit, seed), **others)

    # Decorators read from below: help lists them in this order turned round.
    decorated: Callable[..., Any] = selecting
    for option in (
        click.option(
            "--seed",
            type=click.IntRange(0),
            default=0,
            show_default=True,
            help="Of the sample and the bootstrap.",
        ),
        click.option(
            "--limit", type=int, metavar="N", help="A seeded sample of N pages over sites."
        ),
        click.option("--pages", multiple=True, metavar="GLOB", help="Pages whose id matches."),
        click.option(
            "--where",
            multiple=True,
            metavar="FIELD=VALUE",
            help=f"Pages with this field; fields: {', '.join(FIELDS)}.",
        ),
    ):
        decorated = option(decorated)
    return decorated


def limit_options(command: Decorated) -> Decorated:
    """`--timeout`, `--memory`, `--isolated`: what a worker may take, and where it runs."""
    # Decorators read from below: help lists them in this order turned round.
    for option in (
        click.option(
            "--isolated", is_flag=True, help="Every extractor in an environment of its own."
        ),
        click.option(
            "--memory",
            type=click.IntRange(64, 1 << 20),
            metavar="MB",
            help="What a worker may use.  [default: 2048]",
        ),
        click.option(
            "--timeout", type=float, metavar="SECONDS", help="For one page.  [default: 30]"
        ),
    ):
        command = option(command)
    return command


def limits(timeout: float | None, memory: int | None, *, isolated: bool) -> "Settings":
    """The settings that `limit_options` were given; UsageError where a worker can't keep them."""
    from boilerbench.manifests import Settings  # noqa: PLC0415  slow, and few verbs extract
    from boilerbench.running import check_settings  # noqa: PLC0415  the same

    usual = Settings().timeout
    return check_settings(Settings(usual if timeout is None else timeout, memory, isolated))


def engine_options(command: Decorated) -> Decorated:
    """`--engine`, `--scheduler`: who carries out a run."""
    from boilerbench.engines import ENGINES  # noqa: PLC0415  few verbs run anything

    # Decorators read from below: help lists them in this order turned round.
    for option in (
        click.option(
            "--scheduler",
            metavar="ADDRESS",
            help="A dask cluster that stands already.  [default: this machine's cores]",
        ),
        click.option(
            "--engine",
            type=click.Choice(tuple(ENGINES)),
            default="local",
            show_default=True,
            help="Who extracts: workers of this machine, or of a dask cluster.",
        ),
    ):
        command = option(command)
    return command


def format_option(command: Decorated) -> Decorated:
    """`--format`: how the result is printed."""
    return click.option(
        "--format",
        "style",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help="How the result is written.",
    )(command)


def rules_option(help_text: str) -> Callable[[Decorated], Decorated]:
    """`--rules`: files of cleaning rules, handed to the command as its `rule_names`."""
    return click.option(
        "--rules", "rule_names", multiple=True, metavar="FILE|starter:KIND", help=help_text
    )


def metrics_option(default: str) -> Callable[[Decorated], Decorated]:
    """`--metrics`: what is measured; `default` is only told, the verb knows it."""
    from boilerbench.scoring import METRICS  # noqa: PLC0415  slow, and few verbs measure

    return click.option(
        "--metrics",
        "metric_names",
        multiple=True,
        metavar="METRIC",
        help=f"{', '.join(METRICS)}; with parameters shingles(n=4) or shingles:n=4; repeatable."
        f"  [default: {default}]",
    )


def quiet_option(command: Decorated) -> Decorated:
    """`--quiet`: only the result."""
    return click.option("--quiet", is_flag=True, help="No progress and no remarks on stderr.")(
        command
    )


def run_argument(command: Decorated) -> Decorated:
    """`[RUN]`: the run folder; the newest one where none is named."""
    return click.argument(
        "run_folder", metavar="[RUN]", required=False, type=click.Path(path_type=Path)
    )(command)


def refuse_others(allowed: Collection[str], why: str) -> None:
    """UsageError where anything but these parameters was typed for the command at hand."""
    context = click.get_current_context()
    for parameter in context.command.params:
        name = parameter.name or ""
        if (
            name not in allowed
            and context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        ):
            typed = parameter.opts[0] if parameter.opts[0].startswith("-") else "SPEC"
            raise UsageError(f"{why}: leave out {typed}.")


def sayer(*, quiet: bool) -> Callable[[str], None]:
    """Where remarks go: stderr, or nowhere."""

    def say(message: str) -> None:
        if not quiet:
            click.echo(f"boilerbench: {message}", err=True)

    return say


def colours() -> bool:
    """Whether stdout is a terminal that wants colours."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
