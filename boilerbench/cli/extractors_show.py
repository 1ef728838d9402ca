"""`boilerbench extractors show`: all that one adapter says of itself."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import click

from boilerbench.adapters import Adapter, options_of
from boilerbench.catalogue import find_adapter
from boilerbench.cli.extractors_list import WHAT_THE_ORACLE_IS
from boilerbench.cli.options import examples
from boilerbench.plans import plan_for
from boilerbench.specs import ORACLE, SCALE, Spec, Value, parse_spec, spell, version_kind

Fact: TypeAlias = tuple[str, str | None]
"""A name and what is to be said under it; nothing is printed of what is not known."""

_RUNTIMES = {"python": "Python", "node": "Node.js"}


@click.command(
    name="show",
    epilog=examples(
        "boilerbench extractors show justext",
        "boilerbench extractors show ./mine.py",
        "boilerbench extractors show trafilatura:fast@1.8.0",
    ),
)
@click.argument("spec")
def command(spec: str) -> None:
    """Everything one adapter says of itself; with a variant or release, what that comes to."""
    if spec == ORACLE:
        click.echo(f"{ORACLE}: {WHAT_THE_ORACLE_IS}")
        return
    asked = parse_spec(spec)
    adapter = find_adapter(asked)
    facts = [*_about(adapter), *_asked(adapter, asked), *_needs(adapter), *_options(adapter)]
    told = [(f"{name}:", fact) for name, fact in facts if fact]
    width = max(len(name) for name, _ in told)
    for name, fact in told:
        click.echo(f"{name:<{width}}  {fact}")


def _about(adapter: Adapter) -> Iterator[Fact]:
    yield "title", adapter.title
    yield "what it does", adapter.description
    yield "kind", "scale" if adapter.name in SCALE else adapter.kind
    yield "file", str(adapter.path)
    yield "package", adapter.package
    yield "homepage", adapter.homepage
    yield "licence", adapter.licence
    yield "takes", adapter.input
    yield "in a bare run", "yes" if adapter.default else None
    yield "memory cap", f"{adapter.memory_mb} MB" if adapter.memory_mb else None


def _asked(adapter: Adapter, spec: Spec) -> Iterator[Fact]:
    """What the spec's own items set, and what its release installs; SpecError where they cannot."""
    yield "this spec sets", _settings(options_of(adapter, spec))
    if spec.version and version_kind(spec.version) == "release":
        plan = plan_for(adapter, spec.version)
        runs_on = f" on {_RUNTIMES[plan.runtime]} {plan.requires}" if plan.requires else ""
        yield f"@{spec.version} installs", f"{', '.join(plan.lines)}{runs_on}"


def _needs(adapter: Adapter) -> Iterator[Fact]:
    runtime = _RUNTIMES[adapter.runtime]
    yield "pins", ", ".join(adapter.dependencies)
    yield f"requires {runtime}", adapter.requires
    yield "nothing newer than", adapter.cutoff.isoformat() if adapter.cutoff else None
    for one in adapter.requirements:
        runs_on = f"{runtime} {one.requires}" if one.requires else ""
        needs = ", ".join(filter(None, [*one.dependencies, runs_on]))
        yield f"releases {one.versions}", needs or "nothing beside the package"


def _options(adapter: Adapter) -> Iterator[Fact]:
    for name, variant in adapter.variants.items():
        yield f"variant {name}", _settings(variant)
    for name, default in adapter.options.items():
        yield "option", f"{name}, not set" if default is None else f"{name}={spell(default)}"


def _settings(values: Mapping[str, Value]) -> str:
    """As a spec has them."""
    return ",".join(f"{name}={spell(value)}" for name, value in values.items())
