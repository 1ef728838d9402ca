"""All diffs of a page as one packed block, which the file's script unpacks."""

import base64
import gzip
import json
from typing import Final

import msgspec

from boilerbench.sidebyside import PageDiff
from boilerbench.visible import visible

LEVEL: Final = 6
"""How hard it is packed: 9 takes twice the time for blocks that are 3 % smaller."""


class Block(msgspec.Struct, frozen=True):
    """All diffs of a page: place of the system, verdict in words, diff."""

    url: str | None
    diffs: tuple[tuple[int, str, PageDiff], ...]


def packed(block: Block) -> str:
    """A block as gzip in base64; the same for the same block."""
    try:
        content = visible(msgspec.json.encode(block).decode()).encode()
    except UnicodeEncodeError:  # a lone surrogate, which JSON can hold when it is escaped
        content = json.dumps(msgspec.to_builtins(block)).encode()
    return base64.b64encode(gzip.compress(content, LEVEL, mtime=0)).decode()
