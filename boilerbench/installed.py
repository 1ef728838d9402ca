"""What the current interpreter holds, as a worker started with it would find it."""

import json
import re
import site
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote, urlsplit

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from boilerbench.files import digest_files, importable_files

_NO_CODE = re.compile(r"(^|/)__pycache__/|\.pyc$|\.dist-info/|^\.\./|^/")


def installed_version(name: str) -> str | None:
    """The version of a distribution that the current interpreter holds, or None."""
    found = _distribution(name)
    return found.version if found else None


def modules_of(name: str) -> tuple[str, ...]:
    """The top-level modules that an installed distribution provides, the likeliest first."""
    wanted = canonicalize_name(name)
    found = [
        module
        for module, providers in metadata.packages_distributions().items()
        if wanted in map(canonicalize_name, providers) and module.isidentifier()
    ]
    # Some bring tests and helpers along: what is called like the distribution is meant.
    alike = wanted.replace("-", "_")
    return tuple(sorted(found, key=lambda one: (one.casefold() != alike, one.startswith("_"), one)))


def name_and_version(name: str) -> tuple[str, str] | None:
    """A distribution's name as it spells it itself, and its installed version, or None."""
    found = _distribution(name)
    return (found.metadata["Name"], found.version) if found else None


def missing(dependencies: Iterable[str]) -> tuple[str, ...]:
    """The names of what these requirement lines ask for that are not there at any version."""
    wanted = [one for one in map(Requirement, dependencies) if _applies(one, "")]
    return tuple(canonicalize_name(one.name) for one in wanted if not _distribution(one.name))


def unmet(dependencies: Iterable[str]) -> tuple[str, ...]:
    """The requirement lines, of these, that the current interpreter does not meet.

    Extras count as met when what they bring is met; a line whose marker is false here is met.
    """
    return tuple(line for line in dependencies if not _met(Requirement(line), ""))


def closure(dependencies: Iterable[str]) -> tuple[str, ...]:
    """All that these requirement lines reach here, as "name==version", sorted."""
    found: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    todo = [wanted for wanted in map(Requirement, dependencies) if _applies(wanted, "")]
    while todo:
        wanted = todo.pop()
        name = canonicalize_name(wanted.name)
        distribution = _distribution(name)
        if distribution is None:
            continue
        found[name] = f"{name}=={distribution.version}"
        for extra in {"", *wanted.extras} - {extra for one, extra in seen if one == name}:
            seen.add((name, extra))
            todo += _requires(distribution, extra)
    return tuple(sorted(found.values()))


def local_origin(name: str) -> Path | None:
    """The folder or file on this machine that a distribution was installed from, or None."""
    path, _ = _origin(name)
    return path


def code_digest(name: str) -> str:
    """A digest of the files of an installed distribution; of its source tree if it is editable."""
    path, editable = _origin(name)
    if path and editable:
        return digest_files(path, importable_files(path))
    distribution = _distribution(name)
    files = [str(one) for one in (distribution.files or ())] if distribution else []
    if distribution is None or not files:
        return ""
    root = Path(str(distribution.locate_file("")))
    return digest_files(root, (one for one in files if not _NO_CODE.search(one)))


def distributions_of(modules: Iterable[str]) -> tuple[str, ...]:
    """The installed distributions that provide these top-level modules, sorted."""
    providers = metadata.packages_distributions()
    names = {canonicalize_name(name) for module in modules for name in providers.get(module, ())}
    return tuple(sorted(name for name in names if _distribution(name)))


def site_folders() -> list[str]:
    """Where the current interpreter keeps what is installed."""
    # Not sys.path: a worker has neither our PYTHONPATH nor our working folder, whose stray
    # egg-info would name versions that it cannot import.
    return site.getsitepackages()


def distributions() -> Iterator[metadata.Distribution]:
    """All that is installed; what stands in two folders comes twice, the one that counts first."""
    return iter(metadata.distributions(path=site_folders()))


def _distribution(name: str) -> metadata.Distribution | None:
    return next(iter(metadata.distributions(name=name, path=site_folders())), None)


def _met(wanted: Requirement, extra: str) -> bool:
    if not _applies(wanted, extra):
        return True
    distribution = _distribution(wanted.name)
    if distribution is None or wanted.url:
        return False
    if not wanted.specifier.contains(distribution.version, prereleases=True):
        return False
    return all(
        _met(brought, one)
        for one in wanted.extras
        for brought in _requires(distribution, one)
        if not _applies(brought, "")
    )


def _requires(distribution: metadata.Distribution, extra: str) -> Iterator[Requirement]:
    """What a distribution needs with that extra; lines that are no requirements are left out."""
    for line in distribution.requires or ():
        try:
            wanted = Requirement(line)
        except InvalidRequirement:  # old metadata is not always valid
            continue
        if _applies(wanted, extra):
            yield wanted


def _applies(wanted: Requirement, extra: str) -> bool:
    return wanted.marker is None or wanted.marker.evaluate({"extra": extra})


def _origin(name: str) -> tuple[Path | None, bool]:
    """The local path a distribution was installed from (PEP 610), and whether it is editable."""
    distribution = _distribution(name)
    record = distribution.read_text("direct_url.json") if distribution else None
    if not record:
        return None, False
    origin = json.loads(record)
    address = urlsplit(origin["url"])
    editable = bool(origin.get("dir_info", {}).get("editable"))
    return (Path(unquote(address.path)) if address.scheme == "file" else None), editable
