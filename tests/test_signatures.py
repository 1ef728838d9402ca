"""Signatures: what a number depends on, in two lengths, and in what two differ."""

import re

from boilerbench.corpora.corpus import Corpus
from boilerbench.records import Gold, HtmlBytes, Page
from boilerbench.scoring import METRICS, Shingles, Tokens
from boilerbench.signatures import SHORT_NAMES, shared_parts, signature_of, unlike
from boilerbench.version import VERSION

CORPUS = Corpus("made", "made", (Page("a", HtmlBytes(b"x"), Gold(text="x")),))


def test_a_signature_is_written_in_two_lengths() -> None:
    """All parts stand in both, the corpus with eight digits or four, the version last."""
    found = signature_of(Shingles(4), CORPUS, 40, average="page", seed=7)
    assert re.fullmatch(
        r"corpus:made@[0-9a-f]{8}\|pages:40\|metric:shingles\(n=4\)\|avg:page\|fail:zero\|tok:1"
        rf"\|seed:7\|version:{re.escape(VERSION)}",
        found.long,
    )
    assert re.fullmatch(
        r"c:made@[0-9a-f]{4}\|n:40\|m:shingles\(n=4\)\|a:page\|f:zero\|t:1\|s:7"
        rf"\|v:{re.escape(VERSION)}",
        found.short,
    )


def test_some_of_the_pages_are_named() -> None:
    """A number of a group of pages cannot be mistaken for one of all."""
    found = signature_of(Tokens(), CORPUS, 3, average="page", seed=0, where=["type=forum", "x"])
    assert "|where:type=forum,x|" in found.long
    assert "|w:type=forum,x|" in found.short


def test_every_metric_has_a_signature_of_its_own() -> None:
    """No two metrics share one, whatever else is alike."""
    signatures = {
        signature_of(make(), CORPUS, 1, average="page", seed=0).long for make in METRICS.values()
    }
    assert len(signatures) == len(METRICS)


def test_unlike_parts_are_named_with_both_values() -> None:
    """What differs is said, in the order of the signature; nothing where nothing does."""
    one, other = (
        signature_of(Tokens(), CORPUS, 3, average=average, seed=seed, where=where).long
        for average, seed, where in (("page", 0, ()), ("worst", 1, ("site=a",)))
    )
    assert unlike(one, one) == []
    assert unlike(one, other) == ["where: none, site=a", "avg: page, worst", "seed: 0, 1"]
    assert shared_parts([one, other]).startswith("corpus:")
    assert "avg:" not in shared_parts([one, other])
    assert set(SHORT_NAMES) >= {part.partition(":")[0] for part in one.split("|")}
