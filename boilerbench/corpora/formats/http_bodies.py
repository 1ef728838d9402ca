"""An HTTP response as a crawler stored it: its head, and its body without the codings of the wire.

Crawlers disagree on whether what they store is still chunked or compressed, whatever the headers
say: a body that does not begin as its coding does is taken to be undone already.
"""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Final

from webencodings import lookup

if TYPE_CHECKING:
    from fastwarc.stream_io import BrotliReader, ZstdReader

LARGEST: Final = 64 << 20
"""Bytes of a page that are read at most; a small record may unpack to any size."""

_HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
_STATUS: Final = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})")
_CHUNK: Final = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]{0,4096})?\r?\n")
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.IGNORECASE)
_GZIP: Final = b"\x1f\x8b"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
HTML_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})


class CodingError(Exception):
    """A body whose coding cannot be undone: it is cut off, broken, or of an unknown kind."""


class SizeError(CodingError):
    """A body that is larger than any page."""


@dataclass(frozen=True, slots=True)
class Response:
    """The head of a response: its status, its headers by lower-case name, where its body begins."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: int

    @property
    def is_html(self) -> bool:
        """Whether its content type is one of HTML."""
        kind = self.headers.get("content-type", "").split(";")[0].split(",")[0]
        return kind.strip().lower() in HTML_TYPES

    @property
    def charset(self) -> str | None:
        """The encoding that its content type names, where there is such an encoding."""
        named = _CHARSET.search(self.headers.get("content-type", ""))
        return named[1].lower() if named and lookup(named[1]) else None


def parsed_head(content: bytes) -> Response | None:
    """The head that a response begins with; None where it is none."""
    status, end = _STATUS.match(content), _HEAD_END.search(content)
    if status is None or end is None:
        return None
    headers: dict[str, str] = {}
    for line in content[: end.start()].decode("latin-1").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            known = headers.get(name.strip().lower())
            own = value.strip()
            headers[name.strip().lower()] = own if known is None else f"{known}, {own}"
    return Response(int(status[1]), headers, end.end())


def body_of(response: Response, body: bytes) -> bytes:
    """The page as the server meant it; CodingError where that cannot be had."""
    content = body
    if "chunked" in response.headers.get("transfer-encoding", "").lower():
        content = _unchunked(content)
    codings = response.headers.get("content-encoding", "").lower().split(",")
    for coding in reversed([one.strip() for one in codings]):
        content = _undone(content, coding)
    if len(content) > LARGEST:
        raise SizeError(f"it has over {LARGEST >> 20} MB")
    return content


def _unchunked(body: bytes) -> bytes:
    parts: list[bytes] = []
    at = 0
    while (size := _CHUNK.match(body, at)) is not None:
        length, start = int(size[1], 16), size.end()
        if length == 0:
            return b"".join(parts)
        if start + length > len(body):
            raise CodingError("its last chunk is cut off")
        parts.append(body[start : start + length])
        at = start + length
        at += 2 if body[at : at + 2] == b"\r\n" else body[at : at + 1] == b"\n"
    if not at:
        return body
    raise CodingError("a chunk has no length" if at < len(body) else "its last chunk is missing")


def _undone(body: bytes, coding: str) -> bytes:
    if not body:
        return body
    match coding:
        case "" | "identity" | "none" | "utf-8":
            return body
        case "gzip" | "x-gzip":
            return _inflated(body, 31) if body.startswith(_GZIP) else body
        case "deflate":
            return _deflated(body)
        case "br":
            return _brotli(body)
        case "zstd":
            return _zstd(body) if body.startswith(_ZSTD) else body
    raise CodingError(f"nothing here can undo {coding[:40]!r}")


def _inflated(body: bytes, window: int) -> bytes:
    machine = zlib.decompressobj(window)
    try:
        content = machine.decompress(body, LARGEST + 1)
    except zlib.error as error:
        raise CodingError(str(error)) from error
    if len(content) > LARGEST:
        raise SizeError(f"it has over {LARGEST >> 20} MB")
    if not machine.eof:
        raise CodingError("its compressed body is cut off")
    return content


def _deflated(body: bytes) -> bytes:
    """As zlib, as the standard has it, or bare, as half of all servers had it."""
    for window in (15, -15):
        try:
            return _inflated(body, window)
        except SizeError:
            raise
        except CodingError:
            continue
    if body.lstrip()[:1] == b"<":
        return body
    raise CodingError("it is no deflated body")


def _brotli(body: bytes) -> bytes:
    from fastwarc.stream_io import BrotliReader  # noqa: PLC0415  of the extra `warc`

    try:
        return _drained(BrotliReader(BytesIO(body)))
    except CodingError as error:
        # A body of HTML is no Brotli: its first byte asks for a window that does not exist.
        if body.lstrip()[:1] == b"<" and not isinstance(error, SizeError):
            return body
        raise


def _zstd(body: bytes) -> bytes:
    from fastwarc.stream_io import ZstdReader  # noqa: PLC0415  of the extra `warc`

    return _drained(ZstdReader(BytesIO(body)))


def _drained(reader: "BrotliReader | ZstdReader") -> bytes:
    """All that comes out of a reader, which gives it in pieces."""
    parts: list[bytes] = []
    size = 0
    try:
        while part := reader.read(LARGEST + 1 - size):
            parts.append(part)
            size += len(part)
            if size > LARGEST:
                raise SizeError(f"it has over {LARGEST >> 20} MB")
    except OSError as error:
        raise CodingError(str(error)) from error
    return b"".join(parts)
