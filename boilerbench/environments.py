"""Where an adapter runs: in the current interpreter, or in an environment built for it."""

import hashlib
import json
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from packaging.specifiers import SpecifierSet

from boilerbench import installed
from boilerbench.adapters import Adapter
from boilerbench.builds import build
from boilerbench.checkouts import Source
from boilerbench.errors import UnavailableError
from boilerbench.interpreters import newest_fitting
from boilerbench.plans import Plan, plan_for
from boilerbench.specs import Spec, unsupported


@dataclass(frozen=True)
class Environment:
    """The Python that runs an adapter, and all that decides which code is measured there.

    `version` is of the adapter's package as installed; `packages` is the resolved closure,
    "name==version", sorted; `source` is where @PATH came from; `fingerprint` changes when the
    adapter file, the closure, the Python or the files of a local installation do.
    """

    interpreter: str
    kind: Literal["current", "uv"]
    python: str
    version: str | None
    packages: tuple[str, ...]
    source: Source | None
    fingerprint: str


def environment_for(
    adapter: Adapter,
    version: str | None,
    *,
    isolated: bool = False,
    say: Callable[[str], None],
) -> Environment:
    """The environment of an adapter at a version, built where the current interpreter will not do.

    `isolated` builds one even where the current interpreter meets the pins; `@here` is always
    the current interpreter. `say` is given a line when an environment is built and when another
    version of the extractor is at hand than the one measured. Raises UnavailableError with the
    resolver's reason, and SpecError for a version that cannot be one.
    """
    if sentence := unsupported(Spec("name", adapter.name, version=version)):
        raise UnavailableError(sentence)
    if version == "here":
        return _here(adapter)
    plan = plan_for(adapter, version)
    if not isolated and _fits(plan):
        return _pinned_here(adapter, plan, say)
    return _built(adapter, plan, say)


def _fits(plan: Plan) -> bool:
    """Whether the current interpreter meets a plan's direct pins."""
    python = SpecifierSet(plan.requires_python or "")
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
        python=platform.python_version(),
        version=_version(adapter, packages),
        packages=packages,
        source=None,
        fingerprint="",
    )
    return _fingerprinted(adapter, environment, digests)


def _built(adapter: Adapter, plan: Plan, say: Callable[[str], None]) -> Environment:
    done = build(adapter.name, plan, newest_fitting(plan.requires_python), say)
    source = plan.tree.source if plan.tree else None
    environment = Environment(
        interpreter=done.interpreter,
        kind="uv",
        python=done.python,
        version=_version(adapter, done.packages),
        packages=done.packages,
        source=source,
        fingerprint="",
    )
    _warn_of_another(adapter, environment.version, say)
    return _fingerprinted(adapter, environment, [source.digest] if source else [])


def _warn_of_another(adapter: Adapter, measured: str | None, say: Callable[[str], None]) -> None:
    held = installed.installed_version(adapter.package) if adapter.package else None
    if held and held != measured:
        say(
            f"{adapter.name}: {adapter.package} {measured} is measured, in its own environment; "
            f"this interpreter has {held}, which {adapter.name}@here measures."
        )


def _version(adapter: Adapter, packages: tuple[str, ...]) -> str | None:
    versions = dict(line.split("==", 1) for line in packages)
    return versions.get(adapter.package) if adapter.package else None


def _fingerprinted(adapter: Adapter, environment: Environment, digests: list[str]) -> Environment:
    """The environment with its fingerprint, 16 hex digits; the kind of environment is no part."""
    code = hashlib.sha256(adapter.path.read_bytes()).hexdigest()
    decisive = [code, environment.packages, environment.python, digests]
    digest = hashlib.sha256(json.dumps(decisive).encode()).hexdigest()[:16]
    return replace(environment, fingerprint=digest)
