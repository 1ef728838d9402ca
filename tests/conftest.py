"""What several tests need: a small corpus on disk, and the real corpora where they are."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.indexes import Index, published

# A busy machine is no fault of the code: speed is measured in benchmarks/. A change is judged by
# the same examples everywhere; HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("same", deadline=None, derandomize=True, max_examples=50)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

TEST_CORPORA = "BOILERBENCH_TEST_CORPORA"

HTML = """<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head><body>
<nav>Home World Sport</nav>
<h1>{title}</h1>
<p>The ferry left the harbour at dawn with forty people and one piano on board.</p>
<div class="newsletter"><p>Sign up for our morning letter</p></div>
<p>By noon the piano had been played by everyone except the captain, who steered.</p>
<footer>All rights reserved by the harbour office</footer>
</body></html>"""

GOLD = """url = "https://{site}/{stem}"
language = "en"
type = "article"
title = "{title}"
challenges = ["newsletter-form"]
text = '''
The ferry left the harbour at dawn with forty people and one piano on board.

By noon the piano had been played by everyone except the captain, who steered.
'''
lacks = ["morning letter"]

[[noise]]
kind = "navigation"
text = "Home World Sport"
selector = "nav"

[[noise]]
kind = "newsletter"
text = "Sign up for our morning letter"
selector = ".newsletter > p"

[[noise]]
kind = "legal"
text = "All rights reserved by the harbour office"
"""


@pytest.fixture
def make_corpus(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes a corpus of so many ferry pages into a folder."""

    def make(pages: int = 3, folder: str = "ferry") -> Path:
        root = tmp_path / folder
        root.mkdir()
        for number in range(pages):
            title = f"Piano number {number} goes to sea"
            stem = f"page{number}"
            site = f"www.site{number}.example"
            (root / f"{stem}.html").write_text(HTML.format(title=title), encoding="utf-8")
            gold = GOLD.format(title=title, stem=stem, site=site)
            (root / f"{stem}.toml").write_text(gold, encoding="utf-8")
        return root

    return make


@pytest.fixture
def real_corpora() -> Path:
    """The folder of real public corpora; a test that needs them is skipped without."""
    folder = os.environ.get(TEST_CORPORA)
    if not folder:
        pytest.skip(f"needs real corpora: {TEST_CORPORA} names their folder")
    return Path(folder)


@pytest.fixture(scope="session")
def one_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of built environments: the user's where BOILERBENCH_CACHE names one."""
    stated = os.environ.get("BOILERBENCH_CACHE")
    return Path(stated) if stated else tmp_path_factory.mktemp("cache")


@pytest.fixture
def built(one_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache in which a test's environments are built, once for all tests."""
    monkeypatch.setenv("BOILERBENCH_CACHE", str(one_cache))
    return one_cache


@pytest.fixture(scope="session")
def _reader_index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with published(tmp_path_factory.mktemp("index")) as index:
        yield index


@pytest.fixture(scope="session")
def _reader_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reader-cache")


@pytest.fixture
def reader_index(
    _reader_index: Index, _reader_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> Index:
    """The only index there is: on loopback, with the versions of one small extractor."""
    for name in ("UV_INDEX", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("UV_DEFAULT_INDEX", _reader_index.address)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("UV_CACHE_DIR", str(_reader_cache / "uv"))
    monkeypatch.setenv("BOILERBENCH_CACHE", str(_reader_cache / "boilerbench"))
    return _reader_index


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that build environments run in one process, so that each is built once."""
    for item in items:
        if item.get_closest_marker("environments"):
            item.add_marker(pytest.mark.xdist_group("environments"))
