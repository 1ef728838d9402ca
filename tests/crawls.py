"""WARC records as crawlers write them, for tests: one function a record."""

import gzip
from collections.abc import Iterable
from pathlib import Path

HTML = (
    "<!doctype html><html lang=en><head><title>{0}</title></head><body><nav>Home World</nav>\n"
    "<article><p>{1}</p></article></body></html>"
)


def html(number: int, text: str = "The ferry left the harbour at dawn.") -> bytes:
    return HTML.format(f"Page {number}", f"{text} Number {number}.").encode()


def response(
    body: bytes,
    url: str = "https://www.site.example/page",
    *,
    number: int = 1,
    kind: str = "response",
    headers: Iterable[str] = ("Content-Type: text/html",),
    status: str = "HTTP/1.1 200 OK",
    length: object = None,
    more: Iterable[str] = (),
) -> bytes:
    """A record around an HTTP message; `length` is what it says it is, if not the truth."""
    block = "\r\n".join([status, *headers, "", ""]).encode("latin-1") + body
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        *([f"WARC-Target-URI: {url}"] if url else []),
        "WARC-Date: 2026-01-02T03:04:05Z",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>",
        "Content-Type: application/http; msgtype=response",
        *more,
        f"Content-Length: {len(block) if length is None else length}",
        "",
        "",
    ]
    return "\r\n".join(lines).encode() + block + b"\r\n\r\n"


def pages(count: int) -> list[bytes]:
    """So many records of pages on several sites."""
    return [
        response(html(n), f"https://www.site{n % 7}.example/{n}", number=n) for n in range(count)
    ]


def gzipped(records: Iterable[bytes]) -> list[bytes]:
    return [gzip.compress(record, 6, mtime=0) for record in records]


def write(file: Path, records: Iterable[bytes]) -> Path:
    file.write_bytes(b"".join(records))
    return file
