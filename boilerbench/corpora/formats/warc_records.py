"""The records of a WARC file with their places, past records that are broken or cut off."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from boilerbench.corpora.formats.http_bodies import LARGEST
from boilerbench.errors import CorpusError, UsageError

if TYPE_CHECKING:
    from fastwarc.warc import ArchiveIterator, WarcRecord

_GZIP: Final = b"\x1f\x8b"
_STARTS: Final = (
    (_GZIP, re.compile(rb"\x1f\x8b\x08")),
    (b"\x28\xb5\x2f\xfd", re.compile(rb"\x28\xb5\x2f\xfd")),
)
_PLAIN: Final = re.compile(rb"(?:(?<=\n)|\A)WARC/\d\.\d\r?\n")
_WINDOW: Final = 1 << 20
_LONGEST_START: Final = 32


@dataclass(frozen=True, slots=True)
class Stored:
    """A record that could be read: where it begins, what it says of itself, its block.

    Of a block that is no response, or longer than any page, only the beginning is here.
    """

    at: int
    kind: str
    ident: str
    url: str | None
    truncated: str | None
    block: bytes
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Lost:
    """A record that could not be read: about where it begins, and whether it was cut off."""

    at: int
    cut_off: bool = False


def records(file: Path) -> Iterator[Stored | Lost]:
    """Every record of a file in order; what is broken is passed, up to the next good record.

    Raises CorpusError where the file cannot be opened, or is compressed as one piece, so that no
    record can be found again; UsageError without fastwarc.
    """
    require_fastwarc()
    try:
        with file.open("rb") as stream:
            yield from _walked(file, stream)
    except OSError as error:
        raise CorpusError(f"{file} cannot be read ({error.strerror or error}).") from error


def _walked(file: Path, stream: BinaryIO) -> Iterator[Stored | Lost]:
    at: int | None = 0
    untold: int | None = None  # about where a record was lost that nothing could be read of
    while at is not None:
        last: Stored | Lost | None = None
        troubled = False
        for found in _run(stream, at):
            if found is None:
                troubled = True
                continue
            if untold is not None and isinstance(found, Stored):
                yield Lost(untold)
            if isinstance(found, Stored) and isinstance(last, Stored):
                _require_places(file, last, found)
            last, untold = found, None
            yield found
        if not troubled and isinstance(last, Stored) and _ends_with(stream, last.at):
            return
        if not isinstance(last, Lost) and untold is None:
            untold = at if last is None else last.at + 1
        at = _next_start(stream, (at if last is None else last.at) + 1)
    if untold is not None and _size(stream):
        yield Lost(untold, cut_off=True)


def _run(stream: BinaryIO, at: int) -> Iterator[Stored | Lost | None]:
    """The records from a place on, up to one that is lost; None where not even its head is read.

    Lines may end with LF alone: then a head seems to be one field, or too long for one.
    """
    first = True
    try:
        for record in _iterated(stream, at):
            if "\n" in next(iter(record.headers), ("", ""))[1]:
                yield from _run_of_lf(stream, record.stream_pos)
                return
            first, found = False, _stored(record)
            yield found
            if isinstance(found, Lost):
                return
    except OSError:
        yield from _run_of_lf(stream, at) if first else (None,)


def _run_of_lf(stream: BinaryIO, at: int) -> Iterator[Stored | Lost | None]:
    """The same of records whose lines end with LF alone.

    A reader that takes such lines also passes what is no record, which is trouble where nothing
    was read before it.
    """
    first = True
    try:
        for record in _iterated(stream, at, lf=True):
            found = _stored(record)
            if first and found.at != at:
                break
            first = False
            yield found
            if isinstance(found, Lost):
                return
    except OSError:
        first = True
    if first:
        yield None


def _stored(record: "WarcRecord") -> Stored | Lost:
    at, length = record.stream_pos, record.content_length
    said = record.headers.get("Content-Length", "")
    if not said or not said.strip().isdigit() or int(said) != length:
        return Lost(at)
    kind = str(record.record_type)
    meant = kind == "response" and length <= LARGEST
    try:
        block = record.reader.read(length) if meant else record.reader.read(min(length, 4096))
        got = len(block) + (0 if len(block) == length else record.reader.consume())
    except OSError:
        return Lost(at)
    if got < length:
        return Lost(at, cut_off=True)
    url = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")
    return Stored(
        at=at,
        kind=kind,
        ident=record.record_id or "",
        url=url or None,
        truncated=record.headers.get("WARC-Truncated"),
        block=block,
        whole=len(block) == length,
    )


def record_at(file: Path, at: int) -> Stored | None:
    """The record that begins at a place of a file; None where none does, or it is broken.

    Raises OSError, UsageError without fastwarc.
    """
    require_fastwarc()
    with file.open("rb") as stream:
        found = next(_run(stream, at), None)
    return found if isinstance(found, Stored) and found.at == at else None


def _require_places(file: Path, first: Stored, second: Stored) -> None:
    """CorpusError where a record that follows another cannot be found by its place."""
    if first.at:
        return  # one that is found speaks for the file
    again = record_at(file, second.at)
    if again is None or again.ident != second.ident:
        raise CorpusError(
            f"{file} is compressed as one piece, so that no record can be found by its place: write"
            " each record compressed by itself, with `fastwarc recompress IN OUT`."
        )


def _iterated(stream: BinaryIO, at: int, *, lf: bool = False) -> "ArchiveIterator":
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415  of the extra `warc`

    stream.seek(at)
    return ArchiveIterator(stream, parse_http=False, quirks_mode=lf)


def require_fastwarc() -> None:
    """UsageError with the command that installs it, where fastwarc is not installed."""
    try:
        import fastwarc.warc  # noqa: F401, PLC0415  of the extra `warc`
    except ImportError as error:
        raise UsageError(
            "Reading WARC files needs fastwarc: pip install 'boilerbench[warc]'."
        ) from error


def _next_start(stream: BinaryIO, at: int) -> int | None:
    """Where the next record may begin, as its first bytes look; None where none does."""
    pattern = _start_of(stream)
    while True:
        stream.seek(max(at - 1, 0))
        window = stream.read(_WINDOW)
        found = pattern.search(window, 1 if at else 0)
        if found:
            return max(at - 1, 0) + found.start()
        if len(window) < _WINDOW:
            return None
        at += _WINDOW - _LONGEST_START


def _start_of(stream: BinaryIO) -> re.Pattern[bytes]:
    """What records of this file begin with, by how the file begins, or else most of it is."""
    stream.seek(0)
    window = stream.read(_WINDOW)
    for magic, pattern in _STARTS:
        if window.startswith(magic):
            return pattern
    if _PLAIN.search(window):
        return _PLAIN
    return next((pattern for _, pattern in _STARTS if pattern.search(window)), _PLAIN)


def _ends_with(stream: BinaryIO, last: int) -> bool:
    """Whether nothing stands behind the last record; a reader is silent on a gzip head cut off."""
    stream.seek(last)
    if stream.read(2) != _GZIP:
        return True
    stream.seek(last)
    machine = zlib.decompressobj(31)
    while not machine.eof and (part := stream.read(1 << 16)):
        machine.decompress(part)
    # Where the member has no end it is the last thing here, and lacks but its checksum.
    return not (machine.eof and (machine.unused_data + stream.read(32)).strip(b"\0 \r\n"))


def _size(stream: BinaryIO) -> int:
    return stream.seek(0, 2)
