"""Installed packages that offer adapter files: found by their entry points, never imported."""

import configparser
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from typing import Final

from boilerbench.installed import distributions, site_folders
from boilerbench.metadata import has_block
from boilerbench.pins import SUFFIXES

GROUP: Final = "boilerbench.extractors"
"""The group of entry points whose values name packages of adapter files."""

_PACKAGE = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")


@dataclass(frozen=True)
class Provider:
    """A package of adapter files: the distribution it came with, and the files with a block.

    `fault` says why it could not be read.
    """

    name: str
    package: str
    files: tuple[Path, ...] = ()
    fault: str | None = None


def providers() -> tuple[Provider, ...]:
    """Every package that a distribution of the current interpreter offers, in order of name."""
    offering: dict[str, str] = {}
    for installed in distributions():
        text = _entry_points(installed)
        if GROUP in text:  # most have none, and a name takes long to read
            offering.setdefault(installed.metadata["Name"] or "a package without a name", text)
    found = [one for name, text in offering.items() for one in _offers(name, text)]
    return tuple(sorted(found, key=lambda one: (one.name, one.package)))


def _entry_points(distribution: metadata.Distribution) -> str:
    try:
        return distribution.read_text("entry_points.txt") or ""
    except (OSError, UnicodeDecodeError):
        return ""


def _offers(name: str, text: str) -> Iterator[Provider]:
    parser = configparser.ConfigParser(delimiters=("=",), strict=False, interpolation=None)
    try:
        parser.read_string(text)
    except configparser.Error as error:
        fault = f"the entry points of {name} cannot be read ({str(error).splitlines()[0]})"
        yield Provider(name, "entry_points.txt", fault=fault)
        return
    if parser.has_section(GROUP):
        for package in dict.fromkeys(parser[GROUP].values()):
            yield _read(name, package)


def _read(name: str, package: str) -> Provider:
    if not _PACKAGE.fullmatch(package):
        fault = f"{package!r} is no package; expected one such as mypackage.extractors"
        return Provider(name, package, fault=fault)
    folders = _folders_of(package)
    if not folders:
        fault = f"there is no package {package}; install {name} again"
        return Provider(name, package, fault=fault)
    try:
        files = [path for folder in folders for path in sorted(Path(folder).iterdir())]
    except OSError as error:
        return Provider(name, package, fault=f"{package} cannot be read ({error.strerror})")
    return Provider(name, package, tuple(path for path in files if _is_adapter(path)))


def _folders_of(package: str) -> list[str]:
    """The folders of a package, found down its dotted name without importing any part of it."""
    places: Sequence[str] = [*site_folders(), *sys.path]
    done = ""
    for part in package.split("."):
        done = f"{done}.{part}" if done else part
        found = _find(part, done, places)
        places = list((found and found.submodule_search_locations) or ())
    return [folder for folder in places if Path(folder).is_dir()]


def _find(part: str, dotted: str, places: Sequence[str]) -> ModuleSpec | None:
    # By its last part alone: the finder would ask an import of what stands above it.
    found = PathFinder.find_spec(part, places) if places else None
    if found is None:
        for finder in sys.meta_path:  # of editable installs that map names to folders
            if getattr(finder, "__module__", "").startswith("__editable__"):
                found = found or finder.find_spec(dotted, places)
    return found


def _is_adapter(path: Path) -> bool:
    """Whether it is a file with a metadata block; one that cannot be read may be."""
    if path.suffix not in SUFFIXES.values() or not path.is_file():
        return False
    try:
        return has_block(path.read_bytes())
    except OSError:
        return True
