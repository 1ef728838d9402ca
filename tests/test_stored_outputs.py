"""What extractors published of themselves, asked of our adapters at the same releases."""

import json
from pathlib import Path

import pytest

from boilerbench.corpora import open_corpus
from boilerbench.extracting import extract
from boilerbench.manifests import Settings
from boilerbench.sessions import SessionPool
from boilerbench.specs import parse_spec
from boilerbench.systems import resolve

PAGES = 181
# spec, file of article-extraction-benchmark, pages that are equal byte for byte, and word for word
STORED = [
    ("trafilatura@2.0.0", "trafilatura.json", PAGES, PAGES),
    ("readability-lxml@0.8.4.1", "readability.json", PAGES, PAGES),
    ("goose3@3.1.20", "goose3.json", PAGES, PAGES),
    ("justext:aeb", "justext.json", 30, PAGES),  # it parts paragraphs otherwise; 29 are empty
]


@pytest.mark.environments
@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    ("spec", "file", "by_bytes", "by_words"), STORED, ids=[row[0] for row in STORED]
)
def test_a_release_gives_the_texts_that_were_published(
    spec: str, file: str, by_bytes: int, by_words: int, real_corpora: Path
) -> None:
    """Through the real worker an adapter gives what article-extraction-benchmark stored."""
    folder = real_corpora / "article-extraction-benchmark"
    stored = json.loads((folder / "output" / file).read_bytes())
    stored = stored.get("output", stored)
    system = resolve(parse_spec(spec), Settings(), lambda _line: None)
    with SessionPool(1) as pool:
        pairs = [
            (extract(system, page, pool).text or "", stored[page.id]["articleBody"])
            for page in open_corpus(f"aeb:{folder}").pages
        ]
    assert len(pairs) == PAGES
    assert sum(ours == theirs for ours, theirs in pairs) == by_bytes
    assert sum(ours.split() == theirs.split() for ours, theirs in pairs) == by_words
