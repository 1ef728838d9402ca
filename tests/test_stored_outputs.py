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
from tests.evil import needs_node

PAGES = 181
# spec, file of article-extraction-benchmark, pages that are equal byte for byte, and word for word
STORED = [
    ("trafilatura@2.0.0", "trafilatura.json", PAGES, PAGES),
    ("readability-lxml@0.8.4.1", "readability.json", PAGES, PAGES),
    ("goose3@3.1.20", "goose3.json", PAGES, PAGES),
    ("justext:aeb", "justext.json", 30, PAGES),  # it parts paragraphs otherwise; 29 are empty
    ("html-text@0.7.0", "html-text.json", PAGES, PAGES),
]
# a line break ends each text there, and linkedom reads one page otherwise
STORED_OF_NODE = ("readability-js@0.6.0", "readability_js.json", 0, PAGES - 1)
# What linkedom reads otherwise, and some more: all pages would take jsdom half a minute.
ON_JSDOM = ("3d8f3404", "0", "f")


@pytest.mark.environments
@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    ("spec", "file", "by_bytes", "by_words"),
    [
        *(pytest.param(*row, id=row[0]) for row in STORED),
        pytest.param(*STORED_OF_NODE, id=STORED_OF_NODE[0], marks=needs_node),
    ],
)
def test_a_release_gives_the_texts_that_were_published(
    spec: str, file: str, by_bytes: int, by_words: int, real_corpora: Path
) -> None:
    """Through the real worker an adapter gives what article-extraction-benchmark stored."""
    pairs = pairs_of(spec, real_corpora / "article-extraction-benchmark", file)
    assert len(pairs) == PAGES
    assert sum(ours == theirs for ours, theirs in pairs) == by_bytes
    assert sum(ours.split() == theirs.split() for ours, theirs in pairs) == by_words


@needs_node
@pytest.mark.environments
@pytest.mark.usefixtures("built")
def test_readability_on_jsdom_gives_what_was_published(real_corpora: Path) -> None:
    """On the DOM it was published with, the texts are equal but for a line break behind each."""
    folder = real_corpora / "article-extraction-benchmark"
    pairs = pairs_of("readability-js-jsdom@0.6.0", folder, "readability_js.json", ON_JSDOM)
    assert len(pairs) > 20
    assert [f"{ours}\n" for ours, _ in pairs] == [theirs for _, theirs in pairs]


def pairs_of(
    spec: str, folder: Path, file: str, starts: tuple[str, ...] = ("",)
) -> list[tuple[str, str]]:
    """Our text and the stored one of each page whose name starts so, or of all."""
    stored = json.loads((folder / "output" / file).read_bytes())
    stored = stored.get("output", stored)
    system = resolve(parse_spec(spec), Settings(), lambda _line: None)
    with SessionPool(1) as pool:
        return [
            (extract(system, page, pool).text or "", stored[page.id]["articleBody"])
            # The benchmark tells nobody a page's language.
            for page in open_corpus(f"aeb:{folder}", facts=False).pages
            if page.id.startswith(starts)
        ]
