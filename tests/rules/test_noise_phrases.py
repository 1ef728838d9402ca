"""The noise phrases that ship: what they hit, and that they leave gold alone."""

from pathlib import Path

import pytest

from boilerbench.corpora import open_corpus
from boilerbench.records import NOISE_KINDS
from boilerbench.rules.cleaning import TextRules
from boilerbench.rules.noise_phrases import noise_phrases, phrase_hits, phrase_languages


def test_a_line_that_is_nothing_but_noise_is_hit_however_it_is_written() -> None:
    """Case, white space, quotation marks and dashes do not matter."""
    text = "ADVERTISEMENT\n  Thanks for signing\u00a0up!\nThe forgotten advertisement"
    assert list(phrase_hits(text)) == [
        ("advertisement", "ADVERTISEMENT"),
        ("newsletter", "Thanks for signing\u00a0up!"),
    ]


def test_a_phrase_is_hit_inside_a_line_as_whole_words() -> None:
    """What begins or ends inside a word is another word."""
    assert list(phrase_hits("Please verify you\u2019re not a robot by clicking the box.")) == [
        ("newsletter", "Please verify you\u2019re not a robot by clicking the box.")
    ]
    assert list(phrase_hits("Newsfollow us on facebooks")) == []
    assert [kind for kind, _ in phrase_hits("本站版权所有者")] == ["legal"]


def test_a_line_counts_once_for_a_kind() -> None:
    """Several phrases of one kind in a line are one hit, of two kinds two."""
    line = "Sign up for our newsletter, delivered to your inbox. All rights reserved"
    assert [kind for kind, _ in phrase_hits(line)] == ["newsletter", "legal"]


def test_phrases_are_rules_of_text_too() -> None:
    """A hit of the list is a hit of its rules."""
    rules = noise_phrases()
    found = TextRules(rules).cuts("Share this article", None)
    assert {rules[cut.rule].kind for cut in found} == {"share"}
    assert {one.note for one in noise_phrases("de")} == {"de"}


def test_every_kind_that_has_usual_wordings_has_phrases() -> None:
    """Breadcrumbs are paths of names, which no list can have."""
    assert {one.kind for one in noise_phrases()} == set(NOISE_KINDS) - {"breadcrumb"}
    assert {"ar", "de", "en", "es", "fr", "it", "ja", "ko", "zh"} <= set(phrase_languages())


def test_the_gold_of_the_shipped_corpus_has_next_to_none() -> None:
    """On 191 pages two lines of gold read like noise, one of them a heading."""
    pages = open_corpus("shipped").pages
    hits = [hit for page in pages for hit in phrase_hits(page.gold.text or "")]
    assert len(hits) <= 2


@pytest.mark.usefixtures("real_corpora")
def test_the_gold_of_a_public_corpus_has_next_to_none(real_corpora: Path) -> None:
    """On 181 pages of article-extraction-benchmark it is four lines, two of them copyright."""
    pages = open_corpus(f"aeb:{real_corpora / 'article-extraction-benchmark'}").pages
    hits = [hit for page in pages for hit in phrase_hits(page.gold.text or "")]
    assert len(hits) <= 4
