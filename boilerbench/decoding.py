"""Bytes of a page as text: in which encoding, and what settled that."""

import codecs
import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

import webencodings

from boilerbench.prescan import PRESCAN, meta_labels

Declaration: TypeAlias = Literal["bom", "http", "meta", "utf-8", "detector", "fallback"]
"""What settled an encoding; `utf-8`: nothing was declared and the bytes are valid UTF-8."""

DETECTED = 65_536  # bytes shown to the detector


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text, the encoding it was read in (its WHATWG name, if any), and why that one."""

    text: str
    encoding: str
    how: Declaration


_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16le"), (b"\xfe\xff", "utf-16be"))
# What surrounds bytes beyond ASCII: markup and scripts would only drown the language in English.
_FOREIGN = re.compile(rb"[^<>]{0,64}[\x80-\xff][^<>]{0,256}")


def decode(content: bytes, charset: str | None = None) -> Decoded:
    """A page's bytes as text: byte order mark, HTTP `charset`, meta, UTF-8 if valid, detector.

    Source: the WHATWG encoding and HTML standards. A meta element after the first 1,024 bytes
    counts as long as it stands in the head: a browser re-reads the page when it meets one, and
    one page in nine to four declares its encoding only there. Declared UTF-16 in a meta is UTF-8,
    as the standard has it. Encodings which the standard replaces by one U+FFFD (HZ, ISO-2022-KR)
    are left to the detector, because a page that is lost measures nothing.
    Bytes that do not fit become U+FFFD; NUL and other controls stay. Never raises.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return Decoded(content[len(mark) :].decode(name, "replace"), name, "bom")
    if (declared := _encoding(charset)) is not None:
        return _decoded(content, declared, "http")
    if (declared := _declared_in_meta(content)) is not None:
        return _decoded(content, declared, "meta")
    if b"\x1b" in content and content.isascii():  # ISO-2022-JP is valid UTF-8, and gibberish in it
        return _detected(content)
    try:
        return Decoded(content.decode("utf-8"), "utf-8", "utf-8")
    except UnicodeDecodeError:
        return _detected(content)


def as_utf8(content: bytes, charset: str | None = None) -> bytes:
    """The text that `decode` finds, in UTF-8: the very bytes where they are that already."""
    decoded = decode(content, charset)
    if decoded.encoding == "utf-8" and decoded.how != "bom" and "\ufffd" not in decoded.text:
        return content  # nothing was dropped and nothing replaced
    return decoded.text.encode()


def _decoded(content: bytes, encoding: webencodings.Encoding, how: Declaration) -> Decoded:
    text, _ = encoding.codec_info.decode(content, "replace")
    return Decoded(text, encoding.name, how)


def _encoding(label: str | None) -> webencodings.Encoding | None:
    """The encoding of a label; None for an unknown one and for what the standard replaces."""
    found = webencodings.lookup(label.strip("\"' ")) if label and label.isascii() else None
    return None if found is None or found.name == "replacement" else found


def _declared_in_meta(content: bytes) -> webencodings.Encoding | None:
    """The encoding of the first meta that names one: by the prescan, else anywhere in the head."""
    for part in (content[:PRESCAN], content):
        for label in meta_labels(part):
            if (found := _encoding(label)) is not None:
                swap = {"utf-16le": "utf-8", "utf-16be": "utf-8", "x-user-defined": "windows-1252"}
                return webencodings.lookup(swap.get(found.name, found.name))
    return None


def _detected(content: bytes) -> Decoded:
    import chardet  # noqa: PLC0415  slow to load, and few pages need it

    foreign = b"\n".join(_FOREIGN.findall(content)) or content[content.find(b"\x1b") :]
    name = chardet.detect(foreign[:DETECTED]).get("encoding") or ""
    if (known := _encoding(name)) is not None:
        return _decoded(content, known, "detector")
    try:
        codec = codecs.lookup(name)
    except LookupError:
        codec = codecs.lookup("windows-1252")
    if codec.name in {"cp1252", "utf-7"}:  # UTF-7 would let lone surrogates in
        return Decoded(content.decode("windows-1252", "replace"), "windows-1252", "fallback")
    return Decoded(content.decode(codec.name, "replace"), codec.name, "detector")
