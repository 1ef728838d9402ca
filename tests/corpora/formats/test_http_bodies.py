"""What crawlers store of a response: codings undone, or told that they cannot be."""

import gzip
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.corpora.formats import http_bodies
from boilerbench.corpora.formats.http_bodies import CodingError, SizeError, body_of, parsed_head

BODY = b"<p>The ferry left the harbour at dawn.</p>" * 20


def _undone(body: bytes, **headers: str) -> bytes:
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    message = "\r\n".join(["HTTP/1.1 200 OK", *lines, "", ""]).encode() + body
    head = parsed_head(message)
    assert head is not None
    return body_of(head, message[head.body :])


def _chunked(body: bytes, size: int) -> bytes:
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    chunks = b"".join(b"%x;ext=1\r\n%s\r\n" % (len(part), part) for part in parts)
    return chunks + b"0\r\nTrailer: x\r\n\r\n"


def _written(kind: str, body: bytes) -> bytes:
    from fastwarc import stream_io

    out = BytesIO()
    writer = getattr(stream_io, kind)(out)
    writer.write(body)
    writer.close()
    return out.getvalue()


@given(st.binary(min_size=1), st.integers(1, 50))
def test_chunks_are_put_together(body: bytes, size: int) -> None:
    """A body in chunks of any size is what it was."""
    assert _undone(_chunked(body, size), Transfer_Encoding="chunked") == body


PACKED = {
    "gzip": gzip.compress(BODY),
    "x-gzip": gzip.compress(BODY),
    "deflate": zlib.compress(BODY),
    "Deflate": zlib.compress(BODY, wbits=-15),
    "br": _written("BrotliWriter", BODY),
    "zstd": _written("ZstdWriter", BODY),
    "identity": BODY,
    "deflate, gzip": gzip.compress(zlib.compress(BODY)),
}


# By name, as a test is called by its values, and gzip writes down when it packed.
@pytest.mark.parametrize(("coding", "packed"), PACKED.items(), ids=PACKED)
def test_codings_are_undone_and_cut_bodies_told(coding: str, packed: bytes) -> None:
    """Each coding gives the body back, also in chunks; cut off it is an error, not half a page."""
    assert _undone(packed, Content_Encoding=coding) == BODY
    both = {"Content_Encoding": coding, "Transfer_Encoding": "chunked"}
    assert _undone(_chunked(packed, 100), **both) == BODY
    assert _undone(b"", Content_Encoding=coding) == b""
    if coding != "identity":
        with pytest.raises(CodingError):
            _undone(packed[: len(packed) - 9], Content_Encoding=coding)
        with pytest.raises(CodingError):
            _undone(packed[:4] + b"\xff" * 30, Content_Encoding=coding)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_what_was_undone_already_stays(coding: str) -> None:
    """Many crawlers store the page itself under the headers of the wire."""
    assert _undone(BODY, Content_Encoding=coding, Transfer_Encoding="chunked") == BODY


def test_chunks_that_are_cut_off_are_told() -> None:
    """A chunk without its end, its length or a last chunk is an error."""
    whole = _chunked(BODY, 100)
    for cut in (50, len(whole) - 20, 107 + 4):
        with pytest.raises(CodingError, match="chunk"):
            _undone(whole[:cut], Transfer_Encoding="chunked")
    with pytest.raises(CodingError, match="no length"):
        _undone(whole[:110] + b"zz" + whole[112:], Transfer_Encoding="chunked")


def test_an_unknown_coding_is_told() -> None:
    """A coding that nobody here knows makes the page unreadable."""
    with pytest.raises(CodingError, match="'sdch'"):
        _undone(BODY, Content_Encoding="sdch")


@pytest.mark.parametrize("kind", ["gzip", "deflate", "br", "zstd", "identity"])
def test_small_bodies_that_unpack_to_huge_ones_are_stopped(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No page is larger than the bound, whatever its coding."""
    monkeypatch.setattr(http_bodies, "LARGEST", 1000)
    zeros = bytes(5000)
    packed = {
        "gzip": gzip.compress(zeros),
        "deflate": zlib.compress(zeros),
        "br": _written("BrotliWriter", zeros),
        "zstd": _written("ZstdWriter", zeros),
        "identity": zeros,
    }
    with pytest.raises(SizeError):
        _undone(packed[kind], Content_Encoding=kind)


def test_heads_are_read_as_they_come() -> None:
    """Names in any case, lines ended by LF alone, headers twice; what is no head is None."""
    head = parsed_head(b"HTTP/1.1 200\nCONTENT-TYPE: Text/HTML;Charset='UTF-8'\nX: 1\nx: 2\n\nb")
    assert head is not None
    assert (head.is_html, head.charset, head.headers["x"], head.body) == (True, "utf-8", "1, 2", 64)
    assert parsed_head(b"HTTP/1.1 200 OK\r\nContent-Type: text/html") is None
    assert parsed_head(b"") is None
    assert parsed_head(b"GET / HTTP/1.1\r\n\r\n") is None
