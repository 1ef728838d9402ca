"""Parts of a gzipped file by their place in what it unpacks to, without unpacking all of it."""

import threading
import zlib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, Final

APART: Final = 2 << 20
"""Unpacked bytes between two places from which one can go on; each costs some 40 kB of memory."""

_PART: Final = 1 << 16
_GZIP: Final = 31


@dataclass(slots=True)
class GzipPlaces:
    """A gzipped file, and states of its unpacking to go on from.

    `marks` are of unpacked and packed bytes, what was read and is still packed, and the state.
    """

    file: Path
    marks: list[tuple[int, int, bytes, Any]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def read(self, start: int, size: int) -> bytes:
        """So many unpacked bytes from a place on, fewer at the end; OSError, zlib.error."""
        with self.lock, self.file.open("rb") as stream:
            done, behind, rest, machine = self._nearest(start)
            stream.seek(behind)
            parts: list[bytes] = []
            while done < start + size:
                if self._is_far(done):
                    self.marks.append((done, stream.tell(), rest, machine.copy()))
                packed = rest or stream.read(_PART)
                part, rest, machine = _unpacked(stream, packed, machine)
                if not packed and not part:
                    break
                begin, end = max(start - done, 0), start + size - done
                parts.append(part[begin:end])
                done += len(part)
            return b"".join(parts)

    def _nearest(self, start: int) -> tuple[int, int, bytes, Any]:
        before = [mark for mark in self.marks if mark[0] <= start]
        done, behind, rest, machine = before[-1] if before else (0, 0, b"", None)
        return done, behind, rest, zlib.decompressobj(_GZIP) if machine is None else machine.copy()

    def _is_far(self, done: int) -> bool:
        return done - (self.marks[-1][0] if self.marks else 0) >= APART


def _unpacked(stream: BinaryIO, packed: bytes, machine: Any) -> tuple[bytes, bytes, Any]:
    """The next unpacked bytes, what is still packed, and the state."""
    part = machine.decompress(packed, 4 * _PART)
    rest = machine.unconsumed_tail
    if machine.eof:  # padding, and perhaps another member, follow
        rest = machine.unused_data.lstrip(b"\0")
        while not rest and (more := stream.read(_PART)):
            rest = more.lstrip(b"\0")
        machine = zlib.decompressobj(_GZIP)
    return part, rest, machine


@lru_cache(maxsize=64)
def places_in(file: Path) -> GzipPlaces:
    """The places of a file, found once in a process."""
    return GzipPlaces(file)
