"""Figures as files: four of each, whole, named by part and figure."""

import csv
import io
import re
import struct
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from boilerbench.errors import UsageError
from boilerbench.figures import figures_of, svg_of, write_figures
from boilerbench.figures.drawing import printed
from tests.figures.reports import changed, report
from tests.figures.stresses import with_stress


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Path, ...]]:
    folder = tmp_path_factory.mktemp("made") / "deep" / "figures"
    return folder, write_figures(with_stress(changed(report())), folder)


def test_every_figure_is_four_files(written: tuple[Path, tuple[Path, ...]]) -> None:
    """SVG, PNG, PDF and CSV of each, and nothing else in the folder."""
    folder, paths = written
    names = {path.name for path in folder.iterdir()}
    assert names == {path.name for path in paths}
    assert {
        "all-intervals.svg",
        "all-breakdown-type.pdf",
        "runs-changes.csv",
        "stress-kept.png",
    } <= names
    assert len(names) == 11 * 4


def test_a_png_has_two_dots_for_each_pixel(written: tuple[Path, tuple[Path, ...]]) -> None:
    """175 mm at 192 dots an inch."""
    content = (written[0] / "all-intervals.png").read_bytes()
    width, _ = struct.unpack(">II", content[16:24])
    assert width == pytest.approx(175 / 25.4 * 192, abs=2)
    assert b"Software" not in content


def test_a_pdf_embeds_its_letters_and_no_date(written: tuple[Path, tuple[Path, ...]]) -> None:
    """TrueType, as journals want it; and the same bytes tomorrow."""
    content = (written[0] / "all-intervals.pdf").read_bytes()
    parts = [content]
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            parts.append(zlib.decompress(found[1]))
        except zlib.error:
            continue
    whole = b"".join(parts)
    assert b"/FontFile2" in whole
    assert b"/Type3" not in whole
    assert b"CreationDate" not in whole
    assert b"/URI" not in whole


def test_a_pdf_has_letters_of_any_script() -> None:
    """Letters that the embedded face lacks are drawn from another font of the machine."""
    contents = report(("alpha", "漢字"))
    content = printed(figures_of(contents, contents.parts[0])[0], "pdf")
    assert b"/Type3" in content


def test_data_stand_beside_the_picture(written: tuple[Path, tuple[Path, ...]]) -> None:
    """A CSV with the numbers that are drawn, in full precision."""
    text = (written[0] / "all-quality-speed.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["extractor", "f1", "mean_cpu_ms", "on_front"]
    assert rows[1] == ["alpha 1.0", "0.95", "64.0", "1"]


def test_the_same_report_writes_the_same_files(
    written: tuple[Path, tuple[Path, ...]], tmp_path: Path
) -> None:
    """Byte by byte, in all four formats."""
    for path in write_figures(with_stress(changed(report())), tmp_path):
        assert path.read_bytes() == (written[0] / path.name).read_bytes(), path.name


def test_what_cannot_be_drawn_is_no_file(tmp_path: Path) -> None:
    """A figure with nothing to show is left out, and asking for it anyway is told why."""
    contents = report(times={})
    write_figures(contents, tmp_path)
    assert not list(tmp_path.glob("*quality-speed*"))
    absent = next(
        one for one in figures_of(contents, contents.parts[0]) if one.key == "quality-speed"
    )
    with pytest.raises(UsageError, match="There is no figure 'quality-speed': No extractor has"):
        svg_of(absent)


def test_a_set_named_like_a_path_stays_in_the_folder(tmp_path: Path) -> None:
    """Whatever a set is called, its files lie in the folder."""
    contents = report()
    part = replace(contents.parts[0], key="../../etc/\x00passwd")
    write_figures(replace(contents, parts=(part,)), tmp_path / "here")
    assert [path.name for path in tmp_path.iterdir()] == ["here"]


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    """The error names the path and what to do."""
    (tmp_path / "file").write_text("taken", encoding="utf-8")
    with pytest.raises(UsageError, match=r"cannot be written .*: name another folder"):
        write_figures(report(), tmp_path / "file")


def test_without_the_library_the_extra_is_named() -> None:
    """One sentence says what is missing and what to type; all but drawing works without it."""
    program = (
        "import sys\n"
        "sys.modules['matplotlib'] = None\n"
        "from tests.figures.reports import report\n"
        "from boilerbench.errors import UsageError\n"
        "from boilerbench.figures import figures_of, svg_of\n"
        "contents = report()\n"
        "figure = figures_of(contents, contents.parts[0])[0]\n"
        "assert figure.description and figure.table()\n"
        "try:\n"
        "    svg_of(figure)\n"
        "except UsageError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == (
        "Figures are drawn by matplotlib, which is not installed here: "
        "pip install 'boilerbench[report]'.\n"
    )


def test_nothing_but_drawing_imports_the_library() -> None:
    """`boilerbench.figures` and the command line start without the chart library."""
    program = (
        "import sys, boilerbench.cli, boilerbench.figures\nsys.exit('matplotlib' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
