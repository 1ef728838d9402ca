"""`boilerbench extractors clean`: what the cache holds, and getting rid of it."""

from collections.abc import Sequence

import click

from boilerbench.caches import Cached, cache_folder, cached, remove, remove_idle_locks
from boilerbench.catalogue import usable_adapters
from boilerbench.cli.options import examples, format_option
from boilerbench.environments import folder_of
from boilerbench.errors import UsageError
from boilerbench.reporting.tables import Align, Cell, render
from boilerbench.spelling import suggestion
from boilerbench.units import megabytes
from boilerbench.wording import counted

_REMOVED, _WOULD_BE_REMOVED = "removed", "would be removed"


@click.command(
    name="clean",
    epilog=examples(
        "boilerbench extractors clean",
        "boilerbench extractors clean trafilatura html-text-0123456789abcdef",
        "boilerbench extractors clean --unused --dry-run",
        "boilerbench extractors clean --all",
    ),
)
@click.argument("names", metavar="[NAME]…", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All environments and repositories.")
@click.option(
    "--unused",
    is_flag=True,
    help="What no extractor's own pins lead to now: older pins, other releases, checkouts, files "
    "of your own, repositories.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be removed.")
@format_option
def command(
    names: tuple[str, ...], everything: bool, unused: bool, dry_run: bool, style: str
) -> None:
    """List what the cache holds, or remove of it what is meant, by extractor or folder name.

    What is being built and, on Linux, what a worker runs in stays. What was removed is built
    again when it is needed. own MB is what removing frees: the rest is linked to uv's cache.
    """
    meant = bool(names or everything or unused)
    if dry_run and not meant:
        raise UsageError("What would be removed? Give a NAME, --unused or --all with --dry-run.")
    found = cached()
    if not meant:
        _print(found, [], style)
        return
    chosen = found if everything else _chosen(found, names, unused=unused)
    outcomes = [_WOULD_BE_REMOVED if dry_run else _removed(one) for one in chosen]
    if not dry_run and (everything or unused):
        remove_idle_locks()
    _print(chosen, outcomes, style)


def _removed(one: Cached) -> str:
    reason = remove(one)
    return f"stays: {reason}" if reason else _REMOVED


def _chosen(found: Sequence[Cached], names: Sequence[str], *, unused: bool) -> list[Cached]:
    """What was named, and with `unused` what no adapter's own pins lead to."""
    known = {name for one in found for name in (one.name, one.folder.name)}
    for name in names:
        if name not in known:
            raise UsageError(
                f"The cache holds nothing for {name!r}{suggestion(name, known)} "
                f"It holds {', '.join(sorted({one.name for one in found})) or 'nothing'}."
            )
    wanted = [one for one in found if {one.name, one.folder.name} & set(names)]
    if unused:
        used = {folder_of(adapter) for adapter in usable_adapters().values()}
        wanted += [one for one in found if one.folder not in used and one not in wanted]
    return wanted


def _print(chosen: Sequence[Cached], outcomes: Sequence[str], style: str) -> None:
    """What there is, or with outcomes what became of it."""
    headers = ["name", "folder", "MB", "own MB", *(["outcome"] if outcomes else [])]
    rows: list[list[Cell]] = [
        [one.name, _place(one, style), megabytes(one.size), megabytes(one.own)] for one in chosen
    ]
    for row, outcome in zip(rows, outcomes, strict=bool(outcomes)):
        row.append(outcome)
    align: list[Align] = ["left", "left", "right", "right", "left"]
    click.echo(render(headers, rows, style, align[: len(headers)]))
    if style == "table":
        click.echo("\n" + _total(chosen, outcomes))


def _place(one: Cached, style: str) -> str:
    """The whole path for programs; for people its end, the beginning stands below."""
    return str(one.folder) if style in ("csv", "json") else one.folder.name


def _total(chosen: Sequence[Cached], outcomes: Sequence[str]) -> str:
    if not outcomes:
        size = megabytes(sum(one.size for one in chosen))
        return (
            f"{counted(len(chosen), 'folder')}, {size} MB, in {cache_folder()}; none was removed."
        )
    gone = [one for one, what in zip(chosen, outcomes, strict=True) if not what.startswith("stays")]
    verb = "Would remove" if _WOULD_BE_REMOVED in outcomes else "Removed"
    freed = megabytes(sum(one.own for one in gone))
    return f"{verb} {counted(len(gone), 'folder')}, which frees {freed} MB in {cache_folder()}."
