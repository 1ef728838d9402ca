"""What `boilerbench compare` prints of two measurements of speed."""

from pathlib import Path

import click
import msgspec

from boilerbench.reporting.speeds import change_table
from boilerbench.speed.comparing import compare_speeds
from boilerbench.speed.folder import read_measurement
from boilerbench.wording import counted, wrapped


def print_speed_comparison(first: Path, second: Path, style: str) -> None:
    """Print how many times as fast each row has become."""
    found = compare_speeds(read_measurement(first), read_measurement(second))
    if style == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
        return
    click.echo(change_table(found, style))
    if style == "table":
        click.echo()
        pages = counted(found.pages, "page")
        for remark in (f"CPU time of {pages} that both measured.", *found.remarks):
            click.echo("\n".join(wrapped(remark)))
