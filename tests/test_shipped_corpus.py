"""The corpus that ships keeps its promises: its size, its variety, its likeness to real pages."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np
import pytest
from lxml.html import HtmlElement

from boilerbench.corpora import open_unchecked, shipped_sets
from boilerbench.corpora.checks import faults
from boilerbench.corpora.completeness import gaps
from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.figures import page_figures
from boilerbench.linting.twins import twins
from boilerbench.records import NOISE_KINDS, PAGE_TYPES, Page
from boilerbench.scoring import TrafilaturaSnippets
from boilerbench.shipped import shipped
from boilerbench.text import tokens
from boilerbench.trees import parse_page

LANGUAGES = ("de", "fr", "es", "ru", "ar", "zh", "ja", "pt")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return open_unchecked("shipped")


@pytest.fixture(scope="module")
def by_set(corpus: Corpus) -> Mapping[str, list[Page]]:
    return {name: [p for p in corpus.pages if p.set == name] for name in shipped_sets()}


def test_there_are_enough_pages_of_every_set(by_set: Mapping[str, list[Page]]) -> None:
    """150 pages or more, 40 of news, 50 of other types, 50 of other languages, and hard ones."""
    counts = {name: len(pages) for name, pages in by_set.items()}
    assert set(counts) == {"hard", "languages", "news", "types"}
    assert sum(counts.values()) >= 150
    assert counts["news"] >= 40
    assert counts["types"] >= 50
    assert counts["languages"] >= 50


def test_pages_share_sites_as_on_the_web(corpus: Corpus) -> None:
    """At least 40 invented sites, and many of them with several pages."""
    sites = Counter(page.site for page in corpus.pages)
    assert len(sites) >= 40
    assert sum(count > 1 for count in sites.values()) >= 20
    assert all(site.endswith(".example") for site in sites)


def test_every_type_of_page_is_there(by_set: Mapping[str, list[Page]]) -> None:
    """Each of the seven page types has four pages or more in `types`."""
    counts = Counter(page.type for page in by_set["types"])
    assert set(counts) == set(PAGE_TYPES)
    assert min(counts.values()) >= 4


def test_eight_languages_have_six_pages_on_three_sites(by_set: Mapping[str, list[Page]]) -> None:
    """A language that may be ranked has pages enough; the others are single specimens."""
    pages = by_set["languages"]
    counts = Counter(page.language for page in pages)
    for language in LANGUAGES:
        own = [page for page in pages if page.language == language]
        assert len(own) >= 6, language
        assert len({page.site for page in own}) >= 3, language
    singles = set(counts) - set(LANGUAGES)
    assert len(singles) >= 10
    assert all(counts[language] == 1 for language in singles)


def test_legacy_encodings_are_served(by_set: Mapping[str, list[Page]]) -> None:
    """Pages come in a dozen encodings, declared, undeclared and wrongly declared."""
    encodings = {page_figures(page).encoding for page in by_set["languages"]}
    assert len(encodings) >= 12
    challenges = Counter(one for page in by_set["languages"] for one in page.challenges)
    assert challenges["undeclared-charset"] >= 2
    assert challenges["wrong-charset"] >= 2


def test_every_kind_of_noise_is_planted(corpus: Corpus) -> None:
    """Each kind stands on ten pages or more."""
    holders = Counter(kind for p in corpus.pages for kind in {noise.kind for noise in p.gold.noise})
    assert set(holders) == set(NOISE_KINDS)
    assert min(holders.values()) >= 10


def test_the_gold_can_be_true(corpus: Corpus) -> None:
    """No fault, no word without a label, no word with two, no page twice."""
    found = [str(fault) for page in corpus.pages for fault in (*faults(page), *gaps(page))]
    assert found == []
    assert list(twins(corpus)) == []


def test_the_gold_reaches_the_ideal_of_snippets(corpus: Corpus) -> None:
    """Each page's own gold holds, letter by letter, what is asked of an extractor, and no noise."""
    metric = TrafilaturaSnippets()
    judged = [page for page in corpus.pages if metric.judges(page.gold)]
    rows = {page.id: metric.page(page.gold, page.gold.ideal) for page in judged}
    assert {name: row for name, row in rows.items() if row[1] or row[2]} == {}


def test_no_label_of_the_sources_is_left(corpus: Corpus) -> None:
    """Nothing in a page says what is gold in it."""
    for page in corpus.pages:
        assert re.search(rb"\sx-(gold|optional|noise)", page.source.read()) is None, page.id


def test_news_has_the_length_of_news(by_set: Mapping[str, list[Page]]) -> None:
    """The median article has 300 to 800 words."""
    words = [page_figures(page).gold_words for page in by_set["news"]]
    assert 300 <= np.median(words) <= 800


def _sentences(text: str) -> Iterator[str]:
    for sentence in re.split(r"(?<=[.!?。！？])[\s”\"')]*|\n+", text):  # noqa: RUF001
        words = tokens(sentence)
        if len(words) >= 6:
            yield " ".join(words)


def test_no_sentence_stands_on_two_pages(corpus: Corpus) -> None:
    """Every page was written for itself: sentences of six words and more are unique."""
    seen: dict[str, str] = {}
    for page in corpus.pages:
        for sentence in set(_sentences(page.gold.text or "")):
            assert sentence not in seen, f"{page.id} and {seen.get(sentence)}: {sentence}"
            seen[sentence] = page.id


def test_no_two_pages_share_a_tenth_of_their_shingles(corpus: Corpus) -> None:
    """No page is another with its names exchanged."""
    shingles = {page.id: _shingles(page) for page in corpus.pages}
    for one, other in combinations(shingles, 2):
        fewer = min(len(shingles[one]), len(shingles[other]))
        shared = len(shingles[one] & shingles[other])
        assert shared * 10 < fewer or shared < 3, (one, other, shared, fewer)


def _shingles(page: Page) -> set[tuple[str, ...]]:
    words = tokens(page.gold.text or "")
    return {tuple(words[i : i + 4]) for i in range(len(words) - 3)}


AEB = {"elements": (463, 959), "depth": (14, 21), "gold_share": (0.343, 0.720)}
WCXB = {"elements": (640, 1832), "depth": (16, 24), "gold_share": (0.361, 0.804)}
REAL = {
    "news": AEB | {"link_share": (0.18, 0.391), "bytes": (68_000, 198_000)},
    "types": WCXB | {"link_share": (0.09, 0.30), "bytes": (68_000, 198_000)},
}
"""Quartiles of real pages: AEB for news, raw WCXB for types, the bytes of AEB for both."""


@pytest.mark.parametrize(
    ("name", "figure"), [(name, figure) for name, own in REAL.items() for figure in own]
)
def test_medians_lie_within_the_quartiles_of_real_pages(
    name: str, figure: str, by_set: Mapping[str, list[Page]]
) -> None:
    """The typical page of a set would be no outlier among real ones."""
    low, high = REAL[name][figure]
    median = np.median([getattr(page_figures(page), figure) for page in by_set[name]])
    assert low <= median <= high


def test_it_is_small_enough_to_ship() -> None:
    """Unpacked, the corpus takes less than 20 megabytes."""
    total = sum(file.stat().st_size for file in shipped("corpus").rglob("*") if file.is_file())
    assert total < 20 * 2**20


def test_some_gold_reads_like_noise(corpus: Corpus) -> None:
    """A cleaner that drops every line with "advertisement" or "cookies" loses text here."""
    gold = " ".join(page.gold.text or "" for page in corpus.pages).casefold()
    for word in ("advertisement", "cookies", "newsletter", "subscribe", "comments"):
        assert word in gold


def test_addresses_are_invented(corpus: Corpus) -> None:
    """Every link and source of every page leads to a name that nobody can own."""
    for page in corpus.pages:
        tree = parse_page(page.source.read(), page.charset)
        if tree is None:
            continue
        hosts = re.findall(r"https?://([^/\s\"'<>\\?#)]+)", " ".join(_addresses(tree)))
        real = {host for host in hosts if not host.rstrip(".").endswith(ALLOWED)}
        assert not real, (page.id, real)


ALLOWED = (".example", "schema.org", "www.w3.org", "ogp.me", "cdn.ampproject.org", "purl.org")
"""Invented hosts, and those of vocabularies that pages name."""


def _addresses(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("*"):
        for name in ("href", "src", "action", "srcset", "content"):
            if value := element.get(name):
                yield str(value)
