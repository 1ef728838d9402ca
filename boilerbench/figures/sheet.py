"""A sheet to draw a figure on, with matplotlib: measured in points from its lower left corner.

The only module that imports the chart library, so nobody else may import it but to draw.
"""

import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure as Canvas
from matplotlib.ft2font import FT2Font
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from boilerbench.figures.boxes import Box
from boilerbench.figures.labels import Anchor
from boilerbench.figures.links import Link
from boilerbench.figures.palette import GRID, INK, MUTED, PAPER, colour_of, shape_of

SMALL: Final = 7.0
SIZE: Final = 8.0
"""Font sizes in points, of a page 175 mm wide."""
MARK: Final = 5.5
"""How wide a mark is."""

QUIET: Final = "quiet"
DOTS: Final = "dots:"
"""What a drawing tells of its parts: let clicks through; are circles of a radius."""

FONTS: Final = (
    "DejaVu Sans",
    *("Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "PingFang SC"),
    *("Hiragino Sans", "Noto Sans Arabic", "Noto Sans Hebrew"),
)
"""The first comes with matplotlib; the others are for what it has no letters for."""

SETTINGS: Final[dict[str, Any]] = {
    "axes.edgecolor": MUTED,
    "axes.formatter.use_mathtext": False,
    "axes.labelcolor": INK,
    "axes.labelsize": SIZE,
    "axes.linewidth": 0.6,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.unicode_minus": False,
    "font.size": SIZE,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "lines.markersize": MARK,
    "svg.fonttype": "none",
    "svg.hashsalt": "boilerbench",
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": MUTED,
    "xtick.labelcolor": INK,
    "xtick.labelsize": SMALL,
    "ytick.color": MUTED,
    "ytick.labelcolor": INK,
    "ytick.labelsize": SMALL,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """An empty sheet and the links of what is drawn on it, each named in the drawing by its place.

    Without `linked` no mark leads anywhere: a PDF has no page to lead to.
    """

    width: float
    height: float
    canvas: Canvas
    linked: bool
    links: list[Link] = field(default_factory=list)

    def axes(self, box: Box) -> Axes:
        """Axes that fill a rectangle, ticks and labels outside it."""
        left, bottom = box.left / self.width, box.bottom / self.height
        width = (box.right - box.left) / self.width
        height = (box.top - box.bottom) / self.height
        axes = self.canvas.add_axes((left, bottom, width, height))
        axes.patch.set_visible(False)
        axes.set_axisbelow(True)
        axes.tick_params(length=2.5, width=0.6)
        return axes

    def paper(self, *, under: bool = False) -> Axes:
        """Axes over the whole sheet, in its points: above all drawn so far, or under everything."""
        axes = self.canvas.add_axes((0, 0, 1, 1), zorder=-1 if under else 0)
        axes.set_axis_off()
        axes.set_xlim(0, self.width)
        axes.set_ylim(0, self.height)
        return axes

    def link(self, link: Link | None) -> str | None:
        """What matplotlib is told of a link."""
        if link is None or not self.linked:
            return None
        self.links.append(link)
        return f"link:{len(self.links) - 1}"

    def text(
        self,
        at: tuple[float, float],
        text: str,
        *,
        anchor: Anchor = "left",
        size: float = SIZE,
        colour: str = INK,
        link: Link | None = None,
        turned: float = 0,
        quiet: bool = False,
    ) -> None:
        """A line of text, its middle at the height of a point; a quiet one lets clicks through."""
        drawn = self.canvas.text(
            at[0] / self.width, at[1] / self.height, text,
            ha=anchor, va="center_baseline", rotation=turned, rotation_mode="anchor",
            color=colour, fontsize=size, gid=QUIET if quiet else None,
        )  # fmt: skip  # place, then way, then looks
        drawn.set_url(self.link(link))

    def marks(
        self,
        axes: Axes,
        points: Sequence[tuple[float, float]],
        place: int,
        links: Sequence[Link],
        *,
        size: float = MARK,
        hollow: bool = False,
    ) -> None:
        """Marks of the extractor at a place, each with its link."""
        colour = colour_of(place)
        drawn = axes.scatter(
            [x for x, _ in points], [y for _, y in points],
            s=size**2, marker=shape_of(place), linewidths=0.8, clip_on=False, zorder=3,
            facecolors="none" if hollow else colour, edgecolors=colour,
        )  # fmt: skip  # data, then looks
        drawn.set_urls([self.link(link) for link in links])

    def dots(
        self,
        axes: Axes,
        points: Sequence[tuple[float, float]],
        colour: str,
        links: Sequence[Link],
        *,
        size: float,
    ) -> None:
        """Round dots of one colour, each with its link."""
        drawn = axes.scatter(
            [x for x, _ in points], [y for _, y in points],
            s=size**2, marker="o", linewidths=0, clip_on=False, zorder=3, facecolors=colour,
        )  # fmt: skip  # data, then looks
        drawn.set_gid(f"{DOTS}{size / 2}")
        drawn.set_urls([self.link(link) for link in links])

    def lines(
        self,
        axes: Axes,
        lines: Sequence[Sequence[tuple[float, float]]],
        colour: str,
        width: float = 0.9,
    ) -> None:
        """Several lines of one colour."""
        axes.add_collection(
            LineCollection(lines, colors=colour, linewidths=width, zorder=2), autolim=False
        )

    def cell(self, box: Box, colour: str, depth: float, link: Link) -> None:
        """A rectangle filled so far from 0 to 1, with a fine rim."""
        drawn = Rectangle(
            (box.left / self.width, box.bottom / self.height),
            (box.right - box.left) / self.width, (box.top - box.bottom) / self.height,
            facecolor=(colour, depth), edgecolor=GRID, linewidth=0.5,
            transform=self.canvas.transFigure,
        )  # fmt: skip  # place, size, looks
        drawn.set_url(self.link(link))
        self.canvas.add_artist(drawn)


def saved(sheet: Sheet, form: str, dpi: int, metadata: Mapping[str, None]) -> bytes:
    """The sheet in a format, within its `sheet_of`.

    A PDF embeds TrueType, which journals ask for; where it has letters of another font it embeds
    outlines, as most fonts of Chinese are no TrueType and would be missing.
    """
    beyond = form == "pdf" and not _first_font_has_all(sheet.canvas)
    mpl.rcParams["pdf.fonttype"] = 3 if beyond else 42
    file = io.BytesIO()
    sheet.canvas.savefig(file, format=form, dpi=dpi, metadata=dict(metadata))
    return file.getvalue()


def _first_font_has_all(canvas: Canvas) -> bool:
    known = FT2Font(font_manager.findfont(FONTS[0])).get_charmap()
    drawn = (one for one in canvas.findobj(Text) if isinstance(one, Text))
    return all(ord(letter) in known for one in drawn for letter in one.get_text())


@contextmanager
def sheet_of(width: float, height: float, *, linked: bool) -> Iterator[Sheet]:
    """An empty sheet; our settings hold while it is drawn and saved, whatever the user's are."""
    with mpl.rc_context(), warnings.catch_warnings():
        # A name in letters that no font here has: the picture shows boxes, an SVG the letters.
        warnings.filterwarnings("ignore", "Glyph .* missing")
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)  # type: ignore[arg-type]  # it wants literal keys
        mpl.rcParams["font.family"] = _fonts()
        canvas = Canvas(figsize=(width / 72, height / 72), facecolor=PAPER)
        canvas.patch.set_visible(not linked)
        yield Sheet(width, height, canvas, linked)


def _fonts() -> list[str]:
    """The fonts of ours that the machine has: matplotlib warns of each that is missing."""
    known = {font.name for font in font_manager.fontManager.ttflist}
    return [name for name in FONTS if name in known]
