"""What reading a page's bytes and cutting its text cost, beside the plainest way to do it."""

import codecs
import re
from collections.abc import Callable
from itertools import count

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.sample import CONTENTS, OUTPUTS, visible_text
from boilerbench import open_corpus
from boilerbench.decoding import decode
from boilerbench.text import fold, normalise, token_bytes, tokens
from boilerbench.trees import parse_page, texts_of

TURN = count(1)
TEXTS_OF_PAGES = [decode(one).text for one in CONTENTS]
ENCODINGS = [decode(one).encoding for one in CONTENTS]
UNDECLARED = [
    re.sub("(?i)charset", "chars", text).encode("cp1252", "replace") for text in TEXTS_OF_PAGES
]
DECODING = pytest.mark.benchmark(group=f"decoding {len(CONTENTS)} pages")
TEXTS = {
    "English": OUTPUTS,
    "many scripts": tuple(map(visible_text, open_corpus("languages").pages[::8])),
}

LANGUAGES = [
    pytest.param(one, marks=pytest.mark.benchmark(group=f"words of {len(texts)} pages in {one}"))
    for one, texts in TEXTS.items()
]


def plain_words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@DECODING
def test_decode(benchmark: BenchmarkFixture) -> None:
    """Bytes to text, by what the page says of itself."""
    found = benchmark(lambda: [decode(content).text for content in CONTENTS])
    assert found == TEXTS_OF_PAGES


@DECODING
def test_decode_plainly(benchmark: BenchmarkFixture) -> None:
    """The same by whoever knows the encoding."""
    pages = list(zip(CONTENTS, map(codecs.lookup, ENCODINGS), strict=True))
    found = benchmark(lambda: [codec.decode(content)[0] for content, codec in pages])
    assert found == TEXTS_OF_PAGES


@DECODING
def test_decode_by_guessing(benchmark: BenchmarkFixture) -> None:
    """Bytes that are no UTF-8 and say nothing of themselves."""
    found = benchmark.pedantic(
        lambda: [decode(content) for content in UNDECLARED], rounds=7, warmup_rounds=1
    )
    assert {one.how for one in found} <= {"detector", "fallback"}


@DECODING
def test_tree(benchmark: BenchmarkFixture) -> None:
    """Bytes to a tree and all visible text of it: what `lxml-text` does, and all checks."""

    def all_texts() -> list[str]:
        trees = [parse_page(content) for content in CONTENTS]
        return ["\n".join(texts_of(tree)) for tree in trees if tree is not None]

    assert benchmark(all_texts) == list(OUTPUTS)


@pytest.mark.parametrize("cut", [plain_words, tokens, token_bytes, normalise, fold])
@pytest.mark.parametrize("language", LANGUAGES)
def test_words(benchmark: BenchmarkFixture, cut: Callable[[str], object], language: str) -> None:
    """Text that was not seen before to words, or to the form in which it is compared."""
    texts = TEXTS[language]

    def new_values() -> tuple[tuple[list[str]], dict[str, object]]:
        tail = "\n" * next(TURN)
        return ([text + tail for text in texts],), {}

    def all_texts(some: list[str]) -> list[object]:
        return [cut(text) for text in some]

    assert all(benchmark.pedantic(all_texts, setup=new_values, rounds=7, warmup_rounds=1))
