"""Colours and shapes of pictures: a pair of its own for each of 144 extractors.

Every colour has a contrast of 3:1 or more on white and on near-black, and each is a variable of
the page's style sheet where a picture is inlined.
"""

from typing import Final

SERIES: Final = (
    *("#3a6aa7", "#e15f0a", "#0a7e3a", "#db509c", "#796640", "#a06aec"),
    *("#1e7777", "#e94e5a", "#617209", "#6e7cfd", "#1b7390", "#c958c2"),
)
"""Hues around the circle, a darker and a lighter one by turns."""

SHAPES: Final = ("o", "s", "^", "D", "v", "P", "X", "p", "<", "*", ">", "h")
"""Marks as matplotlib names them."""

INK: Final = "#1a1a1a"
MUTED: Final = "#6b6b6b"
GRID: Final = "#dcdcdd"
HEAT: Final = "#d1495b"
COOL: Final = "#2f6fb0"
PAPER: Final = "#ffffff"

VARIABLES: Final = {
    MUTED: "--figure-muted",
    GRID: "--figure-grid",
    HEAT: "--figure-heat",
    COOL: "--figure-cool",
    PAPER: "--figure-paper",
    **{colour: f"--s{place}" for place, colour in enumerate(SERIES, start=1)},
}
"""The variable that stands for each colour in an inlined picture; ink is `currentColor`."""


def colour_of(place: int) -> str:
    """The colour of the extractor at a place of `Contents.systems`."""
    return SERIES[place % len(SERIES)]


def shape_of(place: int) -> str:
    """The shape of its mark."""
    return SHAPES[(place + place // len(SERIES)) % len(SHAPES)]
