"""`boilerbench corpus new`: saved pages become a corpus, its gold drafted by consensus."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from boilerbench.catalogue import known_adapters
from boilerbench.cli.options import examples, format_option, quiet_option, sayer
from boilerbench.drafting.making import Drafted, new_corpus
from boilerbench.drafting.proposals import FEWEST
from boilerbench.drafting.saved import saved_pages
from boilerbench.environments import is_ready
from boilerbench.machines import usable_cores
from boilerbench.reporting.progress import TerminalProgress
from boilerbench.reporting.tables import Align, Cell, render
from boilerbench.specs import SCALE
from boilerbench.text import tokens
from boilerbench.wording import counted


@click.command(
    name="new",
    epilog=examples(
        "boilerbench corpus new my-corpus --from saved-pages/",
        "boilerbench corpus new my-corpus --from a.html --from b.html",
        "boilerbench corpus new my-corpus --from saved/ --extractor trafilatura --extractor justext"
        " --extractor ./mine.py",
    ),
)
@click.argument("path", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--from",
    "sources",
    type=click.Path(path_type=Path),
    multiple=True,
    required=True,
    metavar="FOLDER|FILE",
    help="Saved pages; a folder is searched through. Repeatable.",
)
@click.option(
    "--extractor",
    "specs",
    multiple=True,
    metavar="SPEC",
    help="Who is asked for the gold. Repeatable.  [default: all that are installed]",
)
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Workers side by side.  [default: cores]"
)
@format_option
@quiet_option
def command(
    path: Path,
    sources: tuple[Path, ...],
    specs: tuple[str, ...],
    jobs: int | None,
    style: str,
    quiet: bool,
) -> None:
    """Make saved HTML the beginning of a corpus at PATH: gold drafted, noise proposed.

    Gold is what more than half of the extractors kept, where at least three answered. A draft is
    no gold: go through it with `boilerbench corpus edit PATH`.
    """
    say = sayer(quiet=quiet)
    done = new_corpus(
        path,
        saved_pages(sources),
        specs or installed_extractors(),
        jobs=jobs or usable_cores(),
        progress=None if quiet or sys.stderr is None else TerminalProgress(sys.stderr),
        say=say,
    )
    align: list[Align] = ["left", "right", "right", "right", "right", "left", "left"]
    headers = ["page", "answered", "gold words", "noise", "disputed", "language", "url"]
    click.echo(render(headers, [_row(one) for one in done], style, align))
    if style == "table":
        click.echo("\n" + "\n".join(_what_next(path, done)))


def installed_extractors() -> tuple[str, ...]:
    """The extractors that can run without building anything, and those of a bare run."""
    return tuple(
        sorted(
            adapter.name
            for adapter in known_adapters().values()
            if adapter.name not in SCALE
            and adapter.kind == "extractor"
            and (adapter.default or is_ready(adapter))
        )
    )


def _row(one: Drafted) -> list[Cell]:
    return [
        one.id,
        f"{one.answered}/{one.asked}",
        "-" if one.gold.text is None else len(tokens(one.gold.text)),
        len(one.gold.noise),
        one.disputed,
        one.gold.language or "-",
        one.gold.url or "-",
    ]


def _what_next(path: Path, done: Sequence[Drafted]) -> list[str]:
    if not done:
        return [f"Nothing new: {path} is as it was."]
    lines = [f"{counted(len(done), 'page')} drafted in {path}."]
    without = sum(one.gold.text is None for one in done)
    if without:
        lines.append(
            f"{counted(without, 'page')} without a gold text: fewer than {FEWEST} extractors"
            " answered; `boilerbench extractors setup --all` installs more."
        )
    lines.append(f"Next: `boilerbench corpus edit {path}` goes through them, disagreements first.")
    return lines
