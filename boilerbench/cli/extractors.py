"""`boilerbench extractors`: what can be named in a spec."""

import click

from boilerbench.adapters import Adapter
from boilerbench.catalogue import SHIPS, Entry, entries, find_adapter
from boilerbench.cli.extractors_check import command as check
from boilerbench.cli.extractors_clean import command as clean
from boilerbench.cli.extractors_new import command as new
from boilerbench.cli.extractors_setup import command as setup
from boilerbench.cli.options import examples, format_option
from boilerbench.reporting.tables import render
from boilerbench.specs import ORACLE, SCALE, parse_spec

WHAT_THE_ORACLE_IS = "The gold itself: the ideal every score is held against."


@click.group(
    name="extractors",
    epilog=examples(
        "boilerbench extractors list",
        "boilerbench extractors show trafilatura",
        "boilerbench extractors new mine",
        "boilerbench extractors check ./mine.py",
    ),
)
def command() -> None:
    """The extractors that can be named: shipped, of installed packages, and files of your own."""


@command.command(name="list", epilog=examples("boilerbench extractors list --format github"))
@format_option
def list_(style: str) -> None:
    """List every extractor with its variants; none is imported or installed for it."""
    rows = [_row(entry) for entry in entries()]
    rows.append([ORACLE, "scale", "-", "-", WHAT_THE_ORACLE_IS])
    headers = ["extractor", "kind", "pins", "variants", "what it does"]
    click.echo(render(headers, rows, style, ["left"] * 5))


def _row(entry: Entry) -> list[str]:
    origin = "" if entry.provider == SHIPS else f" (from {entry.provider})"
    if entry.adapter is None:
        return [entry.name, "-", "-", "-", f"Cannot be used: {entry.fault}{origin}"]
    return [
        entry.name,
        _kind(entry.adapter),
        ", ".join(entry.adapter.dependencies) or "-",
        ", ".join(entry.adapter.variants) or "-",
        f"{entry.adapter.description}{origin}",
    ]


@command.command(
    epilog=examples("boilerbench extractors show justext", "boilerbench extractors show ./mine.py")
)
@click.argument("spec")
def show(spec: str) -> None:
    """Everything one adapter says of itself."""
    if spec == ORACLE:
        click.echo(f"{ORACLE}: {WHAT_THE_ORACLE_IS}")
        return
    adapter = find_adapter(parse_spec(spec))
    facts = {
        "title": adapter.title,
        "what it does": adapter.description,
        "file": str(adapter.path),
        "package": adapter.package,
        "homepage": adapter.homepage,
        "licence": adapter.licence,
        "takes": adapter.input,
        "pins": ", ".join(adapter.dependencies),
        "kind": _kind(adapter),
        f"requires {'Node' if adapter.runtime == 'node' else 'Python'}": adapter.requires,
        "nothing newer than": adapter.cutoff and adapter.cutoff.isoformat(),
        "options": ", ".join(f"{name}={value!r}" for name, value in adapter.options.items()),
    }
    for name, variant in adapter.variants.items():
        facts[f"variant {name}"] = ", ".join(f"{k}={v!r}" for k, v in variant.items())
    for name, fact in facts.items():
        if fact:
            click.echo(f"{name + ':':<20} {fact}")


def _kind(adapter: Adapter) -> str:
    return "scale" if adapter.name in SCALE else adapter.kind


command.add_command(setup)
command.add_command(clean)
command.add_command(check)
command.add_command(new)
