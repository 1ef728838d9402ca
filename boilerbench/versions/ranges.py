"""`NAME@A..B`: an extractor over its releases, from one to another; either end may be left out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from packaging.version import InvalidVersion, Version

from boilerbench.adapters import Adapter, options_of
from boilerbench.catalogue import find_adapter
from boilerbench.errors import SpecError
from boilerbench.pins import Pin, Runtime, read_pin
from boilerbench.specs import Spec, parse_spec

_RANGE = re.compile(r'(?P<spec>.+)@(?P<low>[^@"\s/]*?)\.\.(?P<high>[^@"\s/]*)')
_SEMVER: Final = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?")
EXAMPLE: Final = "trafilatura@2.0.0..2.3.1"

Key = tuple[tuple[int, int, int], bool, tuple[tuple[bool, int, str], ...]]


@dataclass(frozen=True)
class Range:
    """An extractor, without a version, and the first and last release that are meant.

    An end that is None is open.
    """

    spec: Spec
    low: str | None = None
    high: str | None = None

    def __str__(self) -> str:
        return f"{self.spec}@{self.low or ''}..{self.high or ''}"

    def at(self, version: str) -> str:
        """The spec of one version."""
        return str(replace(self.spec, version=version))


def parse_range(text: str) -> Range:
    """The range a string spells; SpecError with what breaks it."""
    found = _RANGE.fullmatch(text)
    if found is None:
        raise SpecError(
            f"{text!r} names no range of versions: write NAME@A..B, as {EXAMPLE}; "
            "either end may be left out."
        )
    spec = unversioned(found["spec"], text)
    return Range(spec, found["low"] or None, found["high"] or None)


def unversioned(text: str, whole: str) -> Spec:
    """The spec of an adapter without label and version; SpecError for anything else.

    `whole` is what was typed, for the message.
    """
    spec = parse_spec(text)
    if spec.kind not in ("name", "path"):
        raise SpecError(
            f"{whole!r}: `{spec.kind}:` is no package that has versions; name an extractor, "
            f"as in {EXAMPLE}."
        )
    if spec.label is not None:
        raise SpecError(f"{whole!r}: rows are named by their versions; leave out `{spec.label}=`.")
    if spec.version is not None:
        raise SpecError(f"{whole!r} names a version beside the range; leave out @{spec.version}.")
    return spec


def package_of(spec: Spec) -> tuple[Adapter, Pin]:
    """The adapter of a spec and the line that says which package has the versions.

    Raises SpecError for an adapter that depends on no package, and as `find_adapter` does.
    """
    adapter = find_adapter(spec)
    options_of(adapter, spec)
    pins = (read_pin(line, adapter.runtime) for line in adapter.dependencies)
    pin = next((pin for pin in pins if pin.name == adapter.package), None)
    if pin is None:
        raise SpecError(
            f"{adapter.name} depends on no package, so it has no versions: a package in its "
            "`dependencies` mends it (docs/extractors.md)."
        )
    return adapter, pin


def check_ends(wanted: Range, runtime: Runtime) -> None:
    """SpecError for an end that is no version, and for a first end newer than the last."""
    for end in (wanted.low, wanted.high):
        if end is not None and not is_version(end, runtime):
            raise SpecError(f"{wanted}: {end!r} is no release; write one such as 2.0.0.")
    if wanted.low and wanted.high and not in_order(wanted.low, wanted.high, runtime):
        turned = replace(wanted, low=wanted.high, high=wanted.low)
        raise SpecError(f"{wanted}: {wanted.low} is newer than {wanted.high}; write {turned}.")


def is_version(text: str, runtime: Runtime) -> bool:
    """Whether a text is a release of a Python package, or of one of npm."""
    if runtime == "node":
        return _SEMVER.fullmatch(text) is not None
    try:
        Version(text)
    except InvalidVersion:
        return False
    return True


def in_order(first: str, second: str, runtime: Runtime) -> bool:
    """Whether one release is not newer than another; both are versions."""
    if runtime == "node":
        return semantic_key(first) <= semantic_key(second)
    return Version(first) <= Version(second)


def is_prerelease(version: str, runtime: Runtime) -> bool:
    """Whether a version is a preview of one that is to come."""
    if runtime == "node":
        return not semantic_key(version)[1]
    return Version(version).is_prerelease


def semantic_key(version: str) -> Key:
    """What orders npm's versions: numbers, then previews before the release, word by word.

    The source of the order is semver.org, rule 11. ValueError where it is no such version.
    """
    found = _SEMVER.fullmatch(version)
    if found is None:
        raise ValueError(version)
    numbers = (int(found[1]), int(found[2]), int(found[3]))
    return numbers, found[4] is None, tuple(_words((found[4] or "").split(".")))


def _words(words: Iterable[str]) -> Iterable[tuple[bool, int, str]]:
    """Numbers before words, numbers by their value."""
    for word in words:
        yield (False, int(word), "") if word.isdecimal() else (True, 0, word)
