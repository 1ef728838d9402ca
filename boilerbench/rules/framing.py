"""Messages between this process and one that looks for elements: a length, then MessagePack."""

import struct
from typing import BinaryIO, Final, TypeAlias

import msgspec

from boilerbench.rules.model import Rule
from boilerbench.rules.pruning import Pruned

_LENGTH: Final = struct.Struct(">I")


class Work(msgspec.Struct, frozen=True, tag="work"):
    """A page to be pruned, as `prune` takes it."""

    content: bytes
    charset: str | None = None
    url: str | None = None
    only: tuple[int, ...] | None = None
    skipped: tuple[int, ...] = ()


class Rules(msgspec.Struct, frozen=True, tag="rules"):
    """The rules of all pages that follow."""

    rules: tuple[Rule, ...]


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """The rules are compiled, and pages may come."""


class Began(msgspec.Struct, frozen=True, tag="began"):
    """The rule that is looked for from now on, by its place among the rules."""

    rule: int


class Done(msgspec.Struct, frozen=True, tag="done"):
    """What came of a page."""

    pruned: Pruned


Asked: TypeAlias = Rules | Work
Told: TypeAlias = Ready | Began | Done

_ASKED: Final = msgspec.msgpack.Decoder(Asked)
_TOLD: Final = msgspec.msgpack.Decoder(Told)


def framed(message: Asked | Told) -> bytes:
    """A message as bytes."""
    body = msgspec.msgpack.encode(message)
    return _LENGTH.pack(len(body)) + body


def read_asked(stream: BinaryIO) -> Asked | None:
    """The next message to the process; None at the end."""
    body = _read(stream)
    return None if body is None else _ASKED.decode(body)


def taken(buffer: bytearray) -> Told | None:
    """The first message of the process in a buffer, which is taken from it, if it is whole."""
    if len(buffer) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(buffer[: _LENGTH.size])
    end = _LENGTH.size + size
    if len(buffer) < end:
        return None
    body = bytes(buffer[_LENGTH.size : end])
    del buffer[:end]
    return _TOLD.decode(body)


def _read(stream: BinaryIO) -> bytes | None:
    length = stream.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        return None
    return stream.read(_LENGTH.unpack(length)[0])
