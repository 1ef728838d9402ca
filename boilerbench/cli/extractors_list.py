"""`boilerbench extractors list`: all that can be named, a row each."""

from collections.abc import Sequence
from typing import NamedTuple

import click

from boilerbench.catalogue import SHIPS, Entry, entries
from boilerbench.cli.options import examples, format_option
from boilerbench.manifests import RowKind
from boilerbench.reporting.groups import KINDS, captions
from boilerbench.reporting.tables import fitted, render
from boilerbench.specs import ORACLE, SCALE
from boilerbench.wording import wrapped

WHAT_THE_ORACLE_IS = "The gold itself: the ideal every score is held against."
LEAST = 20
"""No description is cut shorter, however long the names are."""

_NONE = "-"


class Listed(NamedTuple):
    """One row: an extractor that can be named, or of no kind a file that cannot be used."""

    name: str
    kind: RowKind | None
    pins: str
    variants: str
    about: str


@click.command(
    name="list",
    epilog=examples("boilerbench extractors list", "boilerbench extractors list --format json"),
)
@click.option("--wide", is_flag=True, help="Pins and variants too, and nothing cut.")
@format_option
def command(wide: bool, style: str) -> None:
    """List every extractor; none is imported or installed for it.

    Formats other than `table` have its pins and variants too.
    """
    oracle = Listed(ORACLE, "scale", _NONE, _NONE, WHAT_THE_ORACLE_IS)
    listed = sorted([*map(_listed, entries()), oracle], key=_place)
    faulty = [one for one in listed if one.kind is None and style == "table"]
    click.echo(_table([one for one in listed if one not in faulty], style, wide=wide))
    if faulty:
        lines = [line for one in faulty for line in wrapped(f"{one.name}: {one.about}")]
        click.echo("\n" + "\n".join(lines))


def _listed(entry: Entry) -> Listed:
    origin = "" if entry.provider == SHIPS else f" (from {entry.provider})"
    adapter = entry.adapter
    if adapter is None:
        return Listed(entry.name, None, _NONE, _NONE, f"Cannot be used: {entry.fault}{origin}")
    return Listed(
        entry.name,
        "scale" if entry.name in SCALE else adapter.kind,
        ", ".join(adapter.dependencies) or _NONE,
        ", ".join(adapter.variants) or _NONE,
        f"{adapter.description}{origin}",
    )


def _place(one: Listed) -> tuple[int, int]:
    """Where a row stands: its group, and in the scale from the gold down; else by name, as it came.

    What cannot be used stands among the extractors.
    """
    in_scale = SCALE.index(one.name) if one.kind == "scale" else 0
    return KINDS.index(_group(one)), in_scale


def _group(one: Listed) -> RowKind:
    return one.kind or "extractor"


def _table(listed: Sequence[Listed], style: str, *, wide: bool) -> str:
    headers = _headers(style, wide=wide)
    cells = [
        {
            "extractor": one.name,
            "kind": one.kind or _NONE,
            "pins": one.pins,
            "variants": one.variants,
            "what it does": one.about,
        }
        for one in listed
    ]
    rows = [[row[header] for header in headers] for row in cells]
    if style == "table" and not wide:
        rows = fitted(headers, rows, column=1, least=LEAST)
    above = captions([_group(one) for one in listed])
    return render(headers, rows, style, ["left"] * len(headers), above)


def _headers(style: str, *, wide: bool) -> list[str]:
    """The columns; where people read, captions say what the column `kind` says elsewhere."""
    if style in ("csv", "json"):
        return ["extractor", "kind", "pins", "variants", "what it does"]
    if style == "table" and not wide:
        return ["extractor", "what it does"]
    return ["extractor", "pins", "variants", "what it does"]
