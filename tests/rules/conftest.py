"""What tests of rules need: a folder of their own, and pages of a site to try rules on."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus

TEXT_OF_PAGE = '''# /// script
# dependencies = ["lxml"]
# ///
"""All text of a page, a line for each paragraph."""
import re

def extract(html, url=None):
    body = re.sub(r"(?s)<(script|style|title)\\b.*?</\\1>", " ", html)
    lines = re.split(r"</?(?:p|div|nav|h1|footer|body)\\b[^>]*>", body)
    return "\\n".join(s for line in lines if (s := re.sub("<[^>]*>", " ", line).strip()))
'''


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test writes its runs into a folder of its own."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def ferry(make_corpus: Callable[..., Path]) -> Corpus:
    """Four pages, the first three of one site."""
    corpus = open_corpus(str(make_corpus(4)))
    sites = ["one.example"] * 3 + ["two.example"]
    pages = zip(corpus.pages, sites, strict=True)
    named = tuple(replace(page, url=f"https://{site}/{page.id}") for page, site in pages)
    return replace(corpus, pages=named)


@pytest.fixture
def all_text(tmp_path: Path) -> str:
    """The spec of an extractor that returns all text, and is quick to start."""
    file = tmp_path / "alltext.py"
    file.write_text(TEXT_OF_PAGE, encoding="utf-8")
    return str(file)
