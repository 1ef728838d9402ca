"""What an adapter at a version needs: the lines to install, the Python and the cutoff date."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from boilerbench.adapters import Adapter
from boilerbench.checkouts import Tree, read_tree
from boilerbench.errors import SpecError
from boilerbench.specs import version_kind


@dataclass(frozen=True)
class Plan:
    """An environment before it is built.

    `lines` are requirements. `cutoff` is the moment after which nothing that is installed was
    uploaded, or the line of the release whose upload date decides it. With a `tree`, one more
    line installs it: `local`, with {} where the address of its copy goes.
    """

    lines: tuple[str, ...]
    requires_python: str | None = None
    cutoff: dt.datetime | str | None = None
    tree: Tree | None = None
    local: str = ""


def plan_for(adapter: Adapter, version: str | None) -> Plan:
    """The plan of an adapter at its own pins, at a release, or from a checkout, wheel or sdist.

    A release brings the companions of the first entry of the adapter's `requirements` that it
    matches, else the file's own. Raises SpecError for a version that cannot be one, and
    UnavailableError for a path that holds no project.
    """
    if version is None or _pinned(adapter) == version:
        return Plan(adapter.dependencies, adapter.requires_python, adapter.exclude_newer)
    if adapter.package is None:
        raise SpecError(
            f"{adapter.name} depends on no package, so @{version} means nothing; leave it out."
        )
    if version_kind(version) == "path":
        tree = read_tree(Path(version))
        local = _line(adapter, " @ {}")
        return Plan(_companions(adapter), adapter.requires_python, tree=tree, local=local)
    return _release(adapter, version)


def _release(adapter: Adapter, version: str) -> Plan:
    try:
        Version(version)
    except InvalidVersion as error:
        raise SpecError(
            f"{adapter.name}@{version}: expected a release such as 2.0.0, `here`, "
            "or a path that starts with `.`, `/` or `~`."
        ) from error
    line = _line(adapter, f"=={version}")
    for one in adapter.requirements:
        if SpecifierSet(one.versions).contains(version, prereleases=True):
            python = one.requires_python or adapter.requires_python
            return Plan((line, *one.dependencies), python, cutoff=line)
    return Plan((line, *_companions(adapter)), adapter.requires_python, cutoff=line)


def _requirement(adapter: Adapter) -> Requirement:
    """The package's own line among the dependencies."""
    lines = map(Requirement, adapter.dependencies)
    return next(line for line in lines if canonicalize_name(line.name) == adapter.package)


def _pinned(adapter: Adapter) -> str | None:
    """The one version that the file itself pins its package to."""
    pins = list(_requirement(adapter).specifier) if adapter.package else []
    return pins[0].version if len(pins) == 1 and pins[0].operator == "==" else None


def _companions(adapter: Adapter) -> tuple[str, ...]:
    return tuple(
        line
        for line in adapter.dependencies
        if canonicalize_name(Requirement(line).name) != adapter.package
    )


def _line(adapter: Adapter, pin: str) -> str:
    """The package's line with another pin, its extras and its marker kept."""
    line = _requirement(adapter)
    extras = f"[{','.join(sorted(line.extras))}]" if line.extras else ""
    return f"{line.name}{extras}{pin}{f' ; {line.marker}' if line.marker else ''}"
