"""What an adapter at a version needs: the lines to install, what they run on, the cutoff date."""

import datetime as dt
import re
from dataclasses import dataclass

from packaging.specifiers import SpecifierSet
from packaging.version import InvalidVersion, Version

from boilerbench.adapters import Adapter
from boilerbench.checkouts import Tree
from boilerbench.errors import SpecError
from boilerbench.pins import Pin, Runtime, name_of, read_pin
from boilerbench.sources import tree_of
from boilerbench.specs import version_kind

_SEMVER = re.compile(r"\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?")


@dataclass(frozen=True)
class Plan:
    """An environment before it is built.

    `lines` are requirements, `requires` the versions of the runtime that will do. `cutoff` is the
    moment after which nothing that is installed was uploaded, or the line of the release whose
    upload date decides it. With a `tree`, one more line installs it: `local`, with {} where the
    address of its copy goes.
    """

    lines: tuple[str, ...]
    requires: str | None = None
    cutoff: dt.datetime | str | None = None
    tree: Tree | None = None
    local: str = ""
    runtime: Runtime = "python"


def plan_for(adapter: Adapter, version: str | None) -> Plan:
    """The plan of an adapter at its own pins, at a release, or from a source tree.

    A release brings the companions of the first entry of the adapter's `requirements` that it
    matches, else the file's own, without their exact pins: as of its day. A source is a path or
    `git+URL`. Raises SpecError for a version that cannot be one, and UnavailableError for a
    source that holds no project.
    """
    runtime = adapter.runtime
    pin = _pin(adapter)
    if version is None or (pin and pin.version == version):
        return Plan(adapter.dependencies, adapter.requires, adapter.cutoff, runtime=runtime)
    if pin is None:
        raise SpecError(
            f"{adapter.name} depends on no package, so @{version} means nothing; leave it out."
        )
    if version_kind(version) != "release":
        tree = tree_of(version, runtime)
        return Plan(
            _companions(adapter),
            adapter.requires,
            tree=tree,
            local=pin.source,
            runtime=runtime,
        )
    return _release(adapter, pin, version)


def _release(adapter: Adapter, pin: Pin, version: str) -> Plan:
    parsed = _parsed(adapter, version)
    line = pin.release.format(version)
    for one in adapter.requirements:
        if SpecifierSet(one.versions).contains(parsed, prereleases=True):
            requires = one.requires or adapter.requires
            return Plan((line, *one.dependencies), requires, line, runtime=adapter.runtime)
    # The file's own pins are of the file's own day, and may not have been there yet.
    companions = (read_pin(one, adapter.runtime).loose for one in _companions(adapter))
    return Plan((line, *companions), adapter.requires, cutoff=line, runtime=adapter.runtime)


def _parsed(adapter: Adapter, version: str) -> Version:
    """The release as a version that can be compared with ranges; SpecError where it is none."""
    if adapter.runtime == "python" or _SEMVER.fullmatch(version):
        try:
            # A semantic version's pre-release tag may be any word; only its numbers are compared.
            numbers = re.split("[-+]", version)[0] if adapter.runtime == "node" else version
            return Version(numbers)
        except InvalidVersion:
            pass
    raise SpecError(
        f"{adapter.name}@{version}: expected a release such as 2.0.0, `here`, `git+URL`, "
        "or a path that starts with `.`, `/` or `~`."
    )


def _pin(adapter: Adapter) -> Pin | None:
    """The package's own line among the dependencies."""
    pins = (read_pin(line, adapter.runtime) for line in adapter.dependencies)
    return next((pin for pin in pins if pin.name == adapter.package), None)


def _companions(adapter: Adapter) -> tuple[str, ...]:
    return tuple(
        line for line in adapter.dependencies if name_of(line, adapter.runtime) != adapter.package
    )
