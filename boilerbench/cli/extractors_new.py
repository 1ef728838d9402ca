"""`boilerbench extractors new`: a file to begin an adapter with."""

import datetime as dt
from pathlib import Path

import click
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from boilerbench.cli.options import examples
from boilerbench.errors import UsageError
from boilerbench.installed import modules_of, name_and_version
from boilerbench.node_modules import find_package
from boilerbench.pins import SUFFIXES, Pin, Runtime, name_of, read_pin, runtime_of
from boilerbench.specs import NAME
from boilerbench.templates import fill
from boilerbench.wording import without_secrets

_LONGEST = 100  # characters of a name: run folders and messages hold it too


@click.command(
    name="new",
    epilog=examples(
        "boilerbench extractors new mine",
        "boilerbench extractors new mine --package jusText",
        "boilerbench extractors new mine --node --package @mozilla/readability",
    ),
)
@click.argument("name")
@click.option("--package", help="What it measures; without a release, at the one installed here.")
@click.option("--node", is_flag=True, help="In JavaScript, for Node.")
def command(name: str, package: str | None, node: bool) -> None:
    """Write NAME.py, or NAME.mjs, into the current folder: an adapter that runs as it is."""
    runtime = _runtime(name, node=node)
    file = Path(_stem(name, SUFFIXES[runtime]) + SUFFIXES[runtime])
    line = None if package is None else _line(package, runtime)
    imported = _import(name_of(line, runtime), runtime) if line else ""
    now = dt.datetime.now(dt.UTC)
    source = fill(file.stem, runtime, line=line, imported=imported, now=now)
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(source)
    except FileExistsError as error:
        raise UsageError(
            f"{file} is there already and stays as it is: choose another name, or remove it."
        ) from error
    click.echo(f"{file} is written.")
    if line and read_pin(line, runtime).version is None:
        named = name_of(line, runtime)
        click.echo(f"It names {named}, of which nothing is installed here: write which version.")
    click.echo(f"Next: boilerbench extractors check ./{file}")
    click.echo(f"      boilerbench run ./{file} trafilatura")


def _runtime(name: str, *, node: bool) -> Runtime:
    """What the file is for: what its suffix says, where one is typed; UsageError against --node."""
    if node and name.endswith(SUFFIXES["python"]):
        raise UsageError(f"{_short(name)} is a file for Python, and --node asks for one for Node.")
    return "node" if node else runtime_of(Path(name))


def _stem(name: str, suffix: str) -> str:
    """The name without its suffix; UsageError where no spec could hold it."""
    stem = name.removesuffix(suffix)
    if not NAME.fullmatch(stem):
        raise UsageError(
            f"{_short(name)} is no name for an extractor: it begins with a letter or digit, "
            "and holds letters, digits and . _ + - besides."
        )
    if len(stem) > _LONGEST:
        raise UsageError(f"{_short(name)} is too long a name: {_LONGEST} characters will do.")
    return stem


def _short(name: str) -> str:
    return repr(name if len(name) <= _LONGEST else f"{name[:40]}…")


def _line(package: str, runtime: Runtime) -> str:
    """The dependency: as given where that has a release, else at the one installed here."""
    if runtime == "python":
        return _python_line(package)
    if "@" in package[1:]:
        if _pin(package, runtime).version is None:
            raise _no_release(package)
        return package
    found = find_package(package, Path.cwd())
    line = f"{package}@{found.version if found else 'latest'}"
    try:
        read_pin(line, runtime)
    except ValueError as error:
        raise UsageError(
            f"{package!r} is no package that can be installed: expected the name of an npm package."
        ) from error
    return line


def _python_line(package: str) -> str:
    """A requirement of one release, with the extras and the marker that were typed."""
    pin = _pin(package, "python")
    wanted = Requirement(package)
    if wanted.url:
        raise UsageError(
            f"{without_secrets(package)!r} is an address, and an adapter pins a release: "
            "give NAME==VERSION, or the name alone for the one installed here."
        )
    if wanted.specifier:
        if pin.version is None or pin.version.endswith("*"):
            raise _no_release(package)
        return package
    if installed := name_and_version(pin.name):
        wanted.name = installed[0]
        wanted.specifier = SpecifierSet(f"=={installed[1]}")
    return str(wanted)


def _no_release(package: str) -> UsageError:
    return UsageError(
        f"{package!r} may be more than one release, and an adapter measures one: "
        "give that, or the name alone for the one installed here."
    )


def _pin(line: str, runtime: Runtime) -> Pin:
    try:
        return read_pin(line, runtime)
    except ValueError as error:
        raise UsageError(f"{line!r} is no package that can be installed: {error}.") from error


def _import(name: str, runtime: Runtime) -> str:
    """The statement that loads a package; a comment where nobody knows what it is to import."""
    if runtime == "node":
        return f'import * as library from "{name}";'
    modules = modules_of(name)
    return f"import {modules[0]}" if modules else f"# Import the module of {name} here."
