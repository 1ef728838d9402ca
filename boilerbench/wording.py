"""Numbers in sentences, and foreign text in them: on a terminal, without secrets, cut."""

import re
import textwrap
from typing import Final

WIDTH: Final = 100
"""Columns of the terminal that lines and tables may take."""

# All that moves a cursor, rings or retitles: C0, DEL and C1, but no tab and line feed.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SECRET = re.compile(r"(?<=://)[^/@\s]+@")
_LONGEST = 600


def counted(number: int, thing: str) -> str:
    """`1 page`, `8 pages`, `no fault`."""
    if number == 0:
        return f"no {thing}"
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def harmless(text: str) -> str:
    """Foreign text with every control character a terminal would obey as U+FFFD."""
    return _CONTROLS.sub("\ufffd", text)


def without_secrets(text: str) -> str:
    """Text whose addresses name no user and no password."""
    return _SECRET.sub("", text)


def cut(text: str) -> str:
    """A foreign sentence, ended with an ellipsis after 600 characters."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def wrapped(paragraph: str) -> list[str]:
    """Its lines, at most 100 columns wide where no word is longer."""
    indent = "    " if paragraph.startswith("  ") else "  "
    return textwrap.wrap(
        paragraph, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
