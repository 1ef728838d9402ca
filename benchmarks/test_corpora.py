"""What reading and checking corpora cost, to the last page and its gold."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from boilerbench import Corpus, open_corpus
from boilerbench.corpora import open_unchecked
from boilerbench.linting.checking import check

CORPORA = Path(os.environ.get("BOILERBENCH_TEST_CORPORA", "/nowhere"))
SOURCES = ["news", "aeb", "wcxb"]
FOLDERS = {"aeb": "article-extraction-benchmark", "wcxb": "wcxb"}


def source_of(name: str) -> str:
    """Where a corpus is: its own name if it ships, else its folder among the public ones."""
    if name not in FOLDERS:
        return name
    folder = CORPORA / FOLDERS[name]
    if not folder.is_dir():
        pytest.skip("BOILERBENCH_TEST_CORPORA names no folder that has it")
    return f"{name}:{folder}"


def has_gold(corpus: Corpus) -> bool:
    """Whether there are pages, and each has a gold to be scored against."""
    return bool(corpus.pages) and all(page.gold.kind != "none" for page in corpus.pages)


@pytest.mark.benchmark(group="reading a corpus")
@pytest.mark.parametrize("name", SOURCES)
def test_read(benchmark: BenchmarkFixture, name: str) -> None:
    """Every page and its gold, as `run` and `score` open it."""
    source = source_of(name)
    corpus = benchmark.pedantic(open_corpus, (source,), rounds=3, warmup_rounds=1)
    assert has_gold(corpus)
    benchmark.extra_info["pages"] = len(corpus.pages)


@pytest.mark.benchmark(group="digesting a corpus")
@pytest.mark.parametrize("name", SOURCES)
def test_digest(benchmark: BenchmarkFixture, name: str) -> None:
    """The digest over all pages and their gold, as every score's signature has it."""
    corpus = open_corpus(source_of(name))

    def anew() -> tuple[tuple[Corpus], dict[str, object]]:
        return (replace(corpus),), {}  # a corpus keeps what it has digested

    digest = benchmark.pedantic(Corpus.digest, setup=anew, rounds=3, warmup_rounds=1)
    assert digest == corpus.digest()


@pytest.mark.benchmark(group="checking a corpus")
@pytest.mark.parametrize("name", ["news", "aeb"])
def test_check(benchmark: BenchmarkFixture, name: str) -> None:
    """Every rule over every page; what ships has no fault that its pages do not excuse."""
    source = source_of(name)
    own = name == "news"
    corpus = open_unchecked(source)
    found = benchmark.pedantic(
        lambda: list(check(corpus, strict=own, whole=own)), rounds=1, warmup_rounds=0
    )
    excused = {(page.id, code) for page in corpus.pages for code, _ in page.ignored}
    assert not own or {(fault.page, fault.code) for fault in found} <= excused
    benchmark.extra_info |= {"pages": len(corpus.pages), "findings": len(found)}
