"""What tests of measuring need: tiny extractors in files, and a corpus to time them on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus

ADAPTER = """# /// script
# dependencies = []
# ///
{code}
"""

WriteExtractor = Callable[[str, str], str]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test writes its measurements into a folder of its own."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def write_extractor(tmp_path: Path) -> WriteExtractor:
    """A function that writes an adapter file and gives its spec."""

    def write(name: str, code: str) -> str:
        file = tmp_path / f"{name}.py"
        file.write_text(ADAPTER.format(code=code), encoding="utf-8")
        return f"{name}={file}"

    return write


@pytest.fixture
def ferry(make_corpus: Callable[..., Path]) -> Corpus:
    """Four pages of two sizes."""
    return open_corpus(str(make_corpus(4)))
