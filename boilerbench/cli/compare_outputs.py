"""What `boilerbench compare` prints of two runs over pages without gold."""

import click
import msgspec

from boilerbench.reporting.output_changes import output_remarks, output_tables
from boilerbench.ungolded.changes import OutputsComparison
from boilerbench.wording import wrapped


def print_output_comparison(found: OutputsComparison, style: str, *, wide: bool) -> None:
    """Print how alike the outputs of both runs are, and the pages that changed most."""
    if style == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
        return
    click.echo("\n\n".join(output_tables(found, style, wide=wide)))
    if style != "table":
        return
    click.echo()
    for remark in output_remarks(found):
        click.echo("\n".join(wrapped(remark)))
    changed = next((one for one in found.outputs if one.pages), None)
    if changed:
        click.echo(
            f"Next: `boilerbench show {changed.pages[0].page} --extractor {changed.after.extractor}"
            f" --run {found.second}`"
        )
