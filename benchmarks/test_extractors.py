"""What extraction costs: the shipped extractors that run in this interpreter, over the news set."""

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from boilerbench import Settings, open_corpus
from boilerbench.extracting import extract
from boilerbench.sessions import SessionPool
from boilerbench.specs import parse_spec
from boilerbench.systems import resolve

CORPUS = open_corpus("news")


@pytest.mark.parametrize("spec", ["lxml-text", "justext", "trafilatura", "trafilatura:fast"])
def test_extractor(benchmark: BenchmarkFixture, spec: str) -> None:
    """All pages once, by a worker that is warm."""
    benchmark.group = "extractors: eight pages"
    system = resolve(parse_spec(spec), Settings(), lambda _message: None)
    with SessionPool(1) as pool:

        def all_pages() -> list[str]:
            return [extract(system, page, pool).outcome for page in CORPUS.pages]

        assert set(benchmark.pedantic(all_pages, rounds=5, warmup_rounds=1)) == {"ok"}
