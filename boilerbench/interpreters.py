"""The Pythons of this machine, and the newest of them that an adapter can run on."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from boilerbench.errors import UnavailableError

_NAMES = re.compile(r"python3(\.\d+)?t?")
_OLDEST = ">=3.9"
_PATIENCE = 20.0  # seconds for an answer
_ASKING = threading.Lock()  # threads that want to know at the same time share one answer
# Nothing is imported that need not be: each interpreter of the machine starts for this.
_ASK = (
    "import sys; cpython = sys.implementation.name == 'cpython';"
    "print(sys.version.split()[0], 't' in getattr(sys, 'abiflags', ''),"
    " 'CPython' if cpython else __import__('platform').python_implementation())"
)


@dataclass(frozen=True)
class Interpreter:
    """A Python or a Node: its path, its version and whether it is the usual one."""

    path: str
    version: str
    """Empty where it did not answer in time."""
    ordinary: bool
    """Of Pythons, CPython with its lock: neither PyPy nor free-threaded; every Node is."""
    implementation: str = "CPython"

    @property
    def runtime(self) -> str:
        """Its name and version, as a worker's greeting has them."""
        return f"{self.implementation} {self.version}"


def newest_fitting(requires_python: str | None) -> Interpreter:
    """The newest interpreter of the machine that `requires_python` admits (default: 3.9 or later).

    Final releases of ordinary CPython come before pre-releases and other builds. Raises
    UnavailableError, naming what was found and what is wanted, where none fits.
    """
    with _ASKING:
        found = interpreters()
    return max(admitted(found, requires_python or _OLDEST, "Python"), key=_rank)


def admitted(found: Iterable[Interpreter], requires: str, name: str) -> list[Interpreter]:
    """Those of the interpreters found whose versions are in a range, pre-releases among them.

    Raises UnavailableError, calling what is wanted by `name`, where there is none, and where one
    did not answer: another in its stead would be other figures.
    """
    found = tuple(found)
    if silent := [one.path for one in found if not one.version]:
        raise UnavailableError(
            f"{silent[0]} did not say its version within {_PATIENCE:g} s, so the newest {name} is "
            "not known; run again, or take it off PATH."
        )
    wanted = SpecifierSet(requires)
    known = sorted(found, key=lambda one: Version(one.version))
    fitting = [one for one in known if wanted.contains(one.version, prereleases=True)]
    if not fitting:
        versions = ", ".join(dict.fromkeys(one.version for one in known)) or "none"
        raise UnavailableError(
            f"{name} {wanted} is needed and this machine has {versions}; "
            "install one and put it on PATH (none is downloaded)."
        )
    return fitting


def _rank(one: Interpreter) -> tuple[bool, Version]:
    version = Version(one.version)
    return one.ordinary and not version.is_prerelease, version


@cache
def interpreters() -> tuple[Interpreter, ...]:
    """Every Python 3 that runs or is silent: the current one, those on PATH, those pyenv keeps."""
    paths: dict[str, str] = {}
    for path in _candidates():
        paths.setdefault(os.path.realpath(path), str(path))
    with ThreadPoolExecutor(max_workers=8) as pool:
        return tuple(one for one in pool.map(_ask, paths.values()) if one)


def _candidates() -> Iterator[Path]:
    yield Path(sys.executable)
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    folders = [Path(entry) for entry in os.environ.get("PATH", "").split(os.pathsep) if entry]
    folders += [version / "bin" for version in _entries(pyenv / "versions")]
    for folder in folders:
        # Shims find their Python by where they are started; what they lead to is found below.
        if folder != pyenv / "shims":
            yield from (path for path in _entries(folder) if _NAMES.fullmatch(path.name))


def _entries(folder: Path) -> list[Path]:
    """What a folder holds, in order: nothing where it is no folder or cannot be read."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def answer_of(*command: str) -> str:
    """What an interpreter prints, out of reach of ^C, which would pass for its failure.

    Raises OSError, ValueError or SubprocessError where it does not run or does not end in time.
    """
    return subprocess.run(
        command,
        capture_output=True,
        timeout=_PATIENCE,
        check=True,
        start_new_session=True,
        encoding="utf-8",
    ).stdout


def _ask(path: str) -> Interpreter | None:
    """What an interpreter says of itself, or None where it does not run."""
    try:
        version, free, implementation = answer_of(path, "-I", "-S", "-c", _ASK).split()
    except subprocess.TimeoutExpired:
        return Interpreter(path, "", ordinary=False)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    ordinary = implementation == "CPython" and free == "False"
    return Interpreter(path, version.rstrip("+"), ordinary, implementation)
