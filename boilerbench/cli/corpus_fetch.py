"""`boilerbench corpus fetch`: public corpora from where their makers keep them."""

import click

from boilerbench.caches import data_folder
from boilerbench.cli.options import examples, format_option, quiet_option, sayer
from boilerbench.corpora.fetched import FILES, home_of, receipt_of
from boilerbench.corpora.fetching import fetch
from boilerbench.corpora.public import PUBLIC, Public
from boilerbench.errors import UsageError
from boilerbench.reporting.tables import Align, Cell, render
from boilerbench.spelling import suggestion
from boilerbench.units import megabytes
from boilerbench.wording import counted

HEADERS = ["corpus", "pages", "MB", "fetched", "licence"]
FURTHER = ["title", "format", "repository", "commit", "citation", "remark", "folder"]


@click.command(
    name="fetch",
    epilog=examples(
        "boilerbench corpus fetch",
        "boilerbench corpus fetch aeb",
        "boilerbench corpus fetch aeb --mirror ~/clones/article-extraction-benchmark",
        "boilerbench corpus fetch aeb --offline",
    ),
)
@click.argument("name", required=False)
@click.option("--list", "only_list", is_flag=True, help="List the catalogue, as without NAME.")
@click.option(
    "--mirror",
    metavar="URL|PATH",
    help="Another place to clone the same commit from: https://…, file://… or a folder.",
)
@click.option("--offline", is_flag=True, help="Fetch nothing: only check what is here.")
@format_option
@quiet_option
def command(
    name: str | None, only_list: bool, mirror: str | None, offline: bool, style: str, quiet: bool
) -> None:
    """Fetch a public corpus with git, at a pinned commit; without NAME list what there is.

    Its licence is printed first. The pages are their publishers' property, whatever the licence
    of the gold. What a fetch that was cut off left is gone on with; a corpus that is here already
    is checked file by file. Afterwards `--corpus NAME` reads it.
    """
    if name is None or only_list:
        if mirror or offline:
            raise UsageError("Which corpus? Give its NAME with --mirror and --offline.")
        _print_list(list(PUBLIC.values()), style)
        return
    if name not in PUBLIC:
        raise UsageError(
            f"There is no corpus {name!r} in the catalogue{suggestion(name, PUBLIC)}"
            f" It has {', '.join(PUBLIC)}."
        )
    entry = PUBLIC[name]
    click.echo(_notice(entry))
    receipt = fetch(entry, sayer(quiet=quiet), mirror=mirror, offline=offline)
    size = megabytes(receipt.size)
    click.echo(
        f"\n{counted(receipt.pages, 'page')}, {counted(len(receipt.files), 'file')}, {size} MB,"
        f" commit {receipt.commit}, in {home_of(name) / FILES}.\n"
        f"Next: boilerbench run --corpus {name}"
    )


def _notice(entry: Public) -> str:
    lines = {
        entry.name: entry.title,
        "licence": entry.licence,
        "pages": "the property of their publishers; the licence covers what the makers added",
        "source": f"{entry.repository} at {entry.commit}",
        "cite": entry.citation,
        "note": entry.remark,
    }
    return "\n".join(f"{name + ':':<{16}} {text}" for name, text in lines.items() if text)


def _print_list(entries: list[Public], style: str) -> None:
    align: list[Align] = ["left", "right", "right", "left", "left"]
    if style in ("csv", "json"):
        headers, rows = HEADERS + FURTHER, [_row(one) + _further(one) for one in entries]
        click.echo(render(headers, rows, style, align + ["left"] * len(FURTHER)))
        return
    click.echo(render(HEADERS, [_row(one) for one in entries], style, align))
    if style == "table":
        click.echo(f"\nFetched corpora are in {data_folder()}; docs/public-corpora.md tells more.")


def _row(entry: Public) -> list[Cell]:
    receipt = receipt_of(entry)
    return [
        entry.name,
        receipt.pages if receipt else entry.pages,
        megabytes(receipt.size) if receipt else entry.megabytes,
        receipt.fetched[:10] if receipt else "no",
        entry.licence,
    ]


def _further(entry: Public) -> list[Cell]:
    return [
        entry.title,
        entry.format,
        entry.repository,
        entry.commit,
        entry.citation,
        entry.remark,
        str(home_of(entry.name)),
    ]
