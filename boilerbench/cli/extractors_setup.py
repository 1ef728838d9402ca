"""`boilerbench extractors setup`: environments made ahead of the runs that need them."""

import click

from boilerbench.caches import cache_folder
from boilerbench.cli.options import examples, format_option, quiet_option, sayer
from boilerbench.machines import usable_cores
from boilerbench.manifests import Settings
from boilerbench.preparing import Prepared, prepare
from boilerbench.project import read_project_settings
from boilerbench.reporting.remarks import unavailable
from boilerbench.reporting.tables import Align, Cell, render
from boilerbench.systems import parse_specs, specs_meant
from boilerbench.units import megabytes
from boilerbench.wording import counted


@click.command(
    name="setup",
    epilog=examples(
        "boilerbench extractors setup --all",
        "boilerbench extractors setup goose3 readability-js trafilatura@2.0.0",
    ),
)
@click.argument("specs", metavar="[SPEC]…", nargs=-1)
@click.option(
    "--all", "everything", is_flag=True, help="Every extractor that has a name, beside each SPEC."
)
@click.option("--isolated", is_flag=True, help="An environment of its own for each.")
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Built side by side.  [default: cores]"
)
@format_option
@quiet_option
def command(
    specs: tuple[str, ...],
    everything: bool,
    isolated: bool,
    jobs: int | None,
    style: str,
    quiet: bool,
) -> int:
    """Build the environments of each SPEC ahead, and start each extractor once.

    Without SPEC: what a bare `boilerbench run` compares. Afterwards a run needs no network, but
    to ask what a branch or tag of `@git+URL` means.
    """
    say = sayer(quiet=quiet)
    usual = read_project_settings().specs
    chosen = parse_specs(specs_meant(specs, usual, say if everything else None))
    done: list[Prepared] = []

    def told(one: Prepared) -> None:
        done.append(one)
        state = "unavailable" if one.record.reason else "ready"
        say(f"{len(done)} of {len(chosen)}: {one.record.spec} {state} after {one.seconds:.1f} s.")

    settings = Settings(isolated=isolated)
    try:
        made = prepare(chosen, settings, jobs=jobs or usable_cores(), say=say, told=told)
    except KeyboardInterrupt:
        if done:  # it stands, and is not made again
            _print(done, style)
        raise
    _print(made, style)
    asked = {str(spec) for spec in parse_specs(specs)}
    return 4 if any(one.record.reason and one.record.spec in asked for one in made) else 0


def _print(made: list[Prepared], style: str) -> None:
    headers = ["extractor", "version", "runs on", "environment", "MB", "seconds"]
    align: list[Align] = ["left", "left", "left", "left", "right", "right"]
    if style != "table":
        headers, align = [*headers, "folder", "reason"], [*align, "left", "left"]
    nothing = None if style in ("csv", "json") else "-"
    rows = [_row(one, nothing)[: len(headers)] for one in made]
    click.echo(render(headers, rows, style, align))
    if style == "table":
        click.echo("\n" + "\n".join(_remarks(made)))


def _row(one: Prepared, nothing: str | None) -> list[Cell]:
    """The cells of one extractor, with `nothing` for what it does not have."""
    record = one.record
    cells: list[Cell] = [
        record.label,
        record.version,
        record.runtime,
        "unavailable" if record.reason else record.environment,
        None if one.size is None else megabytes(one.size),
        round(one.seconds, 1),
        str(one.folder) if one.folder else None,
        record.reason,
    ]
    return [nothing if cell is None else cell for cell in cells]


def _remarks(made: list[Prepared]) -> list[str]:
    reasons = {one.record.spec: one.record.reason for one in made if one.record.reason}
    folders = {one.folder: one.size or 0 for one in made if one.folder}
    total = megabytes(sum(folders.values()))
    where = f"{counted(len(folders), 'environment')}, {total} MB, in {cache_folder()}"
    return [
        *unavailable(reasons),
        f"{where}; `boilerbench extractors clean` takes them away.",
    ]
