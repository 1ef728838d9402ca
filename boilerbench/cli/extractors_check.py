"""`boilerbench extractors check`: whether an adapter keeps the contract on any page."""

import sys
from collections.abc import Sequence

import click

from boilerbench.cli.options import examples, format_option, limit_options, quiet_option, sayer
from boilerbench.commands import Command
from boilerbench.conformance import CASES, Finding, check
from boilerbench.errors import UnavailableError, UsageError
from boilerbench.manifests import Settings
from boilerbench.reporting.tables import Align, Cell, render
from boilerbench.running import check_settings
from boilerbench.specs import parse_spec
from boilerbench.systems import System, resolve
from boilerbench.units import MEGABYTE

HEADERS = ("case", "claim", "what happened", "ms", "peak\nMB", "verdict")
ALIGN: tuple[Align, ...] = ("left", "left", "left", "right", "right", "left")
WIDEST = 33
"""Characters of what happened that leave the table its 100 columns."""


@click.command(
    name="check",
    epilog=examples(
        "boilerbench extractors check ./mine.py",
        "boilerbench extractors check trafilatura:fast@2.0.0 --format json",
    ),
)
@click.argument("spec")
@limit_options
@format_option
@quiet_option
def command(
    spec: str,
    timeout: float | None,
    memory: int | None,
    isolated: bool,
    style: str,
    quiet: bool,
) -> int:
    """Ask one extractor odd pages: what must hold of it, and what is merely reported.

    Exit 1 if something that must hold does not, 4 if the extractor cannot run here.
    """
    usual = Settings()
    settings = Settings(usual.timeout if timeout is None else timeout, memory, isolated)
    system = resolve(parse_spec(spec), check_settings(settings), sayer(quiet=quiet))
    found = _checked(_command(system), quiet=quiet)
    failed = [one for one in found if one.verdict == "fails"]
    cut = style == "table"
    click.echo(render(HEADERS, [_row(one, cut=cut) for one in found], style, ALIGN))
    if cut:
        click.echo("\n" + "\n".join([*map(_sentence, failed), _closing(found, system)]))
    return 1 if failed else 0


def _command(system: System) -> Command:
    """What starts the worker; UsageError for a spec that has none, as stored outputs."""
    if isinstance(system.origin, Command):
        return system.origin
    if system.record.reason:
        raise UnavailableError(system.record.reason)
    raise UsageError(f"{system.record.spec} runs no code, so there is nothing to check.")


def _checked(started: Command, *, quiet: bool) -> tuple[Finding, ...]:
    """The findings, with a line on a terminal that says which case is being asked."""
    hidden = quiet or sys.stderr is None or not sys.stderr.isatty()
    with click.progressbar(
        length=len(CASES),
        label="checking",
        show_pos=True,
        file=sys.stderr,
        hidden=hidden,
        item_show_func=lambda case: case,
    ) as bar:
        return check(started, begin=lambda case: bar.update(1, case))


def _row(one: Finding, *, cut: bool) -> list[Cell]:
    happened = one.happened
    if cut and len(happened) > WIDEST:
        happened = f"{happened[: WIDEST - 1]}…"
    wall = None if one.wall_ms is None else round(one.wall_ms, 1)
    peak = None if one.peak_memory is None else round(one.peak_memory / MEGABYTE)
    return [one.case, one.claim, happened, wall, peak, one.verdict]


def _sentence(failed: Finding) -> str:
    return f"{failed.case} fails “{failed.claim}”: {failed.happened}"


def _closing(found: Sequence[Finding], system: System) -> str:
    must = [one for one in found if one.must]
    held = sum(one.held for one in must)
    return f"{system.record.name} holds {held} of {len(must)} that must hold."
