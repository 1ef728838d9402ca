import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer

from boilerbench.scoring.abbreviations import ABBREVIATIONS, COLLOCATIONS, OPENERS
from boilerbench.scoring.sentences import sentences

CORPORA = os.environ.get("BOILERBENCH_TEST_CORPORA")
PIECES = ["a", "The", "the", "no", "In", "U.S", "u.s", "Mr", "J", "b", "Smith", "é", "1", "12"]
MARKS = [".", ".", ".", "?", "!", "..", "...", ". . .", " ", " ", "\n", "\t", "\r", "\xa0"]
CLOSERS = ['"', "'", ")", "(", "[", "]", "}", "”", "--", "-", ",", ":", "*", "@"]
TEXT = st.lists(st.sampled_from(PIECES + MARKS + CLOSERS), max_size=14).map("".join)


class Straight(PunktLanguageVars):  # type: ignore[misc]  # nltk has no types
    """English as NLTK 3.8 had it: only straight quotes close a sentence."""

    __slots__ = ()
    _re_non_word_chars = r"""(?:[)";}\]\*:@\'\({\[?!])"""
    re_boundary_realignment = re.compile(r"""["\')\]}]+?(?:\s+|(?=--)|$)""", re.MULTILINE)


def _nltk() -> PunktSentenceTokenizer:
    parameters = PunktParameters()
    parameters.abbrev_types = set(ABBREVIATIONS)
    parameters.collocations = set(COLLOCATIONS)
    parameters.sent_starters = set(OPENERS)
    return PunktSentenceTokenizer(parameters, lang_vars=Straight())


NLTK = _nltk()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two? Three! Four", ["One.", "Two?", "Three!", "Four"]),
        ("Mr. Smith met Dr. Jones.", ["Mr. Smith met Dr. Jones."]),
        ("He left the U.S. The end.", ["He left the U.S.", "The end."]),
        ("It is 3.14 or 3. 14 it is.", ["It is 3.14 or 3.", "14 it is."]),
        ("No. 5 is alive, by J. Doe.", ["No.", "5 is alive, by J. Doe."]),
        ("In 1999. review followed.", ["In 1999. review followed."]),
        ("Wait... what? Well ... yes.", ["Wait... what?", "Well ... yes."]),
        ('"Go." He went. (Home.) So.', ['"Go."', "He went.", "(Home.)", "So."]),
        ("He said “Go.” She went.", ["He said “Go.” She went."]),
        ("A heading\n\nand its paragraph. x", ["A heading\n\nand its paragraph.", "x"]),
        ("glued.Together", ["glued.Together"]),
        ("cut(here.)too", ["cut(here.", ")too"]),  # in the middle of a word
        ("  ", []),
        ("", []),
    ],
)
def test_known_texts(text: str, expected: list[str]) -> None:
    """Ends of sentences, and what only looks like one."""
    assert sentences(text) == expected


@given(TEXT)
@example(" !?:a")
@example('a."')
@example("a. --)")
def test_any_text_is_cut_as_by_punkt(text: str) -> None:
    """NLTK's implementation gives the same sentences from the same parameters."""
    assert sentences(text) == NLTK.tokenize(text)


@given(st.text())
def test_nothing_but_white_space_is_lost(text: str) -> None:
    """The sentences, in order, have every character that is not white space."""
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@pytest.mark.skipif(not CORPORA, reason="BOILERBENCH_TEST_CORPORA names no folder of real corpora")
@pytest.mark.parametrize("system", ["html-text", "trafilatura"])
def test_real_text_is_cut_as_by_punkt(system: str) -> None:
    """So are articles, and pages with their menus."""
    file = Path(CORPORA or "") / "article-extraction-benchmark" / "output" / f"{system}.json"
    stored = json.loads(file.read_text(encoding="utf-8"))
    for page in stored.get("output", stored).values():
        text = page["articleBody"] or ""
        assert sentences(text) == NLTK.tokenize(text)
