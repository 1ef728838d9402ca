"""Numbers in sentences, and foreign text on a terminal."""

import re

# All that moves a cursor, rings or retitles: C0, DEL and C1, but no tab and line feed.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def counted(number: int, thing: str) -> str:
    """`1 page`, `8 pages`, `no fault`."""
    if number == 0:
        return f"no {thing}"
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def harmless(text: str) -> str:
    """Foreign text with every control character a terminal would obey as U+FFFD."""
    return _CONTROLS.sub("\ufffd", text)
