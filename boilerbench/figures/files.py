"""Figures as files for a paper: SVG, PNG and PDF, with what is drawn as CSV beside them."""

from collections.abc import Iterator
from pathlib import Path

from boilerbench.errors import UsageError
from boilerbench.figures.drawing import printed, svg_file
from boilerbench.figures.every import changes_figures, figures_of, stress_figures
from boilerbench.figures.figure import Figure, name_of
from boilerbench.files import replace_file
from boilerbench.report.contents import Contents
from boilerbench.reporting.tables import render


def write_figures(contents: Contents, folder: Path) -> tuple[Path, ...]:
    """Write every figure of a report that has something to draw; the paths of all files.

    The same report gives the same bytes. Each file is written whole or not at all. Raises
    UsageError where the chart library is not installed, or the folder cannot be written to.
    """
    written = []
    for figure in _drawable(contents):
        for ending, content in _files(figure):
            path = folder / f"{name_of(figure)}.{ending}"
            try:
                replace_file(path, content)
            except OSError as error:
                raise UsageError(
                    f"{path} cannot be written ({error.strerror}): name another folder."
                ) from error
            written.append(path)
    return tuple(written)


def _drawable(contents: Contents) -> Iterator[Figure]:
    parts = (figure for part in contents.parts for figure in figures_of(contents, part))
    every = (*parts, *changes_figures(contents), *stress_figures(contents))
    return (one for one in every if one.absent is None)


def _files(figure: Figure) -> Iterator[tuple[str, bytes]]:
    yield "svg", svg_file(figure)
    yield "png", printed(figure, "png")
    yield "pdf", printed(figure, "pdf")
    headers, rows = figure.table()
    yield "csv", render(headers, rows, "csv", ["left"] * len(headers)).encode()
