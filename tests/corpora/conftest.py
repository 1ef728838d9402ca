"""What tests of fetching need: a folder for data, and a corpus in a repository of their own."""

from pathlib import Path

import pytest

from boilerbench.corpora.public import PUBLIC, Public
from tests.publishing import PAGES, publish


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of fetched corpora; not made yet."""
    monkeypatch.setenv("BOILERBENCH_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def tiny(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Public:
    """A corpus of two pages that the catalogue names `tiny`."""
    entry = publish(tmp_path / "origin", PAGES)
    monkeypatch.setitem(PUBLIC, "tiny", entry)
    return entry
