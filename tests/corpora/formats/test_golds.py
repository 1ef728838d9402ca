"""Gold files of any encoding, and CleanEval's tags."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from boilerbench.corpora.formats.golds import cleaneval_text, decoded, gold_text
from boilerbench.errors import CorpusError


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("naïve".encode(), "naïve"),
        (codecs.BOM_UTF8 + "naïve".encode(), "naïve"),
        (codecs.BOM_UTF16_LE + "naïve".encode("utf-16-le"), "naïve"),
        (codecs.BOM_UTF16_BE + "naïve".encode("utf-16-be"), "naïve"),
        ("naïve “so”".encode("cp1252"), "naïve “so”"),
        (b"a\r\nb\rc", "a\nb\nc"),
        (b"unused \x81 byte \xe9", "unused \ufffd byte é"),
    ],
)
def test_gold_is_read_in_the_encoding_it_was_saved_in(content: bytes, text: str) -> None:
    """A byte order mark decides, else UTF-8 if it fits, else cp1252."""
    assert decoded(content) == text


@drawn(st.binary())
def test_no_bytes_are_refused(content: bytes) -> None:
    """Any gold file has some text, and no carriage return is left in it."""
    assert "\r" not in decoded(content)


def test_a_gold_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A folder in the place of a gold file is told."""
    with pytest.raises(CorpusError, match="cannot be read"):
        gold_text(tmp_path)


CLEANEVAL = """   URL: http://example.com/a

<h>A heading
<p>First line of a paragraph
   that goes on <http://example.com/b>
<l>An item</l>
 <P>Last &amp; least<cr>
"""


def test_cleaneval_segments_become_lines() -> None:
    """The URL line and the tags go; other text in angle brackets and entities stay."""
    assert cleaneval_text(CLEANEVAL).split("\n\n") == [
        "A heading",
        "First line of a paragraph that goes on <http://example.com/b>",
        "An item",
        "Last &amp; least",
    ]


def test_cleanportaleval_has_entities() -> None:
    """There character references are the text they stand for."""
    assert cleaneval_text("\nURL: x\n<p>It&#039;s A &amp; B", entities=True) == "It's A & B"


def test_a_url_line_alone_is_no_text() -> None:
    """A gold file that holds nothing but its URL says nothing."""
    assert cleaneval_text("\nURL: http://bbc.example/health\n\n") == ""
