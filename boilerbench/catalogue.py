"""The names that a spec can hold: adapter files that ship, and those of installed packages."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from boilerbench.adapters import Adapter, read_adapter
from boilerbench.errors import AdapterError, ExtractorError, SpecError
from boilerbench.pins import SUFFIXES
from boilerbench.providers import Provider, providers
from boilerbench.shipped import shipped
from boilerbench.specs import NAME, ORACLE, Spec
from boilerbench.spelling import suggestion

SHIPS: Final = "boilerbench"
"""The provider of the adapters that ship."""


@dataclass(frozen=True)
class Entry:
    """One file that a name may mean: who provides it, and the adapter in it or its fault.

    Without a path it is a provider that could not be read, under the name it gave.
    """

    name: str
    provider: str
    path: Path | None = None
    adapter: Adapter | None = None
    fault: str | None = None


def known_adapters() -> dict[str, Adapter]:
    """The adapters that ship with boilerbench, by name, sorted.

    Raises AdapterError for a file that breaks the contract or has no metadata block.
    """
    return {path.stem: _named(path) for path in _shipped_files()}


def entries() -> tuple[Entry, ...]:
    """All that can be named, sorted: what ships, then what installed packages provide.

    A foreign file that breaks the contract is there with its fault. Raises AdapterError for a
    shipped one.
    """
    ours = [Entry(name, SHIPS, one.path, one) for name, one in known_adapters().items()]
    theirs = [entry for provider in providers() for entry in _entries_of(provider)]
    return tuple(sorted([*ours, *theirs], key=lambda entry: (entry.name, entry.provider != SHIPS)))


def usable_adapters(say: Callable[[str], None] = lambda _message: None) -> dict[str, Adapter]:
    """Every adapter that its name alone means, by name, sorted; `say` is told what is left out.

    Raises AdapterError for a shipped file that breaks the contract.
    """
    usable: dict[str, Adapter] = {}
    for name, group in groupby(entries(), lambda entry: entry.name):
        named = list(group)
        adapters = {one.path.resolve(): one.adapter for one in named if one.path and one.adapter}
        faults = [one.fault for one in named if one.fault]
        if named[0].adapter and named[0].provider == SHIPS:
            usable[name] = named[0].adapter
        elif faults:
            say(f"{name} is left out: {faults[0]}")
        elif len(adapters) > 1:
            say(f"{name} is left out: {' and '.join(one.provider for one in named)} provide it.")
        else:
            (usable[name],) = adapters.values()
    return usable


def find_adapter(spec: Spec) -> Adapter:
    """The adapter a spec of kind `name` or `path` means.

    Raises ExtractorError for what has no adapter file, SpecError for an unknown name or one that
    two packages provide, and AdapterError for a file that breaks the contract.
    """
    if spec.kind == "path":
        return read_adapter(Path(spec.name).expanduser())
    if spec.kind != "name":
        raise ExtractorError(f"{spec}: `{spec.kind}:` has no adapter file.")
    if spec.name == ORACLE:
        raise ExtractorError(f"{spec}: the oracle is the gold itself and has no adapter file.")
    found = _files_by_name()
    named = found.get(spec.name, {})
    if not named:
        raise SpecError(_unknown(spec.name, [*found, ORACLE]))
    if len(named) > 1:
        both = " and by ".join(f"{provider} ({path})" for path, provider in named.items())
        raise SpecError(f"{spec.name!r} is provided by {both}: give the one you mean by its path.")
    return _named(next(iter(named)))


def _unknown(name: str, known: Iterable[str]) -> str:
    """What to type instead of a name that nobody provides."""
    files = [Path(name + suffix) for suffix in SUFFIXES.values()]
    if own := next((file for file in files if file.is_file()), None):
        return f"There is no extractor {name!r}; the file in this folder is given as ./{own}."
    return (
        f"There is no extractor {name!r}{suggestion(name, known)} "
        "`boilerbench extractors list` prints those there are; "
        f"a file of your own is given by its path, as ./{name}.py."
    )


def _shipped_files() -> list[Path]:
    folder = shipped("extractors")
    found = [path for suffix in SUFFIXES.values() for path in folder.glob(f"*{suffix}")]
    return sorted(found, key=lambda path: path.stem)


def _files_by_name() -> dict[str, dict[Path, str]]:
    """For each name the files it may mean, each with who provides it."""
    found: dict[str, dict[Path, str]] = {}
    ours = {path.stem for path in _shipped_files()}
    offered = [(SHIPS, _shipped_files()), *((one.name, one.files) for one in providers())]
    for provider, files in offered:
        for path in files:
            # Or what happens to be installed could end a bare run, or change it.
            taken = path.stem in ours and provider != SHIPS
            if NAME.fullmatch(path.stem) and path.stem != ORACLE and not taken:
                found.setdefault(path.stem, {}).setdefault(path.resolve(), provider)
    return found


def _named(path: Path) -> Adapter:
    """The adapter of a file that is known by its name, which pins what it measures."""
    adapter = read_adapter(path)
    if adapter.bare or not NAME.fullmatch(adapter.name) or adapter.name == ORACLE:
        raise AdapterError(
            f"{adapter.path}: an adapter that is known by its name has a `/// script` block "
            f"and a name that a spec can hold, other than {ORACLE!r}."
        )
    return adapter


def _entries_of(provider: Provider) -> Iterator[Entry]:
    taken = {ORACLE, *(path.stem for path in _shipped_files())}
    if provider.fault:
        yield Entry(provider.package, provider.name, fault=provider.fault)
    for path in provider.files:
        if path.stem in taken:
            fault = f"{path}: {path.stem!r} is a shipped extractor's name; give it by its path."
            yield Entry(path.stem, provider.name, path, fault=fault)
            continue
        try:
            yield Entry(path.stem, provider.name, path, _named(path))
        except AdapterError as error:
            yield Entry(path.stem, provider.name, path, fault=str(error))
