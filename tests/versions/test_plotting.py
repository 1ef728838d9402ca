"""A sweep as a picture."""

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from boilerbench.errors import UsageError
from boilerbench.versions.plotting import check_plot, drawn, write_plot
from boilerbench.versions.results import Sweep
from tests.versions.stored import FAILED, GOOD, HALF, UNAVAILABLE, sweep_of

MakeCorpus = Callable[..., Path]


@pytest.fixture
def found(tmp_path: Path, make_corpus: MakeCorpus) -> Sweep:
    each = {"1.0": GOOD, "1.1": HALF, "1.2": UNAVAILABLE, "1.3": FAILED}
    versions = {name: {"page0": one, "page1": one} for name, one in each.items()}
    return sweep_of(tmp_path, make_corpus(2), versions)


def test_a_picture_has_three_panels_and_every_version(found: Sweep) -> None:
    """Text stays text: panels and versions are named, and what could not be had says so."""
    pytest.importorskip("matplotlib")
    tree = etree.fromstring(drawn(found, "svg"))
    words = {"".join(one.itertext()).strip() for one in tree.iter("{*}text")}
    assert {"f1, 95 %", "CPU, relative", "pages failed"} <= words
    assert {"1.0", "1.1", "1.2 (none)", "1.3"} <= words


def test_the_same_sweep_is_the_same_bytes(found: Sweep, tmp_path: Path) -> None:
    """No date and no random id is in a picture."""
    pytest.importorskip("matplotlib")
    assert drawn(found, "svg") == drawn(found, "svg")
    write_plot(found, tmp_path / "new" / "sweep.png")
    assert (tmp_path / "new" / "sweep.png").read_bytes().startswith(b"\x89PNG")


def test_many_versions_are_written_aslant(tmp_path: Path, make_corpus: MakeCorpus) -> None:
    """Names of more than a dozen versions would cover each other side by side."""
    pytest.importorskip("matplotlib")
    versions = {f"1.{n}": {"page0": GOOD} for n in range(13)}
    picture = drawn(sweep_of(tmp_path, make_corpus(1), versions), "svg")
    assert b"rotate(-60" in picture


def test_what_cannot_be_drawn_is_refused_before_anything_runs(
    found: Sweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another format, a file below a file, and a missing library are one sentence each."""
    check_plot(None)
    with pytest.raises(UsageError, match=r"writes \.svg or \.png"):
        check_plot(tmp_path / "sweep.pdf")
    (tmp_path / "file").touch()
    pytest.importorskip("matplotlib")
    check_plot(tmp_path / "sweep.svg")
    with pytest.raises(UsageError, match="name another file"):
        write_plot(found, tmp_path / "file" / "sweep.svg")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(UsageError, match=r"pip install 'boilerbench\[report\]'"):
        check_plot(tmp_path / "sweep.svg")
