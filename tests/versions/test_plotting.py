"""A sweep as a picture."""

import importlib.util
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from boilerbench.errors import UsageError
from boilerbench.figures.drawing import svg_file
from boilerbench.versions.plotting import History, check_plot, write_plot
from boilerbench.versions.results import Sweep
from tests.versions.stored import FAILED, GOOD, HALF, UNAVAILABLE, sweep_of

MakeCorpus = Callable[..., Path]


@pytest.fixture
def found(tmp_path: Path, make_corpus: MakeCorpus) -> Sweep:
    each = {"1.0": GOOD, "1.1": HALF, "1.2": UNAVAILABLE, "1.3": FAILED}
    versions = {name: {"page0": one, "page1": one} for name, one in each.items()}
    return sweep_of(tmp_path, make_corpus(2), versions)


def _words(picture: bytes) -> set[str]:
    tree = etree.fromstring(picture)
    return {"".join(one.itertext()).strip() for one in tree.iter("{*}text")}


def test_a_picture_has_its_panels_and_every_version(found: Sweep) -> None:
    """Panels and versions are named, what could not be had says so, and an empty panel is not."""
    words = _words(svg_file(History(found)))
    assert {"f1", "pages failed", "1.0", "1.1", "1.2 (none)", "1.3"} <= words
    assert "CPU, relative" not in words  # stored outputs were never timed
    timed = [msgspec.structs.replace(one, cpu_ratio=1.5) for one in found.versions]
    again = msgspec.structs.replace(found, versions=tuple(timed))
    assert "CPU, relative" in _words(svg_file(History(again)))


def test_what_is_drawn_is_told_in_words_and_rows(found: Sweep) -> None:
    """A picture has its numbers as a description, and as the rows of a table."""
    figure = History(found)
    assert figure.title == "reader@1..9 on ferry"
    assert "1.2 unavailable; 1.3 0.000, 2 failed" in figure.description
    headers, rows = figure.table()
    assert [dict(zip(headers, row, strict=True))["failed"] for row in rows] == [0, 0, None, 2]


def test_the_same_sweep_is_the_same_bytes(found: Sweep, tmp_path: Path) -> None:
    """No date and no random id is in a picture."""
    assert svg_file(History(found)) == svg_file(History(found))
    for name, start in (("sweep.png", b"\x89PNG"), ("sweep.svg", b"<")):
        write_plot(found, tmp_path / "new" / name)
        assert (tmp_path / "new" / name).read_bytes().startswith(start)


def test_many_versions_stand_upright(tmp_path: Path, make_corpus: MakeCorpus) -> None:
    """Names that would cover each other side by side are turned."""
    versions = {f"2026.11.{n}": {"page0": GOOD} for n in range(13)}
    figure = History(sweep_of(tmp_path, make_corpus(1), versions))
    few = msgspec.structs.replace(figure.sweep, versions=figure.sweep.versions[:3])
    assert figure.size()[1] > History(few).size()[1]
    assert b"rotate(-90" in svg_file(figure)


def test_a_sweep_of_nothing_has_no_picture(tmp_path: Path, make_corpus: MakeCorpus) -> None:
    """Where no version could be had there is nothing to draw."""
    gone = sweep_of(tmp_path, make_corpus(1), {"1": {"page0": UNAVAILABLE}})
    with pytest.raises(UsageError, match=r"No version ran\."):
        write_plot(gone, tmp_path / "sweep.svg")


def test_a_version_without_a_value_is_told_so(found: Sweep) -> None:
    """A metric that judges no page gives no point."""
    bare = tuple(msgspec.structs.replace(one, scores={}) for one in found.versions)
    figure = History(msgspec.structs.replace(found, versions=bare))
    assert "1.0 no value, 0 failed" in figure.description
    assert "f1" not in _words(svg_file(figure))


def test_what_cannot_be_drawn_is_refused_before_anything_runs(
    found: Sweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another format, a file below a file, and a missing library are one sentence each."""
    check_plot(None)
    with pytest.raises(UsageError, match=r"writes \.svg or \.png"):
        check_plot(tmp_path / "sweep.pdf")
    (tmp_path / "file").touch()
    check_plot(tmp_path / "sweep.svg")
    with pytest.raises(UsageError, match="name another file"):
        write_plot(found, tmp_path / "file" / "sweep.svg")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(UsageError, match=r"pip install 'boilerbench\[report\]'"):
        check_plot(tmp_path / "sweep.svg")
