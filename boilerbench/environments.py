"""Where an adapter runs: in the current interpreter, or in an environment built for it."""

import hashlib
import json
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from packaging.specifiers import SpecifierSet

from boilerbench import installed, node_modules
from boilerbench.adapters import Adapter
from boilerbench.builds import build, finished, folder_for
from boilerbench.checkouts import Source
from boilerbench.errors import UnavailableError
from boilerbench.interpreters import Interpreter, newest_fitting
from boilerbench.nodes import newest_node
from boilerbench.pins import Runtime, name_of
from boilerbench.plans import Plan, plan_for

_NEWEST: Final[dict[Runtime, Callable[[str | None], Interpreter]]] = {
    "python": newest_fitting,
    "node": newest_node,
}


@dataclass(frozen=True)
class Environment:
    """What runs an adapter, and all that decides which code is measured there.

    `folder` is where Node looks for modules. `version` is of the adapter's package as installed;
    `packages` is the resolved closure, "name==version", sorted; `source` is where @PATH or
    @git+URL came from; `fingerprint` changes when the adapter file, the closure, the runtime or
    the files of a local installation do.
    """

    interpreter: str
    kind: Literal["current", "uv", "npm"]
    runtime: str
    version: str | None
    packages: tuple[str, ...]
    folder: str | None = None
    source: Source | None = None
    fingerprint: str = ""


def environment_for(
    adapter: Adapter,
    version: str | None,
    *,
    isolated: bool = False,
    say: Callable[[str], None],
) -> Environment:
    """The environment of an adapter at a version, built where the current interpreter will not do.

    `isolated` builds one even where the current interpreter meets the pins; `@here` is always
    what is installed here. `say` is given a line when an environment is built and when another
    version of the extractor is at hand than the one measured. Raises UnavailableError with the
    resolver's reason, and SpecError for a version that cannot be one.
    """
    if version == "here":
        return _here(adapter) if adapter.runtime == "python" else _node_here(adapter)
    plan = plan_for(adapter, version)
    if adapter.runtime == "python" and not isolated and _fits(plan):
        return _pinned_here(adapter, plan, say)
    return _built(adapter, plan, say)


def folder_of(adapter: Adapter) -> Path | None:
    """Where an environment for the adapter's own pins is, once it is built; None if none can be."""
    plan = plan_for(adapter, None)
    try:
        return folder_for(adapter.name, plan, _NEWEST[adapter.runtime](plan.requires))
    except UnavailableError:
        return None


def is_ready(adapter: Adapter) -> bool:
    """Whether the adapter's own pins are met here, or an environment for them is built."""
    if adapter.runtime == "python" and _fits(plan_for(adapter, None)):
        return True
    folder = folder_of(adapter)
    return folder is not None and finished(folder) is not None


def _fits(plan: Plan) -> bool:
    """Whether the current interpreter meets a plan's direct pins."""
    python = SpecifierSet(plan.requires or "")
    return (
        plan.tree is None
        and python.contains(platform.python_version(), prereleases=True)
        and not installed.unmet(plan.lines)
    )


def _here(adapter: Adapter) -> Environment:
    absent = installed.missing(adapter.dependencies)
    if absent:
        raise UnavailableError(
            f"{adapter.name}@here: {sys.executable} does not have {', '.join(absent)}; "
            f"`pip install {' '.join(absent)}` there mends it."
        )
    return _current(adapter, adapter.dependencies, (adapter.package,) if adapter.package else ())


def _node_here(adapter: Adapter) -> Environment:
    """The packages that Node would find from the current folder, the adapter's pins ignored."""
    here = Path.cwd()
    names = [name_of(line, "node") for line in adapter.dependencies]
    absent = [name for name in names if node_modules.find_package(name, here) is None]
    if absent:
        raise UnavailableError(
            f"{adapter.name}@here: no node_modules at or above {here} has {', '.join(absent)}; "
            f"`npm install {' '.join(absent)}` there mends it."
        )
    found = node_modules.find_package(adapter.package, here) if adapter.package else None
    node = newest_node(adapter.requires)
    environment = Environment(
        interpreter=node.path,
        kind="current",
        runtime=node.runtime,
        version=found.version if found else None,
        packages=node_modules.closure(names, here),
        folder=str(here),
    )
    digests = [node_modules.code_digest(found)] if found else []
    return _fingerprinted(adapter, environment, digests)


def _pinned_here(adapter: Adapter, plan: Plan, say: Callable[[str], None]) -> Environment:
    origin = installed.local_origin(adapter.package) if adapter.package else None
    if origin:
        say(
            f"{adapter.name}: this interpreter's {adapter.package} was installed from {origin}, "
            "and that is what is measured; --isolated measures the release."
        )
    # What a file without a block imports is whatever stands here: it decides as much as a pin.
    imported = installed.distributions_of(adapter.imports) if adapter.bare else ()
    return _current(adapter, (*plan.lines, *imported), ())


def _current(adapter: Adapter, lines: tuple[str, ...], hashed: tuple[str, ...]) -> Environment:
    packages = installed.closure(lines)
    names = [line.partition("==")[0] for line in packages]
    local = [name for name in names if installed.local_origin(name)]
    digests = [installed.code_digest(name) for name in sorted({*local, *hashed})]
    environment = Environment(
        interpreter=sys.executable,
        kind="current",
        runtime=f"{platform.python_implementation()} {platform.python_version()}",
        version=_version(adapter, packages),
        packages=packages,
    )
    return _fingerprinted(adapter, environment, digests)


def _built(adapter: Adapter, plan: Plan, say: Callable[[str], None]) -> Environment:
    done = build(adapter.name, plan, _NEWEST[adapter.runtime](plan.requires), say)
    source = plan.tree.source if plan.tree else None
    environment = Environment(
        interpreter=done.interpreter,
        kind="npm" if adapter.runtime == "node" else "uv",
        runtime=done.runtime,
        version=_version(adapter, done.packages),
        packages=done.packages,
        folder=done.folder,
        source=source,
    )
    if adapter.runtime == "python":
        _warn_of_another(adapter, environment.version, say)
    elif plan.tree:
        _warn_of_a_name(adapter, Path(done.folder or "/"), say)
    return _fingerprinted(adapter, environment, [source.digest] if source else [])


def _warn_of_another(adapter: Adapter, measured: str | None, say: Callable[[str], None]) -> None:
    held = installed.installed_version(adapter.package) if adapter.package else None
    if held and held != measured:
        say(
            f"{adapter.name}: {adapter.package} {measured} is measured, in its own environment; "
            f"this interpreter has {held}, which {adapter.name}@here measures."
        )


def _warn_of_a_name(adapter: Adapter, folder: Path, say: Callable[[str], None]) -> None:
    """Say when npm installed a package under another name than its own; uv would refuse to."""
    described = folder / "node_modules" / (adapter.package or "") / "package.json"
    name = json.loads(described.read_text(encoding="utf-8-sig")).get("name")
    if name != adapter.package:
        say(f"{adapter.name}: what is measured as {adapter.package} calls itself {name}.")


def _version(adapter: Adapter, packages: tuple[str, ...]) -> str | None:
    versions = dict(line.split("==", 1) for line in packages)
    return versions.get(adapter.package) if adapter.package else None


def _fingerprinted(adapter: Adapter, environment: Environment, digests: list[str]) -> Environment:
    """The environment with its fingerprint, 16 hex digits; the kind of environment is no part."""
    code = hashlib.sha256(adapter.path.read_bytes()).hexdigest()
    decisive = [code, environment.packages, environment.runtime, digests]
    digest = hashlib.sha256(json.dumps(decisive).encode()).hexdigest()[:16]
    return replace(environment, fingerprint=digest)
