"""The corpus of a stress test: every page as served and under each mutation, with its gold."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.sources import HtmlFile
from boilerbench.digests import short_digest
from boilerbench.errors import CorpusError
from boilerbench.records import Page
from boilerbench.stress.checking import checked, visible_words
from boilerbench.stress.mutations import CONTROL, MUTATIONS, mutated
from boilerbench.stress.planting import Planted, planted
from boilerbench.stress.variants import (
    as_served,
    as_variant,
    source_of,
    stress_name,
    variant,
)
from boilerbench.wording import counted

Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Derived:
    """A corpus of mutated pages, of which each has the id `PAGE~MUTATION`.

    `base` are the pages that it was made of, without those that could not be; `words` are the
    words that were planted in a page of the corpus, by where they stand.
    """

    corpus: Corpus
    base: Corpus
    mutations: tuple[str, ...]
    words: Mapping[str, Words]


def derive(
    corpus: Corpus,
    mutations: Sequence[str],
    folder: Path,
    *,
    seed: int = 0,
    say: Callable[[str], None] = lambda _message: None,
) -> Derived:
    """Write every page under every mutation into a folder, checked word by word.

    Pages without full-text gold, and those whose words parsing alone changes, are left out, as
    `say` is told. Raises CorpusError where none is left, MutationError for a mutation that changes
    the words of a page.
    """
    made: list[Page] = []
    base: list[Page] = []
    words: dict[str, Words] = {}
    for page in _judged(corpus, say):
        content = page.source.read()
        own = visible_words(content, page.charset)
        if not own or not _survives(page, content, own, seed):
            say(f"{page.id} is left out: its words change when it is parsed and written again.")
            continue
        base.append(page)
        made.append(as_served(page))
        for one, new in _variants(page, content, own, mutations, folder, seed):
            made.append(one)
            words |= {one.id: new} if new else {}
    _require_some(base, corpus)
    name, source = stress_name(corpus.name), source_of(seed, corpus.source)
    return Derived(
        Corpus(name, source, tuple(made), corpus.synthetic),
        replace(corpus, pages=tuple(base)),
        tuple(mutations),
        words,
    )


def _survives(page: Page, content: bytes, own: Sequence[str], seed: int) -> bool:
    """Whether a page has the same words once it is parsed and written again."""
    return visible_words(mutated(content, CONTROL, seed=seed, charset=page.charset)) == own


def _require_some(base: Sequence[Page], corpus: Corpus) -> None:
    if not base:
        raise CorpusError(
            f"No page of {corpus.name} can be put under stress, as none has a gold text that "
            "survives parsing: label some with `boilerbench corpus new`, or name a corpus with "
            "--corpus."
        )


def _judged(corpus: Corpus, say: Callable[[str], None]) -> list[Page]:
    found = [page for page in corpus.pages if page.gold.text and page.gold.text.strip()]
    if len(found) < len(corpus.pages):
        say(f"Left out: {counted(len(corpus.pages) - len(found), 'page')} without a gold text.")
    return found


def _variants(
    page: Page,
    content: bytes,
    own: Sequence[str],
    mutations: Sequence[str],
    folder: Path,
    seed: int,
) -> Iterator[tuple[Page, Words]]:
    """The page under each mutation, and what was planted in it; without a place for it, nothing."""
    for name in mutations:
        found = _variant(page, content, own, name, seed)
        if found is not None:
            file = folder / f"{short_digest(variant(page.id, name).encode())}.html"
            file.write_bytes(found.content)
            yield as_variant(page, name, HtmlFile(file), found.gold), found.words


def _variant(
    page: Page, content: bytes, own: Sequence[str], name: str, seed: int
) -> Planted | None:
    if name not in MUTATIONS:
        return planted(page, content, name, seed=seed)
    changed = mutated(content, name, seed=seed, charset=page.charset)
    return Planted(checked(own, changed, name, page.id), page.gold, {})
