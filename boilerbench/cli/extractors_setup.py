"""`boilerbench extractors setup` and `clean`: environments made ahead, and taken away again."""

import click

from boilerbench.caches import Cached, cache_folder, cached, remove
from boilerbench.catalogue import known_adapters
from boilerbench.cli.options import examples, format_option, quiet_option, sayer
from boilerbench.costs import MEGABYTE
from boilerbench.errors import UsageError
from boilerbench.machines import usable_cores
from boilerbench.manifests import Settings
from boilerbench.preparing import Prepared, prepare
from boilerbench.reporting.tables import Align, Cell, render
from boilerbench.spelling import suggestion
from boilerbench.systems import default_specs, parse_specs
from boilerbench.wording import counted


@click.command(
    name="setup",
    epilog=examples(
        "boilerbench extractors setup --all",
        "boilerbench extractors setup goose3 readability-js trafilatura@2.0.0",
    ),
)
@click.argument("specs", metavar="[SPEC]…", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every extractor that ships.")
@click.option("--isolated", is_flag=True, help="An environment of its own for each.")
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Built side by side.  [default: cores]"
)
@format_option
@quiet_option
def setup(
    specs: tuple[str, ...],
    everything: bool,
    isolated: bool,
    jobs: int | None,
    style: str,
    quiet: bool,
) -> int:
    """Build the environments of each SPEC ahead, and start each extractor once.

    Without SPEC: what a bare `boilerbench run` compares. Afterwards a run needs no network.
    """
    named = parse_specs(specs)
    chosen = parse_specs([*specs, *(known_adapters() if everything else ())]) or parse_specs(
        default_specs()
    )
    say = sayer(quiet=quiet)
    done: list[Prepared] = []

    def told(one: Prepared) -> None:
        done.append(one)
        state = "unavailable" if one.record.reason else "ready"
        say(f"{len(done)} of {len(chosen)}: {one.record.spec} {state} after {one.seconds:.1f} s.")

    made = prepare(
        chosen, Settings(isolated=isolated), jobs=jobs or usable_cores(), say=say, told=told
    )
    headers = ["extractor", "version", "runs on", "environment", "MB", "seconds"]
    align: list[Align] = ["left", "left", "left", "left", "right", "right"]
    if style != "table":
        headers, align = [*headers, "folder", "reason"], [*align, "left", "left"]
    click.echo(render(headers, [_row(one)[: len(headers)] for one in made], style, align))
    if style == "table":
        click.echo("\n" + "\n".join(_remarks(made)))
    asked = {str(spec) for spec in named}
    return 4 if any(one.record.reason and one.record.spec in asked for one in made) else 0


def _row(one: Prepared) -> list[Cell]:
    record = one.record
    state = "unavailable" if record.reason else record.environment or "none"
    size = "-" if one.size is None else f"{one.size / MEGABYTE:.0f}"
    place = str(one.folder) if one.folder else ""
    return [
        record.label,
        record.version or "-",
        record.runtime or "-",
        state,
        size,
        f"{one.seconds:.1f}",
        place,
        record.reason or "",
    ]


def _remarks(made: list[Prepared]) -> list[str]:
    missing = [
        f"{one.record.spec} is unavailable: {one.record.reason}"
        for one in made
        if one.record.reason
    ]
    folders = {one.folder: one.size or 0 for one in made if one.folder}
    total = sum(folders.values()) / MEGABYTE
    where = f"{counted(len(folders), 'environment')}, {total:.0f} MB, in {cache_folder()}"
    return [*missing, f"{where}; `boilerbench extractors clean` takes them away."]


@click.command(
    name="clean",
    epilog=examples(
        "boilerbench extractors clean",
        "boilerbench extractors clean goose3 news-please",
        "boilerbench extractors clean --all",
    ),
)
@click.argument("names", metavar="[NAME]…", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All that is in the cache.")
@format_option
def clean(names: tuple[str, ...], everything: bool, style: str) -> int:
    """Remove the environments of each NAME; without one, list what there is and remove nothing.

    What is being built or has a worker at work stays, and is named.
    """
    found = cached()
    known = {one.name for one in found}
    for name in names:
        if name not in known:
            raise UsageError(
                f"The cache holds nothing for {name!r}{suggestion(name, known)} "
                f"It holds {', '.join(sorted(known)) or 'nothing'}."
            )
    chosen = [one for one in found if everything or one.name in names]
    stayed = {one.folder: why for one in chosen if (why := remove(one))}
    if not chosen:
        click.echo(
            render(
                ["name", "MB", "folder"],
                [_cell(one) for one in found],
                style,
                ["left", "right", "left"],
            )
        )
        return 0
    gone = [one for one in chosen if one.folder not in stayed]
    freed = sum(one.size for one in gone) / MEGABYTE
    click.echo(f"Removed {counted(len(gone), 'folder')}, {freed:.0f} MB.")
    for folder, why in stayed.items():
        click.echo(f"{folder} stays: {why}.", err=True)
    return 0


def _cell(one: Cached) -> list[Cell]:
    return [one.name, f"{one.size / MEGABYTE:.0f}", str(one.folder)]
