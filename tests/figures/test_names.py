"""Foreign names in pictures: harmless, on one line, within their width."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

from boilerbench.figures.names import ELLIPSIS, LONGEST, fitted, harmless, plain, width_of

ANYTHING = st.text(st.characters(), max_size=80)


@given(ANYTHING)
def test_no_control_character_is_left(text: str) -> None:
    """A name holds nothing that XML forbids or that turns the direction of other text."""
    for character in plain(text):
        assert unicodedata.category(character) not in {"Cc", "Cs"}
        assert character not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe"


def test_a_name_is_one_line() -> None:
    """Line breaks and runs of spaces are single spaces."""
    assert harmless(" a\n\n b\tc ") == "a b c"


def test_what_is_forbidden_shows() -> None:
    """A character that may not stand is a replacement character, not nothing."""
    assert harmless("a\u202eb\x1b") == "a\ufffdb\ufffd"


def test_a_long_name_ends_with_an_ellipsis() -> None:
    """No tooltip is a page long."""
    assert plain("x" * 1000) == "x" * (LONGEST - 1) + ELLIPSIS


@given(ANYTHING, st.floats(8, 200))
def test_a_fitted_name_is_within_its_width(text: str, width: float) -> None:
    """What does not fit loses its middle, be it Latin, Chinese or Arabic."""
    assert width_of(fitted(text, width, 8), 8) <= max(width, width_of(ELLIPSIS, 8))


def test_both_ends_of_a_name_are_kept() -> None:
    """A cut name still says how it begins and which version it is."""
    short = fitted("trafilatura:precision with everything 2.3.1", 100, 8)
    assert short.startswith("trafil")
    assert short.endswith(".3.1")


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=4, max_size=60))
def test_widths_are_no_underestimates(text: str) -> None:
    """A name takes no more room than was kept for it, in the face that is drawn with."""
    font = FT2Font(font_manager.findfont("DejaVu Sans"))
    font.set_size(80, 72)
    font.set_text(text, 0)
    assert font.get_width_height()[0] / 64 <= width_of(text, 80) + 8
