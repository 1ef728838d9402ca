"""A figure as the bytes of each format; the chart library is imported here, when first drawn."""

from typing import Final, Literal, TypeAlias

from boilerbench.errors import UsageError
from boilerbench.figures.figure import Figure, name_of
from boilerbench.figures.links import Link
from boilerbench.figures.names import harmless

Printed: TypeAlias = Literal["png", "pdf"]

PIXELS: Final = 192
"""Dots per inch of a PNG: two for each pixel of a page."""
UNDATED: Final[dict[str, dict[str, None]]] = {
    "svg": {"Date": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
"""What is not written, so that the same figure is the same bytes on every day."""


def svg_of(figure: Figure) -> str:
    """The figure as an SVG element for an HTML page; its ids begin with its name.

    Raises UsageError where the chart library is not installed, or there is nothing to draw.
    """
    drawn, links = _drawn(figure, "svg", linked=True)
    from boilerbench.figures.svg import inlined  # noqa: PLC0415  # imports the chart library

    return inlined(drawn, name_of(figure), *_words(figure), links)


def svg_file(figure: Figure) -> bytes:
    """The figure as an SVG file of its own. Raises as `svg_of` does."""
    drawn, links = _drawn(figure, "svg", linked=True)
    from boilerbench.figures.svg import standing_alone  # noqa: PLC0415  # imports the chart library

    return standing_alone(drawn, name_of(figure), *_words(figure), links).encode()


def printed(figure: Figure, form: Printed) -> bytes:
    """The figure as PNG or PDF. Raises as `svg_of` does."""
    return _drawn(figure, form, linked=False)[0]


def _words(figure: Figure) -> tuple[str, str]:
    return harmless(figure.title), harmless(figure.description)


def _drawn(figure: Figure, form: str, *, linked: bool) -> tuple[bytes, list[Link]]:
    if figure.absent is not None:
        raise UsageError(f"There is no figure {figure.key!r}: {figure.absent}")
    try:
        from boilerbench.figures.sheet import saved, sheet_of  # noqa: PLC0415  # imports the chart library
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "matplotlib":
            raise
        raise UsageError(
            "Figures are drawn by matplotlib, which is not installed here: "
            "pip install 'boilerbench[report]'."
        ) from error
    with sheet_of(*figure.size(), linked=linked) as sheet:
        figure.draw(sheet)
        return saved(sheet, form, PIXELS, UNDATED[form]), sheet.links
