"""Which versions of a package there are, from the index that this machine's installers ask."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from packaging.version import Version

from boilerbench import npm, resolver
from boilerbench.adapters import Adapter
from boilerbench.errors import UnavailableError, UsageError
from boilerbench.interpreters import newest_fitting
from boilerbench.nodes import newest_node
from boilerbench.versions.ranges import (
    Range,
    check_ends,
    is_prerelease,
    is_version,
    package_of,
    semantic_key,
)

Thing = TypeVar("Thing")


class Release(NamedTuple):
    """A version that can be asked for, and when its last file came out, where the index says so."""

    version: str
    uploaded: dt.datetime | None = None

    @property
    def day(self) -> str | None:
        """The date of the upload."""
        return self.uploaded.date().isoformat() if self.uploaded else None


def releases(wanted: Range, *, previews: bool = False) -> tuple[Release, ...]:
    """The releases of a range, the oldest first, its ends among them where they exist.

    Previews are left out unless asked for or named as an end; withdrawn releases, and those that
    the newest interpreter here cannot run, are left out by the installer. Raises SpecError for a
    range that cannot be one, UsageError for one without releases, and UnavailableError where the
    index cannot be asked or has no such package.
    """
    adapter, pin = package_of(wanted.spec)
    check_ends(wanted, adapter.runtime)
    asked = _of_npm if adapter.runtime == "node" else _of_uv
    try:
        found = sorted(asked(pin.name, wanted, previews=previews), key=_key(adapter))
    except UnavailableError as error:
        tool = "npm" if adapter.runtime == "node" else "uv"
        raise UnavailableError(
            f"Which versions of {pin.name} there are cannot be told: {error} Asked was the index "
            f"that {tool} is configured with; name another there, or see that it can be reached."
        ) from error
    if not found:
        raise UsageError(_none(wanted, adapter, pin.name))
    return tuple(found)


def thinned(things: Sequence[Thing], limit: int | None) -> tuple[Thing, ...]:
    """At most so many of them, evenly spread, the first and the last among them.

    Raises UsageError for fewer than two.
    """
    if limit is not None and limit < 2:
        raise UsageError(f"A sweep keeps both ends, so --versions is 2 or more, not {limit}.")
    if limit is None or len(things) <= limit:
        return tuple(things)
    last = len(things) - 1
    return tuple(things[round(place * last / (limit - 1))] for place in range(limit))


def _key(adapter: Adapter) -> Callable[[Release], Any]:
    """What orders the releases of an adapter's package."""
    order = semantic_key if adapter.runtime == "node" else Version
    return lambda release: order(release.version)


def _of_uv(package: str, wanted: Range, *, previews: bool) -> Iterator[Release]:
    """Release after release, from the newest down: what is newest without those that came.

    uv has no list of versions, and its settings (indexes, credentials, caches) are the user's.
    """
    python = newest_fitting(None)
    # Asked first without bounds: a package that is not there is told from an empty range.
    newest = resolver.newest_release(package, python, previews=True)
    if newest is None:
        raise UnavailableError(f"The package index has no release of {package}.")
    low = f",>={wanted.low}" if wanted.low else ""
    top = f"<={wanted.high or Version(newest.version).public}"
    allowed = previews or any(
        end is not None and Version(end).is_prerelease for end in (wanted.low, wanted.high)
    )
    ends = {Version(end) for end in (wanted.low, wanted.high) if end}
    while found := resolver.newest_release(f"{package}{top}{low}", python, previews=allowed):
        version = Version(found.version)
        if previews or not version.is_prerelease or version in ends:
            yield Release(found.version, found.uploaded)
        # `<1.0` would leave out the previews of 1.0, too.
        top = f"<={version.public},!={version.public}"


def _of_npm(package: str, wanted: Range, *, previews: bool) -> Iterator[Release]:
    dates = npm.release_dates(package, newest_node(None))
    low, high = (end and semantic_key(end) for end in (wanted.low, wanted.high))
    for version in (v for v in dates if is_version(v, "node")):
        key = semantic_key(version)
        if (low and key < low) or (high and key > high):
            continue
        if previews or not is_prerelease(version, "node") or key in (low, high):
            yield Release(version, dates[version])


def _none(wanted: Range, adapter: Adapter, package: str) -> str:
    every = f"{wanted.spec}@.."
    return (
        f"{wanted}: the index of this machine has no release of {package} in that range that "
        f"{'Node.js' if adapter.runtime == 'node' else 'Python'} here can run; "
        f"`boilerbench sweep {every} --list` prints those there are."
    )
