"""How many columns of a terminal a text takes: two for each Chinese letter and most emoji."""

from wcwidth import iter_graphemes, wcswidth


def width(text: str) -> int:
    """The columns of a text of one line; a control character takes none."""
    found = wcswidth(text)
    return found if found >= 0 else sum(max(0, wcswidth(one)) for one in text)


def cut_to(text: str, room: int) -> str:
    """Text in so many columns, with an ellipsis where that is not all of it."""
    if width(text) <= room:
        return text
    kept, taken = "", 0
    for letter in iter_graphemes(text):
        taken += width(letter)
        if taken > room - 1:
            break
        kept += letter
    return f"{kept}…"
