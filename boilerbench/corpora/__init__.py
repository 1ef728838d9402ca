"""Gold corpora: from a name, a path or FORMAT:PATH to pages."""

from dataclasses import replace
from pathlib import Path

from boilerbench.corpora import boilerbench
from boilerbench.corpora.corpus import Corpus, judged, require_ids
from boilerbench.corpora.facts import with_facts
from boilerbench.corpora.formats import FORMATS
from boilerbench.corpora.naming import OWN, SHIPPED, Located, located, shipped_sets

__all__ = ["FORMATS", "SHIPPED", "is_own", "open_corpus", "open_unchecked", "shipped_sets"]


def open_corpus(source: str | Path = "news", *, facts: bool = True) -> Corpus:
    """The corpus of that name, at that path, or FORMAT:PATH.

    Pages without any gold are not among its pages but named in `left_out`. With `facts`, URLs and
    languages that its source leaves out are read from the pages, which then are all read. Raises
    CorpusError where there is none, or for the first page of our own format whose gold cannot be
    true; the shipped sets are held true by our tests, not each time anew.
    """
    place = located(str(source))
    corpus = _opened(place)
    if place.format == OWN and place.shipped is None:
        boilerbench.require_true(place.paths[0], corpus)
    return with_facts(judged(corpus)) if facts else judged(corpus)


def open_unchecked(source: str | Path, *, facts: bool = False) -> Corpus:
    """The same corpus for `corpus check`: its fields are checked, its gold not yet."""
    corpus = _opened(located(str(source)))
    return with_facts(corpus) if facts else corpus


def is_own(source: str | Path) -> bool:
    """Whether a corpus is in boilerbench's own format, which promises more than others."""
    return located(str(source)).format == OWN


def _opened(place: Located) -> Corpus:
    corpus = FORMATS[place.format].read(*place.paths, **place.options)
    require_ids(corpus)
    if place.named and place.format == OWN:
        corpus = replace(corpus, source=f"{OWN}:{corpus.source}")
    name = place.shipped or place.fetched
    synthetic = place.shipped is not None
    return corpus if name is None else replace(corpus, name=name, source=name, synthetic=synthetic)
