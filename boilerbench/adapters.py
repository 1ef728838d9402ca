"""Adapters: files that say how one extractor is called, read without running them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from boilerbench.errors import AdapterError, SpecError
from boilerbench.metadata import Block, Companions, Kind, line_of_variant, read_block
from boilerbench.outlines import Outline, read_outline
from boilerbench.pins import Runtime, canonical, name_of, runtime_of
from boilerbench.specs import Spec, Value
from boilerbench.spelling import suggestion


@dataclass(frozen=True)
class Adapter:
    """What an adapter file says of itself; `docs/extractors.md` explains every field.

    `runtime` is what it is written for, and `requires` the versions of that; `package` is the
    canonical name of what @version replaces; `cutoff` is the moment after which nothing that is
    installed was uploaded; `options` are the keyword
    parameters of `extract` with their defaults; `imports` are the modules it imports;
    `bare` says that the file has no metadata block.
    """

    name: str
    path: Path
    title: str
    runtime: Runtime = "python"
    kind: Kind = "extractor"
    description: str = ""
    package: str | None = None
    homepage: str | None = None
    licence: str | None = None
    input: Literal["text", "bytes"] = "text"
    default: bool = False
    dependencies: tuple[str, ...] = ()
    requires: str | None = None
    cutoff: dt.datetime | None = None
    variants: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    inputs: Mapping[str, Literal["text", "bytes"]] = field(default_factory=dict)
    """What a variant is given, where it is not `input`."""
    requirements: tuple[Companions, ...] = ()
    memory_mb: int | None = None
    options: Mapping[str, Value | None] = field(default_factory=dict)
    imports: frozenset[str] = frozenset()
    bare: bool = False


def read_adapter(path: Path) -> Adapter:
    """The adapter in a file, never imported; a file without a metadata block has no pins.

    Raises AdapterError, with file and line, for a file that cannot be read or that breaks
    the contract of `docs/extractors.md`.
    """
    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise AdapterError(f"{path}: the adapter cannot be read: {error}.") from error
    runtime = runtime_of(path)
    block = read_block(source, str(path), runtime)
    outline = _read_outline(source, path, runtime)
    adapter = _assemble(path, runtime, block or Block(), outline, bare=block is None)
    for variant, settings in adapter.variants.items():
        for option, value in settings.items():
            if wrong := _misfit(adapter, option, value):
                line = line_of_variant(source, str(path), runtime, variant)
                raise AdapterError(f"{path}:{line}: variant {variant!r}: {wrong}")
    for variant in adapter.inputs:
        if variant not in adapter.variants:
            raise AdapterError(
                f"{path}: tool.boilerbench.inputs names {variant!r}, which is no variant"
                f"{suggestion(variant, adapter.variants)}"
            )
    return adapter


def options_of(adapter: Adapter, spec: Spec) -> dict[str, Value]:
    """What to pass to `extract`: the spec's variants in order, then its options.

    Raises SpecError for a variant or option the adapter does not have, or a value of
    another type than the option's default.
    """
    chosen: dict[str, Value] = {}
    for variant in spec.variants:
        if variant not in adapter.variants:
            raise SpecError(
                f"{adapter.name} has no variant {variant!r}{suggestion(variant, adapter.variants)} "
                f"{_offer('variants', adapter.variants)}, {_offer('options', adapter.options)}."
            )
        chosen |= adapter.variants[variant]
    for option, value in spec.options:
        if wrong := _misfit(adapter, option, value):
            raise SpecError(f"{spec}: {wrong}")
        chosen[option] = value
    return chosen


def input_of(adapter: Adapter, spec: Spec) -> Literal["text", "bytes"]:
    """What a page is handed over as: the last of the spec's variants that says so decides."""
    said = [adapter.inputs[variant] for variant in spec.variants if variant in adapter.inputs]
    return said[-1] if said else adapter.input


def _read_outline(source: str, path: Path, runtime: Runtime) -> Outline:
    if runtime == "python":
        return read_outline(source, str(path))
    # The parser of JavaScript is loaded with the first such file: a spec may name none.
    from boilerbench.javascript import read_javascript  # noqa: PLC0415

    return read_javascript(source, str(path))


def _assemble(
    path: Path, runtime: Runtime, block: Block, outline: Outline, *, bare: bool
) -> Adapter:
    ours = block.tool.boilerbench
    return Adapter(
        name=path.stem,
        path=path.absolute(),
        title=ours.title or path.stem,
        runtime=runtime,
        kind=ours.kind,
        description=outline.description,
        package=_package(runtime, block),
        homepage=ours.homepage,
        licence=ours.licence,
        input=ours.input,
        default=ours.default,
        dependencies=block.dependencies,
        requires=block.requires,
        cutoff=block.tool.uv.exclude_newer or block.tool.npm.before,
        variants=ours.variants,
        inputs=ours.inputs,
        requirements=ours.requirements,
        memory_mb=ours.memory_mb,
        options=outline.options,
        imports=outline.imports,
        bare=bare,
    )


def _package(runtime: Runtime, block: Block) -> str | None:
    stated = block.tool.boilerbench.package
    if stated is not None:
        return canonical(stated, runtime)
    return name_of(block.dependencies[0], runtime) if block.dependencies else None


def _misfit(adapter: Adapter, option: str, value: Value) -> str | None:
    """Why `extract` cannot be given this value for that option, or None if it can."""
    if option not in adapter.options:
        near = suggestion(option, adapter.options)
        return (
            f"{adapter.name} has no option {option!r}{near} {_offer('options', adapter.options)}."
        )
    default = adapter.options[option]
    if default is None or _same_type(value, default):
        return None
    return (
        f"option {option!r} of {adapter.name} is {_type_name(default)} such as {default!r}, "
        f"not {_type_name(value)} ({value!r})."
    )


def _same_type(value: Value, default: Value) -> bool:
    if isinstance(default, float) and isinstance(value, int):
        return not isinstance(value, bool)
    return type(value) is type(default)


def _type_name(value: Value) -> str:
    names = {bool: "a truth value", int: "an integer", float: "a number", str: "text"}
    return names[type(value)]


def _offer(kind: str, known: Mapping[str, object]) -> str:
    return f"{kind}: {', '.join(sorted(known)) or 'none'}"
