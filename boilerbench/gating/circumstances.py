"""What else changed since a baseline was pinned: versions of the extractor and all below it."""

from collections.abc import Iterator
from typing import Final

from boilerbench.gating.baselines import ExtractorRecord
from boilerbench.wording import counted

NAMED: Final = 6
"""So many packages are named, the rest are counted."""


def changed_circumstances(was: ExtractorRecord, found: ExtractorRecord) -> Iterator[str]:
    """`trafilatura 2.2.0 -> 2.3.1`, `libxml2 2.14.5 -> 2.14.6`: one for each thing."""
    for name in ("version", "python", "libxml2"):
        before, now = getattr(was, name), getattr(found, name)
        if before != now:
            yield f"{name} {before or 'unknown'} -> {now or 'unknown'}"
    if was.rules != found.rules:
        yield f"rules {was.rules or 'none'} -> {found.rules or 'none'}"
    before, now = (dict(_versions(one)) for one in (was, found))
    changed = [
        f"{name} {before.get(name, 'absent')} -> {now.get(name, 'absent')}"
        for name in sorted({*before, *now})
        if before.get(name) != now.get(name)
    ]
    yield from changed[:NAMED]
    if len(changed) > NAMED:
        yield f"and {counted(len(changed) - NAMED, 'package')} more"


def _versions(record: ExtractorRecord) -> Iterator[tuple[str, str]]:
    for package in record.packages:
        name, _, version = package.rpartition("==")
        yield (name, version) if name else (version, "")
