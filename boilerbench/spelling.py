"""What somebody meant who misspelt a name."""

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like this one, upper and lower case alike; None where none is like it.

    Likeness is `difflib`'s ratio of matching characters, and at least 0.6.
    """
    folded = {one.casefold(): one for one in known}
    near = difflib.get_close_matches(name.casefold(), folded, n=1)
    return folded[near[0]] if near else None


def suggestion(name: str, known: Iterable[str]) -> str:
    """How a sentence on an unknown name ends: "; did you mean 'x'?", or a full stop."""
    near = nearest(name, known)
    return "." if near is None else f"; did you mean {near!r}?"
