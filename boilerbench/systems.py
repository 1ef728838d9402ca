"""From a spec to a system under test: which code is measured, where it runs, what names its row."""

import importlib.machinery
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeAlias

import msgspec

from boilerbench.adapters import Adapter, input_of, options_of
from boilerbench.catalogue import find_adapter, known_adapters, usable_adapters
from boilerbench.commandlines import program_command, program_digest
from boilerbench.commands import Command
from boilerbench.environments import Environment, environment_for
from boilerbench.errors import SpecError, UnavailableError, UsageError
from boilerbench.files import digest_files, walk
from boilerbench.manifests import Checkout, Settings, SystemRecord
from boilerbench.predictions import StoredOutputs, read_outputs
from boilerbench.specs import ORACLE, SCALE, Spec, parse_spec, version_kind

MEMORY_MB: Final = 2048


@dataclass(frozen=True, slots=True)
class GoldOutputs:
    """The oracle: its output is the gold, so it reaches every ideal unless a metric has a bug."""


Origin: TypeAlias = Command | StoredOutputs | GoldOutputs | None
"""Where a system's texts come from; None where it cannot run here."""


@dataclass(frozen=True)
class System:
    """An extractor resolved: its record for the run folder and where its texts come from."""

    record: SystemRecord
    origin: Origin


def default_specs() -> tuple[str, ...]:
    """What a bare `boilerbench run` compares: the adapters that say so, then the scale."""
    chosen = sorted(a.name for a in known_adapters().values() if a.default and a.name not in SCALE)
    return (*chosen, *SCALE)


def every_spec(say: Callable[[str], None]) -> tuple[str, ...]:
    """Every extractor that can be named without a path, then the scale.

    `say` is told of those that cannot be read or share their name.
    """
    return (*(name for name in usable_adapters(say) if name not in SCALE), *SCALE)


def specs_meant(
    typed: Sequence[str], usual: Sequence[str], everything: Callable[[str], None] | None
) -> tuple[str, ...]:
    """What a command is about: what was typed, else what is usual here, else the default.

    With `everything` all of these and every extractor that has a name; it is told what
    `every_spec` leaves out.
    """
    if everything is None:
        return tuple(typed or usual or default_specs())
    return tuple(dict.fromkeys([*typed, *usual, *every_spec(everything)]))


def parse_specs(texts: Sequence[str]) -> tuple[Spec, ...]:
    """The specs of one run, each once; UsageError where two were given the same label."""
    specs = tuple(dict.fromkeys(parse_spec(text) for text in texts))
    check_labels({str(spec): spec.label for spec in specs})
    return specs


def check_labels(labels: Mapping[str, str | None]) -> None:
    """UsageError where two specs were given one label; the keys are the specs."""
    given = [label for label in labels.values() if label is not None]
    for label in given:
        if given.count(label) > 1:
            raise UsageError(
                f"Two extractors would share the row {label!r}: give one another name."
            )


def distinguished(systems: Sequence[System]) -> list[System]:
    """The systems, those whose rows would read the same named by their whole spec."""
    names = [(system.record.label, system.record.version) for system in systems]
    return [
        System(_named(one.record, label=one.record.spec), one.origin)
        if names.count(name) > 1
        else one
        for one, name in zip(systems, names, strict=True)
    ]


def resolve(spec: Spec, settings: Settings, say: Callable[[str], None]) -> System:
    """The system a spec names; one that cannot run here has a reason and no origin.

    Raises SpecError or AdapterError where the spec itself is wrong.
    """
    label = spec.label or _unlabelled(spec)
    in_scale = spec.kind == "name" and spec.name in SCALE
    record = SystemRecord(spec=str(spec), label=label, kind="scale" if in_scale else "extractor")
    try:
        if spec.kind == "outputs":
            return _stored(record, Path(spec.name).expanduser())
        if spec.kind == "name" and spec.name == ORACLE:
            return _oracle(record, spec)
        if spec.kind == "call":
            return _callable(record, spec.name, settings)
        if spec.kind in ("exec", "worker"):
            return _programmed(record, spec, settings)
        adapter = find_adapter(spec)
        if not in_scale:
            record = _named(record, kind=adapter.kind)
        return _adapted(record, spec, adapter, settings, say)
    except UnavailableError as error:
        return System(_named(record, reason=str(error)), None)


def _oracle(record: SystemRecord, spec: Spec) -> System:
    if spec.variants or spec.options or spec.version:
        raise SpecError(f"{spec}: the oracle is the gold itself; it has no variants or versions.")
    return System(record, GoldOutputs())


def _stored(record: SystemRecord, path: Path) -> System:
    outputs = read_outputs(path)
    resolved = _named(record, fingerprint=outputs.digest, version=outputs.version)
    return System(resolved, outputs)


def _adapted(
    record: SystemRecord,
    spec: Spec,
    adapter: Adapter,
    settings: Settings,
    say: Callable[[str], None],
) -> System:
    options = options_of(adapter, spec)
    environment = environment_for(adapter, spec.version, isolated=settings.isolated, say=say)
    command = Command(
        interpreter=environment.interpreter,
        target=str(adapter.path.resolve()),
        options=tuple(options.items()),
        input=input_of(adapter, spec),
        runtime=adapter.runtime,
        memory_mb=settings.memory_mb or adapter.memory_mb or MEMORY_MB,
        timeout=settings.timeout,
        search_path=(environment.folder,)
        if environment.folder and adapter.runtime == "node"
        else (),
    )
    return System(_described(record, environment, options), command)


def _described(
    record: SystemRecord, environment: Environment, options: dict[str, str | int | float | bool]
) -> SystemRecord:
    source = environment.source
    return _named(
        record,
        version=environment.version,
        options=options,
        runtime=environment.runtime,
        environment=environment.kind,
        packages=environment.packages,
        fingerprint=environment.fingerprint,
        checkout=source
        and Checkout(
            path=source.path, digest=source.digest, commit=source.commit, dirty=source.dirty
        ),
    )


def _callable(record: SystemRecord, name: str, settings: Settings) -> System:
    """A function of the current interpreter; its row is stale when its package's files change."""
    module = name.partition(":")[0]
    here = str(Path.cwd())
    command = Command(
        interpreter=sys.executable,
        target=f"call:{name}",
        memory_mb=settings.memory_mb or MEMORY_MB,
        timeout=settings.timeout,
        search_path=(here,),
    )
    fingerprint = _code_digest(module.partition(".")[0], here)
    return System(_named(record, fingerprint=fingerprint, environment="current"), command)


def _programmed(record: SystemRecord, spec: Spec, settings: Settings) -> System:
    """A program of the user's; its row is stale when it or a file its command line names is."""
    command = program_command(
        spec, memory_mb=settings.memory_mb or MEMORY_MB, timeout=settings.timeout
    )
    resolved = _named(
        record,
        fingerprint=program_digest(command),
        environment=spec.kind,
        process_per_page=spec.kind == "exec",
    )
    return System(resolved, command)


def _code_digest(package: str, here: str) -> str:
    """A digest of the files of a top-level package or module, found without importing it."""
    found = importlib.machinery.PathFinder.find_spec(package, [here, *sys.path])
    if found is None:
        raise UnavailableError(
            f"There is no module {package!r} in {here} or the current interpreter: "
            "install it, or start boilerbench where it lies."
        )
    folders = [Path(folder) for folder in found.submodule_search_locations or ()]
    if not folders and found.origin and Path(found.origin).is_file():
        return digest_files(Path(found.origin).parent, [Path(found.origin).name])
    return "-".join(digest_files(folder, walk(folder)) for folder in folders)


def _named(record: SystemRecord, **fields: object) -> SystemRecord:
    return msgspec.structs.replace(record, **fields)


def _unlabelled(spec: Spec) -> str:
    """The row's name: what was asked for, without a release (it is resolved) or a folder."""
    release = spec.version is None or version_kind(spec.version) == "release"
    bare = replace(spec, label=None, version=None if release else spec.version)
    if spec.kind in ("path", "outputs"):
        bare = replace(bare, name=Path(spec.name).name)
    return str(bare)
