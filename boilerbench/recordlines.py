"""The lines of a file of extractions, read again when they are asked for; the latest are kept."""

import os
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final

import msgspec

from boilerbench.errors import RunError
from boilerbench.records import Extraction

HELD: Final = 1 << 24
"""Bytes of the lines that are kept: 8 systems on the 181 pages of article-extraction-benchmark
take a third of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """A file as it was when it was read whole: lines are only ever appended to it.

    Each reading is one of its own, and so is what is kept of it: the file may be another by then.
    """

    file: Path

    def keep(self, start: int, length: int, extraction: Extraction) -> None:
        """Hold an extraction that was read anyway, for as long as there is room."""
        _KEPT.put((self, start), extraction, length)

    def read(self, page: str, start: int, length: int) -> Extraction:
        """The extraction of a page in its line; RunError where that is no longer there."""
        kept = _KEPT.get((self, start))
        if kept is not None:
            return kept
        try:
            found = msgspec.json.decode(_bytes(self.file, start, length), type=Extraction)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
            raise RunError(self._changed(str(error))) from error
        if found.page != page:
            raise RunError(self._changed(f"{found.page} stands where {page} did"))
        self.keep(start, length, found)
        return found

    def _changed(self, why: str) -> str:
        return (
            f"{self.file} has changed while it was read ({why}): "
            "start again when nothing else writes to it."
        )


def _bytes(file: Path, start: int, length: int) -> bytes:
    fd = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.pread(fd, length, start)
    finally:
        os.close(fd)


@dataclass(slots=True, eq=False)
class _Kept:
    """Extractions by their place; those that were not asked for longest go first."""

    extractions: "OrderedDict[tuple[Lines, int], tuple[Extraction, int]]" = field(
        default_factory=OrderedDict
    )
    held: int = 0
    lock: Lock = field(default_factory=Lock)

    def get(self, place: tuple[Lines, int]) -> Extraction | None:
        with self.lock:
            found = self.extractions.get(place)
            if found is None:
                return None
            self.extractions.move_to_end(place)
            return found[0]

    def put(self, place: tuple[Lines, int], extraction: Extraction, length: int) -> None:
        if length > HELD:
            return
        with self.lock:
            if place not in self.extractions:
                self.extractions[place] = (extraction, length)
                self.held += length
            while self.held > HELD:
                _, (_, gone) = self.extractions.popitem(last=False)
                self.held -= gone


_KEPT: Final = _Kept()
