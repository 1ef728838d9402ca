"""What a figure is: its own data, in words, as rows and drawn."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

from boilerbench.digests import short_digest

if TYPE_CHECKING:  # drawing needs the chart library; saying what is drawn does not
    from boilerbench.figures.sheet import Sheet

Entry: TypeAlias = str | int | float | None
Table: TypeAlias = tuple[Sequence[str], Sequence[Sequence[Entry]]]


class Figure(Protocol):
    """A picture of one part of a report, or of a comparison.

    `key` names it among those of its part, `place` the part. `absent` is a sentence where there is
    nothing to draw: then only it and the title are of use.
    """

    @property
    def key(self) -> str:
        """Its name among the figures of a part."""
        ...

    @property
    def place(self) -> str:
        """The key of the part it is of."""
        ...

    @property
    def title(self) -> str:
        """What stands above it."""
        ...

    @property
    def description(self) -> str:
        """What is seen, in words and numbers."""
        ...

    @property
    def absent(self) -> str | None:
        """Why there is nothing to draw; None where there is."""
        ...

    def table(self) -> Table:
        """Headers and rows: the numbers that are drawn."""
        ...

    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        ...

    def draw(self, sheet: "Sheet") -> None:
        """Draw it on an empty sheet of its size."""
        ...


def name_of(figure: Figure) -> str:
    """The name of its files and the start of its ids: letters, digits, `-`, `_` and `.` alone."""
    return f"{slug(figure.place)}-{slug(figure.key)}"


def slug(text: str) -> str:
    """A text as part of a file name; where letters were lost, with a digest that tells it apart."""
    kept = re.sub(r"[^A-Za-z0-9_.]+", "-", text).strip("-.")[:60]
    return (
        kept if kept == text else f"{kept or 'x'}-{short_digest(text.encode(errors='replace'))[:8]}"
    )
