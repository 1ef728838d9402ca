"""What adapters are written for, and the lines that say what to install for them."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

Runtime: TypeAlias = Literal["python", "node"]
"""What an adapter file is written for."""

SUFFIXES: Final[dict[Runtime, str]] = {"python": ".py", "node": ".mjs"}
"""How the file of an adapter for a runtime ends."""

# npm's rules for names: lower case, an optional scope; a version, range or tag after the `@`.
_NPM = re.compile(r"(?P<name>(?:@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*)@(?P<range>.+)")
_NPM_RELEASE = re.compile(r"\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?")


@dataclass(frozen=True)
class Pin:
    """One line of what an adapter needs.

    `version` is the one release it admits, or None where it admits more. `release` and `source`
    are the line with another version, or with the address of a source tree, where {} stands;
    `loose` is the line without the one release.
    """

    name: str
    version: str | None
    release: str
    source: str
    loose: str


def runtime_of(file: Path) -> Runtime:
    """What a file is written for, by its name; Python where the name does not say."""
    found = (runtime for runtime, suffix in SUFFIXES.items() if file.suffix == suffix)
    return next(found, "python")


def read_pin(line: str, runtime: Runtime) -> Pin:
    """What a line asks for; ValueError with a sentence where it is none."""
    return _read_npm(line) if runtime == "node" else _read_python(line)


def name_of(line: str, runtime: Runtime) -> str:
    """The name a line is about, in the one spelling under which it is compared."""
    return read_pin(line, runtime).name


def canonical(name: str, runtime: Runtime) -> str:
    """A package's name in the one spelling under which it is compared."""
    return name if runtime == "node" else canonicalize_name(name)


def _read_python(line: str) -> Pin:
    try:
        wanted = Requirement(line)
    except InvalidRequirement as error:
        raise ValueError(str(error).splitlines()[0].rstrip(".")) from error
    pins = list(wanted.specifier)
    version = pins[0].version if len(pins) == 1 and pins[0].operator == "==" else None
    extras = f"[{','.join(sorted(wanted.extras))}]" if wanted.extras else ""
    marker = f" ; {wanted.marker}" if wanted.marker else ""
    return Pin(
        name=canonicalize_name(wanted.name),
        version=version,
        release=f"{wanted.name}{extras}=={{}}{marker}",
        source=f"{wanted.name}{extras} @ {{}}{marker}",
        loose=f"{wanted.name}{extras}{marker}" if version else line,
    )


def _read_npm(line: str) -> Pin:
    match = _NPM.fullmatch(line)
    if match is None:
        raise ValueError("no npm package with a version; expected NAME@VERSION")
    name, wanted = match["name"], match["range"]
    exact = wanted if _NPM_RELEASE.fullmatch(wanted) else None
    loose = f"{name}@*" if exact else line
    return Pin(name, exact, release=f"{name}@{{}}", source=f"{name}@{{}}", loose=loose)
