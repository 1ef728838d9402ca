"""Finding the data folders in both layouts."""

from pathlib import Path

import pytest

from boilerbench import shipped as room
from boilerbench.errors import DataError
from boilerbench.shipped import shipped


def test_the_checkout_has_both_folders() -> None:
    """In a checkout the folders lie beside the package."""
    assert (shipped("extractors") / "trafilatura.py").is_file()
    assert shipped("corpus").is_dir()


def test_a_wheel_has_them_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder inside the package wins over one beside it: site-packages may hold a `corpus`."""
    package = tmp_path / "boilerbench"
    (package / "corpus").mkdir(parents=True)
    (tmp_path / "corpus").mkdir()
    monkeypatch.setattr(room, "_PACKAGE", package)
    assert shipped("corpus") == package / "corpus"


def test_a_broken_installation_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the folder the error names it and how to mend the installation."""
    monkeypatch.setattr(room, "_PACKAGE", tmp_path / "boilerbench")
    with pytest.raises(DataError, match="no folder 'extractors'"):
        shipped("extractors")
